"""Where a command may write what a person asked for: nowhere over a file that Moment needs."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from kiosk.commands.common import Settings
from kiosk.errors import BadInputError
from kiosk.files import refusals
from kiosk.keys import KeyFile
from kiosk.model import Site
from kiosk.site import find_site
from kiosk.store.backup.naming import FOLDER, kind_of
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.recoding import BESIDE

SQLITE = b"SQLite format 3\0"
DATABASE = ".db"


class Own(StrEnum):
    """What a command writes, by the folder in the data folder that is for it."""

    REPORTS = "reports"
    EXPORTS = "exports"
    BACKUPS = FOLDER


def require_place(settings: Settings, site: Site, out: Path, own: Own) -> None:
    """Raises BadInputError where a file of this sort must not be written to out, or its folder is not there."""
    path, data = _real(out), _real(site.data)
    folder = data / own
    with refusals(out, "cannot be looked for"):
        told = _ours(settings, site, path)
    if told:
        raise BadInputError(f"--out {out}: is {told}; expected another name")
    if _in(path, data) and not _in(path, _real(folder)):
        raise BadInputError(f"--out {out}: lies in the data folder; expected {folder}/, or a folder elsewhere")
    if kind_of(path.name) and any(_in(path, _real(each)) for each in (folder, site.second_place) if each):
        raise BadInputError(f"--out {out}: is what Moment calls its own backups there; expected another name")
    if own is not Own.BACKUPS and _is_database(path):
        raise BadInputError(f"--out {out}: a database stands there; expected another name")
    if path.parent != _real(folder):
        require_folder(out, "--out")


def require_folder(path: Path, option: str) -> None:
    """Raises BadInputError where the folder for a file is not there: a stick that is away leaves none to be made."""
    folder = _real(path).parent
    with refusals(path, "cannot be looked for"):
        if not folder.is_dir():
            raise BadInputError(f"{option} {path}: no such folder; make it first, or is the stick plugged in?")


def _ours(settings: Settings, site: Site, path: Path) -> str:
    """What of ours stands at a path, in words for people; empty where nothing does."""
    database = _real(site.data / FILE_NAME)
    files: dict[str, set[Path | None]] = {
        "the database itself, or belongs to it": {database.with_name(f"{database.name}{suffix}") for suffix in BESIDE},
        "the site file": {find_site(settings.site_file)},
        "a survey of the site": {site.survey, *(each.survey for each in site.schedule)},
        "the site's logo": {site.logo},
        "the key of the database": {site.key.path if isinstance(site.key, KeyFile) else None},
        "a database in use": {path} if path.with_name(f"{path.name}-wal").exists() else set(),
    }
    return next((told for told, its in files.items() if path in {_real(each) for each in its if each}), "")


def _is_database(path: Path) -> bool:
    """A database under a key shows by its name only."""
    with refusals(path, "cannot be read"):
        if not path.is_file():
            return False
        if path.suffix.startswith(DATABASE):
            return True
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE


def _in(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
