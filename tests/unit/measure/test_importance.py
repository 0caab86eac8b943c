from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import wilson
from kiosk.measure.estimate import Estimate
from kiosk.measure.importance import normalised, points, shares, weights

CHOSEN = {"tangibles": 11, "reliability": 32, "responsiveness": 23, "assurance": 19, "empathy": 15}
COUNTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 500), min_size=1).filter(
    lambda counts: sum(counts.values()) >= 5
)


def test_shares_are_wilsons_and_points_a_hundred_times_them():
    found = points(shares(CHOSEN))
    expected = wilson(32, 100)
    told = found["reliability"]
    assert (told.n, told.estimate) == (100, 32)
    assert (told.low, told.high) == pytest.approx((expected.low * 100, expected.high * 100))


@given(COUNTS)
def test_points_sum_to_a_hundred_and_weights_to_one(counts):
    chosen = shares(counts)
    assert sum(each.estimate for each in points(chosen).values()) == pytest.approx(100)
    found = weights(chosen)
    assert sum(found.values()) == pytest.approx(1)
    total = sum(counts.values())
    assert found == pytest.approx({name: count / total for name, count in counts.items()})


@pytest.mark.parametrize("chosen", [{}, {"a": 0}, {"a": 3, "b": 1}])
def test_too_few_choices_give_no_weights(chosen):
    assert weights(shares(chosen)) == {}
    assert all(each.estimate is None for each in points(shares(chosen)).values())


def test_an_unknown_share_leaves_all_weights_unknown():
    assert weights({"a": Estimate(9, 0.4, 0.2, 0.6, ""), "b": Estimate(9, None, None, None, "")}) == {}


@given(st.dictionaries(st.text(max_size=2), st.floats(1e-3, 1e300), min_size=1, max_size=6), st.floats(1e-3, 1e3))
def test_any_unit_of_importance_gives_the_same_weights(importance, factor):
    found = normalised(importance)
    assert sum(found.values()) == pytest.approx(1)
    assert all(0 <= each <= 1 for each in found.values())
    assert normalised({name: each * factor for name, each in importance.items()}) == pytest.approx(found)


@pytest.mark.parametrize("fault", [-1.0, nan, inf])
def test_what_is_no_importance_is_refused(fault):
    with pytest.raises(ValueError, match="importance is a finite number from 0"):
        normalised({"a": 1.0, "b": fault})


@pytest.mark.parametrize("nothing", [{}, {"a": 0.0, "b": 0.0}])
def test_something_must_matter(nothing):
    with pytest.raises(ValueError, match="at least one dimension that matters"):
        normalised(nothing)
