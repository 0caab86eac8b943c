"""Right-to-left text: shapes of Arabic letters, and the order of a line's runs on paper (Unicode UAX #9)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
WORD = frozenset({"R", "AL", "NSM"})
FORMATTING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN", "B", "S"})
"""Classes that the algorithm takes out of the text; here they count as blanks, since everything is drawn."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters start to end (exclusive) of a line that are read in one direction."""

    start: int
    end: int
    backwards: bool


def has_right_to_left(text: str) -> bool:
    """Whether any character is read from the right."""
    return any(character >= "\u0590" and unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text)


def starts_right_to_left(text: str) -> bool:
    """The direction of a paragraph: that of its first strong character (rules P2 and P3)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


def shape_arabic(text: str) -> str:
    """Letters as they join, one character a shape; a word that the shaper would alter otherwise stays as it is."""
    if not any("\u0600" <= character <= "\u08ff" for character in text):
        return text
    return " ".join(_shape_word(word) for word in text.split(" "))


def _shape_word(word: str) -> str:
    shaped: str = _reshaper().reshape(word)
    same = unicodedata.normalize("NFKC", shaped) == unicodedata.normalize("NFKC", word)
    return shaped if same else word


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper  # noqa: PLC0415 - few reports need it

    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False})


def runs_in_order(text: str, *, right_to_left: bool) -> list[tuple[Run, int]]:
    """A line's runs in reading order, each with its place on paper counted from the left."""
    levels = _levels(text, right_to_left=right_to_left)
    runs = []
    start = 0
    for level, group in groupby(levels):
        end = start + len(list(group))
        runs.append((Run(start, end, level % 2 == 1), level))
        start = end
    places = {run: place for place, run in enumerate(_visual([(n, level) for n, (_, level) in enumerate(runs)]))}
    return [(run, places[n]) for n, (run, _) in enumerate(runs)]


def _visual(runs: list[tuple[int, int]]) -> list[int]:
    """Rule L2: from the highest level down to the lowest odd one, reverse what is at that level or above."""
    if not runs:
        return []
    for level in range(max(level for _, level in runs), 0, -1):
        ordered: list[tuple[int, int]] = []
        for at_level, group in groupby(runs, key=lambda run: run[1] >= level):
            part = list(group)
            ordered += reversed(part) if at_level else part
        runs = ordered
    return [number for number, _ in runs]


def _levels(text: str, *, right_to_left: bool) -> list[int]:
    """Embedding levels after rule I2, blanks at the line's end at the paragraph's own (rule L1)."""
    from bidi import algorithm  # noqa: PLC0415 - few reports need it

    plain = "".join(" " if unicodedata.bidirectional(character) in FORMATTING else character for character in text)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = int(right_to_left)
    storage["base_dir"] = "R" if right_to_left else "L"
    algorithm.get_embedding_levels(plain, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], "R" if right_to_left else "L")
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    levels = [entry["level"] for entry in storage["chars"]]
    for place in range(len(plain.rstrip(" ")), len(plain)):
        levels[place] = int(right_to_left)
    return levels


def _resolve_brackets(entries: list[dict[str, Any]], paragraph: str) -> None:
    """Rule N0, which python-bidi leaves out: both brackets of a pair take one direction.

    That of the paragraph where anything inside runs so; else that of the text inside, if the text before runs so too.
    """
    for opening, closing in _bracket_pairs([entry["ch"] for entry in entries]):
        inside = {_strong(entry["type"]) for entry in entries[opening + 1 : closing]} - {None}
        if not inside:
            continue
        direction = paragraph
        if paragraph not in inside:
            before = (_strong(entry["type"]) for entry in reversed(entries[:opening]))
            direction = next((kind for kind in before if kind), paragraph)
        entries[opening]["type"] = entries[closing]["type"] = direction


def _strong(kind: str) -> str | None:
    """The direction of a class; numbers count as right-to-left here."""
    return "L" if kind == "L" else "R" if kind in ("R", "AL", "EN", "AN") else None


def _bracket_pairs(characters: list[str]) -> list[tuple[int, int]]:
    """Places of opening and closing brackets, by opening (definition BD16)."""
    pairs = []
    opened: list[tuple[str | None, int]] = []
    for place, character in enumerate(characters):
        kind = unicodedata.category(character)
        if kind == "Ps":
            opened.append((mirror_of(character), place))
        elif kind == "Pe":
            match = next((n for n in reversed(range(len(opened))) if opened[n][0] == character), None)
            if match is not None:
                pairs.append((opened[match][1], place))
                del opened[match:]
    return sorted(pairs)


def reading_units(text: str, *, backwards: bool) -> list[tuple[int, int]]:
    """Spans of a run to draw one by one, in reading order.

    Programs that read a PDF in its own order reverse what they take for right-to-left, a word at a time, and keep
    signs as they come: so words are drawn whole and signs beside them singly.
    """
    if not backwards:
        signs = next((n for n, character in enumerate(text) if unicodedata.bidirectional(character) == "L"), 0)
        return [*((n, n + 1) for n in range(signs)), (signs, len(text))]
    units = []
    start = 0
    for word, group in groupby(text, key=lambda character: unicodedata.bidirectional(character) in WORD):
        length = len(list(group))
        units += [(start, start + length)] if word else [(n, n + 1) for n in range(start, start + length)]
        start += length
    return units


def mirror_of(character: str) -> str | None:
    """The bracket that is drawn instead where text runs from right to left (rule L4)."""
    if not unicodedata.mirrored(character):
        return None
    from bidi.mirror import MIRRORED  # noqa: PLC0415 - few reports need it

    other: str | None = MIRRORED.get(character)
    return other
