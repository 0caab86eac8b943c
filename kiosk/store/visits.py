"""Writing: one transaction per tap, and one for a whole imported file.

Every insert is idempotent on the row's own identity, so a retry or a second import adds no answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlite_utils import Database

from kiosk.model import Answer, Language, Origin, QuestionId, Value, VisitId
from kiosk.questions import Survey
from kiosk.store.connection import Store, storage_errors
from kiosk.store.rows import Entry, insert_value, insert_visit
from kiosk.store.suspects import screen_day
from kiosk.survey.kept import definition
from kiosk.taps import IsOpen

KEEP_SURVEY = """
    INSERT INTO surveys (id, version, definition, at) VALUES (?, ?, ?, ?)
    ON CONFLICT (id, version) DO UPDATE SET definition = excluded.definition, at = excluded.at
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
    """Saves the answers of one origin to one survey, which is kept beside them.

    at is the moment from which the survey reads as it does; of two databases that are merged, the later one tells.
    """

    def __init__(self, store: Store, origin: Origin, survey: Survey, at: datetime | None = None) -> None:
        self._database = store.database
        self._origin = origin
        self._survey = survey
        with storage_errors("the survey cannot be kept"):
            self._keep_survey("" if at is None else at.isoformat(timespec="milliseconds"))

    def save(self, answer: Answer) -> None:
        """Commits one answer; when this returns it is on the disk. Raises StorageError, and then nothing is kept."""
        with storage_errors("the answer cannot be saved"), self._database.atomic():
            self._insert(answer)

    def save_all(self, answers: Iterable[Answer]) -> None:
        """Commits many answers in one transaction."""
        with storage_errors("the answers cannot be saved"), self._database.atomic():
            for answer in answers:
                self._insert(answer)

    def screen(self, at: datetime, is_open: IsOpen) -> int:
        """Flags what of this kiosk's taps of the local day looks like play; how many visits changed.

        at is aware local time. What stands flagged afterwards is what the rules say of the day as it is now, but for
        what somebody has cleared. Imported and simulated answers are never looked at. Raises StorageError.
        """
        with storage_errors("the taps cannot be screened"), self._database.atomic():
            return screen_day(self._database, self._origin.kiosk_id, at, is_open)

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
        self._insert_value(
            Entry(
                answer.visit, answer.question, answer.revision, self._origin, answer.language,
                answer.at.isoformat(timespec="milliseconds"), answer.at.date().isoformat(), answer.at.hour,
            ),
            answer.value,
        )  # fmt: skip

    def _insert_row(self, row: Row) -> None:
        day = row.day.isoformat()
        at = day if row.at is None else row.at.isoformat(timespec="milliseconds")
        hour = None if row.at is None else row.at.hour
        origin = replace(self._origin, place=row.place or self._origin.place)
        for question, value in row.answers:
            self._insert_value(Entry(row.visit, question, 0, origin, row.language, at, day, hour), value)

    def _insert_value(self, entry: Entry, value: Value) -> None:
        insert_visit(self._database, entry, self._survey.id, self._survey.version)
        insert_value(self._database, entry, value)

    def _keep_survey(self, at: str) -> None:
        kept = json.dumps(definition(self._survey), ensure_ascii=False)
        with self._database.atomic():
            self._database.execute(KEEP_SURVEY, (self._survey.id, self._survey.version, kept, at))


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
