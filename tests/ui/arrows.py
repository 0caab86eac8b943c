"""Five keys before a kiosk: a tactile keypad's arrows and select."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.conftest import Shop
from ui.hand import turn
from ui.keypad import ARROWS, neighbour, place_of, tappables

LEFT, RIGHT, UP, DOWN = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
SELECT = Qt.Key.Key_Return


class Keypad:
    """Five keys before a kiosk, and what a shopper learns of the focus."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.window = shop.hand.window

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.window, key)
            turn()

    @property
    def focus(self) -> str:
        """The objectName of what has the focus, where that is to be seen."""
        item = self.window.activeFocusItem()
        return item.objectName() if item in tappables(self.window) and self.window.property("keypadInUse") else ""

    def go(self, name: str) -> None:
        """By arrows alone, the shortest way; in a field they may move the cursor first."""
        self.shop.hand.wait_for(name)
        for _ in range(30):
            if self.focus == name:
                return
            self.press(*self.way(name)[:1])
        raise AssertionError(f"{name} was not reached; the focus is on {self.focus}")

    def way(self, name: str) -> list[Qt.Key]:
        """The arrows that lead from the focus to an item."""
        if not self.focus:
            self.press(DOWN)
        ways = self.ways()
        assert name in ways, f"{name} cannot be reached from {self.focus}; what can: {sorted(ways)}"
        return ways[name]

    def ways(self) -> dict[str, list[Qt.Key]]:
        """Everything that arrows lead to from the focus, and by which."""
        places = {item: place_of(item) for item in tappables(self.window)}
        ways = {self.window.activeFocusItem(): []}
        for here in (queue := list(ways)):
            for arrow, direction in ARROWS.items():
                there = neighbour(here, places, *direction)
                if there not in ways:
                    ways[there] = [*ways[here], arrow]
                    queue.append(there)
        return {item.objectName(): way for item, way in ways.items()}

    def select(self, name: str) -> None:
        self.go(name)
        self.press(SELECT)

    def choose_language(self, language: str) -> None:
        """In the bar, or behind the globe."""
        self.shop.hand.wait_for("access")
        if self.shop.hand.find(f"language-{language}"):
            self.select(f"language-{language}")
        else:
            self.select("moreLanguages")
            self.select(f"sheet-language-{language}")
        assert self.shop.session.language == language


def reached_from(start: QQuickItem, places: dict[QQuickItem, QRectF]) -> set[QQuickItem]:
    """Everything that arrows lead to."""
    reached = [start]
    for here in reached:
        there = (neighbour(here, places, *direction) for direction in ARROWS.values())
        reached += [item for item in dict.fromkeys(there) if item not in reached]
    return set(reached)
