"""Numbers of identity cards in plain text (kiosk.comments.plain): Korean, mainland Chinese, Taiwanese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kiosk.comments.plain import Span

_KOREAN: Final = re.compile(r"(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])( ?-? ?)\d{7}(?!\d)")
_CHINESE: Final = re.compile(r"(?<!\d)[1-9]\d{5} ?(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d ?\d{3}[\dx](?!\d)")
_TAIWANESE: Final = re.compile(r"(?<![a-z])[a-z][ -]?[1289]\d{8}(?!\d)")
_KOREAN_WEIGHTS: Final = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_TAIWANESE_LETTERS: Final = "abcdefghjklmnpqrstuvxywzio"
"""In the order of the numbers that they stand for, from 10 on."""


def identities(plain: str) -> Iterator[Span]:
    """Where such numbers are, in order and apart from each other."""
    found = [hit.span() for hit in _KOREAN.finditer(plain) if hit[1] or _korean_check(hit[0])]
    found += [hit.span() for hit in _CHINESE.finditer(plain) if _chinese_check(hit[0].replace(" ", ""))]
    found += [hit.span() for hit in _TAIWANESE.finditer(plain) if _taiwanese_check(hit[0][0], hit[0][-9:])]
    yield from sorted(found)


def _korean_check(number: str) -> bool:
    """주민등록번호's last digit; numbers given out since October 2020 have none, so that for them a stroke must do."""
    weighed = sum(weight * int(digit) for weight, digit in zip(_KOREAN_WEIGHTS, number, strict=False))
    return (11 - weighed % 11) % 10 == int(number[-1])


def _chinese_check(number: str) -> bool:
    """GB 11643-1999, by ISO/IEC 7064 MOD 11-2."""
    values = [10 if char == "x" else int(char) for char in number]
    return sum(value << place for place, value in enumerate(reversed(values))) % 11 == 1


def _taiwanese_check(letter: str, digits: str) -> bool:
    """身分證統一編號: the letter as two digits, weighed 1 and 9, then 8 down to 1, and 1 for the last."""
    tens, ones = divmod(10 + _TAIWANESE_LETTERS.index(letter), 10)
    weights = (8, 7, 6, 5, 4, 3, 2, 1, 1)
    return (tens + 9 * ones + sum(w * int(d) for w, d in zip(weights, digits, strict=True))) % 10 == 0
