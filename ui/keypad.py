"""The whole kiosk with four arrows and a select key: a tactile keypad, or any keyboard."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeVar

from PySide6.QtCore import QEvent, QMetaObject, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtQml import QQmlProperty
from PySide6.QtQuick import QQuickItem, QQuickWindow

ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
SELECT = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select, Qt.Key.Key_Space}
KEYS = ARROWS.keys() | TABS.keys() | SELECT
POINTERS = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
FIELDS = ("QQuickTextEdit", "QQuickTextInput")

T = TypeVar("T")


class Keypad(QObject):
    """Moves the focus of a window and clicks what has it.

    Arrows go by where things stand on the glass, so a mirrored layout needs nothing of its own. Where an item with
    `modal: true` is visible, only what is on the topmost of them can be reached. The window's `keypadInUse` says
    whether the focus is to be seen: from the first key until a touch or until forget().
    """

    used = Signal()
    """A key was pressed: a sign of life."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    @property
    def shown(self) -> bool:
        """Whether the focus is to be seen."""
        return bool(self._window.property("keypadInUse"))

    def forget(self) -> None:
        """As if no key had been pressed: the next shopper starts at the first tappable thing."""
        self._window.setProperty("keypadInUse", False)
        focused = self._window.activeFocusItem()
        if focused is not None and not is_field(focused):
            focused.setFocus(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002
        """Takes the keys that move and select; a pointer hides the focus."""
        if not isinstance(event, QKeyEvent):
            if event.type() in POINTERS:
                self._window.setProperty("keypadInUse", False)
            return False
        key = Qt.Key(event.key())
        if key not in KEYS or self._writes(key):
            return False
        if event.type() is QEvent.Type.KeyPress and not (event.isAutoRepeat() and key in SELECT):
            self._press(key)
            self.used.emit()
        return True

    def _writes(self, key: Qt.Key) -> bool:
        """Whether a key belongs to the field that is being written in: a space, or the cursor inside the text."""
        focused = self._window.activeFocusItem()
        if focused is None or not is_field(focused):
            return False
        return key is Qt.Key.Key_Space or (key in ARROWS and not leaves(focused, ARROWS[key][0]))

    def _press(self, key: Qt.Key) -> None:
        reachable = tappables(self._window)
        focused = self._window.activeFocusItem()
        if not reachable:
            return
        if focused not in reachable or not (self.shown or is_field(focused)):
            self._show(reachable[0])
        elif key in ARROWS:
            self._show(neighbour(focused, {item: place_of(item) for item in reachable}, *ARROWS[key]))
        elif key in TABS or is_field(focused):
            self._show(reachable[(reachable.index(focused) + TABS.get(key, 1)) % len(reachable)])
        else:
            QMetaObject.invokeMethod(focused, "click")

    def _show(self, item: QQuickItem) -> None:
        self._window.setProperty("keypadInUse", True)
        item.forceActiveFocus(Qt.FocusReason.TabFocusReason)


def tappables(window: QQuickWindow) -> list[QQuickItem]:
    """Everything that can be tapped now, in the order of the layout.

    The on-screen keyboard's keys are no buttons of Qt's, so who cannot touch them is not led among them.
    """
    shown = list(_visible(window.contentItem()))
    overlays = [item for item in shown if item.property("modal") is True]
    if overlays:
        shown = [overlays[-1], *_visible(overlays[-1])]
    return [item for item in shown if item.isEnabled() and (is_field(item) or _is_button(item))]


def _visible(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in sorted(item.childItems(), key=QQuickItem.z):
        if child.isVisible():
            yield child
            yield from _visible(child)


def _is_button(item: QQuickItem) -> bool:
    """Not what merely keeps taps from going through, which takes no focus."""
    return item.inherits("QQuickAbstractButton") and item.activeFocusOnTab()


def is_field(item: QQuickItem) -> bool:
    """Whether one writes in it."""
    return any(item.inherits(kind) for kind in FIELDS)


def place_of(item: QQuickItem) -> QRectF:
    """An item's box on its window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def leaves(field: QQuickItem, across: int) -> bool:
    """Whether an arrow leads out of a field: up and down always, to the side from either end of the text."""
    text, cursor = str(QQmlProperty.read(field, "text")), QQmlProperty.read(field, "cursorPosition")
    directions = (unicodedata.bidirectional(character) for character in text)
    leftwards = next((kind != "L" for kind in directions if kind in ("L", "R", "AL")), False)
    return across == 0 or cursor == (len(text) if (across > 0) != leftwards else 0)


def neighbour(here: T, places: Mapping[T, QRectF], across: int, down: int) -> T:
    """Where an arrow leads from `here`; across and down are -1, 0 or 1.

    To the side: the nearest in the same row. Up or down: the next row, and in it the nearest to the side. Beyond the
    last one it goes on at the other end; with nowhere to go it stays.
    """
    place = places[here]
    row = {other for other in places if _same_row(place, places[other])} - {here}
    if across:
        ways = {other: across * (places[other].center().x() - place.center().x()) for other in row}
        first = _first(ways)
        return here if first is None else first
    ways = {other: down * (places[other].center().y() - place.center().y()) for other in places.keys() - row - {here}}
    nearest = _first(ways)
    if nearest is None:
        return here
    next_row = [other for other in ways if other == nearest or _same_row(places[nearest], places[other])]
    return min(next_row, key=lambda other: abs(places[other].center().x() - place.center().x()))


def _first(ways: Mapping[T, float]) -> T | None:
    """The nearest ahead, or the farthest behind."""
    ahead = {other: way for other, way in ways.items() if way > 0}
    return min(ahead or ways, key=lambda other: ways[other], default=None)


def _same_row(one: QRectF, other: QRectF) -> bool:
    """Whether two boxes stand side by side: half the lower one's height is beside the other, and neither holds it."""
    if one.contains(other) or other.contains(one):
        return one == other
    beside = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    return beside > min(one.height(), other.height()) / 2
