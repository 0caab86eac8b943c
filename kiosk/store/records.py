"""Whole records in and out: every answer with all that the database keeps beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kiosk.model import (
    ChoiceId,
    Chose,
    Language,
    Level,
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
from kiosk.store.connection import Reader, Store, storage_errors
from kiosk.store.rows import OFFER, OPTIONS, Entry, insert_value, insert_visit
from kiosk.store.suspects import keep_flag
from kiosk.store.visits import ImportedFile, Row, keep_file

RECORDS = """
    SELECT visits.day AS begun_day, visits.at AS begun, answer.visit AS visit, answer.question, answer.revision,
           answer.kiosk_id, answer.place, visits.source, visits.survey, visits.survey_version, answer.language,
           answer.at AS at, answer.level, answer.number, answer.scale, answer.choices, NULL, suspects.rule,
           answer.counts
    FROM visits CROSS JOIN answers AS answer ON answer.visit = visits.id
    LEFT JOIN suspects ON suspects.visit = answer.visit AND suspects.standing = 1
    WHERE visits.day BETWEEN :first AND :last
    UNION ALL
    SELECT visits.day, visits.at, comment.visit, comment.question, comment.revision, comment.kiosk_id, comment.place,
           visits.source, visits.survey, visits.survey_version, comment.language, comment.at,
           NULL, NULL, NULL, NULL, comment.text, suspects.rule, NULL
    FROM visits CROSS JOIN comments AS comment ON comment.visit = visits.id
    LEFT JOIN suspects ON suspects.visit = comment.visit AND suspects.standing = 1
    WHERE visits.day BETWEEN :first AND :last"""
IN_ORDER = f"""
    SELECT * FROM ({RECORDS})
    ORDER BY begun_day, begun <> begun_day, unixepoch(begun, 'subsec'), begun, visit,
             unixepoch(at, 'subsec'), at, revision, question"""
"""By instants, as their text is out of order where the clock goes back; a bare date is before the day's times."""
DAYS = "SELECT day FROM visits WHERE day BETWEEN :first AND :last"
COUNTS = """
    SELECT count(*) FROM visits CROSS JOIN {table} AS given ON given.visit = visits.id
    WHERE visits.day BETWEEN :first AND :last"""
VISITS_AT_A_TIME = 50_000
"""How many visits are put in order at once: what is sorted is held in memory, and ten years would not fit."""
BEGIN = """
    UPDATE visits SET at = ?2, day = ?3, hour = ?4, language = ?5
    WHERE id = ?1 AND unixepoch(at, 'subsec') > unixepoch(?2, 'subsec')"""
MOVE_FLAG = "UPDATE suspects SET day = ?2 WHERE visit = ?1 AND day <> ?2"
SCALES = "SELECT scales FROM imports WHERE source = ? ORDER BY at, digest"
HEADLINE = """
    SELECT visits.day, rating.number, rating.scale, rating.level FROM visits LEFT JOIN answers AS rating
        ON rating.visit = visits.id AND rating.level IS NOT NULL AND rating.revision = 0
    WHERE visits.id = ?"""


@dataclass(frozen=True, slots=True)
class Record:
    """An answer with where it comes from. at is aware local time, or a date where no more is known."""

    visit: VisitId
    question: QuestionId
    revision: int
    origin: Origin
    survey: str
    survey_version: int
    language: Language
    at: datetime | date
    value: Value
    suspect: str | None = None
    """The rule by which the whole visit looks like play."""
    counts: bool | None = field(default=None, compare=False)
    """Whether it is in the figures; None for what no figure is made of, and on the way in."""

    @property
    def stamp(self) -> str:
        """at, as the database and our files write it (ISO 8601)."""
        return self.at.isoformat(timespec="milliseconds") if isinstance(self.at, datetime) else self.at.isoformat()

    @property
    def day(self) -> date:
        """The local day."""
        return self.at.date() if isinstance(self.at, datetime) else self.at

    @property
    def hour(self) -> int | None:
        """The local hour; None where only the date is known."""
        return self.at.hour if isinstance(self.at, datetime) else None


def read_records(source: Reader | Store, first: date, last: date) -> Iterator[Record]:
    """Every answer and comment of the visits of a period, a visit's together, oldest first.

    Read inside a snapshot (`Reading.snapshot`), as it asks several times.
    """
    with storage_errors("the answers cannot be read"):
        for begin, end in _spans(source, first, last):
            for row in source.database.execute(IN_ORDER, {"first": begin, "last": end}):
                yield _record(row)


