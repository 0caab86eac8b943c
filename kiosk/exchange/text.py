"""Text on its way in and out of a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from kiosk.model import COMMENT_LENGTH_MAX

FORMULA_STARTS = frozenset("=+-@＝＋－＠")
"""What spreadsheets take for the start of a formula; some locales also take the full-width forms (OWASP)."""
GUARD = "'"
LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
MARK = "\N{REPLACEMENT CHARACTER}"


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it: an apostrophe before whatever might start a formula.

    A text that starts with an apostrophe gets one as well, so that `unguarded` is its exact inverse.
    """
    first = text[:1]
    risky = first in FORMULA_STARTS or first == GUARD or first.isspace() or not first.isprintable()
    return GUARD + text if first and risky else text


def unguarded(text: str) -> str:
    """The text before `guarded`."""
    return text.removeprefix(GUARD)


class Comment(NamedTuple):
    """A comment made fit to keep; length is its number of characters before the shortening, marked says whether
    control characters were replaced.
    """

    text: str
    length: int
    marked: bool


def comment(raw: str) -> Comment:
    """Every kind of line break becomes a line feed, every other control character but the tab a visible mark.

    Not removed, so that nobody reads "notgood" where something stood between; blanks around the text go.
    """
    broken = LINE_BREAK.sub("\n", raw)
    text = "".join(MARK if _is_control(character) else character for character in broken)
    kept = text.strip()
    return Comment(kept[:COMMENT_LENGTH_MAX].rstrip(), len(kept), text != broken)


def _is_control(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) == "Cc"
