from __future__ import annotations

from itertools import combinations
from math import inf, nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from kiosk.measure.alpha import classic, from_moments, interval, pairwise

# Bock & Lieberman 1970, Psychometrika 35, 179-197: 1,000 persons on the five items of LSAT section 6, by pattern of
# right answers, 00000, 00001, … 11111.
LSAT = [3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28,
        298]  # fmt: skip
ROWS = [tuple(float(answer) for answer in f"{pattern:05b}") for pattern, n in enumerate(LSAT) for _ in range(n)]
# As `descript(LSAT)` of R's ltm prints them (Rizopoulos 2006, J. Statistical Software 17(5)).
ALPHA = 0.2950
WITHOUT = (0.2754, 0.2376, 0.2168, 0.2459, 0.2663)


@st.composite
def complete(draw, fewest=5, most=30):
    items = draw(st.integers(2, 6))
    row = st.lists(st.integers(1, 7).map(float), min_size=items, max_size=items)
    return draw(st.lists(row, min_size=fewest, max_size=most))


def varied(rows):
    return len({sum(row) for row in rows}) > 1


def by_pairs(rows):
    return {
        (f"i{a}", f"i{b}"): [(row[a], row[b]) for row in rows] for a, b in combinations(range(len(rows[0])), 2)
    }


def test_a_published_table_gives_the_published_alpha():
    estimate = classic(ROWS)
    assert (estimate.n, round(estimate.estimate, 4)) == (1000, ALPHA)


@pytest.mark.parametrize(("left_out", "alpha"), list(enumerate(WITHOUT)))
def test_and_without_each_item(left_out, alpha):
    rows = [row[:left_out] + row[left_out + 1 :] for row in ROWS]
    assert round(classic(rows).estimate, 4) == alpha


@given(complete())
def test_it_is_what_the_covariance_matrix_gives(rows):
    assume(varied(rows))
    matrix = np.cov(np.array(rows), rowvar=False)
    k = len(matrix)
    assert classic(rows).estimate == pytest.approx(k / (k - 1) * (1 - np.trace(matrix) / matrix.sum()), abs=1e-9)


@given(complete(), st.randoms(use_true_random=False))
def test_neither_order_of_shoppers_nor_of_items_matters(rows, random):
    assume(varied(rows))
    items = list(range(len(rows[0])))
    random.shuffle(items)
    moved = [[row[item] for item in items] for row in rows]
    random.shuffle(moved)
    assert classic(moved).estimate == pytest.approx(classic(rows).estimate, abs=1e-9)


@given(complete(), st.floats(0.5, 20), st.floats(-10, 10))
def test_neither_scale_nor_its_beginning_matters(rows, factor, shift):
    assume(varied(rows))
    moved = [[factor * answer + shift for answer in row] for row in rows]
    assert classic(moved).estimate == pytest.approx(classic(rows).estimate, abs=1e-6)


@given(complete())
def test_it_lies_in_its_interval_and_below_one(rows):
    estimate = classic(rows)
    if varied(rows):
        assert estimate.low <= estimate.estimate <= estimate.high <= 1
    else:
        assert (estimate.estimate, estimate.low, estimate.high) == (None, None, None)


@given(st.lists(st.floats(1, 7), min_size=5, max_size=9).filter(lambda column: max(column) - min(column) > 0.1),
       st.integers(2, 60))  # fmt: skip
def test_items_that_are_copies_are_one_without_an_interval_of_no_width(column, items):
    same = classic([[each] * items for each in column])
    assert (same.n, same.estimate, same.low, same.high) == (len(column), 1.0, None, None)


def test_items_that_undo_each_other_say_nothing():
    column = [1.0, 2.0, 5.0, 6.0, 7.0]
    assert classic([(each, 8 - each) for each in column]).estimate is None


def test_a_constant_item_is_an_item_like_others():
    rows = [(1.0, 2.0, 4.0), (2.0, 3.0, 4.0), (5.0, 4.0, 4.0), (6.0, 7.0, 4.0), (7.0, 6.0, 4.0)]
    estimate = classic(rows)
    matrix = np.cov(np.array(rows), rowvar=False)
    assert estimate.estimate == pytest.approx(1.5 * (1 - np.trace(matrix) / matrix.sum()))


