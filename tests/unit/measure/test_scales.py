"""CSAT, CES, staff pulse and means on scales."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from kiosk.measure import ces, csat, pulse, scale_mean

FIVE = st.dictionaries(st.integers(1, 5), st.integers(0, 400), max_size=5)
SEVEN = st.dictionaries(st.integers(1, 7), st.integers(0, 400), max_size=7)
DISPERSION = st.floats(1, 10)


def test_csat_is_the_share_of_4_and_5_by_hand():
    share = csat({1: 5, 2: 5, 3: 10, 4: 50, 5: 30})
    assert (share.n, share.estimate) == (100, 0.8)
    assert (share.low, share.high) == pytest.approx(proportion_confint(80, 100, method="wilson"))
    assert "4 or 5" in share.definition


def test_effort_by_hand():
    effort = ces({1: 2, 4: 3, 5: 4, 6: 6, 7: 5})
    assert effort.mean.estimate == pytest.approx((2 + 12 + 20 + 36 + 35) / 20)
    assert effort.easy.estimate == 0.75
    assert "5, 6 or 7" in effort.easy.definition


def test_a_mean_of_many_answers_is_students():
    counts = {1: 300, 2: 500, 3: 900, 4: 1200, 5: 700}
    answers = [point for point, count in counts.items() for _ in range(count)]
    low, high = stats.t.interval(0.95, len(answers) - 1, stats.tmean(answers), stats.sem(answers))
    mean = scale_mean(counts, range(1, 6), "")
    assert (mean.low, mean.high) == pytest.approx((low, high), abs=2e-3)


@given(SEVEN, DISPERSION)
def test_a_mean_lies_on_the_scale_within_its_interval(counts, dispersion):
    mean = scale_mean(counts, range(1, 8), "", dispersion=dispersion)
    if sum(counts.values()) < 5:
        assert (mean.estimate, mean.low, mean.high) == (None, None, None)
    else:
        assert 1 <= mean.low <= mean.estimate <= mean.high <= 7
        assert mean.low < mean.high


@given(SEVEN.filter(lambda counts: sum(counts.values()) >= 5))
def test_turning_the_scale_round_mirrors_the_mean(counts):
    mean = scale_mean(counts, range(1, 8), "")
    turned = scale_mean({8 - point: count for point, count in counts.items()}, range(1, 8), "")
    assert (mean.low, mean.high) == pytest.approx((8 - turned.high, 8 - turned.low))


@given(FIVE.filter(lambda counts: sum(counts.values()) >= 5), st.integers(2, 20), DISPERSION)
def test_more_answers_of_the_same_mix_narrow_and_dispersion_widens(counts, times, dispersion):
    few = scale_mean(counts, range(1, 6), "")
    many = scale_mean({point: count * times for point, count in counts.items()}, range(1, 6), "")
    wide = scale_mean(counts, range(1, 6), "", dispersion=dispersion)
    assert many.high - many.low < few.high - few.low
    assert wide.high - wide.low >= few.high - few.low - 1e-12
    assert csat(counts).n == few.n


def test_a_pulse_tells_who_agrees_and_how_much():
    told = pulse({"values.purpose": {5: 6, 4: 2, 2: 2}, "internal.respect": {1: 2, 5: 2}})
    assert told["values.purpose"].agree.estimate == 0.8
    assert told["values.purpose"].mean.estimate == pytest.approx(4.2)
    assert told["internal.respect"].agree.estimate is None
    assert told["internal.respect"].mean == told["internal.respect"].mean
    assert told["internal.respect"].mean.n == 4


@pytest.mark.parametrize(
    ("measure", "counts"), [(csat, {6: 1}), (csat, {0: 1}), (ces, {8: 1}), (ces, {3: -1}), (csat, {3: -1})]
)
def test_points_that_are_not_on_the_scale_are_refused(measure, counts):
    with pytest.raises(ValueError, match=r"no point of a scale|never below 0"):
        measure(counts)
    with pytest.raises(ValueError, match=r"no point of a scale|never below 0"):
        pulse({"values.purpose": {0: 3}})
