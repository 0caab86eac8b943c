from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import DOCUMENTED, Belief, at_risk, belief_gap, belief_history, recovered_case, wilson
from kiosk.model import Week

TALLY = st.builds(lambda bad, fine: (bad, bad + fine), st.integers(0, 600), st.integers(0, 600))
ENOUGH = TALLY.filter(lambda tally: tally[1] >= 5)
MONEY = st.floats(0, 1e4)


def test_revenue_at_risk_by_hand():
    """A tenth of 4,000 unhappy, a basket of 20, 25 visits a year: 400 customers who spend 200,000."""
    risk = at_risk((40, 400), 4000, basket=20, visits_a_year=25)
    share = wilson(40, 400)
    assert risk.customers.estimate == pytest.approx(400)
    assert risk.a_year.estimate == pytest.approx(200_000)
    assert (risk.a_year.low, risk.a_year.high) == pytest.approx((share.low * 2e6, share.high * 2e6))
    assert risk.loyal_purchases.estimate == pytest.approx(400 * 10 * 20)
    assert risk.new_for_the_profit.estimate == pytest.approx(2000)
    assert risk.cost_to_replace.estimate == pytest.approx(2000)
    assert risk.calls_on_new.estimate == pytest.approx(24_000)


@given(ENOUGH, st.integers(1, 20_000), MONEY, MONEY, st.floats(1, 10))
def test_the_shares_interval_is_carried_through(bad, transactions, basket, visits, dispersion):
    risk = at_risk(bad, transactions, basket=basket, visits_a_year=visits, dispersion=dispersion)
    share = wilson(*bad, dispersion=dispersion)
    worth = transactions * basket * visits
    assert (risk.a_year.low, risk.a_year.high) == pytest.approx((share.low * worth, share.high * worth))
    assert risk.customers.high <= transactions
    assert risk.a_year.low <= risk.a_year.estimate <= risk.a_year.high


@pytest.mark.parametrize(("bad", "transactions"), [((40, 400), None), ((40, 400), 0), ((2, 4), 100)])
def test_no_number_without_transactions_or_on_four_ratings(bad, transactions):
    assert at_risk(bad, transactions, basket=20, visits_a_year=25).a_year.estimate is None


def test_a_recovered_case_keeps_what_would_have_gone():
    """.95 stay, of whom .19 would have stayed anyway: .76 of 20 × 25."""
    told = recovered_case(3, basket=20, visits_a_year=25)
    assert told.estimate == pytest.approx(3 * 500 * 0.76)
    assert (told.n, told.low, told.high) == (3, None, None)
    nothing = DOCUMENTED.changed({"vanish": 0.0})
    assert recovered_case(3, basket=20, visits_a_year=25, assumptions=nothing).estimate == 0


def test_a_manager_who_believes_80_percent_of_a_truth_of_8_is_too_high():
    gap = belief_gap(0.8, (80, 1000))
    assert gap.gap.estimate == pytest.approx(0.72)
    assert (gap.gap.low, gap.gap.high) == pytest.approx((0.8 - gap.truth.high, 0.8 - gap.truth.low))
    assert gap.verdict is Belief.TOO_HIGH
    assert belief_gap(0.01, (80, 1000)).verdict is Belief.TOO_LOW
    assert belief_gap(0.09, (80, 1000)).verdict is Belief.AGREES
    assert belief_gap(0.8, (2, 4)).verdict is Belief.TOO_FEW


@given(st.floats(0, 1), ENOUGH, st.floats(1, 10))
def test_a_verdict_agrees_with_its_interval(guess, excellent, dispersion):
    gap = belief_gap(guess, excellent, dispersion=dispersion)
    assert -1 <= gap.gap.low <= gap.gap.estimate <= gap.gap.high <= 1
    assert (gap.verdict is Belief.AGREES) == (gap.truth.low <= guess <= gap.truth.high)


def test_guesses_are_kept_over_time():
    weeks = [Week(2026, number) for number in (10, 11, 12, 13)]
    history = belief_history(
        dict(zip(reversed(weeks), (0.5, 0.6, 0.7, 0.8), strict=True)),
        {weeks[0]: (30, 100), weeks[1]: (40, 100), weeks[3]: (40, 100)},
    )
    assert [each.week for each in history.weeks] == weeks
    assert [each.guess for each in history.weeks] == [0.8, 0.7, 0.6, 0.5]
    assert history.weeks[2].gap.estimate is None
    # Gaps .5, .3 and .1: mean .3, standard deviation .2, t(2) 4.3027.
    assert (history.mean.n, history.mean.estimate) == (3, pytest.approx(0.3))
    assert history.mean.high - history.mean.estimate == pytest.approx(4.30265 * 0.2 / 3**0.5, rel=1e-5)
    assert belief_history({weeks[0]: 0.5}, {weeks[0]: (30, 100)}).mean.estimate is None


def test_weeks_that_happen_to_be_alike_leave_as_much_doubt_as_each_has():
    weeks = [Week(2026, 10), Week(2026, 11)]
    history = belief_history(dict.fromkeys(weeks, 0.8), dict.fromkeys(weeks, (10, 20)))
    one = history.weeks[0].gap
    # Two independent weeks: half the variance of one, to each side.
    assert history.mean.estimate == pytest.approx(0.3)
    assert history.mean.estimate - history.mean.low == pytest.approx((one.estimate - one.low) / 2**0.5)
    assert history.mean.high - history.mean.estimate == pytest.approx((one.high - one.estimate) / 2**0.5)


def test_impossible_figures_are_refused():
    for broken in (
        lambda: belief_gap(80, (8, 100)),
        lambda: at_risk((1, 30), 100, basket=-1, visits_a_year=2),
        lambda: at_risk((1, 30), -1, basket=1, visits_a_year=2),
        lambda: recovered_case(1, basket=1, visits_a_year=float("inf")),
        lambda: recovered_case(-1, basket=1, visits_a_year=1),
    ):
        with pytest.raises(ValueError, match=r"0"):
            broken()
