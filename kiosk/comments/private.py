"""What says who somebody is, hidden on paper: addresses, telephone, card and identity numbers."""

from __future__ import annotations

from typing import Final

from kiosk.comments.addresses import addresses
from kiosk.comments.cards import cards
from kiosk.comments.identities import identities
from kiosk.comments.plain import Finder, replace
from kiosk.comments.telephones import telephones

ADDRESS: Final = "•••@•••"
NUMBER: Final = "•••"
FEWEST_DIGITS: Final = 8
"""No number that is looked for has fewer."""

_HIDDEN: Final[tuple[tuple[Finder, str], ...]] = (
    (addresses, ADDRESS),
    (identities, NUMBER),
    (cards, NUMBER),
    (telephones, NUMBER),
)


def hide(text: str) -> str:
    """An e-mail address becomes •••@•••, a telephone, card or identity number •••; the rest stays as it was written.

    A text without them comes back as it is, and a hidden one does not change any more. Prices, dates, times and plain
    counts stay; what may be a receipt's number or a telephone's does not. Names, postal addresses, names in messengers
    and numbers in words are not looked for.
    """
    while (hidden := _once(text)) != text:
        text = hidden
    return text


def _once(text: str) -> str:
    numbers = sum(map(str.isnumeric, text)) >= FEWEST_DIGITS
    for find, mark in _HIDDEN if numbers else _HIDDEN[:1]:
        text = replace(text, find, mark)
    return text
