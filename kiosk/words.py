"""Every word that a person reads, by language: one TOML file a language in assets/languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from kiosk.assets import LANGUAGES
from kiosk.errors import BadInputError
from kiosk.model import Language, Level
from kiosk.tomlfile import Table, load_table

REFERENCE = Language("en")
"""The language that all others are held against, and whose words stand in for those that one of them lacks."""
REPORT = re.compile(r"^\s*\[report\]", re.MULTILINE)


class LanguageTable(Table):
    """A language file."""

    name: str
    locale: str
    keyboard: str
    direction: Literal["ltr", "rtl"]
    font: str
    fallback: list[str] = Field(default_factory=list)
    levels: dict[Literal["bad", "neutral", "good", "excellent"], str] = Field(min_length=4)
    shopper: dict[str, str]
    report: dict[str, str | dict[str, str]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """One language: its name in its own script, how it is written, and all its words.

    fallback names the families that draw what `font` lacks, best first; all others follow them. report is empty for
    a language without a report.
    """

    language: Language
    name: str
    locale: str
    keyboard: str
    mirrored: bool
    font: str
    fallback: tuple[str, ...]
    levels: Mapping[Level, str]
    shopper: Mapping[str, str]
    report: Mapping[str, str | Mapping[str, str]]

    def say(self, key: str, **values: object) -> str:
        """A sentence of the report with its values filled in. Raises KeyError for a key that is no sentence."""
        return self._form(key, None).format(**values)

    def count(self, key: str, n: int, **values: object) -> str:
        """A sentence about n things, in the language's plural form; {n} stands for the number as given."""
        return self._form(key, n).format(**{"n": n, **values})

    def _form(self, key: str, n: int | None) -> str:
        entry = self.report[key]
        if isinstance(entry, str):
            return entry
        if n is None:
            raise KeyError(f"{key} needs a number to choose its form")
        return entry.get(_plural(self.locale, n), entry["other"])


@cache
def _plural(locale: str, n: int) -> str:
    from babel import Locale  # noqa: PLC0415 - the shopper's screens never count, and start 40 ms sooner without it

    return str(Locale.parse(locale).plural_form(n))


def available(folder: Path = LANGUAGES) -> tuple[Language, ...]:
    """The languages that have a file, by code."""
    return tuple(Language(path.stem) for path in sorted(folder.glob("*.toml")))


@cache
def reporting(folder: Path = LANGUAGES) -> tuple[Language, ...]:
    """The languages that the manager's paper can be written in: those with a [report]. Reads no file as TOML."""
    files = {language: folder / f"{language}.toml" for language in available(folder)}
    return tuple(code for code, path in files.items() if REPORT.search(path.read_text("utf-8", errors="replace")))


@cache
def load_words(language: Language, folder: Path = LANGUAGES) -> Words:
    """The words of a language, in English where it lacks one. Raises BadInputError where its file is missing or wrong.

    Only a language with a [report] of its own gets one.
    """
    own = read_words(language, folder)
    if language == REFERENCE or REFERENCE not in available(folder):
        return own
    english = read_words(REFERENCE, folder)
    return replace(
        own,
        shopper={**english.shopper, **own.shopper},
        report={**english.report, **own.report} if own.report else {},
    )


@cache
def read_words(language: Language, folder: Path = LANGUAGES) -> Words:
    """The words that stand in a language's own file. Raises BadInputError where that is missing or wrong."""
    path = folder / f"{language}.toml"
    if not path.exists():
        raise BadInputError(f"{language!r} is no language of ours, expected one of {', '.join(available(folder))}")
    table = load_table(path, LanguageTable)
    return Words(
        language=language,
        name=table.name,
        locale=table.locale,
        keyboard=table.keyboard,
        mirrored=table.direction == "rtl",
        font=table.font,
        fallback=tuple(table.fallback),
        levels={level: table.levels[level.word] for level in Level},  # type: ignore[index]
        shopper=table.shopper,
        report=table.report,
    )
