from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kiosk.measure import HourLoad, load_against_bad, response_rate, wilson

MONDAY = date(2026, 3, 30)
HOUR = st.builds(
    lambda day, hour, transactions, tills, bad, fine: HourLoad(
        MONDAY + timedelta(days=day), hour, transactions, tills, bad, bad + fine
    ),
    *(st.integers(0, 27), st.integers(9, 20), st.integers(0, 90), st.sampled_from([0.0, 1.0, 1.5, 2.0, 3.0])),
    *(st.integers(0, 15), st.integers(0, 30)),
)
HOURS = st.lists(HOUR, max_size=40)


def simulated(seed, effect, days=28, day_spread=0.0):
    dice = random.Random(seed)
    made = []
    for day in range(days):
        shift = dice.gauss(0, day_spread)
        for hour in range(9, 21):
            transactions, tills = dice.randint(5, 60), dice.choice([1.0, 2.0, 3.0])
            rate = min(0.95, max(0.01, 0.1 + effect * transactions / tills + shift))
            n = dice.randint(3, 20)
            bad = sum(dice.random() < rate for _ in range(n))
            made.append(HourLoad(MONDAY + timedelta(days=day), hour, transactions, tills, bad, n))
    return made


def test_response_by_hand():
    told = response_rate(120, 1000)
    assert (told.rate.n, told.rate.estimate, told.more_ratings) == (1000, 0.12, False)
    assert (told.rate.low, told.rate.high) == pytest.approx((wilson(120, 1000).low, wilson(120, 1000).high))


def test_more_ratings_than_transactions_are_said_and_capped():
    told = response_rate(130, 100)
    assert (told.rate.estimate, told.more_ratings) == (1.0, True)


@pytest.mark.parametrize("transactions", [None, 0])
def test_without_transactions_there_is_no_rate(transactions):
    told = response_rate(130, transactions)
    assert (told.rate.estimate, told.more_ratings) == (None, False)


def test_busiest_third_by_hand():
    hours = [
        HourLoad(MONDAY + timedelta(days=day), hour, transactions, 2, bad, 10)
        for day in range(4)
        for hour, transactions, bad in ((9, 20, 1), (12, 40, 2), (17, 80, 5))
    ]
    found = load_against_bad(hours)
    assert (found.hours, found.from_load) == (12, 40)
    assert (found.busy.estimate, found.busy.n) == (0.5, 40)
    assert (found.other.estimate, found.other.n) == (0.15, 80)
    assert found.ratio.estimate == pytest.approx(0.5 / 0.15)
    # Every day alike: no clustering to see, so the interval is chance's own, with Student's t on 3 days.
    arm = stats.t.ppf(0.975, 3) * (1 / 20 - 1 / 40 + 1 / 12 - 1 / 80) ** 0.5
    assert found.ratio.high == pytest.approx(0.5 / 0.15 * np.exp(arm))
    # .1, .2, .5 at 10, 20 and 40 transactions a till: 1.357 points each.
    assert found.trend.estimate == pytest.approx(100 * np.polyfit([10, 20, 40], [0.1, 0.2, 0.5], 1)[0])


def test_ratio_and_trend_agree_with_statsmodels_clustered_by_day():
    hours = simulated(3, 0.004, day_spread=0.12)
    found = load_against_bad(hours)
    days = np.array([hour.day.toordinal() for hour in hours])
    bad, n = np.array([hour.bad for hour in hours]), np.array([hour.n for hour in hours])
    loads = np.array([hour.load for hour in hours])
    busy = loads >= found.from_load
    cluster = {"cov_type": "cluster", "cov_kwds": {"groups": days, "use_correction": False}}
    t, correction = stats.t.ppf(0.975, 27), (28 / 27) ** 0.5
    rates = sm.GLM(bad, sm.add_constant(busy.astype(float)), family=sm.families.Poisson(), exposure=n).fit(**cluster)
    assert found.ratio.estimate == pytest.approx(np.exp(rates.params[1]))
    limits = np.exp(rates.params[1] + t * correction * rates.bse[1] * np.array([-1, 1]))
    assert (found.ratio.low, found.ratio.high) == pytest.approx(tuple(limits), rel=1e-6)
    line = sm.WLS(bad / n, sm.add_constant(loads), weights=n).fit(**cluster)
    assert found.trend.estimate == pytest.approx(100 * line.params[1])
    assert found.trend.high - found.trend.estimate == pytest.approx(100 * t * correction * line.bse[1])


