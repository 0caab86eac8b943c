"""The charts of page one, as plain vectors that read in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from kiosk.model import Level, Week
from kiosk.report.data import CellState, HeatCell, HeatMap, ShareFigure, Trend, TrendWeek
from kiosk.report.sheet import BAND, FAINT, INK, RULE, SOFT, WHITE, Ink, Point, Sheet
from kiosk.report.typeset import Style

TINY: Final = Style(7.2, 9.5)
SMALL: Final = Style(8.4, 12)
NUMBER: Final = Style(10, 12, semibold=True)

HOURS_LEAST: Final = 10

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
    """A share's place along a line from start (share low) to end (share high)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, share: float) -> float:
        """Where a share stands."""
        return self.start + (share - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Round steps, five of them at most."""
        step = next((step for step in (0.05, 0.1, 0.2) if (self.high - self.low) / step <= 5 + 1e-6), 0.25)
        first = ceil(self.low / step - 1e-6)
        return [n * step for n in range(first, floor(self.high / step + 1e-6) + 1)]


def axis_around(shares: Sequence[float], start: float, end: float, least: float = 0.2) -> Axis:
    """An axis in steps of five hundredths around shares, at least so long."""
    low, high = floor(min(shares) * 20 + 1e-6), ceil(max(shares) * 20 - 1e-6)
    while high - low < least * 20 - 1e-6:
        low, high = max(0, low - 1), min(20, high + 1)
    return Axis(low / 20, high / 20, start, end)


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
        _dot_in_interval(sheet, axis, y, figure, INK if number == 0 else FAINT, 3.4)
        _beside(sheet, axis, y + 2.6, label, figure)


def _beside(sheet: Sheet, axis: Axis, y: float, label: str, figure: ShareFigure) -> None:
    """A label left of an interval, or right of it where the left has no room."""
    low, high = axis.at(figure.low or 0.0), axis.at(figure.high or 0.0)
    width = sheet.typesetter.line(label, TINY).width
    x = low - width - 6 if low - width - 6 >= axis.start - 40 else high + 6
    sheet.box(x - 1.5, y - 7, width + 3, 9, WHITE)
    sheet.text(x, y, label, TINY, SOFT)


def _dot_in_interval(sheet: Sheet, axis: Axis, y: float, figure: ShareFigure, colour: Ink, radius: float) -> None:
    if figure.share is None or figure.low is None or figure.high is None:
        return
    sheet.stroke([(axis.at(figure.low), y), (axis.at(figure.high), y)], colour, radius * 0.6)
    sheet.disc(axis.at(figure.share), y, radius, colour)


def share_bar(sheet: Sheet, x: float, y: float, width: float, figure: ShareFigure, most: float) -> None:
    """A share and its interval on a track from 0 to most."""
    axis = Axis(0.0, most, x, x + width)
    sheet.rule(x, y, width, RULE, 0.8)
    sheet.stroke([(x, y - 3), (x, y + 3)], FAINT, 0.6)
    _dot_in_interval(sheet, axis, y, figure, INK, 2.5)


def level_bar(sheet: Sheet, box: Box, parts: Sequence[tuple[Level, float, str]]) -> None:
    """The four levels' shares as one bar, worst to best, each named below where it has room."""
    x = box.x
    free = box.x
    for level, share, label in parts:
        width = share * box.width
        if width > 0:
            sheet.box(x, box.y, width, box.height, LEVEL_FILL[level], INK, 0.5)
        label_width = sheet.typesetter.line(label, TINY).width
        left = min(max(x, free), box.x + box.width - label_width)
        sheet.text(left, box.y + box.height + 10, label, TINY, SOFT)
        free = left + label_width + 10
        x += width


def trend_chart(sheet: Sheet, box: Box, trend: Trend) -> None:
    """Share happy by week, over the band that chance alone gives."""
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
    axis = axis_around(values, bottom, box.y + 4)
    for tick in axis.ticks():
        sheet.text(box.x + 12, axis.at(tick) + 2.5, f"{tick * 100:.0f}", TINY, SOFT, align="right")
        sheet.rule(left, axis.at(tick), right - left, RULE, 0.25)
    for stretch in _stretches(trend.weeks):
        _band(sheet, axis, stretch, places)
    if trend.centre is not None:
        sheet.rule(left, axis.at(trend.centre), right - left, FAINT, 0.5)
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


def heat_chart(sheet: Sheet, box: Box, heat: HeatMap, weekdays: Sequence[str]) -> None:
    """Share of bad taps by weekday and hour: the darker the worse, framed where chance does not explain it."""
    hours = _axis_of(heat.hours)
    gutter = max(sheet.typesetter.line(day, TINY).width for day in weekdays) + 6
    width, height = (box.width - gutter) / len(hours), (box.height - 14) / len(weekdays)
    worst = max((cell.bad / cell.n for cell in heat.cells if cell.bad is not None and cell.n), default=0.0)
    for number, day in enumerate(weekdays):
        sheet.text(box.x + gutter - 6, box.y + (number + 0.5) * height + 2.6, day, TINY, SOFT, align="right")
    every = 1 if width > 14 else 2 if width > 9 else 3
    for number, hour in enumerate(hours):
        if number % every == 0:
            x = box.x + gutter + (number + 0.5) * width
            sheet.text(x, box.y + box.height - 3, str(hour), TINY, SOFT, align="centre")
    for weekday in range(len(weekdays)):
        for hour in sorted(set(hours) - set(heat.hours)):
            left = box.x + gutter + (hour - hours[0]) * width
            sheet.box(left + 0.6, box.y + weekday * height + 0.6, width - 1.2, height - 1.2, None, BAND, 0.5)
    framed = []
    for cell in heat.cells:
        place = Box(box.x + gutter + (cell.hour - hours[0]) * width, box.y + (cell.weekday - 1) * height, width, height)
        _heat_cell(sheet, place, cell, worst)
        if cell.framed:
            framed.append(place)
    for place in framed:
        sheet.box(place.x + 0.1, place.y + 0.1, place.width - 0.2, place.height - 0.2, None, INK, 1.4)


def _axis_of(hours: Sequence[int]) -> Sequence[int]:
    """The hours that have ratings, and as many around them as a map needs to look like one."""
    first, last = (hours[0], hours[-1]) if hours else (9, 20)
    while last - first + 1 < HOURS_LEAST:
        first, last = max(0, first - 1), min(23, last + 1)
    return range(first, last + 1)


def _heat_cell(sheet: Sheet, place: Box, cell: HeatCell, worst: float) -> None:
    inner = Box(place.x + 0.6, place.y + 0.6, place.width - 1.2, place.height - 1.2)
    match cell.state:
        case CellState.EMPTY:
            sheet.box(inner.x, inner.y, inner.width, inner.height, None, BAND, 0.5)
        case CellState.HIDDEN:
            sheet.hatch(inner.x, inner.y, inner.width, inner.height, RULE, 3.2)
        case CellState.SHOWN:
            share = (cell.bad or 0) / (cell.n or 1)
            shade = share / worst if worst else 0.0
            sheet.box(inner.x, inner.y, inner.width, inner.height, _shade(shade))
            if cell.framed and place.width > 11:
                colour = WHITE if shade > 0.45 else INK
                style = Style(6.2, 8, semibold=True)
                middle: Point = (place.x + place.width / 2, place.y + place.height / 2 + 2.2)
                sheet.text(*middle, f"{floor(share * 100 + 0.5)}", style, colour, align="centre")


def _shade(amount: float) -> Ink:
    """From paper to ink."""
    light, dark = (0.925, 0.905, 0.865), (0.27, 0.25, 0.23)
    red, green, blue = (a + (b - a) * amount for a, b in zip(light, dark, strict=True))
    return (red, green, blue)


def heat_scale(sheet: Sheet, x: float, y: float, heat: HeatMap) -> None:
    """What the shades mean, ending at x."""
    worst = max((cell.bad / cell.n for cell in heat.cells if cell.bad is not None and cell.n), default=0.0)
    if not worst:
        return
    x -= sheet.text(x, y, f"{ceil(worst * 100)}%", TINY, SOFT, align="right") + 4
    for number in reversed(range(5)):
        x -= 9
        sheet.box(x, y - 6, 8.4, 6.4, _shade(number / 4))
    sheet.text(x - 4, y, "0", TINY, SOFT, align="right")


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
