"""Tables of the quality pages: a label, and figures that end at the edges of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.report.charts import SMALL, TINY
from kiosk.report.flow import Block
from kiosk.report.rows import TERM, TEXT, TITLE, Rows
from kiosk.report.sheet import INK, RULE, SOFT, Ink, Sheet
from kiosk.report.typeset import Line

TITLE_HEIGHT: Final = 27.0
ROW: Final = 12.2
BELOW: Final = 9.4


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in a cell: a figure, and softly under it what belongs to it."""

    value: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's columns: where each ends, in parts of the page's width; the first is as wide as label."""

    rows: Rows
    label: float
    edges: tuple[float, ...]

    @classmethod
    def even(cls, rows: Rows, label: float, columns: int) -> Grid:
        """Columns of one width."""
        return cls(rows, label, tuple(label + (1 - label) * (number + 1) / columns for number in range(columns)))

    def head(self, heads: Sequence[str]) -> Block:
        """What the columns are, in as many lines as they need."""
        starts = (self.label, *self.edges)
        lines = [
            self.rows.typesetter.lines(head, TINY, (end - start) * self.rows.width - 8)
            for head, start, end in zip(heads, starts, self.edges, strict=False)
        ]
        most = max(map(len, lines))

        def draw(sheet: Sheet, y: float) -> None:
            for edge, column in zip(self.edges, lines, strict=False):
                for number, line in enumerate(column, start=most - len(column) + 1):
                    x = self.rows.x + edge * self.rows.width - line.width
                    sheet.line_of_text(x, y + number * TINY.leading - 1, line, SOFT)

        return Block(most * TINY.leading + 2, draw, keep=True)

    def row(
        self, label: str, figures: Sequence[Figure], *, bold: bool = False, ruled: bool = False, keep: bool = False,
        section: str | None = None,
    ) -> Block:  # fmt: skip
        """A row; bold where it matters more, ruled where a line sets it apart from the row above."""
        style = TERM if bold else SMALL
        labels = self.rows.typesetter.lines(label, style, self.label * self.rows.width - 6)
        deep = any(figure.below for figure in figures)
        more = max((len(labels) - 1) * SMALL.leading, BELOW + 1 if deep else 0.0)

        def draw(sheet: Sheet, y: float) -> None:
            if ruled:
                sheet.rule(self.rows.x, y, self.rows.width, RULE, 0.4)
            sheet.paragraph(self.rows.x, y + 9.5, labels, style)
            for edge, figure in zip(self.edges, figures, strict=False):
                x = self.rows.x + edge * self.rows.width
                sheet.text(x, y + 9.5, figure.value, style, INK, align="right")
                sheet.text(x, y + 9.5 + BELOW, figure.below, TINY, SOFT, align="right")

        return Block(ROW + more, draw, keep=keep, section=section)


def title(rows: Rows, text: str, what: str = "") -> Block:
    """The title of a part, and softly what stands in it: beside it, or below where there is no room."""
    beside = rows.typesetter.line(text, TITLE).width + 8
    lines = rows.typesetter.lines(what, TEXT, rows.width - beside) if what else []
    under = rows.typesetter.lines(what, TEXT, rows.width) if len(lines) > 1 else []

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(rows.x, y + 20, text, TITLE)
        if under:
            sheet.paragraph(rows.x, y + 20 + TEXT.leading, under, TEXT, SOFT)
        else:
            sheet.paragraph(rows.x + beside, y + 20, lines, TEXT, SOFT)

    return Block(TITLE_HEIGHT + len(under) * TEXT.leading, draw, keep=True)


def sentence(
    rows: Rows, text: str, *, soft: bool = False, after: float = 3.0, section: str | None = None
) -> Block:
    """What a part means, under it; after is the room before what follows."""
    lines = rows.typesetter.lines(text, TEXT, rows.width)
    colour = SOFT if soft else INK
    height = len(lines) * TEXT.leading + after
    return Block(height, lambda sheet, y: _write(sheet, rows, y, lines, colour), section=section)


def _write(sheet: Sheet, rows: Rows, y: float, lines: list[Line], colour: Ink) -> None:
    sheet.paragraph(rows.x, y + 10, lines, TEXT, colour)
