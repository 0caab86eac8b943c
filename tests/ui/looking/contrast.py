"""The contrast of a text as the pixels show it, whatever the theme's constants say.

The window is painted at three times its size, a piece at a time, so that even thin strokes have a core that no
smoothing has touched. In a text's box the ground is the most frequent colour. The letters' colour is the most frequent
one among those at least half as far from the ground as the farthest: the smoothed edges lie between, and a stray
pixel is outnumbered. The ratio of the two is WCAG 2.2's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.ui.looking.ink import painted
from tests.ui.looking.scene import Piece, Scene

LEAST = 10.0
ZOOM = 3

Pixels = npt.NDArray[np.uint8]
"""Rows of pixels of red, green and blue."""


def faint_texts(scene: Scene) -> Iterator[str]:
    """Texts below 10:1, those of the keyboard's keys and of fields among them.

    What is faded or cannot be tapped now is not for reading, as in WCAG 2.2, 1.4.3.
    """
    boxes = [(text, painted(text)) for text in [*scene.texts, *scene.keys]]
    boxes += [(field, _written(field)) for field in scene.fields if field.read("text")]
    read = [(text, box.intersected(text.window)) for text, box in boxes if not text.faded and not _out_of_use(text)]
    for (text, _), pixels in zip(read, pictures(scene.window, [box for _, box in read]), strict=True):
        measured = contrast(pixels)
        if measured < LEAST:
            yield f"{text.name} has a contrast of {measured:.1f}:1, not {LEAST:.0f}:1"


def _out_of_use(text: Piece) -> bool:
    """Part of a button that alone is disabled, not with its whole screen."""
    parent = text.button.parentItem() if text.button is not None else None
    return parent is not None and parent.isEnabled() and not text.button.isEnabled()


def _written(field: Piece) -> QRectF:
    """From the first to the last letter in a field."""
    first, last = (
        QRectF(*(field.number(f"positionToRectangle({place}).{part}") for part in ("x", "y", "width", "height")))
        for place in ("0", "length")
    )
    return field.item.mapRectToScene(first.united(last))


def contrast(pixels: Pixels) -> float:
    """The ratio of letters to ground in a text's picture; 1 where nothing is written."""
    colours, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_counts=True)
    ground = colours[counts.argmax()]
    distances = np.linalg.norm(colours.astype(float) - ground, axis=1)
    core = distances >= max(distances.max() / 2, 1)
    if not core.any():
        return 1.0
    letters = colours[core][counts[core].argmax()]
    lighter, darker = sorted((luminance(ground), luminance(letters)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Pixels) -> float:
    """Relative luminance (WCAG 2.2) of red, green and blue, 0 to 255."""
    parts = colour.astype(float) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def pictures(window: QQuickWindow, boxes: list[QRectF]) -> list[Pixels]:
    """Each box of a window as painted three times as large, or what a ninth of the window holds of it."""
    found: dict[int, Pixels] = {}
    root = window.contentItem()
    with _enlarged(root):
        for column, row in product(range(ZOOM), repeat=2):
            corner = QPointF(window.width() * column, window.height() * row) / ZOOM
            piece = QRectF(corner, QPointF(window.width(), window.height()) / ZOOM + corner)
            inside = [index for index, box in enumerate(boxes) if index not in found and piece.contains(box.center())]
            if not inside:
                continue
            root.setPosition(-ZOOM * corner)
            image = _pixels(window.grabWindow())
            for index in inside:
                found[index] = _crop(image, boxes[index].intersected(piece), corner, window)
    return [found[index] for index in range(len(boxes))]


@contextmanager
def _enlarged(root: QQuickItem) -> Iterator[None]:
    origin, place = root.transformOrigin(), root.position()
    root.setTransformOrigin(QQuickItem.TransformOrigin.TopLeft)
    root.setScale(ZOOM)
    try:
        yield
    finally:
        root.setScale(1)
        root.setPosition(place)
        root.setTransformOrigin(origin)


def _pixels(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def _crop(image: Pixels, box: QRectF, corner: QPointF, window: QQuickWindow) -> Pixels:
    ratio = ZOOM * image.shape[1] / window.width()
    left, top = (int(value * ratio) for value in (box.left() - corner.x(), box.top() - corner.y()))
    right, bottom = (int(value * ratio) + 1 for value in (box.right() - corner.x(), box.bottom() - corner.y()))
    return image[max(top, 0) : bottom, max(left, 0) : right]
