"""Nothing is cut, nothing overlaps, everything is large enough: a sample that covers every display, language, size
of text and look at least once. The full product is `make screens`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from kiosk.comfort import Look
from tests.plans import PLANS
from tests.ui.looking import faults
from tests.ui.walking import DISPLAYS, Display, Walk

SIZES = (0, 1, 2, 3)
LOW_REACH_FROM_MM = 160
"""On lower screens everything is low anyway, and the choice is not offered."""


@pytest.fixture(params=DISPLAYS, ids=lambda display: display.name)
def walk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Walk]:
    walk = Walk(request.param, tmp_path)
    yield walk
    walk.close()


def sample(display: Display, languages: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Each text size in three languages, other ones on every display."""
    ring = cycle(languages)
    for _ in range(DISPLAYS.index(display) * 5):
        next(ring)
    for size in SIZES:
        for _ in range(3):
            yield next(ring), size


def some_plans(display: Display) -> Iterator[list[str]]:
    """Three at a time without an end, each display beginning at another one."""
    ring = islice(cycle(PLANS), DISPLAYS.index(display), None)
    while True:
        yield list(islice(ring, 3))


def test_nothing_is_cut_or_overlaps_and_everything_is_large_enough(walk: Walk) -> None:
    display = walk.display
    found: list[str] = []
    for (language, size), plans in zip(sample(display, walk.survey.languages), some_plans(display)):  # noqa: B905
        for screen in walk.screens(language, size, plans=plans):
            told = faults(walk.kiosk.window, pixels_per_mm=display.pixels_per_mm, x_height_mm=0)
            found += [f"{screen}, text size {size}, {each}" for each in told]
    assert found == []


@pytest.mark.parametrize("look", Look)
def test_every_text_stands_out_ten_to_one_in_the_pixels(tmp_path: Path, look: Look) -> None:
    display = next(each for each in DISPLAYS if each.name == "15 inch")
    walk = Walk(display, tmp_path)
    found: list[str] = []
    for screen in walk.screens(walk.survey.languages[list(Look).index(look)], 0, look):
        found += [f"{screen}: {told}" for told in faults(
            walk.kiosk.window, pixels_per_mm=display.pixels_per_mm, contrast=True
        )]  # fmt: skip
    walk.close()
    assert found == []


@pytest.mark.parametrize(
    "display", [each for each in DISPLAYS if each.millimetres[1] >= LOW_REACH_FROM_MM], ids=lambda display: display.name
)
def test_in_low_reach_everything_to_tap_stands_in_the_lower_half(tmp_path: Path, display: Display) -> None:
    walk = Walk(display, tmp_path)
    found: list[str] = []
    turns = zip(((walk.survey.languages[0], 0), ("de", 3), ("ar", 1)), some_plans(display), strict=False)
    for (language, size), plans in turns:
        for screen in walk.screens(language, size, low_reach=True, plans=plans):
            told = faults(walk.kiosk.window, pixels_per_mm=display.pixels_per_mm, low_reach=True, x_height_mm=0)
            found += [f"{screen}, text size {size}, {each}" for each in told]
    walk.close()
    assert found == []
