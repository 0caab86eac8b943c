"""Reading a period of days out of the database, as plain counts and rows."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kiosk.model import ChoiceId, Language, Level, QuestionId, VisitId
from kiosk.store.asked import AskedSurvey, read_asked
from kiosk.store.connection import Reader, Store, storage_errors
from kiosk.store.native import scale_rule


@dataclass(frozen=True, slots=True)
class HourCount:
    """Ratings of one day and hour at one level; hour is None where only the date is known."""

    day: date
    hour: int | None
    level: Level
    n: int


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """Visits of one level that named a touchpoint."""

    choice: ChoiceId
    level: Level
    n: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A shopper's words beside the face of the same visit."""

    visit: VisitId
    day: date
    hour: int | None
    language: Language
    place: str
    level: Level | None
    text: str = field(repr=False)
    reasons: tuple[ChoiceId, ...] = ()
    """The touchpoints that the same visit named."""
    flag: str | None = None
    """greeting or mash, where the words say nothing else."""
    suspect: str | None = None
    """The rule by which the visit looks like play."""


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """Ratings of one place at one level."""

    place: str
    level: Level
    n: int


@dataclass(frozen=True, slots=True)
class ScaleCount:
    """Headline ratings that came on one scale; scale is None for the faces."""

    scale: str | None
    n: int
    mapping: str | None
    """In words, how the scale's numbers became levels."""
    tapped: bool
    """On a kiosk of ours, or in its simulation; not imported."""


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """How many gave each number to one question on one scale.

    survey is the one that asked it on a kiosk of ours or in its simulation; None for an imported aspect.
    """

    survey: str | None
    question: QuestionId
    scale: str
    counts: Mapping[float, int]


@dataclass(frozen=True, slots=True)
class OptionSummary:
    """What visits of one level picked of a question's own options; n of them picked any."""

    survey: str
    question: QuestionId
    level: Level | None
    n: int
    picked: Mapping[ChoiceId, int]


HOURS = """
    SELECT day, hour, bad, neutral, good, excellent FROM ratings_by_hour
    WHERE day BETWEEN :first AND :last ORDER BY day, hour"""
REASONS = """
    SELECT choice, level, sum(n) FROM reasons_by_day
    WHERE day BETWEEN :first AND :last GROUP BY choice, level ORDER BY choice, level"""
# A comment may be sent after the midnight that its visit began before; its own index finds it all the same.
COMMENTS = """
    SELECT comment.visit, visits.day, visits.hour, comment.language, comment.place,
           (SELECT level FROM answers AS rating WHERE rating.visit = comment.visit AND rating.level IS NOT NULL
            ORDER BY rating.revision DESC LIMIT 1),
           comment.text,
           (SELECT choices FROM answers AS chosen
            WHERE chosen.visit = comment.visit AND chosen.choices IS NOT NULL AND chosen.scale IS NULL
            ORDER BY chosen.revision DESC LIMIT 1),
           comment.flag, suspects.rule
    FROM comments AS comment CROSS JOIN visits ON visits.id = comment.visit
    LEFT JOIN suspects ON suspects.visit = comment.visit AND suspects.standing = 1
    WHERE comment.day BETWEEN coalesce(date(:first, '-1 day'), :first) AND coalesce(date(:last, '+1 day'), :last)
      AND visits.day BETWEEN :first AND :last
    ORDER BY comment.at, comment.visit, comment.question, comment.revision"""
EXCLUDED = """
    SELECT suspects.rule, count(*) FROM suspects
    WHERE suspects.day BETWEEN :first AND :last AND suspects.standing = 1
      AND EXISTS (SELECT 1 FROM answers WHERE answers.visit = suspects.visit AND answers.level IS NOT NULL)
    GROUP BY suspects.rule"""
SCALES = """
    SELECT nullif(rating.scale, '') AS scale, sum(n), rating.source,
           (SELECT rule.value FROM imports JOIN json_each(imports.scales) AS rule
            WHERE imports.source = rating.source AND rule.key = rating.scale
            ORDER BY imports.at DESC, imports.digest DESC LIMIT 1)
    FROM ratings_by_origin AS rating WHERE rating.day BETWEEN :first AND :last
    GROUP BY rating.scale, rating.source ORDER BY rating.scale, rating.source"""
LAST_RATED = "SELECT max(day) FROM ratings_by_hour WHERE day BETWEEN :first AND :last"
# A question with a dot is asked in turns: its answers need their chances (kiosk.store.turns), and are no aspects.
SCORES = """
    SELECT nullif(survey, '') AS survey, question, scale, number, sum(n) FROM numbers_by_day
    WHERE day BETWEEN :first AND :last AND question NOT GLOB '*.*'
    GROUP BY 1, question, scale, number ORDER BY 1, question, scale, number"""
OPTIONS = """
    SELECT survey, question, nullif(level, 0), choice, sum(n) FROM options_by_day
    WHERE day BETWEEN :first AND :last AND question NOT GLOB '*.*' GROUP BY survey, question, level, choice"""
PLACES = """
    SELECT place, level, sum(n) FROM ratings_by_origin WHERE day BETWEEN :first AND :last
    GROUP BY place, level ORDER BY place, level"""
SURVEYS_RATED = """
    SELECT DISTINCT survey FROM ratings_by_origin
    WHERE day BETWEEN :first AND :last AND source NOT LIKE 'import:%'"""
WAITING = """
    SELECT count(DISTINCT contacts.visit) FROM contacts CROSS JOIN visits ON visits.id = contacts.visit
    WHERE visits.day BETWEEN :first AND :last"""


