"""Rude words made unreadable on paper; what the database holds stays as it was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from kiosk.comments.letters import fold
from kiosk.comments.wordlist import innocent, rude

REACH: Final = 16
"""Characters; no innocent word is longer."""

_LATIN_LETTERS: Final = re.compile("[a-z]+")


def mask(text: str) -> str:
    """As many characters as before: of a rude word the first is kept and the others are asterisks.

    A word of a single character is an asterisk. Blanks stay, so that lines break as they would. A text without rude
    words comes back as it is, and a masked one does not change any more.
    """
    while (masked := _once(text)) != text:
        text = masked
    return text


def _once(text: str) -> str:
    folded = fold(text)
    pieces, done = [], 0
    for start, end in _hits(folded):
        kept = start + (end - start > 1)
        pieces += [text[done:kept], *map(_asterisk, text[kept:end])]
        done = end
    return "".join([*pieces, text[done:]])


def _asterisk(char: str) -> str:
    """As wide as what it hides."""
    if char.isspace():
        return char
    return "＊" if unicodedata.east_asian_width(char) in "WF" else "*"


def _hits(folded: str) -> Iterator[tuple[int, int]]:
    """Where rude words are, in order and apart from each other; of Latin ones the whole word."""
    done = 0
    for hit in rude().finditer(folded):
        start, end = hit.span()
        if start < done or not _mostly_letters(hit[0]) or _innocent(folded, start, end):
            continue
        while start > done and _LATIN_LETTERS.match(folded[start]) and _LATIN_LETTERS.match(folded[start - 1]):
            start -= 1
        if _LATIN_LETTERS.match(folded[end - 1]) and (tail := _LATIN_LETTERS.match(folded, end)):
            end = tail.end()
        yield start, end
        done = end


def _mostly_letters(word: str) -> bool:
    """Look-alike digits stand in for a few Latin letters; a part number is no word."""
    marks = [char for char in word if not char.isspace()]
    return not word.isascii() or 2 * sum(char.isalpha() for char in marks) > len(marks)


def _innocent(folded: str, start: int, end: int) -> bool:
    """Whether a word that is not rude overlaps the place."""
    near = innocent().finditer(folded, max(0, start - REACH), end + REACH)
    return any(found.start() < end and start < found.end() for found in near)
