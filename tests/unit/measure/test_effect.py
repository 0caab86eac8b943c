from __future__ import annotations

import random
from datetime import date, timedelta
from math import hypot

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.measure import EffectVerdict, Look, baseline_weeks, effect, looks_due, wilson
from kiosk.model import Week

MONDAY = date(2026, 3, 30)
TALLY = st.builds(lambda happy, other: (happy, happy + other), st.integers(0, 60), st.integers(0, 60))
DAYS = st.lists(TALLY, min_size=70, max_size=70).map(
    lambda tallies: {MONDAY + timedelta(days=day - 35): tally for day, tally in enumerate(tallies)}
)


def days(before, after, *, n=100):
    """So many happy of n on each of 35 days before the action and 28 after its first."""
    return {MONDAY + timedelta(days=day): (before if day < 0 else after, n) for day in range(-35, 28)}


def look_at(affected, unaffected, look=Look.SECOND, trigger=None):
    return effect(affected, unaffected, began=MONDAY, trigger=trigger, look=look)


def test_the_trigger_week_is_no_baseline_and_a_fifth_week_takes_its_place():
    assert [str(week) for week in baseline_weeks(MONDAY, None)] == ["2026-W10", "2026-W11", "2026-W12", "2026-W13"]
    assert [str(week) for week in baseline_weeks(MONDAY, Week(2026, 13))] == [
        *("2026-W09", "2026-W10", "2026-W11", "2026-W12")
    ]
    assert [str(week) for week in baseline_weeks(MONDAY + timedelta(days=3), Week(2026, 11))] == [
        *("2026-W09", "2026-W10", "2026-W12", "2026-W13")
    ]


def test_a_bad_week_that_triggered_the_action_does_not_make_it_look_good():
    affected = days(80, 80)
    for day in range(-7, 0):
        affected[MONDAY + timedelta(days=day)] = (30, 100)
    assert look_at(affected, days(80, 80), trigger=Week(2026, 13)).difference.estimate == pytest.approx(0)
    assert look_at(affected, days(80, 80)).difference.estimate > 10


def test_looks_are_due_when_their_days_are_over():
    assert looks_due(MONDAY, MONDAY + timedelta(days=13)) == ()
    assert looks_due(MONDAY, MONDAY + timedelta(days=14)) == (Look.FIRST,)
    assert looks_due(MONDAY, MONDAY + timedelta(days=28)) == (Look.FIRST, Look.SECOND)


def test_what_happened_everywhere_is_not_the_actions_doing():
    seen = look_at(days(70, 85), days(60, 75))
    assert seen.difference.estimate == pytest.approx(0)
    assert seen.verdict is EffectVerdict.NOT_SEEN


def test_by_hand_with_four_wilson_intervals_at_97_point_5_percent():
    """70 → 85 % in the affected hours, 60 → 62 % in the others: 13 points."""
    seen = look_at(days(70, 85), days(60, 62))
    a0, a1 = wilson(1960, 2800, 0.975), wilson(2380, 2800, 0.975)
    u0, u1 = wilson(1680, 2800, 0.975), wilson(1736, 2800, 0.975)
    assert seen.dispersion.factor == 1
    assert seen.difference.estimate == pytest.approx(13)
    assert seen.difference.low == pytest.approx(
        13 - 100 * hypot(0.85 - a1.low, a0.high - 0.7, u1.high - 0.62, 0.6 - u0.low)
    )
    assert seen.difference.high == pytest.approx(
        13 + 100 * hypot(a1.high - 0.85, 0.7 - a0.low, 0.62 - u1.low, u0.high - 0.6)
    )
    assert seen.verdict is EffectVerdict.BETTER
    assert seen.could_not_have_seen == pytest.approx(13 - seen.difference.low)
    assert (seen.affected_before.n, seen.difference.n) == (2800, 11200)
    assert look_at(days(85, 70), days(60, 62)).verdict is EffectVerdict.WORSE


