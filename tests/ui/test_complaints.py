"""What users of other kiosks complain about in public: none of it here.

Each test is named by the number and the substance of its complaint in the list of twenty; where another test holds it
already, that one is named in HELD_ELSEWHERE.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtTest import QTest

from kiosk.flow import Timings
from kiosk.model import Language
from kiosk.translations import available
from kiosk.words import load_words
from tests.ui import test_between_shoppers, test_full_disk, test_time, test_touch, test_visit
from tests.ui.conftest import PATIENT, Shop
from tests.ui.fingers import Fingers
from tests.ui.looking import scene_of
from tests.ui.looking.places import small_targets
from tests.ui.pictures import walk
from tests.ui.test_shop_day import Clock, pass_time
from ui.hand import Keys, read, turn, wait_until
from ui.keypad import place_of

HELD_ELSEWHERE = MappingProxyType({
    1: ("the next visitor's start had to be programmed", test_visit.test_thanks_goes_by_itself),
    2: ("no end after inactivity", test_time.test_without_an_answer_the_screen_resets_and_keeps_what_was_saved),
    6: ("retries made ten copies", test_full_disk.test_a_full_disk_is_told_calmly_and_heals),
    9: ("switching the language made empty responses",
        test_time.test_a_language_tried_on_the_idle_screen_returns_by_itself_and_stores_nothing),
    10: ("an edge swipe leaves full screen", test_touch.test_a_swipe_from_an_edge_does_nothing),
    16: ("the last Korean syllable is lost", test_between_shoppers.test_the_last_syllable_is_sent_with_the_comment),
})  # fmt: skip
NOT_A_SHOPPERS = MappingProxyType({
    13: "unattended for days: the soak, and the service that starts the kiosk again",
    14: "updates",
    17: "the PDF",
    18: "the export",
    19: "the weekly summary",
})
EN = Language("en")
LANGUAGES = [language for language in available() if language != EN]
CORNERS = [QPoint(2, 2), QPoint(1277, 2), QPoint(2, 797), QPoint(1277, 797)]


glass = test_touch.glass


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_every_complaint_is_held_or_belongs_to_another_part() -> None:
    here = {int(number) for name in globals() for number in re.findall(r"^test_(\d\d)_", name)}
    assert {*here}.isdisjoint(NOT_A_SHOPPERS)
    assert sorted([*here, *HELD_ELSEWHERE, *NOT_A_SHOPPERS]) == list(range(1, 21))


def type_on_a_real_keyboard(shop: Shop, *keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key, modifier in keys:
        QTest.keyClick(shop.hand.window, key, modifier)
        turn()


NONE, CTRL, ALT = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier,
                   Qt.KeyboardModifier.AltModifier)  # fmt: skip


def test_03_a_stray_refresh_wipes_nothing(shop: Shop) -> None:
    for name in ("face1", "choice-queue", "addComment"):
        shop.hand.tap(name)
    field = shop.hand.wait_for("comment")
    shop.hand.type([Keys("Long")])
    type_on_a_real_keyboard(
        shop, (Qt.Key.Key_F5, NONE), (Qt.Key.Key_R, CTRL), (Qt.Key.Key_Left, ALT), (Qt.Key.Key_Back, NONE),
        (Qt.Key.Key_Refresh, NONE), (Qt.Key.Key_Escape, NONE), (Qt.Key.Key_W, CTRL), (Qt.Key.Key_Q, CTRL),
    )  # fmt: skip
    assert shop.session.screen == "comment"
    assert read(field, "text") == "Long"
    assert shop.session.level == 1


def test_04_the_second_shopper_finds_what_the_first_one_found(shop: Shop) -> None:
    first = dict(walk(shop, "en"))
    second = dict(walk(shop, "en"))
    assert [name for name in first if strays(first[name], second[name])] == []
    assert len(shop.rows("SELECT * FROM visits")) == 2


def strays(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures differ by more than letters that stand a part of a pixel elsewhere."""
    return max(most for _, most in ImageChops.difference(one, other).getextrema()) > 64


def test_05_every_visit_has_an_id_of_its_own(shop: Shop) -> None:
    for _ in range(3):
        for name in ("face1", "finish", "thanks"):
            shop.hand.tap(name)
    shop.hand.wait_for("face1")
    (visits,) = shop.rows("SELECT count(DISTINCT visit), count(*) FROM answers WHERE level IS NOT NULL")
    assert visits == (3, 3)


