"""Word lists become one regular expression over folded text.

A line of a list is a word or several. A "*" at an end says that letters may stand there; without it no letter of the
same script does. A "!" at the start makes the line an innocent one: what it touches is never masked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, TypeAlias

from kiosk.assets import ASSETS
from kiosk.comments.letters import UNSEEN, fold

PROFANITY: Final = ASSETS / "profanity"

LOOKALIKES: Final = {
    "a": "a@4", "b": "b8", "e": "e3", "g": "g9", "i": "i1!|", "l": "l1|", "o": "o0", "s": "s5$", "t": "t7+",
    "u": "uv",
}  # fmt: skip
NUMBERED: Final = 4
"""Words of fewer letters are not looked for in digits: seat A55 is not rude."""

DRAWN_OUT: Final = 20
"""A letter is looked for so many times in a row at most, or one long row would take seconds."""

LATIN, HANGUL, HAN, JAMO, BOPOMOFO = "a-z0-9", "가-힣0-9", "*㐀-鿿\U00020000-\U0003ffff", "ㄱ-ㆎ", "ㄅ-ㄯ"
"""Letters of a script, as inside the brackets of an expression. A Chinese character that is masked counts as one."""

# What people put between the parts of a word, to hide it.
_LATIN_GAP: Final = r"[\s._\-*]{1,2}"
_HANGUL_GAP: Final = r"[\s0-9.~!@#*^_\-/|]{0,2}"
_HANGUL_TAIL: Final = "(?:놈|년|새끼|아|야|이|들|것|같은)*"
_HAN_GAP: Final = r"[*_~·@#\-]{0,2}"
_LONG_HAN_GAP: Final = r"[\s.*_~·@#\-]{0,2}"


@cache
def rude() -> re.Pattern[str]:
    """What is rude, in folded text and of all languages: a shopper writes English on a Korean screen."""
    return _any_of(form for line in _lines() if not line.startswith("!") for form in _forms(line))


@cache
def innocent() -> re.Pattern[str]:
    """What must not be taken for it."""
    return _any_of(_open(line[1:]) for line in _lines() if line.startswith("!"))


@cache
def _lines() -> tuple[str, ...]:
    """Of every list (UTF-8; # starts a line for people), folded; the longest first, to be found whole."""
    lines = (line.strip() for file in sorted(PROFANITY.glob("*.txt")) for line in file.read_text("utf-8").splitlines())
    return tuple(sorted((fold(line) for line in lines if line and not line.startswith("#")), key=len, reverse=True))


Form: TypeAlias = tuple[str, str, str, str]
"""One way to write an entry: what must not stand before it, its first character, the rest, what must not follow."""


def _any_of(forms: Iterable[Form]) -> re.Pattern[str]:
    """Forms with the same surroundings stand together, by their first character.

    For a class of a whole script is slow to compile, and most places in a text are passed by at their first character.
    """
    alike: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for before, first, rest, after in forms:
        alike[before, after][first].append(rest)
    groups = [
        before + _either(first + _either(rests) for first, rests in by_first.items()) + after
        for (before, after), by_first in alike.items()
    ]
    return re.compile(_either(groups))


def _either(expressions: Iterable[str]) -> str:
    return f"(?:{'|'.join(expressions)})"


def _forms(entry: str) -> Iterator[Form]:
    core = entry.strip("*")
    left, right = _letters_of(core[0]), _letters_of(core[-1])
    before = "" if entry.startswith("*") else f"(?<![{left}])"
    after = "" if entry.endswith("*") else f"(?![{right}])"
    yield before, _first(core), _rest(core, _han_gap(core)), after
    if left == LATIN and len(core) >= NUMBERED and core.isalpha():
        yield _spaced(core, _LATIN_GAP, f"(?![{LATIN}])")
    elif left == HANGUL and before and " " not in core:
        yield _spaced(core, _HANGUL_GAP, f"{_HANGUL_TAIL}(?![{HANGUL}])")


def _open(core: str) -> Form:
    return "", _first(core), _rest(core, ""), ""


def _spaced(core: str, gap: str, after: str) -> Form:
    rest = "".join(gap + _class(char, core) for char in core[1:])
    return f"(?<![{_letters_of(core[0])}])", _first(core), rest, after


def _rest(core: str, gap: str) -> str:
    """Letters may be drawn out ("fuuuck"), but not Chinese characters: twice the mother is no curse."""
    again, more = f"{_first(core)}{{0,{DRAWN_OUT}}}", f"{{1,{DRAWN_OUT}}}"
    if _letters_of(core[0]) == HAN:
        again = more = ""
    return again + "".join(f"{gap}{UNSEEN}{{0,4}}{_class(char, core)}{more}" for char in core[1:])


def _first(core: str) -> str:
    return _class(core[0], core, star="")


def _class(char: str, core: str, star: str = "*") -> str:
    """What may stand for a character; a vowel that is not the first may be starred out."""
    if char == " ":
        return r"\s"
    alike = LOOKALIKES.get(char, char) + (star if char in "aeiou" else "")
    if len(core) < NUMBERED:
        alike = char + "".join(each for each in alike[1:] if each in "@$")
    return re.escape(alike) if len(alike) == 1 else f"[{re.escape(alike)}]"


def _han_gap(core: str) -> str:
    if _letters_of(core[0]) != HAN:
        return ""
    return _LONG_HAN_GAP if len(core) > 2 else _HAN_GAP


def _letters_of(char: str) -> str:
    """The letters of a character's script; itself where it has none."""
    for letters in (LATIN, HANGUL, HAN, JAMO, BOPOMOFO):
        if re.match(f"[{letters}]", char):
            return letters
    return re.escape(char)
