"""A hand in front of the screen: real input events on the real window, for the demo and for tests."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtQml import QQmlProperty
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

PATIENCE_SECONDS = 20.0
TURN_MS = 4
REST_SECONDS = 0.04


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys to press one after another, as they are labelled; a letter's case asks for shift where needed."""

    labels: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A candidate to choose from the keyboard's list."""

    text: str


Stroke = Keys | Pick


def turn(milliseconds: int = TURN_MS) -> None:
    """Lets the application, its threads and its timers run for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(ready: Callable[[], object], what: str) -> None:
    """Turns the event loop until ready. Raises TimeoutError that names what was waited for."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(what)
        turn()


def read(item: QQuickItem, name: str) -> object:
    """A QML property of an item; None where it has none of that name."""
    return QQmlProperty.read(item, name)


def descendants(item: QQuickItem) -> Iterator[QQuickItem]:
    """All items below an item that can be seen."""
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from descendants(child)


class Hand:
    """One finger on one window. rest: seconds that a thing must stand still before it is tapped."""

    def __init__(self, window: QQuickWindow, rest: float = REST_SECONDS) -> None:
        self.window = window
        self.rest = rest

    def find(self, name: str) -> QQuickItem | None:
        """The visible, enabled item of an objectName."""
        items = (item for item in descendants(self.window.contentItem()) if item.objectName() == name)
        return next((item for item in items if item.isEnabled()), None)

    def tap(self, name: str) -> None:
        """Taps the middle of an item as soon as it is there and stands still."""
        self.tap_item(self.wait_for(name))

    def wait_for(self, name: str) -> QQuickItem:
        """The item of an objectName, once it can be tapped."""
        wait_until(lambda: self.find(name) is not None, f"{name} to tap")
        item = self.find(name)
        if item is None:
            raise LookupError(name)
        return item

    def tap_item(self, item: QQuickItem | None) -> None:
        """Presses and releases in the middle of an item. Raises LookupError where there is none."""
        if item is None:
            raise LookupError("nothing there to tap")
        place = self.place_of(item)
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        turn()

    def place_of(self, item: QQuickItem) -> QPoint:
        """An item's middle, once it has kept its place for as long as a finger needs to come down on it."""
        places = [(middle(item), time.monotonic())]

        def rests() -> bool:
            now = (middle(item), time.monotonic())
            if now[0] != places[-1][0]:
                places.append(now)
            return now[1] - places[-1][1] >= self.rest

        wait_until(rests, "the item to stand still")
        return places[-1][0]

    def type(self, strokes: Iterable[Stroke]) -> None:
        """Presses the on-screen keyboard's keys and chooses its candidates."""
        for stroke in strokes:
            match stroke:
                case Keys(labels=labels):
                    for label in labels:
                        self._press(label)
                case Pick(text=text):
                    self._pick(text)

    def layout(self) -> Iterator[QQuickItem]:
        """The keys of the layout on show."""
        keyboard = self.find("keyboard")
        for item in descendants(keyboard) if keyboard else ():
            if read(item, "displayText") is not None and read(item, "alternativeKeys") is not None:
                yield item

    def candidates(self) -> list[str]:
        """The texts that the keyboard offers to choose from."""
        view = self.find("wordCandidateView")
        texts = (read(item, "text") for item in descendants(view)) if view else ()
        return [text for text in texts if isinstance(text, str) and text]

    def _press(self, label: str) -> None:
        wait_until(lambda: self.find("keyboard"), "the keyboard")
        key = self._key(label)
        if key is None or _shifted(key) != label.isupper():
            self.tap_item(self._special(Qt.Key.Key_Shift))
            wait_until(lambda: self._key(label), f"key {label!r}")
        self.tap_item(self._key(label))

    def _special(self, code: Qt.Key) -> QQuickItem | None:
        return next((key for key in self.layout() if read(key, "key") == code.value), None)

    def _key(self, label: str) -> QQuickItem | None:
        if label == " ":
            return self._special(Qt.Key.Key_Space)
        return next((key for key in self.layout() if str(read(key, "text")).lower() == label.lower()), None)

    def _pick(self, text: str) -> None:
        wait_until(lambda: self._candidate(text), f"candidate {text!r}")
        self.tap_item(self._candidate(text))

    def _candidate(self, text: str) -> QQuickItem | None:
        view = self.find("wordCandidateView")
        return next((item for item in descendants(view) if read(item, "text") == text), None) if view else None


def _shifted(key: QQuickItem) -> bool:
    """Whether a Latin letter's key would now write its capital."""
    letter = str(read(key, "text"))
    return letter.lower() != letter.upper() and bool(read(key, "uppercased"))


def middle(item: QQuickItem) -> QPoint:
    """The middle of an item on its window."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


# Hangul syllables are made of the jamo on the keys (Unicode 16, section 3.12).

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = tuple("ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split())  # noqa: SIM905
TAILS = ("", *"ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ".split(),  # noqa: SIM905
         *"ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split())  # noqa: SIM905


def hangul(text: str) -> Keys:
    """The keys that write a Korean text."""
    return Keys("".join(_jamo(character) for character in unicodedata.normalize("NFC", text)))


def _jamo(character: str) -> str:
    index = ord(character) - 0xAC00
    if not 0 <= index < len(LEADS) * len(VOWELS) * len(TAILS):
        return character
    lead, rest = divmod(index, len(VOWELS) * len(TAILS))
    vowel, tail = divmod(rest, len(TAILS))
    return LEADS[lead] + VOWELS[vowel] + TAILS[tail]
