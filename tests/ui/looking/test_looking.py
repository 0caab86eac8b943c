"""The lookers themselves: each finds the fault that was put there, and none where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from tests.ui.looking import faults, scene_of
from tests.ui.looking.contrast import contrast, pictures
from tests.ui.looking.ink import ink, painted, x_height
from ui.app import application
from ui.hand import wait_until

Show = Callable[[str], QQuickWindow]
PX_PER_MM = 4.0

HEAD = """
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T
import QtQuick.Shapes

Window {
    width: 800; height: 480; visible: true; color: "white"
    component Words: Text {
        font.family: "Noto Sans SC"; font.pixelSize: 32; color: "black"; textFormat: Text.PlainText
    }
    component Tap: T.AbstractButton {
        width: 200; height: 80; focusPolicy: Qt.TabFocus
        background: Rectangle { color: "#eeeeee" }
        contentItem: Words {
            text: parent.text; horizontalAlignment: Text.AlignHCenter; verticalAlignment: Text.AlignVCenter
        }
    }
"""

GOOD = """
    Words { x: 20; y: 20; text: "How was it?" }
    Tap { objectName: "one"; x: 20; y: 300; text: "One" }
    Tap { objectName: "two"; x: 240; y: 300; text: "Two" }
    TextArea { objectName: "field"; x: 480; y: 300; width: 300; height: 100; placeholderText: "Your words"
        font.family: "Noto Sans SC"; font.pixelSize: 32; placeholderTextColor: "black" }
"""


@pytest.fixture
def show(qapp: QGuiApplication) -> Iterator[Show]:
    """Opens a window with these things in it."""
    application()
    engines: list[QQmlApplicationEngine] = []

    def opener(content: str) -> QQuickWindow:
        engine = QQmlApplicationEngine()
        engines.append(engine)
        engine.loadData((HEAD + content + "}").encode())
        (window,) = engine.rootObjects()
        swapped: list[bool] = []
        window.frameSwapped.connect(lambda: swapped.append(True))
        wait_until(lambda: swapped, "the first frame")
        return window

    yield opener
    for engine in engines:
        for window in engine.rootObjects():
            window.close()
        del engine


def look(window: QQuickWindow, **wanted: object) -> list[str]:
    return faults(window, pixels_per_mm=PX_PER_MM, **wanted)


def test_a_good_screen_has_no_fault(show: Show) -> None:
    window = show(GOOD)
    scene = scene_of(window)
    assert len(scene.texts) == 4, "the hint in the field is one"
    assert len(scene.targets) == 3
    assert look(window, contrast=True) == []
    assert look(window, low_reach=True) == []


FAULTY = {
    "elided": ('Words { width: 60; text: "Far too long"; elide: Text.ElideRight }', "is cut short"),
    "lines left out": ('Words { width: 200; text: "a b c d e f g h i j k l m n"; maximumLineCount: 1;'
                       'wrapMode: Text.Wrap }', "is cut short"),
    "too wide": ('Words { width: 60; text: "Unbreakable" }', "needs a width"),
    "too high": ('Words { width: 200; height: 30; text: "Two lines of text"; wrapMode: Text.Wrap }', "needs a height"),
    "clipped": ('Item { width: 90; height: 60; clip: true; Words { text: "Unbreakable" } }', "the edge that hides"),
    "words off the window": ('Words { x: 760; text: "Out" }', "the edge that hides"),
    "marks off their box": ('Words { width: 90; height: 30; clip: true; text: "ẤỆgj"; lineHeight: 0.6 }',
                            "beyond its own box"),
    "words off their button": ('Tap { text: "A rather long label"; width: 100 }', "reaches beyond its button"),
    "button off the window": ('Tap { x: 700; text: "Go" }', "leaves the window"),
    "hidden in part": ('Item { clip: true; width: 100; height: 200; Tap { text: "Go" } }', "is hidden in part"),
    "buttons overlap": ('Tap { text: "A" } Tap { x: 190; text: "B" }', "overlap"),
    "words over words": ('Words { text: "Some" } Words { x: 20; y: 4; text: "more" }', "is written over"),
    "words over a button": ('Tap { text: "" } Words { x: 20; y: 20; text: "Not mine" }', "is written over"),
    "words over a picture": ('Shape { width: 90; height: 90 } Words { x: 20; y: 20; text: "Over" }', "is written over"),
    "low": ('Tap { text: "Go"; height: 48 }', "not 12.7 mm both ways"),
    "narrow": ('Tap { text: "Go"; width: 49 }', "not 12.7 mm both ways"),
    "close": ('Tap { text: "A" } Tap { x: 209; text: "B" }', "2.25 mm apart"),
    "touching": ('Tap { text: "A" } Tap { x: 200; text: "B" }', "0.00 mm apart"),
    "close at a corner": ('Tap { text: "A" } Tap { x: 206; y: 86; text: "B" }', "2.12 mm apart"),
    "small": ('Words { text: "small print"; font.pixelSize: 24 }', "an x-height of"),
    "small hint": ('TextArea { width: 300; height: 100; font.pixelSize: 20; font.family: "Noto Sans SC";'
                   'placeholderText: "Hint" }', "an x-height of"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "told"), FAULTY.values(), ids=FAULTY.keys())
def test_a_fault_is_found(show: Show, content: str, told: str) -> None:
    assert any(told in sentence for sentence in look(show(content))), look(show(content))


NEARLY = {
    "a fingertip": 'Tap { text: "Go"; width: 51; height: 51; contentItem: Item {} }',
    "a fingertip to half a pixel": 'Tap { width: 50.5; height: 50.5; contentItem: Item {} }',
    "far enough": 'Tap { text: "A" } Tap { x: 210.2; text: "B" }',
    "a ground to tap anywhere": 'Tap { width: 800; height: 480; contentItem: Item {} }'
                                'Tap { x: 20; y: 380; text: "More" } Words { x: 20; y: 20; text: "Thanks" }',
    "a shield that is not for tapping": 'T.AbstractButton { anchors.fill: parent; focusPolicy: Qt.NoFocus }'
                                        'Tap { text: "Go" }',
    "what cannot be seen": 'Words { text: "No"; visible: false } Words { text: "Yes" }',
    "an open sheet": 'Words { text: "Below" } Tap { text: "Go" } Item { property bool modal: true; width: 800;'
                     'height: 480; Words { text: "Above" } }',
    "a closed sheet": 'Tap { text: "Go" } Item { property bool modal: false; Words { x: 300; text: "Side" } }',
    "Arabic": 'Words { x: 300; y: 50; text: "كيف كانت تجربتك؟"; font.family: "Noto Sans Arabic" }',
    "Thai": 'Words { x: 50; y: 50; text: "ที่นี่เป็นอย่างไรบ้าง"; font.family: "Noto Sans Thai" }',
    "Vietnamese": 'Words { x: 50; y: 50; text: "Ấn tượng về cửa hàng"; font.family: "Noto Sans" }',
}  # fmt: skip


@pytest.mark.parametrize("content", NEARLY.values(), ids=NEARLY.keys())
def test_no_fault_is_invented(show: Show, content: str) -> None:
    assert look(show(content)) == []


def test_what_is_above_the_middle_is_out_of_low_reach(show: Show) -> None:
    window = show('Tap { y: 239; text: "High" } Tap { y: 350; text: "Low" }')
    assert look(window) == []
    (told,) = look(window, low_reach=True)
    assert "'High'" in told


def test_the_sentence_says_where(show: Show) -> None:
    (told,) = look(show('Item { objectName: "bar"; Words { width: 60; text: "Unbreakable" } }'))
    assert told.startswith("800x480: bar 'Unbreakable' needs")


def test_an_excuse_covers_its_own_fault_and_must_have_one(show: Show) -> None:
    window = show('Words { text: "small print"; font.pixelSize: 20 } Words { y: 100; width: 60; text: "Unbreakable" }')
    assert len(look(window)) == 2
    (told,) = look(window, excused=["'small print' has an x-height"])
    assert "'Unbreakable'" in told
    assert any("nothing to excuse" in told for told in look(window, excused=["'elsewhere'"]))


@pytest.mark.parametrize(
    ("letters", "ground", "ratio"),
    [("#777777", "#ffffff", 4.48), ("#595959", "#ffffff", 7.00), ("#000000", "#ffffff", 21.0),
     ("#ffff00", "#000000", 19.56), ("#3c3c3c", "#f5f1e6", 9.80), ("#767676", "#767676", 1.0)],
)  # fmt: skip
@pytest.mark.parametrize("size", [14, 32])
@pytest.mark.parametrize("words", ["Thin letters", "계산이 오래"])
def test_contrast_is_measured_as_known(
    show: Show, letters: str, ground: str, ratio: float, size: int, words: str
) -> None:
    window = show(
        f'Rectangle {{ anchors.fill: parent; color: "{ground}" }}'
        f'Words {{ x: 300; y: 200; color: "{letters}"; font.pixelSize: {size}; text: "{words}" }}'
    )
    (text,) = scene_of(window).texts
    (picture,) = pictures(window, [ink(text)])
    assert contrast(picture) == pytest.approx(ratio, rel=0.01)


def test_faint_words_are_found_and_faded_ones_let_pass(show: Show) -> None:
    window = show("""
        Words { x: 10; y: 10; text: "Faint"; color: "#555555" }
        Words { x: 10; y: 90; text: "Strong"; color: "#222222" }
        Words { x: 10; y: 170; text: "Faded"; opacity: 0.3 }
        Tap { x: 10; y: 250; text: "Off"; enabled: false; opacity: 0.5 }
        Tap { x: 300; y: 250; text: "Pale"; background: Rectangle { color: "#888888" } }
        TextArea { x: 20; y: 360; width: 300; height: 100; text: "Written"; color: "#666666"; padding: 20
            font.family: "Noto Sans SC"; font.pixelSize: 32; background: Rectangle { border.width: 8 } }
    """)
    told = look(window, contrast=True)
    assert [sentence.split("'")[1] for sentence in told] == ["Faint", "Pale", "Written"]
    assert look(window) == []
    assert window.contentItem().scale() == 1, "the window is left as it was"


def test_of_the_keyboard_only_the_contrast_is_looked_at(show: Show) -> None:
    window = show("""Item { objectName: "keyboard"
        Words { font.pixelSize: 9; text: "small"; color: "#666666" }
        Words { y: 40; font.pixelSize: 9; width: 4; text: "cut" }
    }""")
    assert look(window) == []
    (told,) = look(window, contrast=True)
    assert "'small' has a contrast of 5.7:1" in told


def test_a_few_stray_pixels_do_not_hide_faint_words() -> None:
    picture = np.full((60, 200, 3), 255, np.uint8)
    picture[20:40, 20:120] = 119
    picture[0, :30] = 0
    assert contrast(picture) == pytest.approx(4.48, rel=0.01)
    assert contrast(np.full((4, 4, 3), 200, np.uint8)) == 1


def test_ink_is_where_the_letters_are(show: Show) -> None:
    window = show('Words { id: a; x: 100; y: 100; text: "xx" } Words { x: 300; y: 100; text: "ẬẬ" }')
    small, tall = (ink(text) for text in scene_of(window).texts)
    lines = painted(scene_of(window).texts[0])
    assert lines.top() < small.top() < small.bottom() < lines.bottom()
    assert small.height() == pytest.approx(x_height(scene_of(window).texts[0]), abs=2)
    assert tall.top() < small.top()
    assert tall.bottom() > small.bottom()


def test_a_fitted_text_is_judged_by_the_size_it_was_fitted_to(show: Show) -> None:
    window = show('Words { width: 160; height: 60; text: "How was it today"; fontSizeMode: Text.Fit;'
                  'minimumPixelSize: 8; font.pixelSize: 60 }')  # fmt: skip
    (told,) = look(window)
    assert "an x-height of" in told


def test_boxes_are_where_a_scaled_item_is_seen(show: Show) -> None:
    window = show('Item { scale: 2; transformOrigin: Item.TopLeft; Tap { x: 20; y: 20; text: "Go" } }')
    (target,) = scene_of(window).targets
    assert target.box == QRectF(40, 40, 400, 160)