class Reading:
    """What was answered in a period of days, first and last included."""

    def __init__(self, source: Reader | Store) -> None:
        self.database = source.database

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever is saved meanwhile."""
        connection = self.database.conn
        with storage_errors("the answers cannot be read"):
            connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:  # a failing disk may have ended it already
                connection.execute("ROLLBACK")

    def hours(self, first: date, last: date) -> list[HourCount]:
        """Ratings that count by day, hour and level."""
        return [
            HourCount(date.fromisoformat(day), None if hour < 0 else hour, level, n)
            for day, hour, *counts in self._rows(HOURS, first, last)
            for level, n in zip(Level, counts, strict=True) if n
        ]  # fmt: skip

    def reasons(self, first: date, last: date) -> list[ReasonCount]:
        """Visits per touchpoint and level; only what stood chosen at the end counts."""
        return [ReasonCount(ChoiceId(choice), Level(level), n) for choice, level, n in self._rows(REASONS, first, last)]

    def comments(self, first: date, last: date) -> list[Comment]:
        """All comments of the visits that began then, oldest first; day and hour are those of the visit."""
        return [
            Comment(VisitId(visit), date.fromisoformat(day), hour, Language(language), place,
                    None if level is None else Level(level), text, tuple(json.loads(reasons or "[]")), flag, suspect)
            for visit, day, hour, language, place, level, text, reasons, flag, suspect
            in self._rows(COMMENTS, first, last)
        ]  # fmt: skip

    def scales(self, first: date, last: date) -> list[ScaleCount]:
        """Which scales the headline ratings came on."""
        return [
            ScaleCount(scale, n, scale_rule(scale or "", source) or rule, tapped=not source.startswith("import:"))
            for scale, n, source, rule in self._rows(SCALES, first, last)
        ]

    def places(self, first: date, last: date) -> list[PlaceCount]:
        """Ratings that count by place and level."""
        return [PlaceCount(place, Level(level), n) for place, level, n in self._rows(PLACES, first, last)]

    def excluded(self, first: date, last: date) -> dict[str, int]:
        """How many ratings are left out because they look like play, by rule."""
        return dict(self._rows(EXCLUDED, first, last))

    def scores(self, first: date, last: date) -> list[ScoreSummary]:
        """Numbers given, each on its own scale: imported aspects, and the scales that our surveys ask.

        An imported overall rating is none of them: it stands among the levels.
        """
        counts: dict[tuple[str | None, str, str], dict[float, int]] = defaultdict(dict)
        for survey, question, scale, number, n in self._rows(SCORES, first, last):
            counts[survey, question, scale][number] = n
        return [
            ScoreSummary(survey, QuestionId(question), scale, by_number)
            for (survey, question, scale), by_number in counts.items()
        ]

    def options(self, first: date, last: date) -> list[OptionSummary]:
        """What was picked of the surveys' own options; only what stood picked at the end counts."""
        answered: Counter[tuple[str, str, int | None]] = Counter()
        picked: dict[tuple[str, str, int | None], Counter[ChoiceId]] = defaultdict(Counter)
        for survey, question, level, choice, n in self._rows(OPTIONS, first, last):
            if choice:
                picked[survey, question, level][ChoiceId(choice)] = n
            else:
                answered[survey, question, level] = n
        return [
            OptionSummary(survey, QuestionId(question), None if level is None else Level(level), n,
                          picked[survey, question, level])
            for (survey, question, level), n in answered.items()
        ]  # fmt: skip

    def waiting(self, first: date, last: date) -> int:
        """How many visits of those days left an address or took a number, and wait for an answer."""
        ((n,),) = self._rows(WAITING, first, last)
        return int(n)

    def surveys_rated(self, first: date, last: date) -> frozenset[str]:
        """The surveys that ratings which count were given to; not the imported ones."""
        return frozenset(survey for (survey,) in self._rows(SURVEYS_RATED, first, last))

    def asked(self) -> dict[str, AskedSurvey]:
        """What the surveys ask, by their ids."""
        with storage_errors("the surveys cannot be read"):
            return read_asked(self.database.execute("SELECT id, definition FROM surveys ORDER BY id, version"))

    def touchpoint_labels(self) -> dict[ChoiceId, dict[Language, str]]:
        """The words that shoppers saw for each touchpoint, from the newest version of each survey."""
        with storage_errors("the surveys cannot be read"):
            rows = self.database.execute("SELECT definition FROM surveys ORDER BY id, version").fetchall()
        labels: dict[ChoiceId, dict[Language, str]] = {}
        for (definition,) in rows:
            for question in json.loads(definition)["questions"]:
                if question["type"] == "reasons":
                    labels |= question["choices"]
        return labels

    def last_day(self) -> date | None:
        """The newest day with an answer; None in an empty database."""
        with storage_errors("the answers cannot be read"):
            (day,) = self.database.execute("SELECT max(day) FROM answers").fetchone()
        return None if day is None else date.fromisoformat(day)

    def last_rated_day(self, until: date) -> date | None:
        """The newest day with a rating that counts, up to and including until; None where there is none."""
        ((day,),) = self._rows(LAST_RATED, date.min, until)
        return None if day is None else date.fromisoformat(day)

    def sources(self) -> frozenset[str]:
        """Where the answers come from: "kiosk", "demo", "import:NAME"."""
        with storage_errors("the answers cannot be read"):
            return frozenset(row[0] for row in self.database.execute("SELECT DISTINCT source FROM visits"))

    def _rows(self, sql: str, first: date, last: date) -> list[Any]:
        with storage_errors("the answers cannot be read"):
            return self.database.execute(sql, {"first": first.isoformat(), "last": last.isoformat()}).fetchall()
