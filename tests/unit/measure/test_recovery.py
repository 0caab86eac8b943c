from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kiosk.measure import DOCUMENTED, Case, Step, recovery_summary

START = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
HOURS = st.dictionaries(st.sampled_from(list(Step)), st.floats(0, 500), max_size=5)
VERDICTS = st.lists(st.tuples(st.floats(0, 900), st.booleans()), max_size=3)


def case(name, *, hours=None, verdicts=(), day=0.0, about=None, place="north"):
    opened = START + timedelta(days=day)
    steps = {step: opened + timedelta(hours=late) for step, late in (hours or {}).items()}
    said = tuple((opened + timedelta(hours=late), fixed) for late, fixed in verdicts)
    return Case(name, opened, steps, said, about, place)


CASES = st.lists(st.tuples(HOURS, VERDICTS, st.floats(0, 60)), max_size=12).map(
    lambda drawn: [case(f"c{n}", hours=h, verdicts=v, day=d) for (h, v, d), n in zip(drawn, count(), strict=False)]
)


def apologies(*hours):
    return [case(str(n), hours={Step.APOLOGY: late} if late is not None else {}) for n, late in enumerate(hours)]


def test_only_the_customers_own_verdict_closes():
    done = dict.fromkeys(Step, 1.0)
    assert not case("a", hours=done).closed
    assert not case("b", hours=done, verdicts=[(5, False)]).closed
    assert case("c", verdicts=[(5, True)]).closed
    assert case("d", verdicts=[(5, False), (9, True)]).closed
    assert not case("e", verdicts=[(9, False), (5, True)]).closed


def test_steps_and_times_by_hand():
    told = recovery_summary(
        [
            *apologies(1, 2, 4, 8, 30, None),
            case("whole", hours=dict(zip(Step, (3, 5, 6, 20, 48), strict=True)), verdicts=[(50, True)]),
        ]
    )
    assert (told.cases, told.open) == (7, 6)
    assert told.closed.estimate == pytest.approx(1 / 7)
    assert list(told.steps) == ["apology", "urgent_fix", "empathy", "symbolic_atonement", "follow_up"]
    # 1, 2, 3, 4, 8, 30 and one still waited for.
    assert told.time_to_apology == told.steps["apology"].hours
    assert (told.time_to_apology.estimate, told.time_to_apology.low, told.time_to_apology.high) == (4, 1, None)
    assert told.steps["apology"].done.estimate == pytest.approx(6 / 7)
    assert told.steps["follow_up"].hours.estimate is None
    assert told.good_services_needed.estimate == 84


@pytest.mark.parametrize(("n", "rank"), [(6, 1), (8, 1), (9, 2), (20, 6), (50, 18), (100, 40), (1500, 712)])
def test_the_medians_interval_is_the_one_of_published_tables(n, rank):
    """Ranks for 95 %: Conover 1999, Practical Nonparametric Statistics, and scipy's sign test."""
    median = recovery_summary(apologies(*range(1, n + 1))).time_to_apology
    assert median.estimate == (n + 1) / 2
    assert (median.low, median.high) == (rank, n + 1 - rank)
    assert stats.binom.cdf(rank - 1, n, 0.5) <= 0.025 < stats.binom.cdf(rank, n, 0.5)


def test_five_cases_have_a_median_but_no_interval_and_four_none():
    five = recovery_summary(apologies(1, 2, 3, 4, 5)).time_to_apology
    assert (five.estimate, five.low, five.high) == (3, None, None)
    assert recovery_summary(apologies(1, 2, 3, 4)).time_to_apology.estimate is None
    assert recovery_summary(apologies(1, 2, None, None, None, None)).time_to_apology.estimate is None


def test_a_second_failure_and_the_same_failure_again_are_flagged():
    told = recovery_summary(
        [
            case("first", day=0, about="queue"),
            case("failed", day=1, about="stock", verdicts=[(5, False), (9, True)]),
            case("again", day=20, about="queue"),
            case("elsewhere", day=21, about="queue", place="south"),
            case("later", day=60, about="queue"),
            case("unknown", day=61),
            case("unknown too", day=62),
        ]
    )
    assert told.failed_again == ("failed",)
    assert told.same_again == ("again",)


def test_a_fix_before_an_apology_is_out_of_order():
    told = recovery_summary(
        [
            case("fixed first", hours={Step.URGENT_FIX: 1, Step.APOLOGY: 2}),
            case("never sorry", hours={Step.FOLLOW_UP: 30}),
            case("in order", hours={Step.APOLOGY: 1, Step.URGENT_FIX: 1}),
            case("nothing yet"),
        ]
    )
    assert set(told.out_of_order) == {"fixed first", "never sorry"}


def test_no_cases_and_the_stores_own_figure():
    none = recovery_summary([])
    assert (none.cases, none.closed.estimate, none.good_services_needed.estimate) == (0, None, 0)
    own = DOCUMENTED.changed({"good_for_one_bad": 20})
    assert recovery_summary(apologies(1), assumptions=own).good_services_needed.estimate == 20


@given(CASES)
def test_figures_lie_in_bounds(cases):
    told = recovery_summary(cases)
    assert told.open == sum(not each.closed for each in cases)
    for step in told.steps.values():
        if step.done.estimate is not None:
            assert 0 <= step.done.low <= step.done.estimate <= step.done.high <= 1
        if step.hours.low is not None:
            assert 0 <= step.hours.low <= step.hours.estimate
        if step.hours.high is not None:
            assert step.hours.estimate <= step.hours.high


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_cases_does_not_matter(cases, dice):
    assert recovery_summary(dice.sample(cases, len(cases))) == recovery_summary(cases)


def test_a_step_before_the_opening_is_refused():
    with pytest.raises(ValueError, match="case early"):
        recovery_summary([case("early", hours={Step.APOLOGY: -1})])
