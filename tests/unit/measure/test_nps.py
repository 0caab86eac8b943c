from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import NetPromoterScore, net_promoter_score

COUNT = st.integers(0, 3000)
COUNTS = st.tuples(COUNT, COUNT, COUNT).filter(any)


# github.com/brendan-r/NPS, tests/testthat/test_01_basics.R at cd9473e: detractors, passives, promoters.
@pytest.mark.parametrize(
    ("counts", "score", "variance", "error"),
    [
        ((1, 2, 3), 1 / 3, 5 / 9, 0.304),
        ((1, 0, 1), 0, 1, 0.707),
        ((0, 1, 1), 0.5, 0.25, 0.354),
        ((1, 1, 1), 0, 2 / 3, 0.471),
    ],
)
def test_score_variance_and_error_agree_with_published_ones(counts, score, variance, error):
    detractors, passives, promoters = counts
    nps = net_promoter_score(promoters=promoters, passives=passives, detractors=detractors)
    assert (nps.estimate, nps.variance) == pytest.approx((score, variance))
    assert nps.standard_error == pytest.approx(error, abs=5e-4)


def test_adjusted_wald_by_hand():
    # 3.75, 3.5 and 1.75 of 9: 2/9 ± 1.96 √((5.5/9 - (2/9)²) / 9).
    nps = net_promoter_score(promoters=3, passives=2, detractors=1)
    assert (nps.low, nps.high) == pytest.approx((-0.2674, 0.7119), abs=5e-5)
    assert nps.n == 6


def test_agreement_of_all_still_leaves_doubt():
    nps = net_promoter_score(promoters=10, passives=0, detractors=0)
    assert nps.standard_error == 0
    assert nps.high == 1
    assert 0.3 < nps.low < 0.7


def test_nobody_answered_is_no_estimate_and_an_interval_that_knows_nothing():
    assert net_promoter_score(promoters=0, passives=0, detractors=0) == NetPromoterScore(None, None, None, -1, 1, 0)


@given(COUNTS)
def test_interval_lies_in_bounds_and_holds_the_estimate(counts):
    promoters, passives, detractors = counts
    nps = net_promoter_score(promoters=promoters, passives=passives, detractors=detractors)
    assert -1 <= nps.low <= nps.estimate <= nps.high <= 1
    assert 0 <= nps.variance <= 1 + 1e-12


@given(COUNTS)
def test_turning_the_scale_round_mirrors_the_score(counts):
    promoters, passives, detractors = counts
    nps = net_promoter_score(promoters=promoters, passives=passives, detractors=detractors)
    mirrored = net_promoter_score(promoters=detractors, passives=passives, detractors=promoters)
    assert (nps.estimate, nps.low, nps.high) == pytest.approx(
        (-mirrored.estimate, -mirrored.high, -mirrored.low), abs=1e-12
    )


@given(COUNTS, st.integers(2, 30))
def test_more_answers_of_the_same_mix_narrow_it(counts, times):
    promoters, passives, detractors = counts
    few = net_promoter_score(promoters=promoters, passives=passives, detractors=detractors)
    many = net_promoter_score(promoters=promoters * times, passives=passives * times, detractors=detractors * times)
    assert many.high - many.low < few.high - few.low


@given(COUNTS, st.floats(1, 20))
def test_dispersion_widens_each_arm_by_its_root(counts, dispersion):
    promoters, passives, detractors = counts
    kinds = {"promoters": promoters, "passives": passives, "detractors": detractors}
    plain, wide = net_promoter_score(**kinds), net_promoter_score(**kinds, dispersion=dispersion)
    root = sqrt(dispersion)
    assert wide.estimate == plain.estimate
    assert wide.standard_error == pytest.approx(root * plain.standard_error)
    assert wide.low == pytest.approx(max(-1, plain.estimate - root * (plain.estimate - plain.low)))
    assert wide.high == pytest.approx(min(1, plain.estimate + root * (plain.high - plain.estimate)))


def test_a_narrowing_dispersion_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        net_promoter_score(promoters=3, passives=1, detractors=2, dispersion=0.5)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="never below 0"):
        net_promoter_score(promoters=3, passives=-1, detractors=2)
