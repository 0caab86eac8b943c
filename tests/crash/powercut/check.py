"""Looking at what a power cut left: it opens, it is whole, and every answer that was thanked for is there once."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlcipher3.dbapi2 as sqlite

from kiosk.errors import KnownError
from kiosk.keys import Key
from kiosk.store import Store, open_store, read_records
from kiosk.store.backup.naming import FOLDER, our_backups
from kiosk.store.connection import FILE_NAME
from kiosk.store.rollups import differences
from tests.crash.powercut.said import Row, Said, spelled

DATA = "data"
"""The data folder on a recorded disk."""
LOG = "-wal"
CONTACTS = "SELECT visit, question, revision, kind || ' ' || text FROM contacts"


class Kind(StrEnum):
    """What may be wrong with a disk."""

    LOST = "acknowledged answers lost"
    DOUBLED = "doubled"
    INVENTED = "never given"
    DAMAGED = "integrity failures"
    HALF_DONE = "half done or undone"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not be."""

    kind: Kind
    told: str


Judge = Callable[[Path, Store, Said], Iterator[str]]
"""Looks at a disk, with its store open, and says what has been done by halves or come undone."""


KeyOf = Callable[[Path], Key | None]
"""The key that a disk's database is to be opened with."""


def no_key(disk: Path) -> None:
    """Of a database that is plain."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What must hold of a disk: what was said so far, every answer that may be there at all, and the work's own."""

    said: Said
    asked: set[Row]
    judge: Judge
    key: KeyOf


def look(disk: Path, promise: Promise) -> list[Fault]:
    """All that is wrong with a disk, opened as every start of the kiosk opens it."""
    try:
        with open_store(disk / DATA, promise.key(disk)) as store:
            broken = promise.judge(disk, store, promise.said)
            return [*whole(store), *answers(store, promise), *(Fault(Kind.HALF_DONE, told) for told in broken)]
    except (KnownError, sqlite.DatabaseError) as error:
        return [Fault(Kind.DAMAGED, f"cannot be opened and read: {error}")]


def whole(store: Store) -> Iterator[Fault]:
    """What SQLite itself finds."""
    check = [row[0] for row in store.database.execute("PRAGMA integrity_check").fetchall()]
    if check != ["ok"]:
        yield Fault(Kind.DAMAGED, f"integrity_check: {check[:3]}")
    if orphans := store.database.execute("PRAGMA foreign_key_check").fetchall():
        yield Fault(Kind.DAMAGED, f"foreign_key_check: {orphans[:3]}")
    yield from (Fault(Kind.DAMAGED, told) for told in differences(store))


def answers(store: Store, promise: Promise) -> Iterator[Fault]:
    """Stored answers against those thanked for, and those that were given at all."""
    stored = stored_rows(store)
    yield from (Fault(Kind.LOST, str(row)) for row in sorted(promise.said.thanked - stored.keys()))
    yield from (Fault(Kind.DOUBLED, str(row)) for row, times in stored.items() if times > 1)
    yield from (Fault(Kind.INVENTED, str(row)) for row in sorted(stored.keys() - promise.asked))


def faulty_backups(disk: Path, good: Callable[[set[Row]], bool]) -> Iterator[str]:
    """What has a backup's name and is not a whole database with good rows."""
    folder = disk / DATA / FOLDER
    for path in our_backups(folder) if folder.is_dir() else ():
        rows = rows_of_copy(path)
        if isinstance(rows, str):
            yield f"{path.name}: {rows}"
        elif not good(rows):
            yield f"{path.name}: holds {len(rows)} rows, and not those it should"


def stored_rows(store: Store) -> Counter[Row]:
    """Every answer, comment and contact."""
    stored: Counter[Row] = Counter(
        (record.visit, record.question, record.revision, spelled(record.value))
        for record in read_records(store, date.min, date.max)
    )
    stored.update(tuple(row) for row in store.database.execute(CONTACTS).fetchall())
    return stored


def rows_of_copy(path: Path, key: Key | None = None) -> set[Row] | str:
    """The rows of a database that lies beside the one in use, such as a backup; or what is wrong with it."""
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".look-") as folder:
            for suffix in ("", LOG):
                if (part := path.with_name(f"{path.name}{suffix}")).exists():
                    shutil.copy(part, Path(folder) / f"{FILE_NAME}{suffix}")
            with open_store(Path(folder), key, copy_first=False) as store:
                faults = [fault.told for fault in whole(store)]
                return "; ".join(faults) if faults else set(stored_rows(store))
    except (KnownError, sqlite.DatabaseError) as error:
        return f"cannot be opened and read: {error}"
