"""A shopper who stops is warned, can go on, and otherwise leaves a clean screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.flow import Timings
from tests.ui.conftest import Shop
from ui.hand import read, wait_until

HASTY = Timings(still_there_after=0.2, still_there_after_writing=0.2, warning_lasts=0.6, language_returns_after=0.3)


def test_the_warning_is_in_the_shoppers_language_and_counts_down(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(Timings(still_there_after=0.1, warning_lasts=20))
    shop.hand.tap("language-ko")
    shop.hand.tap("face1")
    button = shop.hand.wait_for("stillHere")
    assert read(button, "text") == "계속할게요"
    warning = shop.hand.wait_for("warning")
    assert read(warning, "title") == "아직 계신가요?"
    assert any(f"{seconds}초" in str(read(warning, "detail")) for seconds in (19, 20))


def test_the_warning_can_be_put_off(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(Timings(still_there_after=0.3, warning_lasts=20))
    shop.hand.tap("face1")
    shop.hand.tap("stillHere")
    assert not shop.session.warned
    assert shop.session.screen == "choices"
    wait_until(lambda: shop.session.warned, "the next warning")


def test_a_touch_anywhere_puts_the_warning_off_and_chooses_nothing(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(Timings(still_there_after=0.3, warning_lasts=20))
    shop.hand.tap("face1")
    place = shop.hand.place_of(shop.hand.wait_for("choice-queue"))
    shop.hand.wait_for("stillHere")
    QTest.mouseClick(shop.hand.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    wait_until(lambda: not shop.session.warned, "the warning to go")
    assert shop.session.chosen == []


def test_without_an_answer_the_screen_resets_and_keeps_what_was_saved(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(HASTY)
    shop.hand.tap("language-zh_TW")
    shop.hand.tap("face2")
    wait_until(lambda: shop.session.screen == "choices", "the reasons")
    wait_until(lambda: shop.session.screen == "scale", "the reset")
    shop.hand.wait_for("face1")
    assert shop.session.language == "en"
    assert shop.rows("SELECT level, language FROM answers") == [(2, "zh_TW")]


def test_a_language_tried_on_the_idle_screen_returns_by_itself_and_stores_nothing(
    open_shop: Callable[..., Shop],
) -> None:
    shop = open_shop(HASTY)
    shop.hand.tap("language-ko")
    assert shop.session.language == "ko"
    wait_until(lambda: shop.session.language == "en", "the store's own language")
    assert not shop.session.warned
    wait_until((shop.site.data / "feedback.db").exists, "the store to be open")
    assert shop.rows("SELECT * FROM visits") == []


def test_any_touch_counts_as_a_sign_of_life(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(Timings(still_there_after=3600))
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")
    before = shop.session._state.deadline
    QTest.mouseClick(shop.hand.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(640, 5))
    after = shop.session._state.deadline
    assert before is not None
    assert after is not None
    assert after.at > before.at
