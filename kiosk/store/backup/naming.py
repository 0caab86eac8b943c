"""What backups are called, and which of them are kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.files import refusals
from kiosk.model import Week

FOLDER = "backups"


@dataclass(frozen=True, slots=True)
class Kind:
    """Backups of one purpose; of them the newest are kept, so many."""

    pattern: re.Pattern[str]
    kept: int


DAILY = Kind(re.compile(r"daily-(\d{4}-\d{2}-\d{2})\.db"), 14)
WEEKLY = Kind(re.compile(r"weekly-(\d{4})-W(\d{2})\.db"), 8)
BEFORE = Kind(re.compile(r"before-m\d{3}-(\d{4}-\d{2}-\d{2})\.db"), 5)
KINDS = (DAILY, WEEKLY, BEFORE)


def daily(day: date) -> str:
    """The name of a day's backup."""
    return f"daily-{day.isoformat()}.db"


def weekly(day: date) -> str:
    """The name of the backup of a day's ISO week."""
    return f"weekly-{Week.of(day)}.db"


def before(step: str, day: date) -> str:
    """The name of the backup that is made on a day before a step of the schema."""
    return f"before-{step.partition('_')[0]}-{day.isoformat()}.db"


def kind_of(name: str) -> Kind | None:
    """None where the name is none of ours."""
    return next((kind for kind in KINDS if kind.pattern.fullmatch(name) and day_of(name)), None)


def day_of(name: str) -> date | None:
    """The day in a backup's name, or the Monday of its week; None where there is none in the calendar."""
    try:
        if found := DAILY.pattern.fullmatch(name) or BEFORE.pattern.fullmatch(name):
            return date.fromisoformat(found[1])
        if found := WEEKLY.pattern.fullmatch(name):
            return Week(int(found[1]), int(found[2])).monday
    except ValueError:
        pass
    return None


def our_backups(folder: Path) -> list[Path]:
    """The files in a folder of backups that have a name of ours, in the order of their names. Raises StorageError."""
    with refusals(folder, "the backups cannot be listed"):
        return sorted(path for path in folder.iterdir() if kind_of(path.name)) if folder.is_dir() else []


def spare(names: Iterable[str], today: date) -> list[str]:
    """Which of these names are beyond the number kept of their kind, the oldest first.

    By count, so that no clock can make all backups too old. A day after today was written by another clock than
    today's, so before everything that today's clock has written: a clock that jumped to 2036 and back leaves files that
    go first, not files for which all new ones go.
    """
    kinds: dict[Kind, list[str]] = defaultdict(list)
    for name in names:
        if kind := kind_of(name):
            kinds[kind].append(name)
    return [name for kind in KINDS for name in sorted(kinds[kind], key=lambda name: _rank(name, today))[: -kind.kept]]


def _rank(name: str, today: date) -> tuple[bool, date, str]:
    day = day_of(name) or date.min
    return day <= today, day, name
