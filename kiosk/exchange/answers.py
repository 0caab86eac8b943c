"""Our own CSV of answers, one row each: the columns, and their way there and back without loss."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from kiosk.exchange.mapping import LANGUAGE, SCALE_NAME, plain
from kiosk.exchange.sheet import Refusal, RefusedError, Sheet, SheetRow
from kiosk.exchange.text import guarded, unguarded
from kiosk.model import (
    COMMENT_LENGTH_MAX,
    ChoiceId,
    Chose,
    Contacted,
    Language,
    Level,
    Numbered,
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
    "source": "kiosk, demo, or import: and the name in the mapping file",
    "survey": "The survey, by its id",
    "survey_version": "The version of the survey",
}
"""Each column and what it holds, in the file's order."""
IMPORTED_COLUMNS = tuple(column for column in COLUMNS if column not in {"visit_level", "day", "hour", "suspect"})
"""What an import needs; but for suspect, which files of the first version lack, the others are worked out from these
for the reader's comfort."""
KINDS = {
    "face": "A face that was tapped",
    "reasons": "Touchpoints that were chosen",
    "comment": "A comment",
    "options": "Options of a question's own that were chosen",
    "score": "A number on another scale than the faces",
}
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
SOURCE = re.compile(r"kiosk|demo|import:[a-z][a-z0-9_-]*")
COUNT = re.compile(r"[0-9]{1,9}")
REAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,3})?")
LEVELS = {level.word: level for level in Level}


def to_cells(record: Record, face: Level | None, scale_levels: str) -> list[str]:
    """A record as a row, in the order of COLUMNS. face is the visit's own."""
    cells = dict.fromkeys(COLUMNS, "") | {
        "visit": record.visit,
        "question": record.question,
        "revision": str(record.revision),
        "visit_level": face.word if face else "",
        "at": record.stamp,
        "day": record.day.isoformat(),
        "hour": "" if record.hour is None else str(record.hour),
        "language": record.language,
        "kiosk_id": record.origin.kiosk_id,
        "place": record.origin.place,
        "source": record.origin.source,
        "survey": record.survey,
        "survey_version": str(record.survey_version),
        "suspect": record.suspect or "",
    }
    match record.value:
        case Rated(level=level):
            cells |= {"kind": "face", "level": level.word}
        case Chose(choices=choices):
            cells |= {"kind": "reasons", "reasons": ";".join(choices)}
        case Picked(choices=choices):
            cells |= {"kind": "options", "reasons": ";".join(choices)}
        case Wrote(text=text):
            cells |= {"kind": "comment", "comment": text}
        case Scored(scale=scale, level=scored):
            cells |= {"kind": "score", "scale": scale, "scale_levels": scale_levels,
                      "level": scored.word if scored else ""}  # fmt: skip
        case Contacted() | Numbered():
            raise TypeError("addresses are never exported")
        case _:
            assert_never(record.value)
    safe = {column: guarded(cell) for column, cell in cells.items()}
    if isinstance(record.value, Scored):
        safe["number"] = plain(record.value.number)  # a number is no formula, and -2 must stay one
    return [safe[column] for column in COLUMNS]


def from_cells(cells: dict[str, str]) -> Record:
    """A row as the record it was. Raises RefusedError."""
    return Record(
        visit=VisitId(_fitting(cells, "visit", ID, "an id")),
        question=QuestionId(_fitting(cells, "question", ID, "a question's id")),
        revision=int(_fitting(cells, "revision", COUNT, "a number from 0")),
        origin=Origin(
            _fitting(cells, "kiosk_id", KIOSK_ID, "a kiosk's id"),
            _text(cells, "place"),
            _fitting(cells, "source", SOURCE, "kiosk, demo or import:NAME"),
        ),
        survey=_fitting(cells, "survey", ID, "a survey's id"),
        survey_version=int(_fitting(cells, "survey_version", COUNT, "a version number")),
        language=Language(_fitting(cells, "language", LANGUAGE, "a language such as en or zh_TW")),
        at=_moment(cells),
        value=_value(cells),
        suspect=_suspect(cells),
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """What an export of ours gave. scales says per source, by name, how imported numbers became faces."""

    records: list[Record]
    refused: list[Refusal]
    scales: dict[str, dict[str, str]]


def read_answers(sheet: Sheet, rows: Iterable[SheetRow]) -> Answers:
    """All records of a sheet that has our columns; a row at fault is refused with its reason."""
    answers = Answers([], list(sheet.ragged), {})
    for row in rows:
        try:
            record = from_cells(row.cells)
            _keep_scale(answers.scales.setdefault(record.origin.source, {}), record, row.cells)
        except RefusedError as error:
            answers.refused.append(error.at(row.line))
        else:
            answers.records.append(record)
    answers.refused.sort(key=lambda refusal: refusal.line)
    return answers


def _keep_scale(scales: dict[str, str], record: Record, cells: dict[str, str]) -> None:
    """Notes how the record's scale became faces. Raises RefusedError where earlier rows of its source differ."""
    words = _text(cells, "scale_levels")
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
        case "comment":
            text = _text(cells, "comment")
            if not 0 < len(text) <= COMMENT_LENGTH_MAX:
                raise RefusedError("comment", f"{len(text):,} characters", f"from 1 to {COMMENT_LENGTH_MAX:,}")
            return Wrote(text)
        case "score":
            number = float(_fitting(cells, "number", REAL, "a number"))
            scale = _fitting(cells, "scale", SCALE_NAME, "the name of a scale")
            return Scored(number, scale, _level(cells) if cells["level"] else None)
        case other:
            raise RefusedError("kind", other, f"one of {', '.join(KINDS)}")


def _reasons(cells: dict[str, str]) -> tuple[ChoiceId, ...]:
    raw = _text(cells, "reasons")
    names = raw.split(";") if raw else []
    if not all(ID.fullmatch(name) for name in names):
        raise RefusedError("reasons", raw, "ids of touchpoints or options parted by ;")
    return tuple(ChoiceId(name) for name in names)


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


def _text(cells: dict[str, str], column: str) -> str:
    return unguarded(cells[column])


def _fitting(cells: dict[str, str], column: str, pattern: re.Pattern[str], expected: str) -> str:
    raw = _text(cells, column)
    if not pattern.fullmatch(raw):
        raise RefusedError(column, raw, expected)
    return raw
