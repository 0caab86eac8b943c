"""A shopper's taps, on the real screens, become rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.flow import Timings
from kiosk.model import COMMENT_LENGTH_MAX
from tests.ui.conftest import Shop
from ui.hand import Keys, middle, read, turn, wait_until


def test_one_tap_is_a_stored_rating(shop: Shop) -> None:
    shop.hand.tap("face3")
    shop.hand.wait_for("finish")
    assert shop.rows("SELECT level, revision, kiosk_id, place FROM answers") == [(3, 0, "kiosk-1", "checkout")]


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_the_question_after_a_face_depends_on_it(shop: Shop, level: int) -> None:
    shop.hand.tap(f"face{level}")
    shop.hand.wait_for("finish")
    prompts = {1: "What went wrong?", 2: "What could have been better?", 3: "What did we do well?",
               4: "What was excellent?"}  # fmt: skip
    assert shop.session.prompt == prompts[level]


def test_chosen_reasons_are_stored_tap_by_tap_and_can_be_taken_back(shop: Shop) -> None:
    for name in ("face1", "choice-staff", "choice-queue", "choice-staff"):
        shop.hand.tap(name)
    shop.settle()
    rows = shop.rows("SELECT revision, choices FROM answers WHERE question = 'reasons' ORDER BY revision")
    assert rows == [(0, '["staff"]'), (1, '["queue", "staff"]'), (2, '["queue"]')]


def test_skipping_everything_thanks_for_the_one_tap(shop: Shop) -> None:
    shop.hand.tap("face4")
    assert read(shop.hand.wait_for("finish"), "text") == "Skip"
    shop.hand.tap("finish")
    shop.hand.tap("thanks")
    shop.hand.wait_for("face1")
    assert len(shop.rows("SELECT * FROM answers")) == 1
    assert shop.rows("SELECT * FROM comments") == []


def test_skip_on_the_comment_sheet_is_as_large_as_send(shop: Shop) -> None:
    shop.hand.tap("face4")
    shop.hand.tap("addComment")
    skip, send = shop.hand.wait_for("skip"), shop.hand.wait_for("send")
    assert (skip.width(), skip.height()) == (send.width(), send.height())
    shop.hand.tap("skip")
    shop.hand.wait_for("thanks")
    assert shop.rows("SELECT * FROM comments") == []


def test_start_over_leaves_what_was_saved(shop: Shop) -> None:
    for name in ("face2", "choice-stock", "startOver"):
        shop.hand.tap(name)
    shop.hand.wait_for("face1")
    assert shop.rows("SELECT level FROM answers WHERE level IS NOT NULL") == [(2,)]
    assert shop.session.chosen == []


def test_language_switches_at_once_and_keeps_the_answers(shop: Shop) -> None:
    for name in ("face1", "choice-queue", "language-ko"):
        shop.hand.tap(name)
    assert shop.session.prompt == "무엇이 불편하셨나요?"
    assert read(shop.hand.wait_for("choice-queue"), "chosen") is True
    shop.hand.tap("addComment")
    shop.hand.wait_for("comment")
    shop.hand.type([Keys("ㅇㅗ")])
    shop.hand.tap("language-en")
    shop.hand.type([Keys("K")])
    shop.hand.tap("send")
    shop.hand.wait_for("thanks")
    assert shop.rows("SELECT text, language FROM comments") == [("오K", "en")]


def test_a_hasty_second_tap_does_not_land_on_the_next_screen(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(motion=True)
    face = shop.hand.place_of(shop.hand.wait_for("face2"))
    for _ in range(4):
        QTest.mouseClick(shop.hand.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, face)
        turn()
    shop.hand.wait_for("finish")
    shop.settle()
    assert shop.session.chosen == []
    assert shop.rows("SELECT question FROM answers") == [("experience",)]


@pytest.mark.parametrize("pause", [120, 250, 380])
def test_the_second_tap_of_a_double_tap_chooses_no_reason(open_shop: Callable[..., Shop], pause: int) -> None:
    shop = open_shop(motion=True)
    face = shop.hand.place_of(shop.hand.wait_for("face1"))
    for _ in range(2):
        QTest.mouseClick(shop.hand.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, face)
        turn(pause)
    shop.hand.wait_for("finish")
    shop.settle()
    assert shop.session.chosen == []


def test_two_fingers_on_two_faces_rate_once(shop: Shop) -> None:
    one, other = (shop.hand.place_of(shop.hand.wait_for(name)) for name in ("face1", "face4"))
    touch = QTest.touchEvent(shop.hand.window, QTest.createTouchDevice())
    touch.press(0, one, shop.hand.window).press(1, other, shop.hand.window).commit()
    touch.release(0, one, shop.hand.window).release(1, other, shop.hand.window).commit()
    shop.hand.wait_for("finish")
    shop.settle()
    assert len(shop.rows("SELECT * FROM answers")) == 1


def test_a_comment_ends_at_its_longest(shop: Shop) -> None:
    shop.hand.tap("face1")
    shop.hand.tap("addComment")
    field = shop.hand.wait_for("comment")
    field.setProperty("text", "a" * (COMMENT_LENGTH_MAX + 1))
    assert len(str(read(field, "text"))) == COMMENT_LENGTH_MAX
    shop.hand.tap("send")
    shop.hand.wait_for("thanks")
    assert shop.rows("SELECT length(text) FROM comments") == [(COMMENT_LENGTH_MAX,)]


def test_dragging_off_a_face_rates_nothing(shop: Shop) -> None:
    face = shop.hand.place_of(shop.hand.wait_for("face1"))
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(shop.hand.window, Qt.MouseButton.LeftButton, none, face)
    QTest.mouseMove(shop.hand.window, face + QPoint(0, -250))
    QTest.mouseRelease(shop.hand.window, Qt.MouseButton.LeftButton, none, face + QPoint(0, -250))
    turn(50)
    assert shop.session.screen == "scale"


def test_closing_the_window_is_no_way_out(shop: Shop) -> None:
    shop.hand.window.close()
    QTest.keyClick(shop.hand.window, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(shop.hand.window, Qt.Key.Key_Escape)
    turn(50)
    assert shop.hand.window.isVisible()


def test_the_comment_field_has_no_menu_of_its_own(shop: Shop, qapp: QGuiApplication) -> None:
    shop.hand.tap("face1")
    shop.hand.tap("addComment")
    field = shop.hand.wait_for("comment")
    windows = len(qapp.allWindows())
    QTest.mouseClick(shop.hand.window, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, middle(field))
    turn(100)
    assert len(qapp.allWindows()) == windows


def test_thanks_goes_by_itself(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(Timings(thanks_lasts=0.05))
    shop.hand.tap("face4")
    shop.hand.tap("finish")
    wait_until(lambda: shop.session.screen == "scale" and shop.rows("SELECT * FROM answers"), "the idle screen")
