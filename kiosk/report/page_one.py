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
    interval_strip,
    level_bar,
    share_bar,
    share_scale,
    trend_chart,
)
from kiosk.report.data import Reason
from kiosk.report.findings import heat_notes, look_first, reasons_note, told_first
from kiosk.report.heat_chart import heat_chart, heat_scale
from kiosk.report.own_data import Option
from kiosk.report.own_sentences import of_answers, prompt, score_name, score_scale, score_value
from kiosk.report.quotes import Quote, fit_quotes
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import SOFT, Sheet
from kiosk.report.shop.action_line import action_line
from kiosk.report.typeset import Line, Style

HEADLINES: Final = tuple(Style(size, size * 1.25, semibold=True) for size in (20, 19, 18, 17))
"""The largest that keeps the verdict on one line, or the largest of all on two."""
DETAIL: Final = Style(10.4, 15)
BIG: Final = Style(62, 62, semibold=True)
LEAD: Final = Style(11, 16, semibold=True)
BODY: Final = Style(9.2, 14)
SECTION: Final = Style(11.4, 16, semibold=True)
LABEL: Final = Style(9, 12)
GUTTER: Final = 112.0

REASONS_SHOWN: Final = 4
COLUMN_GAP: Final = 28.0
REASON_HEIGHT: Final = 15.0
BAR_LEFT: Final = 0.42
BAR_WIDTH: Final = 0.22
QUOTES: Final = (3, 2)
QUOTES_ALONE: Final = (4, 5)
"""How many quotes of how many lines: beside reasons, and where a week has none."""
QUOTES_TITLE: Final = 34.0
SCORE_HEIGHT: Final = 14.0
CHARTS_LEAST: Final = 196.0
CHARTS_MOST: Final = 262.0
BETWEEN: Final = 16.0


