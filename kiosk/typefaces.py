"""Which typefaces there are, and in which order a language asks them for a character."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kiosk.assets import FONTS, LANGUAGES
from kiosk.model import Language
from kiosk.words import REFERENCE, available, load_words

PICTURES = "NotoEmoji"
"""Holds digits and signs too, drawn as pictures, so that it is asked last."""
REGULAR, SEMIBOLD = "-Regular", "-SemiBold"


def short(family: str) -> str:
    """A family as its files are named: "Noto Sans KR" is NotoSansKR."""
    return family.replace(" ", "")


def file_of(family: str, folder: Path = FONTS, *, semibold: bool = False) -> Path:
    """Where a family's face is, or would be."""
    return folder / f"{short(family)}{SEMIBOLD if semibold else REGULAR}.ttf"


@cache
def typefaces(language: Language, folder: Path = FONTS, languages: Path = LANGUAGES) -> tuple[str, ...]:
    """Every family that lies in the folder, by its short name, best first for a language.

    First the language's own, then those that it names as `fallback`, then all others by name. A language without a
    file, which a comment from elsewhere may have, is taken for the reference.
    """
    there = [path.stem.removesuffix(REGULAR) for path in sorted(folder.glob(f"*{REGULAR}.ttf"))]
    words = load_words(language if language in available(languages) else REFERENCE, languages)
    wanted = [short(family) for family in (words.font, *words.fallback)]
    best = [family for family in wanted if family in there]
    return tuple(sorted(dict.fromkeys((*best, *there)), key=PICTURES.__eq__))
