"""Operations beside complaints: who answered at all, and whether busy hours are the bad ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, exp, sqrt

from kiosk.measure.estimate import Estimate
from kiosk.measure.proportion import proportion
from kiosk.measure.quantiles import student_t
from kiosk.measure.share import FEWEST_SHOWN, Tally, check_dispersion, check_tally

RESPONSE = "Ratings per transaction, 0 to 1."
BUSY = "The share of bad taps in the busiest third of hours by transactions per open till, 0 to 1."
OTHER = "The share of bad taps in the other hours, 0 to 1."
RATIO = "How many times as often taps are bad in the busiest third of hours as in the others; 1 is alike."
TREND = "Points of 100 by which the share of bad taps rises with each further transaction per open till and hour."
LONGEST_ARM = 30.0
"""On the logarithm: an interval this wide says nothing, and its ends would leave the range of numbers."""


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """rate: ratings per transaction, 0 to 1, n = transactions; None without any.

    more_ratings: there were more ratings than transactions (one customer tapped twice, or transactions are missing),
    and the rate is told as 1.
    """

    rate: Estimate
    more_ratings: bool


def response_rate(ratings: int, transactions: int | None) -> ResponseRate:
    """Raises ValueError for counts below 0."""
    if ratings < 0 or (transactions is not None and transactions < 0):
        raise ValueError(f"counts are never below 0: {ratings} ratings, {transactions} transactions")
    served = transactions or 0
    return ResponseRate(proportion((min(ratings, served), served), RESPONSE), ratings > served > 0)


@dataclass(frozen=True, slots=True)
class HourLoad:
    """One hour of one day: transactions, tills open (a mean over the hour), and (bad, n) of its ratings."""

    day: date
    hour: int
    transactions: int
    tills: float
    bad: int
    n: int

    @property
    def load(self) -> float:
        """Transactions per open till."""
        return self.transactions / self.tills


@dataclass(frozen=True, slots=True)
class LoadAgainstBad:
    """hours: how many had ratings and an open till. from_load: transactions per open till from which an hour is busy.

    busy, other: shares of bad taps (0 to 1) in the busiest third and in the rest. ratio = busy / other; its interval
    holds for taps that hang together within a day. trend: points of 100 of bad per further transaction an open till
    has in an hour. None where fewer than 5 ratings on either side, one day only, or one load throughout; and of the
    ratio where no taps in the other hours are bad, or all taps are.
    """

    hours: int
    from_load: float | None
    busy: Estimate
    other: Estimate
    ratio: Estimate
    trend: Estimate


def load_against_bad(hours: Iterable[HourLoad], *, dispersion: float = 1.0) -> LoadAgainstBad:
    """Hours without ratings or open tills take no part. The wider of the day-clustered and dispersed interval counts.

    Source of the clustering: Liang & Zeger 1986, Biometrika 73, 13-22, days as clusters, Student's t on days - 1.
    """
    check_dispersion(dispersion)
    used = [_checked(hour) for hour in hours if hour.n and hour.tills > 0]
    loads = sorted((hour.load for hour in used), reverse=True)
    line = _line(loads) if loads and loads[0] > loads[-1] else None
    busy = [hour for hour in used if line is not None and hour.load >= line]
    other = [hour for hour in used if line is None or hour.load < line]
    return LoadAgainstBad(
        len(used),
        line,
        proportion(_tally(busy), BUSY, dispersion=dispersion),
        proportion(_tally(other), OTHER, dispersion=dispersion),
        _ratio(busy, other, dispersion),
        _trend(used, dispersion),
    )


def _line(loads: Sequence[float]) -> float:
    """From which of these, the highest first, an hour is busy: the lowest load never is, however many hours have it."""
    line = loads[ceil(len(loads) / 3) - 1]
    return line if line > loads[-1] else min(load for load in loads if load > line)


def _checked(hour: HourLoad) -> HourLoad:
    check_tally(hour.bad, hour.n)
    if hour.transactions < 0:
        raise ValueError(f"transactions are never below 0: {hour.transactions}")
    return hour


def _tally(hours: Iterable[HourLoad]) -> Tally:
    tallies = [(hour.bad, hour.n) for hour in hours]
    return sum(bad for bad, _ in tallies), sum(n for _, n in tallies)


def _clustered(parts: Iterable[tuple[date, float]]) -> tuple[float, int]:
    """Variance of a sum of such parts where those of one day hang together, and the days."""
    days: defaultdict[date, float] = defaultdict(float)
    for day, part in parts:
        days[day] += part
    many = len(days)
    return (many / (many - 1) * sum(part * part for part in days.values()) if many > 1 else 0.0), many


def _ratio(busy: Sequence[HourLoad], other: Sequence[HourLoad], dispersion: float) -> Estimate:
    (bad, n), (other_bad, other_n) = _tally(busy), _tally(other)
    nothing = Estimate(n + other_n, None, None, None, RATIO)
    days = {hour.day for hour in (*busy, *other)}
    if min(n, other_n) < FEWEST_SHOWN or other_bad == 0 or len(days) < 2 or (bad, other_bad) == (n, other_n):
        return nothing
    half = 0.0 if bad else 0.5
    rate, other_rate = (bad + half) / (n + half), (other_bad + half) / (other_n + half)
    by_chance = 1 / (bad + half) - 1 / (n + half) + 1 / (other_bad + half) - 1 / (other_n + half)
    if bad:
        by_day, _ = _clustered(
            (hour.day, sign * (hour.bad - hour.n * level) / total)
            for hours, level, total, sign in ((busy, rate, bad, 1), (other, other_rate, other_bad, -1))
            for hour in hours
        )
    else:
        by_day = 0.0
    arm = student_t(len(days) - 1) * sqrt(max(by_day, dispersion * by_chance))
    if arm > LONGEST_ARM:
        return nothing
    ratio = rate / other_rate
    return Estimate(
        n + other_n, ratio if bad else 0.0, ratio * exp(-arm) if bad else 0.0, ratio * exp(arm), RATIO
    )


def _trend(hours: Sequence[HourLoad], dispersion: float) -> Estimate:
    """Least squares of the hours' shares on their loads, weighted by ratings."""
    bad, n = _tally(hours)
    nothing = Estimate(n, None, None, None, TREND)
    if n < FEWEST_SHOWN:
        return nothing
    centre = sum(hour.n * hour.load for hour in hours) / n
    squares = sum(hour.n * (hour.load - centre) ** 2 for hour in hours)
    if squares < 1e-12 * n * max(1.0, centre * centre):
        return nothing
    share = bad / n
    slope = sum((hour.load - centre) * hour.bad for hour in hours) / squares
    by_day, days = _clustered(
        (hour.day, (hour.load - centre) * (hour.bad - hour.n * (share + slope * (hour.load - centre))) / squares)
        for hour in hours
    )
    if days < 2:
        return nothing
    likely = (bad + 0.5) / (n + 1)  # ½ on both sides, as where none or all are bad the share itself has no variance
    half = student_t(days - 1) * sqrt(max(by_day, dispersion * likely * (1 - likely) / squares))
    return Estimate(n, 100 * slope, 100 * (slope - half), 100 * (slope + half), TREND)
