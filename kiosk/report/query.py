"""Rows become figures: a week of the database as ReportData."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from kiosk.comments import mask
from kiosk.comments.private import hide
from kiosk.measure import FEWEST_SHOWN, Tally
from kiosk.model import ChoiceId, Language, Level, Site, Week
from kiosk.report.data import (
    DayDispersion,
    Instead,
    LeftOut,
    LevelFigure,
    Places,
    Reason,
    ReportComment,
    ReportData,
    ScaleUse,
    Touchpoint,
)
from kiosk.report.figures import DayCounts, change, index_figure, share_figure, trend
from kiosk.report.heatmap import Cell, heat_map
from kiosk.report.own_questions import own_questions, scores
from kiosk.report.places import place_figures
from kiosk.report.quality.query import read_quality
from kiosk.report.shop.query import Window, read_shop
from kiosk.store import HourCount, PlaceCount, Reader, Reading, ReasonCount, Store
from kiosk.store.asked import AskedSurvey
from kiosk.store.turns import read_offered_levels
from kiosk.survey.file import load_touchpoints

TREND_WEEKS = 12

Labels: TypeAlias = Mapping[ChoiceId, Mapping[Language, str]]


def default_week(source: Reader | Store, today: date) -> Week:
    """The week that yesterday lay in: on Monday the finished one. Where it has no ratings, the last one that has.

    Yesterday's week where there are none at all. Ratings of days to come are a clock's mistake and choose no week.
    """
    reading = Reading(source)
    week = Week.of(today - timedelta(days=1))
    newest = reading.last_rated_day(today)
    if newest is None or reading.hours(week.monday, week.sunday):
        return week
    return Week.of(newest)


def read_report(source: Reader | Store, site: Site, week: Week, today: date | None = None) -> ReportData:
    """Everything that the report of a week shows; as of today, where that lies in the week.

    Raises StorageError where the database cannot be read.
    """
    reading = Reading(source)
    with reading.snapshot():
        return report(reading, site, week, today)


def report(reading: Reading, site: Site, week: Week, today: date | None) -> ReportData:
    """The same of an open reading, inside its snapshot."""
    weeks = [week.back(n) for n in reversed(range(TREND_WEEKS))]
    first, last = week.monday, week.sunday
    hours = reading.hours(weeks[0].monday, last)
    days = DayCounts((count.day, count.level, count.n) for count in hours)
    comparable_week = same_scale(reading, weeks)
    comparable = [each for each in weeks if comparable_week(each)]
    dispersion = days.dispersion(comparable)
    factor = dispersion.factor
    levels = days.levels(first, last)
    before = week.back(1)
    now_happy, last_happy = days.happy(first, last), days.happy(before.monday, before.sunday)
    labels = touchpoint_labels(reading)
    unhappy, happy = named_reasons(reading, first, last, levels, labels, factor)
    asked = reading.asked()
    until = today if today is not None and first <= today <= last else None
    quality = read_quality(reading, site, week, until)
    places = place_shares(reading, first, last, factor)
    heat = heat_map(*_by_hour([count for count in hours if Week.of(count.day) in comparable]), factor)
    return ReportData(
        store=site.store,
        place=_place(reading.places(weeks[0].monday, last), site),
        week=week,
        until=until,
        target=site.target,
        ratings=levels.total(),
        levels=tuple(LevelFigure(level, share_figure(levels[level], levels.total(), factor)) for level in Level),
        happy=share_figure(*now_happy, factor),
        unhappy=share_figure(levels[Level.BAD], levels.total(), factor),
        index=index_figure(levels, factor),
        happy_last_week=share_figure(*last_happy, factor),
        change=change(now_happy, last_happy, factor, same_scale=comparable_week(before)),
        dispersion=DayDispersion(factor, dispersion.degrees_of_freedom, dispersion.estimated),
        trend=trend([(each, days.happy(each.monday, each.sunday), comparable_week(each)) for each in weeks], factor),
        heat_map=heat,
        places=places,
        unhappy_reasons=unhappy,
        happy_reasons=happy,
        comments=_comments(reading, first, last, labels),
        scales=_scales(reading, first, last),
        scores=scores(reading.scores(first, last), asked, factor),
        left_out=_left_out(reading, first, last),
        asks_reasons=bool(unhappy or happy) or _asks_reasons(reading, first, last, asked),
        questions=own_questions(reading.options(first, last), asked, factor),
        waiting=reading.waiting(first, last),
        instead=_instead(read_offered_levels(reading, first, last)),
        quality=quality,
        shop=read_shop(reading, site, Window(week, comparable, hours, factor, labels, quality, places, heat, until)),
    )


def _place(counts: Sequence[PlaceCount], site: Site) -> str:
    """Where all ratings were given, the site's own place where there are none; empty where they are of several."""
    places = {count.place for count in counts} or {site.place}
    return places.pop() if len(places) == 1 else ""