@pytest.mark.parametrize("rows", [[], [(1.0, 2.0)], [(1.0, 2.0)] * 4, [(5.0, 5.0)] * 9, [(1.0,), (2.0,)] * 5])
def test_too_little_is_no_estimate(rows):
    estimate = classic(rows)
    assert (estimate.n, estimate.estimate, estimate.low, estimate.high) == (len(rows), None, None, None)


@pytest.mark.parametrize("fault", [nan, inf, -inf])
def test_what_is_no_number_is_refused(fault):
    with pytest.raises(ValueError, match="an answer is a finite number"):
        classic([(1.0, 2.0), (3.0, fault)])
    with pytest.raises(ValueError, match="an answer is a finite number"):
        pairwise({("a", "b"): [(1.0, fault)]})


def test_ragged_rows_are_refused():
    with pytest.raises(ValueError, match="rows of one length"):
        classic([(1.0, 2.0), (3.0,)])


@given(st.floats(-1, 0.99), st.integers(2, 30), st.integers(30, 2000))
def test_the_interval_is_close_to_feldts(alpha, items, n):
    feldt = [1 - (1 - alpha) * stats.f.ppf(tail, n - 1, (n - 1) * (items - 1)) for tail in (0.975, 0.025)]
    assert interval(alpha, items, n) == pytest.approx(feldt, abs=0.08 * (1 - alpha))


def test_the_interval_by_hand():
    # ln(1 - .83) - ln(100/99) = -1.78201; 1.95996 · √(2·20 / (19·98)) = .28727
    assert interval(0.83, 20, 100) == pytest.approx((0.77567, 0.87372), abs=5e-5)


def test_the_interval_covers_as_often_as_it_says():
    random = np.random.default_rng(7)
    items, n, runs, shared = 5, 40, 2000, 0.5
    truth = items * shared / (1 + (items - 1) * shared)
    hits = 0
    for _ in range(runs):
        rows = np.sqrt(shared) * random.normal(size=(n, 1)) + np.sqrt(1 - shared) * random.normal(size=(n, items))
        matrix = np.cov(rows, rowvar=False)
        low, high = interval(items / (items - 1) * (1 - np.trace(matrix) / matrix.sum()), items, n)
        hits += low <= truth <= high
    assert hits / runs == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize(("alpha", "items", "n"), [(1.01, 5, 100), (nan, 5, 100), (0.5, 1, 100), (0.5, 5, 2)])
def test_an_interval_of_nothing_is_refused(alpha, items, n):
    with pytest.raises(ValueError, match="no interval for"):
        interval(alpha, items, n)


@given(complete())
def test_pairs_of_complete_data_give_the_classic_alpha(rows):
    assume(varied(rows))
    assert pairwise(by_pairs(rows), fewest=2) == pytest.approx(classic(rows).estimate, abs=1e-9)


def test_pairs_of_different_shoppers_come_near():
    random = np.random.default_rng(1)
    items, shared = 4, 0.6
    pairs = {
        (f"i{a}", f"i{b}"): [
            (one * shared**0.5 + e * (1 - shared) ** 0.5, one * shared**0.5 + f * (1 - shared) ** 0.5)
            for one, e, f in random.normal(size=(2000, 3)).tolist()
        ]
        for a, b in combinations(range(items), 2)
    }
    assert pairwise(pairs) == pytest.approx(items * shared / (1 + (items - 1) * shared), abs=0.02)


def test_every_pair_needs_a_hundred():
    full = by_pairs(ROWS[::9])
    assert pairwise(full) is not None
    first = next(iter(full))
    assert len(full[first]) == 112
    assert pairwise(full | {first: full[first][:99]}) is None
    assert pairwise(full | {first: full[first][:100]}) is not None
    assert pairwise({pair: answers for pair, answers in full.items() if pair != first}) is None
    assert pairwise({}) is None


def test_pairs_that_never_vary_are_not_estimable():
    assert pairwise({("a", "b"): [(4.0, 4.0)] * 100}) is None


@pytest.mark.parametrize("pairs", [{("a", "a"): [(1.0, 1.0)]}, {("a", "b"): [], ("b", "a"): []}])
def test_pairs_are_of_two_items_in_one_order(pairs):
    with pytest.raises(ValueError, match="each two items in one order"):
        pairwise(pairs)


def test_moments_of_different_shoppers_never_lead_above_one():
    assert from_moments(1.0, 1.1, 4) == 1
    assert from_moments(1.0, -1.0, 2) is None
    assert from_moments(1.0, 0.0, 3) == 0
