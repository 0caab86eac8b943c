"""Results about the shop's hours and cases: load, response, recovery, next week."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from kiosk.measure import Forecast, LoadAgainstBad, RecoverySummary, ResponseRate, SlotForecast, StepFigure
from kiosk.report.telling import differences, levels
from kiosk.report.telling.saying import Saying

OfHours: TypeAlias = LoadAgainstBad | ResponseRate | RecoverySummary | StepFigure | SlotForecast | Forecast


def of_hours(saying: Saying, result: OfHours) -> str:
    """Whichever of them it is."""
    match result:
        case LoadAgainstBad():
            return load(saying, result)
        case ResponseRate():
            return response(saying, result)
        case RecoverySummary():
            return recovery(saying, result)
        case StepFigure():
            return step(saying, result)
        case SlotForecast() | Forecast():
            return slot(saying, result)
        case _:
            assert_never(result)


def load(saying: Saying, result: LoadAgainstBad) -> str:
    """The busiest third of hours against the others."""
    return differences.times(saying, result.ratio, "busy")


def response(saying: Saying, result: ResponseRate) -> str:
    """Of 100 transactions."""
    if result.more_ratings:
        return saying.say("response_over", n=result.rate.n)
    return levels.share(saying, result.rate, "response")


def recovery(saying: Saying, result: RecoverySummary) -> str:
    """Cases that their own customers called fixed."""
    return levels.share(saying, result.closed, "recovery")


def step(saying: Saying, result: StepFigure) -> str:
    """How soon half of the cases got it; where half have not, how many have."""
    if result.hours.estimate is None:
        return levels.share(saying, result.done, "step_done")
    return levels.amount(saying, result.hours, "hours", 1)


def slot(saying: Saying, result: SlotForecast | Forecast) -> str:
    """What to expect, as a range."""
    n, ratings, bad = result.ratings.n, result.ratings, result.bad
    if ratings.low is None or ratings.high is None or bad.low is None or bad.high is None:
        return saying.unknown(n)
    return saying.say(
        "expect", n=n, ratings=saying.range(ratings.low, ratings.high), bad=saying.range(bad.low, bad.high)
    )
