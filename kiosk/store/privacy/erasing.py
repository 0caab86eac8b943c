"""Erasing in one database: what an erasure would take, taking it, and the same in a backup."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from kiosk.files import make_folder, refusals
from kiosk.keys import Key
from kiosk.store.backup.copying import copy_database, copy_file, require_room
from kiosk.store.backup.inspecting import own_key
from kiosk.store.connection import FILE_NAME, Store, open_store, storage_errors
from kiosk.store.encryption.cipher import connect
from kiosk.store.migrations import migrations
from kiosk.store.privacy.erasure import Erasure, naming, replay
from kiosk.store.privacy.retention import write_anew

WORKSHOP = ".erasing"
"""In the data folder: where the copy of a backup is worked on."""
UNFINISHED = "erasing.json"
"""In the data folder: the days whose reports and exports an erasure still has to reach."""
EVER = "9999"
DAYS = """
    SELECT day FROM visits WHERE id IN temp.erased UNION SELECT day FROM answers WHERE visit IN temp.erased
    UNION SELECT day FROM comments WHERE visit IN temp.erased UNION SELECT day FROM contacts WHERE visit IN temp.erased
    ORDER BY 1"""


@dataclass(frozen=True, slots=True)
class Concerned:
    """What of a database an erasure takes: rows of each kind, and the local days (ISO) that they are of."""

    visits: int = 0
    answers: int = 0
    comments: int = 0
    contacts: int = 0
    days: tuple[str, ...] = ()


def look(store: Store, erasures: Iterable[Erasure], contact: str = "") -> Concerned:
    """What would go; changes nothing. contact is the address that an erasure of a contact is about."""
    with storage_errors("what is to be erased cannot be looked for"), _named(store.database, erasures, contact):
        return _concerned(store.database)


def visits_of(store: Store, erasure: Erasure, contact: str) -> list[str]:
    """The visits in which an address was left or written, whenever that was: clocks jump."""
    with (
        storage_errors("what is to be erased cannot be looked for"),
        _named(store.database, [replace(erasure, at=EVER)], contact),
    ):
        return [visit for (visit,) in store.database.execute("SELECT id FROM temp.erased ORDER BY id").fetchall()]


def erase(store: Store, erasures: Iterable[Erasure], contact: str = "") -> bool:
    """Takes what these erasures name out of the database and its files.

    False where another program was reading: the rows are gone, but pages that held them are still in the write-ahead
    log; a second call clears it. Raises StorageError, and then all is as it was.
    """
    with storage_errors("what is to be erased cannot be deleted"), store.database.atomic():
        replay(store.database, erasures, contact)
    return write_anew(store)


def erase_in_copy(
    path: Path, data: Path, erasures: Iterable[Erasure], key: Key | None = None, contact: str = ""
) -> Concerned:
    """Takes these erasures out of a closed database, such as a backup; one that holds nothing of it stays as it is.

    It is copied into the data folder, brought up to this version's schema, rid of what was erased, and written back
    whole under a temporary name, synced and checked before it takes the old one's place. Raises StorageError, and then
    the old one stands as it was.
    """
    asked, key = list(erasures), own_key(path, key)
    with storage_errors(f"{path}: cannot be read"):
        _close_log(path, key)
        if not _may_hold(path, asked, key, contact):
            return Concerned()
    clear_workshop(data)
    with _workshop(data) as folder:
        require_room(folder / FILE_NAME, path.stat().st_size)
        with refusals(path, "cannot be copied"):
            shutil.copyfile(path, folder / FILE_NAME)
        with open_store(folder, key, copy_first=False) as store, storage_errors(f"{path}: cannot be erased in"):
            with _named(store.database, asked, contact):
                found = _concerned(store.database)
            if not found.visits:
                return found
            with store.database.atomic():
                replay(store.database, asked, contact)
            clean = path if path.is_relative_to(data) else folder / "clean.db"
            copy_database(store.database.conn, clean, key)
        if clean != path:
            copy_file(clean, path)
    return found


def clear_workshop(data: Path) -> None:
    """Deletes the copy that an interrupted erasure may have left. Raises StorageError."""
    folder = data / WORKSHOP
    with refusals(folder, "cannot be deleted"):
        if folder.exists():
            shutil.rmtree(folder)


def _concerned(database: Database) -> Concerned:
    def count(table: str, column: str) -> int:
        return int(database.execute(f"SELECT count(*) FROM {table} WHERE {column} IN temp.erased").fetchone()[0])

    return Concerned(
        visits=count("visits", "id"),
        answers=count("answers", "visit"),
        comments=count("comments", "visit"),
        contacts=count("contacts", "visit"),
        days=tuple(day for (day,) in database.execute(DAYS).fetchall()),
    )


@contextmanager
def _named(database: Database, erasures: Iterable[Erasure], contact: str) -> Iterator[None]:
    """As `naming`, in a transaction that locks nobody out: it writes to the temporary table alone."""
    database.conn.execute("BEGIN DEFERRED")
    try:
        with naming(database, erasures, contact):
            yield
    finally:
        database.conn.execute("ROLLBACK")


def _may_hold(path: Path, erasures: list[Erasure], key: Key | None, contact: str) -> bool:
    """Whether a closed database holds what is to be erased; of one of an older schema that is seen in its copy only."""
    with closing(connect(path, "ro", key)) as connection:
        database = Database(connection)
        if migrations.pending(database):
            return True
        with _named(database, erasures, contact):
            return _concerned(database).visits > 0


def _close_log(path: Path, key: Key | None) -> None:
    """What a write-ahead log beside the file holds is brought into it; a log must not lie beside another file."""
    if Path(f"{path}-wal").exists():
        with closing(connect(path, "rw", key)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def _workshop(data: Path) -> Iterator[Path]:
    folder = data / WORKSHOP
    with refusals(folder, "cannot be made"):
        make_folder(folder, 0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
