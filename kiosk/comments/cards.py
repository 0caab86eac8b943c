"""Numbers of payment cards in plain text (kiosk.comments.plain)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kiosk.comments.digits import Number, numbers
from kiosk.comments.plain import Span

_AS_PRINTED: Final = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (6, 13)}
_ISSUERS: Final = re.compile(
    r"""4(?:\d{12}|\d{15}|\d{18})                            # Visa
    |   (?:5[1-5]|2[2-7])\d{14}                              # Mastercard
    |   3[47]\d{13}                                          # American Express
    |   3(?:[689]\d{12,17}|0[0-59]\d{11,16})                 # Diners Club
    |   35\d{14,17}                                          # JCB
    |   (?:6\d|81|5[06-9])\d{14,17}                          # UnionPay, Discover, Maestro
    |   9\d{15} | 9558\d{15}                                 # cards of one country: Korea; ICBC
    """,
    re.VERBOSE,
)


def cards(plain: str) -> Iterator[Span]:
    """Where card numbers are: with an issuer's prefix, length and check digit, or merely grouped as cards print them.

    The latter are mistyped ones, gift cards and cards of members.
    """
    done = 0
    for found in numbers(plain, 13, 19):
        number = next((each for each in found if each.span[0] >= done and _is_card(each)), None)
        if number is not None:
            yield number.span
            done = number.span[1]


def _is_card(number: Number) -> bool:
    if number.shape in _AS_PRINTED and len(set(number.gaps)) == 1 and not _is_list(number):
        return True
    grouped = min(number.shape[:-1], default=4) >= 3
    return grouped and _ISSUERS.fullmatch(number.digits) is not None and luhn(number.digits)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def _is_list(number: Number) -> bool:
    """Whether it is a row of years or of round prices."""
    listed = [int(group) for group in re.findall(r"\d+", number.text[slice(*number.span)])]
    return all(1900 <= each <= 2100 or each % 10 == 0 for each in listed)
