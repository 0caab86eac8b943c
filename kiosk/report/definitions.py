"""The small print in sentences: how scales became levels, and what the page's terms mean."""

from __future__ import annotations

import re
from typing import Final

from kiosk.comments.private import NUMBER
from kiosk.model import Level
from kiosk.report.data import Comparison, ScaleUse
from kiosk.report.sentences import Sentences

LEVEL_OF_WORD: Final = {level.word: level for level in Level}
SPAN: Final = re.compile(rf"([\d.–-]+) ({'|'.join(LEVEL_OF_WORD)})")
"""One part of a stored rule, such as "1–2 bad"."""


def scale_rule(sentences: Sentences, use: ScaleUse) -> str:
    """How many ratings came on a scale, and how they became levels."""
    if use.scale is None:
        return sentences.count("scale_faces", use.n)
    rule = sentences.words.say("scale_unknown") if use.mapping is None else _rule(sentences, use.scale, use.mapping)
    return sentences.count("scale_imported", use.n, mapping=rule)


def _rule(sentences: Sentences, scale: str, mapping: str) -> str:
    """A stored rule in the page's words and without its scale's name; as stored where it has another form."""
    rule = mapping.removeprefix(f"{scale}: ")
    spans = [SPAN.fullmatch(part) for part in rule.split(", ")]
    known = [(span[1], LEVEL_OF_WORD[span[2]]) for span in spans if span]
    if len(known) < len(spans):
        return rule
    return " · ".join(f"{numbers} {sentences.words.levels[level]}" for numbers, level in known)


def definitions(sentences: Sentences) -> list[tuple[str, str]]:
    """Terms and what they mean."""
    say = sentences.words.say
    return [
        (say("method_happy"), say("method_happy_text", who=sentences.who())),
        (say("method_interval"), say("method_interval_text")),
        (say("method_days"), _days(sentences)),
        (say("method_change"), say("method_change_text")),
        *_places(sentences),
        *((say(f"method_{key}"), say(f"method_{key}_text"))
          for key in ("index", "trend", "heat", "hidden")),
        *_reasons(sentences),
        *((say(f"method_{key}"), say(f"method_{key}_text"))
          for key in (*_left_out(sentences), *_private(sentences), "signs")),
    ]  # fmt: skip


def _places(sentences: Sentences) -> list[tuple[str, str]]:
    """Only where places are compared."""
    places, say = sentences.data.places, sentences.words.say
    if not any(figure.against_others.comparison is Comparison.MADE for figure in places.shown):
        return []
    confidence = sentences.wording.decimal(places.confidence * 100)
    return [(say("method_places"), say("method_places_text", confidence=confidence))]


def _reasons(sentences: Sentences) -> list[tuple[str, str]]:
    """Only where touchpoints were asked for; and who was not asked for them."""
    data, say = sentences.data, sentences.words.say
    if not data.asks_reasons:
        return []
    instead = [say("method_instead")] if data.instead.unhappy or data.instead.happy else []
    return [(say("method_reasons"), " ".join([say("method_reasons_text"), *instead]))]


def _left_out(sentences: Sentences) -> tuple[str, ...]:
    """Only where something is left out or marked: else there is nothing to explain."""
    data = sentences.data
    marked = any(comment.flag or comment.suspect for comment in data.comments)
    return ("left_out",) if data.left_out or marked else ()


def _private(sentences: Sentences) -> tuple[str, ...]:
    """Only where something stands hidden."""
    return ("private",) if any(NUMBER in comment.text for comment in sentences.data.comments) else ()


def _days(sentences: Sentences) -> str:
    dispersion = sentences.data.dispersion
    key = "method_days_text" if dispersion.estimated else "method_days_assumed_text"
    if dispersion.factor == 1:
        key = "method_days_even_text"
    factor = sentences.wording.decimal(dispersion.factor, 2)
    return sentences.words.say(key, factor=factor, degrees=dispersion.degrees_of_freedom)