def place_shares(reading: Reading, first: date, last: date, factor: float) -> Places:
    """Share happy by place; compared where all ratings came on one scale."""
    scales = {(use.scale, use.mapping) for use in reading.scales(first, last)}
    return place_figures(reading.places(first, last), factor, same_scale=len(scales) <= 1)


def _by_hour(hours: Sequence[HourCount]) -> tuple[Mapping[Cell, Tally], int]:
    """(bad, n) by weekday and hour, and how many ratings have no hour."""
    tallies: dict[Cell, Tally] = defaultdict(lambda: (0, 0))
    without_hour = 0
    for count in hours:
        if count.hour is None:
            without_hour += count.n
            continue
        cell = (count.day.isoweekday(), count.hour)
        bad, n = tallies[cell]
        tallies[cell] = (bad + (count.n if count.level is Level.BAD else 0), n + count.n)
    return tallies, without_hour


def same_scale(reading: Reading, weeks: Sequence[Week]) -> Callable[[Week], bool]:
    """Whether a week may stand beside the last of weeks: both rated on one and the same scale, or one is empty.

    Levels that come from different scales, or by different rules, are not the same question, so a mixture is never
    compared.
    """

    def scales(first: Week, last: Week) -> frozenset[tuple[str | None, str | None]]:
        return frozenset((use.scale, use.mapping) for use in reading.scales(first.monday, last.sunday))

    if len(scales(weeks[0], weeks[-1])) <= 1:
        return lambda _: True
    by_week = {week: scales(week, week) for week in weeks}
    own = next((by_week[week] for week in reversed(weeks) if by_week[week]), frozenset())
    return lambda week: week == weeks[-1] or not by_week[week] or (by_week[week] == own and len(own) == 1)


def touchpoint_labels(reading: Reading) -> Labels:
    """The words that shoppers saw; for a touchpoint that no stored survey offers, our own."""
    return {choice: touchpoint.label for choice, touchpoint in load_touchpoints().items()} | reading.touchpoint_labels()


def _comments(reading: Reading, first: date, last: date, labels: Labels) -> tuple[ReportComment, ...]:
    return tuple(
        ReportComment(
            row.day, row.hour, row.level, row.language, row.place, mask(hide(row.text)),
            tuple(Touchpoint(choice, labels.get(choice, {})) for choice in row.reasons), row.flag, row.suspect,
        )
        for row in reading.comments(first, last)
    )  # fmt: skip


def _instead(offered: Mapping[Level, int]) -> Instead:
    return Instead(offered.get(Level.BAD, 0), sum(n for level, n in offered.items() if level.happy))


def named_reasons(
    reading: Reading, first: date, last: date, levels: Mapping[Level, int], labels: Labels, factor: float
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """What unhappy and what happy shoppers named, of those who were not asked something else in its place."""
    rows = reading.reasons(first, last)
    levels = Counter(levels)
    levels.subtract(read_offered_levels(reading, first, last))
    bad = (Level.BAD,)
    happy = tuple(level for level in Level if level.happy)
    return _named(rows, labels, levels, bad, factor), _named(rows, labels, levels, happy, factor)


def _named(
    rows: Sequence[ReasonCount], labels: Labels, levels: Mapping[Level, int],
    kind: tuple[Level, ...], factor: float,
) -> tuple[Reason, ...]:  # fmt: skip
    named: Counter[ChoiceId] = Counter()
    for row in rows:
        if row.level in kind:
            named[row.choice] += row.n
    total = sum(levels[level] for level in kind)
    if total < FEWEST_SHOWN:
        return ()
    ordered = sorted(named.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(Reason(choice, labels.get(choice, {}), share_figure(n, total, factor)) for choice, n in ordered)


def _scales(reading: Reading, first: date, last: date) -> tuple[ScaleUse, ...]:
    """Ratings by scale and rule; sources that share both are told together."""
    counts: Counter[tuple[str | None, str | None, bool]] = Counter()
    for use in reading.scales(first, last):
        counts[use.scale, use.mapping, use.tapped] += use.n
    ordered = sorted(counts.items(), key=lambda entry: (entry[0][0] or "", entry[0][1] or "", entry[0][2]))
    return tuple(ScaleUse(scale, n, mapping, tapped) for (scale, mapping, tapped), n in ordered)


def _left_out(reading: Reading, first: date, last: date) -> tuple[LeftOut, ...]:
    by_rule = reading.excluded(first, last)
    return tuple(LeftOut(rule, n) for rule, n in sorted(by_rule.items(), key=lambda entry: (-entry[1], entry[0])))


def _asks_reasons(reading: Reading, first: date, last: date, asked: Mapping[str, AskedSurvey]) -> bool:
    """Whether a survey that was rated asks for touchpoints, or one of which nothing more is known."""
    return any(survey not in asked or asked[survey].asks_reasons for survey in reading.surveys_rated(first, last))
