from __future__ import annotations

from collections import Counter
from itertools import product
from math import factorial, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import HappinessIndex, happiness_index
from kiosk.model import Level

COUNTS = st.fixed_dictionaries({level: st.integers(0, 3000) for level in Level}).filter(lambda c: sum(c.values()) > 0)
MIRROR = {level: Level(5 - level) for level in Level}


@pytest.mark.parametrize(
    ("level", "points"), [(Level.EXCELLENT, 100), (Level.GOOD, 200 / 3), (Level.NEUTRAL, 100 / 3), (Level.BAD, 0)]
)
def test_points_of_each_level(level, points):
    assert happiness_index({level: 7}).estimate == pytest.approx(points, abs=1e-12)


def test_index_and_interval_by_hand():
    # 4, 3, 2, 1 answers: 2000/3/10 = 66.67; with ¾ more each 13 answers of mean 62.82 and variance 1224.52,
    # so 62.82 ± 1.96 √(1224.52 / 13).
    index = happiness_index({Level.EXCELLENT: 4, Level.GOOD: 3, Level.NEUTRAL: 2, Level.BAD: 1})
    assert index.n == 10
    assert index.estimate == pytest.approx(200 / 3)
    assert (index.low, index.high) == pytest.approx((43.798, 81.843), abs=5e-4)


def test_agreement_of_all_still_leaves_doubt():
    index = happiness_index({Level.EXCELLENT: 30})
    assert index.estimate == index.high == 100
    assert 85 < index.low < 95


def test_nobody_answered_is_no_estimate_and_an_interval_that_knows_nothing():
    assert happiness_index({}) == HappinessIndex(None, 0.0, 100.0, 0)


@pytest.mark.parametrize("level", Level)
def test_one_answer_leaves_about_two_thirds_of_the_scale(level):
    index = happiness_index({level: 1})
    assert 60 < index.high - index.low < 80


@pytest.mark.parametrize(
    ("shares", "n", "least"),
    [
        ((0.05, 0.15, 0.40, 0.40), 10, 0.94),
        ((0.02, 0.03, 0.15, 0.80), 10, 0.94),
        ((0.01, 0.01, 0.03, 0.95), 10, 0.97),
        ((0.35, 0.03, 0.02, 0.60), 20, 0.94),
        ((0.02, 0.03, 0.15, 0.80), 5, 0.925),
        ((0.01, 0.01, 0.03, 0.95), 3, 0.85),
    ],
)
def test_exact_coverage_is_as_the_docstring_says(shares, n, least):
    truth = sum(share * points for share, points in zip(shares, (0, 100 / 3, 200 / 3, 100), strict=True))
    covered = 0.0
    for counts in product(range(n + 1), repeat=3):
        if sum(counts) <= n:
            every = (*counts, n - sum(counts))
            index = happiness_index(dict(zip(Level, every, strict=True)))
            if index.low <= truth <= index.high:
                ways = factorial(n) // prod(map(factorial, every))
                covered += ways * prod(share**count for share, count in zip(shares, every, strict=True))
    assert least <= covered <= 1


@given(COUNTS, st.floats(1, 20))
def test_interval_lies_in_bounds_and_holds_the_estimate(counts, dispersion):
    index = happiness_index(counts, dispersion=dispersion)
    assert 0 <= index.low <= index.estimate <= index.high <= 100 + 1e-9
    assert index.n == sum(counts.values())


@given(COUNTS)
def test_turning_the_scale_round_mirrors_the_index(counts):
    index, mirrored = happiness_index(counts), happiness_index({MIRROR[level]: n for level, n in counts.items()})
    assert (index.estimate, index.low, index.high) == pytest.approx(
        (100 - mirrored.estimate, 100 - mirrored.high, 100 - mirrored.low), abs=1e-9
    )


@given(COUNTS, st.integers(2, 30))
def test_more_answers_of_the_same_mix_narrow_it(counts, times):
    few, many = happiness_index(counts), happiness_index({level: n * times for level, n in counts.items()})
    assert many.high - many.low < few.high - few.low
    assert many.estimate == pytest.approx(few.estimate)


@given(COUNTS, st.integers(2, 9))
def test_dispersion_divides_n(counts, factor):
    multiplied = {level: n * factor for level, n in counts.items()}
    widened, plain = happiness_index(multiplied, dispersion=factor), happiness_index(counts)
    assert (widened.low, widened.high) == pytest.approx((plain.low, plain.high), abs=1e-9)


@given(COUNTS, st.permutations(list(Level)))
def test_order_of_the_levels_does_not_matter(counts, order):
    assert happiness_index({level: counts[level] for level in order}) == happiness_index(Counter(counts))


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="never below 0"):
        happiness_index({Level.BAD: -1, Level.GOOD: 4})
