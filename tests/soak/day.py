"""Simulated hours of a shop: visits, walkers-off, changes of language and comfort, and the time between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from kiosk.comfort import Look
from kiosk.flow import Now
from kiosk.site import load_site
from kiosk.survey import load_survey
from ui.app import Kiosk, application
from ui.hand import Hand, Keys, turn, wait_until
from ui.shoppers import choose_language

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
VISITS_PER_HOUR = 40
KNOWN = (
    # Qt sets the palette of a control in a style of its own before it has one; nothing is drawn wrongly.
    "This plugin does not support propagateSizeHints()",
)
"""What Qt says, exactly, though nothing is wrong, each with its reason."""


class Clock:
    """Both clocks, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> Now:
        """A reading."""
        return Now(self.seconds, NOON + timedelta(seconds=self.seconds))


@dataclass(frozen=True)
class Hour:
    """What one simulated hour left: private memory in kB, windows open, visits in the database."""

    number: int
    memory_kb: int
    windows: int
    visits: int


def memory_kb() -> int:
    """What is the process's own, whatever it shares with others that come and go."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:"))


def live(hours: int, data: Path, said: list[str], visits_per_hour: int = VISITS_PER_HOUR) -> Iterator[Hour]:
    """Lets that many hours go by; said collects every message of Qt's that is not KNOWN."""

    def listen(_: QtMsgType, __: object, message: str) -> None:
        if message not in KNOWN:
            said.append(message)

    before = qInstallMessageHandler(listen)
    site = load_site(None, data)
    application()
    clock = Clock()
    kiosk = Kiosk(site, load_survey(site.survey), motion=False, now=clock.now)
    kiosk.window.resize(1280, 800)
    kiosk.window.show()
    wait_until(lambda: kiosk.painted, "the first frame")
    chance, hand = Random(24), Hand(kiosk.window, rest=0.0)
    visits = 0
    for number in range(1, hours + 1):
        for _ in range(visits_per_hour):
            visits += visit(kiosk, hand, clock, chance)
            pass_time(kiosk, clock, 3600 / visits_per_hour - 45)
        yield Hour(number, memory_kb(), len(QGuiApplication.allWindows()), visits)
    kiosk.close()
    qInstallMessageHandler(before)


def pass_time(kiosk: Kiosk, clock: Clock, seconds: float) -> None:
    """The clock goes on; whatever is due is done."""
    clock.seconds += seconds
    kiosk.session.tick()
    turn()


def visit(kiosk: Kiosk, hand: Hand, clock: Clock, chance: Random) -> int:
    """One shopper; 1 where they rated."""
    session = kiosk.session
    if chance.random() < 0.3:
        choose_language(hand, chance.choice(session.languages)["code"])
    if chance.random() < 0.1:
        comfort(hand, chance)
    clock.seconds += 5
    if chance.random() < 0.05:
        return walk_off(kiosk, hand, clock)
    hand.tap(f"face{chance.randrange(1, 5)}")
    hand.wait_for("finish")
    for choice in chance.sample(session.choices, min(len(session.choices), chance.randrange(3))):
        if hand.find(f"choice-{choice['choice']}"):
            hand.tap(f"choice-{choice['choice']}")
    clock.seconds += 10
    if chance.random() < 0.1:
        walk_off(kiosk, hand, clock)
    elif chance.random() < 0.2 and hand.find("addComment"):
        hand.tap("addComment")
        hand.wait_for("comment")
        if session.keyboard == "en_US":
            hand.type([Keys("Only one till")])
        hand.tap(chance.choice(("send", "skip")))
        leave(kiosk, hand, clock)
    else:
        hand.tap("finish")
        leave(kiosk, hand, clock)
    return 1


def comfort(hand: Hand, chance: Random) -> None:
    """Somebody makes the screen easier."""
    hand.tap("access")
    hand.tap(f"textSize-{chance.randrange(4)}")
    hand.tap(f"theme-{chance.choice(list(Look)).value}")
    hand.tap("closeAccess")


def leave(kiosk: Kiosk, hand: Hand, clock: Clock) -> None:
    """Thanks, and nobody taps it away."""
    hand.wait_for("thanks")
    pass_time(kiosk, clock, 10)
    wait_until(lambda: kiosk.session.screen == "scale", "the idle screen")


def walk_off(kiosk: Kiosk, hand: Hand, clock: Clock) -> int:
    """Nobody is there any more: the warning, and the idle screen."""
    wait_until(lambda: kiosk.session.saved, "the answers to be saved")
    for seconds in (130, 70):
        pass_time(kiosk, clock, seconds)
    wait_until(lambda: hand.find("face1"), "the idle screen")
    return 0


