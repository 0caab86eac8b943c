"""The shop's day on the real screen: sleep and waking, cleaning, a survey that changes, an easier screen that goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.assets import SURVEYS
from kiosk.flow import Now
from kiosk.hours import OpeningHours
from kiosk.model import Language, SaidDid, Site, Verdict
from kiosk.survey.shelf import Shelf
from tests.ui.conftest import Shop
from ui.hand import descendants, middle, read, turn, wait_until


class Clock:
    """Both clocks, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> Now:
        return Now(self.seconds, datetime(2026, 11, 16, 12).astimezone() + timedelta(seconds=self.seconds))


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pass_time(shop: Shop, clock: Clock, seconds: float) -> None:
    clock.seconds += seconds
    shop.session.tick()
    turn()


NEVER = OpeningHours(week=((),) * 7)


@pytest.fixture
def asleep(open_shop: Callable[..., Shop], site: Site, clock: Clock) -> Shop:
    shop = open_shop(where=replace(site, hours=NEVER), now=clock)
    pass_time(shop, clock, 1)
    pass_time(shop, clock, 60)
    assert shop.session.screen == "asleep"
    return shop


def darkness(shop: Shop) -> int:
    """The brightest value of any channel on the screen."""
    image = shop.hand.window.grabWindow()
    return max(max(image.pixelColor(x, y).getRgb()[:3]) for x in range(0, 1280, 40) for y in range(0, 800, 40))


def test_outside_the_hours_the_screen_is_black(asleep: Shop) -> None:
    turn(50)
    assert darkness(asleep) == 0


def test_the_touch_that_wakes_the_screen_rates_nothing(asleep: Shop) -> None:
    face = QPoint(200, 400)
    QTest.mouseClick(asleep.hand.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, face)
    asleep.hand.wait_for("face1")
    turn(50)
    assert asleep.session.screen == "scale"
    assert asleep.session.level == 0
    asleep.hand.tap("face2")
    asleep.hand.wait_for("finish")
    assert asleep.rows("SELECT level FROM answers") == [(2,)]


def test_the_display_is_told_to_sleep_and_to_wake(open_shop: Callable[..., Shop], site: Site, clock: Clock) -> None:
    shop = open_shop(where=replace(site, hours=NEVER), now=clock)
    told: list[bool] = []
    shop.session.displayWanted.connect(told.append)
    pass_time(shop, clock, 1)
    pass_time(shop, clock, 60)
    shop.hand.tap("asleep")
    assert told == [False, True]


def place_of_the_stores_name(shop: Shop) -> QPoint:
    items = descendants(shop.hand.window.contentItem())
    return middle(next(item for item in items if read(item, "text") == shop.site.store))


def test_holding_the_stores_name_begins_the_cleaning_and_touches_do_nothing(
    open_shop: Callable[..., Shop], clock: Clock
) -> None:
    shop = open_shop(now=clock)
    name = place_of_the_stores_name(shop)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for _ in range(8):
        QTest.mouseClick(shop.hand.window, left, none, name)
    assert shop.session.screen == "scale", "tapping it, however often, does nothing"
    QTest.mousePress(shop.hand.window, left, none, name)
    wait_until(lambda: shop.session.screen == "cleaning", "the cleaning, after three seconds")
    QTest.mouseRelease(shop.hand.window, left, none, name)
    shop.hand.wait_for("cleaning")
    assert shop.session.secondsLeft == 30
    for x in range(100, 1280, 200):
        for y in range(100, 800, 200):
            place = QPoint(x, y)
            QTest.mouseClick(shop.hand.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    turn(50)
    assert shop.session.screen == "cleaning"
    pass_time(shop, clock, 30)
    shop.hand.wait_for("face1")
    assert shop.session.level == 0


def test_a_changed_survey_is_taken_between_two_visits(
    open_shop: Callable[..., Shop], site: Site, tmp_path: Path
) -> None:
    path = tmp_path / "survey.toml"
    first = (SURVEYS / "checkout.toml").read_text(encoding="utf-8")
    path.write_text(first, encoding="utf-8")
    where = replace(site, survey=path)
    shop = open_shop(where=where, shelf=Shelf(where))
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")
    second = first.replace("version = 1", "version = 2").replace("How was checkout today?", "How did we do?")
    assert second.count("How did we do?") == 1
    path.write_text(second, encoding="utf-8")
    shop.session.pulse.emit()
    assert shop.session.prompt == "What went wrong?", "a visit is not disturbed"
    shop.hand.tap("startOver")
    wait_until(lambda: shop.session.prompt == "How did we do?", "the new survey")
    shop.hand.tap("face4")
    shop.hand.wait_for("finish")
    assert shop.rows("SELECT survey_version FROM visits ORDER BY id") == [(1,), (2,)]
    assert len(shop.rows("SELECT * FROM surveys")) == 2, "both versions are kept beside the answers"


def test_a_broken_survey_changes_nothing(open_shop: Callable[..., Shop], site: Site, tmp_path: Path) -> None:
    path = tmp_path / "survey.toml"
    path.write_text((SURVEYS / "checkout.toml").read_text(encoding="utf-8"), encoding="utf-8")
    where = replace(site, survey=path)
    shop = open_shop(where=where, shelf=Shelf(where))
    path.write_text("id = ", encoding="utf-8")
    shop.session.pulse.emit()
    assert shop.session.prompt == "How was checkout today?"
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")


def test_an_easier_screen_is_gone_with_its_shopper(shop: Shop) -> None:
    shop.hand.tap("access")
    for name in ("textSize-3", "theme-contrast_dark", "lessMotion", "moreTime", "closeAccess"):
        shop.hand.tap(name)
    assert (shop.session.textSize, shop.session.theme, shop.session.lessMotion, shop.session.moreTime) == (
        3, "contrast_dark", True, True
    )  # fmt: skip
    shop.hand.tap("face4")
    shop.hand.tap("startOver")
    shop.hand.wait_for("face1")
    assert (shop.session.textSize, shop.session.theme, shop.session.lessMotion, shop.session.moreTime) == (
        0, "default", False, False
    )  # fmt: skip


def test_an_open_sheet_is_closed_for_the_next_shopper(open_shop: Callable[..., Shop], clock: Clock) -> None:
    shop = open_shop(now=clock)
    shop.hand.tap("language-ko")
    shop.hand.tap("access")
    shop.hand.wait_for("closeAccess")
    pass_time(shop, clock, 3600 * 2)
    assert shop.session.language == "en"
    wait_until(lambda: shop.hand.find("closeAccess") is None, "the sheet to close")
    shop.hand.tap("face1")


def test_what_shoppers_said_and_the_shop_did_is_told_in_their_language(
    open_shop: Callable[..., Shop], site: Site
) -> None:
    en, ko = Language("en"), Language("ko")
    line = SaidDid({en: "Long queues", ko: "줄이 길어요"}, {en: "A second till"}, Verdict.WORSE)
    shop = open_shop(where=replace(site, said_did=(line,)))
    assert shop.session.saidDid["said"] == "Long queues"
    shop.hand.tap("language-ko")
    assert shop.session.saidDid == {
        "said": "줄이 길어요", "did": "A second till", "verdict": shop.session.words["verdict_worse"]
    }  # fmt: skip
