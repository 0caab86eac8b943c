"""Digits in plain text (kiosk.comments.plain), group by group, so that a number can be sought between any two gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.comments.plain import Span

_RUN: Final = re.compile(r"\d+(?:[-./() ]{1,3}\d+)*")
_GROUP: Final = re.compile(r"\d+")
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DATE: Final = re.compile(
    rf"""(?<!\d)(?<!\d[-./])(?:
        (?:19|20)\d\d(?P<a>\.\ ?|[-/ ]){_MONTH}(?P=a){_DAY}
      | (?:{_MONTH}(?P<b>[-./]){_DAY}|{_DAY}(?P<c>[-./]){_MONTH})(?(b)(?P=b)|(?P=c))(?:(?:19|20)?\d\d)
      | \d\d(?P<d>[-./]){_MONTH}(?P=d){_DAY}
      | (?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])
    )(?!\d)(?![-./]\d)""",
    re.VERBOSE,
)
MOST_GROUPS: Final = 7
"""Of one number: +33 6 12 34 56 78 has six."""


@dataclass(frozen=True, slots=True)
class Number:
    """Neighbouring groups of digits. span is where they are; shape is how many digits each of them has."""

    text: str
    span: Span
    digits: str
    shape: tuple[int, ...]

    @property
    def before(self) -> str:
        """The few characters in front of it."""
        return self.text[max(0, self.span[0] - 4) : self.span[0]]

    @property
    def after(self) -> str:
        """The few characters behind it."""
        return self.text[self.span[1] : self.span[1] + 8]

    @property
    def gaps(self) -> str:
        """What stands between its groups."""
        return "".join(char for char in self.text[slice(*self.span)] if not char.isdecimal())


def without_dates(plain: str) -> str:
    """As long as before: a letter for each digit of what is a date."""
    return _DATE.sub(lambda hit: "x" * len(hit[0]), plain)


def numbers(plain: str, fewest: int, most: int) -> Iterator[list[Number]]:
    """From each group of digits on, in order: the numbers of so many digits that begin there, the longest first."""
    for run in _RUN.finditer(plain):
        groups = [group.span() for group in _GROUP.finditer(plain, *run.span())]
        for first in range(len(groups)):
            found = [_number(plain, groups[first:end])
                     for end in range(min(len(groups), first + MOST_GROUPS), first, -1)]  # fmt: skip
            yield [number for number in found if fewest <= len(number.digits) <= most]


def _number(plain: str, groups: list[Span]) -> Number:
    written = [plain[start:end] for start, end in groups]
    return Number(plain, (groups[0][0], groups[-1][1]), "".join(written), tuple(map(len, written)))
