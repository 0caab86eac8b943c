"""Which sentence a result gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, assert_never

from kiosk.measure import (
    BeliefGap,
    BeliefHistory,
    BetweenPlaces,
    ChartPoint,
    Effect,
    Effort,
    Estimate,
    Forecast,
    HappinessIndex,
    LoadAgainstBad,
    NetPromoterScore,
    PulseStatement,
    RecoverySummary,
    ResponseRate,
    Share,
    ShareChange,
    SlotForecast,
    StepFigure,
    TagFigure,
)
from kiosk.measure.relationship import ChainStep
from kiosk.measure.tolerance import Zone
from kiosk.report.telling import differences, levels, places
from kiosk.report.telling.customers import OfCustomers, of_customers
from kiosk.report.telling.hours import OfHours, of_hours
from kiosk.report.telling.kinds import Kind
from kiosk.report.telling.saying import Saying
from kiosk.report.wording import Wording
from kiosk.words import Words

Level: TypeAlias = Share | HappinessIndex | NetPromoterScore | Effort | PulseStatement | TagFigure
Side: TypeAlias = Effect | BeliefGap | BeliefHistory | ChainStep
Where: TypeAlias = Zone | ChartPoint | BetweenPlaces
Result: TypeAlias = Estimate | ShareChange | Level | Side | Where | OfCustomers | OfHours


LEVELS: Mapping[Kind, Callable[[Saying, Estimate], str]] = {
    Kind.SHARE: levels.share,
    Kind.HUNDRED: levels.hundred,
    Kind.NPS: levels.nps,
    Kind.ALPHA: levels.alpha,
    Kind.TIMES: differences.times,
}


def tell(
    result: Result,
    words: Words,
    *,
    kind: Kind | None = None,
    name: str = "",
    ends: levels.Ends | None = None,
    before: str | None = None,
) -> str:
    """One sentence that claims no more than the interval: up, better, above only where all of it lies there; with n.

    kind: what an Estimate is of; ends: the scale of a mean. name stands before the sentence ("Queue: …"); before says
    what a ShareChange is held against ("the week before the works"), last week if left out; both in the report's
    language. Raises ValueError for an Estimate without a kind, and for a mean without ends.
    """
    saying = Saying(words, Wording(words))
    sentence = _sentence(saying, result, kind, ends, before)
    if sentence[0].isascii():
        sentence = sentence[0].upper() + sentence[1:]
    return saying.phrase("named", name=name, sentence=sentence) if name else sentence


def _sentence(
    saying: Saying, result: Result, kind: Kind | None, ends: levels.Ends | None, before: str | None
) -> str:
    match result:
        case Estimate():
            return _estimate(saying, result, kind, ends)
        case ShareChange():
            return differences.change(saying, result, before or saying.phrase("last_week"))
        case Share() | HappinessIndex() | NetPromoterScore() | Effort() | PulseStatement() | TagFigure():
            return _level(saying, result)
        case Effect() | BeliefGap() | BeliefHistory() | ChainStep():
            return _side(saying, result)
        case Zone() | ChartPoint() | BetweenPlaces():
            return _where(saying, result)
        case LoadAgainstBad() | ResponseRate() | RecoverySummary() | StepFigure() | SlotForecast() | Forecast():
            return of_hours(saying, result)
        case _:
            return of_customers(saying, result)


def _estimate(saying: Saying, result: Estimate, kind: Kind | None, ends: levels.Ends | None) -> str:
    if kind is None:
        raise ValueError(f"an estimate needs its kind, one of {', '.join(Kind)}")
    if kind.difference:
        return differences.against(saying, result, kind)
    if kind is Kind.MEAN:
        if ends is None:
            raise ValueError("a mean needs the ends of its scale")
        return levels.mean(saying, result, ends)
    if kind in LEVELS:
        return LEVELS[kind](saying, result)
    return levels.amount(saying, result, kind.value, 1 if kind is Kind.HOURS else 0)


def _level(saying: Saying, result: Level) -> str:
    match result:
        case Share():
            return levels.share(saying, result)
        case HappinessIndex():
            return levels.hundred(saying, result, "index")
        case NetPromoterScore():
            return levels.nps(saying, result)
        case Effort(mean=mean):
            return levels.mean(saying, mean, (1, 7))
        case PulseStatement(agree=agree):
            return levels.share(saying, agree, "agree")
        case TagFigure(named=named):
            return levels.share(saying, named, "carried")
        case _:
            assert_never(result)


def _side(saying: Saying, result: Side) -> str:
    match result:
        case Effect():
            return differences.effect(saying, result)
        case BeliefGap():
            return differences.belief(saying, result)
        case BeliefHistory(mean=mean):
            return differences.history(saying, mean)
        case ChainStep(difference=difference):
            return differences.against(saying, difference, Kind.UNHAPPY)
        case _:
            assert_never(result)


def _where(saying: Saying, result: Where) -> str:
    match result:
        case Zone():
            return places.zone(saying, result)
        case ChartPoint():
            return places.band(saying, result)
        case BetweenPlaces():
            return places.between(saying, result)
        case _:
            assert_never(result)
