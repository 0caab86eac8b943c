"""Whether the database is whole, and by which SQLite it is opened."""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite

from kiosk.errors import StorageError
from kiosk.store.connection import Reader, sqlite_is_sound, storage_errors


def sqlite_version() -> tuple[str, bool]:
    """The SQLite in use, and whether it is free of the WAL-reset corruption."""
    return sqlite.sqlite_version, sqlite_is_sound(sqlite.sqlite_version)


def damage(reader: Reader) -> list[str]:
    """What SQLite finds wrong with the file's structure; none means that it is whole."""
    try:
        with storage_errors("the database cannot be checked"):
            found = [row[0] for row in reader.database.execute("PRAGMA quick_check").fetchall()]
    except StorageError as error:
        return [str(error)]
    return [] if found == ["ok"] else found
