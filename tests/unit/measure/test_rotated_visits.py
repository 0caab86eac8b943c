"""Fewer than five shoppers are hidden, however many items each of them answered."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.measure.rotated import Drawn, Sample

ITEMS = tuple(f"perceived.reliability.{name}" for name in "abcde")
WISHED = "desired.reliability.a"
MONDAY = date(2026, 11, 9).toordinal()


def answered(visits: int, questions: tuple[str, ...]) -> dict[str, list[Drawn]]:
    """Each of so many visits answers all of these questions."""
    return {
        question: [Drawn(MONDAY + n % 7, f"v{n}", None, 1.0, 1.0 + n % 5) for n in range(visits)]
        for question in questions
    }


@pytest.mark.parametrize(("visits", "shown"), [(1, False), (4, False), (5, True)])
def test_a_mean_over_items_is_of_five_visits_at_least(visits, shown):
    mean = Sample(answered(visits, ITEMS)).mean(ITEMS, "", ends=(1, 7))
    assert (mean.n, mean.estimate is not None) == (5 * visits, shown)


def test_a_gap_is_of_five_visits_on_either_side():
    answers = answered(4, ITEMS) | answered(30, (WISHED,))
    gap = Sample(answers).gap(ITEMS, [WISHED], "", ends=(-6, 6))
    assert (gap.n, gap.estimate) == (20, None)
