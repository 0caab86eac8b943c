"""Makes assets/fonts from the upstream static Noto fonts (see docs/adr/0005-fonts.md).

Run once per font release, by a developer:

    npm install @expo-google-fonts/noto-sans{,-sc,-tc,-jp,-kr,-arabic,-hebrew,-thai} @expo-google-fonts/noto-emoji
    python packaging/fonts.py node_modules/@expo-google-fonts assets/fonts [NAME …]

With names, such as NotoSansJP-Regular.ttf, only these are made.

Needs fonttools, which nothing else in the project uses.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070)]
SIGNS = [*range(0x20A0, 0x20D0), *range(0x2100, 0x2600), *range(0x2600, 0x27C0)]
CJK_SIGNS = [*range(0x3000, 0x3100), *range(0x3100, 0x3130), *range(0x31A0, 0x31C0), *range(0xFE10, 0xFE70),
             *range(0xFF00, 0xFFF0)]
HANGUL = [*range(0x1100, 0x1200), *range(0x3130, 0x3190), *range(0xA960, 0xA980), *range(0xAC00, 0xD7B0),
          *range(0xD7B0, 0xD800)]


def repertoire(codec: str, rows: Iterable[int], columns: Iterable[int]) -> list[int]:
    """Characters of a double-byte national standard, as code points."""
    cells = list(columns)
    found = set()
    for row in rows:
        for column in cells:
            try:
                text = bytes([row, column]).decode(codec)
            except UnicodeDecodeError:
                continue
            found.update(ord(character) for character in text)
    return sorted(found)


def gb2312() -> list[int]:
    return repertoire("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))


def big5_level_one() -> list[int]:
    return repertoire("big5", range(0xA1, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])


def ks_x_1001_hangul() -> list[int]:
    return repertoire("euc_kr", range(0xA1, 0xC9), range(0xA1, 0xFF))


def jis_x_0208() -> list[int]:
    return repertoire("euc_jp", range(0xA1, 0xF5), range(0xA1, 0xFF))


BASE = [*LATIN, *SIGNS, *CJK_SIGNS]
FONTS: dict[str, tuple[str, list[int] | None]] = {
    "NotoSansSC-Regular.ttf": ("noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", None),
    "NotoSansSC-SemiBold.ttf": ("noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf", [*BASE, *gb2312()]),
    "NotoSansTC-Regular.ttf": ("noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf", None),
    "NotoSansTC-SemiBold.ttf": ("noto-sans-tc/600SemiBold/NotoSansTC_600SemiBold.ttf", [*BASE, *big5_level_one()]),
    "NotoSansJP-Regular.ttf": ("noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf", None),
    "NotoSansJP-SemiBold.ttf": ("noto-sans-jp/600SemiBold/NotoSansJP_600SemiBold.ttf", [*BASE, *jis_x_0208()]),
    "NotoSansKR-Regular.ttf": ("noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf", [*BASE, *HANGUL]),
    "NotoSansKR-SemiBold.ttf": ("noto-sans-kr/600SemiBold/NotoSansKR_600SemiBold.ttf",
                                [*BASE, *ks_x_1001_hangul(), *range(0x3130, 0x3190)]),
    "NotoSans-Regular.ttf": ("noto-sans/400Regular/NotoSans_400Regular.ttf", None),
    "NotoSans-SemiBold.ttf": ("noto-sans/600SemiBold/NotoSans_600SemiBold.ttf", LATIN),
    "NotoSansThai-Regular.ttf": ("noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf", None),
    "NotoSansThai-SemiBold.ttf": ("noto-sans-thai/600SemiBold/NotoSansThai_600SemiBold.ttf", None),
    "NotoSansArabic-Regular.ttf": ("noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf", None),
    "NotoSansArabic-SemiBold.ttf": ("noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf", None),
    "NotoSansHebrew-Regular.ttf": ("noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf", None),
    "NotoEmoji-Regular.ttf": ("noto-emoji/400Regular/NotoEmoji_400Regular.ttf", None),
}


LINES = {"NotoSansArabic-Regular.ttf": (1.16, 0.49), "NotoSansArabic-SemiBold.ttf": (1.16, 0.49)}
"""Room above and below the baseline, in the font's size: upstream leaves 2.1 for stacked marks that only the Qur'an
has; ours keeps what shoppers write (1.0 and 0.45 with tanwin and shadda), in lines no higher than other languages'."""


def set_lines(font: TTFont, above: float, below: float) -> None:
    size = font["head"].unitsPerEm
    font["hhea"].ascent, font["hhea"].descent = round(above * size), -round(below * size)
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender = round(above * size), -round(below * size)


def main(source: Path, target: Path, only: Sequence[str] = ()) -> None:
    options = Options(
        layout_features=["*"], name_IDs=["*"], name_languages=["*"], notdef_outline=True, drop_tables=["vhea", "vmtx"]
    )
    target.mkdir(parents=True, exist_ok=True)
    for name in only or FONTS:
        origin, wanted = FONTS[name]
        font = TTFont(source / origin, recalcTimestamp=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted if wanted is not None else list(font.getBestCmap()))
        subsetter.subset(font)
        if name in LINES:
            set_lines(font, *LINES[name])
        font.save(target / name)
        print(f"{name}: {len(font.getBestCmap())} characters, {(target / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
