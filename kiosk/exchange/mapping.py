"""A mapping file: how the columns of somebody else's CSV become visits, ratings, aspects and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, FiniteFloat, model_validator

from kiosk.exchange.asked import AskedColumn, ImportanceTable, ItemsTable, StatementsTable, misfits
from kiosk.exchange.numbers import CLOSE, Column, FromColumn, Name, Numbers, plain
from kiosk.items import DIMENSIONS
from kiosk.model import Level
from kiosk.tomlfile import Table, load_table, read_toml

PROBE = datetime(2001, 2, 3, tzinfo=timezone(timedelta(hours=5, minutes=45)))
"""A day at an offset of its own, which an offset can bring back and a zone's name cannot."""
SCALE_NAME = re.compile(r'[^"\\]{1,40}')
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*", re.ASCII)


def known_encoding(name: str) -> str:
    """The name of an encoding. Raises ValueError where nobody knows it."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        known = '"utf-8", "cp949", "big5" or "gb18030"'
        raise ValueError(f"must be an encoding such as {known}, not {name!r}") from None
    return name


def _whole_date(form: str) -> str:
    """Accepts what brings a day back whole."""
    try:
        again = datetime.strptime(PROBE.strftime(form), form)  # noqa: DTZ007 - the form may tell no offset
    except (ValueError, re.error):
        again = None
    if again is None and "%Z" in form:
        raise ValueError(f"must tell the zone as an offset from UTC (%z), not by its name (%Z): {form!r}")
    if again is None or again.date() != PROBE.date():
        raise ValueError(f"must give year, month and day, such as \"%Y-%m-%d\", not {form!r}")
    return form


def _language_code(code: str) -> str:
    if not LANGUAGE.fullmatch(code):
        raise ValueError(f"must be a language such as \"en\" or \"zh_TW\", or {{ column = \"…\" }}, not {code!r}")
    return code


def _scale_name(name: str) -> str:
    if not SCALE_NAME.fullmatch(name):
        raise ValueError(f"must be from 1 to 40 characters without \" and \\, such as \"1–5\", not {name!r}")
    return name


ScaleName = Annotated[str, AfterValidator(_scale_name)]
Range = Annotated[tuple[FiniteFloat, FiniteFloat], Field(strict=False)]
"""TOML writes a pair as an array, which a strict schema does not take."""


class DateTable(FromColumn):
    """[date]: the column, and the forms its dates are written in (strptime), tried in order."""

    formats: list[Annotated[str, AfterValidator(_whole_date)]] = Field(min_length=1)


class RatingTable(FromColumn):
    """[rating]: the column of the overall rating. values says what numbers its words stand for."""

    values: dict[str, FiniteFloat] = Field(default_factory=dict)
    missing: Literal["keep", "refuse"] = "keep"
    """What becomes of a row without an overall rating: kept without a face, or refused."""


class Condition(FromColumn):
    """Which rows a scale is for: by a cell that is filled or not, or by what it says."""

    filled: bool | None = None
    equals: str | None = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Condition:
        if (self.filled is None) == (self.equals is None):
            raise ValueError("must have either `filled` or `equals`")
        return self

    def holds(self, cell: str) -> bool:
        """Whether a row with this cell is meant."""
        return bool(cell.strip()) == self.filled if self.equals is None else cell.strip() == self.equals

    def words(self) -> str:
        """The condition as a person says it."""
        if self.equals is not None:
            return f"{self.column} is {self.equals!r}"
        return f"{self.column} is {'filled' if self.filled else 'empty'}"


class LevelsTable(Table):
    """[lowest, highest] number of each face; a face may be left out."""

    bad: Range | None = None
    neutral: Range | None = None
    good: Range | None = None
    excellent: Range | None = None

    def ranges(self) -> dict[Level, Range]:
        """The faces that this scale can give."""
        ranges = {Level.BAD: self.bad, Level.NEUTRAL: self.neutral, Level.GOOD: self.good,
                  Level.EXCELLENT: self.excellent}  # fmt: skip
        return {level: span for level, span in ranges.items() if span is not None}


class ScaleTable(Numbers):
    """[[scale]]: one scale of the overall rating, the rows it is for, and the face that each number stands for."""

    name: ScaleName
    when: Condition | None = None
    levels: LevelsTable

    @model_validator(mode="after")
    def _each_number_has_one_face(self) -> ScaleTable:
        for low, high in self.levels.ranges().values():
            if low > high or not self.holds(low) or not self.holds(high):
                raise ValueError(f"levels: [{plain(low)}, {plain(high)}] must run upwards between numbers of the scale")
        for number in self.points():
            faces = self._faces(number)
            if len(faces) != 1:
                told = " and ".join(face.word for face in faces) or "no level"
                raise ValueError(f"levels: {plain(number)} is {told}; expected exactly one level for each number")
        return self

    def level(self, number: float) -> Level:
        """The face of one of the scale's numbers."""
        return self._faces(number)[0]

    def called(self) -> str:
        """The name, and the rows it is for."""
        return f"{self.name}, as {self.when.words()}" if self.when else self.name

    def words(self) -> str:
        """How the numbers become faces, in words."""
        spans = ", ".join(f"{_span(span)} {level.word}" for level, span in self.levels.ranges().items())
        return f"{self.name}: {spans}"

    def _faces(self, number: float) -> list[Level]:
        return [level for level, (low, high) in self.levels.ranges().items() if low - CLOSE <= number <= high + CLOSE]


