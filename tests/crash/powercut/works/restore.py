"""`kiosk restore`: the database is the old one or the backup, and what it was is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from kiosk.cli import kiosk
from kiosk.store import Store
from tests.crash.powercut.check import DATA, rows_of_copy, stored_rows
from tests.crash.powercut.said import Said, Voice, asked, done, thanked
from tests.crash.powercut.works.shop import AGO, filled
from tests.crash.powercut.works.work import Broken, Work

BACKUP = "backup.db"
LATER = "later-"
"""How the visits begin that are not in the backup."""


def prepare(disk: Path) -> Sequence[str]:
    """A backup, and a day of answers after it."""
    data = disk / DATA
    earlier = filled(data)
    kiosk(["backup", "--data", str(data), "--out", str(disk / BACKUP)], standalone_mode=False)
    later = filled(data, ago=AGO - timedelta(days=1), prefix=LATER)
    return [thanked(earlier), asked(later)]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """The command itself."""
    kiosk(["restore", str(disk / BACKUP), "--data", str(disk / DATA)], standalone_mode=False)
    voice.say(done("restore"))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """One database or the other; no answer is nowhere."""
    stored = set(stored_rows(store))
    if stored not in ([said.thanked] if "restore" in said.done else [said.thanked, said.thanked | said.asked]):
        yield f"{len(stored)} rows are there, neither the backup's nor the old database's"
    kept = [rows_of_copy(path) for path in (disk / DATA).glob("feedback-before-*.db")]
    if stored == said.thanked and said.thanked | said.asked not in kept:
        yield f"the database that was there is not kept whole: {[rows for rows in kept if isinstance(rows, str)]}"


RESTORE = Work(prepare, run, judge)
