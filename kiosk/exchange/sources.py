"""Whatever another kiosk can hand over, made ready to be merged: a data folder, a backup, an export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk.errors import BadInputError
from kiosk.exchange.importing import Importer
from kiosk.exchange.progress import Progress, unwatched
from kiosk.files import is_there, make_folder, refusals
from kiosk.keys import Key
from kiosk.model import Site
from kiosk.store.connection import FILE_NAME
from kiosk.store.merging.source import Source, copy_source, refuse_contradictions, workplace

EXPORTS = (".csv", ".jsonl", ".xlsx")


@contextmanager
def prepared(
    site: Site, paths: Sequence[Path], key: Key | None = None, progress: Progress = unwatched
) -> Iterator[list[Source]]:
    """Copies of all sources, each a whole database of this version; they are gone when the block ends.

    key opens an encrypted source, else the site's own does. Raises BadInputError for the first source that cannot be
    merged, StorageError where the disk does not take the copies.
    """
    for path in paths:
        _refuse_own(site, path)
    with workplace(site.data) as work:
        yield [_source(site, path, work / str(number), key or site.key, progress) for number, path in enumerate(paths)]


def _source(site: Site, path: Path, folder: Path, key: Key | None, progress: Progress) -> Source:
    if path.suffix.lower() not in EXPORTS or path.is_dir():
        return copy_source(path, folder, key)
    with refusals(path, "cannot be read"):
        # The file's own time: a second merge of the same file then says nothing new.
        written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        make_folder(folder, 0o700)
    imported = Importer(replace(site, data=folder, key=None), written, progress).own(path)
    if imported.refused:
        raise BadInputError(f"{path}: {imported.refused[0]}; {len(imported.refused)} rows cannot be taken")
    refuse_contradictions(path, folder, None)
    return Source(path, folder)


def _refuse_own(site: Site, path: Path) -> None:
    ours = site.data / FILE_NAME
    with refusals(path, "cannot be read"):
        theirs = path / FILE_NAME if path.is_dir() else path
        if is_there(ours) and theirs.exists() and theirs.samefile(ours):
            raise BadInputError(f"{path}: is the data folder that is merged into; expected another kiosk's")
