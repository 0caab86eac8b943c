"""Letters made comparable, one for one, so that a place in the folded text is the same place in the written one."""

from __future__ import annotations

import unicodedata
from typing import Final

UNSEEN: Final = "\u00ad"
"""Stands for every character that shows nothing by itself: joiners, marks, accents on their own."""


class _Folding(dict[int, str]):
    """A table for str.translate that fills itself."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(char: str) -> str:
    if unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return UNSEEN
    plain = unicodedata.normalize("NFKC", char).lower()
    if len(plain) != 1 or "ㄱ" <= char <= "ㆎ":  # NFKC would make a keyboard's jamo parts of syllables
        return char
    base = unicodedata.normalize("NFD", plain)[0]
    return base if base.isascii() else plain


_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """The same number of characters: lower case, Latin without accents, full-width and styled letters as plain ones."""
    return text.translate(_FOLDING)
