"""`kiosk import` of a file: all its rows or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.cli import kiosk
from kiosk.store import Store
from tests.crash.powercut.check import DATA, stored_rows
from tests.crash.powercut.said import Said, Voice, asked, done
from tests.crash.powercut.works.shop import filled
from tests.crash.powercut.works.work import Broken, Work

FILE = "answers.csv"


def prepare(disk: Path) -> Sequence[str]:
    """An export of another kiosk."""
    other = disk / "other"
    rows = filled(other, contacts=False)
    kiosk(["export", "--format", "csv", "--data", str(other), "--out", str(disk / FILE)], standalone_mode=False)
    return [asked(rows)]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """The command itself."""
    kiosk(["import", str(disk / FILE), "--data", str(disk / DATA)], standalone_mode=False)
    voice.say(done("import"))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """No half of a file."""
    rows = len(stored_rows(store))
    if rows not in ({len(said.asked)} if "import" in said.done else {0, len(said.asked)}):
        yield f"{rows} of {len(said.asked)} rows are there"


IMPORTING = Work(prepare, run, judge)
