"""The charts of page one, as plain vectors that read in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from kiosk.model import Level, Week
from kiosk.report.data import Trend, TrendWeek
from kiosk.report.estimates import ShareFigure
from kiosk.report.sheet import BAND, FAINT, INK, RULE, SOFT, WHITE, Ink, Sheet
from kiosk.report.typeset import Style

TINY: Final = Style(7.2, 9.5)
SMALL: Final = Style(8.4, 12)
NUMBER: Final = Style(10, 12, semibold=True)

SWATCH: Final = 8.5
APART: Final = 10.0

LEVEL_FILL: Final[dict[Level, Ink]] = {
    Level.BAD: INK,
    Level.NEUTRAL: (0.52, 0.49, 0.45),
    Level.GOOD: (0.78, 0.75, 0.69),
    Level.EXCELLENT: (0.95, 0.93, 0.89),
}
"""Dark to light as the experience gets better: an order that a black-and-white printer keeps."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a chart goes: its top left corner and size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Axis:
    """A share's place along a line from start (share low) to end (share high), with a tick at every step."""

    low: float
    high: float
    start: float
    end: float
    step: float

    def at(self, share: float) -> float:
        """Where a share stands."""
        return self.start + (share - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Where the ticks stand, both ends among them."""
        return [self.low + number * self.step for number in range(round((self.high - self.low) / self.step) + 1)]


def axis_around(shares: Sequence[float], start: float, end: float, least: float = 0.2) -> Axis:
    """The shortest axis around shares that is at least so long, ends on ticks, and has five steps at most."""
    for step in (0.05, 0.1, 0.2):
        low, high = floor(min(shares) / step + 1e-6), ceil(max(shares) / step - 1e-6)
        while (high - low) * step < least - 1e-6:
            low, high = max(0, low - 1), min(round(1 / step), high + 1)
        if high - low <= 5:
            break
    return Axis(low * step, high * step, start, end, step)


def interval_strip(
    sheet: Sheet, box: Box, rows: Sequence[tuple[str, ShareFigure]], target: float | None, target_word: str
) -> None:
    """This week's and last week's share, each a dot in its interval, over one axis with the target."""
    known = [(label, figure) for label, figure in rows if figure.share is not None]
    values = [value for _, figure in known for value in (figure.low, figure.high) if value is not None]
    if not values:
        return
    if target is not None:
        values.append(target)
    axis = axis_around(values, box.x, box.x + box.width)
    base = box.y + box.height - 14
    sheet.rule(axis.start, base, box.width, FAINT)
    for tick in axis.ticks():
        sheet.stroke([(axis.at(tick), base - 3), (axis.at(tick), base + 3)], FAINT, 0.6)
        sheet.text(axis.at(tick), base + 12, f"{tick * 100:.0f}", TINY, SOFT, align="centre")
    if target is not None:
        sheet.stroke([(axis.at(target), box.y + 4), (axis.at(target), base)], sheet.accent, 0.9, dash=(2.5, 2))
        half = sheet.typesetter.line(target_word, TINY).width / 2
        middle = min(axis.at(target), axis.end - half)
        sheet.text(middle, box.y, target_word, TINY, sheet.accent, align="centre")
    for number, (label, figure) in enumerate(known):
        y = base - 14 - 15 * (len(known) - 1 - number)
        dot_in_interval(sheet, axis, y, figure, INK if figure is rows[0][1] else FAINT, 3.4)
        _beside(sheet, axis, y + 2.6, label, figure)


def _beside(sheet: Sheet, axis: Axis, y: float, label: str, figure: ShareFigure) -> None:
    """A label left of an interval, or right of it where the left has no room."""
    low, high = axis.at(figure.low or 0.0), axis.at(figure.high or 0.0)
    width = sheet.typesetter.line(label, TINY).width
    x = low - width - 6 if low - width - 6 >= axis.start - 40 else high + 6
    sheet.box(x - 1.5, y - 7, width + 3, 9, WHITE)
    sheet.text(x, y, label, TINY, SOFT)


def dot_in_interval(sheet: Sheet, axis: Axis, y: float, figure: ShareFigure, colour: Ink, radius: float) -> None:
    """A share as a dot in its interval; nothing where it is withheld."""
    if figure.share is None or figure.low is None or figure.high is None:
        return
    sheet.stroke([(axis.at(figure.low), y), (axis.at(figure.high), y)], colour, radius * 0.6)
    sheet.disc(axis.at(figure.share), y, radius, colour)


def share_bar(sheet: Sheet, x: float, y: float, width: float, figure: ShareFigure, most: float) -> None:
    """A share and its interval on a track from 0 to most."""
    axis = Axis(0.0, most, x, x + width, most)
    sheet.rule(x, y, width, RULE, 0.8)
    for end in axis.ticks():
        sheet.stroke([(axis.at(end), y - 3), (axis.at(end), y + 3)], FAINT, 0.6)
    dot_in_interval(sheet, axis, y, figure, INK, 2.5)


def share_scale(sheet: Sheet, x: float, y: float, width: float, most: float) -> None:
    """What the ends of share bars above it mean."""
    sheet.text(x, y, "0", TINY, SOFT, align="centre")
    sheet.text(x + width, y, f"{most * 100:.0f}%", TINY, SOFT, align="centre")


def level_bar(sheet: Sheet, box: Box, parts: Sequence[tuple[Level, float, str]]) -> None:
    """The levels' shares as one bar, worst to best, each named below with its shade; a level of nobody has no name."""
    x, named = box.x, []
    for level, share, label in parts:
        if share > 0:
            sheet.box(x, box.y, share * box.width, box.height, LEVEL_FILL[level], INK, 0.5)
            named.append((x, SWATCH + sheet.typesetter.line(label, TINY).width, level, label))
        x += share * box.width
    places = side_by_side([(left, width) for left, width, _, _ in named], box.x + box.width)
    for left, (_, _, level, label) in zip(places, named, strict=True):
        sheet.box(left, box.y + box.height + 4.6, 5.6, 5.6, LEVEL_FILL[level], INK, 0.4)
        sheet.text(left + SWATCH, box.y + box.height + 10, label, TINY, SOFT)


def side_by_side(wanted: Sequence[tuple[float, float]], end: float) -> list[float]:
    """Left edges of things (left, width) in a row, as near as can be to where they want to stand, before end."""
    places: list[float] = []
    free = float("-inf")
    for left, width in wanted:
        places.append(max(left, free))
        free = places[-1] + width + APART
    for number in reversed(range(len(wanted))):
        places[number] = min(places[number], end - wanted[number][1])
        end = places[number] - APART
    return places


def trend_chart(sheet: Sheet, box: Box, trend: Trend, target: float | None) -> None:
    """Share happy by week, over the band that chance alone gives, with the target as a dashed line."""
    shown = [week for week in trend.weeks if week.share is not None]
    left, right, bottom = box.x + 20, box.x + box.width - 22, box.y + box.height - 16
    step = (right - left) / (len(trend.weeks) - 1)
    places = {week.week: left + number * step for number, week in enumerate(trend.weeks)}
    for number, week in enumerate(trend.weeks):
        if (len(trend.weeks) - 1 - number) % 2 == 0:
            sheet.text(places[week.week], bottom + 13, str(week.week.number), TINY, SOFT, align="centre")
    values = [value for week in shown for value in (week.share, week.band_low, week.band_high) if value is not None]
    if not values:
        sheet.rule(left, bottom, right - left)
        return
    if target is not None:
        values.append(target)
    axis = axis_around(values, bottom, box.y + 4)
    for tick in axis.ticks():
        sheet.text(box.x + 12, axis.at(tick) + 2.5, f"{tick * 100:.0f}", TINY, SOFT, align="right")
        sheet.rule(left, axis.at(tick), right - left, RULE, 0.25)
    for stretch in _stretches(trend.weeks):
        _band(sheet, axis, stretch, places)
    if trend.centre is not None:
        sheet.rule(left, axis.at(trend.centre), right - left, FAINT, 0.5)
    if target is not None:
        sheet.stroke([(left, axis.at(target)), (right, axis.at(target))], sheet.accent, 0.9, dash=(2.5, 2))
    _points(sheet, axis, trend, places)


def _stretches(weeks: Sequence[TrendWeek]) -> list[list[TrendWeek]]:
    """Shown weeks in a row; a week that is left out breaks the line."""
    stretches: list[list[TrendWeek]] = [[]]
    for week in weeks:
        if week.share is None:
            stretches.append([])
        else:
            stretches[-1].append(week)
    return [stretch for stretch in stretches if stretch]


def _band(sheet: Sheet, axis: Axis, stretch: Sequence[TrendWeek], places: dict[Week, float]) -> None:
    limits = [(places[week.week], week.band_low, week.band_high) for week in stretch]
    upper = [(x, axis.at(high)) for x, _, high in limits if high is not None]
    lower = [(x, axis.at(low)) for x, low, _ in limits if low is not None]
    if len(upper) == 1:
        upper = [(upper[0][0] - 5, upper[0][1]), (upper[0][0] + 5, upper[0][1])]
        lower = [(lower[0][0] - 5, lower[0][1]), (lower[0][0] + 5, lower[0][1])]
    if upper:
        sheet.area([*upper, *reversed(lower)], BAND)
        sheet.stroke(upper, RULE, 0.5)
        sheet.stroke(lower, RULE, 0.5)


def _points(sheet: Sheet, axis: Axis, trend: Trend, places: dict[Week, float]) -> None:
    for stretch in _stretches(trend.weeks):
        points = [(places[week.week], axis.at(week.share or 0.0)) for week in stretch]
        sheet.stroke(points, INK, 1.2)
        for week, (x, y) in zip(stretch, points, strict=True):
            last = week is trend.weeks[-1]
            sheet.disc(x, y, 3.2 if last else 2.6, INK if last else WHITE, INK, 1.1)
    newest = trend.weeks[-1]
    if newest.share is not None:
        number = f"{floor(newest.share * 100 + 0.5)}"
        sheet.text(places[newest.week] + 7, axis.at(newest.share) + 3.6, number, NUMBER)


MOUTHS: Final = {Level.BAD: -0.34, Level.NEUTRAL: 0.0, Level.GOOD: 0.26, Level.EXCELLENT: 0.5}


def face(sheet: Sheet, x: float, y: float, radius: float, level: Level) -> None:
    """A level's face around x, y: told apart by mouth and brows, not by colour."""
    sheet.disc(x, y, radius, WHITE, INK, radius * 0.13)
    for side in (-1, 1):
        sheet.disc(x + side * radius * 0.36, y - radius * 0.16, radius * 0.115)
    bend = MOUTHS[level] * radius
    middle = y + radius * 0.36 - bend * 0.4
    corners = [(x - radius * 0.42, middle), (x + radius * 0.42, middle)]
    pulls = [(x - radius * 0.2, middle + bend), (x + radius * 0.2, middle + bend)]
    sheet.curve(corners[0], pulls[0], pulls[1], corners[1], INK, radius * 0.13)
    if level in (Level.BAD, Level.EXCELLENT):
        slant = radius * (0.13 if level is Level.BAD else -0.08)
        for side in (-1, 1):
            outer, inner = (x + side * radius * 0.56, y - radius * 0.5), (x + side * radius * 0.2, y - radius * 0.5)
            sheet.stroke([(outer[0], outer[1] - slant), (inner[0], inner[1] + slant)], INK, radius * 0.11)
