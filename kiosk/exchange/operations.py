"""What the shop itself counts, out of its till system's CSV: transactions, open tills and staff, hour by hour."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from statistics import fmean
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from kiosk.exchange.fields import COUNT_MAX
from kiosk.exchange.foreign import HOUR
from kiosk.exchange.mapping import DateTable, known_encoding
from kiosk.exchange.numbers import Column, FromColumn
from kiosk.exchange.progress import Progress, unwatched
from kiosk.exchange.sheet import Refusal, RefusedError, SheetRow, read_sheet
from kiosk.model import Site
from kiosk.store import open_store
from kiosk.store.operations import Operations, places_without_ratings, save_operations
from kiosk.tomlfile import Table, load_table

CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?::([0-5][0-9])(?::[0-5][0-9])?)?(?:\s*[-–].*)?")
"""9, 09, 09:00, 09:00-10:00: the time that an hour, or a part of one, begins."""
NUMBER = re.compile(r"\+?[0-9]+(?:\.[0-9]+)?")
PLACE_LENGTH_MAX = 60
FIGURES = ("transactions", "tills", "staff")


class OperationsTable(Table):
    """A mapping file for `kiosk ops import`."""

    encoding: Annotated[str, AfterValidator(known_encoding)] = "utf-8"
    delimiter: Literal[",", ";", "|", ":", "\t"] = ","
    date: DateTable
    hour: Column | None = None
    """The column of the hour; without it the date's column tells the time too."""
    place: Annotated[str, Field(min_length=1, max_length=PLACE_LENGTH_MAX)] | FromColumn | None = None
    """One place for all rows, or its column; without it the site's own."""
    transactions: Column | None = None
    tills: Column | None = None
    staff: Column | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> OperationsTable:
        if faults := list(self._faults()):
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        if not self.figures():
            yield f"expected at least one of {', '.join(FIGURES)}"
        timed = [bool(HOUR.search(form)) for form in self.date.formats]
        if self.hour is None and not all(timed):
            yield 'expected `hour`, the column of the hour, or an hour (%H) in each of date.formats'
        if self.hour is not None and any(timed):
            yield "expected either `hour` or an hour in date.formats, not both"
        taken = {"date": self.date.column, "hour": self.hour} | self.figures()
        if isinstance(self.place, FromColumn):
            taken["place"] = self.place.column
        for key, column in taken.items():
            if twin := next((other for other in taken if other != key and taken[other] == column), None):
                yield f"{key} and {twin} both take column {column!r}, expected a column for each"
                return

    def figures(self) -> dict[str, str]:
        """The columns of what is counted, by what it is."""
        return {name: column for name in FIGURES if (column := getattr(self, name)) is not None}

    def columns(self) -> dict[str, str]:
        """The columns that a file must have, and the key that asks for each."""
        asked = {self.date.column: "mapping key date"}
        if self.hour is not None:
            asked.setdefault(self.hour, "mapping key hour")
        if isinstance(self.place, FromColumn):
            asked.setdefault(self.place.column, "mapping key place")
        for name, column in self.figures().items():
            asked.setdefault(column, f"mapping key {name}")
        return asked


@dataclass(frozen=True, slots=True)
class ImportedHours:
    """What became of a file's rows, in hours. taken hours are new, replace others, or were there with these figures.

    lost: hours of which a figure was known before that this file does not tell. unrated: places without any rating,
    which can be compared with nothing.
    """

    file: str
    rows: int
    taken: int
    new: int
    replaced: int
    lost: int
    refused: tuple[Refusal, ...]
    unrated: tuple[str, ...] = ()


def load_operations_mapping(path: Path) -> OperationsTable:
    """The mapping of a file. Raises BadInputError that lists every fault."""
    return load_table(path, OperationsTable)


