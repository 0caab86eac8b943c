"""A whole data folder encrypted or made plain again: the database, then every other database file in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import KnownError, StorageError
from kiosk.files import make_folder, refusals, sync
from kiosk.keys import Key, new_secret
from kiosk.store.backup.swap import finish_swap
from kiosk.store.connection import FILE_NAME, MEND_EMPTY, storage_errors
from kiosk.store.encryption.cipher import KeyMismatchError, Sort, connect, sort_of
from kiosk.store.encryption.recoding import BESIDE, Watch, recode, remove_part


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a file: fault is empty where the new key, or none, opens it now."""

    path: Path
    fault: str = ""
    already: bool = False
    """It was so before."""


def move_folder(
    folder: Path, old: Key | None, new: Key | None, watch: Watch, second: Path | None = None
) -> Iterator[Moved]:
    """Moves feedback.db, then each backup and kept file, those of a second folder too, and hands them on one by one.

    old opens what is encrypted now. Nobody else may use the folder: the caller holds its lock. Raises StorageError, and
    changes nothing, where the database itself cannot be moved; what cannot be moved after it is told and left.
    """
    first = folder / FILE_NAME
    finish_swap(first)
    if first.exists():
        yield _moved(first, old, new, watch)
    if second and not second.is_dir():
        yield Moved(second, f"{second}: the second place for backups is not there, its backups stay as they are")
    for path in (*_others(folder), *(_others(second) if second else ())):
        try:
            yield _moved(path, old, new, watch)
        except KnownError as error:
            yield Moved(path, str(error))


def require_opened(folder: Path, old: Key | None, new: Key | None) -> None:
    """Raises StorageError where neither key, nor none, opens the database of a folder: it could not be moved.

    new is None where it has still to be made.
    """
    first = folder / FILE_NAME
    finish_swap(first)
    if first.exists():
        _opened_by(first, old, new)


def plain_files(folder: Path) -> list[Path]:
    """The databases in a data folder that anybody can read who has the disk. Not to be asked while one is open here."""
    return [path for path in (folder / FILE_NAME, *_others(folder)) if sort_of(path) is Sort.PLAIN]


def make_key(path: Path, folder: Path) -> None:
    """Writes a new key, for the owner of the data folder only, on the disk when this returns.

    Raises StorageError where anything stands at path: a key is never overwritten.
    """
    with refusals(path, "the key cannot be written"):
        make_folder(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            if os.geteuid() == 0 and folder.exists():  # root writes where the kiosk's user may only read
                os.fchown(descriptor, folder.stat().st_uid, folder.stat().st_gid)
            file.write(f"{new_secret().hex}\n")
        sync(path)
        sync(path.parent)


def _others(folder: Path) -> Iterable[Path]:
    """Backups, and old databases that were put aside; not their logs."""
    return sorted(
        path for path in folder.rglob("*.db*")
        if path.is_file() and not path.is_symlink() and path != folder / FILE_NAME
        and not path.name.endswith((*BESIDE[1:], ".part"))
    )  # fmt: skip


def _moved(path: Path, old: Key | None, new: Key | None, watch: Watch) -> Moved:
    with refusals(path, "cannot be tidied"):
        remove_part(path)
    now = _opened_by(path, old, new)
    if now == new:
        return Moved(path, already=True)
    recode(path, now, new, watch)
    return Moved(path)


def _opened_by(path: Path, old: Key | None, new: Key | None) -> Key | None:
    """Which of the keys opens the file now. Raises KeyMismatchError where none does."""
    with refusals(path, "cannot be read"):
        sort = sort_of(path)
    if sort is Sort.NONE:
        raise StorageError(f"{path}: is empty, 0 bytes; expected a database", MEND_EMPTY)
    if sort is Sort.PLAIN:
        return None
    if new and _opens(path, new):
        return new
    _open(path, old)
    return old


def _opens(path: Path, key: Key) -> bool:
    try:
        _open(path, key)
    except KeyMismatchError:
        return False
    return True


def _open(path: Path, key: Key | None) -> None:
    """Raises StorageError where the key does not open the file. After a power cut SQLite writes before it reads."""
    with storage_errors(f"{path}: cannot be read"):
        connect(path, "rw", key).close()
