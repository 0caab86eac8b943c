"""TrueType files, quickly read, and embedded so that the text can be read out of the PDF again."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from struct import iter_unpack, unpack_from
from typing import Any, Final
from weakref import WeakKeyDictionary

from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFont, TTFontFace

MIRROR_PLANE: Final = 0xF0000
"""Private codes for brackets drawn mirrored: the glyph is the other bracket's, the text stays the shopper's."""


class QuickFace(TTFontFace):  # type: ignore[misc]
    """A typeface whose tables are read at once; reportlab reads them number by number, which takes far longer."""

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: ARG002, N802, N803 - reportlab's names
        """Sets what reportlab sets, from the tables cmap, hmtx and loca (OpenType 1.9)."""
        super().extractInfo(charInfo=0)
        metrics: bytes = self.get_table("hmtx")
        (wide,) = unpack_from(">H", self.get_table("hhea"), 34)
        self.hmetrics = list(iter_unpack(">HH", metrics[: wide * 4]))
        advance, _ = self.hmetrics[-1]
        self.hmetrics += [(advance, bearing) for (bearing,) in iter_unpack(">H", metrics[wide * 4 :])]
        (long_offsets,) = unpack_from(">H", self.get_table("head"), 50)
        form, unit = (">L", 1) if long_offsets else (">H", 2)
        self.glyphPos = [offset * unit for (offset,) in iter_unpack(form, self.get_table("loca"))]
        self.charToGlyph = characters(self.get_table("cmap"))
        self.charToGlyph[0xA0] = self.charToGlyph[0x20]
        widths = [advance * 1000 / self.unitsPerEm for advance, _ in self.hmetrics]
        self.charWidths = {code: widths[glyph] for code, glyph in self.charToGlyph.items()}
        self.defaultWidth = widths[0]


def characters(table: bytes) -> dict[int, int]:
    """Character to glyph from a cmap: from all of Unicode (format 12) where it has that, else plane 0 (format 4)."""
    (count,) = unpack_from(">H", table, 2)
    starts = [unpack_from(">L", table, 8 + 8 * number)[0] for number in range(count)]
    by_format = {unpack_from(">H", table, start)[0]: start for start in starts}
    return _format_12(table, by_format[12]) if 12 in by_format else _format_4(table, by_format[4])


def _format_12(table: bytes, start: int) -> dict[int, int]:
    (count,) = unpack_from(">L", table, start + 12)
    groups = iter_unpack(">LLL", table[start + 16 : start + 16 + 12 * count])
    return {code: glyph + code - first for first, last, glyph in groups for code in range(first, last + 1)}


def _format_4(table: bytes, start: int) -> dict[int, int]:
    (twice,) = unpack_from(">H", table, start + 6)
    form = f">{twice // 2}H"
    places = (start + 14, start + 16 + twice, start + 16 + 2 * twice, start + 16 + 3 * twice)
    ends, firsts, deltas, offsets = (unpack_from(form, table, place) for place in places)
    found = {}
    for number, (first, last, delta, offset) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
        if offset:
            begin = places[3] + 2 * number + offset
            glyphs: Sequence[int] = unpack_from(f">{last - first + 1}H", table, begin)
            found.update({first + n: (glyph + delta) & 0xFFFF for n, glyph in enumerate(glyphs) if glyph})
        else:
            found.update({code: (code + delta) & 0xFFFF for code in range(first, last + 1)})
    return {code: glyph for code, glyph in found.items() if glyph}


class EmbeddedFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose embedded subsets say truly which characters their glyphs stand for."""

    def __init__(self, name: str, path: str) -> None:
        self.fontName = name
        self.face = QuickFace(path)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = 1
        self.shapable = False

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """WORKAROUND: reportlab writes five digits for characters above U+FFFF, which no reader takes."""
        subsets = [tuple(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(name, subset)

    def holds(self, character: str) -> bool:
        """Whether it has a glyph for a character."""
        return ord(character) in self.face.charToGlyph

    def mirrored(self, character: str, other: str) -> str:
        """A private character that looks like other and reads as character."""
        code = MIRROR_PLANE + ord(character)
        if code not in self.face.charToGlyph:
            self.face.charToGlyph[code] = self.face.charToGlyph[ord(other)]
            self.face.charWidths[code] = self.face.getCharWidth(ord(other))
        return chr(code)


def _to_unicode(name: str, subset: tuple[int, ...]) -> str:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    entries = [f"<{code:02X}> <{_read_as(character)}>" for code, character in enumerate(subset)]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    return "\n".join([
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ])  # fmt: skip


def _read_as(code: int) -> str:
    """What a glyph's code reads as, in UTF-16: Arabic shapes as their letter, ligatures as themselves.

    Readers that put right-to-left text in order reverse glyphs and not the letters of one glyph, so that a ligature
    must stay one character; its compatibility form is the letters.
    """
    if code >= MIRROR_PLANE:
        code -= MIRROR_PLANE
    text = chr(code)
    if 0xFB50 <= code < 0xFF00:
        letters = unicodedata.normalize("NFKC", text)
        text = letters if len(letters) == 1 else text
    return text.encode("utf-16-be").hex().upper()
