"""Looks at a window as a careful person would, and tells what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickWindow

from tests.ui.looking.contrast import faint_texts
from tests.ui.looking.places import out_of_reach, outside, overlaps, small_targets
from tests.ui.looking.scene import Scene, scene_of
from tests.ui.looking.words import cut_texts, small_texts, texts_off_their_button

X_HEIGHT_MM = 3.6


def faults(
    window: QQuickWindow,
    *,
    pixels_per_mm: float,
    low_reach: bool = False,
    contrast: bool = False,
    x_height_mm: float = X_HEIGHT_MM,
    excused: Collection[str] = (),
) -> list[str]:
    """Everything that is wrong with what a window shows, at rest; [] where all is well.

    pixels_per_mm is the true density of the glass. low_reach: everything to tap belongs in the lower half. contrast
    paints the window anew, some ten times. excused: parts of sentences to leave out; each must be one that is found,
    so that no excuse outlives its cause.

    Each sentence begins with the screen, the language and the size, and names the item.
    """
    scene = scene_of(window)
    found = chain(
        cut_texts(scene),
        texts_off_their_button(scene),
        outside(scene),
        overlaps(scene),
        small_targets(scene, pixels_per_mm),
        small_texts(scene, pixels_per_mm, x_height_mm),
        out_of_reach(scene) if low_reach else (),
        faint_texts(scene) if contrast else (),
    )
    sentences = list(found)
    idle = [f"nothing to excuse: {excuse}" for excuse in excused if not any(excuse in told for told in sentences)]
    kept = [told for told in sentences if not any(excuse in told for excuse in excused)]
    return [f"{_where(window)}: {told}" for told in [*kept, *idle]]


def _where(window: QQuickWindow) -> str:
    """The screen, the language and the size; only the size of a window without a session."""
    expression = QQmlExpression(QQmlEngine.contextForObject(window), window, "session.screen + ' ' + session.language")
    shown, undefined = expression.evaluate()
    return " ".join([*([] if undefined else [shown]), f"{window.width()}x{window.height()}"])


__all__ = ["Scene", "faults", "scene_of"]
