"""What a stranger must know to read an export: every column, every value, every label in every language."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.exchange.answers import COLUMNS, KINDS
from kiosk.model import Language, Level, Scored, Value
from kiosk.store import Reader, Reading, Record, scale_rule, scales_of
from kiosk.store.asked import AskedSurvey
from kiosk.words import available, load_words

COLUMNS_OF_CODEBOOK = ("column", "value", "language", "meaning")
ENGLISH = "en"
FILE = {
    "rows": "One row is one answer. The rows of one shopper's visit have the same visit and follow each other; visits "
            "are in the order in which they began",
    "counting": "Count only rows with counts 1. A rating is such a row with a level; share happy is good and excellent "
                "among all ratings",
    "nothing": "An empty cell means that there is nothing to say, never 0",
    "privacy": "Addresses and numbers that shoppers left are not in this file; a comment may still name somebody",
    "again": "kiosk import FILE takes the file back; the same row twice adds nothing",
}  # fmt: skip
GUARD_MEANING = (
    "A text that a spreadsheet might take for a formula (= + - @, a blank or an apostrophe in front) has an apostrophe "
    "before it; take one off to have the text as it was"
)
LEVEL_MEANINGS = {
    Level.BAD: "The worst of the four faces: unhappy",
    Level.NEUTRAL: "Neither happy nor unhappy",
    Level.GOOD: "Happy",
    Level.EXCELLENT: "The best of the four faces: happy",
}
RULE_MEANINGS = {
    "closed": "Tapped while the shop was closed",
    "repeat": "The same face again within five seconds",
    "rhythm": "To a beat",
    "hammering": "Faster than a family in a queue can be",
    "alternating": "The same, on changing faces",
    "streak": "In a long run of bad ratings, or of worst and best in turn",
    "shift": "One of many excellent taps with nothing besides, for hours",
}
Entry = tuple[str, str, str, str]
"""In the order of COLUMNS_OF_CODEBOOK; without a value it explains the column itself."""


class Scales:
    """How the numbers of other scales became faces, per source, read once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._by_source: dict[str, dict[str, str]] = {}
        self._native: dict[tuple[str, str], str] = {}

    def words(self, record: Record) -> str:
        """Of the scale of a headline score; empty for anything else."""
        scale = _headline_scale(record.value)
        if scale is None:
            return ""
        source = record.origin.source
        if rule := scale_rule(scale, source):
            self._native[source, scale] = rule
            return rule
        if source not in self._by_source:
            self._by_source[source] = scales_of(self._reader, source)
        return self._by_source[source].get(scale, "")

    def met(self) -> Iterator[tuple[str, str, str]]:
        """Source, scale and words of all that were asked for."""
        for source, scales in sorted(self._by_source.items()):
            for scale, words in sorted(scales.items()):
                yield source, scale, words
        for (source, scale), words in sorted(self._native.items()):
            yield source, scale, words


def codebook(reader: Reader, scales: Scales, *, guarded: bool) -> Iterator[Entry]:
    """Explains an export whose answers went through these scales; guarded where its texts are."""
    about = FILE | ({"apostrophe": GUARD_MEANING} if guarded else {})
    yield from (("(file)", name, ENGLISH, meaning) for name, meaning in about.items())
    yield from ((column, "", ENGLISH, meaning) for column, meaning in COLUMNS.items())
    yield from (("kind", kind, ENGLISH, meaning) for kind, meaning in KINDS.items())
    yield from (("level", level.word, ENGLISH, LEVEL_MEANINGS[level]) for level in Level)
    for language in available():
        words = load_words(language)
        yield "language", language, language, words.name
        yield from (("level", level.word, language, words.levels[level]) for level in Level)
    yield from (("suspect", rule, ENGLISH, meaning) for rule, meaning in RULE_MEANINGS.items())
    yield from _asked(Reading(reader).asked())
    yield from (("scale", scale, ENGLISH, f"{source}: {words}") for source, scale, words in scales.met())


def _asked(surveys: dict[str, AskedSurvey]) -> Iterator[Entry]:
    labels: dict[str, dict[Language, str]] = {}
    for name, survey in surveys.items():
        yield from (("survey", name, language, text) for language, text in survey.title.items())
        for question, asked in survey.questions.items():
            for level, prompt in asked.prompt.items():
                face = f"[{level.word}] " if level else ""
                about = f"{name}: {face}"
                yield from (("question", question, language, about + text) for language, text in prompt.items())
            for choice, label in asked.labels.items():
                labels.setdefault(choice, {}).update(label)
    yield from _choices(labels)


def _choices(labels: dict[str, dict[Language, str]]) -> Iterator[Entry]:
    for choice, label in sorted(labels.items()):
        yield from (("reasons", choice, language, text) for language, text in label.items())


def _headline_scale(value: Value) -> str | None:
    return value.scale if isinstance(value, Scored) and value.level is not None else None
