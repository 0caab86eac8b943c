"""Those who did not tap, and those who did not complain: bounds, never more than there were customers."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from kiosk.measure.assumptions import DOCUMENTED, Assumptions
from kiosk.measure.estimate import Estimate
from kiosk.measure.quantiles import poisson_interval
from kiosk.measure.share import FEWEST_SHOWN, Tally, wilson

BOUNDS = (
    "Unhappy customers of the period: at least those who tapped bad, at most those and all who did not tap; "
    "a count of customers, certain bounds without an estimate."
)
ASSUMED = (
    "Unhappy customers of the period if those who did not tap were unhappy between 1/{times:g} and {times:g} times "
    "as often as those who tapped; a count of customers."
)
BEHIND = (
    "Unhappy customers behind the formal complaints, if {heard:g} % of the unhappy complain; "
    "a count of customers, never above footfall."
)


@dataclass(frozen=True, slots=True)
class SilentMajority:
    """How many of a period's customers may have been unhappy, in customers.

    bounds has no estimate of its own (None): low is those who tapped bad, high those and all who did not tap; the
    truth lies between them whatever the silent ones thought. assumed: those who did not tap were unhappy between
    1/times and times as often as those who tapped; its estimate is for just as often; its interval holds that of the
    share too. silent: who did not tap. All None without transactions (footfall) or with fewer than 5 ratings.
    """

    transactions: int | None
    ratings: int
    silent: int | None
    times: float
    bounds: Estimate
    assumed: Estimate


def silent_majority(
    bad: Tally, transactions: int | None, *, times: float = 2.0, dispersion: float = 1.0
) -> SilentMajority:
    """bad: (bad taps, ratings). With more ratings than transactions nobody was silent, and no more than all
    transactions can have been unhappy.

    Raises ValueError for impossible counts and for times below 1.
    """
    share = wilson(*bad, dispersion=dispersion)
    if not (isfinite(times) and times >= 1):
        raise ValueError(f"times is 1 or more, not {times}")
    if transactions is not None and transactions < 0:
        raise ValueError(f"transactions are never below 0: {transactions}")
    assumed = ASSUMED.format(times=times)
    unknown = Estimate(share.n, None, None, None, BOUNDS), Estimate(share.n, None, None, None, assumed)
    if not transactions:
        return SilentMajority(None, share.n, None, times, *unknown)
    silent = max(0, transactions - share.n)
    if share.estimate is None or share.n < FEWEST_SHOWN:
        return SilentMajority(transactions, share.n, silent, times, *unknown)
    tapped = min(share.successes, transactions)

    def with_silent(rate: float) -> float:
        return tapped + silent * min(1.0, rate)

    low, middle, high = with_silent(share.low / times), with_silent(share.estimate), with_silent(share.high * times)
    bounds = Estimate(share.n, None, tapped, tapped + silent, BOUNDS)
    return SilentMajority(transactions, share.n, silent, times, bounds, Estimate(share.n, middle, low, high, assumed))


@dataclass(frozen=True, slots=True)
class ComplaintsBehind:
    """Unhappy customers behind formal complaints (letters, forms, calls; never taps), in customers, up to footfall.

    capped: the assumed share would have made more of them than there were customers.
    """

    complaints: int
    unhappy: Estimate
    capped: bool


def complaints_behind(
    complaints: int, footfall: int | None, *, assumptions: Assumptions = DOCUMENTED
) -> ComplaintsBehind:
    """complaints / assumptions.complaints_heard (4 %), with the exact Poisson interval of the count carried through.

    footfall: customers of the period; None gives no number. Raises ValueError for counts below 0. n = complaints; a
    count of complaints is the shop's own and is told however small.
    """
    if complaints < 0 or (footfall is not None and footfall < 0):
        raise ValueError(f"counts are never below 0: {complaints} complaints, footfall {footfall}")
    heard = assumptions.complaints_heard.value
    definition = BEHIND.format(heard=100 * heard)
    if not footfall:
        return ComplaintsBehind(complaints, Estimate(complaints, None, None, None, definition), capped=False)
    low, high = poisson_interval(complaints)
    least, middle, most = (min(count / heard, float(footfall)) for count in (low, complaints, high))
    unhappy = Estimate(complaints, middle, least, most, definition)
    return ComplaintsBehind(complaints, unhappy, complaints / heard > footfall)
