"""Whether there are backups, and a copy of them on another disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from kiosk.doctor.finding import Finding, ok, warn
from kiosk.errors import KnownError
from kiosk.keys import Key
from kiosk.store import Reading, has_database, open_reader
from kiosk.store.backup.inspecting import quick_fault
from kiosk.store.backup.keeping import Stock, stock
from kiosk.store.backup.naming import FOLDER, daily
from kiosk.store.connection import FILE_NAME, storage_errors
from kiosk.store.lost import refuse_lost

BY_HAND = "run `kiosk backup` and see what it says; the kiosk makes one a day by itself while it runs"
SECOND_DAYS = 7
"""A stick may lie in a drawer for so long."""


def backups(data: Path, key: Key | None, today: date) -> Iterator[Finding]:
    """The backups in the data folder, beside the newest answer: a shop that is closed needs no new ones."""
    if not has_database(data):
        return
    found = stock(data / FOLDER, today)
    newest = _last_day(data, key)
    missed = newest is not None and newest < today and (found.newest is None or newest - found.newest > timedelta(1))
    # Where the key opens the database, a copy that it does not open is at fault itself.
    path = data / FOLDER / daily(found.newest) if newest and found.newest else None
    if path and (fault := quick_fault(path, key)):
        mend = "move this file away and run `kiosk backup`; `kiosk verify` reads all of them whole"
        yield warn("backups", f"{_told(found)}, which is bad: {fault}", mend)
    elif missed:
        yield warn("backups", f"{_told(found)}, but there are answers of {newest}", BY_HAND)
    else:
        yield ok("backups", _told(found))


def _last_day(data: Path, key: Key | None) -> date | None:
    """The day of the newest answer; None where the database does not tell, about which `database` says what to do."""
    with suppress(KnownError):
        refuse_lost(data / FILE_NAME)
        with open_reader(data, key) as reader, storage_errors("the answers cannot be read"):
            return Reading(reader).last_day()
    return None


def second_place(data: Path, second: Path | None, today: date) -> Iterator[Finding]:
    """This kiosk's folder in the second place: there, on another disk, and not too far behind."""
    if second is None:
        return
    if not second.parent.is_dir():
        yield warn("second", f"{second.parent}: is not there", "plug the stick in, or mount the folder; or make it")
        return
    here, there = stock(data / FOLDER, today), stock(second, today)
    behind = here.newest is not None and (there.newest is None or here.newest - there.newest > timedelta(SECOND_DAYS))
    if data.is_dir() and second.parent.stat().st_dev == data.stat().st_dev:
        mend = "mount the stick, or name a folder on another disk: [backup] second in site.toml"
        yield warn("second", f"{second.parent}: is on the same disk as the answers", mend)
    elif behind:
        told = f"{second}: {_told(there)}, here there is one of {here.newest}"
        yield warn("second", told, "run `kiosk backup` while the second place is there")
    else:
        yield ok("second", f"{second}: {_told(there)}")


def _told(found: Stock) -> str:
    if not found.count:
        return "none yet"
    return f"{found.count}, the newest daily one of {found.newest}" if found.newest else f"{found.count}, no daily one"
