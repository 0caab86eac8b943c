"""The heat map: weekdays by hours, the darker the worse."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Final

from kiosk.report.charts import TINY, Box
from kiosk.report.data import CellState, HeatCell, HeatMap
from kiosk.report.sheet import BAND, INK, RULE, SOFT, WHITE, Ink, Point, Sheet
from kiosk.report.typeset import Style

HOURS_LEAST: Final = 10


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
