from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kiosk.measure.quantiles import chi_squared, chi_squared_above, poisson_interval, student_t

DEGREES = st.floats(1, 5000)
CONFIDENCE = st.sampled_from([0.5, 0.8, 0.95, 0.975, 0.99])


@given(DEGREES, CONFIDENCE)
def test_students_t_agrees_with_scipy(degrees, confidence):
    assert student_t(degrees, confidence) == pytest.approx(stats.t.ppf((1 + confidence) / 2, degrees), rel=1e-8)


@given(DEGREES, st.floats(0.005, 0.995))
def test_chi_squared_agrees_with_scipy_both_ways(degrees, probability):
    value = stats.chi2.ppf(probability, degrees)
    assert chi_squared(degrees, probability) == pytest.approx(value, rel=1e-8)
    assert chi_squared_above(value, degrees) == pytest.approx(1 - probability, abs=1e-9)


@pytest.mark.parametrize("count", [1, 2, 5, 40, 700])
def test_a_counts_interval_agrees_with_garwoods(count):
    low, high = stats.chi2.ppf(0.025, 2 * count) / 2, stats.chi2.ppf(0.975, 2 * count + 2) / 2
    assert poisson_interval(count) == pytest.approx((low, high), rel=1e-9)


def test_none_seen_is_at_most_3_point_69():
    assert poisson_interval(0) == (0.0, pytest.approx(3.68888, abs=1e-5))


def test_at_the_ends():
    assert chi_squared_above(0, 3) == 1
    assert student_t(5, 1e-10) == pytest.approx(0, abs=1e-6)


def test_what_has_no_quantile_is_refused():
    for broken in (lambda: student_t(0), lambda: chi_squared(0, 0.5), lambda: poisson_interval(-1)):
        with pytest.raises(ValueError, match="0"):
            broken()
    with pytest.raises(ValueError, match="between 0 and 1"):
        chi_squared(3, 1.0)
