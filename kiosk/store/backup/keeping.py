"""The backups of a data folder: made, thinned out, carried to a second place, and found again."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from kiosk.errors import DamagedError, KnownError, StorageError
from kiosk.files import is_there, refusals, sync
from kiosk.keys import Key
from kiosk.store.backup.copying import alone, copy_database, copy_file, faults_of
from kiosk.store.backup.inspecting import Condition, comparable, extent, inspect, moment
from kiosk.store.backup.naming import DAILY, FOLDER, daily, day_of, our_backups, spare, weekly
from kiosk.store.connection import FILE_NAME, MEND_DAMAGE, open_reader, storage_errors

CLOCK_IS_SET = 2025
"""An earlier year is that of a machine whose clock starts anew each time it is switched on: always the same day."""


def write_backup(data: Path, target: Path, key: Key | None = None) -> None:
    """Copies the database of a data folder to a file, while a kiosk writes. Raises StorageError, DamagedError.

    A database that is damaged is not copied: its copy could lack answers, look whole, and in time push out the good
    backups. So this is also the check of the live database.
    """
    path = data / FILE_NAME
    with open_reader(data, key) as reader, storage_errors(f"{path}: cannot be backed up"):
        connection = reader.database.conn
        if found := faults_of(connection):
            raise DamagedError(f"{path}: is damaged, so it is not backed up: {found[0]}", MEND_DAMAGE)
        connection.execute("PRAGMA query_only = OFF")  # VACUUM INTO asks for it; the file stays open for reading only
        copy_database(connection, target, key)


def back_up(data: Path, today: date, key: Key | None = None, *, anew: bool = False) -> list[Path]:
    """What a day and its week still lack, a daily backup and a weekly one; then thins out. The new ones.

    anew: the daily one in any case, in the place of an earlier one of that day. Raises StorageError; the backups that
    were there are then untouched.
    """
    folder = data / FOLDER
    day, week = folder / daily(today), folder / weekly(today)
    made: list[Path] = []
    if not is_there(folder):
        open_reader(data, key).close()  # no folder is made for a database that is not there
    with alone(folder):
        if anew or _is_wanted(day, today):
            write_backup(data, day, key)
            made.append(day)
        if _is_wanted(week, today):
            if not made and (found := inspect(day, key).faults):
                raise DamagedError(f"{day}: is damaged: {found[0]}", "move it away; the next backup makes it anew")
            copy_file(day, week)
            made.append(week)
        if made:
            thin_out(folder, today)
    return made


def carry(data: Path, target: Path, today: date, *, anew: bool = False) -> list[Path]:
    """Copies the day's and the week's backup to target, this kiosk's folder in the second place; the new ones.

    Raises StorageError where the place is not there (a stick that nobody plugged in), is full, or gives back other
    bytes than it was given.
    """
    with refusals(target, "cannot be used"):
        if not target.parent.is_dir():
            raise StorageError(
                f"{target.parent}: the second place for backups is not there; expected a folder",
                "plug the stick in, or mount the folder; make it by hand once, Moment does not",
            )
    made: list[Path] = []
    with alone(target):
        for name in (daily(today), weekly(today)):
            source = data / FOLDER / name
            if source.exists() and (_is_wanted(target / name, today) or (anew and source.name == daily(today))):
                copy_file(source, target / name)
                made.append(target / name)
        if made:
            thin_out(target, today)
    return made


def thin_out(folder: Path, today: date) -> None:
    """Deletes the backups that are beyond the number kept (kiosk.store.backup.naming.spare). Raises StorageError.

    To be called after a good backup of today was written, which is always among those kept.
    """
    with refusals(folder, "old backups cannot be deleted"):
        if gone := spare((path.name for path in our_backups(folder)), today):
            for name in gone:
                (folder / name).unlink()
            sync(folder)


@dataclass(frozen=True, slots=True)
class Stock:
    """The backups of a folder: how many, and the day of the newest daily one."""

    count: int
    newest: date | None


def stock(folder: Path, today: date) -> Stock:
    """How well a folder of backups is filled, as the names tell it; without days after today. Raises StorageError."""
    names = [path.name for path in our_backups(folder)]
    days = (day_of(name) for name in names if DAILY.pattern.fullmatch(name))
    return Stock(len(names), max((day for day in days if day and day <= today), default=None))


def newest_good(data: Path, key: Key | None = None, second: Path | None = None) -> Condition | None:
    """The good backup with the newest answers, of the data folder or of a second folder; None where there is none.

    By the answers in them, not by names and file times, which hang on the clock of that day. Each is read whole until
    one is good.
    """
    found = [path for folder in (data / FOLDER, second) if folder for path in our_backups(folder)]
    for path in sorted(found, key=lambda path: _reach(path, data, key), reverse=True):
        condition = inspect(path, key)
        if not condition.faults:
            return condition
    return None


def _is_wanted(path: Path, today: date) -> bool:
    return not path.exists() or today.year < CLOCK_IS_SET


def _reach(path: Path, data: Path, key: Key | None) -> tuple[datetime, int, bool, bool, float]:
    """Puts files in the order of their newest answers; of equals the one that is here, and a day's own, comes first.

    One that cannot be read comes last.
    """
    try:
        answers, newest = extent(path, key)
        daily = DAILY.pattern.fullmatch(path.name) is not None
        return comparable(newest), answers, path.is_relative_to(data), daily, path.stat().st_mtime
    except (KnownError, OSError, sqlite.DatabaseError):
        return comparable(None), -1, False, False, 0.0


def advice(backup: Condition) -> str:
    """How to bring a good backup back in the place of a damaged database, and what is not in it, for people."""
    return (f"`kiosk restore {shlex.quote(str(backup.path))}` brings the newest good backup back and keeps the damaged "
            f"file; it has {backup.answers} answers, up to {moment(backup.newest)}: what was given after that is not "
            "in it")  # fmt: skip
