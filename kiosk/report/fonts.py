"""Which font draws which character.

Text is taken in NFC. A character that no font holds is spelt by its compatibility form (NFKC) where that can be
drawn, and by a box otherwise: nothing vanishes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase import pdfmetrics

from kiosk.assets import FONTS
from kiosk.model import Language
from kiosk.report.faces import EmbeddedFont

MARK = "□"
"""Stands for a character that no font holds."""

ORDER = {
    "ko": ("KR", "TC", "SC"),
    "zh_TW": ("TC", "SC", "KR"),
    "zh_CN": ("SC", "TC", "KR"),
}
"""Whose shapes Han characters take: Korean hanja are traditional ones."""

DEFAULT_ORDER = ("KR", "SC", "TC")
"""KR's quotation marks and dots are proportional, which Latin text needs; it holds no Han, so that SC follows."""

ELLIPSIS = "…"
"""Stands in the middle of the line in these fonts, which is wrong but for Chinese; three dots read the same."""

HAS_SEMIBOLD = frozenset({"KR", "SC", "TC"})


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in the font that draws it; width in thousandths of the font size."""

    character: str
    font: EmbeddedFont
    width: float


@cache
def font(family: str, semibold: bool = False) -> EmbeddedFont:
    """A font by family, read when it is first needed and kept."""
    name = "NotoEmoji" if family == "Emoji" else f"NotoSans{family}"
    name += "-SemiBold" if semibold and family in HAS_SEMIBOLD else "-Regular"
    loaded = EmbeddedFont(name, str(FONTS / f"{name}.ttf"))
    pdfmetrics.registerFont(loaded)
    return loaded


class Speller:
    """Spells characters in the fonts of one language and weight."""

    def __init__(self, language: Language, *, semibold: bool) -> None:
        self.order = ORDER.get(language, DEFAULT_ORDER)
        self._semibold = semibold
        self._spelt: dict[str, tuple[Glyph, ...]] = {}

    def spell(self, character: str) -> tuple[Glyph, ...]:
        """The glyphs that stand for a character, mostly one."""
        glyphs = self._spelt.get(character)
        if glyphs is None:
            glyphs = self._spelt[character] = self._look_up(character)
        return glyphs

    def _look_up(self, character: str) -> tuple[Glyph, ...]:
        if character == ELLIPSIS and self.order[0] == "KR":
            return self.spell(".") * 3
        if held := self._held(character):
            return (held,)
        if unicodedata.category(character) != "Cs":
            plain = unicodedata.normalize("NFKC", character)
            if plain != character and any(self._held(part) for part in plain):
                return tuple(glyph for part in plain for glyph in self.spell(part))
        mark = self._held(MARK)
        if mark is None:
            raise LookupError(f"no font holds {MARK}")
        return (mark,)

    def _held(self, character: str) -> Glyph | None:
        if unicodedata.category(character) == "Cc":
            return None
        for candidate in self._candidates(character):
            if candidate.holds(character):
                return Glyph(character, candidate, candidate.face.getCharWidth(ord(character)))
        return None

    def _candidates(self, character: str) -> Iterator[EmbeddedFont]:
        """Fonts that may hold a character, best first; those that cannot are not read from the disk."""
        families = _families(character, self.order)
        if self._semibold:
            yield from (font(family, True) for family in families if family in HAS_SEMIBOLD)
        yield from (font(family) for family in families)


def _families(character: str, order: tuple[str, ...]) -> tuple[str, ...]:
    code = ord(character)
    if 0x0590 <= code < 0x0600 or 0xFB1D <= code < 0xFB50:
        return ("Hebrew",)
    if 0x0600 <= code < 0x0900 or 0xFB50 <= code < 0xFE00 or 0xFE70 <= code < 0xFF00:
        return ("Arabic",)
    if 0x1100 <= code < 0x1200 or 0xA960 <= code < 0xA980 or 0xAC00 <= code < 0xD800:
        return ("KR",)
    if 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0x20000 <= code < 0x30000:
        return tuple(family for family in order if family != "KR")
    if code >= 0x1F000:
        return ("Emoji", *order, "Arabic")
    return (*order, "Hebrew", "Arabic", "Emoji")
