"""Opening the database: one fixed SQLite, WAL + FULL, one writer, readers read-only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.errors import DamagedError, KnownError, StorageError
from kiosk.files import is_there, make_folder, refusals
from kiosk.keys import Key, refuse_beside
from kiosk.store.backup.copying import alone, copy_database
from kiosk.store.backup.naming import FOLDER, before
from kiosk.store.backup.swap import finish_swap
from kiosk.store.encryption.cipher import connect
from kiosk.store.lost import refuse_lost
from kiosk.store.migrations import STEPS, migrations

FILE_NAME = "feedback.db"
FIXED_BRANCHES = ((3, 44, 6), (3, 50, 7))
FIXED_FROM = (3, 51, 3)

PRIMARY = 0xFF
"""The part of an SQLite result code that says which kind it is (sqlite.org/rescode.html)."""
MEND_DAMAGE = ("stop the kiosk and copy the whole data folder away before anything else; then see “A damaged database” "
               "in docs/manual-it.md")  # fmt: skip
MEND_EMPTY = ("stop the kiosk and copy the data folder away if it held answers; then delete this file, the next start "
              "makes it anew")  # fmt: skip
MEND_ACCESS = "see what `folder` says: this user must be able to read and write all files in the data folder"
MENDS = {
    sqlite.SQLITE_CORRUPT: MEND_DAMAGE,
    sqlite.SQLITE_NOTADB: MEND_DAMAGE,
    sqlite.SQLITE_FULL: "make room on the disk that holds the data folder",
    sqlite.SQLITE_IOERR: "look at the disk's health: `dmesg` tells what it reports",
    sqlite.SQLITE_BUSY: "close the other program that holds the database",
    sqlite.SQLITE_READONLY: MEND_ACCESS,
    sqlite.SQLITE_CANTOPEN: MEND_ACCESS,
    sqlite.SQLITE_PERM: MEND_ACCESS,
}


def sqlite_is_sound(version: str) -> bool:
    """Whether this SQLite is free of the WAL-reset corruption of 3.7.0 to 3.51.2 (sqlite.org/wal.html)."""
    parts = tuple(int(part) for part in version.split("."))
    return parts >= FIXED_FROM or any(parts[:2] == fixed[:2] and parts >= fixed for fixed in FIXED_BRANCHES)


@contextmanager
def storage_errors(what: str) -> Iterator[None]:
    """What the disk or the file refuses becomes a StorageError; a wrong statement stays our bug."""
    try:
        yield
    except sqlite.OperationalError as error:
        if re.search(r"syntax error|no such (table|column)|has no column", str(error)):
            raise
        raise _told(what, error) from error
    except sqlite.DatabaseError as error:
        if isinstance(error, (sqlite.IntegrityError, sqlite.ProgrammingError, sqlite.InterfaceError)):
            raise
        raise _told(what, error) from error


def _told(what: str, error: sqlite.DatabaseError) -> StorageError:
    code = getattr(error, "sqlite_errorcode", sqlite.SQLITE_OK) & PRIMARY
    kind = DamagedError if code in (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB) else StorageError
    return kind(f"{what}: {error}", MENDS.get(code, ""))


class Connection:
    """A database handle that is closed once."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def close(self) -> None:
        """Gives the file back."""
        self.database.conn.close()

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Store(Connection):
    """The one connection that writes."""

    def __enter__(self) -> Store:
        return self


class Reader(Connection):
    """A connection that cannot write."""

    def __enter__(self) -> Reader:
        return self


def open_store(folder: Path, key: Key | None = None, *, copy_first: bool = True) -> Store:
    """The database of a data folder, made or migrated as needed; under a key it is encrypted with it.

    One that has to be migrated is backed up before; not so with copy_first=False, for a file that is a copy itself.
    Raises StorageError where the folder, the file or the key cannot be used, DamagedError where the database is
    damaged or lost, KnownError for a vulnerable SQLite or a database that a newer version wrote.
    """
    _require_sound_sqlite()
    if key:
        refuse_beside(key, folder)
    path = folder / FILE_NAME
    with refusals(folder, "the data folder cannot be made"):
        make_folder(folder, 0o700)
    finish_swap(path)
    refuse_lost(path)
    with storage_errors(f"{path}: cannot be opened for writing"):
        connection = connect(path, "rwc", key)
        try:
            _require_wal(connection, path)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            database = Database(connection)
            _refuse_newer(database, path)
            if copy_first:
                _copy_before_steps(database, path, key)
            migrations.apply(database)
        except BaseException:
            connection.close()
            raise
    return Store(database)


def has_database(folder: Path) -> bool:
    """Whether a data folder has a database. Raises StorageError where that may not be known."""
    return is_there(folder / FILE_NAME)


def open_reader(folder: Path, key: Key | None = None) -> Reader:
    """The database of a data folder, read-only. Raises StorageError where there is none, or none that the key opens."""
    _require_sound_sqlite()
    if key:
        refuse_beside(key, folder)
    path = folder / FILE_NAME
    if not has_database(folder):
        raise StorageError(f"{path}: no such database; `kiosk run`, `kiosk demo` or `kiosk import` makes one")
    with storage_errors(f"{path}: cannot be read"):
        connection = connect(path, "ro", key)
        try:
            connection.execute("PRAGMA query_only = ON")
            database = Database(connection)
            _refuse_newer(database, path)
            _refuse_older(database, path)
        except BaseException:
            connection.close()
            raise
    return Reader(database)


def _require_sound_sqlite() -> None:
    if not sqlite_is_sound(sqlite.sqlite_version):
        raise KnownError(
            f"SQLite {sqlite.sqlite_version} may damage a database (WAL reset); expected 3.51.3 or later, see ADR 0004"
        )


def _require_wal(connection: sqlite.Connection, path: Path) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StorageError(f"{path}: its disk does not take a write-ahead log; expected a local disk, not a share")


def _copy_before_steps(database: Database, path: Path, key: Key | None) -> None:
    """Backs up a database with data in it that is about to be changed by steps. Raises StorageError, and it stays."""
    pending = migrations.pending(database)
    if not pending or not _written(database):
        return
    folder = path.parent / FOLDER
    target = folder / before(pending[0].name, datetime.now().astimezone().date())
    try:
        with storage_errors(str(target)), alone(folder):
            copy_database(database.conn, target, key)
    except StorageError as error:
        told = f"{path}: stays as it is, because it cannot be backed up before it is brought up to date: {error}"
        raise type(error)(told, error.mend) from error


def _refuse_newer(database: Database, path: Path) -> None:
    if newer := sorted(_written(database) - STEPS):
        raise KnownError(
            f"{path}: was written by a newer version of Moment ({newer[-1]}); expected this version or an older one",
            "install that version of Moment, or one after it",
        )


def _refuse_older(database: Database, path: Path) -> None:
    written = _written(database)
    if not written and path.stat().st_size == 0:
        raise StorageError(f"{path}: is empty, 0 bytes; expected a database", MEND_EMPTY)
    if STEPS - written:
        raise StorageError(
            f"{path}: is not of this version of Moment; start `kiosk run` once, it brings it up to date",
            "start `kiosk run` once, it brings the database up to date",
        )


def _written(database: Database) -> set[str]:
    """The steps that made this database."""
    return {step.name for step in migrations.applied(database)}
