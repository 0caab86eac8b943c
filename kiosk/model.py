"""The nouns of the shop's feedback: survey, visit, answer, site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import NewType, assert_never

from kiosk.comfort import Comfort
from kiosk.hours import OpeningHours
from kiosk.keys import Key

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
    """A touchpoint or another option as a shopper sees it: a word and an icon."""

    id: ChoiceId
    icon: str
    label: Text


@dataclass(frozen=True, slots=True)
class Rated:
    """One of the four faces, as the headline rating."""

    level: Level


@dataclass(frozen=True, slots=True)
class Chose:
    """All touchpoints chosen so far, in the order of the screen."""

    choices: tuple[ChoiceId, ...]


@dataclass(frozen=True, slots=True)
class Wrote:
    """A comment. What shoppers write is in no repr, and so in no log and no traceback."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Scored:
    """A number on a scale, tapped or imported; level is None where it is no overall rating."""

    number: float
    scale: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """Of a question's own options, all that are chosen so far, in the order of the screen."""

    choices: tuple[ChoiceId, ...]


@dataclass(frozen=True, slots=True)
class Contacted:
    """Where the shopper wants an answer, and the wording agreed to. Personal: kept apart from all other answers."""

    text: str = field(repr=False)
    consent: str
    consent_version: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that the shopper took away, to be found by without leaving an address."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Offered:
    """What a visit was asked in its turn, skipped or not: each question with the probability that a visit is asked it.

    Both at once are offered where there are two; the probabilities hold for this week's drawing alone.
    """

    chances: tuple[tuple[QuestionId, float], ...]


Value = Rated | Chose | Picked | Wrote | Scored | Contacted | Numbered | Offered


def answer_keys(value: Value) -> frozenset[str]:
    """What an answer says, as survey files spell it in conditions: a level's word, a number, or choices' ids."""
    match value:
        case Rated(level=level):
            return frozenset({level.word, str(int(level))})
        case Scored(number=number, level=level):
            return frozenset({f"{number:g}"} | ({level.word} if level else set()))
        case Chose(choices=choices) | Picked(choices=choices):
            return frozenset(choices)
        case Wrote() | Contacted() | Numbered() | Offered():
            return frozenset()
        case _:
            assert_never(value)


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


class Verdict(StrEnum):
    """Whether what a shop did about a complaint helped, told to its shoppers even where it did not."""

    BETTER = "better"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class SaidDid:
    """One line of "You said – we did" for the idle screen."""

    said: Text
    did: Text
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A survey for some hours of the week; when is "open" while it is to be asked."""

    survey: Path
    when: OpeningHours


@dataclass(frozen=True, slots=True)
class Retention:
    """Days for which addresses and comments are kept, counted from their own day."""

    contacts_days: int = 90
    comments_days: int = 730


@dataclass(frozen=True, slots=True)
class Rotation:
    """In which share of visits an item screen takes the place of the reasons, and the rules of its drawing.

    share: 0 to 1; 0 asks no items. two: of those, the share that is asked two. own: a file with the shop's own items.
    """

    share: float = 0.0
    two: float = 0.5
    own: Path | None = None


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
    languages: tuple[Language, ...] = ()
    """Those offered, in this order; none means those of the survey."""
    logo: Path | None = None
    sounds: bool = False
    hours: OpeningHours = field(default_factory=OpeningHours)
    schedule: tuple[Scheduled, ...] = ()
    """The first whose hours these are is asked, else the store's own survey."""
    said_did: tuple[SaidDid, ...] = ()
    """Every text is there in each of `languages`, or at least in `language`."""
    comfort: Comfort = field(default_factory=Comfort)
    """What every visit begins with."""
    headphones_only: bool = False
    """Speech only where headphones are plugged in."""
    retention: Retention = Retention()
    second_place: Path | None = None
    """A folder on another disk that backups are carried to."""
    key: Key | None = None
    """What the database is encrypted with; none means that it is plain."""
    rotation: Rotation = Rotation()
    book: Path | None = None
    """The manager's book: what was believed, aimed at, promised and done, and what figures to assume."""

    @property
    def second_backups(self) -> Path | None:
        """This kiosk's own folder in the second place."""
        return self.second_place and self.second_place / self.kiosk_id

    @property
    def origin(self) -> Origin:
        """What this kiosk's rows carry."""
        return Origin(self.kiosk_id, self.place)
