"""`kiosk backup`, and the answers that come while it is made: what has a backup's name is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count
from pathlib import Path
from threading import Event

from kiosk.cli import kiosk
from kiosk.model import Answer, Language, Level, Origin, QuestionId, Rated, VisitId
from kiosk.site import load_site
from kiosk.store import Recorder, Store, open_store
from kiosk.store.backup.naming import FOLDER, our_backups
from kiosk.survey import load_survey
from tests.crash.powercut.check import DATA, faulty_backups
from tests.crash.powercut.said import Said, Voice, asked, done, row_of, thanked
from tests.crash.powercut.works.shop import filled
from tests.crash.powercut.works.work import Broken, Work

MEANWHILE = "meanwhile-"
"""How the visits begin that come while the backup is made."""


def prepare(disk: Path) -> Sequence[str]:
    """A shop without a backup."""
    return [thanked(filled(disk / DATA))]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """Twice on one day, the second in the place of the first, while somebody taps in another thread."""
    data, stop = disk / DATA, Event()
    with ThreadPoolExecutor(1) as shopper:
        tapped = shopper.submit(tap_until, stop, data, voice)
        try:
            for _ in range(2):
                kiosk(["backup", "--data", str(data)], standalone_mode=False)
                voice.say(done("backup"))
        finally:
            stop.set()
        tapped.result()


def tap_until(stop: Event, data: Path, voice: Voice) -> None:
    """One rating after another, each thanked for."""
    with open_store(data) as store:
        recorder = Recorder(store, Origin("kiosk-1", "checkout"), load_survey(load_site(None, data).survey))
        for number in count():
            if stop.is_set():
                return
            answer = Answer(VisitId(f"{MEANWHILE}{number:05}"), QuestionId("experience"), 0, Language("en"),
                            datetime.now().astimezone(), Rated(Level.GOOD))  # fmt: skip
            voice.say(asked([row_of(answer)]))
            recorder.save(answer)
            voice.say(thanked([row_of(answer)]))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """Every backup is a whole one, of one moment, and one that was made stays."""
    folder = disk / DATA / FOLDER
    if "backup" in said.done and not (folder.is_dir() and list(our_backups(folder))):
        yield "the backup is gone"
    before = {row for row in said.thanked if not row[0].startswith(MEANWHILE)}
    yield from faulty_backups(disk, lambda rows: before <= rows and in_order(row[0] for row in rows - before))


def in_order(visits: Iterable[str]) -> bool:
    """Whether these are the first that were tapped meanwhile, none left out."""
    found = sorted(visits)
    return found == [f"{MEANWHILE}{number:05}" for number in range(len(found))]


BACKUP = Work(prepare, run, judge)
