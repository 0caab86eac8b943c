"""Reading a period of days out of the database, as plain counts and rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.model import ChoiceId, Language, Level, VisitId
from kiosk.store.connection import Reader, Store, storage_errors


@dataclass(frozen=True, slots=True)
class HourCount:
    """First ratings of one day and hour at one level; hour is None where only the date is known."""

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
    text: str
    reasons: tuple[ChoiceId, ...] = ()
    """The touchpoints that the same visit named."""


@dataclass(frozen=True, slots=True)
class ScaleCount:
    """Headline ratings that came on one scale; scale is None for the faces."""

    scale: str | None
    n: int
    mapping: str | None
    """In words, how the scale's numbers became levels."""


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """Imported scores of one aspect on one scale: count, sum and sum of squares."""

    question: str
    scale: str
    n: int
    total: float
    squares: float


HOURS = """
    SELECT day, hour, level, count(*) FROM answers
    WHERE day BETWEEN :first AND :last AND level IS NOT NULL AND revision = 0
    GROUP BY day, hour, level ORDER BY day, hour, level"""
REASONS = """
    SELECT named.value, rating.level, count(DISTINCT rating.visit)
    FROM answers AS rating
    JOIN answers AS chosen ON chosen.visit = rating.visit AND chosen.choices IS NOT NULL
    JOIN json_each(chosen.choices) AS named
    WHERE rating.day BETWEEN :first AND :last AND rating.level IS NOT NULL AND rating.revision = 0
      AND chosen.revision = (SELECT max(revision) FROM answers AS later
                             WHERE later.visit = chosen.visit AND later.question = chosen.question)
    GROUP BY named.value, rating.level ORDER BY named.value, rating.level"""
# CROSS JOIN keeps SQLite from searching all visits for those of the days: they have no index by day, comments are few.
COMMENTS = """
    SELECT comment.visit, visits.day, visits.hour, comment.language, comment.place, rating.level, comment.text,
           (SELECT choices FROM answers AS chosen WHERE chosen.visit = comment.visit AND chosen.choices IS NOT NULL
            ORDER BY chosen.revision DESC LIMIT 1)
    FROM comments AS comment CROSS JOIN visits ON visits.id = comment.visit
    LEFT JOIN answers AS rating
        ON rating.visit = comment.visit AND rating.level IS NOT NULL AND rating.revision = 0
    WHERE visits.day BETWEEN :first AND :last
    ORDER BY comment.at, comment.visit, comment.question, comment.revision"""
SCALES = """
    SELECT rating.scale, count(*),
           (SELECT rule.value FROM imports JOIN json_each(imports.scales) AS rule
            WHERE imports.source = visits.source AND rule.key = rating.scale
            ORDER BY imports.at DESC, imports.digest DESC LIMIT 1)
    FROM answers AS rating JOIN visits ON visits.id = rating.visit
    WHERE rating.day BETWEEN :first AND :last AND rating.level IS NOT NULL AND rating.revision = 0
    GROUP BY rating.scale, visits.source ORDER BY rating.scale, visits.source"""
LAST_RATED = """
    SELECT max(day) FROM answers WHERE day BETWEEN :first AND :last AND level IS NOT NULL AND revision = 0"""
SCORES = """
    SELECT question, scale, count(*), sum(number), sum(number * number) FROM answers
    WHERE day BETWEEN :first AND :last AND number IS NOT NULL AND level IS NULL
    GROUP BY question, scale ORDER BY question, scale"""


class Reading:
    """What was answered in a period of days, first and last included."""

    def __init__(self, source: Reader | Store) -> None:
        self._database = source.database

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever is saved meanwhile."""
        connection = self._database.conn
        with storage_errors("the answers cannot be read"):
            connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:  # a failing disk may have ended it already
                connection.execute("ROLLBACK")

    def hours(self, first: date, last: date) -> list[HourCount]:
        """First ratings by day, hour and level."""
        return [
            HourCount(date.fromisoformat(day), hour, Level(level), n)
            for day, hour, level, n in self._rows(HOURS, first, last)
        ]

    def reasons(self, first: date, last: date) -> list[ReasonCount]:
        """Visits per touchpoint and level; only what stood chosen at the end counts."""
        return [ReasonCount(ChoiceId(choice), Level(level), n) for choice, level, n in self._rows(REASONS, first, last)]

    def comments(self, first: date, last: date) -> list[Comment]:
        """All comments of the visits that began then, oldest first; day and hour are those of the visit."""
        return [
            Comment(VisitId(visit), date.fromisoformat(day), hour, Language(language), place,
                    None if level is None else Level(level), text, tuple(json.loads(reasons or "[]")))
            for visit, day, hour, language, place, level, text, reasons in self._rows(COMMENTS, first, last)
        ]  # fmt: skip

    def scales(self, first: date, last: date) -> list[ScaleCount]:
        """Which scales the headline ratings came on."""
        return [ScaleCount(scale, n, mapping) for scale, n, mapping in self._rows(SCALES, first, last)]

    def scores(self, first: date, last: date) -> list[ScoreSummary]:
        """Imported aspect scores, each on its own scale."""
        return [ScoreSummary(*row) for row in self._rows(SCORES, first, last)]

    def touchpoint_labels(self) -> dict[ChoiceId, dict[Language, str]]:
        """The words that shoppers saw for each touchpoint, from the newest version of each survey."""
        with storage_errors("the surveys cannot be read"):
            rows = self._database.execute("SELECT definition FROM surveys ORDER BY id, version").fetchall()
        labels: dict[ChoiceId, dict[Language, str]] = {}
        for (definition,) in rows:
            for question in json.loads(definition)["questions"]:
                if question["type"] == "reasons":
                    labels |= question["choices"]
        return labels

    def last_day(self) -> date | None:
        """The newest day with an answer; None in an empty database."""
        with storage_errors("the answers cannot be read"):
            (day,) = self._database.execute("SELECT max(day) FROM answers").fetchone()
        return None if day is None else date.fromisoformat(day)

    def last_rated_day(self, until: date) -> date | None:
        """The newest day with a first rating, up to and including until; None where there is none."""
        ((day,),) = self._rows(LAST_RATED, date.min, until)
        return None if day is None else date.fromisoformat(day)

    def sources(self) -> frozenset[str]:
        """Where the answers come from: "kiosk", "demo", "import:NAME"."""
        with storage_errors("the answers cannot be read"):
            return frozenset(row[0] for row in self._database.execute("SELECT DISTINCT source FROM visits"))

    def _rows(self, sql: str, first: date, last: date) -> list[Any]:
        with storage_errors("the answers cannot be read"):
            return self._database.execute(sql, {"first": first.isoformat(), "last": last.isoformat()}).fetchall()
