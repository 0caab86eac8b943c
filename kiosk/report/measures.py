"""Any period of the database as a list of measures, each by name with its interval, n and definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from kiosk.measure.estimate import Estimate
from kiosk.model import Level, Site, Week
from kiosk.report.estimates import MeanFigure, ShareFigure
from kiosk.report.figures import DayCounts, index_figure, share_figure
from kiosk.report.own_data import AspectScore, ScoreUnit
from kiosk.report.own_questions import option_name, own_questions, score_name, scores
from kiosk.report.query import TREND_WEEKS, named_reasons, place_shares, report, same_scale, touchpoint_labels
from kiosk.store import Reader, Reading, Store

CHANGE = "Share happy of the last day's week minus that of the week before, with Newcombe's interval, widened likewise."
SHARE = "Share of the answers, 0 to 1, with Wilson's interval widened by how much days differ."
DEFINITIONS = {
    "happy": "Good or excellent, of all ratings.",
    "happiness_index": "Mean of the four faces as 0, 33.3, 66.7 and 100.",
    "unhappy_named": "Named the touchpoint, of those who tapped bad and were asked for reasons.",
    "happy_named": "Named the touchpoint, of those who tapped good or excellent and were asked for reasons.",
    "picked": "Picked the option, of those who answered the question.",
} | {level.word: f"Tapped {level.word}, of all ratings." for level in Level}
SCORES = {
    ScoreUnit.MEAN: "Mean of the numbers given, on the question's own scale.",
    ScoreUnit.SHARE: "Said yes, of those who answered.",
    ScoreUnit.NPS: "Share of 9 and 10 minus share of 0 to 6, of those who answered; -1 to 1.",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a period. unit: share (0 to 1), index (0 to 100), nps (-1 to 1), score (SCALE) or as defined."""

    name: str
    unit: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    definition: str


def read_measures(
    source: Reader | Store, site: Site, first: date, last: date, today: date | None = None
) -> tuple[Measure, ...]:
    """Every measure of a period of days; of a whole week it gives the report's own figures.

    What is of twelve or thirteen weeks (quality, shop) is of those that end with the week of the last day; as of today,
    where that lies in it. Raises BadInputError for a book or items of the shop's own with faults.
    """
    reading = Reading(source)
    with reading.snapshot():
        page = report(reading, site, Week.of(last), today)
        change = page.change
        return (
            *_ratings(reading, first, last),
            Measure("happy.change", "share", change.estimate, change.low, change.high, page.happy.n, CHANGE),
            *named(page.quality, "quality"),
            *named(page.shop, "shop"),
        )


def _ratings(reading: Reading, first: date, last: date) -> Iterator[Measure]:
    final = Week.of(last)
    start = min(Week.of(first), final.back(TREND_WEEKS - 1))
    weeks = [start]
    while weeks[-1] < final:
        weeks.append(weeks[-1].back(-1))
    hours = reading.hours(start.monday, final.sunday)
    days = DayCounts((count.day, count.level, count.n) for count in hours)
    comparable = same_scale(reading, weeks)
    factor = days.dispersion([each for each in weeks if comparable(each)]).factor
    levels = days.levels(first, last)
    unhappy, happy = named_reasons(reading, first, last, levels, touchpoint_labels(reading), factor)
    asked = reading.asked()
    yield _share("happy", share_figure(*days.happy(first, last), factor))
    for level in Level:
        yield _share(level.word, share_figure(levels[level], levels.total(), factor))
    for place in place_shares(reading, first, last, factor).shown:
        yield _share(f"happy.place.{place.place}", place.happy)
    yield _mean("happiness_index", "index", index_figure(levels, factor), DEFINITIONS["happiness_index"])
    for kind, reasons in (("unhappy_named", unhappy), ("happy_named", happy)):
        for reason in reasons:
            yield _share(f"{kind}.{reason.choice}", reason.figure)
    for score in scores(reading.scores(first, last), asked, factor):
        yield _score(score)
    for question in own_questions(reading.options(first, last), asked, factor):
        for option in question.options:
            yield _share(option_name(question, option), option.figure)


def named(value: object, name: str) -> Iterator[Measure]:
    """Every estimate somewhere in a figure of figures, by the names of the fields and keys that lead to it."""
    match value:
        case Estimate(n=n, estimate=estimate, low=low, high=high, definition=definition):
            yield Measure(name, "as defined", estimate, low, high, n, definition)
        case Mapping():
            for key, entry in value.items():
                yield from named(entry, f"{name}.{key}")
        case tuple() | list():
            for number, entry in enumerate(value, start=1):
                key = getattr(entry, "touchpoint", None) or getattr(entry, "week", None) or number
                yield from named(entry, f"{name}.{key}")
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from named(getattr(value, field.name), f"{name}.{field.name}")
        case _:
            return


def _score(score: AspectScore) -> Measure:
    unit = f"score ({score.scale})" if score.unit is ScoreUnit.MEAN else score.unit.value
    return _mean(score_name(score), unit, score.figure, SCORES[score.unit])


def _mean(name: str, unit: str, figure: MeanFigure, definition: str) -> Measure:
    return Measure(name, unit, figure.mean, figure.low, figure.high, figure.n, definition)


def _share(name: str, figure: ShareFigure) -> Measure:
    definition = f"{DEFINITIONS[name.split('.', maxsplit=1)[0]]} {SHARE}"
    return Measure(name, "share", figure.share, figure.low, figure.high, figure.n, definition)
