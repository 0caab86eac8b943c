"""Answers as rows of our own spreadsheets: the columns, and the way there and back without loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite
from typing import assert_never

from kiosk.exchange.fitting import require_fitting
from kiosk.exchange.mapping import LANGUAGE, SCALE_NAME
from kiosk.exchange.sheet import Refusal, RefusedError, SheetRow
from kiosk.model import (
    COMMENT_LENGTH_MAX,
    ChoiceId,
    Chose,
    Contacted,
    Language,
    Level,
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
from kiosk.site import KIOSK_ID
from kiosk.store import Record
from kiosk.taps import RULES

COLUMNS = {
    "visit": "The shopper's visit; answers with the same one belong together",
    "question": "The question, by its id in the survey; imported aspects bring their own",
    "revision": "0 for the first answer to the question, 1 for its first correction, …; the last one counts",
    "kind": "What kind of answer the row holds",
    "visit_level": "The face of the same visit as it stood at the end, repeated so that each row can be filtered by it",
    "level": "The face",
    "number": "The number on another scale than the faces",
    "scale": "The name of that scale",
    "scale_levels": "How the numbers of that scale became faces; empty where they do not",
    "reasons": "The touchpoints or options chosen, parted by ;",
    "comment": "The shopper's own words",
    "at": "When, in local time with its offset from UTC, or the date alone where no more is known (ISO 8601)",
    "day": "The local day",
    "hour": "The local hour, 0 to 23",
    "language": "The language the screen was in, or of the imported text",
    "kiosk_id": "The kiosk",
    "place": "Where it stands, or what the imported row is about",
    "suspect": "Where the visit looks like play, the rule that says so: it is in no figure; empty for all others",
    "counts": "1 where the answer is in the figures, 0 where a later one took its place or the visit is suspect; "
              "empty for comments",
    "source": "kiosk, demo, or import: and the name in the mapping file",
    "survey": "The survey, by its id",
    "survey_version": "The version of the survey",
}
"""Each column and what it holds, in the file's order."""
WORKED_OUT = frozenset({"visit_level", "day", "hour", "counts"})
"""For the reader's comfort, from the other columns."""
IMPORTED_COLUMNS = tuple(column for column in COLUMNS if column not in WORKED_OUT | {"suspect"})
"""What an import needs; files of the first version lack the suspect."""
KINDS = {
    "face": "A face that was tapped",
    "reasons": "Touchpoints that were chosen",
    "comment": "A comment",
    "options": "Options of a question's own that were chosen",
    "score": "A number on another scale than the faces",
    "offer": "What the visit was asked in its turn, answered or not; in reasons, each question with a colon and the "
             "chance that a visit of that week was asked it",
}
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
CHANCE = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,99}):(0\.[0-9]+(?:e-[0-9]{1,2})?|[1-9]\.?[0-9]*e-[0-9]{1,2}|1|1\.0)")
SOURCE = re.compile(r"kiosk|demo|import:[a-z][a-z0-9_-]*")
COUNT = re.compile(r"[0-9]{1,9}")
REAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,3})?")
LEVELS = {level.word: level for level in Level}


Cell = str | int | float | date | None
"""What a spreadsheet's cell holds; None where it is empty."""


def to_cells(record: Record, face: Level | None, scale_levels: str) -> dict[str, Cell]:
    """A record as a row: every one of COLUMNS, in their order. face is the visit's own."""
    return dict.fromkeys(COLUMNS) | {
        "visit": record.visit,
        "question": record.question,
        "revision": record.revision,
        "visit_level": face.word if face else None,
        "at": record.stamp,
        "day": record.day,
        "hour": record.hour,
        "language": record.language,
        "kiosk_id": record.origin.kiosk_id,
        "place": record.origin.place,
        "source": record.origin.source,
        "survey": record.survey,
        "survey_version": record.survey_version,
        "suspect": record.suspect,
        "counts": None if record.counts is None else int(record.counts),
    } | _value_cells(record.value, scale_levels)


def _value_cells(value: Value, scale_levels: str) -> dict[str, Cell]:
    match value:
        case Rated(level=level):
            return {"kind": "face", "level": level.word}
        case Chose(choices=choices):
            return {"kind": "reasons", "reasons": ";".join(choices)}
        case Picked(choices=choices):
            return {"kind": "options", "reasons": ";".join(choices)}
        case Offered(chances=chances):
            return {"kind": "offer", "reasons": ";".join(f"{question}:{chance!r}" for question, chance in chances)}
        case Wrote(text=text):
            return {"kind": "comment", "comment": text}
        case Scored(number=number, scale=scale, level=scored):
            return {"kind": "score", "number": number, "scale": scale, "scale_levels": scale_levels,
                    "level": scored.word if scored else None}  # fmt: skip
        case Contacted() | Numbered():
            raise TypeError("addresses are no answers")
        case _:
            assert_never(value)


