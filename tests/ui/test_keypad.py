"""Everything with arrows and select, as on a tactile keypad."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QTest

from kiosk.flow import Timings
from kiosk.hours import OpeningHours
from kiosk.model import Language, Site
from tests.ui.arrows import DOWN, LEFT, RIGHT, SELECT, UP, Keypad, reached_from
from tests.ui.conftest import Shop
from tests.ui.walking import DISPLAYS, Walk
from ui.hand import Keys, read, turn, wait_until
from ui.keypad import ARROWS, leaves, neighbour, place_of, tappables


@pytest.fixture
def keypad(shop: Shop) -> Keypad:
    wait_until((shop.site.data / "feedback.db").exists, "the store to be open")
    return Keypad(shop)


@pytest.mark.parametrize("language", ["en", "ko", "ar"])
def test_a_whole_visit(keypad: Keypad, language: str) -> None:
    keypad.choose_language(language)
    keypad.select("face1")
    keypad.select("choice-queue")
    keypad.select("choice-stock")
    keypad.shop.settle()
    assert keypad.shop.session.chosen == ["queue", "stock"]
    keypad.select("choice-queue")
    keypad.shop.settle()
    keypad.select("finish")
    keypad.select("thanks")
    wait_until(lambda: keypad.shop.hand.find("face1"), "the idle screen")
    assert keypad.shop.rows("SELECT level FROM answers WHERE level IS NOT NULL") == [(1,)]
    assert keypad.shop.session.chosen == []


def test_the_first_arrow_shows_where_one_is(keypad: Keypad) -> None:
    assert keypad.focus == ""
    keypad.press(RIGHT)
    assert keypad.focus == "face1"
    keypad.press(RIGHT)
    assert keypad.focus == "face2"


def test_arrows_follow_the_glass_in_a_mirrored_layout(keypad: Keypad) -> None:
    keypad.choose_language("ar")
    keypad.go("face1")
    keypad.press(LEFT)
    assert keypad.focus == "face2", "the faces begin on the right"
    assert place_of(keypad.shop.hand.wait_for("face2")).x() < place_of(keypad.shop.hand.wait_for("face1")).x()


def test_beyond_the_last_one_is_the_first(keypad: Keypad) -> None:
    keypad.press(RIGHT, LEFT)
    assert keypad.focus == "face4"
    keypad.press(RIGHT)
    assert keypad.focus == "face1"


def test_a_touch_hides_the_focus_and_a_key_shows_it_again(keypad: Keypad) -> None:
    keypad.press(RIGHT)
    QTest.mouseClick(keypad.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(640, 4))
    assert keypad.focus == ""
    keypad.press(SELECT)
    assert keypad.focus == "face1", "a key that finds no focus to be seen shows it and chooses nothing"
    assert keypad.shop.hand.find("face1")


def test_the_focus_is_forgotten_with_the_visit(keypad: Keypad) -> None:
    keypad.select("face4")
    keypad.select("finish")
    keypad.shop.hand.wait_for("thanks")
    assert not keypad.window.property("keypadInUse")
    keypad.press(SELECT)
    assert keypad.focus == "thanks", "shown, and not yet pressed"
    keypad.press(SELECT)
    keypad.shop.hand.wait_for("face1")
    keypad.press(DOWN)
    assert keypad.focus == "face1"


def test_a_held_key_selects_once(keypad: Keypad) -> None:
    keypad.select("face1")
    keypad.go("choice-queue")
    for repeated in (False, True, True, True):
        none = Qt.KeyboardModifier.NoModifier
        QCoreApplication.sendEvent(keypad.window, QKeyEvent(QEvent.Type.KeyPress, SELECT.value, none, "", repeated))
    keypad.shop.settle()
    assert keypad.shop.session.chosen == ["queue"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select])
def test_every_key_that_selects(keypad: Keypad, key: Qt.Key) -> None:
    keypad.go("face2")
    keypad.press(key)
    keypad.shop.hand.wait_for("finish")
    keypad.shop.settle()
    assert keypad.shop.rows("SELECT level FROM answers") == [(2,)]


def test_tab_goes_through_everything_and_round(keypad: Keypad) -> None:
    reached = []
    for _ in range(len(tappables(keypad.window)) + 1):
        keypad.press(Qt.Key.Key_Tab)
        reached.append(keypad.focus)
    assert reached[0] == reached[-1] == "face1"
    assert sorted(reached[1:]) == sorted(item.objectName() for item in tappables(keypad.window))
    keypad.press(Qt.Key.Key_Backtab)
    assert keypad.focus == reached[-2]


def test_arrows_lead_out_of_the_comment_and_the_keys_are_left_out(keypad: Keypad) -> None:
    keypad.select("face1")
    keypad.select("addComment")
    field = keypad.shop.hand.wait_for("comment")
    assert field.hasActiveFocus()
    field.setProperty("text", "a b")
    field.setProperty("cursorPosition", 1)
    keypad.press(LEFT)
    assert read(field, "cursorPosition") == 0, "inside the text an arrow moves the cursor"
    keypad.press(Qt.Key.Key_Space)
    assert read(field, "text") == " a b", "a real keyboard's space is written"
    assert {item.objectName() for item in tappables(keypad.window)} >= {"comment", "send", "skip", "access"}
    assert all(item.objectName() for item in tappables(keypad.window)), "no key of the on-screen keyboard"
    keypad.press(DOWN)
    assert not field.hasActiveFocus()
    assert keypad.focus
    keypad.select("send")
    keypad.shop.hand.wait_for("thanks")
    assert keypad.shop.rows("SELECT text FROM comments") == [("a b",)]


@pytest.mark.parametrize(
    ("text", "cursor", "arrow", "out"),
    [("ab", 0, LEFT, True), ("ab", 2, LEFT, False), ("ab", 2, RIGHT, True), ("ab", 0, RIGHT, False),
     ("سل", 0, RIGHT, True), ("سل", 2, RIGHT, False), ("سل", 2, LEFT, True), ("سل", 0, LEFT, False),
     ("", 0, LEFT, True), ("", 0, RIGHT, True), ("ab", 1, UP, True), ("ab", 1, DOWN, True)],
)  # fmt: skip
def test_an_arrow_leaves_the_text_at_its_end(
    keypad: Keypad, text: str, cursor: int, arrow: Qt.Key, *, out: bool
) -> None:
    keypad.shop.hand.tap("face1")
    keypad.shop.hand.tap("addComment")
    field = keypad.shop.hand.wait_for("comment")
    field.setProperty("text", text)
    field.setProperty("cursorPosition", cursor)
    assert leaves(field, ARROWS[arrow][0]) is out


def test_a_half_typed_syllable_is_not_lost_on_the_way_to_send(keypad: Keypad) -> None:
    keypad.choose_language("ko")
    keypad.select("face1")
    keypad.select("addComment")
    keypad.shop.hand.wait_for("comment")
    keypad.shop.hand.type([Keys("ㅇㅗ")])
    keypad.press(DOWN)
    keypad.select("send")
    keypad.shop.hand.wait_for("thanks")
    assert keypad.shop.rows("SELECT text FROM comments") == [("오",)]


def test_the_access_panel(keypad: Keypad) -> None:
    keypad.select("access")
    keypad.shop.hand.wait_for("closeAccess")
    inside = {item.objectName() for item in tappables(keypad.window)}
    assert "face1" not in inside
    keypad.select("textSize-2")
    keypad.select("theme-contrast_dark")
    keypad.select("moreTime")
    assert keypad.shop.session.textSize == 2
    assert keypad.shop.session.theme == "contrast_dark"
    assert keypad.shop.session.moreTime
    keypad.select("closeAccess")
    keypad.select("face4")
    keypad.shop.hand.wait_for("finish")


def test_a_key_wakes_the_screen_and_chooses_nothing(open_shop: Callable[..., Shop], site: Site) -> None:
    closed = replace(site, hours=OpeningHours(week=((),) * 7))
    shop = open_shop(Timings(awake_lasts=0.2), where=closed)
    wait_until(lambda: shop.session.tick() or shop.session.screen == "asleep", "the screen to sleep")
    keypad = Keypad(shop)
    keypad.press(SELECT)
    assert shop.session.screen == "scale"
    shop.settle()
    assert shop.rows("SELECT * FROM answers") == []


def test_only_the_notice_can_be_reached_while_it_asks(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(Timings(still_there_after=0.3, warning_lasts=20))
    keypad = Keypad(shop)
    shop.hand.tap("face1")
    shop.hand.wait_for("stillHere")
    assert [item.objectName() for item in tappables(keypad.window)] == ["stillHere"]


def test_nor_can_an_open_panel_below_it(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(Timings(still_there_after=0.3, warning_lasts=20))
    keypad = Keypad(shop)
    shop.hand.tap("face1")
    shop.hand.tap("access")
    shop.hand.wait_for("stillHere")
    assert shop.hand.find("closeAccess"), "the panel is still open"
    assert [item.objectName() for item in tappables(keypad.window)] == ["stillHere"]


def test_a_key_is_a_sign_of_life_and_chooses_nothing_below_the_warning(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(Timings(still_there_after=0.4, warning_lasts=20))
    keypad = Keypad(shop)
    keypad.select("face1")
    keypad.go("choice-queue")
    shop.hand.wait_for("stillHere")
    keypad.press(SELECT)
    assert not shop.session.warned
    assert shop.session.chosen == []


@pytest.mark.parametrize(("number", "language", "size"), [(0, "ar", 0), (1, "de", 3), (4, "en", 1), (9, "ko", 2)])
def test_on_every_screen_everything_can_be_reached_from_everywhere(
    qapp: QGuiApplication, tmp_path: Path, number: int, language: str, size: int
) -> None:
    walk = Walk(DISPLAYS[number], tmp_path)
    for screen in walk.screens(Language(language), size):
        places = {item: place_of(item) for item in tappables(walk.kiosk.window)}
        for start in places:
            assert reached_from(start, places) == set(places), f"{screen}, from {start.objectName()}"
    walk.close()


@pytest.mark.parametrize("name", ["face1", "language-ko"])
def test_the_focus_is_seen(keypad: Keypad, name: str) -> None:
    keypad.go(name)
    with_ring = picture(keypad, name)
    keypad.window.setProperty("keypadInUse", False)
    assert picture(keypad, name) != with_ring


def picture(keypad: Keypad, name: str) -> QImage:
    """An item and two millimetres around it, as painted."""
    turn(50)
    around = 2 * keypad.window.property("pixelsPerMm")
    place = place_of(keypad.shop.hand.wait_for(name)).adjusted(-around, -around, around, around)
    return keypad.window.grabWindow().copy(place.toRect())


def test_neighbours_go_by_rows() -> None:
    wide, low = QRectF(0, 0, 300, 40), QRectF(310, 10, 40, 30)
    left, right = QRectF(0, 60, 100, 40), QRectF(200, 70, 100, 20)
    places = {"wide": wide, "low": low, "left": left, "right": right}
    assert neighbour("wide", places, 1, 0) == "low"
    assert neighbour("low", places, 1, 0) == "wide"
    assert neighbour("low", places, 0, 1) == "right"
    assert neighbour("left", places, 0, 1) == "wide", "round to the top"
    assert neighbour("left", {"left": left}, 0, 1) == "left"
    assert neighbour("left", {"left": left, "nothing": QRectF(0, 200, 0, 0)}, 0, 1) == "nothing"


def test_what_covers_everything_is_one_of_several() -> None:
    places = {"ground": QRectF(0, 0, 400, 300), "more": QRectF(150, 200, 100, 40)}
    assert neighbour("ground", places, 0, 1) == "more"
    assert neighbour("more", places, 0, -1) == "ground"
