"""Are all words there to be read: none cut, none off the screen, none too small?"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF

from tests.ui.looking.ink import ink, x_height
from tests.ui.looking.scene import Piece, Scene

SLACK = 1.0
"""Pixels that rounding may take."""


def cut_texts(scene: Scene) -> Iterator[str]:
    """Texts with dots at their end, larger than their box, or with letters beyond what lets them be seen."""
    for text in scene.texts:
        if text.read("truncated"):
            yield f"{text.name} is cut short"
        for side, content in (("width", "contentWidth"), ("height", "contentHeight")):
            if text.number(content) > text.number(side) + SLACK:
                yield f"{text.name} needs a {side} of {text.number(content):.0f}, has {text.number(side):.0f}"
        beyond = _beyond(ink(text), text.window)
        if beyond:
            yield f"{text.name} has letters {beyond:.0f} px beyond the edge that hides them"
        beyond = _beyond(ink(text), text.box) if text.item.clip() else 0
        if beyond:
            yield f"{text.name} has letters {beyond:.0f} px beyond its own box, which hides them"
    for field in scene.fields:
        if _scrolls(field):
            yield f"{field.name} is taller than the room it is shown in"


def texts_off_their_button(scene: Scene) -> Iterator[str]:
    """Words of a button that reach beyond it."""
    boxes = {target.item: target.box for target in scene.targets}
    for text in scene.texts:
        if text.button in boxes and _beyond(ink(text), boxes[text.button]):
            yield f"{text.name} reaches beyond its button"


def small_texts(scene: Scene, pixels_per_mm: float, least_mm: float) -> Iterator[str]:
    """Texts whose small letters are lower than this on the glass."""
    for piece in [*scene.texts, *scene.fields]:
        height = x_height(piece) / pixels_per_mm
        # A font's pixel size is a whole number, so its x may be half a pixel short of what was asked.
        if height < least_mm - 0.5 / pixels_per_mm:
            yield f"{piece.name} has an x-height of {height:.2f} mm, not {least_mm} mm"


def _beyond(box: QRectF, edge: QRectF) -> float:
    """How far a box stands out of another; 0 within the slack."""
    most = max(edge.left() - box.left(), box.right() - edge.right(), edge.top() - box.top(),
               box.bottom() - edge.bottom())  # fmt: skip
    return most if most > SLACK else 0


def _scrolls(field: Piece) -> bool:
    """Whether an empty field is larger than what shows it; a long comment may be."""
    return not field.read("text") and bool(_beyond(field.box, field.window))
