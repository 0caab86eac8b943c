"""A start after a power cut in the middle of a restore, with a full log: the power may go again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.store import Store, open_store
from kiosk.store.backup.swap import KEPT, decide_swap
from kiosk.store.connection import FILE_NAME
from tests.crash.powercut.check import DATA, LOG, rows_of_copy
from tests.crash.powercut.said import Said, Voice, asked, done, thanked
from tests.crash.powercut.works.shop import filled
from tests.crash.powercut.works.work import Broken, Work

NEW = "restored"
TIME = "20260302T120000Z"


def prepare(disk: Path) -> Sequence[str]:
    """A database whose answers are all in its log, and a restore of another that was decided and not finished."""
    data, closed = disk / DATA, disk / "closed"
    data.mkdir()
    with open_store(closed):
        old = filled(closed)
        for suffix in ("", LOG):
            shutil.copy(closed / f"{FILE_NAME}{suffix}", data)
    new = filled(disk / NEW, prefix="restored-")
    decide_swap(disk / NEW / FILE_NAME, data / FILE_NAME, TIME)
    return [thanked(new), asked(old)]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """What every start does."""
    with open_store(disk / DATA):
        voice.say(done("start"))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """The database is the new one, and the old one is kept whole, with its log."""
    rows = rows_of_copy(disk / DATA / f"{KEPT}{TIME}.db")
    if rows != said.asked:
        yield f"the database that was there: {rows if isinstance(rows, str) else len(rows)}"


RESTART = Work(prepare, run, judge)
