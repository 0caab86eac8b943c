"""Small pictures as SVG, in black, white and grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from kiosk.measure import Estimate

WIDTH = 640
LEFT, RIGHT = 190, 440
"""Where the axis begins and ends; names stand left of it, numbers right."""
LINE = 28


@dataclass
class Canvas:
    """Shapes one upon another; the origin is the upper left corner."""

    height: float
    shapes: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False) -> None:
        weight = ' font-weight="600"' if bold else ""
        self.shapes.append(f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{weight}>{escape(text)}</text>')

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, width: float = 1, grey: bool = False, dashed: bool = False
    ) -> None:
        colour, dash = "#777" if grey else "#000", ' stroke-dasharray="4 3"' if dashed else ""
        self.shapes.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
            f'stroke-width="{width:g}"{dash}/>'
        )

    def box(self, x: float, y: float, width: float, height: float, *, fill: str = "#fff", frame: float = 1) -> None:
        stroke = f' stroke="#000" stroke-width="{frame:g}"' if frame else ""
        self.shapes.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{stroke}/>'
        )

    def dot(self, x: float, y: float, *, hollow: bool = False) -> None:
        fill = "#fff" if hollow else "#000"
        self.shapes.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{fill}" stroke="#000" stroke-width="1.5"/>'
        )

    def arrow(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """To the right."""
        self.line(x1, y1, x2, y2, width=1.5)
        self.line(x2 - 6, y2 - 4, x2, y2, width=1.5)
        self.line(x2 - 6, y2 + 4, x2, y2, width=1.5)

    def svg(self, title: str) -> str:
        """The file's text."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height:g}" width="{WIDTH}" '
            f'height="{self.height:g}" font-family="sans-serif" font-size="13" role="img">'
        )
        paper = f'<rect width="{WIDTH}" height="{self.height:g}" fill="#fff"/>'
        return "\n".join([head, f"<title>{escape(title)}</title>", paper, *self.shapes, "</svg>", ""])


@dataclass(frozen=True)
class Row:
    """One figure on the axis. told: its number; hollow: not told apart from chance or from another."""

    name: str
    figure: Estimate
    told: str
    hollow: bool = False


def rows(
    figures: Sequence[Row], ends: tuple[float, float], *, ticks: Sequence[float] = (), mark: float | None = None,
    under: str = "",
) -> Canvas:  # fmt: skip
    """A dot with its interval on a line for each; mark: a dashed line at a value, under: what the axis is."""
    height = LINE * len(figures) + 44
    canvas = Canvas(height)
    bottom = LINE * len(figures) + 10

    def at(value: float) -> float:
        low, high = ends
        return LEFT + (RIGHT - LEFT) * (min(max(value, low), high) - low) / (high - low)

    for tick in ticks:
        canvas.line(at(tick), bottom, at(tick), bottom + 5)
        canvas.text(at(tick), bottom + 18, f"{tick:g}".replace("-", "−"), anchor="middle")
    canvas.line(LEFT, bottom, RIGHT, bottom)
    if mark is not None:
        canvas.line(at(mark), 4, at(mark), bottom, grey=True, dashed=True)
    for number, row in enumerate(figures):
        y = LINE * number + 20
        canvas.text(4, y + 4, row.name)
        canvas.text(RIGHT + 14, y + 4, row.told)
        if row.figure.low is not None and row.figure.high is not None:
            left, right = at(row.figure.low), at(row.figure.high)
            canvas.line(left, y, right, y, width=2)
            for end in (left, right):
                canvas.line(end, y - 5, end, y + 5, width=1.5)
        if row.figure.estimate is not None:
            canvas.dot(at(row.figure.estimate), y, hollow=row.hollow)
    if under:
        canvas.text(RIGHT + 34, bottom + 18, under)
    return canvas


def boxes(texts: Sequence[Sequence[str]]) -> Canvas:
    """Boxes from left to right with arrows; the first line of each is its name."""
    gap = 18
    width = (WIDTH - 8 - gap * (len(texts) - 1)) / len(texts)
    high = 18 * max(map(len, texts)) + 18
    canvas = Canvas(high + 12)
    for number, lines in enumerate(texts):
        x = 4 + number * (width + gap)
        canvas.box(x, 6, width, high)
        for line, text in enumerate(lines):
            canvas.text(x + width / 2, 28 + 18 * line, text, anchor="middle", bold=line == 0)
        if number:
            canvas.arrow(x - gap + 2, 6 + high / 2, x - 2, 6 + high / 2)
    return canvas