class AspectsTable(Numbers):
    """[[aspects]]: questions that were answered on one scale. not_rated are numbers that mean "no answer"."""

    scale: ScaleName
    not_rated: list[FiniteFloat] = Field(default_factory=list)
    columns: dict[Name, Column] = Field(min_length=1)


class Mapping(Table):
    """A whole mapping file."""

    source: Name
    """Names the records: rows of the same source are told apart by what they say, whatever file they come in."""
    encoding: Annotated[str, AfterValidator(known_encoding)] = "utf-8"
    delimiter: Literal[",", ";", "|", ":", "\t"] = ","
    language: Annotated[str, AfterValidator(_language_code)] | FromColumn
    place: FromColumn | None = None
    date: DateTable | None = None
    comment: list[Column] = Field(default_factory=list)
    """Columns that are joined, a line each."""
    no_comment: list[str] = Field(default_factory=list)
    """What stands in the column where nothing was written."""
    rating: RatingTable | None = None
    scale: list[ScaleTable] = Field(default_factory=list)
    aspects: list[AspectsTable] = Field(default_factory=list)
    dimensions: dict[Name, Name] = Field(default_factory=dict)
    """The dimension of each item."""
    items: list[ItemsTable] = Field(default_factory=list)
    statements: list[StatementsTable] = Field(default_factory=list)
    importance: ImportanceTable | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Mapping:
        if faults := list(self._faults()):
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        if not (self.comment or self.rating or self.aspects or self.items or self.statements or self.importance):
            yield "expected at least one of comment, [rating], [[aspects]], [[items]], [[statements]] and [importance]"
        if (self.rating is None) != (not self.scale):
            yield "expected [rating] and at least one [[scale]] together"
        if len(self.scale) > 1 and not all(scale.when for scale in self.scale):
            yield "scale: expected `when` in each of several scales, so that no row could be on two"
        names = [scale.name for scale in self.scale]
        if len(set(names)) < len(names):
            yield "scale: expected a name of its own for each"
        questions = [question for group in self.aspects for question in group.columns]
        if len(set(questions)) < len(questions):
            yield "aspects: expected each question once"
        ends: dict[str, tuple[float, float, float]] = {scale.name: _ends(scale) for scale in self.scale}
        for group in self.aspects:
            if ends.setdefault(group.scale, _ends(group)) != _ends(group):
                yield f"aspects: scale {group.scale!r} has other numbers elsewhere; expected a name for each scale"

    def columns(self) -> dict[str, str]:
        """The columns that a file must have, and the key that asks for each."""
        asked: dict[str, str] = {}
        for column, key in self._asked_for():
            asked.setdefault(column, f"mapping key {key}")
        return asked

    def _asked_for(self) -> Iterator[tuple[str, str]]:
        for key in ("language", "place", "date", "rating", "importance"):
            if isinstance(part := getattr(self, key), FromColumn):
                yield part.column, key
        yield from ((column, "comment") for column in self.comment)
        for scale in self.scale:
            if scale.when:
                yield scale.when.column, f"when of scale {scale.name}"
        for group in self.aspects:
            yield from ((column, f"aspects {question}") for question, column in group.columns.items())
        for items in self.items:
            yield from ((column, f"items {items.form} {item}") for item, column in items.columns.items())
        for statements in self.statements:
            yield from ((column, f"statements {statement}") for statement, column in statements.columns.items())

    @cached_property
    def asked(self) -> tuple[AskedColumn, ...]:
        """Items in their forms, and statements, in the order of the file."""
        items = (each for table in self.items for each in table.asked(self._dimension_of_each()))
        return *items, *(each for table in self.statements for each in table.asked())

    def known_dimensions(self) -> tuple[str, ...]:
        """Those that what matters most may be: of the items, and the usual five."""
        return tuple(dict.fromkeys((*DIMENSIONS, *self._dimension_of_each().values())))

    def _dimension_of_each(self) -> dict[str, str]:
        return self.dimensions | {item: name for table in self.items for item, name in table.dimensions.items()}

    def scale_words(self) -> dict[str, str]:
        """Per scale of the overall rating, how its numbers become faces."""
        return {scale.name: scale.words() for scale in self.scale}


def load_mapping(path: Path) -> Mapping:
    """The mapping of a file. Raises BadInputError that lists every fault."""
    return load_table(path, Mapping, more_faults=misfits(read_toml(path)))


def _span(span: Range) -> str:
    low, high = span
    return plain(low) if low == high else f"{plain(low)}–{plain(high)}"


def _ends(numbers: Numbers) -> tuple[float, float, float]:
    return numbers.min, numbers.max, numbers.step
