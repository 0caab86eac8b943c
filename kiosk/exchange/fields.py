"""What a row of each table may say, checked before the database sees it: for exports in JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import isfinite

from kiosk.exchange.answers import ID, SOURCE
from kiosk.exchange.fitting import require_fitting
from kiosk.exchange.mapping import LANGUAGE, SCALE_NAME
from kiosk.exchange.sheet import RefusedError
from kiosk.model import COMMENT_LENGTH_MAX, ChoiceId, Chose, Level, Offered, Picked, QuestionId, Rated, Scored, Value
from kiosk.site import KIOSK_ID
from kiosk.store.asked import read_asked
from kiosk.store.transfer import COLUMNS
from kiosk.taps import RULES

STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:]{8}(?:\.[0-9]{1,6})?[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
HASH = re.compile("[0-9a-f]{64}")
COUNT_MAX = 999_999_999
JSON_COLUMNS = frozenset({"definition", "scales", "choices"})
"""Columns that hold JSON: in an export the value itself where writing it anew gives the same text, else that text."""
PLAIN_ASCII = frozenset({"choices"})
"""Of these, those that the database holds with everything but ASCII escaped."""
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Field:
    """What fits into a column, and how that is told."""

    fits: Callable[[object], bool]
    expected: str

    def or_null(self) -> Field:
        """The same, or nothing."""
        return replace(self, fits=lambda value: value is None or self.fits(value), expected=f"{self.expected}, or null")


def packed(column: str, value: object) -> str:
    """A value as the database holds it in one of JSON_COLUMNS."""
    return json.dumps(value, ensure_ascii=column in PLAIN_ASCII)


def checked(table: str, row: Row) -> tuple[object, ...]:
    """The row's values in the order of the table's columns. Raises RefusedError that names the first that does not fit.

    row has every column of the table and no other.
    """
    fields = FIELDS[table]
    if row.keys() != fields.keys():
        odd = sorted(row.keys() ^ fields.keys())
        raise RefusedError(None, None, f"has {odd[0]!r} too many or not at all; expected {', '.join(fields)}")
    values = {}
    for column, field in fields.items():
        value = row[column]
        if column in JSON_COLUMNS and isinstance(value, list | dict):
            value = packed(column, value)
        if not (field.fits(value) and _is_storable(value)):
            raise RefusedError(column, str(value), field.expected)
        values[column] = float(value) if column == "number" and isinstance(value, int) else value
    if rule := RULES_OF.get(table):
        rule(values)
    return tuple(values.values())


def _is_storable(value: object) -> bool:
    """Half of a surrogate pair is no character."""
    try:
        return not isinstance(value, str) or bool(value.encode()) or not value
    except UnicodeEncodeError:
        return False


def _text(pattern: re.Pattern[str] | str, expected: str) -> Field:
    compiled = re.compile(pattern, re.DOTALL) if isinstance(pattern, str) else pattern
    return Field(lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None, expected)


def _among(*names: str) -> Field:
    return Field(lambda value: value in names, f"one of {', '.join(names)}")


def _whole(low: int, high: int) -> Field:
    return Field(
        lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high,
        f"a whole number from {low} to {high}",
    )


def _is_number(value: object) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) <= 2**53
    return isinstance(value, float) and isfinite(value)


def _is_stamp(value: object) -> bool:
    if not isinstance(value, str) or not STAMP.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_day(value: object) -> bool:
    return _is_stamp(value) and len(str(value)) == len(date.min.isoformat())


def _json(fits: Callable[[object], bool], expected: str) -> Field:
    def holds(value: object) -> bool:
        try:
            return isinstance(value, str) and fits(json.loads(value))
        except (ValueError, RecursionError):
            return False

    return Field(holds, expected)


def _is_survey(content: object) -> bool:
    try:
        read_asked([("", json.dumps(content))])
        reasons = [each for each in content["questions"] if each["type"] == "reasons"]  # type: ignore[index]
        return all(isinstance(each["choices"], dict) for each in reasons)
    except (LookupError, TypeError, AttributeError, ValueError):
        return False


def _is_texts(content: object) -> bool:
    return isinstance(content, dict) and all(isinstance(each, str) for each in content.values())


def _is_choices(content: object) -> bool:
    if isinstance(content, dict):
        return bool(content) and all(ID.fullmatch(each) and _is_chance(content[each]) for each in content)
    return isinstance(content, list) and all(isinstance(each, str) and ID.fullmatch(each) for each in content)


def _is_chance(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1


AN_ID = _text(ID, "an id")
ANY_TEXT = _text(".*", "a text")
COUNT = _whole(0, COUNT_MAX)
AMOUNT = Field(lambda value: _is_number(value) and 0 <= value <= COUNT_MAX, f"a number from 0 to {COUNT_MAX}")  # type: ignore[operator]
MOMENT = Field(_is_stamp, "a date (2026-01-31) or a time with its offset (2026-01-31T09:30:00.000+01:00)")
DAY = Field(_is_day, "a date (2026-01-31)")
HOUR = _whole(0, 23).or_null()
IDENTITY = {"visit": AN_ID, "question": AN_ID, "revision": COUNT}
PLACED = {
    "kiosk_id": _text(KIOSK_ID, "a kiosk's id"), "place": ANY_TEXT, "language": _text(LANGUAGE, "a language"),
    "at": MOMENT, "day": DAY,
}  # fmt: skip
_GIVEN: dict[str, dict[str, Field]] = {
    "surveys": {"id": AN_ID, "version": COUNT, "at": _text(f"(?:{STAMP.pattern})?", "a time, or an empty text"),
                "definition": _json(_is_survey, "a survey as `kiosk export` writes it")},
    "imports": {"source": _text(SOURCE, "kiosk, demo or import:NAME"), "digest": ANY_TEXT, "at": MOMENT,
                "file": ANY_TEXT, "taken": COUNT, "refused": COUNT,
                "scales": _json(_is_texts, "an object of texts")},
    "erasures": {"kind": _among("visit", "contact", "before"), "what": ANY_TEXT, "at": MOMENT},
    "visits": {"id": AN_ID, **PLACED, "source": _text(SOURCE, "kiosk, demo or import:NAME"), "survey": AN_ID,
               "survey_version": COUNT, "hour": HOUR},
    "suspects": {"visit": AN_ID, "rule": _among(*RULES), "at": MOMENT, "cleared": MOMENT.or_null(),
                 "standing": _whole(0, 1), "day": DAY},
    "answers": {**IDENTITY, **PLACED, "hour": HOUR, "level": _whole(1, 4).or_null(),
                "number": Field(_is_number, "a number").or_null(), "scale": _text(SCALE_NAME, "a scale").or_null(),
                "choices": _json(_is_choices, "a list of ids, or chances by id").or_null(), "counts": _whole(0, 1)},
    "comments": {**IDENTITY, **PLACED, "flag": _among("greeting", "mash").or_null(),
                 "text": _text(f".{{1,{COMMENT_LENGTH_MAX}}}", f"from 1 to {COMMENT_LENGTH_MAX:,} characters")},
    "contacts": {**IDENTITY, **PLACED, "kind": _among("contact", "number"), "text": _text(".+", "a text")},
    "consents": {**IDENTITY, "wording": ANY_TEXT, "wording_version": COUNT, "language": PLACED["language"],
                 "at": MOMENT},
    "operations_by_hour": {"day": DAY, "hour": _whole(0, 23), "place": ANY_TEXT, "transactions": COUNT.or_null(),
                           "tills": AMOUNT.or_null(), "staff": AMOUNT.or_null(), "at": MOMENT},
}  # fmt: skip
FIELDS = {table: {column: _GIVEN[table][column] for column in columns} for table, columns in COLUMNS.items()}
"""By table and column, in the order of the database's columns."""


