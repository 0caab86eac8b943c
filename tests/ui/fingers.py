"""Fingers on the glass: real touch events to a kiosk's window."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from tests.ui.conftest import Shop
from ui.hand import turn

OUT = QPoint(640, 4)
"""Where nothing can be tapped."""


@dataclass
class Fingers:
    """Any number of fingers on one glass."""

    shop: Shop
    glass: QPointingDevice
    resting: dict[int, QPoint] = field(default_factory=dict)

    def act(self, *, down: dict[int, QPoint] | None = None, to: dict[int, QPoint] | None = None, up: str = "") -> None:
        """One report of the glass: fingers that come down, that move, and that lift; the others rest."""
        window = self.shop.hand.window
        report = QTest.touchEvent(window, self.glass, False)
        lifted = {int(finger) for finger in up}
        for finger in self.resting.keys() - (to or {}).keys() - lifted:
            report.stationary(finger)
        for finger, place in (down or {}).items():
            report.press(finger, place, window)
        for finger, place in (to or {}).items():
            report.move(finger, place, window)
        self.resting.update({**(down or {}), **(to or {})})
        for finger in lifted:
            report.release(finger, self.resting.pop(finger), window)
        report.commit()
        turn()

    def tap(self, place: QPoint) -> None:
        """Down and up."""
        self.act(down={0: place})
        self.act(up="0")

    def at(self, name: str) -> QPoint:
        """Where an item is once it stands still."""
        return self.shop.hand.place_of(self.shop.hand.wait_for(name))

    def ratings(self) -> list[object]:
        """Every rating on the disk, once all is saved."""
        turn(50)
        self.shop.settle()
        return [level for (level,) in self.shop.rows("SELECT level FROM answers WHERE level IS NOT NULL")]
