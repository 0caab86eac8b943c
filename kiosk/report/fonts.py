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

from kiosk.model import Language
from kiosk.report.coverage import coverage
from kiosk.report.faces import EmbeddedFont
from kiosk.typefaces import PICTURES, file_of, typefaces

MARK = "□"
"""Stands for a character that no font holds."""

ELLIPSIS = "…"
"""Stands in the middle of the line in fonts made for Han, which is wrong in other writing; three dots read the same."""
HAN = ord("一")
FIRST_PICTURE = 0x1F000


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in the font that draws it; width in thousandths of the font size."""

    character: str
    font: EmbeddedFont
    width: float


def font(family: str, semibold: bool = False) -> EmbeddedFont:
    """A font by its family's short name, read when it is first needed and kept."""
    return _font(family, semibold)


@cache
def _font(family: str, semibold: bool) -> EmbeddedFont:
    """One of each, however it is asked for: a name stands for the font that was registered last."""
    file = file_of(family, semibold=semibold)
    loaded = EmbeddedFont(file.stem, str(file))
    pdfmetrics.registerFont(loaded)
    return loaded


class Speller:
    """Spells characters in the fonts of one language and weight."""

    def __init__(self, language: Language, *, semibold: bool) -> None:
        self._families = typefaces(language)
        self._semibold = semibold
        self._spelt: dict[str, tuple[Glyph, ...]] = {}

    def spell(self, character: str) -> tuple[Glyph, ...]:
        """The glyphs that stand for a character, mostly one."""
        glyphs = self._spelt.get(character)
        if glyphs is None:
            glyphs = self._spelt[character] = self._look_up(character)
        return glyphs

    def _look_up(self, character: str) -> tuple[Glyph, ...]:
        if character == ELLIPSIS and HAN not in coverage(file_of(self._families[0])):
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
        for family, semibold in self._candidates(ord(character)):
            if ord(character) in coverage(file_of(family, semibold=semibold)):
                chosen = font(family, semibold)
                if chosen.holds(character):
                    return Glyph(character, chosen, chosen.face.getCharWidth(ord(character)))
        return None

    def _candidates(self, code: int) -> Iterator[tuple[str, bool]]:
        """Faces that may hold a character, best first: our own words' weight in all families, then the full one."""
        families = (PICTURES, *self._families) if code >= FIRST_PICTURE else self._families
        if self._semibold:
            yield from ((family, True) for family in families if file_of(family, semibold=True).exists())
        yield from ((family, False) for family in families)
