"""The weekly report as numbers: what the page, the screen and --json all show.

Shares are fractions of 1, the index runs from 0 to 100, scores are on their own scale. A figure on fewer than five
answers has its n and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum

from kiosk.measure import Rule, Verdict
from kiosk.model import ChoiceId, Language, Level, Week
from kiosk.report.estimates import MeanFigure, ShareFigure
from kiosk.report.own_data import AspectScore, OwnQuestion
from kiosk.report.quality.data import Quality
from kiosk.report.shop.data import Shop


@dataclass(frozen=True, slots=True)
class LevelFigure:
    """How many tapped one face."""

    level: Level
    figure: ShareFigure


class Comparison(StrEnum):
    """Why a week or a place is compared with others, or why it is not."""

    MADE = "made"
    TOO_FEW = "too_few"
    OTHER_SCALES = "other_scales"


@dataclass(frozen=True, slots=True)
class Change:
    """Share happy, this week minus last week or a place minus all others: with its interval, and what may be said.

    Unless comparison is MADE, the verdict is TOO_FEW and the difference is None.
    """

    comparison: Comparison
    verdict: Verdict
    estimate: float | None
    low: float | None
    high: float | None
    could_not_have_seen: float | None


@dataclass(frozen=True, slots=True)
class DayDispersion:
    """By what factor days differ more than chance allows.

    It widens every interval, verdict and band of the page; only the ratio of hours is left as it is.
    """

    factor: float
    degrees_of_freedom: int
    estimated: bool


class WeekState(StrEnum):
    """Whether a week has a point in the trend."""

    SHOWN = "shown"
    EMPTY = "empty"
    TOO_FEW = "too_few"
    OTHER_SCALES = "other_scales"


@dataclass(frozen=True, slots=True)
class TrendWeek:
    """One week's share happy, and the limits of the chance band at its n where there is a band.

    patterns: the Western Electric rules whose pattern this week completes, above (True) or below the centre.
    """

    week: Week
    state: WeekState
    n: int
    share: float | None
    band_low: float | None
    band_high: float | None
    patterns: tuple[tuple[Rule, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Trend:
    """Twelve weeks, oldest first. centre is their share happy over all answers; None where there is no band."""

    centre: float | None
    weeks: tuple[TrendWeek, ...]


class CellState(StrEnum):
    """Whether a cell of the heat map may be seen."""

    SHOWN = "shown"
    EMPTY = "empty"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One weekday (1 Monday … 7 Sunday) and hour: taps, bad ones among them, and whether it is worse than chance.

    ratio compares its share of bad taps with that of all other cells; None where nothing bounds it.
    """

    weekday: int
    hour: int
    state: CellState
    bad: int | None
    n: int | None
    framed: bool
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None


@dataclass(frozen=True, slots=True)
class BadHours:
    """Framed hours of one weekday that follow each other, first to last included, told as one.

    bad is their share of bad ratings; ratio compares it with that of all other cells, None where nothing bounds it.
    """

    weekday: int
    first: int
    last: int
    bad: ShareFigure
    ratio: float | None
    ratio_low: float
    ratio_high: float | None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Share of bad taps by weekday and hour, all cells of the hours in between.

    Of the twelve weeks it takes those on the report's own scale.
    worst are the framed hours, the surest first.
    """

    hours: tuple[int, ...]
    cells: tuple[HeatCell, ...]
    worst: tuple[BadHours, ...]
    n: int
    without_hour: int


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """A touchpoint as shoppers read it; label is empty where neither a stored survey nor we know it."""

    choice: ChoiceId
    label: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Of those who tapped a face of one kind, how many named a touchpoint; there is none below five taps."""

    choice: ChoiceId
    label: Mapping[Language, str]
    figure: ShareFigure


@dataclass(frozen=True, slots=True)
class ReportComment:
    """A shopper's words as written, but for rude ones, which are masked."""

    day: date
    hour: int | None
    level: Level | None
    language: Language
    place: str
    text: str = field(repr=False)
    reasons: tuple[Touchpoint, ...] = ()
    """What the same visit named before its words."""
    flag: str | None = None
    """greeting or mash, where the words say nothing else."""
    suspect: str | None = None
    """The rule by which the visit looks like play; it is in no figure."""


@dataclass(frozen=True, slots=True)
class ScaleUse:
    """Ratings that came on one scale, and in words how it became levels; scale is None for the faces."""

    scale: str | None
    n: int
    mapping: str | None
    tapped: bool
    """On a kiosk of ours; not imported."""


@dataclass(frozen=True, slots=True)
class Instead:
    """How many of the unhappy and of the happy were asked something else in place of reasons."""

    unhappy: int = 0
    happy: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Ratings that look like play by one rule. They are kept, and in no figure."""

    rule: str
    n: int


@dataclass(frozen=True, slots=True)
class PlaceFigure:
    """Share happy at one place, and what it is more or less than at all other places together."""

    place: str
    happy: ShareFigure
    against_others: Change


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a week that had ratings, the least happy first; none where there is one place only.

    hidden have too few ratings, or would give away those that have; hidden_ratings are theirs together. confidence is
    that of the differences: the more places, the higher, so that one week in twenty at most names a place by chance.
    """

    shown: tuple[PlaceFigure, ...]
    hidden: int
    hidden_ratings: int
    confidence: float


@dataclass(frozen=True, slots=True)
class ReportData:
    """One week of a shop. Reasons come most named first, comments oldest first, questions as they are asked."""

    store: str
    place: str
    """Where all of the twelve weeks' ratings were given; empty where they are of several places."""
    week: Week
    until: date | None
    """The day on which a week that still runs was read; None for a finished one."""
    target: int | None
    """Share happy the store aims at, in percent."""
    ratings: int
    levels: tuple[LevelFigure, ...]
    happy: ShareFigure
    unhappy: ShareFigure
    index: MeanFigure
    happy_last_week: ShareFigure
    change: Change
    dispersion: DayDispersion
    trend: Trend
    heat_map: HeatMap
    places: Places
    unhappy_reasons: tuple[Reason, ...]
    happy_reasons: tuple[Reason, ...]
    comments: tuple[ReportComment, ...]
    scales: tuple[ScaleUse, ...]
    scores: tuple[AspectScore, ...]
    left_out: tuple[LeftOut, ...]
    """Most first."""
    asks_reasons: bool
    """Whether anybody was asked for touchpoints: not with imported ratings, nor by every survey."""
    questions: tuple[OwnQuestion, ...]
    waiting: int
    """Visits that left an address or took a number, and wait for an answer."""
    instead: Instead = Instead()
    quality: Quality | None = None
    """What is asked in turns, of thirteen weeks; None where nobody was asked."""
    shop: Shop | None = None
    """What the shop's own book and figures add; None where there is nothing."""

    @property
    def imported(self) -> int:
        """Ratings that came on somebody else's scale."""
        return sum(use.n for use in self.scales if not use.tapped)


def to_json(value: object) -> str:
    """The very numbers as JSON, in the order of the fields: weeks as 2026-W47, days as ISO dates, levels by word."""
    return json.dumps(_plain(value), ensure_ascii=False, indent=2)


def _plain(value: object) -> object:
    match value:
        case Level():
            return value.word
        case Enum():
            return value.value
        case Week():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(entry) for key, entry in sorted(value.items())}
        case tuple():
            return [_plain(entry) for entry in value]
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value
