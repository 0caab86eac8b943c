"""Per dimension: how it was, over what is accepted, on the axis of its own scale."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor
from typing import Final

from kiosk.measure.tolerance import Place
from kiosk.report.charts import SMALL, TINY, Axis
from kiosk.report.flow import Block
from kiosk.report.quality.data import QualityDimension
from kiosk.report.quality.told import Told
from kiosk.report.rows import TERM, Rows
from kiosk.report.sheet import BAND, FAINT, INK, RULE, SOFT, Sheet
from kiosk.report.typeset import Style

NAME: Final = 0.22
CHART: Final = 0.24
CHART_WIDTH: Final = 0.34
VALUE: Final = 0.775
ANSWERS: Final = 0.85
"""Where the columns are, in parts of the page's width: the chart begins there, the figures end there."""
ROW: Final = 18.0
BAR: Final = 9.0


def zone_rows(told: Told, rows: Rows, dimensions: Mapping[str, QualityDimension]) -> list[Block]:
    """A row a dimension, and the axis under those that share a scale."""
    blocks: list[Block] = [_head(told, rows)]
    for ends in dict.fromkeys((each.low, each.high) for each in dimensions.values()):
        group = {name: each for name, each in dimensions.items() if (each.low, each.high) == ends}
        axis = _axis(rows, ends, group)
        for name, each in group.items():
            blocks.append(_row(told, rows, axis, name, each))
        blocks.append(_scale(told, axis))
    return blocks


def _axis(rows: Rows, ends: tuple[float, float], group: Mapping[str, QualityDimension]) -> Axis:
    """The part of the scale that holds everything drawn, in whole points, three of them at least."""
    drawn = [
        limit
        for each in group.values()
        for figure in (each.perceived, each.desired, each.adequate)
        for limit in (figure.low, figure.high, figure.estimate)
        if limit is not None
    ]
    low, high = floor(min(drawn, default=ends[0])), ceil(max(drawn, default=ends[1]))
    while high - low < min(3, ends[1] - ends[0]):
        low, high = max(floor(ends[0]), low - 1), min(ceil(ends[1]), high + 1)
    start = rows.x + rows.width * CHART
    return Axis(low, high, start, start + rows.width * CHART_WIDTH, max(1, (high - low) // 10))


def _head(told: Told, rows: Rows) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(rows.x + rows.width * ANSWERS, y + 8, told.say("answers"), TINY, SOFT, align="right")

    return Block(10, draw, keep=True)


def _row(told: Told, rows: Rows, axis: Axis, name: str, dimension: QualityDimension) -> Block:
    label = rows.typesetter.fitted(told.dimension(name), SMALL, rows.width * NAME)
    verdict, weight = _verdict(told, dimension)

    def draw(sheet: Sheet, y: float) -> None:
        middle = y + ROW / 2
        sheet.line_of_text(rows.x, middle + 3, label)
        sheet.rule(axis.start, middle, axis.end - axis.start, RULE, 0.5)
        _zone(sheet, axis, middle, dimension)
        _perceived(sheet, axis, middle, dimension)
        for edge, text, style, colour in (
            (VALUE, told.mean(dimension.perceived), SMALL, INK),
            (ANSWERS, told.number(dimension.perceived.n), SMALL, SOFT),
            (1.0, verdict, weight, INK),
        ):
            sheet.text(rows.x + rows.width * edge, middle + 3, text, style, colour, align="right")

    return Block(ROW, draw, keep=True)


def _verdict(told: Told, dimension: QualityDimension) -> tuple[str, Style]:
    """Where it stands; nothing without it, or where an end of the zone is unknown and the other does not settle it."""
    place = dimension.zone.place
    if dimension.perceived.estimate is None:
        return "", SMALL
    if dimension.zone.inverted:
        return told.say("reversed"), SMALL
    if place is Place.NOT_SURE and (dimension.desired.estimate is None or dimension.adequate.estimate is None):
        return "", SMALL
    return told.say(place.value), TERM if place in (Place.BELOW, Place.ABOVE) else SMALL


def _zone(sheet: Sheet, axis: Axis, y: float, dimension: QualityDimension) -> None:
    """A hatched bar from just acceptable to wished for; dashed where the two are reversed; an end alone where one is
    known."""
    ends = [axis.at(each.estimate) for each in (dimension.adequate, dimension.desired) if each.estimate is not None]
    if len(ends) == 2:
        left, right = min(ends), max(ends)
        if ends[0] <= ends[1]:
            sheet.box(left, y - BAR / 2, right - left, BAR, BAND)
            sheet.hatch(left, y - BAR / 2, right - left, BAR, FAINT, 3.0)
        corners = [(left, y - BAR / 2), (right, y - BAR / 2), (right, y + BAR / 2), (left, y + BAR / 2)]
        sheet.stroke(corners, SOFT, 0.6, dash=() if ends[0] <= ends[1] else (2, 1.6), closed=True)
    for end in ends:
        sheet.stroke([(end, y - BAR / 2 - 1.5), (end, y + BAR / 2 + 1.5)], SOFT, 1.0)


def _perceived(sheet: Sheet, axis: Axis, y: float, dimension: QualityDimension) -> None:
    figure = dimension.perceived
    if figure.estimate is None:
        return
    if figure.low is not None and figure.high is not None:
        sheet.stroke([(axis.at(figure.low), y), (axis.at(figure.high), y)], INK, 1.7)
    sheet.disc(axis.at(figure.estimate), y, 2.8)


def _scale(told: Told, axis: Axis) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.rule(axis.start, y + 2, axis.end - axis.start, FAINT)
        for tick in axis.ticks():
            sheet.stroke([(axis.at(tick), y + 2), (axis.at(tick), y + 5)], FAINT, 0.6)
            sheet.text(axis.at(tick), y + 13, told.point(tick), TINY, SOFT, align="centre")

    return Block(18, draw)
