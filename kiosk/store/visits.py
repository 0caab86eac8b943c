"""Writing: one transaction per tap, and one for a whole imported file.

Every insert is idempotent on the row's own identity, so a retry or a second import adds no answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from kiosk.model import (
    Answer,
    Chose,
    CommentQuestion,
    FacesQuestion,
    Language,
    Level,
    Origin,
    QuestionId,
    Rated,
    ReasonsQuestion,
    Scored,
    Survey,
    Text,
    Value,
    VisitId,
    Wrote,
)
from kiosk.store.connection import Store, storage_errors

INSERT_VISIT = """
    INSERT INTO visits (id, kiosk_id, place, source, survey, survey_version, language, at, day, hour)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"""
INSERT_ANSWER = """
    INSERT INTO answers
        (visit, question, revision, kiosk_id, place, language, at, day, hour, level, number, scale, choices)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (visit, question, revision) DO NOTHING"""
INSERT_COMMENT = """
    INSERT INTO comments (visit, question, revision, kiosk_id, place, language, at, day, text)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (visit, question, revision) DO NOTHING"""
KEEP_SURVEY = """
    INSERT INTO surveys (id, version, definition) VALUES (?, ?, ?)
    ON CONFLICT (id, version) DO UPDATE SET definition = excluded.definition
    WHERE definition <> excluded.definition"""
KEEP_FILE = """
    INSERT INTO imports (source, digest, at, file, taken, refused, scales) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (source, digest) DO UPDATE SET
        at = excluded.at, file = excluded.file, taken = taken + excluded.taken, refused = excluded.refused,
        scales = json_patch(scales, excluded.scales)"""


@dataclass(frozen=True, slots=True)
class Row:
    """A visit of somebody else's records: most often known by date only, answered all at once.

    place is the recorder's own where None; at is the aware local moment where the record tells the hour.
    """

    visit: VisitId
    day: date
    language: Language
    answers: tuple[tuple[QuestionId, Value], ...]
    place: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What is kept about an imported file. scales says, per scale name, how its numbers became levels."""

    digest: str
    name: str
    refused: int
    scales: dict[str, str]


class Recorder:
    """Saves the answers of one origin to one survey."""

    def __init__(self, store: Store, origin: Origin, survey: Survey) -> None:
        self._database = store.database
        self._origin = origin
        self._survey = survey
        with storage_errors("the survey cannot be kept"):
            self._keep_survey()

    def save(self, answer: Answer) -> None:
        """Commits one answer; when this returns it is on the disk. Raises StorageError, and then nothing is kept."""
        with storage_errors("the answer cannot be saved"), self._database.atomic():
            self._insert(answer)

    def save_all(self, answers: Iterable[Answer]) -> None:
        """Commits many answers in one transaction."""
        with storage_errors("the answers cannot be saved"), self._database.atomic():
            for answer in answers:
                self._insert(answer)

    def save_import(self, rows: Iterable[Row], file: ImportedFile, at: datetime) -> int:
        """Commits a file's valid rows in one transaction; the number of visits that were not there before."""
        with storage_errors("the import cannot be saved"), self._database.atomic():
            before = self._visit_count()
            for row in rows:
                self._insert_row(row)
            added = self._visit_count() - before
            keep_file(self._database, self._origin.source, file, added, at)
        return added

    def _visit_count(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM visits").fetchone()[0])

    def _insert(self, answer: Answer) -> None:
        at = answer.at.isoformat(timespec="milliseconds")
        self._insert_value(
            answer.visit, answer.question, answer.revision, answer.language, at,
            answer.at.date().isoformat(), answer.at.hour, answer.value,
        )

    def _insert_row(self, row: Row) -> None:
        day = row.day.isoformat()
        at = day if row.at is None else row.at.isoformat(timespec="milliseconds")
        hour = None if row.at is None else row.at.hour
        for question, value in row.answers:
            self._insert_value(row.visit, question, 0, row.language, at, day, hour, value, row.place)

    def _insert_value(
        self, visit: VisitId, question: QuestionId, revision: int, language: Language,
        at: str, day: str, hour: int | None, value: Value, elsewhere: str | None = None,
    ) -> None:  # fmt: skip
        kiosk, place = self._origin.kiosk_id, elsewhere or self._origin.place
        execute = self._database.conn.execute
        if revision == 0:
            execute(
                INSERT_VISIT,
                (visit, kiosk, place, self._origin.source, self._survey.id, self._survey.version, language, at, day,
                 hour),
            )
        if isinstance(value, Wrote):
            execute(INSERT_COMMENT, (visit, question, revision, kiosk, place, language, at, day, value.text))
        else:
            execute(
                INSERT_ANSWER,
                (visit, question, revision, kiosk, place, language, at, day, hour, *answer_columns(value)),
            )

    def _keep_survey(self) -> None:
        with self._database.atomic():
            self._database.execute(
                KEEP_SURVEY,
                (self._survey.id, self._survey.version, json.dumps(_definition(self._survey), ensure_ascii=False)),
            )


def keep_file(database: Database, source: str, file: ImportedFile, taken: int, at: datetime) -> None:
    """Notes an imported file, inside the caller's transaction.

    taken: what was not there before. A second time adds to it, counts the refused rows anew and keeps the rules of
    all scales that the file was ever read with.
    """
    database.execute(
        KEEP_FILE,
        (source, file.digest, at.isoformat(), file.name, taken, file.refused,
         json.dumps(file.scales, ensure_ascii=False, sort_keys=True)),
    )  # fmt: skip


def answer_columns(value: Rated | Chose | Scored) -> tuple[int | None, float | None, str | None, str | None]:
    """level, number, scale, choices."""
    match value:
        case Rated(level=level):
            return int(level), None, None, None
        case Chose(choices=choices):
            return None, None, None, json.dumps(choices)
        case Scored(number=number, scale=scale, level=level):
            return (None if level is None else int(level)), number, scale, None


def _definition(survey: Survey) -> dict[str, object]:
    """The survey as it was asked last under its version, so that old answers stay readable after it changes."""
    questions: list[dict[str, object]] = []
    for question in survey.questions:
        entry: dict[str, object] = {"id": question.id}
        match question:
            case FacesQuestion(prompt=prompt):
                entry |= {"type": "faces", "prompt": dict(prompt)}
            case ReasonsQuestion(prompt=prompts, choices=choices):
                labels = {choice.id: dict(choice.label) for level in Level for choice in choices[level]}
                entry |= {"type": "reasons", "prompt": _by_word(prompts), "choices": labels}
            case CommentQuestion(prompt=prompts):
                entry |= {"type": "comment", "prompt": _by_word(prompts)}
        questions.append(entry)
    return {"title": dict(survey.title), "languages": survey.languages, "questions": questions}


def _by_word(texts: Mapping[Level, Text]) -> dict[str, dict[Language, str]]:
    return {level.word: dict(texts[level]) for level in Level}
