"""A page to draw on: points from the top left corner, text as set lines, a few inks that print in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from reportlab.pdfgen.canvas import Canvas

from kiosk.report.typeset import Line, Style, Typesetter

Ink: TypeAlias = tuple[float, float, float]
Point: TypeAlias = tuple[float, float]


def ink(code: str) -> Ink:
    """A colour of the form #rrggbb."""
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


INK: Final = ink("#1c1a17")
SOFT: Final = ink("#635c52")
FAINT: Final = ink("#a59d90")
RULE: Final = ink("#d5cfc2")
BAND: Final = ink("#ece6d8")
WHITE: Final = ink("#ffffff")

READABLE: Final = 4.5
"""WCAG 2.2's least contrast of text."""


def readable(colour: Ink) -> Ink:
    """The store's accent, darkened until it can be read on white."""
    while 1.05 / (_luminance(colour) + 0.05) < READABLE:
        colour = (colour[0] * 0.94, colour[1] * 0.94, colour[2] * 0.94)
    return colour


def _luminance(colour: Ink) -> float:
    """WCAG 2.2's relative luminance."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. x runs right and y runs down, in points; y of a text is its baseline."""

    canvas: Canvas
    height: float
    typesetter: Typesetter
    accent: Ink

    def text(self, x: float, y: float, text: str, style: Style, colour: Ink = INK, *, align: str = "left") -> float:
        """A text on one line, aligned "left", "centre" or "right" at x; its width."""
        line = self.typesetter.line(text, style)
        self.line_of_text(x - {"left": 0.0, "centre": line.width / 2, "right": line.width}[align], y, line, colour)
        return line.width

    def line_of_text(self, x: float, y: float, line: Line, colour: Ink = INK) -> None:
        """A set line."""
        self.canvas.setFillColorRGB(*colour)
        for piece in line.pieces:
            text = self.canvas.beginText(x + piece.x, self.height - y)
            text.setFont(piece.font.fontName, line.size)
            text.textOut(piece.text)
            self.canvas.drawText(text)

    def paragraph(
        self, x: float, y: float, lines: Sequence[Line], style: Style, colour: Ink = INK, *, width: float = 0.0
    ) -> float:
        """Set lines below each other, right-to-left ones at the right edge; the baseline after the last."""
        for line in lines:
            self.line_of_text(x + (width - line.width if line.right_to_left and width else 0.0), y, line, colour)
            y += style.leading
        return y

    def rule(self, x: float, y: float, width: float, colour: Ink = RULE, thickness: float = 0.6) -> None:
        """A level line."""
        self.stroke([(x, y), (x + width, y)], colour, thickness)

    def stroke(
        self, points: Sequence[Point], colour: Ink = INK, thickness: float = 1.0, *, dash: Sequence[float] = (),
        closed: bool = False,
    ) -> None:  # fmt: skip
        """A line through points."""
        canvas = self.canvas
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(thickness)
        canvas.setDash(list(dash))
        canvas.drawPath(self._path(points, closed=closed), stroke=1, fill=0)
        canvas.setDash([])

    def area(self, points: Sequence[Point], colour: Ink) -> None:
        """A filled polygon."""
        self.canvas.setFillColorRGB(*colour)
        self.canvas.drawPath(self._path(points, closed=True), stroke=0, fill=1)

    def box(
        self, x: float, y: float, width: float, height: float, fill: Ink | None = None, edge: Ink | None = None,
        thickness: float = 0.6,
    ) -> None:  # fmt: skip
        """A rectangle, its top left corner at x, y."""
        if fill is not None:
            self.canvas.setFillColorRGB(*fill)
        if edge is not None:
            self.canvas.setStrokeColorRGB(*edge)
            self.canvas.setLineWidth(thickness)
        self.canvas.rect(x, self.height - y - height, width, height, stroke=int(edge is not None),
                         fill=int(fill is not None))  # fmt: skip

    def hatch(self, x: float, y: float, width: float, height: float, colour: Ink, step: float) -> None:
        """Diagonal lines inside a rectangle."""
        across = step
        while across < width + height:
            start = (x + min(across, width), y + max(0.0, across - width))
            end = (x + max(0.0, across - height), y + min(across, height))
            self.stroke([start, end], colour, 0.5)
            across += step

    def disc(self, x: float, y: float, radius: float, fill: Ink = INK, edge: Ink | None = None,
             thickness: float = 1.0) -> None:  # fmt: skip
        """A circle around x, y."""
        self.canvas.setFillColorRGB(*fill)
        if edge is not None:
            self.canvas.setStrokeColorRGB(*edge)
            self.canvas.setLineWidth(thickness)
        self.canvas.circle(x, self.height - y, radius, stroke=int(edge is not None), fill=1)

    def curve(self, start: Point, first: Point, second: Point, end: Point, colour: Ink, thickness: float) -> None:
        """A Bézier curve with round ends."""
        canvas = self.canvas
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(thickness)
        canvas.setLineCap(1)
        canvas.bezier(*(value for x, y in (start, first, second, end) for value in (x, self.height - y)))
        canvas.setLineCap(0)

    def _path(self, points: Sequence[Point], *, closed: bool) -> Any:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        if closed:
            path.close()
        return path
