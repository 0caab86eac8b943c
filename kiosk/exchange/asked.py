"""The part of a mapping file that brings a survey on service quality: items by form, statements, what matters most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, FiniteFloat, model_validator

from kiosk.exchange.numbers import Column, FromColumn, Name, Numbers, plain
from kiosk.items import DIMENSIONS, Cell, Form, Statement
from kiosk.model import QuestionId
from kiosk.questions import Scale
from kiosk.tomlfile import Place

Content = Mapping[str, object]

STATEMENT_SCALES = {
    Statement.VALUE: Scale.ITEM7,
    Statement.SATISFACTION: Scale.ITEM7,
    Statement.RETURN: Scale.ITEM7,
    Statement.RECOMMEND: Scale.NPS,
    Statement.PROMISE: Scale.YES_NO,
    Statement.OTHERS: Scale.EXPECTED,
}
STATEMENTS = {statement.value.removeprefix("quality."): statement for statement in Statement}
"""By the names they have in mapping files."""


def _form_name(name: str) -> str:
    if name not in Form.__members__.values():
        raise ValueError(f"must be one of {', '.join(Form)}, not {name!r}")
    return name


def _statement_name(name: str) -> str:
    if name not in STATEMENTS:
        raise ValueError(f"is no statement of ours; expected one of {', '.join(STATEMENTS)}")
    return name


class AnswersTable(Numbers):
    """Questions answered on one scale. not_rated: numbers for "no answer"; values: numbers that words stand for."""

    not_rated: list[FiniteFloat] = Field(default_factory=list)
    values: dict[str, FiniteFloat] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _values_are_answers(self) -> AnswersTable:
        strangers = [word for word, number in self.values.items()
                     if number not in self.not_rated and not self.holds(number)]  # fmt: skip
        if strangers:
            raise ValueError(f"values: {strangers[0]!r} must stand for {self.expected()}")
        return self


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A column, the question that its cells answer, the table that says how, and the scale they are stored on."""

    question: QuestionId
    column: str
    table: AnswersTable
    scale: str


class ItemsTable(AnswersTable):
    """[[items]]: items that were asked in one form. dimensions: more of what [dimensions] says, for the whole file."""

    form: Annotated[str, AfterValidator(_form_name)]
    columns: dict[Name, Column] = Field(min_length=1)
    dimensions: dict[Name, Name] = Field(default_factory=dict)

    @property
    def scale(self) -> str:
        """The name that its answers are stored with: the scale's ends."""
        return f"{plain(self.min)}..{plain(self.max)}"

    def asked(self, dimensions: Mapping[str, str]) -> Iterator[AskedColumn]:
        """Each question. dimensions: that of every item."""
        for item, column in self.columns.items():
            yield AskedColumn(Cell(Form(self.form), dimensions[item], item).question, column, self, self.scale)


class StatementsTable(AnswersTable):
    """[[statements]]: what was asked of the shop as a whole, on the very scale that we ask it on."""

    columns: dict[Annotated[str, AfterValidator(_statement_name)], Column] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_our_scale(self) -> StatementsTable:
        told = "; ".join(
            f"{name} is asked from {points[0]} to {points[-1]} in whole steps, not from {plain(self.min)} to "
            f"{plain(self.max)} in steps of {plain(self.step)}; expected that scale, or the column among [[aspects]]"
            for name in self.columns
            for points in (STATEMENT_SCALES[STATEMENTS[name]].points,)
            if self.points() != list(points)
        )
        if told:
            raise ValueError(told)
        return self

    def asked(self) -> Iterator[AskedColumn]:
        """Each question, on our scale."""
        for name, column in self.columns.items():
            statement = STATEMENTS[name]
            yield AskedColumn(QuestionId(statement.value), column, self, STATEMENT_SCALES[statement].value)


class ImportanceTable(FromColumn):
    """[importance]: the column of the dimension that matters most. values: which dimension its words stand for."""

    values: dict[str, Name] = Field(default_factory=dict)


def misfits(content: Content) -> Iterator[tuple[Place, str]]:
    """Where the tables of a mapping file do not fit each other; of a file with other faults as well."""
    tables = _Tables(content)
    yield from tables.without_dimension()
    yield from tables.in_two_dimensions()
    yield from tables.unknown_items()
    yield from tables.twice()
    yield from tables.on_two_scales()
    yield from tables.mattering_unknown()


