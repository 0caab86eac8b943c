"""Counts become figures with intervals, or are withheld where they are too few."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from typing import assert_never

from kiosk.measure import (
    FEWEST_SHOWN,
    ChartPoint,
    Dispersion,
    Rule,
    Tally,
    Verdict,
    day_dispersion,
    happiness_index,
    net_promoter_score,
    p_chart,
    share_change,
    western_electric,
    wilson,
)
from kiosk.measure.quantiles import student_t
from kiosk.model import Level, Week
from kiosk.report.data import Change, Comparison, Trend, TrendWeek, WeekState
from kiosk.report.estimates import MeanFigure, ShareFigure
from kiosk.report.own_data import ScoreUnit

WEEKS_FOR_A_BAND = 3
"""A band around one or two weeks would only say that they are near their own mean."""


class DayCounts:
    """First ratings by day and level."""

    def __init__(self, counts: Iterable[tuple[date, Level, int]]) -> None:
        self._days: dict[date, Counter[Level]] = defaultdict(Counter)
        for day, level, n in counts:
            self._days[day][level] += n

    def levels(self, first: date, last: date) -> Counter[Level]:
        """Ratings of each level in a period."""
        return sum((count for day, count in self._days.items() if first <= day <= last), Counter())

    def happy(self, first: date, last: date) -> Tally:
        """Happy ratings and all ratings of a period."""
        return _happy(self.levels(first, last))

    def dispersion(self, weeks: Sequence[Week]) -> Dispersion:
        """How much more days differ within these weeks than chance allows."""
        return day_dispersion([[self._on(week.monday + timedelta(days=n)) for n in range(7)] for week in weeks])

    def _on(self, day: date) -> Tally:
        return _happy(self._days.get(day, Counter()))


def _happy(levels: Counter[Level]) -> Tally:
    return sum(n for level, n in levels.items() if level.happy), levels.total()


def share_figure(hits: int, n: int, dispersion: float) -> ShareFigure:
    """A share with Wilson's interval; only n where it is below five."""
    if n < FEWEST_SHOWN:
        return ShareFigure(None, n, None, None, None)
    share = wilson(hits, n, dispersion=dispersion)
    return ShareFigure(hits, n, share.estimate, share.low, share.high)


def index_figure(levels: Mapping[Level, int], dispersion: float) -> MeanFigure:
    """The happiness index; only n where it is below five."""
    index = happiness_index(levels, dispersion=dispersion)
    if index.n < FEWEST_SHOWN:
        return MeanFigure(index.n, None, None, None)
    return MeanFigure(index.n, index.estimate, index.low, index.high)


def change(now: Tally, before: Tally, dispersion: float, *, same_scale: bool) -> Change:
    """This week against last week, unless too few answered or the scales differ."""
    if min(now[1], before[1]) < FEWEST_SHOWN:
        return Change(Comparison.TOO_FEW, Verdict.TOO_FEW, None, None, None, None)
    if not same_scale:
        return Change(Comparison.OTHER_SCALES, Verdict.TOO_FEW, None, None, None, None)
    seen = share_change(now, before, dispersion=dispersion)
    return Change(Comparison.MADE, seen.verdict, seen.estimate, seen.low, seen.high, seen.could_not_have_seen)


def trend(weeks: Sequence[tuple[Week, Tally, bool]], dispersion: float) -> Trend:
    """Share happy by week with the band of chance at the page's dispersion.

    weeks: week, (happy, n), and whether its ratings are on the report's own scale. Weeks that are not shown take no
    part in the centre, or they could be worked out from it.
    """
    states = [_state(n, same_scale=same_scale) for _, (_, n), same_scale in weeks]
    shown = [state is WeekState.SHOWN for state in states]
    chart = p_chart(
        [tally if seen else (0, 0) for (_, tally, _), seen in zip(weeks, shown, strict=True)], dispersion=dispersion
    )
    band = sum(shown) >= WEEKS_FOR_A_BAND
    patterns: dict[int, list[tuple[Rule, bool]]] = defaultdict(list)
    for signal in western_electric(chart) if band else ():
        patterns[signal.index].append((signal.rule, signal.above))
    return Trend(
        chart.centre if band else None,
        tuple(
            replace(_trend_week(week, state, n, point, band=band), patterns=tuple(patterns[index]))
            for index, ((week, (_, n), _), state, point) in enumerate(zip(weeks, states, chart.points, strict=True))
        ),
    )


def _state(n: int, *, same_scale: bool) -> WeekState:
    if n == 0:
        return WeekState.EMPTY
    if n < FEWEST_SHOWN:
        return WeekState.TOO_FEW
    return WeekState.SHOWN if same_scale else WeekState.OTHER_SCALES


def _trend_week(week: Week, state: WeekState, n: int, point: ChartPoint, *, band: bool) -> TrendWeek:
    if state is not WeekState.SHOWN:
        return TrendWeek(week, state, n, None, None, None)
    if not band:
        return TrendWeek(week, state, n, point.share, None, None)
    return TrendWeek(week, state, n, point.share, point.low, point.high)


def mean_figure(n: int, total: float, squares: float, dispersion: float) -> MeanFigure:
    """A mean of scores from their count, sum and sum of squares, with Student's t interval."""
    if n < FEWEST_SHOWN:
        return MeanFigure(n, None, None, None)
    mean = total / n
    variance = max(0.0, squares - total * mean) / (n - 1)
    if variance < 1e-12 * max(1.0, mean * mean):
        return MeanFigure(n, mean, None, None)
    half = student_t(n - 1) * sqrt(dispersion * variance / n)
    return MeanFigure(n, mean, mean - half, mean + half)


def score_figure(unit: ScoreUnit, counts: Mapping[float, int], dispersion: float) -> MeanFigure:
    """A score from how many gave each number."""
    match unit:
        case ScoreUnit.MEAN:
            total = sum(number * n for number, n in counts.items())
            squares = sum(number * number * n for number, n in counts.items())
            return mean_figure(sum(counts.values()), total, squares, dispersion)
        case ScoreUnit.SHARE:
            yes = share_figure(sum(n for number, n in counts.items() if number), sum(counts.values()), dispersion)
            return MeanFigure(yes.n, yes.share, yes.low, yes.high)
        case ScoreUnit.NPS:
            return nps_figure(counts, dispersion)
        case never:
            assert_never(never)


def nps_figure(counts: Mapping[float, int], dispersion: float) -> MeanFigure:
    """The Net Promoter Score (-1 to 1); only n where it is below five."""
    promoters = sum(n for number, n in counts.items() if number >= 9)
    detractors = sum(n for number, n in counts.items() if number <= 6)
    n = sum(counts.values())
    nps = net_promoter_score(
        promoters=promoters, passives=n - promoters - detractors, detractors=detractors, dispersion=dispersion
    )
    if nps.estimate is None or n < FEWEST_SHOWN:
        return MeanFigure(n, None, None, None)
    return MeanFigure(n, nps.estimate, nps.low, nps.high)
