"""Results about customers: who did not tap, what it may cost, which reasons go with unhappy taps."""

from __future__ import annotations

from typing import Any, TypeAlias, assert_never

from kiosk.measure import (
    FEWEST_SHOWN,
    ComplaintsBehind,
    Driver,
    Estimate,
    HotSpot,
    RevenueAtRisk,
    SilentMajority,
    WordOfMouth,
)
from kiosk.report.telling import differences, levels
from kiosk.report.telling.saying import Saying

OfCustomers: TypeAlias = Driver | HotSpot[Any] | SilentMajority | ComplaintsBehind | WordOfMouth | RevenueAtRisk


def of_customers(saying: Saying, result: OfCustomers) -> str:
    """Whichever of them it is."""
    match result:
        case Driver():
            return driver(saying, result)
        case HotSpot():
            return hot_spot(saying, result)
        case SilentMajority():
            return silent(saying, result)
        case ComplaintsBehind():
            return complaints(saying, result)
        case WordOfMouth():
            return mouth(saying, result)
        case RevenueAtRisk():
            return revenue(saying, result)
        case _:
            assert_never(result)


def driver(saying: Saying, result: Driver) -> str:
    """Raises the odds beyond chance and all other touchpoints tested, or is not said to."""
    ratio = result.odds_ratio
    return differences.times(saying, ratio, "driver") if result.told else saying.say("driver_open", n=ratio.n)


def hot_spot(saying: Saying, result: HotSpot[Any]) -> str:
    """A framed cell with how many times as often, where there is anything to compare it with."""
    if not result.framed or result.n < FEWEST_SHOWN:
        return saying.say("spot_open", n=result.n)
    ratio, bad = result.ratio, saying.wording.number(result.bad)
    if ratio.estimate is None or ratio.high is None:
        return saying.say("spot_only", n=result.n, bad=bad)
    told = Estimate(result.n, ratio.estimate, ratio.low, ratio.high, result.definition)
    return saying.phrase("spot", bad=bad, sentence=differences.times(saying, told))


def silent(saying: Saying, result: SilentMajority) -> str:
    """The bounds that hold whatever the silent ones thought."""
    if result.transactions is None:
        return saying.say("silent_unknown", n=result.ratings)
    if result.bounds.low is None or result.bounds.high is None:
        return saying.unknown(result.ratings)
    interval, customers = saying.range(result.bounds.low, result.bounds.high), saying.number(result.transactions)
    return saying.say("silent", n=result.ratings, interval=interval, customers=customers)


def complaints(saying: Saying, result: ComplaintsBehind) -> str:
    """Formal complaints only, and what may be behind them."""
    if result.unhappy.estimate is None:
        return saying.say("complaints_unknown", n=result.complaints)
    interval = saying.interval(result.unhappy.low, result.unhappy.high)
    value = levels.at_least_a_step(saying, result.unhappy.estimate, 0)
    return saying.say("complaints", n=result.complaints, value=value, interval=interval)


def mouth(saying: Saying, result: WordOfMouth) -> str:
    """How many hear of it by published figures."""
    good, bad = (_people(saying, each) for each in (result.good, result.bad))
    return saying.say("mouth", n=result.good.n, good=good, bad=bad) if good and bad else saying.unknown(result.good.n)


def revenue(saying: Saying, result: RevenueAtRisk) -> str:
    """A year's, at risk and not lost."""
    year = result.a_year
    if year.estimate is None:
        return saying.unknown(year.n)
    value, interval = levels.at_least_a_step(saying, year.estimate, 0), saying.interval(year.low, year.high)
    return saying.say("revenue", n=year.n, value=value, interval=interval)


def _people(saying: Saying, told: Estimate) -> str:
    """A number or a range; empty where there is none."""
    if told.low is None or told.high is None:
        return ""
    return saying.range(told.low, told.high) if told.low < told.high else saying.number(told.low)
