"""Text becomes lines of glyphs: font per run of script, line breaks, right-to-left runs in place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kiosk.model import Language
from kiosk.report.direction import (
    Run,
    has_right_to_left,
    mirror_of,
    reading_units,
    runs_in_order,
    shape_arabic,
    starts_right_to_left,
)
from kiosk.report.faces import EmbeddedFont
from kiosk.report.fonts import Glyph, Speller

LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
NOT_FIRST = frozenset(
    "!%),.:;?]}¢°’”‰′″℃、。々〉》」』】〕〗〞︰！％），．：；？］｝～·…—–ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
"""Characters that never begin a line."""
NOT_LAST = frozenset("$([{£¥‘“〈《「『【〔〖〝（［｛￡￥#")
"""Characters that never end a line."""

STANDS_ALONE = ((0x2E80, 0x3130), (0x3190, 0xA000), (0xF900, 0xFB00), (0xFE30, 0xFE50), (0xFF00, 0xFFE7),
                (0x1F000, 0x110000))  # fmt: skip
JOINER = "\u200d"
HYPHEN = "-"
"""Never ends a line: pdftotext would take it for a hyphenation and drop it."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size and weight of a text; leading is the distance of its baselines, in points."""

    size: float
    leading: float
    semibold: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one font, drawn from x on, in points."""

    x: float
    font: EmbeddedFont
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is drawn: pieces in reading order; right_to_left says which edge its paragraph starts at."""

    pieces: tuple[Piece, ...]
    width: float
    size: float
    right_to_left: bool


class Typesetter:
    """Sets text in the fonts of one language; kept for a whole report, since it remembers its characters."""

    def __init__(self, language: Language) -> None:
        self._spellers = {semibold: Speller(language, semibold=semibold) for semibold in (False, True)}

    def line(self, text: str, style: Style) -> Line:
        """A text on one line, however long."""
        return self.lines(" ".join(LINE_ENDS.split(text)), style, float("inf"))[0]

    def fitted(self, text: str, style: Style, width: float) -> Line:
        """A text on one line, cut with an ellipsis where it is longer."""
        whole = self.line(text, style)
        if whole.width <= width:
            return whole
        shortest, longest = 0, len(text)
        while longest - shortest > 1:
            middle = (shortest + longest) // 2
            if self.line(text[:middle].rstrip() + "…", style).width <= width:
                shortest = middle
            else:
                longest = middle
        return self.line(text[:shortest].rstrip() + "…", style)

    def lines(self, text: str, style: Style, width: float, most: int | None = None) -> list[Line]:
        """A text broken to a width in points; what goes beyond `most` lines ends in an ellipsis."""
        speller = self._spellers[style.semibold]
        set_lines: list[Line] = []
        for paragraph in LINE_ENDS.split(unicodedata.normalize("NFC", text)):
            shaped = shape_arabic(paragraph.replace("\t", "    "))
            right_to_left = starts_right_to_left(shaped)
            glyphs = _spell(shaped, speller)
            for start, end in break_lines(glyphs, width * 1000 / style.size):
                set_lines.append(_place(glyphs[start:end], style.size, right_to_left=right_to_left))
                if most is not None and len(set_lines) > most:
                    return self._cut(text, style, width, most, set_lines)
        return set_lines

    def _cut(self, text: str, style: Style, width: float, most: int, lines: list[Line]) -> list[Line]:
        kept = sum(len(piece.text) for line in lines[:most] for piece in line.pieces)
        while kept > 0:
            kept -= 1
            shorter = self.lines(text[:kept].rstrip() + "…", style, width)
            if len(shorter) <= most:
                return shorter
        return lines[:most]


def _spell(text: str, speller: Speller) -> list[Glyph]:
    glyphs = [glyph for character in text for glyph in speller.spell(character)]
    return _keep_font_of_right_to_left(glyphs) if has_right_to_left(text) else glyphs