def test_07_start_over_and_the_idle_notice_speak_the_shoppers_language(
    open_shop: Callable[..., Shop], clock: Clock
) -> None:
    shop = open_shop(Timings(), now=clock)
    for language in LANGUAGES:
        words = load_words(language).shopper
        shop.hand.wait_for("face1")
        shop.session.setLanguage(language)
        shop.hand.tap("face1")
        shop.hand.wait_for("finish")
        assert read(shop.hand.wait_for("startOver"), "text") == words["start_over"]
        pass_time(shop, clock, 31)
        assert read(shop.hand.wait_for("stillHere"), "text") == words["still_here"]
        assert read(shop.hand.wait_for("warning"), "title") == words["still_there"]
        pass_time(shop, clock, 20)


def test_08_nothing_falls_back_to_english_after_an_answer(shop: Shop) -> None:
    for language in LANGUAGES:
        theirs = set(load_words(language).shopper.values())
        english = {word for word in load_words(EN).shopper.values() if word not in theirs}
        shop.hand.wait_for("face1")
        shop.session.setLanguage(language)
        for name in ("face2", "choice-queue", "addComment", "skip", "thanks"):
            shop.hand.wait_for(name)
            written = {str(text.read("text")) for text in scene_of(shop.hand.window).texts}
            assert not written & english, f"English in {language} before {name}"
            shop.hand.tap(name)


def test_11_no_key_leaves_the_kiosk(shop: Shop, qapp: QGuiApplication) -> None:
    state, windows = shop.hand.window.windowState(), len(qapp.allWindows())
    type_on_a_real_keyboard(
        shop, (Qt.Key.Key_Escape, NONE), (Qt.Key.Key_F11, NONE), (Qt.Key.Key_F4, ALT), (Qt.Key.Key_Q, CTRL),
        (Qt.Key.Key_W, CTRL), (Qt.Key.Key_Tab, ALT), (Qt.Key.Key_Menu, NONE), (Qt.Key.Key_Home, NONE),
        (Qt.Key.Key_F1, NONE), (Qt.Key.Key_P, CTRL), (Qt.Key.Key_O, CTRL),
    )  # fmt: skip
    assert shop.hand.window.isVisible()
    assert shop.hand.window.windowState() == state
    assert len(qapp.allWindows()) == windows
    assert shop.session.screen == "scale"


@pytest.mark.parametrize("corner", CORNERS, ids=["top left", "top right", "bottom left", "bottom right"])
def test_12_fast_tapping_opens_no_hidden_door(shop: Shop, glass: QPointingDevice, corner: QPoint) -> None:
    windows = len(QGuiApplication.allWindows())
    fingers = Fingers(shop, glass)
    for _ in range(15):
        fingers.tap(corner)
    assert shop.session.screen == "scale"
    assert len(QGuiApplication.allWindows()) == windows
    assert shop.hand.find("face1"), "nothing lies over the first screen"


def test_15_the_keyboard_stands_beside_what_is_written_and_before_nothing(shop: Shop) -> None:
    for name in ("face1", "addComment"):
        shop.hand.tap(name)
    shop.hand.wait_for("comment")
    keyboard = shop.hand.wait_for("keyboard")
    wait_until(lambda: list(shop.hand.layout()), "its keys")
    shop.hand.place_of(keyboard)
    keys = place_of(keyboard)
    scene = scene_of(shop.hand.window)
    assert scene.glass.contains(keys)
    for piece in [*scene.targets, *scene.texts]:
        assert not keys.adjusted(1, 1, -1, -1).intersects(piece.box), f"{piece.name} is behind the keyboard"
    shop.hand.type([Keys("Ok")])
    assert read(shop.hand.wait_for("comment"), "text") == "Ok", "its keys can be tapped where they are seen"


def test_20_a_mis_tap_can_be_undone_and_both_taps_are_kept(open_shop: Callable[..., Shop], clock: Clock) -> None:
    shop = open_shop(PATIENT, now=clock)
    shop.hand.tap("face1")
    shop.hand.tap("undo")
    shop.hand.tap("face4")
    shop.hand.wait_for("finish")
    shop.settle()
    rows = shop.rows("SELECT level, counts FROM answers WHERE level IS NOT NULL ORDER BY revision")
    assert rows == [(1, 0), (4, 1)]


def test_20_buttons_are_as_tall_as_a_fingertip(shop: Shop) -> None:
    density = shop.hand.window.property("pixelsPerMm")
    for name in ("face1", "choice-queue", "addComment", "skip", "thanks"):
        shop.hand.place_of(shop.hand.wait_for(name))
        assert list(small_targets(scene_of(shop.hand.window), density)) == []
        shop.hand.tap(name)


def test_20_the_next_shopper_finds_the_usual_text_size_and_language(shop: Shop) -> None:
    shop.hand.tap("language-ko")
    for name in ("access", "textSize-3", "closeAccess", "face1", "finish", "thanks"):
        shop.hand.tap(name)
    shop.hand.wait_for("face1")
    assert (shop.session.textSize, shop.session.language) == (0, "en")
