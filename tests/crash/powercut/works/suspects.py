"""Visits flagged by the day's screening, and their flags taken back on somebody's word: all at once, and for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from kiosk.model import Origin
from kiosk.site import load_site
from kiosk.store import Recorder, Store, clear_rule, list_suspects, open_store
from kiosk.survey import load_survey
from kiosk.taps import RULES, always_open
from tests.crash.powercut.check import DATA
from tests.crash.powercut.said import Said, Voice, done, thanked
from tests.crash.powercut.works.shop import AGO, filled
from tests.crash.powercut.works.work import Broken, Work


def prepare(disk: Path) -> Sequence[str]:
    """A day on which somebody played."""
    return [thanked(filled(disk / DATA))]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """Screens the day, and takes all flags back."""
    data = disk / DATA
    now = datetime.now().astimezone()
    with open_store(data) as store:
        recorder = Recorder(store, Origin("kiosk-1", "checkout"), load_survey(load_site(None, data).survey))
        if not recorder.screen(now - AGO, always_open):
            raise AssertionError("nothing looked like play")
        voice.say(done("flag"))
        for rule in RULES:
            clear_rule(store, rule, now)
        voice.say(done("clear"))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """Flags that are there and stay, or are cleared and stay cleared."""
    found = list_suspects(store, date.min, date.max)
    if "flag" in said.done and not found:
        yield "the flags are gone"
    if "clear" in said.done and any(each.cleared is None for each in found):
        yield "a flag that was taken back stands again"


CLEARING = Work(prepare, run, judge)
