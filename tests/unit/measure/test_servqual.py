from __future__ import annotations

import re
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kiosk.measure.servqual import (
    dimension_gaps,
    item_gap,
    overall,
    published,
    published_overall,
    servperf,
    servqual,
)

# Table 2 of PMC6131925, n = 386: mean expectation, mean perception, gap, its printed interval, paired t.
N = 386
TABLE = {
    "tangibles": (4.44, 4.19, -0.25, -0.30, -0.19, -9.14),
    "reliability": (4.49, 4.36, -0.13, -0.18, -0.08, -4.93),
    "responsiveness": (4.48, 4.35, -0.13, -0.18, -0.07, -4.87),
    "assurance": (4.50, 4.32, -0.18, -0.23, -0.13, -4.87),
    "empathy": (4.56, 4.40, -0.16, -0.20, -0.10, -5.65),
}
MISPRINTED = "assurance"
"""Its t is that of responsiveness; with its own interval it would be about -7."""

ANSWERS = st.integers(1, 7).map(float)


@st.composite
def survey(draw, fewest=5):
    """Dimensions of one to three items, and a column of as many shoppers for each item and form."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    dimensions = {f"d{d}": [f"i{d}_{i}" for i in range(size)] for d, size in enumerate(sizes)}
    shoppers = draw(st.integers(fewest, 12))
    column = st.lists(ANSWERS, min_size=shoppers, max_size=shoppers)
    items = [item for members in dimensions.values() for item in members]
    return dimensions, {item: draw(column) for item in items}, {item: draw(column) for item in items}


@pytest.mark.parametrize(("dimension", "row"), list(TABLE.items()))
def test_a_published_gap_comes_from_its_means(dimension, row):
    expected, perceived, gap, *_ = row
    assert round(published(perceived, expected).estimate, 2) == gap


@pytest.mark.parametrize("dimension", [name for name in TABLE if name != MISPRINTED])
def test_a_published_interval_comes_from_its_t(dimension):
    expected, perceived, _, low, high, t = TABLE[dimension]
    estimate = published(perceived, expected, n=N, t=t)
    # All six are printed with two decimals only, and the last interval lies about -.15.
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=0.017)
    assert estimate.n == N


def test_the_misprinted_t_does_not_give_its_own_interval():
    expected, perceived, _, low, high, t = TABLE[MISPRINTED]
    estimate = published(perceived, expected, n=N, t=t)
    assert estimate.high - estimate.low > (high - low) * 1.4


def test_published_dimensions_make_one_gap():
    gaps = {name: row[2] for name, row in TABLE.items()}
    assert published_overall(gaps) == pytest.approx(-0.17)
    assert published_overall(gaps, {name: 5.0 if name == "tangibles" else 0.0 for name in gaps}) == pytest.approx(-0.25)
    assert published_overall({name: row[1] for name, row in TABLE.items()}) == pytest.approx(4.324)


@pytest.mark.parametrize(("t", "n"), [(9.14, N), (0.0, N), (nan, N), (-9.14, 1)])
def test_a_t_that_cannot_be_is_refused(t, n):
    with pytest.raises(ValueError, match="does not belong to a gap of -0"):
        published(4.19, 4.44, n=n, t=t)


def test_means_alone_give_no_interval():
    estimate = published(4.19, 4.44)
    assert (estimate.low, estimate.high) == (None, None)


@given(st.lists(st.tuples(ANSWERS, ANSWERS), min_size=5, max_size=30))
def test_an_items_interval_is_that_of_the_paired_t(pairs):
    perceived, expected = map(list, zip(*pairs, strict=True))
    estimate = item_gap(perceived, expected)
    assert estimate.estimate == pytest.approx(np.mean(perceived) - np.mean(expected))
    if len({mine - wanted for mine, wanted in pairs}) == 1:
        assert (estimate.low, estimate.high) == (None, None)
    else:
        interval = stats.ttest_rel(perceived, expected).confidence_interval(0.95)
        assert (estimate.low, estimate.high) == pytest.approx((interval.low, interval.high), abs=1e-9)


@given(survey())
def test_dimensions_are_means_of_items_and_the_whole_of_dimensions(drawn):
    dimensions, perceived, expected = drawn
    scores = servqual(dimensions, perceived, expected)
    for name, items in dimensions.items():
        assert scores.dimensions[name].estimate == pytest.approx(
            np.mean([scores.items[item].estimate for item in items]), abs=1e-9
        )
    assert scores.overall.estimate == pytest.approx(
        np.mean([each.estimate for each in scores.dimensions.values()]), abs=1e-9
    )
    assert scores.weighted is None
    assert dimension_gaps(dimensions, perceived, expected) == scores.dimensions


@given(survey())
def test_a_shoppers_items_are_not_taken_as_independent(drawn):
    dimensions, perceived, expected = drawn
    for name, items in dimensions.items():
        apart = np.mean([np.subtract(perceived[item], expected[item]) for item in items], axis=0)
        estimate = servqual(dimensions, perceived, expected).dimensions[name]
        if np.ptp(apart) > 1e-9:
            low, high = stats.t.interval(0.95, len(apart) - 1, np.mean(apart), stats.sem(apart))
            assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=1e-9)


@given(survey())
def test_a_gap_is_the_difference_of_two_servperfs(drawn):
    dimensions, perceived, expected = drawn
    gap = overall(dimensions, perceived, expected).estimate
    assert gap == pytest.approx(
        servperf(dimensions, perceived).overall.estimate - servperf(dimensions, expected).overall.estimate, abs=1e-9
    )


@given(survey(), st.randoms(use_true_random=False))
def test_neither_order_of_shoppers_nor_of_dimensions_matters(drawn, random):
    dimensions, perceived, expected = drawn
    order = list(range(len(next(iter(perceived.values())))))
    random.shuffle(order)
    names = list(dimensions)
    random.shuffle(names)
    moved = [{item: [column[n] for n in order] for item, column in form.items()} for form in (perceived, expected)]
    before, after = servqual(dimensions, perceived, expected), servqual({n: dimensions[n] for n in names}, *moved)
    for name in names:
        assert after.dimensions[name].estimate == pytest.approx(before.dimensions[name].estimate, abs=1e-9)
    assert after.overall.estimate == pytest.approx(before.overall.estimate, abs=1e-9)


@given(survey(), st.floats(0.5, 20), st.floats(-10, 10))
def test_gaps_stretch_with_the_scale_and_forget_where_it_begins(drawn, factor, shift):
    dimensions, perceived, expected = drawn
    moved = [{item: [factor * each + shift for each in column] for item, column in form.items()}
             for form in (perceived, expected)]  # fmt: skip
    assert overall(dimensions, *moved).estimate == pytest.approx(
        factor * overall(dimensions, perceived, expected).estimate, abs=1e-6
    )


@given(survey(), st.floats(0.01, 1e6), st.data())
def test_weights_are_shares_of_their_sum(drawn, factor, data):
    dimensions, perceived, expected = drawn
    weights = {name: data.draw(st.floats(0.1, 10)) for name in dimensions}
    once = servqual(dimensions, perceived, expected, weights)
    scaled = servqual(dimensions, perceived, expected, {name: each * factor for name, each in weights.items()})
    assert scaled.weighted.estimate == pytest.approx(once.weighted.estimate, abs=1e-9)
    each = [once.dimensions[name].estimate for name in dimensions]
    assert min(each) - 1e-9 <= once.weighted.estimate <= max(each) + 1e-9
    assert once.weighted.estimate == pytest.approx(np.average(each, weights=list(weights.values())), abs=1e-9)
    assert overall(dimensions, perceived, expected, weights) == once.weighted


@given(survey())
def test_equal_weights_are_no_weights(drawn):
    dimensions, perceived, expected = drawn
    scores = servqual(dimensions, perceived, expected, dict.fromkeys(dimensions, 20.0))
    assert scores.weighted.estimate == pytest.approx(scores.overall.estimate, abs=1e-9)


@pytest.mark.parametrize("shoppers", range(5))
def test_too_few_shoppers_say_nothing(shoppers):
    column = {"on_time": [5.0, 6.0, 4.0, 7.0][:shoppers]}
    scores = servqual({"reliability": ["on_time"]}, column, column)
    for estimate in (scores.items["on_time"], scores.dimensions["reliability"], scores.overall):
        assert (estimate.n, estimate.estimate, estimate.low, estimate.high) == (shoppers, None, None, None)


def test_where_all_agree_the_mean_has_no_interval():
    estimate = item_gap([4.0] * 9, [5.0] * 9)
    assert (estimate.estimate, estimate.low, estimate.high) == (-1, None, None)


@pytest.mark.parametrize("fault", [nan, inf, -inf])
def test_what_is_no_number_is_refused(fault):
    with pytest.raises(ValueError, match="an answer is a finite number"):
        item_gap([4.0] * 5 + [fault], [4.0] * 6)


def test_ragged_columns_are_refused():
    with pytest.raises(ValueError, match="columns of different lengths: 5, 6"):
        item_gap([4.0] * 5, [4.0] * 6)
    with pytest.raises(ValueError, match="columns of different lengths"):
        servperf({"a": ["x", "y"]}, {"x": [1.0] * 5, "y": [1.0] * 4})


@pytest.mark.parametrize(
    ("dimensions", "told"),
    [
        ({}, "at least one dimension"),
        ({"a": []}, "at least one item"),
        ({"a": ["x"], "b": ["x"]}, "an item belongs to one dimension"),
        ({"a": ["x", "x"]}, "an item belongs to one dimension"),
        ({"a": ["x", "y"]}, "no answers to 'y'"),
    ],
)
def test_dimensions_that_do_not_fit_are_refused(dimensions, told):
    with pytest.raises(ValueError, match=told):
        servperf(dimensions, {"x": [1.0, 2.0]})


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({}, "weights for nothing; expected one for each dimension"),
        ({"a": 1.0, "b": 1.0}, "weights for a, b; expected one"),
        ({"a": 0.0}, "expected at least one dimension that matters"),
        ({"a": -1.0}, "importance is a finite number from 0"),
        ({"a": nan}, "importance is a finite number from 0"),
    ],
)
def test_weights_that_cannot_be_are_refused(weights, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        servperf({"a": ["x"]}, {"x": [1.0, 2.0]}, weights)


def test_definitions_say_what_and_on_which_scale():
    scores = servqual({"empathy": ["kind"]}, {"kind": [1.0] * 5}, {"kind": [2.0] * 5}, {"empathy": 1.0})
    assert scores.dimensions["empathy"].definition == (
        "Mean of dimension empathy: perceived minus expected by the same shoppers, in points of their scale."
    )
    assert "each alike" in scores.overall.definition
    assert "weighted by importance" in scores.weighted.definition
