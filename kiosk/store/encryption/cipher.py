"""One database file, opened with its key or without one, and never with the wrong one."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from kiosk.errors import StorageError
from kiosk.keys import Key, Secret, read_key

BUSY_SECONDS = 5.0
PLAIN_HEADER = b"SQLite format 3\0"
PAGE_BYTES = 4096
CIPHER_BYTES = 240
"""So many different bytes the first page of an encrypted file has: all 256 on the average, fewer than this never. A
page of text, of zeros or of a plain database has far fewer."""
MANUAL = "see “Encryption” in docs/manual-it.md"


FOREIGN = (b"%PDF", b"PK\x03\x04")
"""How pages and workbooks begin: packed inside, they too look like an encrypted file."""


class KeyMismatchError(StorageError):
    """The file is not damaged, as far as can be told: it and the key do not belong together."""

    lasting = True


class Sort(StrEnum):
    """What a file is by its first page."""

    NONE = "none"
    """Not there, or without a byte."""
    PLAIN = "plain"
    ENCRYPTED = "encrypted"
    """Or damaged from its first page on, which nobody can tell without the key."""
    OTHER = "other"


def sort_of(path: Path) -> Sort:
    """What a database file is. Raises OSError where it cannot be read.

    Never to be asked while this process has the file open in SQLite: closing any handle of a file takes back every lock
    that the process holds on it (sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        with path.open("rb") as file:
            page = file.read(PAGE_BYTES)
    except FileNotFoundError:
        page = b""
    if not page:
        return Sort.NONE
    if page.startswith(PLAIN_HEADER):
        return Sort.PLAIN
    return Sort.ENCRYPTED if len(set(page)) >= CIPHER_BYTES and not page.startswith(FOREIGN) else Sort.OTHER


def connect(path: Path, mode: str, key: Key | None = None) -> sqlite.Connection:
    """A bare connection to any database of ours: the kiosk's own, a backup, another kiosk's.

    mode is "ro", "rw" or "rwc", as in SQLite's URIs; a new file made under a key is encrypted with it. Raises
    KeyMismatchError where file and key do not belong together, StorageError where the key cannot be had, and sqlite's
    own errors, which the caller puts into words with storage_errors.
    """
    secret = read_key(key) if key else None
    if mode == "rwc":
        # For its owner alone; so are then the log and the index that SQLite makes beside it.
        with suppress(OSError):  # it is there, or SQLite tells why it cannot be
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = sqlite.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        unlock(connection, secret)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", sqlite.SQLITE_OK) == sqlite.SQLITE_NOTADB:
            _refuse_mismatch(path, key)
        raise
    return connection


def unlock(connection: sqlite.Connection, secret: Secret | None) -> None:
    """Gives a fresh connection its key. What is wrong is told by our own errors, not by SQLCipher on stderr."""
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    if secret:
        connection.execute(f"PRAGMA key = {literal(secret)}").fetchall()


def literal(secret: Secret) -> str:
    """The key as SQL spells it: raw bytes, so that no password has to be stretched at every opening."""
    if not re.fullmatch("[0-9a-f]{64}", secret.hex):
        raise ValueError("a secret must be 64 hex characters")
    return f"\"x'{secret.hex}'\""


def _refuse_mismatch(path: Path, key: Key | None) -> None:
    """Raises KeyMismatchError where the file's first page says why the key, or none, does not open it."""
    match sort_of(path), key:
        case Sort.PLAIN, None:
            return
        case Sort.PLAIN, _:
            raise KeyMismatchError(
                f"{path}: is not encrypted, but a key is set ({key}); expected `kiosk encrypt` to be run first",
                f"stop the kiosk and run `kiosk encrypt`, or take [encryption] out of the site file; {MANUAL}",
            )
        case Sort.ENCRYPTED, None:
            raise KeyMismatchError(
                f"{path}: is encrypted, and no key is set; expected [encryption] in the site file",
                f"name the key in the site file; {MANUAL}",
            )
        case Sort.ENCRYPTED, _:
            raise KeyMismatchError(
                f"{path}: is encrypted with another key, or damaged; {key} does not open it",
                f"find the key that it was encrypted with; {MANUAL}",
            )