@dataclass(frozen=True, slots=True)
class Column:
    """Shares under a title, and what they are of."""

    title: str
    note: str
    rows: tuple[Reason, ...] | tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PageOne:
    """The front page between top and bottom; the charts take what height the rest leaves."""

    sentences: Sentences
    x: float
    width: float
    top: float
    bottom: float
    comments_page: int
    """The page that the comments begin on."""

    def draw(self, sheet: Sheet) -> None:
        """The whole page, but for head and foot."""
        y = self._headline(sheet, self.top)
        y = self._figures(sheet, y)
        y = self._levels(sheet, y)
        say = self.sentences.words.say
        y = self._beside_title(sheet, y, say("look"), look_first(self.sentences))
        y = self._beside_title(sheet, y, say("shop_actions"), action_line(self.sentences))
        notes = self._wrap_notes(sheet, self.sentences.notes(), self.width, BODY)
        notes_top = self.bottom - len(notes) * BODY.leading
        free = notes_top - (BETWEEN if notes else 0.0) - y - self._reasons_height(sheet)
        room = free - CHARTS_LEAST - QUOTES_TITLE - BETWEEN
        most, lines = QUOTES if self._columns else QUOTES_ALONE
        quotes = fit_quotes(self.sentences, sheet.typesetter, self.width, room, most, lines)
        quotes_height = sum(quote.height for quote in quotes) + QUOTES_TITLE + BETWEEN
        charts_height = min(CHARTS_MOST, free - quotes_height)
        spare = (free - quotes_height - charts_height) / 3
        y = self._charts(sheet, y, y + charts_height) + spare
        y = self._reasons(sheet, y) + spare
        self._draw_quotes(sheet, y, quotes)
        if notes:
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
        before = sentences.comparable_last_week()
        if not data.ratings and before is None:
            return y + BETWEEN
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
            [(say("this_week"), data.happy), *([] if before is None else [(say("last_week"), before)])],
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
            name, count = sentences.words.levels[entry.level], sentences.wording.number(entry.figure.hits or 0)
            parts.append((entry.level, entry.figure.share or 0.0, f"{name} {count}"))
        level_bar(sheet, Box(self.x, y + 2, self.width - index_line.width - COLUMN_GAP, 10), parts)
        return y + 32

    def _beside_title(self, sheet: Sheet, y: float, title: str, told: Sequence[str]) -> float:
        """Sentences at the right of their title; where the next begins."""
        lines = self._wrap_notes(sheet, told, self.width - GUTTER, BODY)
        if not lines:
            return y
        sheet.rule(self.x, y, self.width)
        sheet.text(self.x, y + 20, title, SECTION)
        return sheet.paragraph(self.x + GUTTER, y + 19.5, lines, BODY) - BODY.leading + 12

    def _charts(self, sheet: Sheet, top: float, bottom: float) -> float:
        """The trend, and beside it the hours, or scores where ratings came without hours; where the next begins."""
        sheet.rule(self.x, top, self.width)
        data, sentences = self.sentences.data, self.sentences
        say, target = sentences.words.say, None if data.target is None else data.target / 100
        without_hours = bool(data.heat_map.without_hour) and not data.heat_map.hours
        alone = without_hours and not data.scores
        left_notes = self._wrap_notes(sheet, sentences.trend_notes(), self._column, TINY)
        right_notes = self._wrap_notes(sheet, heat_notes(sentences), self._column, TINY)
        notes_height = max(len(left_notes), len(right_notes)) * TINY.leading
        band = "trend_band" if data.trend.centre is not None else "trend_no_band"
        self._section_title(sheet, self.x, top + 22, say("trend"), say(band))
        y = top + 46
        height = bottom - BETWEEN - y - notes_height - 3
        trend_chart(sheet, Box(self.x, y, self.width if alone else self._column, height), data.trend, target)
        right = Box(self._right, y, self._column, height)
        if not without_hours:
            self._hours(sheet, right)
        elif data.scores:
            self._scores(sheet, right)
        sheet.paragraph(self.x, y + height + 11, left_notes, TINY, SOFT)
        sheet.paragraph(self._right, y + height + 11, right_notes, TINY, SOFT)
        return bottom

    def _hours(self, sheet: Sheet, box: Box) -> None:
        sentences, say = self.sentences, self.sentences.words.say
        self._section_title(sheet, box.x, box.y - 24, say("heat"), say("heat_what"))
        heat_scale(sheet, box.x + box.width, box.y - 10, sentences.data.heat_map)
        weekdays = [sentences.wording.weekday(number) for number in range(1, 8)]
        heat_chart(sheet, box, sentences.data.heat_map, weekdays)

    def _scores(self, sheet: Sheet, box: Box) -> None:
        """As many scores as there is room for; the method's pages have them all."""
        sentences, say = self.sentences, self.sentences.words.say
        self._section_title(sheet, box.x, box.y - 24, say("scores"), say("scores_what"))
        right = box.x + box.width
        for number, score in enumerate(sentences.data.scores[: int(box.height / SCORE_HEIGHT)]):
            y = box.y + 10 + number * SCORE_HEIGHT
            name = score_name(sentences, score)
            sheet.line_of_text(box.x, y, sheet.typesetter.fitted(name, LABEL, box.width * 0.36))
            scale = sheet.typesetter.fitted(score_scale(sentences, score), LABEL, box.width * 0.17)
            sheet.line_of_text(box.x + box.width * 0.4, y, scale, SOFT)
            sheet.text(right - 36, y, score_value(sentences, score), LABEL, align="right")
            sheet.text(right, y, sentences.wording.number(score.figure.n), LABEL, SOFT, align="right")

    def _section_title(self, sheet: Sheet, x: float, y: float, title: str, what: str) -> None:
        sheet.line_of_text(x, y, sheet.typesetter.fitted(title, SECTION, self._column))
        sheet.text(x, y + 14, what, SMALL, SOFT)

    @property
    def _columns(self) -> list[Column]:
        """What unhappy and what happy shoppers named; of a survey without touchpoints, two of its own questions."""
        data = self.sentences.data
        if data.asks_reasons:
            return [
                self._reasons_column("unhappy", data.unhappy_reasons, data.unhappy.hits, data.instead.unhappy),
                self._reasons_column("happy", data.happy_reasons, data.happy.hits, data.instead.happy),
            ]
        return [
            Column(prompt(self.sentences, each), of_answers(self.sentences, each), each.options[:REASONS_SHOWN])
            for each in told_first(data.questions)
        ]

    def _reasons_column(self, kind: str, reasons: tuple[Reason, ...], tapped: int | None, instead: int) -> Column:
        note = reasons_note(self.sentences, reasons, tapped, instead, f"nobody_{kind}")
        return Column(self.sentences.words.say(f"reasons_{kind}"), note, reasons[:REASONS_SHOWN])

    def _reasons_height(self, sheet: Sheet) -> float:
        columns = [[self._reason_height(sheet, row) for row in column.rows] for column in self._columns]
        if not columns:
            return 0.0
        return 46 + max(sum(column) for column in columns) + (9 if any(columns) else 0) + BETWEEN

    def _reason_height(self, sheet: Sheet, row: Reason | Option) -> float:
        return REASON_HEIGHT + (len(self._reason_label(sheet, row)) - 1) * LABEL.leading

    def _reason_label(self, sheet: Sheet, row: Reason | Option) -> list[Line]:
        return sheet.typesetter.lines(self.sentences.label(row), LABEL, self._column * BAR_LEFT - 8, most=2)

    def _reasons(self, sheet: Sheet, y: float) -> float:
        """The columns, all on one scale; where the next section begins."""
        columns = self._columns
        if not columns:
            return y
        sheet.rule(self.x, y, self.width)
        highs = [ceil((row.figure.high or 0) * 10) / 10 for column in columns for row in column.rows]
        most = max(highs, default=1.0) or 1.0
        for x, column in zip((self.x, self._right), columns, strict=False):
            self._reason_list(sheet, x, y, column, most)
        return y + self._reasons_height(sheet)

    def _reason_list(self, sheet: Sheet, x: float, y: float, column: Column, most: float) -> None:
        self._section_title(sheet, x, y + 22, column.title, column.note)
        y += 56
        bar, bar_width = x + self._column * BAR_LEFT, self._column * BAR_WIDTH
        for row in column.rows:
            sheet.paragraph(x, y, self._reason_label(sheet, row), LABEL)
            share_bar(sheet, bar, y - 3, bar_width, row.figure, most)
            sheet.text(x + self._column, y, self.sentences.counted_share(row.figure), LABEL, align="right")
            y += self._reason_height(sheet, row)
        if column.rows:
            share_scale(sheet, bar, y - 3, bar_width, most)

    def _draw_quotes(self, sheet: Sheet, y: float, quotes: Sequence[Quote]) -> None:
        sheet.rule(self.x, y, self.width)
        title = sheet.text(self.x, y + 22, self.sentences.words.say("quotes"), SECTION) if quotes else -10.0
        sheet.text(self.x + title + 10, y + 22, self.sentences.comment_count(self.comments_page), BODY, SOFT)
        y += 41
        for quote in quotes:
            quote.draw(sheet, self.x, y, self.width)
            y += quote.height

    def _wrap_notes(self, sheet: Sheet, notes: Sequence[str], width: float, style: Style) -> list[Line]:
        return [line for note in notes for line in sheet.typesetter.lines(note, style, width)]