def test_it_agrees_with_the_interaction_of_a_linear_model():
    """statsmodels: the interaction of group and time in a linear probability model with robust errors."""
    cells = {(0, 0): (1680, 2800), (0, 1): (1736, 2800), (1, 0): (1960, 2800), (1, 1): (2380, 2800)}
    rows = [(g, t, y) for (g, t), (happy, n) in cells.items() for y in [1] * happy + [0] * (n - happy)]
    group, time, happy = np.array(rows).T
    model = sm.OLS(happy, sm.add_constant(np.column_stack([group, time, group * time]))).fit(cov_type="HC0")
    low, high = 100 * model.conf_int(alpha=0.025)[3]
    seen = look_at(days(70, 85), days(60, 62))
    assert seen.difference.estimate == pytest.approx(100 * model.params[3])
    assert (seen.difference.low, seen.difference.high) == pytest.approx((low, high), abs=0.05)


def test_the_first_look_takes_two_weeks():
    affected = days(70, 70)
    for day in range(14, 28):
        affected[MONDAY + timedelta(days=day)] = (100, 100)
    assert look_at(affected, days(60, 60), Look.FIRST).difference.estimate == pytest.approx(0)
    assert look_at(affected, days(60, 60), Look.SECOND).difference.estimate == pytest.approx(15)


def test_days_that_differ_more_than_chance_widen():
    uneven = {
        day: ((40, 100) if day.toordinal() % 2 else (100, 100)) if day < MONDAY else tally
        for day, tally in days(70, 78).items()
    }
    plain, widened = look_at(days(70, 78), days(60, 60)), look_at(uneven, days(60, 60))
    assert plain.verdict is EffectVerdict.BETTER
    assert widened.dispersion.factor > 5
    assert widened.verdict is EffectVerdict.NOT_SEEN
    assert widened.could_not_have_seen > 2 * plain.could_not_have_seen


@pytest.mark.parametrize("unaffected", [{}, {MONDAY: (3, 4)}])
def test_without_other_hours_there_is_no_verdict(unaffected):
    seen = look_at(days(70, 85), unaffected)
    assert (seen.verdict, seen.difference.estimate, seen.could_not_have_seen) == (EffectVerdict.TOO_FEW, None, None)
    assert seen.affected_after.estimate == pytest.approx(85)
    assert seen.unaffected_after.estimate is None


@given(DAYS, DAYS)
def test_verdict_interval_and_reach_agree(affected, unaffected):
    seen = look_at(affected, unaffected)
    assume(seen.verdict is not EffectVerdict.TOO_FEW)
    assert -200 <= seen.difference.low <= seen.difference.estimate <= seen.difference.high <= 200
    assert (seen.verdict is EffectVerdict.NOT_SEEN) == (seen.difference.low <= 0 <= seen.difference.high)
    assume(abs(abs(seen.difference.estimate) - seen.could_not_have_seen) > 1e-9)
    assert (seen.verdict is EffectVerdict.NOT_SEEN) == (abs(seen.difference.estimate) < seen.could_not_have_seen)


@given(DAYS, DAYS)
def test_exchanging_the_hours_turns_it_round(affected, unaffected):
    seen, turned = look_at(affected, unaffected), look_at(unaffected, affected)
    assume(seen.difference.estimate is not None)
    mirrored = -turned.difference.high, -turned.difference.low
    assert (seen.difference.low, seen.difference.high) == pytest.approx(mirrored)


@given(DAYS, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_days_does_not_matter(affected, unaffected, dice):
    shuffled = {day: affected[day] for day in dice.sample(list(affected), len(affected))}
    assert look_at(shuffled, unaffected) == look_at(affected, unaffected)


def test_two_looks_together_are_wrong_in_5_percent_at_most():
    """Actions that do nothing, days correlated at .01: how often either look claims something."""
    dice = random.Random(20260701)
    strength = 1 / 0.01 - 1

    def hours(share):
        made = {}
        for day in range(-35, 28):
            rate = dice.betavariate(share * strength, (1 - share) * strength)
            made[MONDAY + timedelta(days=day)] = (sum(dice.random() < rate for _ in range(60)), 60)
        return made

    actions = [(hours(0.8), hours(0.7)) for _ in range(300)]
    said = [{look_at(*action, look).verdict for look in Look} for action in actions]
    assert sum(verdicts != {EffectVerdict.NOT_SEEN} for verdicts in said) / len(actions) < 0.08
