"""A database file moved from one key to another, from none to one, or back.

What a cut of the power leaves, step by step:

1. The old file takes in its write-ahead log and leaves WAL mode, so that it is whole by itself; the folder is synced.
   A cut before that is an ordinary one: SQLite recovers the old file from its log or journal. After it no log lies
   beside the file on the disk, none that could come back later and be taken for the new file's own.
2. The old file is locked for good, and copied into a part file beside it. A cut leaves the old file, and a part that
   the next move deletes.
3. The part is proved: its structure, and every row of every table. It is closed, which takes its own log away, and
   synced.
4. The part is renamed over the old file. A cut leaves the one or the other under the name, each whole, each alone.
5. The folder is synced, and only then is the old file let go. Whoever waited for it to write is refused by SQLite,
   because the file has moved.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from kiosk.errors import StorageError
from kiosk.files import refusals, sync
from kiosk.keys import Key, read_key
from kiosk.store.backup.copying import require_room
from kiosk.store.connection import MEND_DAMAGE, storage_errors
from kiosk.store.encryption.cipher import connect

Row = tuple[Any, ...]
Watch = Callable[[Iterable[Row], int, str], Iterable[Row]]
"""Hands rows on, total of them, and may show a label and how far they are."""
KEPT = ("user_version", "application_id")
"""What sqlcipher_export leaves out."""
BESIDE = ("", "-wal", "-shm", "-journal")


def recode(path: Path, old: Key | None, new: Key | None, watch: Watch) -> None:
    """Makes the file one that new opens instead of old; None stands for a plain file.

    No other program may have the file open. Raises StorageError, and leaves the old file as it was, where one has it, a
    key does not fit, the disk does not take a second copy, or the copy is not the same to the last row.
    """
    target = path.resolve()
    part = _part_of(target)
    with storage_errors(f"{path}: cannot be moved to another key"), refusals(path, "cannot be moved to another key"):
        _remove(part)
        require_room(target, target.stat().st_size)
        with closing(connect(target, "rw", old)) as source:
            journal = stand_alone(source, path)
            sync(target.parent)
            try:
                _make_part(part, target)
                _copy(source, part, new)
                _prove(source, part, new, journal, watch)
                _refuse_logs(target, part)
                sync(part)
                part.replace(target)
            except BaseException:
                _remove(part)
                raise
            sync(target.parent)


def remove_part(path: Path) -> None:
    """Deletes what a move that was cut off has left beside a file. Raises OSError."""
    _remove(_part_of(path.resolve()))


def _part_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def stand_alone(source: sqlite.Connection, path: Path) -> str:
    """Takes in and deletes the log, and locks the file; the journal mode it had."""
    (before,) = source.execute("PRAGMA journal_mode").fetchone()
    try:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        (mode,) = source.execute("PRAGMA journal_mode = DELETE").fetchone()
        source.execute("PRAGMA main.locking_mode = EXCLUSIVE").fetchall()
        source.execute("BEGIN EXCLUSIVE")
        source.execute("COMMIT")
    except sqlite.OperationalError as error:
        if getattr(error, "sqlite_errorcode", sqlite.SQLITE_OK) != sqlite.SQLITE_BUSY:
            raise
        mode = before
    if mode != "delete":
        raise StorageError(f"{path}: another program has it open; expected it closed", "stop the kiosk first")
    return str(before)


def _make_part(part: Path, target: Path) -> None:
    """An empty file with the owner and the rights of the old one: root may be at work for the kiosk's user."""
    old = target.stat()
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        new = os.fstat(descriptor)
        if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
            os.fchown(descriptor, old.st_uid, old.st_gid)
        if new.st_mode != old.st_mode:  # a stick's FAT has no modes, and takes no change
            os.fchmod(descriptor, old.st_mode & 0o777)
    finally:
        os.close(descriptor)


def _copy(source: sqlite.Connection, part: Path, new: Key | None) -> None:
    key = f"x'{read_key(new).hex}'" if new else ""
    source.execute("ATTACH DATABASE ? AS part KEY ?", (str(part), key))
    for setting in ("journal_mode = MEMORY", "synchronous = OFF"):  # the whole part is synced at the end
        source.execute(f"PRAGMA part.{setting}").fetchall()
    source.execute("BEGIN EXCLUSIVE")
    source.execute("SELECT sqlcipher_export('part')").fetchall()
    for name in KEPT:
        (value,) = source.execute(f"PRAGMA main.{name}").fetchone()
        source.execute(f"PRAGMA part.{name} = {int(value)}")
    source.execute("COMMIT")
    source.execute("DETACH DATABASE part")


def _prove(source: sqlite.Connection, part: Path, new: Key | None, journal: str, watch: Watch) -> None:
    """Raises StorageError where the copy is not whole, or not the same; then gives it the journal mode of the old."""
    with closing(connect(part, "rw", new)) as made:
        found = [row[0] for row in made.execute("PRAGMA integrity_check")]
        if new:
            found += [row[0] for row in made.execute("PRAGMA cipher_integrity_check")]
        if found != ["ok"]:
            raise StorageError(f"{part}: the copy is damaged ({found[0]}); the old file stays", MEND_DAMAGE)
        if _contents(source, watch, "checking the original") != _contents(made, watch, "checking the copy"):
            raise StorageError(f"{part}: the copy is not the same as the original; the old file stays", MEND_DAMAGE)
        made.execute(f"PRAGMA journal_mode = {journal}").fetchall()


def _contents(connection: sqlite.Connection, watch: Watch, label: str) -> dict[str, object]:
    """All that must be the same in both: the schema, what KEPT names, and of each table the rows, as a digest."""
    connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    schema = connection.execute("SELECT type, name, tbl_name, sql, rootpage > 0 FROM sqlite_schema").fetchall()
    tables = {name: _table(name) for kind, name, _, _, stored in schema if kind == "table" and stored}
    total = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables.values())
    digests = {name: hashlib.blake2b() for name in tables}
    rows = ((name, *row) for name, table in tables.items() for row in connection.execute(f"SELECT * FROM {table}"))
    for name, *row in watch(rows, total, label):
        digests[name].update(repr(row).encode())
    return {
        "schema": sorted(schema, key=repr),
        **{f"PRAGMA {name}": connection.execute(f"PRAGMA {name}").fetchone() for name in KEPT},
        **{f"rows of {name}": digest.digest() for name, digest in digests.items()},
    }


def _table(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _refuse_logs(*files: Path) -> None:
    """Raises StorageError where a log or a journal lies beside a file that must be whole by itself."""
    for file in files:
        for suffix in BESIDE[1:]:
            if (left := Path(f"{file}{suffix}")).exists():
                raise StorageError(f"{left}: is there, though nobody has the database open; expected it gone")


def _remove(part: Path) -> None:
    for suffix in BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{part}{suffix}").unlink()
