"""The nouns of the shop's feedback: survey, visit, answer, site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import NewType

VisitId = NewType("VisitId", str)
QuestionId = NewType("QuestionId", str)
ChoiceId = NewType("ChoiceId", str)
Language = NewType("Language", str)

Text = Mapping[Language, str]
"""One text in every language of its survey."""

COMMENT_LENGTH_MAX = 10_000
"""Characters kept of one comment."""


class Level(IntEnum):
    """The headline scale: the experience against what was expected."""

    BAD = 1
    NEUTRAL = 2
    GOOD = 3
    EXCELLENT = 4

    @property
    def word(self) -> str:
        """The level's name in files: bad, neutral, good, excellent."""
        return self.name.lower()

    @property
    def happy(self) -> bool:
        """Good or excellent; neutral is in nobody's numerator."""
        return self >= Level.GOOD


class Paper(StrEnum):
    """Paper sizes that the weekly page is laid out for."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Choice:
    """A touchpoint as a shopper sees it: a word and an icon."""

    id: ChoiceId
    icon: str
    label: Text


@dataclass(frozen=True, slots=True)
class FacesQuestion:
    """Four faces, worst to best; the first tap of a visit."""

    id: QuestionId
    prompt: Text


@dataclass(frozen=True, slots=True)
class ReasonsQuestion:
    """Touchpoints to choose from, as many as the shopper likes; prompt and choices depend on the face."""

    id: QuestionId
    prompt: Mapping[Level, Text]
    choices: Mapping[Level, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class CommentQuestion:
    """A free text in the shopper's own words; the prompt depends on the face."""

    id: QuestionId
    prompt: Mapping[Level, Text]


Question = FacesQuestion | ReasonsQuestion | CommentQuestion


@dataclass(frozen=True, slots=True)
class Survey:
    """The questions of one visit, in order; the first one is the idle screen."""

    id: str
    version: int
    languages: tuple[Language, ...]
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """A tapped face."""

    level: Level


@dataclass(frozen=True, slots=True)
class Chose:
    """All touchpoints chosen so far, in the order of the screen."""

    choices: tuple[ChoiceId, ...]


@dataclass(frozen=True, slots=True)
class Wrote:
    """A comment."""

    text: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A number on somebody else's scale, as imported; level is None where it is no overall rating."""

    number: float
    scale: str
    level: Level | None = None


Value = Rated | Chose | Wrote | Scored


@dataclass(frozen=True, slots=True)
class Answer:
    """One tap as it is stored: (visit, question, revision) is its identity, so that a retry adds nothing.

    revision counts from 0; a later revision of the same question replaces the earlier one in the figures,
    and both stay on file. at is aware local time.
    """

    visit: VisitId
    question: QuestionId
    revision: int
    language: Language
    at: datetime
    value: Value


@dataclass(frozen=True, slots=True)
class Origin:
    """Where answers come from; every row carries it. source is "kiosk", "demo" or "import:NAME"."""

    kiosk_id: str
    place: str
    source: str = "kiosk"


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO 8601 week, Monday to Sunday."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The week that a day lies in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    def back(self, weeks: int) -> Week:
        """The week that many weeks earlier."""
        return Week.of(self.monday - timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


@dataclass(frozen=True, slots=True)
class Site:
    """A store's settings."""

    store: str
    place: str
    kiosk_id: str
    data: Path
    survey: Path
    language: Language
    report_language: Language
    paper: Paper
    accent: str
    target: int | None
    """Share happy the store aims at, in percent."""
    screen_mm: tuple[float, float] | None
    """The screen's true width and height where the display does not tell them."""

    @property
    def origin(self) -> Origin:
        """What this kiosk's rows carry."""
        return Origin(self.kiosk_id, self.place)
