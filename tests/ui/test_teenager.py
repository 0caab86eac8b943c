"""A bored teenager before the kiosk: what is meant to spoil it does not, and nothing of it is left to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.flow import Timings
from kiosk.model import Site
from kiosk.questions import CommentQuestion, ContactQuestion, Survey
from tests.everything import everything
from tests.ui import test_full_disk
from tests.ui.conftest import PATIENT, Shop
from tests.ui.test_between_shoppers import CHANGE_LANGUAGE, HALF_TYPED, NOTHING, seen, to_comment
from tests.ui.test_full_disk import fill
from tests.ui.test_shop_day import NEVER, Clock, pass_time
from ui.hand import Keys, descendants, read, turn, wait_until

small_disk = test_full_disk.small_disk
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SYMBOLS = "&123"


@pytest.fixture
def clock() -> Clock:
    return Clock()


def tap(shop: Shop, place: QPoint) -> None:
    QTest.mouseClick(shop.hand.window, LEFT, NONE, place)


def counted(shop: Shop) -> list[tuple[object, ...]]:
    """Every rating, and whether it is in the figures."""
    shop.settle()
    return shop.rows("SELECT level, counts FROM answers WHERE level IS NOT NULL ORDER BY revision")


def only(survey: Survey, *kinds: type) -> Survey:
    """The headline, and of each other kind the first question."""
    rest = [next(each for each in survey.questions[1:] if isinstance(each, kind)) for kind in kinds]
    return replace(survey, questions=(survey.questions[0], *rest))


# Left open for whoever comes next


@pytest.mark.parametrize(("opener", "closer"), [("access", "closeAccess"), ("moreLanguages", "closeLanguages")])
def test_a_sheet_opened_on_the_idle_screen_and_left_closes(
    open_shop: Callable[..., Shop], opener: str, closer: str
) -> None:
    shop = open_shop(replace(PATIENT, language_returns_after=0.5), size=(800, 1280))
    shop.hand.tap(opener)
    shop.hand.wait_for(closer)
    wait_until(lambda: shop.hand.find(closer) is None, "the sheet to close")
    shop.hand.tap("face2")
    shop.hand.wait_for("finish")


def test_a_sheet_stays_open_while_it_is_used(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(replace(PATIENT, language_returns_after=0.6))
    shop.hand.tap("access")
    close = shop.hand.wait_for("closeAccess")
    beside_a_button = shop.hand.place_of(close) - QPoint(round(close.width()), 0)
    for _ in range(8):
        turn(150)
        tap(shop, beside_a_button)
    assert shop.hand.find("closeAccess") is not None


def test_the_focus_is_not_left_to_the_next_on_the_idle_screen(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(replace(PATIENT, language_returns_after=0.3))
    QTest.keyClick(shop.hand.window, Qt.Key.Key_Down)
    assert shop.kiosk.keypad.shown
    wait_until(lambda: not shop.kiosk.keypad.shown, "the focus to be forgotten")


def test_whoever_undoes_a_rating_can_leave_instead_of_rating_again(shop: Shop) -> None:
    for name in ("face1", "undo"):
        shop.hand.tap(name)
    shop.hand.wait_for("face4")
    assert shop.session.level == 0
    shop.hand.tap("startOver")
    wait_until(lambda: not shop.session.begun, "the idle screen")
    assert shop.hand.find("startOver") is None
    shop.hand.tap("face4")
    shop.hand.wait_for("finish")
    shop.settle()
    assert shop.rows("SELECT count(DISTINCT visit) FROM answers") == [(2,)], "the next one's rating is their own"


def test_half_typed_words_are_not_there_after_an_undo(open_shop: Callable[..., Shop], clock: Clock) -> None:
    shop = open_shop(survey=only(everything(), CommentQuestion), now=clock)
    for language, half in HALF_TYPED.items():
        shop.hand.wait_for("face1")
        for name in (f"language-{language}", "face1"):
            shop.hand.tap(name)
        shop.hand.wait_for("comment")
        shop.hand.type([half])
        for name in ("undo", "face2"):
            shop.hand.tap(name)
        shop.hand.wait_for("comment")
        turn(50)
        assert seen(shop) == NOTHING
        shop.hand.tap("startOver")


def test_an_address_is_not_there_for_the_next_one(open_shop: Callable[..., Shop], clock: Clock) -> None:
    shop = open_shop(survey=only(everything(), ContactQuestion, CommentQuestion), now=clock)
    shop.hand.tap("face1")
    shop.hand.wait_for("contact")
    shop.hand.type([Keys("anna")])
    shop.hand.tap("skip")
    shop.hand.wait_for("comment")
    assert seen(shop) == NOTHING
    for name in ("startOver", "face1"):
        shop.hand.tap(name)
    field = shop.hand.wait_for("contact")
    assert read(field, "text") == ""
    shop.hand.tap("takeNumber")
    for name in ("more", "startOver"):
        shop.hand.tap(name)
    shop.hand.wait_for("face1")
    assert (shop.session.number, shop.session.maskedContact) == ("", "")


def labels(shop: Shop) -> set[str]:
    return {str(read(key, "displayText")) for key in shop.hand.layout()}


def key_labelled(shop: Shop, label: str) -> QQuickItem:
    return next(key for key in shop.hand.layout() if str(read(key, "displayText")) == label)


def languages_offered_by_the_keyboard(shop: Shop) -> list[QQuickItem]:
    return [item for item in descendants(shop.hand.wait_for("keyboard")) if read(item, "text") == "한국어"]


def test_the_keyboard_stands_as_it_stood_for_the_first(shop: Shop) -> None:
    to_comment(shop, "en")
    wait_until(lambda: labels(shop), "the keys")
    before = labels(shop)
    shift = shop.hand.place_of(next(key for key in shop.hand.layout() if read(key, "key") == Qt.Key.Key_Shift.value))
    for _ in range(3):
        tap(shop, shift)
    shop.hand.tap_item(key_labelled(shop, SYMBOLS))
    wait_until(lambda: labels(shop) & set("@#"), "the symbols")
    shop.hand.tap_item(next(key for key in shop.hand.layout() if read(key, "keyType") == CHANGE_LANGUAGE))
    wait_until(lambda: languages_offered_by_the_keyboard(shop), "the languages")
    shop.hand.tap("startOver")
    shop.hand.wait_for("face1")
    to_comment(shop, "en")
    wait_until(lambda: labels(shop) == before, "the same keys")
    assert languages_offered_by_the_keyboard(shop) == []


def test_what_was_selected_cannot_be_brought_back(shop: Shop, qapp: QGuiApplication) -> None:
    to_comment(shop, "en")
    shop.hand.type([Keys("secret")])
    field, control = shop.hand.wait_for("comment"), Qt.KeyboardModifier.ControlModifier
    tap(shop, field.mapToScene(QPointF(40, 30)).toPoint())
    for key in (Qt.Key.Key_A, Qt.Key.Key_C):
        QTest.keyClick(shop.hand.window, key, control)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text().lower() == "secret"
    assert len(qapp.allWindows()) == 1, "no handles, no menus"
    shop.hand.tap("startOver")
    shop.hand.wait_for("face1")
    assert [clipboard.text(mode) for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)] == ["", ""]
    to_comment(shop, "en")
    for key in (Qt.Key.Key_V, Qt.Key.Key_Z, Qt.Key.Key_Y):
        QTest.keyClick(shop.hand.window, key, control)
    QTest.keyClick(shop.hand.window, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    assert seen(shop) == NOTHING


# In the middle of a syllable


@pytest.mark.parametrize("way", ["language-en", "textSize-3", "theme-contrast_dark", "lowReach", "moreTime"])
def test_a_syllable_outlives_a_change_of_the_screen(shop: Shop, way: str) -> None:
    to_comment(shop, "ko")
    shop.hand.type([HALF_TYPED["ko"]])
    for name in [way] if way.startswith("language") else ["access", way, "closeAccess"]:
        shop.hand.tap(name)
    shop.hand.tap("send")
    shop.hand.wait_for("thanks")
    assert shop.rows("SELECT text FROM comments") == [("비밀",)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_syllable_outlives_a_key(shop: Shop, key: Qt.Key) -> None:
    to_comment(shop, "ko")
    shop.hand.type([HALF_TYPED["ko"]])
    QTest.keyClick(shop.hand.window, key)
    shop.hand.tap("send")
    shop.hand.wait_for("thanks")
    assert shop.rows("SELECT text FROM comments") == [("비밀",)]


def test_low_reach_after_an_arrow_a_finger_can_write_on(shop: Shop) -> None:
    for name in ("access", "lowReach", "closeAccess"):
        shop.hand.tap(name)
    to_comment(shop, "en")
    shop.hand.type([Keys("a")])
    QTest.keyClick(shop.hand.window, Qt.Key.Key_Down)
    turn(50)
    for name in ("access", "closeAccess"):
        shop.hand.tap(name)
    shop.hand.type([Keys("b")])
    assert str(read(shop.hand.wait_for("comment"), "text")).lower() == "ab"


# At the wrong moment


def test_the_access_sheet_under_the_warning(open_shop: Callable[..., Shop], clock: Clock) -> None:
    shop = open_shop(Timings(), now=clock)
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")
    shop.settle()
    shop.hand.tap("access")
    size = shop.hand.place_of(shop.hand.wait_for("textSize-3"))
    pass_time(shop, clock, 31)
    shop.hand.wait_for("stillHere")
    tap(shop, size)
    assert (shop.session.warned, shop.session.textSize) == (False, 0), "a sign of life, and nothing else"
    shop.hand.tap("theme-dark")
    assert shop.session.theme == "dark"
    pass_time(shop, clock, 31)
    pass_time(shop, clock, 21)
    shop.hand.wait_for("face1")
    assert shop.session.theme == "default"
    assert shop.hand.find("closeAccess") is None


def test_a_finger_held_from_one_visit_into_the_next_chooses_nothing(
    open_shop: Callable[..., Shop], clock: Clock
) -> None:
    shop = open_shop(Timings(), now=clock)
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")
    shop.settle()
    place = shop.hand.place_of(shop.hand.wait_for("choice-queue"))
    QTest.mousePress(shop.hand.window, LEFT, NONE, place)
    pass_time(shop, clock, 31)
    pass_time(shop, clock, 21)
    shop.hand.wait_for("face1")
    QTest.mouseRelease(shop.hand.window, LEFT, NONE, place)
    turn(50)
    assert counted(shop) == [(1, 1)]
    shop.hand.tap("face3")
    shop.hand.wait_for("finish")
    assert shop.session.level == 3


@pytest.mark.parametrize("dark", [True, False], ids=["waking", "cleaning"])
def test_hammering_on_what_ends_rates_nothing(
    open_shop: Callable[..., Shop], site: Site, clock: Clock, *, dark: bool
) -> None:
    shop = open_shop(where=replace(site, hours=NEVER) if dark else site, now=clock, motion=True)
    face = shop.hand.place_of(shop.hand.wait_for("face1"))
    if dark:
        pass_time(shop, clock, 1)
        pass_time(shop, clock, 61)
        assert shop.session.screen == "asleep"
        tap(shop, face)
    else:
        shop.session.startCleaning()
        QTest.mousePress(shop.hand.window, LEFT, NONE, face)
        pass_time(shop, clock, 31)
        QTest.mouseRelease(shop.hand.window, LEFT, NONE, face)
    for _ in range(3):
        tap(shop, face)
    assert (shop.session.screen, shop.session.begun) == ("scale", False)


def test_mashing_while_the_disk_is_full_neither_doubles_nor_loses_a_tap(
    open_shop: Callable[..., Shop], small_disk: Path, site: Site
) -> None:
    shop = open_shop(replace(PATIENT, retry_every=0.1), where=replace(site, data=small_disk))
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")
    filler = fill(small_disk)
    tapped = set(shop.rows("SELECT visit, question, revision FROM answers"))
    shop.session.save.connect(lambda answer: tapped.add((answer.visit, answer.question, answer.revision)))
    shop.hand.tap("choice-queue")
    shop.hand.wait_for("leaveIt")
    for x in range(20, 1280, 200):
        for y in range(20, 800, 150):
            tap(shop, QPoint(x, y))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Return):
        QTest.keyClick(shop.hand.window, key)
    assert shop.session.screen != "thanks"
    filler.unlink()
    shop.settle()
    wait_until(lambda: not shop.session.trouble, "room on the disk")
    assert sorted(shop.rows("SELECT visit, question, revision FROM answers")) == sorted(tapped)
    first = "SELECT choices FROM answers WHERE visit = (SELECT min(id) FROM visits) AND choices IS NOT NULL"
    assert shop.rows(first) == [('["queue"]',)]


def test_a_rating_is_undone_once(open_shop: Callable[..., Shop], clock: Clock) -> None:
    shop = open_shop(now=clock)
    for name in ("face1", "undo", "face4", "finish"):
        shop.hand.tap(name)
        shop.settle()
        if name in {"face4", "finish"}:
            turn(50)
            assert shop.hand.find("undo") is None
        shop.hand.wait_for({"face1": "undo", "undo": "face4", "face4": "finish", "finish": "thanks"}[name])
    shop.hand.tap("thanks")
    shop.hand.wait_for("face1")
    assert shop.hand.find("undo") is None
    assert counted(shop) == [(1, 0), (4, 1)]
