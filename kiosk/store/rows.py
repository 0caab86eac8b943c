"""One answer as rows. Every insert is idempotent on the row's own identity, so that a retry adds nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import assert_never

from sqlite_utils import Database

from kiosk.comments import flag_of
from kiosk.model import (
    Chose,
    Contacted,
    Language,
    Numbered,
    Offered,
    Origin,
    Picked,
    QuestionId,
    Rated,
    Scored,
    Value,
    VisitId,
    Wrote,
)

INSERT_VISIT = """
    INSERT INTO visits (id, kiosk_id, place, source, survey, survey_version, language, at, day, hour)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"""
INSERT_ANSWER = """
    INSERT INTO answers
        (visit, question, revision, kiosk_id, place, language, at, day, hour, level, number, scale, choices, counts)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
            NOT EXISTS (SELECT 1 FROM answers WHERE visit = ?1 AND question = ?2 AND revision > ?3)
            AND NOT EXISTS (SELECT 1 FROM suspects WHERE visit = ?1 AND standing = 1))
    ON CONFLICT (visit, question, revision) DO NOTHING"""
SUPERSEDE = "UPDATE answers SET counts = 0 WHERE visit = ? AND question = ? AND revision < ? AND counts = 1"
INSERT_COMMENT = """
    INSERT INTO comments (visit, question, revision, kiosk_id, place, language, at, day, text, flag)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (visit, question, revision) DO NOTHING"""
INSERT_CONTACT = """
    INSERT INTO contacts (visit, question, revision, kiosk_id, place, language, at, day, kind, text)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (visit, question, revision) DO NOTHING"""
INSERT_CONSENT = """
    INSERT INTO consents (visit, question, revision, wording, wording_version, language, at)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (visit, question, revision) DO NOTHING"""
OPTIONS = "options"
"""In the column of scales: the choices are the question's own, not touchpoints."""
OFFER = "offer"
"""In the same column: the choices are what was offered, each with its chance."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What every row of an answer says besides its value. at is ISO 8601, day and hour are local."""

    visit: VisitId
    question: QuestionId
    revision: int
    origin: Origin
    language: Language
    at: str
    day: str
    hour: int | None

    @property
    def columns(self) -> tuple[object, ...]:
        """As all tables of answers begin."""
        return (self.visit, self.question, self.revision, self.origin.kiosk_id, self.origin.place, self.language,
                self.at, self.day)  # fmt: skip


def insert_visit(database: Database, entry: Entry, survey: str, survey_version: int) -> bool:
    """Whether the visit was not there before."""
    origin = entry.origin
    added = database.conn.execute(
        INSERT_VISIT,
        (entry.visit, origin.kiosk_id, origin.place, origin.source, survey, survey_version, entry.language, entry.at,
         entry.day, entry.hour),
    )  # fmt: skip
    return bool(added.rowcount)


def insert_value(database: Database, entry: Entry, value: Value) -> int:
    """1 where the answer was not there before, else 0. In the figures a correction takes the place of the earlier."""
    execute = database.conn.execute
    match value:
        case Wrote(text=text):
            return int(execute(INSERT_COMMENT, (*entry.columns, text, flag_of(text))).rowcount)
        case Contacted(text=text, consent=wording, consent_version=version):
            execute(
                INSERT_CONSENT,
                (entry.visit, entry.question, entry.revision, wording, version, entry.language, entry.at),
            )
            return int(execute(INSERT_CONTACT, (*entry.columns, "contact", text)).rowcount)
        case Numbered(number=number):
            return int(execute(INSERT_CONTACT, (*entry.columns, "number", number)).rowcount)
        case Rated() | Chose() | Picked() | Scored() | Offered():
            added = int(execute(INSERT_ANSWER, (*entry.columns, entry.hour, *_answer_columns(value))).rowcount)
            if added and entry.revision:
                execute(SUPERSEDE, (entry.visit, entry.question, entry.revision))
            return added
        case _:
            assert_never(value)


def _answer_columns(
    value: Rated | Chose | Picked | Scored | Offered,
) -> tuple[int | None, float | None, str | None, str | None]:
    """level, number, scale, choices."""
    match value:
        case Rated(level=level):
            return int(level), None, None, None
        case Chose(choices=choices):
            return None, None, None, json.dumps(choices)
        case Picked(choices=choices):
            return None, None, OPTIONS, json.dumps(choices)
        case Scored(number=number, scale=scale, level=level):
            return (None if level is None else int(level)), number, scale, None
        case Offered(chances=chances):
            return None, None, OFFER, json.dumps({question: round(chance, 9) for question, chance in chances})
        case _:
            assert_never(value)
