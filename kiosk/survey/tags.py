"""Tag sets: other ways of sorting what shoppers name and rate. Those of ours are assets; shops may add files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from kiosk.assets import TAGS
from kiosk.items import DIMENSIONS
from kiosk.model import Language, Text
from kiosk.survey.file import Name, load_touchpoints
from kiosk.survey.items import ItemBank, load_bank
from kiosk.tomlfile import ONE_LINE, Table, load_table
from kiosk.words import REFERENCE, available, reporting

OURS = ("gronroos", "perception", "value_cost", "telecom", "staff_abilities", "training")


@dataclass(frozen=True, slots=True)
class TagKind:
    """One tag: its name in the languages of the weekly page, and what carries it."""

    id: str
    name: Text
    touchpoints: frozenset[str]
    items: frozenset[str]
    """Dimensions ("reliability") and single items ("reliability.on_time")."""


@dataclass(frozen=True, slots=True)
class TagSet:
    """A set of tags under the name of its file, in the file's order. Something may carry two of them, or none."""

    id: str
    name: Text
    tags: tuple[TagKind, ...]

    @property
    def covers(self) -> Mapping[str, frozenset[str]]:
        """What carries each tag, for kiosk.measure.by_tag."""
        return {tag.id: tag.touchpoints | tag.items for tag in self.tags}


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to sort."""

    touchpoints: frozenset[str]
    items: frozenset[str]


def _in_languages_of_the_page(texts: dict[str, str]) -> dict[str, str]:
    if lacking := [code for code in reporting() if code not in texts and REFERENCE not in texts]:
        told = ", ".join(map(repr, lacking))
        raise ValueError(f"has no text in {told}, expected one in each or one in {REFERENCE!r}")
    if strangers := [code for code in texts if code not in available()]:
        raise ValueError(f"{', '.join(map(repr, strangers))} is no language of ours")
    return texts


def _touchpoints_that_exist(names: list[str], info: ValidationInfo) -> list[str]:
    return _of(names, info.context.touchpoints if isinstance(info.context, Known) else names, "touchpoint")


def _items_that_exist(names: list[str], info: ValidationInfo) -> list[str]:
    return _of(names, info.context.items if isinstance(info.context, Known) else names, "dimension or item")


def _of(names: list[str], known: Iterable[str], kind: str) -> list[str]:
    if strangers := [name for name in names if name not in known]:
        told = ", ".join(map(repr, strangers))
        raise ValueError(f"{told} is no {kind}, expected some of {', '.join(sorted(known))}")
    return names


Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), ONE_LINE]
Names = Annotated[dict[str, Phrase], Field(min_length=1), AfterValidator(_in_languages_of_the_page)]


class TagTable(Table):
    """[tag.ID]: its name, and what carries it."""

    name: Names
    touchpoints: Annotated[list[str], AfterValidator(_touchpoints_that_exist)] = Field(default_factory=list)
    items: Annotated[list[str], AfterValidator(_items_that_exist)] = Field(default_factory=list)


class TagSetTable(Table):
    """A whole file of tags."""

    name: Names
    tag: dict[Name, TagTable] = Field(min_length=2, max_length=24)


def load_tag_set(path: Path, bank: ItemBank | None = None) -> TagSet:
    """The set in a file; its id is the file's name. Items of the bank that name a tag of the set themselves carry it.

    Raises BadInputError that lists every fault: what is no touchpoint, dimension or item, and languages that are
    missing. A name that has English needs no other language.
    """
    asked = load_bank() if bank is None else bank
    items = {f"{item.dimension}.{item.id}": item.tags for item in asked.items}
    table = load_table(path, TagSetTable, Known(frozenset(load_touchpoints()), frozenset((*DIMENSIONS, *items))))
    tags = tuple(
        TagKind(
            id=name,
            name=_text(entry.name),
            touchpoints=frozenset(entry.touchpoints),
            items=frozenset(entry.items) | {item for item, own in items.items() if name in own},
        )
        for name, entry in table.tag.items()
    )
    return TagSet(path.stem, _text(table.name), tags)


def tag_sets(own: Iterable[Path] = (), bank: ItemBank | None = None) -> dict[str, TagSet]:
    """Ours by id: gronroos, perception, value_cost, telecom, staff_abilities, training; then the shop's own files.

    A file of the shop's own that is called like one of ours takes its place.
    """
    asked = load_bank() if bank is None else bank
    files = {path.stem: path for path in (*(TAGS / f"{name}.toml" for name in OURS), *own)}
    return {name: load_tag_set(path, asked) for name, path in files.items()}


def _text(texts: Mapping[str, str]) -> Text:
    return {code: texts.get(code, texts.get(REFERENCE, "")) for code in reporting()} | {
        Language(code): text for code, text in texts.items()
    }
