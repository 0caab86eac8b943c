"""All scenes, and the files they make."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kiosk.assets import ASSETS
from tests.drawings import asked, shop, taps
from tests.drawings.scenes import Scene

FOLDER = ASSETS.parent / "docs" / "measures"


@cache
def scenes() -> tuple[Scene, ...]:
    """In the order of the page."""
    return tuple(make() for make in (*taps.SCENES, *asked.SCENES, *shop.SCENES))


def files(folder: Path) -> dict[Path, str]:
    """What stands in each file of a folder."""
    return {folder / f"{scene.name}.svg": scene.canvas.svg(scene.name) for scene in scenes()}
