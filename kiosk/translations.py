"""Whether every language says everything, with the same values filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

from kiosk.assets import LANGUAGES
from kiosk.errors import BadInputError
from kiosk.words import REFERENCE, Words, available, read_words

Sentence = str | Mapping[str, str]


def gaps(folder: Path = LANGUAGES) -> list[str]:
    """What is missing or different in any language file, a line each; none means that all are complete.

    A language may do without a [report]: then it is no language for the manager's paper.
    """
    try:
        reference = read_words(REFERENCE, folder)
    except BadInputError as error:
        return str(error).splitlines()
    found: list[str] = []
    for language in available(folder):
        try:
            words = read_words(language, folder)
        except BadInputError as error:
            found += str(error).splitlines()
            continue
        path = folder / f"{language}.toml"
        found += [f"{path}: {gap}" for gap in _differences(words, reference)]
    return found


def _differences(words: Words, reference: Words) -> Iterator[str]:
    tables: tuple[tuple[str, Mapping[str, Sentence], Mapping[str, Sentence]], ...] = (
        ("levels", _by_word(words), _by_word(reference)),
        ("shopper", words.shopper, reference.shopper),
        ("report", words.report, reference.report if words.report else {}),
    )
    for table, ours, theirs in tables:
        for key in sorted(theirs.keys() - ours.keys()):
            yield f"{table}.{key}: is missing"
        for key in sorted(ours.keys() - theirs.keys()):
            yield f"{table}.{key}: is not in {REFERENCE}.toml"
        for key in sorted(ours.keys() & theirs.keys()):
            try:
                yield from (f"{table}.{key}: {fault}" for fault in _faults(ours[key], theirs[key]))
            except ValueError as error:
                yield f"{table}.{key}: its braces do not pair up ({error})"


def _by_word(words: Words) -> dict[str, str]:
    return {level.word: text for level, text in words.levels.items()}


def _faults(ours: Sentence, theirs: Sentence) -> Iterator[str]:
    """A language without plural forms may have one sentence where the reference has several, never the reverse."""
    if isinstance(ours, Mapping):
        if isinstance(theirs, str):
            yield "has plural forms, expected one sentence"
            return
        if "other" not in ours:
            yield "has no form `other`"
            return
        allowed = placeholders(_most_general(theirs))
        for form, text in ours.items():
            if strangers := placeholders(text) - allowed:
                yield f"{form}: {_braced(strangers)} is not filled in, expected {_braced(allowed)}"
    one, expected = _most_general(ours), placeholders(_most_general(theirs))
    if not one.strip():
        yield "is empty"
    elif placeholders(one) != expected:
        yield f"has {_braced(placeholders(one))}, expected {_braced(expected)}"


def _most_general(sentence: Sentence) -> str:
    return sentence if isinstance(sentence, str) else sentence.get("other", "")


def placeholders(text: str) -> frozenset[str]:
    """The names in braces of a sentence. Raises ValueError where the braces do not pair up."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _braced(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "no name in braces"
