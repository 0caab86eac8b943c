"""A text as it is searched for numbers and addresses, and the way back to the places in what was written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from kiosk.comments.letters import UNSEEN, fold

Span: TypeAlias = tuple[int, int]
Finder: TypeAlias = Callable[[str], Iterable[Span]]

_DOTS: Final = "·・･‧∙⋅˙٫"
_SLASHES: Final = "⁄∕╱"
_STROKES: Final = "−ー─━㇐"


class _Plain(dict[int, str]):
    """A table for str.translate that fills itself, one character for one."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(char) == "Pd" or char in _STROKES:
        return "-"
    if unicodedata.category(char) == "Zs" or char == "\t":
        return " "
    if char in _DOTS:
        return "."
    return "/" if char in _SLASHES else char


_TABLE: Final = _Plain()


def replace(text: str, find: Finder, mark: str) -> str:
    """The text with a mark for each place that `find` names; the rest stays as it was written.

    `find` gets the text folded, every script's digits as 0 to 9, every stroke as "-", every blank as " ", and without
    the characters that show nothing; it names places in order and apart from each other.
    """
    folded = fold(text).translate(_TABLE)
    seen = [place for place, char in enumerate(folded) if char != UNSEEN]
    pieces, done = [], 0
    for start, end in find("".join(folded[place] for place in seen)):
        pieces += [text[done : seen[start]], mark]
        done = seen[end] if end < len(seen) else len(text)
    return "".join([*pieces, text[done:]])
