from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom
from scipy.stats.contingency import relative_risk
from statsmodels.stats.multitest import multipletests

from kiosk.measure import RateRatio, benjamini_hochberg, excess_p_value, hot_spots, rate_ratio

TALLY = st.builds(lambda bad, fine: (bad, bad + fine), st.integers(0, 200), st.integers(0, 200))
TAPPED = TALLY.filter(lambda tally: tally[1] > 0)
BOTH = TAPPED.filter(lambda tally: tally[0] > 0)
GRID = st.dictionaries(st.integers(0, 167), TALLY, max_size=12)
P_VALUES = st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=60)

# Benjamini & Hochberg 1995, section 4.1: four of fifteen rejected at 5 %.
MYOCARDIAL = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def simulated_grid(dice, rates):
    """168 cells of 5 to 45 taps; cell i is bad at rates.get(i, 8 %)."""
    sizes = [dice.randint(5, 45) for _ in range(168)]
    return {
        divmod(cell, 24): (sum(dice.random() < rates.get(cell, 0.08) for _ in range(n)), n)
        for cell, n in enumerate(sizes)
    }


def test_published_p_values_give_the_published_discoveries():
    adjusted = benjamini_hochberg(MYOCARDIAL)
    assert [value <= 0.05 for value in adjusted] == [True] * 4 + [False] * 11
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4)


@given(P_VALUES)
def test_adjusted_p_values_agree_with_statsmodels(p_values):
    assert benjamini_hochberg(p_values) == pytest.approx(multipletests(p_values, method="fdr_bh")[1].tolist())


@given(P_VALUES)
def test_adjustment_keeps_the_order_and_never_lowers(p_values):
    adjusted = benjamini_hochberg(p_values)
    assert all(p <= a <= 1 for p, a in zip(p_values, adjusted, strict=True))
    by_size = [a for _, a in sorted(zip(p_values, adjusted, strict=True))]
    assert by_size == sorted(by_size)


def test_no_tests_no_discoveries():
    assert benjamini_hochberg([]) == ()


