"""From a finger that leaves a face to the next screen, in the whole application with its real QML."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.flow import Timings
from kiosk.site import load_site
from kiosk.survey import load_survey
from tests.bench.measuring import Times, folder, heading, table
from ui.app import Kiosk, application
from ui.hand import Hand, read, turn, wait_until

VISITS = 100
WARM_UP = 5
HELD_MS = 30
"""How long the finger stays down."""
COMMITTED, SEEN, READY = "row committed", "next screen in a frame", "next screen takes taps"


class Watch:
    """Notes when the last tap was committed, seen and done with. Times are perf_counter's nanoseconds."""

    def __init__(self, kiosk: Kiosk, hand: Hand) -> None:
        self.stamps: dict[str, int] = {}
        self._stack = hand.wait_for("stack")
        kiosk.writer.saved.connect(lambda _: self._note(COMMITTED), Qt.ConnectionType.DirectConnection)
        kiosk.window.frameSwapped.connect(self._painted)
        kiosk.session.screenChanged.connect(self._changed)

    def _note(self, what: str) -> None:
        self.stamps.setdefault(what, time.perf_counter_ns())

    def _choices(self) -> QQuickItem | None:
        item = read(self._stack, "currentItem")
        return item if isinstance(item, QQuickItem) and item.objectName() == "choicesScreen" else None

    def _changed(self) -> None:
        screen = self._choices()
        if screen is not None:
            screen.enabledChanged.connect(lambda: self._note(READY))
            if screen.isEnabled():
                self._note(READY)

    def _painted(self) -> None:
        screen = self._choices()
        if screen is not None and abs(screen.x()) < screen.width():
            self._note(SEEN)


def visit(kiosk: Kiosk, hand: Hand, watch: Watch, face: QPoint) -> dict[str, float]:
    """One tap on a face, and back to the idle screen; milliseconds from the release to each stamp."""
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(kiosk.window, Qt.MouseButton.LeftButton, none, face)
    turn(HELD_MS)
    watch.stamps.clear()
    released = time.perf_counter_ns()
    QTest.mouseRelease(kiosk.window, Qt.MouseButton.LeftButton, none, face)
    wait_until(lambda: len(watch.stamps) == 3, "the reasons")
    stamps = {what: (stamp - released) / 1e6 for what, stamp in watch.stamps.items()}
    kiosk.session.startOver()
    wait_until(lambda: hand.find("face1"), "the idle screen")
    return stamps


def measure(data: Path) -> Times:
    """Visits with motion and without take turns."""
    site = replace(load_site(None, data), screen_mm=(323.0, 202.0))
    kiosk = Kiosk(site, load_survey(site.survey), timings=Timings(still_there_after=3600))
    kiosk.window.show()
    hand = Hand(kiosk.window)
    faces = [hand.place_of(hand.wait_for(f"face{level}")) for level in (1, 2, 3, 4)]
    watch = Watch(kiosk, hand)
    times: Times = {}
    for number in range(WARM_UP + VISITS):
        for motion in (False, True):
            kiosk.window.setProperty("motion", motion)
            stamps = visit(kiosk, hand, watch, faces[number % 4])
            for what in (COMMITTED, SEEN, READY) if number >= WARM_UP else ():
                times.setdefault(f"motion {'on' if motion else 'off'}: {what}", []).append(stamps[what])
    kiosk.close()
    return times


def main() -> None:
    heading(
        "A tap paints the next screen",
        "below 100 ms, which people take for at once; from the release of a face, whole application, 1280 × 800",
    )
    application()
    with folder() as place:
        table(measure(place / "data"), None, digits=1)
    drawing = {name: os.environ.get(name, "as Qt chooses") for name in ("QT_QPA_PLATFORM", "QT_QUICK_BACKEND")}
    print("\n" + ", ".join(f"{name} {value}" for name, value in drawing.items()) + ".")
