"""What next week will bring: ratings and bad taps by weekday and hour."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, exp, floor, lgamma, log, sqrt
from statistics import fmean
from typing import TypeAlias

from kiosk.measure.estimate import Estimate
from kiosk.measure.quantiles import student_t
from kiosk.measure.share import FEWEST_SHOWN, Tally, check_tally

Slot: TypeAlias = tuple[int, int]
"""(weekday, hour): 1 Monday … 7 Sunday, 0..23."""

Series: TypeAlias = Sequence[int | None]
"""One hour's count week by week; None where that weekday was a holiday."""
Counts: TypeAlias = Mapping[Slot, Series]

WEEKS_USED = 12
FEWEST_WEEKS = 3
HOUR = "{what} to expect in this hour of next week, with a 95 % prediction interval; a count."
WEEK = "{what} to expect next week, with a 95 % prediction interval; a count."
RATINGS, BAD = "Ratings", "Bad taps"


@dataclass(frozen=True, slots=True)
class SlotForecast:
    """Counts to expect in one hour of next week, with 95 % prediction intervals in whole taps."""

    weekday: int
    hour: int
    ratings: Estimate
    bad: Estimate


@dataclass(frozen=True, slots=True)
class Forecast:
    """Next week's counts: of the whole week, and under "1-17" (Monday, 17:00) of each open hour that ever had taps.

    n of an hour: ratings seen in it; below 5 there is no figure. weeks: how many past weeks it rests on; below 3
    there is none at all.
    """

    weeks: int
    ratings: Estimate
    bad: Estimate
    hours: Mapping[str, SlotForecast]


def forecast(weeks: Sequence[Mapping[Slot, Tally]], *, closed: Collection[Slot] = ()) -> Forecast:
    """From up to the last 12 weeks (oldest first), each (bad, ratings) by weekday and hour; an hour left out had none.

    Weeks without any ratings are passed over, and so is a weekday without any in a week that has some (a holiday).
    closed: hours of next week that the shop is not open. Negative-binomial prediction intervals: variance
    m + a m², with one a for all hours by moments, and the mean's own uncertainty added. Nothing seasonal, no trend.
    The whole week's interval is Student's, from how far whole weeks lay from what their hours had led to expect.
    """
    kept = [week for week in weeks[-WEEKS_USED:] if any(n for _, n in week.values())]
    for week in kept:
        for tally in week.values():
            check_tally(*tally)
    met = [(week, {weekday for (weekday, _), (_, n) in week.items() if n}) for week in kept]
    slots = sorted({slot for week in kept for slot, (_, n) in week.items() if n} - set(closed))
    bad, ratings = (
        {slot: [week.get(slot, (0, 0))[part] if slot[0] in days else None for week, days in met] for slot in slots}
        for part in (0, 1)
    )
    told_ratings, told_bad = _hours(ratings, ratings, RATINGS), _hours(bad, ratings, BAD)
    return Forecast(
        weeks=len(kept),
        ratings=_whole_week(ratings, ratings, RATINGS),
        bad=_whole_week(bad, ratings, BAD),
        hours={f"{slot[0]}-{slot[1]:02}": SlotForecast(*slot, told_ratings[slot], told_bad[slot]) for slot in slots},
    )


def _seen(series: Series) -> list[int]:
    return [count for count in series if count is not None]


def _hours(counts: Counts, ratings: Counts, what: str) -> dict[Slot, Estimate]:
    definition = HOUR.format(what=what)
    extra = _extra([_seen(series) for series in counts.values()])
    told = {}
    for slot, series in counts.items():
        seen, n = _seen(series), sum(_seen(ratings[slot]))
        if len(series) < FEWEST_WEEKS or n < FEWEST_SHOWN:
            told[slot] = Estimate(n, None, None, None, definition)
            continue
        mean = fmean(seen)
        low, high = _prediction((sum(seen) + 0.5) / len(seen), extra, len(seen))
        told[slot] = Estimate(n, mean, min(low, mean), max(high, mean), definition)
    return told


def _extra(counts: Sequence[Sequence[int]]) -> float:
    """The a of variance m + a m², by moments over all hours; at least 0."""
    over = squares = 0.0
    for series in counts:
        weeks, mean = len(series), fmean(series)
        over += sum((count - mean) ** 2 for count in series) - (weeks - 1) * mean
        squares += (weeks - 1) * (mean * mean - mean / weeks)
    return max(0.0, over / squares) if squares > 0 else 0.0


def _prediction(mean: float, extra: float, weeks: int) -> tuple[int, int]:
    """The negative binomial's 2.5 % and 97.5 % points, its probabilities added up on a scale that cannot underflow."""
    variance = (mean + extra * mean * mean) * (1 + 1 / weeks)
    size = mean * mean / (variance - mean)
    spread = sqrt(variance)
    top = ceil(mean + 20 * spread + 20)
    logs = [
        lgamma(count + size) - lgamma(count + 1) + count * log(mean / (size + mean)) for count in range(top)
    ]
    highest = max(logs)
    below = list(accumulate(exp(each - highest) for each in logs))
    return bisect_left(below, 0.025 * below[-1]), bisect_left(below, 0.975 * below[-1])


def _whole_week(counts: Counts, ratings: Counts, what: str) -> Estimate:
    definition = WEEK.format(what=what)
    n = sum(sum(_seen(series)) for series in ratings.values())
    weeks = max((len(series) for series in counts.values()), default=0)
    if weeks < FEWEST_WEEKS or n < FEWEST_SHOWN:
        return Estimate(n, None, None, None, definition)
    means = {slot: fmean(_seen(series)) for slot, series in counts.items()}
    off = [
        sum(count - means[slot] for slot, series in counts.items() if (count := series[week]) is not None)
        for week in range(weeks)
    ]
    total = sum(means.values())
    variance = max(total + 0.5 / weeks, sum(each * each for each in off) / (weeks - 1))
    half = student_t(weeks - 1) * sqrt(variance * (1 + 1 / weeks))
    return Estimate(n, total, float(max(0, floor(total - half))), float(ceil(total + half)), definition)
