"""What a window shows, as plain boxes: the texts, the pictures and the things to tap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlEngine, QQmlExpression, QQmlProperty
from PySide6.QtQuick import QQuickItem, QQuickWindow

KEYBOARD = "keyboard"
"""The on-screen keyboard's objectName. Its keys are Qt's own drawing; of them only the contrast is looked at."""
SEEN = 0.99
"""Opacity below which a thing is faded on purpose, and not for reading."""
GROUND = 0.5
"""The part of the window that a button covers when it is the ground for others: a tap anywhere ends the thanks."""


@dataclass(frozen=True)
class Piece:
    """A visible item, its box on the window and what lets it be seen, in the window's pixels."""

    item: QQuickItem
    box: QRectF
    window: QRectF
    """The part of the window that no clipping ancestor hides."""
    faded: bool
    button: QQuickItem | None
    """The thing to tap that it is part of."""
    on_keyboard: bool

    @property
    def name(self) -> str:
        """How to find it: its words, and the nearest objectName."""
        item: QQuickItem | None = self.item
        while item is not None and not item.objectName():
            item = item.parentItem()
        words = str(self.read("text") or self.read("placeholderText") or "")[:40]
        return " ".join(filter(None, [item.objectName() if item else "", repr(words) if words else ""])) or "?"

    def read(self, name: str) -> object:
        """One of its QML properties; None where it has none of that name."""
        return QQmlProperty.read(self.item, name)

    def number(self, name: str) -> float:
        """A property that is a number, or a name for one as Text.Wrap is."""
        expression = QQmlExpression(QQmlEngine.contextForObject(self.item), self.item, f"Number({name})")
        value, undefined = expression.evaluate()
        return 0.0 if undefined else float(value)


@dataclass(frozen=True)
class Scene:
    """Everything that can be seen and reached now: with a modal item open, only what is on the topmost of them."""

    window: QQuickWindow
    texts: list[Piece]
    """Including placeholders; without those faded to nothing."""
    fields: list[Piece]
    targets: list[Piece]
    """What can be tapped, fields included."""
    pictures: list[Piece]
    keys: list[Piece]
    """The letters on the on-screen keyboard, which are in none of the other lists."""

    @property
    def glass(self) -> QRectF:
        """The window's own box."""
        return QRectF(0, 0, self.window.width(), self.window.height())

    def is_ground(self, target: Piece) -> bool:
        """Whether a button fills the screen, so that everything else stands on it."""
        return target.box.width() * target.box.height() > GROUND * self.glass.width() * self.glass.height()


def scene_of(window: QQuickWindow) -> Scene:
    """What a window shows."""
    pieces = list(_pieces(window))
    covers = [piece for piece in pieces if piece.item.property("modal") is True]
    if covers:
        pieces = [piece for piece in pieces if _within(piece.item, covers[-1].item)]
    keys = [piece for piece in pieces if piece.on_keyboard and _has_words(piece)]
    pieces = [piece for piece in pieces if not piece.on_keyboard]
    fields = [piece for piece in pieces if _is(piece, "QQuickTextEdit", "QQuickTextInput")]
    return Scene(
        window,
        texts=[piece for piece in pieces if _has_words(piece)],
        fields=fields,
        targets=[piece for piece in pieces if piece.item is piece.button or (piece in fields and _takes_a_tap(piece))],
        pictures=[piece for piece in pieces if _is(piece, "QQuickShape", "QQuickImage")],
        keys=keys,
    )


def _takes_a_tap(field: Piece) -> bool:
    """A field that only the keyboard works on is none to tap."""
    return bool(field.item.property("activeFocusOnPress"))


def _pieces(window: QQuickWindow) -> Iterator[Piece]:
    glass = QRectF(0, 0, window.width(), window.height())
    yield from _below(window.contentItem(), glass, opacity=1.0, button=None, keys=False)


def _below(item: QQuickItem, seen: QRectF, opacity: float, button: QQuickItem | None, *, keys: bool) -> Iterator[Piece]:
    for child in sorted(item.childItems(), key=QQuickItem.z):
        clear = opacity * child.opacity()
        if not child.isVisible() or clear == 0:
            continue
        box = child.mapRectToScene(QRectF(0, 0, child.width(), child.height()))
        tapped = child if _is_button(child) else button
        within = keys or child.objectName() == KEYBOARD
        yield Piece(child, box, seen, clear < SEEN, tapped, within)
        yield from _below(child, seen.intersected(box) if child.clip() else seen, clear, tapped, keys=within)


def _is_button(item: QQuickItem) -> bool:
    """Not what merely keeps taps from going through: that takes no focus."""
    return item.inherits("QQuickAbstractButton") and item.activeFocusOnTab()


def _has_words(piece: Piece) -> bool:
    return _is(piece, "QQuickText") and bool(piece.read("text"))


def _is(piece: Piece, *kinds: str) -> bool:
    return any(piece.item.inherits(kind) for kind in kinds)


def _within(item: QQuickItem | None, ancestor: QQuickItem) -> bool:
    while item is not None and item != ancestor:
        item = item.parentItem()
    return item is not None
