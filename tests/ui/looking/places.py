"""Does everything stand where an eye and a finger can tell it apart: on the glass, apart, large, within reach?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import hypot

from PySide6.QtCore import QRectF

from tests.ui.looking.ink import ink
from tests.ui.looking.scene import Piece, Scene

TARGET_MM = 12.7
GAP_MM = 2.54
HALF_PIXEL = 0.5
SLACK = 1.0


def outside(scene: Scene) -> Iterator[str]:
    """What is not wholly on the glass, or is hidden in part by what it lies in."""
    for piece in [*scene.targets, *scene.pictures]:
        if not scene.glass.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(piece.box):
            yield f"{piece.name} leaves the window: {_told(piece.box)}"
    for target in scene.targets:
        if target not in scene.fields and not target.window.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(target.box):
            yield f"{target.name} is hidden in part: {_told(target.box)}"


def overlaps(scene: Scene) -> Iterator[str]:
    """Things to tap on each other; words on other words, on pictures and on what they do not belong to."""
    for one, other in combinations(_targets(scene), 2):
        if _overlap(one.box, other.box):
            yield f"{one.name} and {other.name} overlap"
    letters = [(text, ink(text)) for text in scene.texts]
    for (one, ones), (other, others) in combinations(letters, 2):
        if _overlap(ones, others):
            yield f"{one.name} is written over {other.name}"
    for text, box in letters:
        foreign = [target for target in _targets(scene) if not _belongs(text, target)]
        for thing in (*foreign, *scene.pictures):
            if _overlap(box, thing.box):
                yield f"{text.name} is written over {thing.name}"


def small_targets(scene: Scene, pixels_per_mm: float) -> Iterator[str]:
    """Things to tap that are smaller than a fingertip, or nearer to each other than fingers can tell."""
    for target in scene.targets:
        box = target.box.intersected(target.window)
        if min(box.width(), box.height()) < TARGET_MM * pixels_per_mm - HALF_PIXEL:
            sides = f"{box.width() / pixels_per_mm:.2f} x {box.height() / pixels_per_mm:.2f}"
            yield f"{target.name} is {sides} mm, not {TARGET_MM} mm both ways"
    for one, other in combinations(_targets(scene), 2):
        gap = _gap(one.box, other.box)
        if 0 < gap < GAP_MM * pixels_per_mm - HALF_PIXEL or (gap == 0 and not _overlap(one.box, other.box)):
            yield f"{one.name} and {other.name} are {gap / pixels_per_mm:.2f} mm apart, not {GAP_MM} mm"


def out_of_reach(scene: Scene) -> Iterator[str]:
    """Things to tap in the upper half of the screen."""
    for target in scene.targets:
        box = target.box.intersected(target.window)
        if box.top() < scene.glass.center().y() - HALF_PIXEL and not scene.is_ground(target):
            yield f"{target.name} begins at {box.top():.0f}, above the middle"


def _targets(scene: Scene) -> list[Piece]:
    """Without the one that fills the screen and lies beneath the others."""
    return [target for target in scene.targets if not scene.is_ground(target)]


def _belongs(text: Piece, target: Piece) -> bool:
    """The words of a button, and the hint in a field."""
    return target.item in (text.button, text.item.parentItem())


def _overlap(one: QRectF, other: QRectF) -> bool:
    both = one.intersected(other)
    return both.width() > SLACK and both.height() > SLACK


def _gap(one: QRectF, other: QRectF) -> float:
    across = max(one.left() - other.right(), other.left() - one.right(), 0)
    down = max(one.top() - other.bottom(), other.top() - one.bottom(), 0)
    return hypot(across, down)


def _told(box: QRectF) -> str:
    return f"{box.x():.0f},{box.y():.0f} {box.width():.0f}x{box.height():.0f}"
