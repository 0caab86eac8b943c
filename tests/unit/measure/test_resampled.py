"""The interval of a sum of resampled figures, where the figures undo each other."""

from __future__ import annotations

from itertools import pairwise
from math import hypot, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure.bootstrap import resampled
from kiosk.measure.resampled import Resampled, correlation, joint_arm
from kiosk.measure.rotated import Drawn, Sample

WEIGHTS = st.floats(-2, 2).filter(lambda weight: abs(weight) > 0.01)
VALUES = st.lists(st.floats(-3, 3), min_size=12, max_size=12)


def figure(values, least_error=0.02):
    centred = [value - sum(values) / len(values) for value in values]
    return Resampled.of(centred, resampled(centred, replicates=99, seed=3), len(values) - 1, least_error)


@given(VALUES, st.floats(0, 0.5), WEIGHTS, st.booleans())
def test_a_figure_alone_keeps_its_own_arms(values, least_error, weight, below):
    alone = figure(values, least_error)
    arm = alone.below if below == (weight > 0) else alone.above
    assert joint_arm([(weight, alone)], below=below) == pytest.approx(abs(weight) * arm)


@given(VALUES, VALUES, WEIGHTS, WEIGHTS, st.booleans())
def test_arms_are_put_together_by_their_correlation(first, second, one, other, below):
    figures = (one, figure(first, 0.0)), (other, figure(second, 0.0))
    arms = np.array([weight * (each.below if below == (weight > 0) else each.above) for weight, each in figures])
    between = correlation(figures[0][1], figures[1][1])
    whole = sqrt(max(0.0, arms @ np.array([[1, between], [between, 1]]) @ arms))
    assert joint_arm(figures, below=below) >= whole - 1e-9
    if whole > 1e-6:
        least = max(abs(weight) * max(each.least_below, each.least_above) for weight, each in figures)
        assert joint_arm(figures, below=below) <= max(whole, least) + 1e-9


def test_figures_that_undo_each_other_leave_the_doubt_of_one():
    both = figure([1.0, -1.0] * 6, least_error=0.05)
    assert joint_arm([(1.0, both), (-1.0, both)], below=True) == pytest.approx(both.least_below)
    assert both.least_below == pytest.approx(hypot(2.20099 * 0.05, 0.0), rel=1e-4)


def test_a_gap_that_is_the_same_every_day_still_has_an_interval():
    """Everyone wished for one point more than there was: 30 days of two, half of them 4 and half 5."""
    drawn = [Drawn(day, f"{day}-{n}", None, 0.1, 4.0 + day % 2) for day in range(30) for n in range(2)]
    wished = [Drawn(each.day, each.visit, None, 0.1, each.value + 1) for each in drawn]
    gap = Sample({"p": drawn, "d": wished}).gap(["p"], ["d"], "gap", ends=(-6.0, 6.0))
    assert gap.estimate == pytest.approx(-1)
    # At least z / n points, times Student's t on 29 days.
    assert (gap.estimate - gap.low, gap.high - gap.estimate) == pytest.approx([2.04523 * 1.95996 / 60] * 2, rel=1e-4)


@given(st.lists(st.integers(1, 6).map(float), min_size=5, max_size=60), st.integers(1, 40))
def test_no_gap_is_known_without_doubt(values, days):
    drawn = [Drawn(n % days, f"{n}", None, 0.1, value) for n, value in enumerate(values)]
    wished = [Drawn(each.day, each.visit, None, 0.1, each.value + 1) for each in drawn]
    gap = Sample({"p": drawn, "d": wished}, replicates=49).gap(["p"], ["d"], "gap", ends=(-6.0, 6.0))
    assert gap.low < gap.estimate < gap.high


@given(VALUES)
def test_the_least_is_never_more_than_the_whole(values):
    errors = (0.0, 0.01, 0.1, 1.0)
    for smaller, larger in pairwise(figure(values, error) for error in errors):
        assert smaller.least_below <= smaller.below + 1e-12
        assert smaller.least_above <= smaller.above + 1e-12
        assert smaller.least_below <= larger.least_below + 1e-12
