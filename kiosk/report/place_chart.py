"""By place: each place's share happy on one axis, and how far it is from all others."""

from __future__ import annotations

from typing import Final, assert_never

from kiosk.measure import Verdict
from kiosk.report.charts import SMALL, TINY, Axis, axis_around, dot_in_interval
from kiosk.report.data import Change, Comparison, PlaceFigure, ReportData
from kiosk.report.estimates import ShareFigure
from kiosk.report.flow import Block
from kiosk.report.rows import TERM, Rows
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import FAINT, INK, RULE, SOFT, Sheet

NAME: Final = 0.27
BAR: Final = 0.29
BAR_WIDTH: Final = 0.24
SHARE: Final = 0.655
RATINGS: Final = 0.725
DIFFERENCE: Final = 0.875
"""Where the columns are, in parts of the page's width: the bars begin there, the figures end there."""
ROW: Final = 8.0
AFTER: Final = 14.0


def place_blocks(sentences: Sentences, rows: Rows) -> list[Block]:
    """A row for each place; nothing where there is one place only, or none with enough ratings."""
    places, say = sentences.data.places, sentences.words.say
    if not places.shown:
        return []
    axis = _axis(sentences.data, rows)
    section = say("places")
    compared = any(figure.against_others.comparison is Comparison.MADE for figure in places.shown)
    blocks = [rows.title(section, say("places_what")), _head(sentences, rows, axis, compared=compared)]
    blocks += [_row(sentences, rows, axis, figure, section, number) for number, figure in enumerate(places.shown)]
    blocks.append(_scale(sentences, axis))
    if places.hidden:
        ratings = sentences.wording.number(places.hidden_ratings)
        blocks.append(rows.row_of_text(sentences.count("places_hidden", places.hidden, ratings=ratings)))
    if not compared:
        blocks.append(rows.row_of_text(say("places_scales")))
    return [*blocks, Block(AFTER, _nothing)]


def _nothing(sheet: Sheet, y: float) -> None:
    """Room before what follows."""


def _axis(data: ReportData, rows: Rows) -> Axis:
    figures = [data.happy, *(figure.happy for figure in data.places.shown)]
    limits = [limit for figure in figures for limit in (figure.low, figure.high) if limit is not None]
    start = rows.x + rows.width * BAR
    return axis_around(limits, start, start + rows.width * BAR_WIDTH)


def _head(sentences: Sentences, rows: Rows, axis: Axis, *, compared: bool) -> Block:
    say = sentences.words.say

    def draw(sheet: Sheet, y: float) -> None:
        if (share := sentences.data.happy.share) is not None:
            sheet.text(axis.at(share), y + 9, say("places_all"), TINY, sheet.accent, align="centre")
        sheet.text(rows.x + rows.width * RATINGS, y + 9, say("places_ratings"), TINY, SOFT, align="right")
        if compared:
            sheet.text(rows.x + rows.width, y + 9, say("places_difference"), TINY, SOFT, align="right")

    return Block(13, draw, keep=True)


def _row(sentences: Sentences, rows: Rows, axis: Axis, figure: PlaceFigure, section: str, number: int) -> Block:
    names = rows.typesetter.lines(figure.place, SMALL, rows.width * (NAME - 0.01), most=2)
    height = len(names) * SMALL.leading + ROW
    differs = figure.against_others.verdict in (Verdict.BETTER, Verdict.WORSE)
    colour, weight = (INK, TERM) if differs else (SOFT, SMALL)

    def draw(sheet: Sheet, y: float) -> None:
        right = rows.x + rows.width
        middle = y + height / 2
        if number:
            sheet.rule(rows.x, y, rows.width, RULE, 0.3)
        sheet.paragraph(rows.x, middle + 3 - (len(names) - 1) * SMALL.leading / 2, names, SMALL)
        _bar(sheet, axis, y, height, figure.happy, sentences.data.happy)
        sheet.text(rows.x + rows.width * SHARE, middle + 3, sentences.share(figure.happy), SMALL, align="right")
        n = sentences.wording.number(figure.happy.n)
        sheet.text(rows.x + rows.width * RATINGS, middle + 3, n, SMALL, SOFT, align="right")
        difference = _difference(sentences, figure.against_others)
        sheet.text(rows.x + rows.width * DIFFERENCE, middle + 3, difference, SMALL, colour, align="right")
        sheet.text(right, middle + 3, _verdict(sentences, figure.against_others), weight, colour, align="right")

    return Block(height, draw, keep=number == 0, section=section)


def _bar(sheet: Sheet, axis: Axis, y: float, height: float, figure: ShareFigure, everybody: ShareFigure) -> None:
    """The interval on its axis, and all places' share as a dashed line that runs on from row to row."""
    sheet.rule(axis.start, y + height / 2, axis.end - axis.start, RULE, 0.6)
    if everybody.share is not None:
        at = axis.at(everybody.share)
        sheet.stroke([(at, y), (at, y + height)], sheet.accent, 0.8, dash=(2.5, 2))
    dot_in_interval(sheet, axis, y + height / 2, figure, INK, 2.8)


def _scale(sentences: Sentences, axis: Axis) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.rule(axis.start, y + 2, axis.end - axis.start, FAINT)
        for tick in axis.ticks():
            sheet.stroke([(axis.at(tick), y + 2), (axis.at(tick), y + 5)], FAINT, 0.6)
            sheet.text(axis.at(tick), y + 14, sentences.wording.hundred(tick), TINY, SOFT, align="centre")

    return Block(18, draw)


def _difference(sentences: Sentences, change: Change) -> str:
    if change.estimate is None or change.low is None or change.high is None:
        return ""
    return sentences.wording.signed(change.estimate, change.low, change.high)


def _verdict(sentences: Sentences, change: Change) -> str:
    match change.verdict:
        case Verdict.BETTER:
            return sentences.words.say("place_better")
        case Verdict.WORSE:
            return sentences.words.say("place_worse")
        case Verdict.NO_CHANGE_SEEN:
            return sentences.words.say("place_unclear")
        case Verdict.TOO_FEW:
            return ""
        case never:
            assert_never(never)