def _same_day(values: Row) -> None:
    at = str(values["at"])
    if values["day"] != at[:10]:
        raise RefusedError("day", str(values["day"]), f"the day of {at}")
    hour = int(at[11:13]) if len(at) > len("2026-01-31") else None
    if "hour" in values and values["hour"] != hour:
        raise RefusedError("hour", str(values["hour"]), f"the hour of {at}")


def _one_answer(values: Row) -> None:
    _same_day(values)
    given = {column for column in ("level", "number", "scale", "choices") if values[column] is not None}
    known = ({"level"}, {"choices"}, {"number", "scale"}, {"number", "scale", "level"}, {"choices", "scale"})
    scale = values["scale"] if "choices" in given else None
    offered = str(values["choices"]).lstrip().startswith("{")
    if given not in known or scale not in (None, "options", "offer") or offered != (scale == "offer"):
        raise RefusedError(None, None, "expected a level, a number with its scale, or choices")
    require_fitting(str(values["question"]), _value(values))


def _value(values: Row) -> Value:
    """What the row of an answer says."""
    level = None if values["level"] is None else Level(int(str(values["level"])))
    if values["choices"] is not None:
        chosen = json.loads(str(values["choices"]))
        if isinstance(chosen, dict):
            return Offered(tuple((QuestionId(question), chance) for question, chance in chosen.items()))
        choices = tuple(map(ChoiceId, chosen))
        return Picked(choices) if values["scale"] else Chose(choices)
    if values["number"] is not None:
        return Scored(float(str(values["number"])), str(values["scale"]), level)
    assert level is not None  # noqa: S101 - the caller has seen that one of the three is there
    return Rated(level)


def _nameable(values: Row) -> None:
    kind = values["kind"]
    fits = {"visit": AN_ID.fits, "contact": lambda what: HASH.fullmatch(str(what)) is not None, "before": _is_day}
    if not fits[str(kind)](values["what"]):
        raise RefusedError("what", str(values["what"]), f"what an erasure of kind {kind} names")


RULES_OF: dict[str, Callable[[Row], None]] = {
    "visits": _same_day, "answers": _one_answer, "comments": _same_day, "contacts": _same_day, "erasures": _nameable,
}  # fmt: skip
