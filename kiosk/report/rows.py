"""Titles, table rows and terms of the pages after the comments, in small print."""

from __future__ import annotations

from typing import Final

from kiosk.report.charts import SMALL
from kiosk.report.flow import Block
from kiosk.report.sheet import INK, SOFT, Ink, Sheet
from kiosk.report.typeset import Line, Style, Typesetter

TITLE: Final = Style(12, 18, semibold=True)
TERM: Final = Style(8.2, 11.8, semibold=True)
TEXT: Final = Style(8.2, 11.8)
TERM_WIDTH: Final = 110.0


class Rows:
    """Titles, table rows and terms on the page's grid."""

    def __init__(self, typesetter: Typesetter, x: float, width: float) -> None:
        self.typesetter = typesetter
        self.x = x
        self.width = width

    def title(self, text: str, what: str = "") -> Block:
        """The title of a part, and softly what stands in it."""

        def draw(sheet: Sheet, y: float) -> None:
            right = sheet.text(self.x, y + 24, text, TITLE)
            sheet.text(self.x + right + 8, y + 24, what, TEXT, SOFT)

        return Block(34, draw, keep=True)

    def heading(self, text: str, what: str, *, keep: bool, section: str) -> Block:
        """A question under a title, in as many lines as it needs, and at its end what else is to be said."""
        lines = self.typesetter.lines(text, TERM, self.width * 0.6)

        def draw(sheet: Sheet, y: float) -> None:
            sheet.paragraph(self.x, y + 15, lines, TERM)
            sheet.text(self.x + self.width, y + 15, what, TEXT, SOFT, align="right")

        return Block(len(lines) * TERM.leading + 9, draw, keep=keep, section=section)

    def term(self, term: str, text: str, section: str | None = None) -> Block:
        """A term and what it means."""
        terms = self.typesetter.lines(term, TERM, TERM_WIDTH - 12)
        lines = self.typesetter.lines(text, TEXT, self.width - TERM_WIDTH)

        def draw(sheet: Sheet, y: float) -> None:
            sheet.paragraph(self.x, y + 8.5, terms, TERM)
            sheet.paragraph(self.x + TERM_WIDTH, y + 8.5, lines, TEXT, width=self.width - TERM_WIDTH)

        return Block(max(len(terms), len(lines)) * TEXT.leading + 4, draw, section=section)

    def row_of_text(self, text: str) -> Block:
        """A soft sentence under a table."""
        lines = self.typesetter.lines(text, TEXT, self.width)
        return Block(len(lines) * TEXT.leading + 4, lambda sheet, y: _write_softly(sheet, self.x, y + 10, lines))

    def row(self, label: str, *cells: str, colour: Ink = INK, keep: bool = False, section: str | None = None) -> Block:
        """A row of a table: its label, and cells that end at even steps."""
        labels = self.typesetter.lines(label, SMALL, self.width * 0.45)
        columns: list[Line] = [self.typesetter.line(cell, SMALL) for cell in cells]
        step = self.width * 0.5 / max(1, len(columns))

        def draw(sheet: Sheet, y: float) -> None:
            sheet.paragraph(self.x, y + 9, labels, SMALL, colour)
            for number, line in enumerate(columns):
                sheet.line_of_text(self.x + self.width * 0.5 + step * (number + 1) - line.width, y + 9, line, colour)

        return Block(len(labels) * SMALL.leading + 2, draw, keep=keep, section=section)


def _write_softly(sheet: Sheet, x: float, y: float, lines: list[Line]) -> None:
    sheet.paragraph(x, y, lines, TEXT, SOFT)
