"""The answers of a period as a CSV that spreadsheets open safely, and the codebook that explains it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from kiosk.exchange.answers import COLUMNS, Cell, to_cells
from kiosk.exchange.codebook import COLUMNS_OF_CODEBOOK, Scales, codebook
from kiosk.exchange.numbers import plain
from kiosk.exchange.progress import Progress, unwatched
from kiosk.exchange.text import guarded
from kiosk.files import replacing
from kiosk.model import Level, Rated, Scored
from kiosk.store import Reader, Reading, Record, count_records, read_records

BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"
"""Without it Excel takes UTF-8 for the machine's own code page."""
Writer = Any
"""csv has no public name for it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. codebook is None where it is part of the file itself."""

    answers: Path
    codebook: Path | None
    rows: int
    visits: int

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return (self.answers,) if self.codebook is None else (self.answers, self.codebook)


class Rows:
    """The rows of a period, one at a time, counted as they pass."""

    def __init__(self, reader: Reader, first: date, last: date, progress: Progress) -> None:
        self.scales = Scales(reader)
        self.rows = self.visits = 0
        self._records = progress(read_records(reader, first, last), count_records(reader, first, last), "Writing")

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        """Every one of COLUMNS by name; a visit's rows together, oldest first."""
        for _, group in groupby(self._records, key=lambda record: record.visit):
            visit = list(group)
            face = _face(visit)
            for record in visit:
                yield to_cells(record, face, self.scales.words(record))
            self.rows += len(visit)
            self.visits += 1


def export_csv(reader: Reader, first: date, last: date, out: Path, progress: Progress = unwatched) -> Exported:
    """Writes out and, beside it, its codebook. Raises StorageError, and then what stood there stays."""
    with Reading(reader).snapshot():
        rows = Rows(reader, first, last, progress)
        with replacing(out) as part, _open(part) as file:
            writer = _writer(file, COLUMNS)
            writer.writerows(map(csv_cell, row.values()) for row in rows)
        beside = out.with_name(f"{out.stem}-codebook.csv")
        with replacing(beside) as part, _open(part) as file:
            writer = _writer(file, COLUMNS_OF_CODEBOOK)
            writer.writerows(map(guarded, entry) for entry in codebook(reader, rows.scales, guarded=True))
    return Exported(out, beside, rows.rows, rows.visits)


def csv_cell(cell: Cell) -> str:
    """As text that no spreadsheet runs; a number is no formula, and -2 must stay one."""
    match cell:
        case None:
            return ""
        case float():
            return plain(cell)
        case int() | date():
            return str(cell)
        case str():
            return guarded(cell)


def _open(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="")


def _writer(file: IO[str], columns: Iterable[str]) -> Writer:
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow(columns)
    return writer


def _face(visit: list[Record]) -> Level | None:
    levels = {
        record.revision: record.value.level for record in visit
        if isinstance(record.value, (Rated, Scored)) and record.value.level is not None
    }  # fmt: skip
    return levels[max(levels)] if levels else None