@pytest.mark.parametrize("p_value", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_value_is_refused(p_value):
    with pytest.raises(ValueError, match="p-values lie in"):
        benjamini_hochberg([0.5, p_value])


def test_the_lady_tasting_tea():
    # Fisher 1935, The Design of Experiments: three of four right by chance 17 times in 70, all four once.
    assert excess_p_value((3, 4), (1, 4)) == pytest.approx(17 / 70)
    assert excess_p_value((4, 4), (0, 4)) == pytest.approx(1 / 70)


@given(TAPPED, TALLY)
def test_p_value_agrees_with_the_hypergeometric_distribution(inside, outside):
    total, bad = inside[1] + outside[1], inside[0] + outside[0]
    reference = hypergeom.sf(inside[0] - 1, total, bad, inside[1])
    assert excess_p_value(inside, outside) == pytest.approx(reference, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(
    ("inside", "outside"),
    [((40, 60), (400, 9940)), ((30, 30), (0, 5000)), ((1, 900), (700, 9000)), ((9, 9), (1, 9991))],
)
def test_far_tails_and_large_grids_agree_too(inside, outside):
    total, bad = inside[1] + outside[1], inside[0] + outside[0]
    reference = hypergeom.sf(inside[0] - 1, total, bad, inside[1])
    assert excess_p_value(inside, outside) == pytest.approx(reference, rel=1e-7)


@given(TAPPED, TALLY)
def test_one_more_bad_tap_inside_is_never_less_striking(inside, outside):
    bad, n = inside
    if bad < n:
        assert excess_p_value((bad + 1, n), outside) <= excess_p_value(inside, outside) + 1e-12


@given(BOTH, BOTH)
def test_ratio_agrees_with_katz(inside, outside):
    if (inside[0], outside[0]) == (inside[1], outside[1]):
        assert rate_ratio(inside, outside) == RateRatio(1.0, 0.0, None)
        return
    reference = relative_risk(*inside, *outside)
    limits = reference.confidence_interval(0.95)
    ratio = rate_ratio(inside, outside)
    assert ratio.estimate == pytest.approx(reference.relative_risk)
    assert (ratio.low, ratio.high) == pytest.approx((limits.low, limits.high))


@given(TAPPED, TAPPED)
def test_ratio_lies_in_its_interval_and_turns_round_with_the_sides(inside, outside):
    ratio, turned = rate_ratio(inside, outside), rate_ratio(outside, inside)
    assert ratio.low >= 0
    if ratio.estimate is not None:
        assert ratio.low <= ratio.estimate
        assert ratio.high is None or ratio.estimate <= ratio.high
    if ratio.high is not None and turned.low > 0:
        assert ratio.high == pytest.approx(1 / turned.low)


def test_ratios_without_bad_taps():
    only_here = rate_ratio((9, 20), (0, 500))
    assert only_here.estimate is None
    assert only_here.high is None
    assert only_here.low > 10
    never_here = rate_ratio((0, 50), (60, 500))
    assert (never_here.estimate, never_here.low) == (0.0, 0.0)
    assert 0 < never_here.high < 2
    assert rate_ratio((0, 20), (0, 500)) == RateRatio(None, 0.0, None)


def test_a_ratio_needs_both_sides():
    with pytest.raises(ValueError, match="both sides"):
        rate_ratio((1, 2), (0, 0))


def test_planted_hot_spots_are_found_and_nothing_else():
    planted = {5 * 24 + 17: 0.6, 5 * 24 + 18: 0.6}
    spots = hot_spots(simulated_grid(random.Random(4), planted))
    assert {spot.cell for spot in spots if spot.framed} == {(5, 17), (5, 18)}
    hottest = min(spots, key=lambda spot: spot.p_value)
    assert hottest.ratio.low < 0.6 / 0.08 < hottest.ratio.high


def test_even_grids_are_seldom_framed():
    dice = random.Random(5)
    framed = sum(any(spot.framed for spot in hot_spots(simulated_grid(dice, {}))) for _ in range(60))
    assert framed <= 6


def test_a_cell_of_four_is_neither_framed_nor_shown_but_counts_for_the_others():
    with_cell, without = {"quiet": (4, 4), "busy": (10, 50), "rest": (20, 400)}, {"busy": (10, 50), "rest": (20, 400)}
    spots = hot_spots(with_cell)
    assert [spot.cell for spot in spots] == ["busy", "rest"]
    assert spots[0].ratio.estimate == pytest.approx(10 / 50 / (24 / 404))
    assert spots[0].p_value > hot_spots(without)[0].p_value
    assert [spot.cell for spot in hot_spots({**with_cell, "quiet": (5, 5)})] == ["quiet", "busy", "rest"]


@pytest.mark.parametrize(
    "cells", [{}, {"only": (8, 20)}, {"only": (8, 20), "closed": (0, 0)}, {"a": (2, 3), "b": (0, 4)}]
)
def test_nothing_to_compare_is_no_result(cells):
    assert hot_spots(cells) == ()


def test_a_discovery_whose_ratio_may_be_one_is_not_framed():
    *_, large = hot_spots({"a": (2, 10), "b": (2, 10), "large": (49, 100)})
    assert large.adjusted <= 0.05
    assert large.ratio.low <= 1
    assert not large.framed


@given(GRID)
def test_frame_p_value_and_sentence_agree(cells):
    for spot in hot_spots(cells):
        assert spot.n >= 5
        assert 0 <= spot.p_value <= spot.adjusted <= 1
        if spot.framed:
            assert spot.adjusted <= 0.05
            assert spot.ratio.low > 1


@given(GRID, st.randoms(use_true_random=False))
def test_order_of_the_cells_does_not_matter(cells, dice):
    keys = dice.sample(list(cells), len(cells))
    by_cell = {spot.cell: spot for spot in hot_spots(cells)}
    assert {spot.cell: spot for spot in hot_spots({key: cells[key] for key in keys})} == by_cell


@pytest.mark.parametrize("rate", [0, 1, 5])
def test_the_rate_is_a_fraction(rate):
    with pytest.raises(ValueError, match="between 0 and 1"):
        hot_spots({}, false_discovery_rate=rate)


def test_a_whole_week_takes_under_50_milliseconds():
    grid = simulated_grid(random.Random(6), dict.fromkeys(range(40), 0.3))
    assert sum(n for _, n in grid.values()) > 3000

    def seconds():
        start = process_time()
        hot_spots(grid)
        return process_time() - start

    assert min(seconds() for _ in range(5)) < 0.05
