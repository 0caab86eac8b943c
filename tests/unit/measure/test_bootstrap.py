from __future__ import annotations

from collections import Counter
from math import sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.measure.bootstrap import resampled

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


def one_by_one(values, replicates, seed):
    """The same draws, each replicate summed on its own."""
    dice = Random(seed)
    totals = []
    for _ in range(replicates):
        drawn = Counter(dice.choices(range(len(values)), k=len(values)))
        totals.append(sum(values[place] * times for place, times in drawn.items()) - sum(values))
    return totals


@settings(max_examples=60)
@given(VALUES, st.integers(1, 50), st.integers(0, 3))
def test_lanes_add_up_as_sums_one_by_one(values, replicates, seed):
    largest = max(map(abs, values))
    quick = resampled(values, replicates=replicates, seed=seed)
    assert quick == pytest.approx(one_by_one(values, replicates, seed), abs=1e-7 * largest + 1e-300)


def test_lanes_keep_their_borders_where_totals_are_as_large_as_can_be():
    """One huge value and its opposite: every replicate's lane is near an end, none runs into its neighbour."""
    values = [1e12] * 200 + [-1e12] * 200
    quick = resampled(values, replicates=200, seed=1)
    assert quick == pytest.approx(one_by_one(values, 200, 1), rel=1e-7, abs=1)
    assert min(quick) < 0 < max(quick)


def test_the_spread_is_that_of_endless_replicates():
    dice = np.random.default_rng(4)
    for _ in range(20):
        values = dice.normal(size=91)
        values -= values.mean()
        totals = resampled(values.tolist(), replicates=999, seed=1)
        spread = sqrt(sum(total**2 for total in totals) / len(totals))
        assert spread == pytest.approx(sqrt((values**2).sum()), rel=0.1)


def test_figures_of_the_same_days_are_resampled_jointly():
    values = [float(day % 7) for day in range(91)]
    totals = resampled(values, replicates=99, seed=1)
    twice = resampled([2 * value + 3 for value in values], replicates=99, seed=1)
    assert twice == pytest.approx([2 * total for total in totals], abs=1e-6)


def test_another_seed_draws_otherwise():
    values = [1.0, -2.0, 4.0, 0.5]
    assert resampled(values, replicates=50, seed=1) == resampled(values, replicates=50, seed=1)
    assert resampled(values, replicates=50, seed=1) != resampled(values, replicates=50, seed=2)


@pytest.mark.parametrize("values", [[], [0.0, 0.0]])
def test_what_does_not_vary_does_not_vary_in_replicates(values):
    assert resampled(values, replicates=3, seed=1) == [0, 0, 0]
