"""An address to be answered at: whether it can be one, and how it is shown in front of a queue."""

from __future__ import annotations

import re
import unicodedata
import uuid

from kiosk.model import VisitId

EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+")
TELEPHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]{5,24}")
CONTACT_LENGTH_MAX = 254
FEWEST_DIGITS = 7
TELLING_DIGITS = 8
"""Of a telephone number, from its end: with or without the country before them they are the same."""
NUMBERS = 1_000_000
WRITTEN_EMAIL = re.compile(r"(?<![a-z0-9._%+'-])[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}")
WRITTEN_TELEPHONE = re.compile(r"(?<!\d)\d(?:[\s()./+-]{0,3}\d){6,19}(?!\d)")


def contact_fits(text: str) -> bool:
    """Whether it has the shape of an e-mail address or of a telephone number; that it exists, nobody can tell here."""
    text = text.strip()
    if len(text) > CONTACT_LENGTH_MAX:
        return False
    digits = sum(character.isdecimal() for character in text)
    return bool(EMAIL.fullmatch(text)) or (bool(TELEPHONE.fullmatch(text)) and digits >= FEWEST_DIGITS)


def normalised(contact: str) -> str:
    """The same for whatever reaches the same person: an e-mail address in small letters, or the last digits of a
    telephone number."""
    plain = unicodedata.normalize("NFKC", contact).strip().casefold()
    if "@" in plain:
        return plain
    return "".join(str(unicodedata.digit(char)) for char in plain if char.isdecimal())[-TELLING_DIGITS:]


def addresses_in(comment: str) -> set[str]:
    """What in a comment may be an address, normalised; e-mail addresses in Latin letters, and rows of digits."""
    plain = unicodedata.normalize("NFKC", comment).casefold()
    found = {hit[0] for hit in WRITTEN_EMAIL.finditer(plain)}
    return found | {normalised(hit[0]) for hit in WRITTEN_TELEPHONE.finditer(plain)}


def masked(contact: str) -> str:
    """Enough of it that its owner knows it again, and nobody else: j•••@•••.com, ••• 4821."""
    name, at, domain = contact.partition("@")
    if at:
        return f"{name[:1]}•••@•••.{domain.rpartition('.')[2]}"
    return f"••• {''.join(filter(str.isdecimal, contact))[-4:]}"


def number_of(visit: VisitId) -> str:
    """Six digits to take away, made of the random part of the visit's own id, spaced for reading: 482 913."""
    number = uuid.UUID(visit).int % NUMBERS
    return f"{number // 1000:03} {number % 1000:03}"