def _keep_font_of_right_to_left(glyphs: list[Glyph]) -> list[Glyph]:
    """Blanks and signs after Arabic or Hebrew letters stay in their font, so that a run is one piece."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        before = kept[-1].font if kept else glyph.font
        neutral = unicodedata.bidirectional(glyph.character) not in ("L", "R", "AL")
        if neutral and before.fontName.startswith(("NotoSansA", "NotoSansH")) and before.holds(glyph.character):
            kept.append(Glyph(glyph.character, before, before.face.getCharWidth(ord(glyph.character))))
        else:
            kept.append(glyph)
    return kept


def break_lines(glyphs: Sequence[Glyph], width: float) -> list[tuple[int, int]]:
    """Where lines start and end, in glyphs, at a width in thousandths of the font size; one empty line for no text.

    Breaks go after blanks and around Han, kana and emoji; inside a word only where it alone is longer than a line.
    Hangul keeps its words. Blanks at a line's end hang over the edge and are left out.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(glyphs):
        end, following = _next_break(glyphs, start, width)
        lines.append((start, end))
        start = following
    return lines or [(0, 0)]


def _next_break(glyphs: Sequence[Glyph], start: int, width: float) -> tuple[int, int]:
    """The end of the line that begins at start, and where the next one begins."""
    used = 0.0
    best: int | None = None
    for place in range(start, len(glyphs)):
        glyph = glyphs[place]
        if place > start and _break_before(glyphs, start, place):
            best = place
        used += glyph.width
        if used > width and glyph.character != " " and place > start:
            cut = best or place
            return _without_blanks(glyphs, start, cut), cut
    return _without_blanks(glyphs, start, len(glyphs)), len(glyphs)


def _without_blanks(glyphs: Sequence[Glyph], start: int, end: int) -> int:
    while end > start and glyphs[end - 1].character == " ":
        end -= 1
    return end


def _break_before(glyphs: Sequence[Glyph], start: int, place: int) -> bool:
    if not _may_break(glyphs[place - 1].character, glyphs[place].character):
        return False
    end = _without_blanks(glyphs, start, place)
    return end == start or glyphs[end - 1].character != HYPHEN


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in NOT_FIRST or before in NOT_LAST or unicodedata.category(after) in ("Mn", "Me", "Cf"):
        return False
    if before == JOINER:
        return False
    return before == " " or _stands_alone(before) or _stands_alone(after)


def _stands_alone(character: str) -> bool:
    """Han, kana, full-width signs and emoji, which need no blanks between them."""
    code = ord(character)
    return any(first <= code < end for first, end in STANDS_ALONE)


def _place(glyphs: Sequence[Glyph], size: float, *, right_to_left: bool) -> Line:
    text = "".join(glyph.character for glyph in glyphs)
    width = sum(glyph.width for glyph in glyphs) * size / 1000
    if not right_to_left and not has_right_to_left(text):
        return Line(tuple(_pieces(glyphs, 0.0, size)), width, size, right_to_left=False)
    runs = runs_in_order(text, right_to_left=right_to_left)
    widths = {place: sum(glyph.width for glyph in glyphs[run.start : run.end]) for run, place in runs}
    pieces: list[Piece] = []
    for run, place in runs:
        x = sum(widths[other] for other in range(place)) * size / 1000
        pieces += _run_pieces(glyphs[run.start : run.end], run, x, size)
    return Line(tuple(pieces), width, size, right_to_left)


def _run_pieces(glyphs: Sequence[Glyph], run: Run, x: float, size: float) -> list[Piece]:
    """Pieces of one direction, in reading order: programs that read a PDF in its own order get the text right."""
    right = x + sum(glyph.width for glyph in glyphs) * size / 1000
    pieces = []
    text = "".join(glyph.character for glyph in glyphs)
    for start, end in reading_units(text, backwards=run.backwards):
        unit = glyphs[start:end]
        width = sum(glyph.width for glyph in unit) * size / 1000
        right -= width
        if run.backwards:
            turned = [Glyph(_mirrored(g.character, g.font), g.font, g.width) for g in reversed(unit)]
            pieces += _pieces(turned, right, size)
        else:
            pieces += _pieces(unit, x, size)
            x += width
    return pieces


def _mirrored(character: str, font: EmbeddedFont) -> str:
    other = mirror_of(character)
    return font.mirrored(character, other) if other is not None and font.holds(other) else character


def _pieces(glyphs: Sequence[Glyph], x: float, size: float) -> list[Piece]:
    pieces = []
    for _, group in groupby(glyphs, key=lambda glyph: id(glyph.font)):
        part = list(group)
        pieces.append(Piece(x, part[0].font, "".join(glyph.character for glyph in part)))
        x += sum(glyph.width for glyph in part) * size / 1000
    return pieces
