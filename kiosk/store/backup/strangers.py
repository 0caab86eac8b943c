"""Databases in a folder of backups under names that are none of ours: copies by hand, which hold what backups hold."""

from __future__ import annotations

from pathlib import Path

from kiosk.files import refusals
from kiosk.store.backup.naming import kind_of
from kiosk.store.encryption.cipher import Sort, sort_of

DATABASES = (Sort.PLAIN, Sort.ENCRYPTED)


def strangers(folder: Path) -> list[Path]:
    """Every file in a folder that is a database by its first page and has no name of ours, in the order of the names.

    So is one that cannot be read: it may be one. Hidden files are at work. Raises StorageError where the folder cannot
    be looked into.
    """
    with refusals(folder, "the backups cannot be listed"):
        if not folder.is_dir():
            return []
        return sorted(path for path in folder.iterdir() if _may_be(path))


def _may_be(path: Path) -> bool:
    if path.name.startswith(".") or kind_of(path.name) or path.is_symlink() or not path.is_file():
        return False
    try:
        return sort_of(path) in DATABASES
    except OSError:
        return True
