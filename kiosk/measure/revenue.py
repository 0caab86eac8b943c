"""What unhappy customers spend, from the store's own figures, and what a recovered one is worth."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from kiosk.measure.assumptions import DOCUMENTED, Assumptions
from kiosk.measure.estimate import Estimate
from kiosk.measure.proportion import proportion
from kiosk.measure.share import Tally

CUSTOMERS = "Unhappy customers of the period if those who did not tap were like those who did; a count."
A_YEAR = "What these customers spend in a year, basket times visits; money."
LOYAL = "What these customers would spend with {times:g} purchases each, as loyal ones do (002); money."
PROFIT = "New customers that bring the profit of these, at {times:g} for each (001); a count."
COST = "Cost of winning as many new customers, in those of keeping one, at {times:g} for each (002)."
CALLS = "Calls on new customers that keeping these is worth, at {times:g} for each (002); a count."
RECOVERED = (
    "A year's revenue kept by solving these cases: cases × basket × visits × ({stay:.0%} who stay once helped "
    "- {anyway:.0%} who would have stayed anyway); money, assumed throughout."
)


@dataclass(frozen=True, slots=True)
class RevenueAtRisk:
    """Every interval is the unhappy share's, carried through. None without transactions or below 5 ratings.

    customers: unhappy ones of the period, were those who did not tap like those who did. a_year: what they spend in
    a year, in the basket's currency: at risk, not lost. The other four are the documents' claims, one by one and never
    multiplied with each other: loyal_purchases, what they would spend as loyal customers (10 purchases each, 002);
    new_for_the_profit, new customers that bring the same profit (001); cost_to_replace, in costs of keeping one
    customer (002); calls_on_new, worth so many calls on new customers (002).
    """

    customers: Estimate
    a_year: Estimate
    loyal_purchases: Estimate
    new_for_the_profit: Estimate
    cost_to_replace: Estimate
    calls_on_new: Estimate


def at_risk(
    unhappy: Tally,
    transactions: int | None,
    *,
    basket: float,
    visits_a_year: float,
    dispersion: float = 1.0,
    assumptions: Assumptions = DOCUMENTED,
) -> RevenueAtRisk:
    """unhappy: (bad taps, ratings) of the period; transactions of the same period; basket: mean value of a purchase.

    One transaction is taken as one customer: over periods longer than the usual time between two visits, customers
    are counted more than once. Raises ValueError for impossible counts and negative money.
    """
    _check_money(basket, visits_a_year)
    if transactions is not None and transactions < 0:
        raise ValueError(f"transactions are never below 0: {transactions}")
    share = proportion(unhappy, CUSTOMERS, dispersion=dispersion)

    def each(worth: float, definition: str) -> Estimate:
        if not transactions or share.estimate is None or share.low is None or share.high is None:
            return Estimate(share.n, None, None, None, definition)
        times = transactions * worth
        return Estimate(share.n, share.estimate * times, share.low * times, share.high * times, definition)

    def claimed(times: float, wording: str, unit: float = 1.0) -> Estimate:
        return each(times * unit, wording.format(times=times))

    return RevenueAtRisk(
        customers=each(1, CUSTOMERS),
        a_year=each(basket * visits_a_year, A_YEAR),
        loyal_purchases=claimed(assumptions.purchases_of_loyal.value, LOYAL, basket),
        new_for_the_profit=claimed(assumptions.profit_of_old.value, PROFIT),
        cost_to_replace=claimed(assumptions.cost_of_new.value, COST),
        calls_on_new=claimed(assumptions.worth_of_keeping.value, CALLS),
    )


def recovered_case(
    cases: int, *, basket: float, visits_a_year: float, assumptions: Assumptions = DOCUMENTED
) -> Estimate:
    """A year's revenue kept by solving so many cases: cases × basket × visits × (.95 stay - .19 would have stayed).

    No interval (None): every factor is assumed, none is measured. n = cases, told however few. Never below 0: where
    the store assumes that no more stay than would have anyway, solving keeps nothing.
    """
    _check_money(basket, visits_a_year)
    if cases < 0:
        raise ValueError(f"cases are never below 0: {cases}")
    stay, anyway = assumptions.loyal_if_solved.value, 1 - assumptions.vanish.value
    kept = cases * basket * visits_a_year * max(0.0, stay - anyway)
    return Estimate(cases, kept, None, None, RECOVERED.format(stay=stay, anyway=anyway))


def _check_money(basket: float, visits_a_year: float) -> None:
    if not all(isfinite(figure) and figure >= 0 for figure in (basket, visits_a_year)):
        raise ValueError(f"basket and visits a year are 0 or more, not {basket} and {visits_a_year}")