def from_cells(cells: dict[str, str]) -> Record:
    """A row as the record it was; every cell as its plain text. Raises RefusedError."""
    value = _value(cells)
    require_fitting(cells["question"], value)
    return Record(
        visit=VisitId(_fitting(cells, "visit", ID, "an id")),
        question=QuestionId(_fitting(cells, "question", ID, "a question's id")),
        revision=int(_fitting(cells, "revision", COUNT, "a number from 0")),
        origin=Origin(
            _fitting(cells, "kiosk_id", KIOSK_ID, "a kiosk's id"),
            cells["place"],
            _fitting(cells, "source", SOURCE, "kiosk, demo or import:NAME"),
        ),
        survey=_fitting(cells, "survey", ID, "a survey's id"),
        survey_version=int(_fitting(cells, "survey_version", COUNT, "a version number")),
        language=Language(_fitting(cells, "language", LANGUAGE, "a language such as en or zh_TW")),
        at=_moment(cells),
        value=value,
        suspect=_suspect(cells),
    )


@dataclass(slots=True)
class Answers:
    """What an export of ours gives, a record at a time; the rest is known when all records are taken.

    refused has each row at fault with its reason, in the file's order. scales says per source, by name, how imported
    numbers became faces.
    """

    taken: int = 0
    refused: list[Refusal] = field(default_factory=list)
    scales: dict[str, dict[str, str]] = field(default_factory=dict)

    def records(self, rows: Iterable[SheetRow | Refusal]) -> Iterator[Record]:
        """All records of rows that have our columns, as plain texts."""
        for row in rows:
            if isinstance(row, Refusal):
                self.refused.append(row)
                continue
            try:
                record = from_cells(row.cells)
                _keep_scale(self.scales.setdefault(record.origin.source, {}), record, row.cells)
            except RefusedError as error:
                self.refused.append(error.at(row.line))
                continue
            self.taken += 1
            yield record


def _keep_scale(scales: dict[str, str], record: Record, cells: dict[str, str]) -> None:
    """Notes how the record's scale became faces. Raises RefusedError where earlier rows of its source differ."""
    words = cells["scale_levels"]
    if not isinstance(record.value, Scored) or record.value.level is None or not words:
        return
    if scales.setdefault(record.value.scale, words) != words:
        earlier = scales[record.value.scale]
        raise RefusedError("scale_levels", words, f"the same as on the rows before: {earlier}")


def _value(cells: dict[str, str]) -> Value:
    match cells["kind"]:
        case "face":
            return Rated(_level(cells))
        case "reasons":
            return Chose(_reasons(cells))
        case "options":
            return Picked(_reasons(cells))
        case "offer":
            return Offered(_chances(cells))
        case "comment":
            text = cells["comment"]
            if not 0 < len(text) <= COMMENT_LENGTH_MAX:
                raise RefusedError("comment", f"{len(text):,} characters", f"from 1 to {COMMENT_LENGTH_MAX:,}")
            return Wrote(text)
        case "score":
            number = float(_fitting(cells, "number", REAL, "a number"))
            if not isfinite(number):
                raise RefusedError("number", cells["number"], "a number")
            scale = _fitting(cells, "scale", SCALE_NAME, "the name of a scale")
            return Scored(number, scale, _level(cells) if cells["level"] else None)
        case other:
            raise RefusedError("kind", other, f"one of {', '.join(KINDS)}")


def _reasons(cells: dict[str, str]) -> tuple[ChoiceId, ...]:
    raw = cells["reasons"]
    names = raw.split(";") if raw else []
    if not all(ID.fullmatch(name) for name in names):
        raise RefusedError("reasons", raw, "ids of touchpoints or options parted by ;")
    return tuple(ChoiceId(name) for name in names)


def _chances(cells: dict[str, str]) -> tuple[tuple[QuestionId, float], ...]:
    raw = cells["reasons"]
    told = [CHANCE.fullmatch(each) for each in raw.split(";")]
    found = tuple((QuestionId(each[1]), float(each[2])) for each in told if each)
    if len(found) < len(told) or not all(0 < chance <= 1 for _, chance in found):
        raise RefusedError("reasons", raw, "questions with their chances (quality.value:0.01), parted by ;")
    return found


def _suspect(cells: dict[str, str]) -> str | None:
    rule = cells.get("suspect", "")
    if rule and rule not in RULES:
        raise RefusedError("suspect", rule, f"empty, or one of {', '.join(RULES)}")
    return rule or None


def _level(cells: dict[str, str]) -> Level:
    if (word := cells["level"]) not in LEVELS:
        raise RefusedError("level", word, f"one of {', '.join(LEVELS)}")
    return LEVELS[word]


def _moment(cells: dict[str, str]) -> datetime | date:
    raw = cells["at"]
    try:
        if "T" not in raw:
            return date.fromisoformat(raw)
        moment = datetime.fromisoformat(raw)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise RefusedError("at", raw, "a date (2026-01-31) or a time with its offset (2026-01-31T09:30:00.000+01:00)")
    return moment


def _fitting(cells: dict[str, str], column: str, pattern: re.Pattern[str], expected: str) -> str:
    raw = cells[column]
    if not pattern.fullmatch(raw):
        raise RefusedError(column, raw, expected)
    return raw
