"""Telephone numbers in plain text (kiosk.comments.plain). Whether a number exists is known by `phonenumbers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Final

from kiosk.comments.digits import Number, numbers, without_dates
from kiosk.comments.plain import Span

REGIONS: Final = ("KR", "TW", "CN", "HK", "MO", "SG", "JP", "US", "GB", "DE", "AT", "CH", "ES", "MX", "FR", "VN", "TH",
                  "SA", "AE", "EG")  # fmt: skip
"""Where the eleven languages are spoken most; a number of anywhere else is found by its +."""
WITHOUT_ZERO: Final = ("US", "HK", "MO", "SG", "ES", "MX")
"""Where a number is dialled without a 0 before it, and looks like any other number."""
WRITTEN_WITHOUT_ZERO: Final = {(8,), (4, 4), (9,), (3, 3, 3), (3, 2, 2, 2), (10,), (3, 3, 4), (2, 4, 4)}
FEWEST, MOST = 8, 15
FEWEST_AFTER_ZERO: Final = 9

_PLUS: Final = re.compile(r"\+ ?\(?$")
_MAINLAND_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_AMOUNT_BEFORE: Final = re.compile(r"(?:[$¥₩€£฿₫]|krw|vnd|twd|rmb|jpy) ?$")
_AMOUNT_AFTER: Final = re.compile(
    r" ?[$¥₩€£฿₫%đ]|[원元塊块円圓圆명次]|人次"
    r"| ?(?:won|baht|dong|dollars?|euros?|yen|people|times|points?|kg|km|ml)(?![a-z])"
)
_NEXT_NUMBER: Final = re.compile(r"[ /]\D*0")
_LATIN_BEFORE, _LATIN_AFTER = re.compile("[a-z_*]-?$"), re.compile("[a-z_*]")


def telephones(plain: str) -> Iterator[Span]:
    """Where telephone numbers are, with the + or bracket before them; behind a + also those that do not exist."""
    done = 0
    for found in numbers(without_dates(plain), FEWEST, MOST):
        free = sorted((each for each in found if each.span[0] >= done), key=_is_run_on)
        number = next(filter(_is_telephone, free), None) or next(filter(_may_be_abroad, free), None)
        if number is not None:
            yield _start(number, done), number.span[1]
            done = number.span[1]


def _is_run_on(number: Number) -> bool:
    """Whether another number may begin within it: 02-123-4567 010-1234-5678."""
    return _NEXT_NUMBER.search(number.text, *number.span) is not None


def _has_plus(number: Number) -> bool:
    return _PLUS.search(number.text, max(0, number.span[0] - 3), number.span[0]) is not None


def _may_be_abroad(number: Number) -> bool:
    """Whether it has a + and a country's length, mistyped or not."""
    return _has_plus(number) and not number.digits.startswith("0")


def _start(number: Number, done: int) -> int:
    text, (start, _) = number.text, number.span
    if start > done and text[start - 1] == "(" and ")" in number.gaps:
        start -= 1
    if start > done and (plus := _PLUS.search(text, done, start)):
        start = plus.start()
    return start


def _is_telephone(number: Number) -> bool:
    digits = number.digits
    if _has_plus(number) and _exists("+" + digits, (None,)):
        return True
    if digits.startswith("0"):
        return len(digits) >= FEWEST_AFTER_ZERO and _exists(digits, REGIONS)
    if _MAINLAND_MOBILE.fullmatch(digits):
        return _exists(digits, ("CN",))
    if len(digits) > 10:
        return _exists_with_country(digits)
    return number.shape in WRITTEN_WITHOUT_ZERO and not _is_count(number) and _exists(digits, WITHOUT_ZERO)


def _is_count(number: Number) -> bool:
    """Whether it is an amount, a range, a round figure, or in one piece with Latin letters, as codes are."""
    if _AMOUNT_BEFORE.search(number.before) or _AMOUNT_AFTER.match(number.after):
        return True
    in_code = _LATIN_BEFORE.search(number.before) or _LATIN_AFTER.match(number.after)
    if in_code and len(number.shape) == 1:
        return True
    if number.shape == (4, 4) and "-" in number.gaps:
        return _is_range(int(number.digits[:4]), int(number.digits[4:]))
    return number.digits.endswith("0000")


def _is_range(low: int, high: int) -> bool:
    """Prices 2500-3200, years 2019-2026, hours 2100-2330."""
    years, hours = 1900 <= low < high <= 2100, max(low, high) < 2400 and max(low % 100, high % 100) < 60
    return low < high and (years or hours or low % 10 == high % 10 == 0)


def _exists(digits: str, regions: tuple[str | None, ...]) -> bool:
    library = _library()
    for region in regions:
        try:
            if library.is_valid_number(library.parse(digits, region)):
                return True
        except library.NumberParseException:
            continue
    return False


def _exists_with_country(digits: str) -> bool:
    """Whether it is a mobile number of our regions (or any of North America) with its country code but no +."""
    library = _library()
    try:
        number = library.parse("+" + digits)
    except library.NumberParseException:
        return False
    kinds = library.PhoneNumberType
    mobile = library.number_type(number) in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE)
    return mobile and library.region_code_for_number(number) in REGIONS


@cache
def _library() -> ModuleType:
    import phonenumbers  # noqa: PLC0415 - 25 ms, and few weeks have a comment with so many digits

    return phonenumbers