def count_records(source: Reader | Store, first: date, last: date) -> int:
    """How many `read_records` will give."""
    with storage_errors("the answers cannot be read"):
        period = {"first": first.isoformat(), "last": last.isoformat()}
        counts = (source.database.execute(COUNTS.format(table=table), period) for table in ("answers", "comments"))
        return sum(int(count.fetchone()[0]) for count in counts)


def _spans(source: Reader | Store, first: date, last: date) -> Iterator[tuple[str, str]]:
    """The period in spans of whole days, none with more visits than are put in order at once, if it has two days."""
    period = {"first": first.isoformat(), "last": last.isoformat()}
    visits = Counter(day for (day,) in source.database.execute(DAYS, period))
    span: list[str] = []
    held = 0
    for day in sorted(visits):
        if span and held + visits[day] > VISITS_AT_A_TIME:
            yield span[0], span[-1]
            span, held = [], 0
        span.append(day)
        held += visits[day]
    if span:
        yield span[0], span[-1]


def save_records(store: Store, records: Iterable[Record], files: Mapping[str, ImportedFile], at: datetime) -> int:
    """Commits records in one transaction, and by source the file they came in; the number that is new."""
    with storage_errors("the import cannot be saved"), store.database.atomic():
        added = add_records(store, records, at)
        keep_files(store, files, added, at)
    return added.total()


def add_records(store: Store, records: Iterable[Record], at: datetime) -> Counter[str]:
    """Takes records one at a time, in any order, inside the caller's transaction; by source, how many are new.

    A visit begins with the earliest of its records.
    """
    added: Counter[str] = Counter()
    for record in records:
        added[record.origin.source] += _insert(store, record, at)
    return added


def keep_files(store: Store, files: Mapping[str, ImportedFile], added: Mapping[str, int], at: datetime) -> None:
    """Notes by source the file that records came in, inside the caller's transaction."""
    for source, file in files.items():
        keep_file(store.database, source, file, added.get(source, 0), at)


def count_differing(store: Store, rows: Iterable[Row]) -> int:
    """How many of an import's rows, all stored, stand there with another day or overall rating than they have here."""
    with storage_errors("the answers cannot be read"):
        execute = store.database.conn.execute
        return sum(_headline(row) != execute(HEADLINE, (row.visit,)).fetchone() for row in rows)


def scales_of(source: Reader | Store, name: str) -> dict[str, str]:
    """How the scales of an imported source became levels, in words, by scale name."""
    with storage_errors("the imports cannot be read"):
        rows = source.database.execute(SCALES, (name,)).fetchall()
    return {scale: words for (scales,) in rows for scale, words in json.loads(scales).items()}


def _headline(row: Row) -> tuple[str, float | None, str | None, int | None]:
    """What HEADLINE gives of a row that is stored as it is."""
    for _, value in row.answers:
        if isinstance(value, Scored) and value.level is not None:
            return row.day.isoformat(), value.number, value.scale, int(value.level)
    return row.day.isoformat(), None, None, None


def _record(row: Any) -> Record:
    (_, _, visit, question, revision, kiosk, place, source, survey, version, language, at,
     level, number, scale, choices, text, suspect, counts) = row  # fmt: skip
    return Record(
        VisitId(visit), QuestionId(question), revision, Origin(kiosk, place, source), survey, version,
        Language(language), date.fromisoformat(at) if len(at) == len("2026-01-31") else datetime.fromisoformat(at),
        _value(level, number, scale, choices, text), suspect, None if counts is None else bool(counts),
    )  # fmt: skip


def _value(level: Any, number: float | None, scale: str | None, choices: str | None, text: str | None) -> Value:
    if text is not None:
        return Wrote(text)
    if choices is not None and scale == OFFER:
        return Offered(tuple((QuestionId(name), chance) for name, chance in json.loads(choices).items()))
    if choices is not None:
        chosen = tuple(ChoiceId(choice) for choice in json.loads(choices))
        return Picked(chosen) if scale == OPTIONS else Chose(chosen)
    if number is not None:
        return Scored(number, scale or "", None if level is None else Level(level))
    return Rated(Level(level))


def _insert(store: Store, record: Record, at: datetime) -> int:
    """1 where the record was not there before, else 0. A flag comes in with its visit, never to one that is here."""
    entry = Entry(
        record.visit, record.question, record.revision, record.origin, record.language, record.stamp,
        record.day.isoformat(), record.hour,
    )  # fmt: skip
    if insert_visit(store.database, entry, record.survey, record.survey_version):
        if record.suspect:
            keep_flag(store.database, record.visit, record.suspect, at)
    elif store.database.conn.execute(BEGIN, (entry.visit, entry.at, entry.day, entry.hour, entry.language)).rowcount:
        store.database.conn.execute(MOVE_FLAG, (entry.visit, entry.day))
    return insert_value(store.database, entry, record.value)
