"""Addresses at the end of their time: once they are said to be forgotten they do not come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from kiosk.model import Retention
from kiosk.store import Store, open_store
from kiosk.store.privacy.retention import keep_promises
from tests.crash.powercut.check import DATA
from tests.crash.powercut.said import Row, Said, Voice, asked, done, thanked
from tests.crash.powercut.works.shop import filled
from tests.crash.powercut.works.work import Broken, Work

LONG_AGO = timedelta(days=Retention().contacts_days + 10)


def prepare(disk: Path) -> Sequence[str]:
    """Answers of long ago, some with an address."""
    rows = filled(disk / DATA, ago=LONG_AGO)
    return [asked(rows), thanked(row for row in rows if not is_contact(row))]


def is_contact(row: Row) -> bool:
    return row[3].startswith("contact ")


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """What the kiosk does once a day; after so long a time three days must agree."""
    with open_store(disk / DATA) as store:
        today = date.today()  # noqa: DTZ011 - the shop's own day is meant
        kept = [keep_promises(store, Retention(), today - timedelta(days=ago)) for ago in (2, 1, 0)]
        if not kept[-1].contacts:
            raise AssertionError("there was nothing to forget")
        voice.say(done("forget"))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """All or none of them, and none after it was done."""
    ((left,),) = store.database.execute("SELECT count(*) FROM contacts").fetchall()
    if left not in ({0} if "forget" in said.done else {0, sum(map(is_contact, said.asked))}):
        yield f"{left} contacts are there"


FORGETTING = Work(prepare, run, judge)
