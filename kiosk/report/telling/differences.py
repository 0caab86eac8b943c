"""Results that have a side: up or down, above or below, only where the whole interval lies there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.measure import FEWEST_SHOWN, BeliefGap, Effect, Estimate, ShareChange
from kiosk.report.telling.kinds import Kind
from kiosk.report.telling.saying import Saying

CENTRE = {Kind.EXPECTED: 3.0, Kind.OTHERS: 3.0}
"""The middle of a scale from much worse to much better, which means alike."""
IN_HUNDREDTHS = {Kind.BELIEF: 100.0, Kind.UNHAPPY: 1.0}
"""Differences that are told in points of 100, and what they are multiplied with; all others are of their scale."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A difference in the points that it is told in; whole: of 100, else of a scale."""

    size: float
    low: float
    high: float
    whole: bool

    @property
    def side(self) -> Literal["up", "down", "open"]:
        """On which side of 0 the whole interval lies."""
        return "up" if self.low > 0 else "down" if self.high < 0 else "open"

    @property
    def reach(self) -> float:
        """How far the interval reaches from the estimate towards 0: what could not have been seen."""
        below, above = self.size - self.low, self.high - self.size
        return max(below, above) if self.size == 0 else below if self.size > 0 else above

    def told(self, saying: Saying) -> str:
        """What was seen; on no side, what could not have been."""
        tell = saying.points if self.whole else saying.scale_points
        return tell(self.reach, up=True) if self.side == "open" else tell(abs(self.size))


def against(saying: Saying, result: Estimate, kind: Kind) -> str:
    """Above or below what its kind is held against."""
    if result.estimate is None or 0 < result.n < FEWEST_SHOWN:
        return saying.unknown(result.n)
    return _held(saying, result, result.estimate, kind, saying.wording.number(result.n))


def history(saying: Saying, mean: Estimate) -> str:
    """Guesses over the weeks: n is weeks, which point at no shopper."""
    if mean.estimate is None:
        return saying.unknown(mean.n)
    weeks = saying.words.count("tell_weeks", mean.n, number=saying.wording.number(mean.n))
    return _held(saying, mean, mean.estimate, Kind.BELIEF, weeks)


def _held(saying: Saying, result: Estimate, estimate: float, kind: Kind, n: str) -> str:
    times, centre, whole = IN_HUNDREDTHS.get(kind, 1.0), CENTRE.get(kind, 0.0), kind in IN_HUNDREDTHS
    size = (estimate - centre) * times
    reference = saying.phrase(f"than_{kind}")
    if result.low is None or result.high is None:
        return saying.say("bare", n=n, reference=reference, value=_signed(saying, size, whole=whole))
    apart = Apart(size, (result.low - centre) * times, (result.high - centre) * times, whole)
    if result.n == 0:
        return saying.say("set", n=n, reference=reference, value=_signed(saying, size, whole=whole))
    return saying.say(f"side_{apart.side}", n=n, reference=reference, amount=apart.told(saying))


def change(saying: Saying, result: ShareChange, reference: str) -> str:
    """Up or down on the time before."""
    few = min(result.now.n, result.before.n)
    if result.estimate is None or few < FEWEST_SHOWN:
        return saying.unknown(few)
    apart = Apart(100 * result.estimate, 100 * result.low, 100 * result.high, whole=True)
    now, before = (saying.wording.number(share.n) for share in (result.now, result.before))
    n = saying.phrase("both", now=now, before=before)
    return saying.say(f"change_{apart.side}", n=n, reference=reference, amount=apart.told(saying))


def effect(saying: Saying, result: Effect) -> str:
    """What an action did, against the hours that it does not touch."""
    told = result.difference
    if told.estimate is None or told.low is None or told.high is None:
        return saying.unknown(min(each.n for each in (
            result.affected_before, result.affected_after, result.unaffected_before, result.unaffected_after
        )))  # fmt: skip
    apart = Apart(told.estimate, told.low, told.high, whole=True)
    return saying.say(f"effect_{apart.side}", n=told.n, amount=apart.told(saying))


def belief(saying: Saying, result: BeliefGap) -> str:
    """What was guessed, and whether it is above or below what shoppers said."""
    guess = saying.of_hundred(100 * result.guess)
    return saying.phrase("guess", guess=guess, sentence=against(saying, result.gap, Kind.BELIEF))


def times(saying: Saying, result: Estimate, key: str = "times") -> str:
    """A ratio; more or less than 1 by more than chance explains only where its whole interval is."""
    if result.estimate is None or result.low is None or result.high is None or result.n < FEWEST_SHOWN:
        return saying.unknown(result.n)
    nearest = result.low if result.low > 1 else result.high if result.high < 1 else None
    digits = 1 if nearest is None else _digits(nearest)
    interval = saying.interval(result.low, result.high, digits)
    value = saying.number(result.estimate, digits)
    return saying.say(f"{key}_{'open' if nearest is None else 'seen'}", n=result.n, value=value, interval=interval)


def _digits(limit: float) -> int:
    """Decimals with which a limit beside 1 does not read 1."""
    return next((digits for digits in range(1, 9) if abs(limit - 1) >= 10.0**-digits), 9)


def _signed(saying: Saying, size: float, *, whole: bool) -> str:
    """With its sign, which is not yet a side: nothing says that it is more than chance."""
    if size == 0:
        return saying.number(0)
    told = (saying.points if whole else saying.scale_points)(abs(size)).strip()
    return f"{'−' if size < 0 else '+'}{told}" if told[0].isdigit() else told
