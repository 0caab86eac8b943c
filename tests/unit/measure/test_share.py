from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from kiosk.measure import Share, wilson

TALLY = st.builds(lambda hit, missed: (hit, hit + missed), st.integers(0, 2500), st.integers(0, 2500)).filter(any)
DISPERSION = st.floats(1, 20)

# R binom.confint(method="wilson"), as printed in statsmodels stats/tests/results/results_proportion.py (res_binom).
PUBLISHED = [
    (18, 20, 0.6989663547715128, 0.972133518786232),
    (4, 20, 0.0806576625797981, 0.4160174322518935),
    (4, 200, 0.00780442641634947, 0.05028708690582643),
    (190, 200, 0.910421851861224, 0.972617354399236),
    (1, 30, 0.00590859, 0.16670391),
    (29, 30, 0.8332961, 0.9940914),
    (0, 30, 0, 0.11351339),
    (30, 30, 0.8864866, 1),
]


@pytest.mark.parametrize(("successes", "n", "low", "high"), PUBLISHED)
def test_limits_agree_with_published_ones(successes, n, low, high):
    share = wilson(successes, n)
    assert share.estimate == successes / n
    assert (share.low, share.high) == pytest.approx((low, high), abs=5e-8)


@given(TALLY)
def test_limits_agree_with_statsmodels(tally):
    share = wilson(*tally)
    assert (share.low, share.high) == pytest.approx(proportion_confint(*tally, method="wilson"), abs=1e-9)


def test_borders_are_exact():
    assert wilson(0, 30).low == 0
    assert wilson(30, 30).high == 1
    assert wilson(0, 1).estimate == 0


def test_nobody_answered_is_no_estimate_and_an_interval_that_knows_nothing():
    assert wilson(0, 0) == Share(0, 0, None, 0.0, 1.0)


@pytest.mark.parametrize(("share", "n", "coverage"), [(0.02, 30, 0.978), (0.01, 100, 0.921)])
def test_coverage_is_the_known_uneven_one(share, n, coverage):
    covered = sum(
        comb(n, k) * share**k * (1 - share) ** (n - k)
        for k in range(n + 1)
        if wilson(k, n).low <= share <= wilson(k, n).high
    )
    assert covered == pytest.approx(coverage, abs=5e-4)


@given(TALLY, DISPERSION)
def test_interval_lies_in_bounds_and_holds_the_estimate(tally, dispersion):
    share = wilson(*tally, dispersion=dispersion)
    assert 0 <= share.low <= share.estimate <= share.high <= 1


@given(TALLY, DISPERSION)
def test_share_and_complement_mirror_each_other(tally, dispersion):
    successes, n = tally
    share, rest = wilson(successes, n, dispersion=dispersion), wilson(n - successes, n, dispersion=dispersion)
    assert (share.low, share.high) == pytest.approx((1 - rest.high, 1 - rest.low), abs=1e-12)


@given(TALLY, st.integers(2, 50))
def test_more_answers_of_the_same_share_narrow_both_sides(tally, times):
    successes, n = tally
    few, many = wilson(successes, n), wilson(successes * times, n * times)
    assert few.low <= many.low
    assert many.high <= few.high
    assert many.high - many.low < few.high - few.low


@given(TALLY, st.integers(2, 9))
def test_dispersion_divides_n(tally, factor):
    successes, n = tally
    widened, plain = wilson(successes * factor, n * factor, dispersion=factor), wilson(successes, n)
    assert (widened.low, widened.high) == pytest.approx((plain.low, plain.high), abs=1e-12)


@given(TALLY)
def test_more_confidence_is_wider(tally):
    usual, sure = wilson(*tally), wilson(*tally, 0.99)
    assert sure.low <= usual.low
    assert usual.high <= sure.high
    assert sure.high - sure.low > usual.high - usual.low


@pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5), (0, -1)])
def test_impossible_counts_are_refused(successes, n):
    with pytest.raises(ValueError, match="is no share"):
        wilson(successes, n)


@pytest.mark.parametrize("dispersion", [0.99, float("nan"), float("inf")])
def test_a_narrowing_or_unknown_dispersion_is_refused(dispersion):
    with pytest.raises(ValueError, match="1 or more"):
        wilson(1, 2, dispersion=dispersion)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_is_a_fraction(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, confidence)