def test_a_planted_slope_is_seen_and_none_is_not():
    assert load_against_bad(simulated(5, 0.006)).ratio.low > 1
    assert load_against_bad(simulated(5, 0.006)).trend.low > 0
    ratios = [load_against_bad(simulated(seed, 0)).ratio for seed in range(60)]
    assert sum(not ratio.low <= 1 <= ratio.high for ratio in ratios) <= 7


@given(HOURS, st.floats(1, 5))
def test_figures_lie_in_their_intervals(hours, dispersion):
    found = load_against_bad(hours, dispersion=dispersion)
    for estimate in (found.busy, found.other, found.ratio, found.trend):
        if estimate.estimate is not None:
            assert estimate.low <= estimate.estimate <= estimate.high
    if found.ratio.estimate is not None:
        assert found.ratio.low >= 0
        assert found.busy.n + found.other.n == found.ratio.n


@given(HOURS, st.randoms(use_true_random=False))
def test_the_order_of_hours_does_not_matter(hours, dice):
    found, shuffled = load_against_bad(hours), load_against_bad(dice.sample(hours, len(hours)))
    assert (shuffled.hours, shuffled.from_load, shuffled.busy) == (found.hours, found.from_load, found.busy)
    if found.ratio.estimate is not None:
        assert shuffled.ratio.high == pytest.approx(found.ratio.high)


@pytest.mark.parametrize("bad", [0, 10])
def test_where_none_or_all_taps_are_bad_there_is_still_doubt(bad):
    hours = [HourLoad(MONDAY + timedelta(days=day), hour, 5 * hour, 2, bad, 10)
             for day in range(5) for hour in range(9, 18)]  # fmt: skip
    found = load_against_bad(hours)
    assert found.ratio.estimate is None
    assert found.trend.estimate == pytest.approx(0)
    assert found.trend.low < -0.01 < 0.01 < found.trend.high
    assert found.trend.high == pytest.approx(-found.trend.low)


def test_the_lowest_load_is_never_busy():
    hours = [HourLoad(MONDAY + timedelta(days=day), hour, 90 if hour == 17 else 20, 2, 1, 10)
             for day in range(5) for hour in range(9, 18)]  # fmt: skip
    found = load_against_bad(hours)
    assert (found.from_load, found.busy.n, found.other.n) == (45, 50, 400)


@given(HOURS)
def test_no_interval_is_without_width(hours):
    found = load_against_bad(hours)
    for figure in (found.ratio, found.trend):
        assert figure.estimate is None or figure.estimate == figure.low == 0 or figure.low < figure.high


@given(HOURS, st.floats(1.5, 6))
def test_dispersion_never_narrows(hours, dispersion):
    plain, wide = load_against_bad(hours).ratio, load_against_bad(hours, dispersion=dispersion).ratio
    if wide.estimate is not None and plain.estimate is not None:
        assert wide.low <= plain.low + 1e-12
        assert plain.high <= wide.high + 1e-12


@pytest.mark.parametrize(
    "hours",
    [
        [],
        [HourLoad(MONDAY, hour, 10 * hour, 2, 1, 10) for hour in range(9, 15)],
        [HourLoad(MONDAY + timedelta(days=day), 9, 40, 2, 1, 10) for day in range(9)],
        [HourLoad(MONDAY + timedelta(days=day), 9 + day, 40 + day, 0, 1, 10) for day in range(9)],
    ],
)
def test_one_day_one_load_or_no_tills_say_nothing(hours):
    found = load_against_bad(hours)
    assert (found.ratio.estimate, found.trend.estimate) == (None, None)


def test_impossible_counts_are_refused():
    for broken in (
        lambda: response_rate(-1, 5),
        lambda: response_rate(1, -5),
        lambda: load_against_bad([HourLoad(MONDAY, 9, 5, 1, 4, 3)]),
        lambda: load_against_bad([HourLoad(MONDAY, 9, -5, 1, 2, 3)]),
    ):
        with pytest.raises(ValueError, match=r"\d"):
            broken()
