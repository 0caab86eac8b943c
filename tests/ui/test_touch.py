"""Fingers, palms and what they do by accident: real touch events on the real screens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice, QTouchEvent
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.conftest import Shop
from tests.ui.fingers import OUT, Fingers
from ui.first_finger import PALM_MM, PALM_POINTS, STUCK_SECONDS, FirstFinger, is_palm
from ui.hand import Keys, descendants, middle, read, turn, wait_until

ACCENTED = "éèêëēęė"


@pytest.fixture(scope="session")
def glass(qapp: QGuiApplication) -> QPointingDevice:
    """The touch screen. Qt keeps each one made until it ends, so there is one."""
    return QTest.createTouchDevice()


@pytest.fixture
def fingers(shop: Shop, glass: QPointingDevice) -> Fingers:
    wait_until((shop.site.data / "feedback.db").exists, "the store to be open")
    return Fingers(shop, glass)


def test_a_finger_rates_where_it_lifts(fingers: Fingers) -> None:
    fingers.act(down={0: fingers.at("face3")})
    assert fingers.ratings() == []
    fingers.act(up="0")
    assert fingers.ratings() == [3]


def test_two_fingers_on_two_faces_rate_once_and_the_first_counts(fingers: Fingers) -> None:
    fingers.act(down={0: fingers.at("face1"), 1: fingers.at("face4")})
    fingers.act(up="01")
    assert fingers.ratings() == [1]


def test_two_fingers_on_one_face_rate_once(fingers: Fingers) -> None:
    face = fingers.at("face2")
    fingers.act(down={0: face})
    fingers.act(down={1: face + QPoint(20, 10)})
    fingers.act(up="1")
    assert fingers.ratings() == [], "the second finger counts for nothing"
    fingers.act(up="0")
    assert fingers.ratings() == [2]


def test_a_second_finger_is_ignored_until_all_are_lifted(fingers: Fingers) -> None:
    fingers.act(down={0: OUT})
    fingers.act(down={1: fingers.at("face1")})
    fingers.act(up="0")
    fingers.act(down={2: fingers.at("face4")})
    fingers.act(up="1")
    fingers.act(up="2")
    assert fingers.ratings() == []
    fingers.tap(fingers.at("face3"))
    assert fingers.ratings() == [3]


def test_the_first_finger_counts_when_it_lifts_before_the_second(fingers: Fingers) -> None:
    fingers.act(down={0: fingers.at("face1")})
    fingers.act(down={1: fingers.at("face4")})
    fingers.act(up="0")
    fingers.act(up="1")
    assert fingers.ratings() == [1]


def test_two_buttons_touched_at_once_click_once(fingers: Fingers) -> None:
    fingers.tap(fingers.at("face1"))
    fingers.act(down={0: fingers.at("choice-queue"), 1: fingers.at("choice-stock")})
    fingers.act(up="01")
    fingers.shop.settle()
    assert fingers.shop.session.chosen == ["queue"]


@pytest.mark.parametrize("points", [PALM_POINTS, 6])
def test_a_palm_rates_nothing(fingers: Fingers, points: int) -> None:
    face = fingers.at("face4")
    fingers.act(down={finger: face + QPoint(15 * finger - 40, 12 * (finger % 3)) for finger in range(points)})
    fingers.act(up="012345"[:points])
    assert fingers.ratings() == []


def test_a_palm_that_comes_down_bit_by_bit_rates_nothing(fingers: Fingers) -> None:
    face = fingers.at("face4")
    for finger in range(PALM_POINTS):
        fingers.act(down={finger: face + QPoint(15 * finger, 0)})
    for finger in range(PALM_POINTS):
        fingers.act(up=str(finger))
    assert fingers.ratings() == []
    fingers.tap(face)
    assert fingers.ratings() == [4], "afterwards a finger counts again"


def test_a_touch_wider_than_a_finger_is_a_palm() -> None:
    finger, palm = QSizeF(14 * 4, 20 * 4), QSizeF(20 * 4, PALM_MM * 4 + 1)
    assert not is_palm(finger, pixels_per_mm=4)
    assert is_palm(palm, pixels_per_mm=4)
    assert not is_palm(palm, pixels_per_mm=8)


def test_dragging_off_and_lifting_outside_cancels(fingers: Fingers) -> None:
    face = fingers.at("face1")
    fingers.act(down={0: face})
    fingers.act(to={0: OUT})
    fingers.act(up="0")
    assert fingers.ratings() == []


def test_dragging_from_one_face_to_another_rates_neither(fingers: Fingers) -> None:
    fingers.act(down={0: fingers.at("face1")})
    fingers.act(to={0: fingers.at("face4")})
    fingers.act(up="0")
    assert fingers.ratings() == []


def test_dragging_off_and_back_again_counts(fingers: Fingers) -> None:
    face = fingers.at("face1")
    fingers.act(down={0: face})
    fingers.act(to={0: OUT})
    fingers.act(to={0: face})
    fingers.act(up="0")
    assert fingers.ratings() == [1]


def test_a_long_press_is_a_press_like_any_other(fingers: Fingers, qapp: QGuiApplication) -> None:
    windows = len(qapp.allWindows())
    long = QGuiApplication.styleHints().mousePressAndHoldInterval() + 100
    fingers.act(down={0: fingers.at("face2")})
    turn(long)
    assert fingers.ratings() == []
    assert len(qapp.allWindows()) == windows
    fingers.act(up="0")
    assert fingers.ratings() == [2]


def test_a_touch_that_the_system_cancels_rates_nothing(fingers: Fingers) -> None:
    face = fingers.at("face2")
    fingers.act(down={0: face})
    assert read(fingers.shop.hand.wait_for("face2"), "pressed") is True
    cancel(fingers)
    assert read(fingers.shop.hand.wait_for("face2"), "pressed") is False
    assert fingers.ratings() == []
    fingers.tap(face)
    assert fingers.ratings() == [2]


def cancel(fingers: Fingers) -> None:
    """What the window is told when the system takes a touch for a gesture of its own."""
    QCoreApplication.sendEvent(fingers.shop.hand.window, QTouchEvent(QEvent.Type.TouchCancel, fingers.glass))
    fingers.resting.clear()
    turn()


@pytest.mark.parametrize(
    ("start", "end"),
    [((0, 400), (640, 400)), ((1279, 400), (640, 400)), ((640, 0), (640, 500)), ((640, 799), (640, 300))],
    ids=["left", "right", "top", "bottom"],
)
def test_a_swipe_from_an_edge_does_nothing(fingers: Fingers, start: tuple[int, int], end: tuple[int, int]) -> None:
    before = fingers.shop.session.language
    fingers.act(down={0: QPoint(*start)})
    for part in range(1, 9):
        across, along = (first + (last - first) * part // 8 for first, last in zip(start, end, strict=True))
        fingers.act(to={0: QPoint(across, along)})
    fingers.act(up="0")
    assert fingers.ratings() == []
    assert fingers.shop.session.language == before
    assert fingers.shop.hand.window.isVisible()
    assert fingers.shop.hand.find("face1"), "still the first screen"


def test_hammering_stores_one_rating_a_visit(fingers: Fingers) -> None:
    face = fingers.at("face4")
    for _ in range(20):
        fingers.tap(face)
    fingers.shop.settle()
    turn(50)
    ratings = fingers.shop.rows("SELECT visit FROM answers WHERE level IS NOT NULL")
    assert ratings
    assert len(set(ratings)) == len(ratings)


def test_a_drop_on_the_glass_keeps_nobody_out(shop: Shop, glass: QPointingDevice) -> None:
    clock = [0.0]
    FirstFinger(shop.hand.window, lambda: 4.0, lambda: clock[0])
    wait_until((shop.site.data / "feedback.db").exists, "the store to be open")
    fingers = Fingers(shop, glass)
    fingers.act(down={0: OUT})
    fingers.act(down={1: fingers.at("face1")})
    fingers.act(up="1")
    assert fingers.ratings() == []
    clock[0] = STUCK_SECONDS
    fingers.act(down={1: fingers.at("face1")})
    fingers.act(up="1")
    assert fingers.ratings() == [1]
    fingers.act(up="0")
    assert fingers.ratings() == [1]


def test_a_mouse_still_works_and_only_its_left_button(qapp: QGuiApplication) -> None:
    engine = QQmlApplicationEngine()
    engine.loadData(b"""
        import QtQuick
        Window {
            property int presses: 0
            width: 200; height: 200; visible: true
            MouseArea { anchors.fill: parent; acceptedButtons: Qt.AllButtons; onPressed: ++presses }
        }""")
    (window,) = engine.rootObjects()
    FirstFinger(window, lambda: 4.0)
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton):
        QTest.mouseClick(window, button, Qt.KeyboardModifier.NoModifier, QPoint(50, 50))
    assert window.property("presses") == 1
    window.close()


@pytest.fixture
def writing(fingers: Fingers) -> Fingers:
    """Fingers before the comment sheet."""
    for name in ("face1", "addComment"):
        fingers.tap(fingers.at(name))
    fingers.shop.hand.wait_for("comment")
    wait_until(lambda: list(fingers.shop.hand.layout()), "the keys")
    return fingers


def written(fingers: Fingers) -> object:
    turn(20)
    return read(fingers.shop.hand.wait_for("comment"), "text")


def key(fingers: Fingers, label: str) -> QPoint:
    return fingers.shop.hand.place_of(next(k for k in fingers.shop.hand.layout() if read(k, "text") == label))


def test_fingers_write_on_the_keyboard(writing: Fingers) -> None:
    for label in "hey":
        writing.tap(key(writing, label))
    assert str(written(writing)).lower() == "hey"


def test_two_hands_write_with_overlapping_touches(writing: Fingers) -> None:
    writing.act(down={0: key(writing, "h")})
    writing.act(down={1: key(writing, "i")})
    writing.act(up="0")
    writing.act(up="1")
    assert str(written(writing)).lower() == "hi"


def test_a_palm_on_the_keyboard_writes_nothing(writing: Fingers) -> None:
    middle_key = key(writing, "g")
    writing.act(down={finger: middle_key + QPoint(30 * finger, 0) for finger in range(4)})
    writing.act(up="0123")
    assert written(writing) == ""


def test_a_long_press_on_a_key_offers_its_other_letters(writing: Fingers) -> None:
    place = key(writing, "e")
    writing.act(down={0: place})
    wait_until(lambda: alternatives(writing), "the other letters")
    writing.act(to={0: middle(alternatives(writing)[0])})
    writing.act(up="0")
    assert str(written(writing)).lower() in set(ACCENTED)


def alternatives(fingers: Fingers) -> list[QQuickItem]:
    """The bubble's letters over a key that is held."""
    shown = descendants(fingers.shop.hand.window.contentItem())
    return [item for item in shown if str(read(item, "text")).lower() in set(ACCENTED)]


def test_a_finger_on_the_field_and_a_key_write(writing: Fingers) -> None:
    writing.tap(writing.at("comment"))
    writing.shop.hand.type([Keys("k")])
    assert str(written(writing)).lower() == "k"
