"""`kiosk merge` of another kiosk's data folder: all of it or nothing, and the other is as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.cli import kiosk
from kiosk.store import Store, open_store
from tests.crash.powercut.check import DATA, stored_rows
from tests.crash.powercut.said import Said, Voice, asked, done, thanked
from tests.crash.powercut.works.shop import filled
from tests.crash.powercut.works.work import Broken, Work

OTHER = "stick"


def prepare(disk: Path) -> Sequence[str]:
    """Two kiosks' folders."""
    return [thanked(filled(disk / DATA)), asked(filled(disk / OTHER, prefix="other-"))]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """The command itself."""
    kiosk(["merge", str(disk / OTHER), "--data", str(disk / DATA)], standalone_mode=False)
    voice.say(done("merge"))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """No half of another kiosk."""
    came = set(stored_rows(store)) - said.thanked
    if came != said.asked and (came or "merge" in said.done):
        yield f"{len(came)} of {len(said.asked)} rows came"
    with open_store(disk / OTHER) as other:
        if set(stored_rows(other)) != said.asked:
            yield "the other kiosk's folder is not what it was"


MERGE = Work(prepare, run, judge)
