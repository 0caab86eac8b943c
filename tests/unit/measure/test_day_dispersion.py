from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from kiosk.measure import Dispersion, day_dispersion

DAY = st.builds(lambda hit, missed: (hit, hit + missed), st.integers(0, 90), st.integers(0, 90))
WEEKS = st.lists(st.lists(DAY, max_size=7), max_size=4)


def test_two_weeks_by_hand():
    # 30 of 60 twice over: each day adds (10 - 15)² / (30 × ½ × ½) = 10/3; two days a week, so df 2.
    found = day_dispersion([[(10, 30), (20, 30)], [(20, 30), (10, 30)]])
    assert found == Dispersion(pytest.approx(20 / 3), pytest.approx(40 / 3), 2, estimated=False)


def test_one_week_agrees_with_the_contingency_table():
    week = [(31, 40), (55, 80), (70, 75), (12, 20), (88, 130), (140, 190), (60, 101)]
    reference = chi2_contingency([[hit, n - hit] for hit, n in week], correction=False)
    found = day_dispersion([week])
    assert found.chi_squared == pytest.approx(reference.statistic)
    assert found.degrees_of_freedom == reference.dof == 6


def test_a_change_between_weeks_is_not_dispersion():
    assert day_dispersion([[(10, 100)] * 7, [(90, 100)] * 7, [(50, 100)] * 7]) == Dispersion(
        1.0, 0.0, 18, estimated=True
    )


@pytest.mark.parametrize("weeks", [[], [[]], [[(3, 5)]], [[(0, 0), (3, 5)]], [[(0, 9), (0, 8)]], [[(9, 9), (8, 8)]]])
def test_days_that_tell_nothing_leave_the_cautious_factor(weeks):
    assert day_dispersion(weeks) == Dispersion(1.5, 0.0, 0, estimated=False)


def test_few_days_take_the_larger_of_seen_and_cautious():
    even, uneven = [(50, 100)] * 7, [(20, 100), (80, 100)] * 3
    assert day_dispersion([even]).factor == 1.5
    assert day_dispersion([uneven]).factor > 1.5
    assert not day_dispersion([uneven]).estimated
    assert day_dispersion([even, even]).factor == 1.0
    assert day_dispersion([even, even]).estimated


@pytest.mark.parametrize(("correlation", "factor"), [(0.0, 1.0), (0.02, 2.98)])
def test_simulated_days_give_back_their_factor(correlation, factor):
    """A beta-binomial of n = 100 a day has 1 + 99 × correlation as its factor."""
    dice = random.Random(20260105)
    strength = 1 / correlation - 1 if correlation else None

    def day():
        share = dice.betavariate(0.8 * strength, 0.2 * strength) if strength else 0.8
        return sum(dice.random() < share for _ in range(100)), 100

    found = day_dispersion([[day() for _ in range(7)] for _ in range(80)])
    assert found.factor == pytest.approx(factor, rel=0.15)


@given(WEEKS)
def test_never_below_one_and_never_from_nothing(weeks):
    found = day_dispersion(weeks)
    assert found.factor >= (1.0 if found.estimated else 1.5)
    assert found.estimated == (found.degrees_of_freedom >= 12)


@given(WEEKS, st.randoms(use_true_random=False))
def test_order_of_weeks_and_days_does_not_matter(weeks, dice):
    shuffled = [dice.sample(week, len(week)) for week in dice.sample(weeks, len(weeks))]
    assert day_dispersion(shuffled).factor == pytest.approx(day_dispersion(weeks).factor)


@given(WEEKS)
def test_shares_and_complements_are_equally_dispersed(weeks):
    complements = [[(n - hit, n) for hit, n in week] for week in weeks]
    assert day_dispersion(complements).factor == pytest.approx(day_dispersion(weeks).factor)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="is no share"):
        day_dispersion([[(3, 2)]])
