"""Another kiosk's database as a copy of one's own. The source itself is never opened by SQLite, and never changed.

A stick may be read-only, and SQLite cannot open a database with a log on such a medium; where it can write, it would.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from kiosk.errors import BadInputError, KnownError
from kiosk.files import make_folder, refusals
from kiosk.keys import Key
from kiosk.store.backup.contradictions import contradictions
from kiosk.store.backup.copying import faults_of, require_room
from kiosk.store.backup.inspecting import schema_faults
from kiosk.store.connection import FILE_NAME, open_store, storage_errors
from kiosk.store.encryption.cipher import Sort, connect, sort_of
from kiosk.store.migrations import migrations
from kiosk.store.privacy.erasure import FILE_NAME as ERASURES

WORK = ".merge-"
PARTS = ("", "-wal", "-journal")
TRIES = 3
EXPECTED = "expected a kiosk's data folder, a backup, or an export"

State = list[tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be merged: where it came from, and its database, of this version, in a folder of its own."""

    path: Path
    folder: Path
    key: Key | None = None


@contextmanager
def workplace(data: Path) -> Iterator[Path]:
    """A folder for copies, for this user alone, on the data folder's own disk; what an interrupted merge left goes."""
    with refusals(data, "cannot be used"):
        make_folder(data, 0o700)
        for left in data.glob(f"{WORK}*"):
            shutil.rmtree(left)
        work = tempfile.TemporaryDirectory(prefix=WORK, dir=data)
    with work as folder:
        yield Path(folder)


def copy_source(path: Path, folder: Path, key: Key | None) -> Source:
    """A source's database, checked and brought up to this version. key is for a source that is encrypted.

    Raises BadInputError where the source is none, is damaged or is of a newer version; StorageError where it cannot be
    read or its copy not written.
    """
    database = path / FILE_NAME if path.is_dir() else path
    copy = folder / FILE_NAME
    with refusals(path, "cannot be read"):
        if not database.is_file():
            holds = f"holds no {FILE_NAME}" if path.is_dir() else "is not there" if not path.exists() else "is no file"
            raise BadInputError(f"{path}: {holds}; {EXPECTED}")
        sort = sort_of(database)
        make_folder(folder, 0o700)
        _copy_still(database, copy)
        if path.is_dir() and (path / ERASURES).is_file():
            shutil.copyfile(path / ERASURES, folder / ERASURES)
    if sort in (Sort.NONE, Sort.OTHER):
        raise BadInputError(f"{database}: is {'empty' if sort is Sort.NONE else 'no database'}; {EXPECTED}")
    if sort is Sort.ENCRYPTED and key is None:
        raise BadInputError(f"{database}: is encrypted; expected its key as --source-key FILE")
    used = key if sort is Sort.ENCRYPTED else None
    try:
        _refuse_faults(copy, used)
        refuse_contradictions(database, folder, used)
    except KnownError as error:
        raise BadInputError(str(error).replace(str(copy), str(database))) from error
    return Source(path, folder, used)


def refuse_contradictions(path: Path, folder: Path, key: Key | None) -> None:
    """Brings path's copy in a folder up to this version. Raises BadInputError where its rows contradict themselves.

    One changed byte would make a row that is taken for another one, and might be kept in place of the sound row here.
    """
    with open_store(folder, key, copy_first=False) as store, storage_errors(f"{path}: cannot be read"):
        if odd := next(contradictions(store.database.conn), None):
            raise BadInputError(f"{path}: is damaged: {odd}; expected a sound source, such as an earlier backup")


def _copy_still(database: Path, copy: Path) -> None:
    """Copies the database with what SQLite keeps beside it, of one moment: where it changes meanwhile, once more."""
    for _ in range(TRIES):
        before = _state(database)
        require_room(copy, sum(size for size, _ in filter(None, before)))
        for part, there in zip(PARTS, before, strict=True):
            target = copy.with_name(copy.name + part)
            target.unlink(missing_ok=True)
            if there is not None:
                shutil.copyfile(f"{database}{part}", target)
        if _state(database) == before:
            return
    raise BadInputError(f"{database}: is being written to; stop that kiosk first, or merge a backup of it")


def _state(database: Path) -> State:
    found = [Path(f"{database}{part}") for part in PARTS]
    return [(each.stat().st_size, each.stat().st_mtime_ns) if each.is_file() else None for each in found]


def _refuse_faults(copy: Path, key: Key | None) -> None:
    with storage_errors(f"{copy}: cannot be read"), closing(connect(copy, "rw", key)) as connection:
        applied = frozenset(step.name for step in migrations.applied(Database(connection)))
        for fault in (*schema_faults(applied), *(f"is damaged: {fault}" for fault in faults_of(connection))):
            raise BadInputError(f"{copy}: {fault}")
