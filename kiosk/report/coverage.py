"""Which characters a TrueType file has glyphs for, without reading its outlines."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from struct import iter_unpack, unpack_from

from kiosk.report.faces import characters

HEADER, ENTRY = 12, 16
BLANKS = frozenset({0xA0})
"""Drawn as the blank where a font has none of its own."""


@cache
def coverage(file: Path) -> frozenset[int]:
    """The code points of a font's cmap (OpenType 1.9), kept for the next who asks."""
    with file.open("rb") as font:
        (count,) = unpack_from(">H", font.read(HEADER), 4)
        tables = {tag: (start, length) for tag, _, start, length in iter_unpack(">4sLLL", font.read(ENTRY * count))}
        start, length = tables[b"cmap"]
        font.seek(start)
        return frozenset(characters(font.read(length))) | BLANKS
