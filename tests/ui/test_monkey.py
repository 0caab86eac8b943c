"""Monkeys: touches, palms, drags and keys on whatever is there, seeded, with the clock moved by hand.

Whatever they did, nothing is said by Qt, no window opens, something can always be tapped, every tap that was taken is
on the disk once, and when they have gone the screen stands as the store wants it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtTest import QTest

from kiosk.flow import Timings
from tests.everything import READY, everything
from tests.plans import PLANS
from tests.soak.day import KNOWN
from tests.ui import test_touch
from tests.ui.conftest import Shop
from tests.ui.fingers import Fingers
from tests.ui.test_shop_day import Clock, pass_time
from ui.hand import middle, turn, wait_until
from ui.keypad import tappables

STEPS = 60
KEYS = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space,
    Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F11, Qt.Key.Key_A, Qt.Key.Key_C,
    Qt.Key.Key_V, Qt.Key.Key_Z, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_Backspace, Qt.Key.Key_Insert, Qt.Key.Key_Back,
)  # fmt: skip
WITH = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
SPANS = (1, 4, 6, 21, 31, 52, 61, 200)
"""Seconds, on both sides of every time-out."""

glass = test_touch.glass


@pytest.fixture
def said() -> Iterator[list[str]]:
    """Whatever Qt says, but for what it always says."""
    heard: list[str] = []

    def listen(_: QtMsgType, __: object, message: str) -> None:
        if message not in KNOWN:
            heard.append(message)

    before = qInstallMessageHandler(listen)
    yield heard
    qInstallMessageHandler(before)


class Monkey:
    """One seed's worth of mischief."""

    def __init__(self, shop: Shop, glass: QPointingDevice, clock: Clock, chance: Random) -> None:
        self.shop, self.clock, self.chance = shop, clock, chance
        self.fingers = Fingers(shop, glass)
        self.window = shop.hand.window

    def act(self) -> None:
        """One thing, at random."""
        weights = {self.tap: 55, self.palm: 5, self.drag: 6, self.hold: 4, self.mash: 14, self.wait: 5, self.offer: 2,
                   self.clean: 2, self.close: 2, self.pause: 5}  # fmt: skip
        self.chance.choices(list(weights), list(weights.values()))[0]()

    def place(self) -> QPoint:
        """Mostly on something to tap, often a key of the keyboard, now and then anywhere."""
        size = self.window.size()
        keys = list(self.shop.hand.layout())
        items = keys if keys and self.chance.random() < 0.3 else tappables(self.window)
        if items and self.chance.random() < 0.9:
            return middle(self.chance.choice(items))
        return QPoint(self.chance.randrange(size.width()), self.chance.randrange(size.height()))

    def tap(self) -> None:
        place = self.place()
        for _ in range(self.chance.choice((1, 1, 1, 3))):
            self.fingers.tap(place)

    def palm(self) -> None:
        places = {finger: self.place() for finger in range(self.chance.randrange(2, 10))}
        self.fingers.act(down=places)
        self.fingers.act(up="".join(map(str, places)))

    def drag(self) -> None:
        self.fingers.act(down={0: self.place()})
        self.fingers.act(to={0: self.place()})
        self.fingers.act(up="0")

    def hold(self) -> None:
        self.fingers.act(down={0: self.place()})
        self.wait()
        self.fingers.act(up="0")

    def mash(self) -> None:
        for _ in range(self.chance.randrange(1, 5)):
            QTest.keyClick(self.window, self.chance.choice(KEYS), self.chance.choice(WITH))

    def wait(self) -> None:
        pass_time(self.shop, self.clock, self.chance.choice(SPANS))

    def offer(self) -> None:
        self.shop.session.offer(self.chance.choice(READY))

    def clean(self) -> None:
        self.shop.session.startCleaning()

    def close(self) -> None:
        self.window.close()

    def pause(self) -> None:
        turn(self.chance.choice((1, 10, 40)))

    def leave(self) -> None:
        """For good: longer than every time-out there is."""
        for _ in range(4):
            self.shop.settle()
            pass_time(self.shop, self.clock, 200)
        wait_until(lambda: self.shop.session.saved and not self.shop.session.busy, "the last tap to be saved")


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_whatever_a_monkey_does_nothing_is_broken_lost_or_left(
    open_shop: Callable[..., Shop], glass: QPointingDevice, said: list[str], seed: int
) -> None:
    clock, taken = Clock(), []
    turns = Random(-seed)
    in_turn = (None, *PLANS.values())
    shop = open_shop(
        now=clock, survey=everything(), timings=Timings(), planner=lambda _: turns.choice(in_turn)
    )  # fmt: skip
    shop.session.save.connect(taken.append)
    monkey = Monkey(shop, glass, clock, Random(seed))
    for _ in range(STEPS):
        monkey.act()
        shop.settle()
        assert QGuiApplication.allWindows() == [shop.hand.window]
        assert shop.hand.window.isVisible()
        if monkey.chance.random() < 0.1:
            wait_until(lambda: shop.session.screen == "cleaning" or tappables(shop.hand.window), "something to tap")
    monkey.leave()
    session = shop.session
    assert said == []
    assert (session.screen, session.begun, session.language, session.level) == ("scale", False, "en", 0)
    assert (session.textSize, session.theme, session.lowReach, session.lessMotion, session.moreTime) == (
        0, "default", False, False, False
    )  # fmt: skip
    assert (session.number, session.maskedContact, QGuiApplication.clipboard().text()) == ("", "", "")
    tables = ("answers", "comments", "contacts")
    rows = sum(number for table in tables for ((number,),) in [shop.rows(f"SELECT count(*) FROM {table}")])
    assert rows == len(taken), "every tap once"
    assert taken
    twice = "SELECT visit FROM answers WHERE level IS NOT NULL AND counts = 1 GROUP BY visit HAVING count(*) > 1"
    assert shop.rows(twice) == []
