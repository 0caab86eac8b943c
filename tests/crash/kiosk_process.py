"""The process that gets killed: the real kiosk with a tireless shopper in front of it."""

from __future__ import annotations

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

import kiosk.store  # noqa: F401 - the writer's thread would import it anew in every process
import ui.app
from kiosk.flow import Timings
from kiosk.model import Answer, Level
from kiosk.questions import ChoiceQuestion, Survey
from kiosk.site import load_site
from kiosk.survey import load_survey
from tests.crash.parent import die_with_parent
from ui.hand import Hand, Keys, descendants, middle, wait_until

PATIENT = Timings(still_there_after=3600, still_there_after_writing=3600, thanks_lasts=3600)

TAPPABLE = ("face", "choice-", "finish", "thanks")
"""How the names of the things begin that a finger of another process taps."""
LOOK_MS = 8
TELL_AGAIN_SECONDS = 0.25
Spots = dict[str, tuple[int, int]]
"""Where on the screen the middles of things are, by name."""

READY, BEGUN = "ready", "begun"
"""What the kiosk says when it can be tapped, and at the first tap of a visit."""


class Report:
    """Listens to a kiosk, and tells what was thanked for as soon as the thanks are shown."""

    def __init__(self, kiosk: ui.app.Kiosk, out: Connection) -> None:
        self.painted = False
        self._session = kiosk.session
        self._out = out
        self._answers: list[Answer] = []
        kiosk.window.frameSwapped.connect(self.swapped)
        self._session.save.connect(self.tapped)
        self._session.screenChanged.connect(self.shown)

    def swapped(self) -> None:
        self.painted = True

    def tapped(self, answer: Answer) -> None:
        if not self._answers:
            self._out.send(BEGUN)
        self._answers.append(answer)

    def shown(self) -> None:
        if self._session.screen == "thanks":
            self._out.send(self._answers)
            self._answers = []


class Haste(QObject):
    """The fault that must be found: an answer counts as saved when it is tapped, and is committed one tap later."""

    commit = Signal(object)

    def __init__(self, kiosk: ui.app.Kiosk) -> None:
        super().__init__(kiosk)
        self._waiting: list[Answer] = []
        kiosk.session.save.disconnect(kiosk.writer.save)
        kiosk.session.save.connect(kiosk.session.answer_saved, Qt.ConnectionType.QueuedConnection)
        kiosk.session.save.connect(self.put_off)
        self.commit.connect(kiosk.writer.save)

    @Slot(object)
    def put_off(self, answer: Answer) -> None:
        for earlier in self._waiting:
            self.commit.emit(earlier)
        self._waiting = [answer]


class Eyes(QObject):
    """Tells where things can be tapped, for a finger that is not in this process."""

    def __init__(self, kiosk: ui.app.Kiosk, out: Connection) -> None:
        super().__init__(kiosk)
        self._hand = Hand(kiosk.window)
        self._out = out
        self._seen: Spots = {}
        self._told_at = 0.0
        self._told: Spots = {}
        kiosk.session.save.connect(self.look_again)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look_again(self) -> None:
        """What a tap has done may be seen in the same places."""
        self._told_at = 0.0

    @Slot()
    def look(self) -> None:
        """Sends what has stood still for two looks, when it is new, and again after a while: a tap may go amiss."""
        before, self._seen = self._seen, self._spots()
        stale = time.monotonic() - self._told_at > TELL_AGAIN_SECONDS
        if self._seen and self._seen == before and (stale or self._seen != self._told):
            self._told, self._told_at = self._seen, time.monotonic()
            self._out.send(self._seen)

    def _spots(self) -> Spots:
        window = self._hand.window
        spots = {}
        for item in descendants(window.contentItem()):
            name = item.objectName()
            if item.isEnabled() and name.startswith(TAPPABLE):
                place = window.mapToGlobal(middle(item))
                spots[name] = (place.x(), place.y())
        return spots


def serve(data: Path, out: Connection, chance: Random, *, hasty: bool, display: str = "") -> None:
    """Opens the kiosk on a data folder and taps until killed; or, on an X display, has others tap.

    Sends READY, then BEGUN and the visit's list of Answer in turn, and where others tap also Spots. Each goes out in
    one unbuffered write, so that it is with the other side before anything else happens here.
    """
    die_with_parent()
    if display:
        os.environ["QT_QPA_PLATFORM"], os.environ["DISPLAY"] = "xcb", display
    site = load_site(None, data)
    survey = load_survey(site.survey)
    ui.app.application()
    kiosk = ui.app.Kiosk(site, survey, timings=PATIENT, motion=False)
    report = Report(kiosk, out)
    if hasty:
        Haste(kiosk)
    kiosk.window.show()
    wait_until(lambda: report.painted, "the first frame")
    out.send(READY)
    if display:
        eyes = Eyes(kiosk, out)
        wait_for_ever(eyes)
    # Nothing moves, so nothing has to come to rest; quicker taps put more of them under the kill.
    hand = Hand(kiosk.window, rest=0.0)
    while True:
        visit(hand, survey, chance)


def wait_for_ever(*kept: object) -> None:
    """Lets the application run; kept stays alive."""
    QCoreApplication.exec()
    raise AssertionError(f"the application ended by itself, with {kept}")


def visit(hand: Hand, survey: Survey, chance: Random) -> None:
    """A visit like any other: a face, up to three reasons, sometimes a word."""
    level = chance.choice(list(Level))
    hand.tap(f"face{level}")
    for choice in chance.sample(choices_after(survey, level), chance.randrange(4)):
        hand.tap(f"choice-{choice}")
    if chance.random() < 0.5:
        hand.tap("finish")
    else:
        hand.tap("addComment")
        hand.type([Keys(chance.choice("ABCDEFGHIJKLM"))])
        hand.tap("send")
    hand.tap("thanks")


def choices_after(survey: Survey, level: Level) -> list[str]:
    """What can be chosen after a face."""
    reasons = (question for question in survey.questions if isinstance(question, ChoiceQuestion))
    return [choice.id for question in reasons for choice in question.offered(level)]
