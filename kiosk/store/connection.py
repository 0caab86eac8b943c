"""Opening the database: one fixed SQLite, WAL + FULL, one writer, readers read-only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.errors import KnownError, StorageError
from kiosk.files import is_there, refusals
from kiosk.store.migrations import STEPS, migrations

FILE_NAME = "feedback.db"
BUSY_SECONDS = 5.0
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
        raise StorageError(f"{what}: {error}", _mend(error)) from error
    except sqlite.DatabaseError as error:
        if isinstance(error, (sqlite.IntegrityError, sqlite.ProgrammingError, sqlite.InterfaceError)):
            raise
        raise StorageError(f"{what}: {error}", _mend(error)) from error


def _mend(error: sqlite.DatabaseError) -> str:
    return MENDS.get(getattr(error, "sqlite_errorcode", sqlite.SQLITE_OK) & PRIMARY, "")


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


def open_store(folder: Path) -> Store:
    """The database of a data folder, made or migrated as needed.

    Raises StorageError where the folder or the file cannot be used, KnownError for a vulnerable SQLite
    or a database that a newer version wrote.
    """
    _require_sound_sqlite()
    path = folder / FILE_NAME
    with refusals(folder, "the data folder cannot be made"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with storage_errors(f"{path}: cannot be opened for writing"):
        connection = _connect(path, "rwc")
        try:
            _require_wal(connection, path)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            database = Database(connection)
            _refuse_newer(database, path)
            migrations.apply(database)
        except BaseException:
            connection.close()
            raise
    return Store(database)


def has_database(folder: Path) -> bool:
    """Whether a data folder has a database. Raises StorageError where that may not be known."""
    return is_there(folder / FILE_NAME)


def open_reader(folder: Path) -> Reader:
    """The database of a data folder, read-only. Raises StorageError where there is none."""
    _require_sound_sqlite()
    path = folder / FILE_NAME
    if not has_database(folder):
        raise StorageError(f"{path}: no such database; `kiosk run`, `kiosk demo` or `kiosk import` makes one")
    with storage_errors(f"{path}: cannot be read"):
        connection = _connect(path, "ro")
        try:
            connection.execute("PRAGMA query_only = ON")
            database = Database(connection)
            _refuse_newer(database, path)
            _refuse_older(database, path)
        except BaseException:
            connection.close()
            raise
    return Reader(database)


def _connect(path: Path, mode: str) -> sqlite.Connection:
    return sqlite.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )


def _require_sound_sqlite() -> None:
    if not sqlite_is_sound(sqlite.sqlite_version):
        raise KnownError(
            f"SQLite {sqlite.sqlite_version} may damage a database (WAL reset); expected 3.51.3 or later, see ADR 0004"
        )


def _require_wal(connection: sqlite.Connection, path: Path) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StorageError(f"{path}: its disk does not take a write-ahead log; expected a local disk, not a share")


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
