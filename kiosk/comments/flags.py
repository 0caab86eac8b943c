"""Comments that say nothing about the shop, told from those that do; what is doubtful counts as said."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, Literal

from kiosk.assets import ASSETS
from kiosk.comments.keyboard import is_mash
from kiosk.comments.letters import fold

GREETINGS: Final = ASSETS / "greetings"
Flag = Literal["greeting", "mash"]

LONGEST: Final = 60
"""Letters: beyond so many nobody merely greets."""

_EMOTICONS: Final = re.compile(r"[:;=][-'^]?[()dpo3/|*]|\^[_.o-]*\^|<3")
_LAUGHTER: Final = re.compile("5{3,}|w{3,}|k{3,}|ه{3,}")
_RUN: Final = re.compile(r"(.)\1+")


def flag_of(text: str) -> Flag | None:
    """'greeting' for a greeting, thanks, laughter, emoji or a test alone; 'mash' for keys hit at random; else None.

    One word about the shop makes a comment ("ok 친절해요", "good"), and so does a number. Laughter alone is no mash:
    it was meant, as an emoji is, but tells nothing.
    """
    folded = fold(text)
    letters = "".join(filter(str.isalnum, _EMOTICONS.sub("", folded)))
    if not letters:
        return _without_letters(folded)
    if len(letters) <= LONGEST and (_LAUGHTER.fullmatch(letters) or _is_greeting(_squeezed(letters))):
        return "greeting"
    return "mash" if is_mash(folded, letters) else None


def _without_letters(folded: str) -> Flag | None:
    if not folded or folded.isspace():
        return None
    pictured = _EMOTICONS.search(folded) or any(unicodedata.category(char) in ("So", "Sk") for char in folded)
    return "greeting" if pictured else "mash"


def _is_greeting(letters: str) -> bool:
    """Whether greetings alone make up the whole, one after the other."""
    phrases, longest = _phrases()
    reached = {0}
    for start in range(len(letters)):
        if start in reached:
            reached |= {
                end
                for end in range(start + 1, min(start + longest, len(letters)) + 1)
                if letters[start:end] in phrases
            }  # fmt: skip
    return len(letters) in reached


@cache
def _phrases() -> tuple[frozenset[str], int]:
    """Every language's greetings as they are compared, and the length of the longest."""
    lines = (line for file in sorted(GREETINGS.glob("*.txt")) for line in file.read_text("utf-8").splitlines())
    phrases = frozenset(
        _squeezed("".join(filter(str.isalnum, fold(line)))) for line in lines if line and not line.startswith("#")
    )
    return phrases, max(map(len, phrases), default=0)


def _squeezed(letters: str) -> str:
    """A letter once where it stands several times in a row: "helloooo" is "hello"."""
    return _RUN.sub(r"\1", letters)
