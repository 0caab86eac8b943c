"""The bank of what is asked in turns: items, statements, and the lines around them; a store adds items of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from kiosk.assets import ITEMS
from kiosk.items import IMPORTANCE, SHOPPERS_FORMS, Cell, Form, Statement
from kiosk.model import Choice, ChoiceId, Language, QuestionId, Text
from kiosk.questions import Scale
from kiosk.survey.file import Icon, Name
from kiosk.tomlfile import ONE_LINE, Place, Table, load_table, read_toml
from kiosk.words import REFERENCE, available

FORM_SCALES = {form: Scale.EXPECTED if form is Form.DIFFERENCE else Scale.ITEM7 for form in Form}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a shop does well or badly, as a short phrase. tags: free words that figures are split by."""

    id: str
    dimension: str
    label: Text
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """How a form is asked: the line before the item, and the words at both ends of its scale."""

    line: Text
    low: Text
    high: Text


@dataclass(frozen=True, slots=True)
class StatementText:
    """A question about the shop as a whole, its scale and the words at its ends."""

    line: Text
    scale: Scale
    low: Text
    high: Text


@dataclass(frozen=True, slots=True)
class ItemBank:
    """Everything that can be asked in turns. Every text is there in every language of ours, if need be in English."""

    items: tuple[Item, ...]
    forms: Mapping[Form, Lead]
    statements: Mapping[Statement, StatementText]
    importance: Text
    dimensions: Mapping[str, Choice]

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The cells of the drawing: each item in each form for shoppers, what matters most, and the statements."""
        cells = (Cell(form, item.dimension, item.id) for item in self.items for form in SHOPPERS_FORMS)
        return (*(cell.question for cell in cells), IMPORTANCE, *(QuestionId(each.value) for each in Statement))

    def find(self, item: str) -> Item | None:
        """The item of an id."""
        return next((each for each in self.items if each.id == item), None)

    def items_of(self, dimension: str) -> tuple[Item, ...]:
        """A dimension's items, in the order of the file."""
        return tuple(each for each in self.items if each.dimension == dimension)


@cache
def _languages() -> tuple[Language, ...]:
    """Looked up once: the bank has hundreds of texts."""
    return available()


@dataclass(frozen=True, slots=True)
class Needed:
    """The languages that every text must be in."""

    languages: tuple[Language, ...]


def _in_languages_needed(texts: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    if strangers := [code for code in texts if code not in _languages()]:
        told = ", ".join(map(repr, strangers))
        raise ValueError(f"{told} is no language of ours, expected some of {', '.join(_languages())}")
    needed = info.context.languages if isinstance(info.context, Needed) else ()
    if lacking := [code for code in needed if code not in texts]:
        told = ", ".join(map(repr, lacking))
        raise ValueError(f"has no text in {told}, expected one in every language offered")
    return texts


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=140), ONE_LINE]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), ONE_LINE]
Lines = Annotated[dict[str, Line], Field(min_length=1), AfterValidator(_in_languages_needed)]
Phrases = Annotated[dict[str, Phrase], Field(min_length=1), AfterValidator(_in_languages_needed)]


class ItemTable(Table):
    """[item.ID]: its dimension, its phrase in each language."""

    dimension: Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
    label: Phrases
    tags: list[Name] = Field(default_factory=list, max_length=10)


class OwnItemsTable(Table):
    """A store's own file."""

    item: dict[Name, ItemTable] = Field(min_length=1, max_length=40)


class LeadTable(Table):
    """[form.NAME]."""

    line: Lines
    low: Phrases
    high: Phrases


class FormsTable(Table):
    """[form]: every one of them."""

    perceived: LeadTable
    desired: LeadTable
    adequate: LeadTable
    difference: LeadTable
    believed: LeadTable
    target: LeadTable
    audit: LeadTable


class StatementTable(LeadTable):
    """[statement.NAME]."""

    scale: Literal["item7", "nps", "yes_no", "expected"]


class StatementsTable(Table):
    """[statement]: every one of them."""

    value: StatementTable
    satisfaction: StatementTable
    return_: StatementTable = Field(alias="return")
    recommend: StatementTable
    promise: StatementTable
    others: StatementTable


class ImportanceTable(Table):
    """[importance]."""

    line: Lines


class DimensionTable(Table):
    """[dimension.NAME]: the shopper's own word for it, and its picture."""

    icon: Icon
    label: Phrases


class DimensionsTable(Table):
    """[dimension]: the five."""

    tangibles: DimensionTable
    reliability: DimensionTable
    responsiveness: DimensionTable
    assurance: DimensionTable
    empathy: DimensionTable


class BankTable(Table):
    """assets/items.toml."""

    form: FormsTable
    statement: StatementsTable
    importance: ImportanceTable
    dimension: DimensionsTable
    item: dict[Name, ItemTable]


def load_bank(own: Path | None = None, languages: Sequence[Language] = ()) -> ItemBank:
    """Our items, with those of a store's own file: more of them, or other words for some of ours.

    languages are those that the store offers, which its own file must all have. Raises BadInputError with every fault.
    """
    ours = load_table(ITEMS, BankTable, Needed((REFERENCE,)))
    items = ours.item | (_own_items(own, languages, ours.item) if own else {})
    statements = {
        each: getattr(ours.statement, "return_" if each is Statement.RETURN else each.name.lower())
        for each in Statement
    }
    return ItemBank(
        items=tuple(_item(name, table) for name, table in items.items()),
        forms={form: _lead(getattr(ours.form, form.value)) for form in Form},
        statements={each: _statement(table) for each, table in statements.items()},
        importance=_text(ours.importance.line),
        dimensions={
            name: Choice(ChoiceId(name), table.icon, _text(table.label))
            for name, table in ours.dimension
        },
    )  # fmt: skip


def _own_items(path: Path, languages: Sequence[Language], ours: Mapping[str, ItemTable]) -> dict[str, ItemTable]:
    needed = Needed(tuple(languages))
    return load_table(path, OwnItemsTable, needed, _moved(read_toml(path), ours)).item


def _moved(content: Mapping[str, object], ours: Mapping[str, ItemTable]) -> Iterator[tuple[Place, str]]:
    """Items of ours that a store's file puts elsewhere: their answers would change sides."""
    items = content.get("item")
    for name, table in items.items() if isinstance(items, dict) else ():
        dimension = table.get("dimension") if isinstance(table, dict) else None
        if name in ours and dimension is not None and dimension != ours[name].dimension:
            yield ("item", name, "dimension"), f"is ours, expected its own dimension, {ours[name].dimension!r}"


def _item(name: str, table: ItemTable) -> Item:
    return Item(name, table.dimension, _text(table.label), tuple(table.tags))


def _lead(table: LeadTable) -> Lead:
    return Lead(_text(table.line), _text(table.low), _text(table.high))


def _statement(table: StatementTable) -> StatementText:
    return StatementText(_text(table.line), Scale(table.scale), _text(table.low), _text(table.high))


def _text(texts: Mapping[str, str]) -> Text:
    """In every language of ours: where one is not there, in English or in the first there is."""
    instead = texts.get(REFERENCE) or next(iter(texts.values()))
    return {code: texts.get(code, instead) for code in _languages()}
