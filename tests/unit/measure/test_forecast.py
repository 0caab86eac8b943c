from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kiosk.measure import forecast
from kiosk.measure.forecast import _prediction

SLOT = st.tuples(st.integers(1, 7), st.integers(9, 20))
TALLY = st.builds(lambda bad, fine: (bad, bad + fine), st.integers(0, 20), st.integers(0, 80))
WEEKS = st.lists(st.dictionaries(SLOT, TALLY, max_size=12), max_size=14)


class Shop:
    """Weekdays and hours with rates of their own; days and hours busier or quieter than usual by chance."""

    def __init__(self, seed, busy=0.2):
        self.dice = np.random.default_rng(seed)
        self.busy = busy
        self.rates = {(day, hour): 1.5 + 25 * self.dice.random() for day in range(1, 8) for hour in range(9, 21)}

    def week(self):
        made = {}
        days = self.dice.gamma(1 / self.busy**2, self.busy**2, 8) if self.busy else np.ones(8)
        for (day, hour), rate in self.rates.items():
            ratings = self.dice.poisson(rate * days[day])
            made[day, hour] = (int(self.dice.binomial(ratings, 0.12)), int(ratings))
        return made


def coverage(busy, what):
    held, told, wide = 0, 0, 0.0
    for seed in range(12):
        shop = Shop(seed, busy)
        expected, came = forecast([shop.week() for _ in range(12)]), shop.week()
        for slot in expected.hours.values():
            estimate = getattr(slot, what)
            number = came[slot.weekday, slot.hour][what == "ratings"]
            held += estimate.low <= number <= estimate.high
            told += 1
            wide += estimate.high - estimate.low
    assert told > 900
    return held / told, wide / told


@pytest.mark.parametrize("busy", [0.0, 0.2, 0.4])
def test_19_of_20_hours_come_out_as_foretold(busy):
    """Simulated weeks: intervals of ratings hold 95 %; those of bad taps, which are few, somewhat more."""
    held, _ = coverage(busy, "ratings")
    assert 0.93 < held < 0.98
    held, _ = coverage(busy, "bad")
    assert 0.94 < held < 0.995


def test_uneven_days_widen_the_intervals():
    assert coverage(0.4, "ratings")[1] > 1.3 * coverage(0.0, "ratings")[1]


def test_whole_weeks_come_out_as_foretold():
    held = 0
    for seed in range(150):
        shop = Shop(seed, 0.2)
        expected, came = forecast([shop.week() for _ in range(6)]), shop.week()
        held += expected.ratings.low <= sum(n for _, n in came.values()) <= expected.ratings.high
    assert 0.9 < held / 150 < 0.99


def test_by_hand():
    weeks = [{(1, 9): (1, 10), (1, 10): (0, 0)}, {(1, 9): (3, 14), (1, 10): (0, 2)}, {(1, 9): (2, 12)}]
    told = forecast(weeks)
    assert told.weeks == 3
    assert list(told.hours) == ["1-09", "1-10"]
    monday = told.hours["1-09"]
    assert (monday.weekday, monday.hour, monday.ratings.n) == (1, 9, 36)
    assert (monday.ratings.estimate, monday.bad.estimate) == (12, 2)
    assert (told.ratings.estimate, told.ratings.n) == (pytest.approx(12 + 2 / 3), 38)
    assert told.hours["1-10"].ratings.estimate is None
    # Evener than chance: variance m (1 + 1/3) with ½ tap added, no more.
    size = (36.5 / 3) / (1 / 3)
    assert monday.ratings.low == stats.nbinom.ppf(0.025, size, size / (size + 36.5 / 3))
    assert monday.ratings.high == stats.nbinom.ppf(0.975, size, size / (size + 36.5 / 3))


@given(st.floats(0.05, 3000), st.floats(0, 3), st.integers(3, 12))
def test_limits_agree_with_scipys_negative_binomial(mean, extra, weeks):
    variance = (mean + extra * mean * mean) * (1 + 1 / weeks)
    size = mean * mean / (variance - mean)
    chance = size / (size + mean)
    low, high = _prediction(mean, extra, weeks)
    assert stats.nbinom.cdf(low - 1, size, chance) <= 0.025 + 1e-9
    assert stats.nbinom.cdf(low, size, chance) >= 0.025 - 1e-9
    assert stats.nbinom.cdf(high, size, chance) >= 0.975 - 1e-6
    assert stats.nbinom.cdf(high - 1, size, chance) <= 0.975 + 1e-6


def test_hours_without_taps_and_closed_hours_are_not_foretold():
    weeks = [{(1, 9): (1, 10), (1, 22): (0, 0), (2, 9): (1, 8)}] * 4
    assert list(forecast(weeks).hours) == ["1-09", "2-09"]
    told = forecast(weeks, closed=[(2, 9)])
    assert list(told.hours) == ["1-09"]
    assert told.ratings.estimate == 10


def test_a_holiday_and_a_week_that_was_closed_are_no_zeroes():
    weeks = [{(1, 9): (1, 10), (2, 9): (1, 8)} for _ in range(4)]
    del weeks[1][2, 9]
    told = forecast([*weeks, {}, {(1, 9): (0, 0)}])
    assert told.weeks == 4
    assert told.hours["2-09"].ratings.estimate == 8
    assert told.ratings.estimate == 18


def test_only_the_last_twelve_weeks_count():
    weeks = [{(1, 9): (0, 90)}] * 5 + [{(1, 9): (0, 10)}] * 12
    assert forecast(weeks).hours["1-09"].ratings.estimate == 10


@pytest.mark.parametrize("weeks", [[], [{}], [{(1, 9): (1, 30)}] * 2])
def test_two_weeks_foretell_nothing(weeks):
    told = forecast(weeks)
    assert told.ratings.estimate is None
    assert all(slot.bad.estimate is None for slot in told.hours.values())


@given(WEEKS)
def test_counts_lie_in_their_intervals(weeks):
    told = forecast(weeks)
    for estimate in (told.ratings, told.bad, *(e for slot in told.hours.values() for e in (slot.ratings, slot.bad))):
        if estimate.estimate is not None:
            assert 0 <= estimate.low <= estimate.estimate <= estimate.high


@given(WEEKS, st.randoms(use_true_random=False))
def test_the_order_of_hours_and_of_weeks_does_not_matter(weeks, dice):
    weeks = weeks[-12:]
    shuffled = [{slot: week[slot] for slot in dice.sample(list(week), len(week))} for week in weeks]
    assert forecast(shuffled) == forecast(weeks)
    told, mixed = forecast(weeks), forecast(dice.sample(weeks, len(weeks)))
    assert list(mixed.hours) == list(told.hours)
    if told.ratings.estimate is not None:
        assert mixed.ratings.estimate == pytest.approx(told.ratings.estimate)


def test_more_weeks_narrow():
    shop = Shop(3)
    weeks = [shop.week() for _ in range(12)]
    few, many = forecast(weeks[:3]), forecast(weeks)
    assert many.ratings.high - many.ratings.low < few.ratings.high - few.ratings.low


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="is no share"):
        forecast([{(1, 9): (3, 2)}])
