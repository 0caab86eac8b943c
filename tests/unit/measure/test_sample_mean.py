from __future__ import annotations

from math import inf, nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kiosk.measure.estimate import Estimate
from kiosk.measure.sample_mean import independent_difference, sample_mean

REAL = st.floats(-50, 50)
HALF = st.floats(0, 10)


@st.composite
def estimates(draw):
    value = draw(REAL)
    return Estimate(draw(st.integers(5, 900)), value, value - draw(HALF), value + draw(HALF), "")


@given(st.lists(st.integers(0, 10).map(float), min_size=5, max_size=40).filter(lambda each: len(set(each)) > 1))
def test_the_interval_is_students(values):
    estimate = sample_mean(values, "m")
    low, high = stats.t.interval(0.95, len(values) - 1, estimate.estimate, stats.sem(values))
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0, 3.0, 4.0]])
def test_fewer_than_five_say_nothing(values):
    assert sample_mean(values, "m") == Estimate(len(values), None, None, None, "m")


@pytest.mark.parametrize("values", [[3.0] * 6, [0.1 + 0.2, 0.3, 0.3, 0.3, 0.3], [0.0] * 5])
def test_where_all_agree_but_for_rounding_there_is_no_interval(values):
    estimate = sample_mean(values, "m")
    assert (estimate.estimate, estimate.low, estimate.high) == (pytest.approx(values[-1]), None, None)


@pytest.mark.parametrize("fault", [nan, inf, -inf])
def test_what_is_no_number_is_refused(fault):
    with pytest.raises(ValueError, match="finite"):
        sample_mean([fault], "m")


@given(REAL, REAL, HALF, HALF)
def test_of_even_intervals_the_squares_add(first, second, a, b):
    difference = independent_difference(
        Estimate(9, first, first - a, first + a, ""), Estimate(5, second, second - b, second + b, ""), "d"
    )
    assert (difference.n, difference.definition) == (5, "d")
    assert difference.estimate == pytest.approx(first - second)
    assert difference.high - difference.estimate == pytest.approx(sqrt(a * a + b * b), abs=1e-9)
    assert difference.estimate - difference.low == pytest.approx(sqrt(a * a + b * b), abs=1e-9)


@given(estimates(), estimates())
def test_it_turns_round_with_its_sides(first, second):
    one, other = independent_difference(first, second, ""), independent_difference(second, first, "")
    assert (one.estimate, one.low, one.high) == pytest.approx((-other.estimate, -other.high, -other.low), abs=1e-9)


@given(estimates(), estimates())
def test_it_never_leaves_what_both_allow(first, second):
    difference = independent_difference(first, second, "")
    assert first.low - second.high - 1e-9 <= difference.low <= difference.estimate
    assert difference.estimate <= difference.high <= first.high - second.low + 1e-9


def test_newcombes_published_interval_of_two_shares():
    # Newcombe 1998, Statistics in Medicine 17, 873-890, method 10: 56/70 against 48/80 is .0524 to .3339.
    first, second = Estimate(70, 56 / 70, 0.6918, 0.8770, ""), Estimate(80, 48 / 80, 0.4904, 0.7005, "")
    difference = independent_difference(first, second, "")
    assert (difference.low, difference.high) == pytest.approx((0.0524, 0.3339), abs=5e-4)


def test_an_unknown_side_leaves_nothing_and_one_without_interval_the_difference():
    known, unknown, bare = (
        Estimate(9, 4.0, 3.0, 5.0, ""), Estimate(2, None, None, None, ""), Estimate(9, 3.0, None, None, ""),
    )  # fmt: skip
    assert independent_difference(known, unknown, "d") == Estimate(2, None, None, None, "d")
    assert independent_difference(unknown, known, "d") == Estimate(2, None, None, None, "d")
    assert independent_difference(known, bare, "d") == Estimate(9, 1.0, None, None, "d")