def import_operations(
    site: Site, path: Path, mapping_file: Path, at: datetime, progress: Progress = unwatched
) -> ImportedHours:
    """Takes a file's valid rows into the site's database, in one transaction; at is the aware time of the import.

    Rows of one hour that begin at different minutes are put together: transactions add up, tills and staff are their
    mean. Raises BadInputError or StorageError, and then nothing is kept.
    """
    mapping = load_operations_mapping(mapping_file)
    sheet = read_sheet(path, mapping.encoding, mapping.delimiter)
    sheet.require(mapping.columns())
    refused = list(sheet.ragged)
    parts: dict[tuple[datetime, str], tuple[int, Operations]] = {}
    for row in progress(sheet.rows, len(sheet.rows), "Reading"):
        try:
            begins, part = _read(row, mapping, site.place)
        except RefusedError as error:
            refused.append(error.at(row.line))
            continue
        first, _ = parts.setdefault((begins, part.place), (row.line, part))
        if first != row.line:
            told = f"is the same time and place as line {first}; expected one row for each"
            refused.append(Refusal(row.line, None, None, told))
    hours = _by_hour(part for _, part in parts.values())
    refused.sort(key=lambda refusal: refusal.line)
    imported = ImportedHours(path.name, len(parts), len(hours), 0, 0, 0, tuple(refused))
    if not hours:
        return imported
    with open_store(site.data, site.key) as store:
        saved = save_operations(store, hours, at)
        unrated = places_without_ratings(store)
    return replace(imported, new=saved.new, replaced=saved.replaced, lost=saved.lost, unrated=unrated)


def _read(row: SheetRow, mapping: OperationsTable, own_place: str) -> tuple[datetime, Operations]:
    """When a row begins, and what it says. Raises RefusedError."""
    begins = _begins(row, mapping)
    place = row.cells[mapping.place.column].strip() if isinstance(mapping.place, FromColumn) else mapping.place
    if isinstance(mapping.place, FromColumn) and not 0 < len(place or "") <= PLACE_LENGTH_MAX:
        raise RefusedError(mapping.place.column, place, f"the place's name, of up to {PLACE_LENGTH_MAX} characters")
    figures = {name: _figure(row, name, column) for name, column in mapping.figures().items()}
    if all(figure is None for figure in figures.values()):
        raise RefusedError(None, None, f"tells nothing; expected a number in {' or '.join(mapping.figures().values())}")
    transactions, tills, staff = (figures.get(name) for name in FIGURES)
    count = None if transactions is None else int(transactions)
    return begins, Operations(begins.date(), begins.hour, place or own_place, count, tills, staff)


def _begins(row: SheetRow, mapping: OperationsTable) -> datetime:
    """By the shop's own clock; with an offset where the row tells one, since one hour of a year is there twice."""
    raw = row.cells[mapping.date.column].strip()
    for form in mapping.date.formats:
        try:
            moment = datetime.strptime(raw, form)  # noqa: DTZ007 - without an offset it is the shop's own time
            moment = moment.astimezone() if moment.tzinfo else moment
        except (ValueError, OverflowError):
            continue
        if mapping.hour is None:
            return moment
        hour, minute = _clock(row, mapping.hour)
        return moment.replace(hour=hour, minute=minute)
    raise RefusedError(mapping.date.column, raw, f"a date written as {' or '.join(mapping.date.formats)}")


def _clock(row: SheetRow, column: str) -> tuple[int, int]:
    raw = row.cells[column].strip()
    if not (found := CLOCK.fullmatch(raw)):
        raise RefusedError(column, raw, "an hour from 0 to 23, such as 9 or 09:00")
    return int(found[1]), int(found[2] or 0)


def _figure(row: SheetRow, name: str, column: str) -> float | None:
    raw = row.cells[column].strip()
    if not raw:
        return None
    number = float(raw) if NUMBER.fullmatch(raw) else -1.0
    whole = name == "transactions"
    if not 0 <= number <= COUNT_MAX or (whole and number != int(number)):
        raise RefusedError(column, raw, f"{'a whole number' if whole else 'a number'} of 0 or more, such as 12")
    return number


def _by_hour(parts: Iterable[Operations]) -> list[Operations]:
    """One for each hour and place, in their order."""
    hours: dict[tuple[date, int, str], list[Operations]] = defaultdict(list)
    for part in parts:
        hours[part.day, part.hour, part.place].append(part)
    return [_together(*key, hours[key]) for key in sorted(hours)]


def _together(day: date, hour: int, place: str, parts: list[Operations]) -> Operations:
    counted = [part.transactions for part in parts if part.transactions is not None]
    tills = [part.tills for part in parts if part.tills is not None]
    staff = [part.staff for part in parts if part.staff is not None]
    return Operations(
        day, hour, place, min(sum(counted), COUNT_MAX) if counted else None, fmean(tills) if tills else None,
        fmean(staff) if staff else None,
    )  # fmt: skip
