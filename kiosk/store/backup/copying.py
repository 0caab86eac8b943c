"""Copies of a database that are proved before they get their name.

What a cut of the power leaves: until the rename a part file that nobody takes for a backup, and whatever stood under
the name before; after it the whole copy, because its bytes were synced before they got the name, and the name after.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from kiosk.errors import StorageError
from kiosk.files import FOR_OWNER, make_folder, refusals, replacing, sync
from kiosk.keys import Key
from kiosk.parts import parts_in, remove_part
from kiosk.store.encryption.cipher import connect

RESERVE = 50_000_000
"""Bytes that a copy leaves free on a disk, so that it never takes the room that answers need."""


def copy_database(source: sqlite.Connection, target: Path, key: Key | None) -> None:
    """Writes all that is committed into one file of its own, whole and checked, while others go on writing.

    source is outside a transaction and not `query_only`; key is its own, and the copy's. Raises StorageError and
    sqlite's own errors; whatever stood at target is then untouched.
    """
    pages, size, unused = (int(source.execute(f"PRAGMA {name}").fetchone()[0])  # under a key SQLCipher gives text
                           for name in ("page_count", "page_size", "freelist_count"))  # fmt: skip
    require_room(target, (pages - unused) * size)
    with replacing(target, FOR_OWNER) as part:
        hand_over(part)
        source.execute("VACUUM INTO ?", (str(part),))
        sync(part)
        with closing(connect(part, "ro", key)) as copy:
            if found := faults_of(copy):
                raise StorageError(f"{target}: is not made, because the copy is damaged: {found[0]}")


def copy_file(source: Path, target: Path) -> None:
    """Writes the bytes of a closed database to another place, and reads them again from there. Raises StorageError."""
    require_room(target, source.stat().st_size)
    with replacing(target, FOR_OWNER) as part:
        with suppress(OSError):  # a stick's FAT has no owners; who mounts it decides who may look
            hand_over(part)
        shutil.copyfile(source, part)
        sync(part)
        _forget_cached(part)
        if _digest(part) != _digest(source):
            raise StorageError(f"{target}: is not made, because its disk gives back other bytes than it was given")


def faults_of(connection: sqlite.Connection) -> list[str]:
    """What SQLite finds wrong: with every page and index, and with rows whose visit is not there."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check").fetchall()]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    lost = [f"{table}: {sum(row[0] == table for row in orphans)} rows belong to a row of {parent} that is not there"
            for table, parent in sorted({(row[0], row[2]) for row in orphans})]  # fmt: skip
    return [*(found if found != ["ok"] else []), *lost]


def make_own_folder(path: Path) -> None:
    """Makes a folder for its owner only, who is that of the folder above. Raises OSError."""
    if not path.is_dir():
        make_folder(path, 0o700)
        with suppress(PermissionError):  # FAT again
            hand_over(path)


def hand_over(path: Path) -> None:
    """Root may be at work for the kiosk's user: what it makes belongs to whom the folder belongs. Raises OSError."""
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.chown(path, folder.st_uid, folder.st_gid)


def require_room(target: Path, size: int) -> None:
    """Raises StorageError where a file of that size would take the room that answers need."""
    with refusals(target, "cannot be written"):
        there = next(folder for folder in target.absolute().parents if folder.exists())
        free = shutil.disk_usage(there).free
    if free < size + RESERVE:
        raise StorageError(
            f"{target}: is not written, {free / 1e6:.0f} MB are free; expected {(size + RESERVE) / 1e6:.0f} MB, "
            f"{RESERVE / 1e6:.0f} of them to stay free for answers",
            f"make room on the disk that holds {there}",
        )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Makes the folder for its owner only; no other process writes copies there until the block ends.

    What an interrupted copy left is deleted. Raises StorageError where another process is at it.
    """
    with refusals(folder, "cannot be used"):
        make_own_folder(folder)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StorageError(f"{folder}: another backup is being written; expected one at a time") from error
        with refusals(folder, "cannot be tidied"):
            for left in parts_in(folder):
                remove_part(left)
        yield
    finally:
        os.close(descriptor)


def _forget_cached(path: Path) -> None:
    """So that what is read next comes from the disk itself."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").digest()
