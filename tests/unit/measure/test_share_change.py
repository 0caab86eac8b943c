from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from kiosk.measure import Verdict, share_change

TALLY = st.builds(lambda hit, missed: (hit, hit + missed), st.integers(0, 1500), st.integers(0, 1500))
ANSWERED = TALLY.filter(lambda tally: tally[1] > 0)
DISPERSION = st.floats(1, 20)
OPPOSITE = {
    Verdict.BETTER: Verdict.WORSE,
    Verdict.WORSE: Verdict.BETTER,
    Verdict.NO_CHANGE_SEEN: Verdict.NO_CHANGE_SEEN,
    Verdict.TOO_FEW: Verdict.TOO_FEW,
}


# Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10.
@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_interval_agrees_with_newcombes_table(now, before, low, high):
    change = share_change(now, before)
    assert (change.low, change.high) == pytest.approx((low, high), abs=5.1e-5)


@given(ANSWERED, ANSWERED)
def test_without_dispersion_it_is_plain_newcombe(now, before):
    low, high = confint_proportions_2indep(*now, *before, method="newcomb", compare="diff")
    change = share_change(now, before)
    assert (change.low, change.high) == pytest.approx((low, high), abs=1e-9)


def test_81_percent_against_77_is_no_change_and_83_is_better():
    assert share_change((657, 812), (585, 760)).verdict is Verdict.NO_CHANGE_SEEN
    assert share_change((674, 812), (585, 760)).verdict is Verdict.BETTER
    assert share_change((585, 760), (674, 812)).verdict is Verdict.WORSE


def test_days_that_differ_more_than_chance_take_a_verdict_back():
    assert share_change((674, 812), (585, 760), dispersion=3).verdict is Verdict.NO_CHANGE_SEEN


@given(TALLY, TALLY, DISPERSION)
def test_a_verdict_never_contradicts_its_interval(now, before, dispersion):
    change = share_change(now, before, dispersion=dispersion)
    if change.low <= 0 <= change.high:
        assert change.verdict in (Verdict.NO_CHANGE_SEEN, Verdict.TOO_FEW)
    elif min(now[1], before[1]) >= 5:
        assert change.verdict is (Verdict.BETTER if change.estimate > 0 else Verdict.WORSE)


@given(ANSWERED, ANSWERED, DISPERSION)
def test_a_verdict_is_given_exactly_beyond_what_could_be_seen(now, before, dispersion):
    change = share_change(now, before, dispersion=dispersion)
    assume(change.verdict is not Verdict.TOO_FEW)
    assume(abs(abs(change.estimate) - change.could_not_have_seen) > 1e-12)
    seen = change.verdict in (Verdict.BETTER, Verdict.WORSE)
    assert seen == (abs(change.estimate) > change.could_not_have_seen)


@given(ANSWERED, ANSWERED, DISPERSION)
def test_interval_lies_in_bounds_and_holds_the_estimate(now, before, dispersion):
    change = share_change(now, before, dispersion=dispersion)
    assert -1 <= change.low <= change.estimate <= change.high <= 1
    assert 0 < change.could_not_have_seen <= 1


@given(ANSWERED, ANSWERED, DISPERSION)
def test_exchanging_the_weeks_turns_the_verdict_round(now, before, dispersion):
    change, back = share_change(now, before, dispersion=dispersion), share_change(before, now, dispersion=dispersion)
    assert (change.low, change.high) == pytest.approx((-back.high, -back.low), abs=1e-12)
    assert change.could_not_have_seen == pytest.approx(back.could_not_have_seen)
    assume(min(abs(change.low), abs(change.high)) > 1e-12)
    assert back.verdict is OPPOSITE[change.verdict]


@given(ANSWERED, ANSWERED)
def test_complements_turn_the_verdict_round(now, before):
    change = share_change(now, before)
    rest = share_change((now[1] - now[0], now[1]), (before[1] - before[0], before[1]))
    assert (change.low, change.high) == pytest.approx((-rest.high, -rest.low), abs=1e-12)
    assume(min(abs(change.low), abs(change.high)) > 1e-12)
    assert rest.verdict is OPPOSITE[change.verdict]


@given(ANSWERED, ANSWERED, st.floats(1.01, 20))
def test_dispersion_only_ever_widens(now, before, dispersion):
    plain, widened = share_change(now, before), share_change(now, before, dispersion=dispersion)
    assert widened.low <= plain.low + 1e-12
    assert plain.high <= widened.high + 1e-12
    assert widened.high - widened.low > plain.high - plain.low
    assert widened.estimate == plain.estimate


@given(ANSWERED, ANSWERED, st.integers(2, 30))
def test_more_answers_of_the_same_shares_see_smaller_changes(now, before, times):
    few = share_change(now, before)
    many = share_change((now[0] * times, now[1] * times), (before[0] * times, before[1] * times))
    assert many.high - many.low < few.high - few.low
    assert many.could_not_have_seen <= few.could_not_have_seen


def test_fewer_than_five_answers_are_too_few_even_at_the_extremes():
    assert share_change((4, 4), (0, 400)).verdict is Verdict.TOO_FEW
    assert share_change((400, 400), (0, 4)).verdict is Verdict.TOO_FEW
    assert share_change((5, 5), (0, 400)).verdict is Verdict.BETTER


@pytest.mark.parametrize(("now", "before"), [((0, 0), (50, 100)), ((50, 100), (0, 0)), ((0, 0), (0, 0))])
def test_a_week_without_answers_has_no_difference(now, before):
    change = share_change(now, before)
    assert change.estimate is None
    assert change.verdict is Verdict.TOO_FEW
    assert (change.low, change.high, change.could_not_have_seen) == (-1, 1, 1)


def test_the_factor_brings_false_alarms_back_to_the_promised_rate():
    """Weeks that do not differ, days correlated at .02: plain Newcombe cries wolf, the widened one as often as said."""
    dice = random.Random(20260106)
    strength = 1 / 0.02 - 1

    def week():
        shares = [dice.betavariate(0.8 * strength, 0.2 * strength) for _ in range(7)]
        return sum(dice.random() < share for share in shares for _ in range(100)), 700

    pairs = [(week(), week()) for _ in range(500)]
    said = (Verdict.BETTER, Verdict.WORSE)
    plain = sum(share_change(now, before).verdict in said for now, before in pairs) / len(pairs)
    widened = sum(share_change(now, before, dispersion=2.98).verdict in said for now, before in pairs) / len(pairs)
    assert plain > 0.2
    assert 0.02 < widened < 0.08
