"""Answers through the real writer, in its own thread, with the day's screening between them and a checkpoint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from kiosk.keys import Key, KeyFile
from kiosk.model import Answer, ChoiceId, Chose, Contacted, Language, Level, QuestionId, Rated, VisitId, Wrote
from kiosk.site import load_site
from kiosk.store.encryption.moving import make_key
from kiosk.survey import load_survey
from tests.crash.powercut.check import DATA
from tests.crash.powercut.said import Voice, asked, row_of, thanked
from tests.crash.powercut.works.work import Broken, Work

CHOICES = tuple(map(ChoiceId, ("staff", "queue", "products", "prices")))
COMMENTS = ("fine", "감사합니다", "結帳排隊太久", "x" * 9_000)
KEY, SITE = "key", "site.toml"
AT_ONCE = 3
"""Answers sent before the first of them is thanked for, as two quick taps do it."""


def visits(count: int, at: datetime, prefix: str = "visit-", address: str = "") -> Iterator[Answer]:
    """Visits such as there are: a face, reasons and sometimes other reasons, sometimes words or an address.

    address: the same in all of them.
    """
    chance = Random(7)
    for number in range(count):
        visit, when = VisitId(f"{prefix}{number:05}"), at + timedelta(seconds=number)

        def answer(question: str, revision: int, value: Rated | Chose | Wrote | Contacted, visit: VisitId = visit,
                   when: datetime = when) -> Answer:  # fmt: skip
            return Answer(visit, QuestionId(question), revision, Language("en"), when, value)

        yield answer("experience", 0, Rated(chance.choice(list(Level))))
        for revision in range(chance.randrange(3)):
            yield answer("reasons", revision, Chose(tuple(chance.sample(CHOICES, 2))))
        if chance.random() < 0.2:
            yield answer("comment", 0, Wrote(chance.choice(COMMENTS)))
        if chance.random() < 0.1:
            yield answer("contact", 0, Contacted(address or f"{number}@example.com", "we answer once", 1))


def prepare(disk: Path) -> Sequence[str]:
    """A folder that the data folder will be made in."""
    return ()


def prepare_key(disk: Path) -> Sequence[str]:
    """A key, and a site file that names it."""
    make_key(disk / KEY, disk / DATA)
    (disk / SITE).write_text(f'[encryption]\nkey_file = "{KEY}"\n', encoding="utf-8")
    return ()


def key(disk: Path) -> Key:
    """As in the site file."""
    return KeyFile(disk / KEY)


def tap(disk: Path, voice: Voice, broken: Broken) -> None:
    """A few visits."""
    tap_visits(disk, voice, broken, 12)


def tap_long(disk: Path, voice: Voice, broken: Broken) -> None:
    """So many that the log is emptied into the database more than once."""
    tap_visits(disk, voice, broken, 240)


def tap_visits(disk: Path, voice: Voice, broken: Broken, count: int) -> None:
    """So many visits, one after another."""
    from PySide6.QtCore import QCoreApplication, Qt  # noqa: PLC0415

    from ui.writer import Writer  # noqa: PLC0415

    app = QCoreApplication([])
    file = disk / SITE
    site = load_site(file if file.exists() else None, disk / DATA)
    writer = Writer(site, load_survey(site.survey))
    answers = visits(count, datetime.now().astimezone())
    waiting: set[Answer] = set()

    def send() -> None:
        for answer in islice(answers, AT_ONCE):
            waiting.add(answer)
            voice.say((thanked if broken is Broken.HASTE else asked)([row_of(answer)]))
            writer.save(answer)
        if not waiting:
            app.quit()

    def saved(answer: Answer) -> None:
        voice.say(thanked([row_of(answer)]))
        waiting.remove(answer)
        if not waiting:
            send()

    def failed(answer: Answer) -> None:
        raise AssertionError(f"not saved: {answer}")

    writer.saved.connect(saved, Qt.ConnectionType.QueuedConnection)
    writer.failed.connect(failed, Qt.ConnectionType.QueuedConnection)
    send()
    app.exec()
    writer.close()


TAPS = Work(prepare, tap_long)
FEW_TAPS = Work(prepare, tap)
SECRET_TAPS = Work(prepare_key, tap, key=key)
