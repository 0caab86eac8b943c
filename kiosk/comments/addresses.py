"""E-mail addresses in plain text (kiosk.comments.plain)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kiosk.comments.plain import Span

_NAME: Final = r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
"""RFC 5322's, as far back as Latin goes: Chinese and Korean write an address without a blank before it."""
_OWN_NAME: Final = r"[\w.+'-]{0,63}[^\W\x00-\x7f]"
_HOST: Final = r"[a-z0-9][a-z0-9-]{0,62}"
_HOSTS: Final = rf"(?:{_HOST}[.。]){{0,126}}(?=[a-z]{{2}}){_HOST}"
"""Also one that has no end (kim@naver), since names are known by less; but not the price of 3@5.00."""
_OWN_HOSTS: Final = r"(?:[\w-]{1,63}\.){1,8}(?=[^\W\d_]{2})[\w-]{2,63}"
_COMMON: Final = r"(?:com|net|org|edu|kr|tw|cn|hk|jp|sg|de|fr|es|vn|th)(?![a-z0-9])"
"""Ends of hosts that are believed even where blanks stand in the address; "at the till.Then" is none."""
_AT: Final = r"(?: ?@ ?| ?[(\[{] ?(?:at|골뱅이) ?[)\]}] ?)"
_DOT: Final = r"(?: ?[.。] ?| ?[(\[{] ?(?:dot|점) ?[)\]}] ?)"
_ADDRESS: Final = re.compile(
    rf"{_NAME}{_AT}(?:{_HOST}{_DOT}){{1,8}}{_COMMON}(?:\.{_HOST}){{0,2}}"
    rf"|{_NAME}@{_HOSTS}|{_NAME}@{_OWN_HOSTS}"
    rf"|{_OWN_NAME}@(?:{_HOSTS}|{_OWN_HOSTS})"
)


def addresses(plain: str) -> Iterator[Span]:
    """Where e-mail addresses are, in order and apart from each other."""
    return (hit.span() for hit in _ADDRESS.finditer(plain))
