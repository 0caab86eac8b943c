"""Whether a database file is whole and of ours, and how far its answers go."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.errors import KnownError, StorageError
from kiosk.files import is_there, refusals
from kiosk.keys import Key
from kiosk.store.backup.contradictions import contradictions
from kiosk.store.backup.copying import faults_of
from kiosk.store.backup.swap import LOGS
from kiosk.store.connection import FILE_NAME, Reader, storage_errors
from kiosk.store.encryption.cipher import Sort, connect, sort_of
from kiosk.store.migrations import STEPS, migrations
from kiosk.store.rollups import differences

NEWEST = """
    SELECT at FROM answers WHERE day = (SELECT max(day) FROM answers) ORDER BY unixepoch(at, 'subsec') DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Condition:
    """What was found in a file; without faults it is good. newest is the instant of the newest answer, or its date."""

    path: Path
    faults: tuple[str, ...] = ()
    answers: int = 0
    newest: datetime | date | None = None
    older: bool = False
    """Written by an older version: it is brought up to date when it is opened for writing."""
    miscounted: tuple[str, ...] = ()
    """Where the counts kept beside the answers are not what a recount gives. All answers are there all the same."""
    contradictions: tuple[str, ...] = ()
    """Where rows contradict themselves or their visit, as after a byte has changed by itself inside a text."""
    bare: bool = False
    """Not encrypted, though a key is set: most often a backup of the time before."""

    @property
    def until(self) -> datetime:
        """newest, fit to be compared: of a bare date its first moment in UTC."""
        return comparable(self.newest)


def inspect(path: Path, key: Key | None = None) -> Condition:
    """Reads the whole file: pages, indexes, rows that belong together, schema, what is stored twice, roll-ups.

    What cannot be read is a fault, not an error. Changes nothing.
    """
    try:
        own = own_key(path, key)
        with storage_errors(f"{path}: cannot be read"), closing(open_file(path, own)) as connection:
            faults = faults_of(connection)
            database = Database(connection)
            applied = frozenset(step.name for step in migrations.applied(database))
            faults += schema_faults(applied)
            if faults:
                return Condition(path, tuple(faults))
            answers, newest = _extent(connection)
            older = applied < STEPS
            wrong = () if older else tuple(differences(Reader(database)))
            odd = () if older else tuple(contradictions(connection))
            return Condition(path, (), answers, newest, older, wrong, odd, own != key)
    except (KnownError, sqlite.DatabaseError) as error:
        return Condition(path, (str(error).removeprefix(f"{path}: "),))


def extent(path: Path, key: Key | None = None) -> tuple[int, datetime | date | None]:
    """How many answers a file has, and when the newest was given; looks no further. Raises StorageError."""
    with storage_errors(f"{path}: cannot be read"), closing(open_file(path, own_key(path, key))) as connection:
        return _extent(connection)


def quick_fault(path: Path, key: Key | None) -> str:
    """The first thing wrong with a file's structure, without a look at whether its indexes agree; empty if none is."""
    try:
        with storage_errors(f"{path}: cannot be read"), closing(open_file(path, own_key(path, key))) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            return "" if found == "ok" else str(found)
    except (KnownError, sqlite.DatabaseError) as error:
        return str(error).removeprefix(f"{path}: ")


def is_ours(path: Path, key: Key | None) -> bool:
    """Whether a file is a database of Moment that key, or none, opens; looks no further."""
    try:
        with closing(open_file(path, own_key(path, key))) as connection:
            return bool(migrations.applied(Database(connection)))
    except (KnownError, sqlite.DatabaseError):
        return False


def own_key(path: Path, key: Key | None) -> Key | None:
    """What opens a file where key opens all that are encrypted. Raises StorageError.

    Never to be asked while this process has the file open in SQLite (kiosk.store.encryption.cipher.sort_of).
    """
    with refusals(path, "cannot be read"):
        return None if sort_of(path) is Sort.PLAIN else key


def schema_faults(applied: frozenset[str]) -> list[str]:
    """Why a database in which these steps were applied is none of this version's, or of an older one's."""
    if not applied:
        return ["is no database of Moment"]
    if newer := sorted(applied - STEPS):
        return [f"was written by a newer version of Moment ({newer[-1]}); expected this version or an older one"]
    return []


def instant(at: str) -> datetime | date:
    """As the database keeps it; imported rows may have the date alone."""
    return date.fromisoformat(at) if len(at) == len("2026-01-31") else datetime.fromisoformat(at)


def comparable(newest: datetime | date | None) -> datetime:
    """An instant that stands for what `instant` gives; before all others where there is none."""
    return newest if isinstance(newest, datetime) else datetime.combine(newest or date.min, time.min, UTC)


def moment(newest: datetime | date | None) -> str:
    """In words for people."""
    if newest is None:
        return "no answer"
    return newest.isoformat(" ", "minutes")[:16] if isinstance(newest, datetime) else newest.isoformat()


def open_file(path: Path, key: Key | None) -> sqlite.Connection:
    """A connection that reads any database of ours. Raises StorageError, and sqlite's own errors.

    A backup may lie on a medium that takes no writes, where SQLite cannot make its files beside it: one without a log
    is opened as a file that nobody changes. Not so the kiosk's own database, to which a writer may come at any time.
    """
    if not is_there(path):
        raise StorageError(f"{path}: is not there; expected a database or a backup of one")
    alone = path.name != FILE_NAME and not any(path.with_name(path.name + log).exists() for log in LOGS)
    return connect(path, "ro&immutable=1" if alone else "ro", key)


def _extent(connection: sqlite.Connection) -> tuple[int, datetime | date | None]:
    (answers,) = connection.execute("SELECT count(*) FROM answers").fetchone()
    newest = connection.execute(NEWEST).fetchone()
    return answers, instant(newest[0]) if newest else None
