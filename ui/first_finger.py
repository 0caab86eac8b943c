"""One finger at a time, for every control on the window alike, Qt's own keyboard included.

Two buttons touched at once both click in Qt, and a palm clicks whatever it covers. Here every touch is taken before
the window sees it, and the finger that came first becomes the one pointer that the controls know: a mouse with one
button.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QSizeF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

PALM_POINTS = 3
"""Points at once that are no longer fingers which came to choose something."""
PALM_MM = 30.0
"""A touch this wide is no fingertip; a thumb laid flat is about 20 mm."""
STUCK_SECONDS = 20.0
"""A point that has lain on the glass for so long is a drop or a sticker, and must not keep everybody else out."""
OUTSIDE = QPointF(-10_000, -10_000)

TOUCHES = {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd}
BUTTONS = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease}


def is_palm(touched: QSizeF, pixels_per_mm: float) -> bool:
    """Whether a touch of this width and height, in pixels, is too large for a finger."""
    return max(touched.width(), touched.height()) > PALM_MM * pixels_per_mm


class FirstFinger(QObject):
    """Lets one finger at a time through to a window.

    A finger acts where it lifts, so dragging off a button and lifting there rates nothing; back on it counts again.
    A finger that comes while another is down is ignored until all are lifted, but for the keys of the keyboard, where
    people type with two hands: there it lifts the first and takes its place. A palm, and a touch that the system
    cancels, undo what they began. Right and middle buttons of a mouse do nothing.
    """

    def __init__(
        self,
        window: QQuickWindow,
        pixels_per_mm: Callable[[], float],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._pixels_per_mm = pixels_per_mm
        self._now = now
        self._down: dict[int, float] = {}
        self._first: int | None = None
        self._place = OUTSIDE
        self._stamp = 0
        self._spent = False
        self._sending = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002
        """Takes every touch; lets through the mouse that a touch became, and a real one while nothing touches."""
        if isinstance(event, QTouchEvent):
            self._stamp = event.timestamp()
            self._touched(event)
            event.accept()  # or Qt makes a mouse of it a second time
            return True
        if self._sending or not isinstance(event, QMouseEvent):
            return False
        return bool(self._down) or (event.type() in BUTTONS and event.button() is not Qt.MouseButton.LeftButton)

    def _touched(self, event: QTouchEvent) -> None:
        if event.type() not in TOUCHES:
            self._cancel()
            self._down.clear()
        else:
            self._count(event.points())
            for point in event.points():
                self._point(point)
        if not self._down:
            self._spent = False

    def _point(self, point: QEventPoint) -> None:
        match point.state():
            case QEventPoint.State.Pressed:
                self._pressed(point)
            case QEventPoint.State.Released:
                self._down.pop(point.id(), None)
                if point.id() == self._first:
                    self._lift(point.position())
                    self._spent = True
            case _ if self._is_palm(point):
                self._spoil()
            case QEventPoint.State.Updated if point.id() == self._first:
                self._send(QEvent.Type.MouseMove, point.position(), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)

    def _count(self, points: list[QEventPoint]) -> None:
        """All that came down at once is known before the first of them acts."""
        self._forget_stuck()
        self._down.update({point.id(): self._now() for point in points if point.state() is QEventPoint.State.Pressed})

    def _pressed(self, point: QEventPoint) -> None:
        if len(self._down) >= PALM_POINTS or self._is_palm(point):
            self._spoil()
        elif self._first is not None and self._on_keyboard(point.position()) and self._on_keyboard(self._place):
            self._lift(self._place)
            self._press(point)
        elif self._first is None and not self._spent:
            self._press(point)

    def _forget_stuck(self) -> None:
        stuck = {finger for finger, since in self._down.items() if self._now() - since >= STUCK_SECONDS}
        if self._first in stuck:
            self._cancel()
        for finger in stuck:
            del self._down[finger]
        if not self._down:
            self._spent = False

    def _is_palm(self, point: QEventPoint) -> bool:
        return is_palm(point.ellipseDiameters(), self._pixels_per_mm())

    def _on_keyboard(self, place: QPointF) -> bool:
        keyboard = self._window.findChild(QQuickItem, "keyboard")
        return keyboard is not None and keyboard.isVisible() and keyboard.contains(keyboard.mapFromScene(place))

    def _press(self, point: QEventPoint) -> None:
        self._first = point.id()
        left = Qt.MouseButton.LeftButton
        self._send(QEvent.Type.MouseButtonPress, point.position(), left, left)

    def _lift(self, place: QPointF) -> None:
        self._first = None
        self._send(QEvent.Type.MouseButtonRelease, place, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton)

    def _spoil(self) -> None:
        self._cancel()
        self._spent = True

    def _cancel(self) -> None:
        """Takes the finger away from whatever it is on, which then does nothing."""
        if self._first is None:
            return
        grabber = self._window.mouseGrabberItem()
        if grabber is not None:
            grabber.ungrabMouse()
        self._lift(OUTSIDE)

    def _send(self, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        self._place = place
        position = self._window.position().toPointF() + place
        event = QMouseEvent(kind, place, place, position, button, buttons, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(self._stamp)
        self._sending = True
        try:
            QCoreApplication.sendEvent(self._window, event)
        finally:
            self._sending = False
