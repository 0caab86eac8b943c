"""Comparing a picture with the one on file: screens and pages look as they looked when somebody last looked at them."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image, ImageChops

UPDATE = "MOMENT_UPDATE_GOLDENS"
"""Set to 1 to write the pictures instead of comparing them; a changed golden needs its reason in the commit."""

FAINT = 64
"""Grey steps of 256 that do not count: versions of one rasteriser smooth the edges of letters a little differently."""

DIFFERENT_MOST = 0.0005
"""The share of pixels that may differ by more, for the same reason. A changed sentence, a moved line or a missing mark
is above it; a changed digit may not be, and is held by the tests that read the text."""


def assert_like_golden(image: Image.Image, path: Path) -> None:
    """Fails where the picture is not the one at path; leaves it beside that one, named .actual.png, to be looked at."""
    if os.environ.get(UPDATE) == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, optimize=True)
        return
    assert path.exists(), f"{path.name} is not there; {UPDATE}=1 makes it"
    actual = path.with_suffix(".actual.png")
    with Image.open(path) as golden:
        fault = difference(image, golden)
    if fault:
        image.save(actual)
    else:
        actual.unlink(missing_ok=True)
    assert not fault, f"{path.name}: {fault}; see {actual.name}, and {UPDATE}=1 if it is meant"


def difference(image: Image.Image, golden: Image.Image) -> str:
    """What is unlike in two pictures, in words; empty where they are alike."""
    if image.size != golden.size:
        return f"{image.size} pixels instead of {golden.size}"
    histogram = ImageChops.difference(image.convert("L"), golden.convert("L")).histogram()
    share = sum(histogram[FAINT + 1 :]) / (image.width * image.height)
    return f"{share:.3%} of pixels differ, {DIFFERENT_MOST:.3%} may" if share > DIFFERENT_MOST else ""