class _Tables:
    """What a file's tables say, as far as it is what it should be; the rest is told by the schema."""

    def __init__(self, content: Content) -> None:
        self._whole = _texts(content.get("dimensions"))
        self._items = list(_tables(content, "items"))
        self._dimensions = dict(self._whole)
        for _, table in self._items:
            self._dimensions |= _texts(table.get("dimensions"))
        self._statements = list(_tables(content, "statements"))
        importance = content.get("importance")
        self._importance = _texts(importance.get("values")) if isinstance(importance, dict) else {}

    def without_dimension(self) -> Iterator[tuple[Place, str]]:
        for number, table in self._items:
            for item in _texts(table.get("columns")):
                if item not in self._dimensions:
                    yield ("items", number, "columns", item), "has no dimension; expected one in [dimensions]"

    def in_two_dimensions(self) -> Iterator[tuple[Place, str]]:
        known = dict(self._whole)
        for number, table in self._items:
            for item, dimension in _texts(table.get("dimensions")).items():
                if known.setdefault(item, dimension) != dimension:
                    told = f"is {dimension!r}, elsewhere {known[item]!r}; expected one dimension for each item"
                    yield ("items", number, "dimensions", item), told

    def unknown_items(self) -> Iterator[tuple[Place, str]]:
        asked = {item for _, table in self._items for item in _texts(table.get("columns"))}
        told = "is in no [[items]]; expected only items that are asked there"
        for item in self._whole:
            if item not in asked:
                yield ("dimensions", item), told
        for number, table in self._items:
            for item in _texts(table.get("dimensions")):
                if item not in asked:
                    yield ("items", number, "dimensions", item), told

    def twice(self) -> Iterator[tuple[Place, str]]:
        """The same question, or the same column for two questions."""
        questions: set[tuple[object, str]] = set()
        columns: dict[str, str] = {}
        for place, question, column in self._asked():
            if question in questions:
                yield place, "is there twice; expected each item once in each form, and each statement once"
            questions.add(question)
            name = " ".join(str(part) for part in question)
            if columns.setdefault(column, name) != name:
                yield place, f"takes column {column!r}, and so does {columns[column]}; expected a column for each"

    def on_two_scales(self) -> Iterator[tuple[Place, str]]:
        """Gaps are differences between forms; only the non-difference score has a scale of its own."""
        known: dict[tuple[str, bool], tuple[object, object]] = {}
        for number, table in self._items:
            ends = table.get("min"), table.get("max")
            items = _texts(table.get("columns"))
            for dimension in dict.fromkeys(self._dimensions[item] for item in items if item in self._dimensions):
                first = known.setdefault((dimension, table.get("form") == Form.DIFFERENCE), ends)
                if first != ends:
                    told = (f"asks {dimension} from {ends[0]} to {ends[1]}, elsewhere from {first[0]} to {first[1]}; "
                            "expected one scale for a dimension in all forms but difference")  # fmt: skip
                    yield ("items", number), told

    def mattering_unknown(self) -> Iterator[tuple[Place, str]]:
        """What matters most is one of the dimensions that there are."""
        known = {*DIMENSIONS, *self._dimensions.values()}
        for word, dimension in self._importance.items():
            if dimension not in known:
                told = f"is {dimension!r}; expected a dimension of the items or one of {', '.join(DIMENSIONS)}"
                yield ("importance", "values", word), told

    def _asked(self) -> Iterator[tuple[Place, tuple[object, str], str]]:
        for number, table in self._items:
            for item, column in _texts(table.get("columns")).items():
                yield ("items", number, "columns", item), (table.get("form"), item), column
        for number, table in self._statements:
            for statement, column in _texts(table.get("columns")).items():
                yield ("statements", number, "columns", statement), ("statement", statement), column


def _tables(content: Content, key: str) -> Iterator[tuple[int, Content]]:
    listed = content.get(key)
    for number, table in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(table, dict):
            yield number, table


def _texts(table: object) -> dict[str, str]:
    """Of a table its keys with text."""
    return {key: text for key, text in table.items() if isinstance(text, str)} if isinstance(table, dict) else {}
