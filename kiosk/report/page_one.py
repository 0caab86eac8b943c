"""Page one: all that a busy person needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from kiosk.model import Level
from kiosk.report.charts import (
    SMALL,
    TINY,
    Box,
    heat_chart,
    heat_scale,
    interval_strip,
    level_bar,
    share_bar,
    trend_chart,
)
from kiosk.report.data import Reason, ReportComment
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import INK, SOFT, Sheet
from kiosk.report.typeset import Line, Style, Typesetter

HEADLINES: Final = tuple(Style(size, size * 1.25, semibold=True) for size in (20, 19, 18, 17))
"""The largest that keeps the verdict on one line, or the largest of all on two."""
DETAIL: Final = Style(10.4, 15)
BIG: Final = Style(62, 62, semibold=True)
LEAD: Final = Style(11, 16, semibold=True)
BODY: Final = Style(9.2, 14)
SECTION: Final = Style(11.4, 16, semibold=True)
LABEL: Final = Style(9, 12)

REASONS_SHOWN: Final = 5
COLUMN_GAP: Final = 28.0
REASON_HEIGHT: Final = 16.0
QUOTES_SHOWN: Final = 3
QUOTE_LENGTH: Final = 300
"""More characters than a line takes; the whole comment follows on its own page."""
QUOTE_GUTTER: Final = 96.0
CHARTS_LEAST: Final = 190.0
CHARTS_MOST: Final = 262.0
BETWEEN: Final = 16.0


@dataclass(frozen=True, slots=True)
class PageOne:
    """The front page between top and bottom; the charts take what height the rest leaves."""

    sentences: Sentences
    x: float
    width: float
    top: float
    bottom: float

    def draw(self, sheet: Sheet) -> None:
        """The whole page, but for head and foot."""
        y = self._headline(sheet, self.top)
        y = self._figures(sheet, y)
        y = self._levels(sheet, y)
        notes = self._wrap_notes(sheet, self.sentences.bottom_notes(), self.width, BODY)
        notes_top = self.bottom - len(notes) * BODY.leading
        free = notes_top - BETWEEN - y - self._reasons_height(sheet)
        quotes = self._quotes(free - CHARTS_LEAST)
        quotes_height = self._quotes_height(len(quotes))
        charts_height = min(CHARTS_MOST, free - quotes_height)
        spare = (free - quotes_height - charts_height) / (3 if quotes else 2)
        y = self._charts(sheet, y, y + charts_height) + spare
        y = self._reasons(sheet, y) + spare
        if quotes:
            self._draw_quotes(sheet, y, quotes)
        sheet.rule(self.x, notes_top - BETWEEN, self.width)
        sheet.paragraph(self.x, notes_top + 3, notes, BODY, SOFT)

    @property
    def _column(self) -> float:
        return (self.width - COLUMN_GAP) / 2

    @property
    def _right(self) -> float:
        return self.x + self._column + COLUMN_GAP

    def _headline(self, sheet: Sheet, y: float) -> float:
        text = self.sentences.headline()
        fitting = (style for style in HEADLINES if sheet.typesetter.line(text, style).width <= self.width)
        style = next(fitting, HEADLINES[0])
        lines = sheet.typesetter.lines(text, style, self.width)
        y = sheet.paragraph(self.x, y + 26, lines, style) - style.leading
        lines = sheet.typesetter.lines(self.sentences.detail(), DETAIL, self.width)
        return sheet.paragraph(self.x, y + 20, lines, DETAIL, SOFT) - DETAIL.leading

    def _figures(self, sheet: Sheet, y: float) -> float:
        """The big number, what it rests on, and both weeks' intervals."""
        sentences, data = self.sentences, self.sentences.data
        share, left = data.happy.share, self.x
        if share is not None:
            left += max(sheet.text(self.x - 3, y + 72, sentences.wording.hundred(share), BIG), 84) + 14
        strip = self.x + self.width * 0.6
        row = y + 33
        for line in sheet.typesetter.lines(sentences.lead(), LEAD, strip - left - 24):
            sheet.line_of_text(left, row, line)
            row += LEAD.leading
        for note in (sentences.interval_and_count(), sentences.last_week(), sentences.target()):
            if note:
                sheet.line_of_text(left, row, sheet.typesetter.fitted(note, BODY, strip - left - 12), SOFT)
                row += BODY.leading
        say = sentences.words.say
        interval_strip(
            sheet, Box(strip, y + 24, self.x + self.width - strip, 64),
            [(say("this_week"), data.happy), (say("last_week"), data.happy_last_week)],
            None if data.target is None else data.target / 100, say("target"),
        )  # fmt: skip
        return y + 96

    def _levels(self, sheet: Sheet, y: float) -> float:
        """Four levels in one bar, the index at its right."""
        data, sentences = self.sentences.data, self.sentences
        if data.happy.share is None:
            return y
        index = sentences.index()
        index_line = sheet.typesetter.line(index or "", LABEL)
        sheet.line_of_text(self.x + self.width - index_line.width, y + 10, index_line)
        parts: list[tuple[Level, float, str]] = []
        for entry in data.levels:
            share = entry.figure.share or 0.0
            name, hundred = sentences.words.levels[entry.level], sentences.wording.hundred(share)
            parts.append((entry.level, share, f"{name} {hundred}"))
        level_bar(sheet, Box(self.x, y + 2, self.width - index_line.width - COLUMN_GAP, 10), parts)
        return y + 32

    def _charts(self, sheet: Sheet, top: float, bottom: float) -> float:
        """Trend and heat map beside each other; where the next section begins."""
        sheet.rule(self.x, top, self.width)
        data, sentences = self.sentences.data, self.sentences
        say = sentences.words.say
        left_notes = self._wrap_notes(sheet, sentences.trend_notes(), self._column, TINY)
        right_notes = self._wrap_notes(sheet, sentences.heat_notes(), self._column, TINY)
        band = "trend_band" if data.trend.centre is not None else "trend_no_band"
        self._section_title(sheet, self.x, top + 22, say("trend"), say(band))
        self._section_title(sheet, self._right, top + 22, say("heat"), say("heat_what"))
        y = top + 46
        heat_scale(sheet, self._right + self._column, top + 36, data.heat_map)
        height = bottom - BETWEEN - y - max(len(left_notes), len(right_notes)) * TINY.leading - 3
        trend_chart(sheet, Box(self.x, y, self._column, height), data.trend)
        weekdays = [sentences.wording.weekday(number) for number in range(1, 8)]
        heat_chart(sheet, Box(self._right, y, self._column, height), data.heat_map, weekdays)
        sheet.paragraph(self.x, y + height + 11, left_notes, TINY, SOFT)
        sheet.paragraph(self._right, y + height + 11, right_notes, TINY, SOFT)
        return bottom

    def _section_title(self, sheet: Sheet, x: float, y: float, title: str, what: str) -> None:
        sheet.text(x, y, title, SECTION)
        sheet.text(x, y + 14, what, SMALL, SOFT)

    def _shown_reasons(self) -> tuple[Sequence[Reason], Sequence[Reason]]:
        data = self.sentences.data
        return data.unhappy_reasons[:REASONS_SHOWN], data.happy_reasons[:REASONS_SHOWN]

    def _reasons_height(self, sheet: Sheet) -> float:
        columns = ([self._reason_height(sheet, reason) for reason in named] for named in self._shown_reasons())
        return 46 + max(sum(column) for column in columns) + BETWEEN

    def _reason_height(self, sheet: Sheet, reason: Reason) -> float:
        return REASON_HEIGHT + (len(self._reason_label(sheet, reason)) - 1) * LABEL.leading

    def _reason_label(self, sheet: Sheet, reason: Reason) -> list[Line]:
        return sheet.typesetter.lines(self.sentences.label(reason), LABEL, self._column * 0.45 - 8, most=2)

    def _reasons(self, sheet: Sheet, y: float) -> float:
        """What unhappy and what happy shoppers named, on one scale; where the next section begins."""
        sheet.rule(self.x, y, self.width)
        data, say = self.sentences.data, self.sentences.words.say
        unhappy, happy = self._shown_reasons()
        most = max((ceil((reason.figure.high or 0) * 10) / 10 for reason in (*unhappy, *happy)), default=1.0) or 1.0
        self._reason_list(sheet, self.x, y, say("reasons_unhappy"), unhappy, data.unhappy.hits, most)
        self._reason_list(sheet, self._right, y, say("reasons_happy"), happy, data.happy.hits, most)
        return y + self._reasons_height(sheet)

    def _reason_list(
        self, sheet: Sheet, x: float, y: float, title: str, reasons: Sequence[Reason], asked: int | None, most: float
    ) -> None:
        self._section_title(sheet, x, y + 22, title, self.sentences.reasons_note(tuple(reasons), asked))
        y += 56
        bar, figure_end = x + self._column * 0.45, x + self._column
        for reason in reasons:
            sheet.paragraph(x, y, self._reason_label(sheet, reason), LABEL)
            share_bar(sheet, bar, y - 3, self._column * 0.27, reason.figure, most)
            sheet.text(figure_end, y, self.sentences.share(reason.figure), LABEL, INK, align="right")
            y += self._reason_height(sheet, reason)

    def _quotes(self, room: float) -> list[ReportComment]:
        """The newest unhappy comments, as many as there is room for."""
        unhappy = [comment for comment in self.sentences.data.comments if comment.level is Level.BAD]
        quotes = unhappy[: -QUOTES_SHOWN - 1 : -1]
        while quotes and self._quotes_height(len(quotes)) > room:
            quotes.pop()
        return quotes

    def _quotes_height(self, count: int) -> float:
        return 34 + count * (BODY.leading + 1) + BETWEEN if count else 0.0

    def _draw_quotes(self, sheet: Sheet, y: float, quotes: Sequence[ReportComment]) -> None:
        sheet.rule(self.x, y, self.width)
        sheet.text(self.x, y + 22, self.sentences.words.say("quotes"), SECTION)
        y += 42
        for quote in quotes:
            sheet.text(self.x, y, self.sentences.wording.day_and_hour(quote.day, quote.hour), TINY, SOFT)
            text = " ".join(quote.text[:QUOTE_LENGTH].split())
            line = Typesetter(quote.language).fitted(text, BODY, self.width - QUOTE_GUTTER)
            sheet.line_of_text(self.x + QUOTE_GUTTER, y, line)
            y += BODY.leading + 1

    def _wrap_notes(self, sheet: Sheet, notes: Sequence[str], width: float, style: Style) -> list[Line]:
        return [line for note in notes for line in sheet.typesetter.lines(note, style, width)]
