"""The answers of a period as a workbook (XLSX): answers, codebook and surveys in one file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kiosk.exchange.answers import COLUMNS, Cell
from kiosk.exchange.codebook import COLUMNS_OF_CODEBOOK, codebook
from kiosk.exchange.exporting import Exported, Rows
from kiosk.exchange.progress import Progress, unwatched
from kiosk.exchange.text import guarded
from kiosk.exchange.workbook_in import ANSWERS, CODEBOOK, SURVEYS
from kiosk.files import replacing
from kiosk.parts import folder_of
from kiosk.store import Reader, Reading
from kiosk.store.transfer import read_rows

ROWS_MAX = 1_048_576
"""Of one sheet, its line of column names among them."""
TEXT_MAX = 32_000
"""Characters of one part of a long text; a cell takes 32,767."""
SURVEY_COLUMNS = ("survey", "survey_version", "kept_at", "part", "definition")
FIRST_DATE = date(1900, 3, 1)
"""Excel counts a 29th of February 1900 that never was."""
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What XML 1.0 cannot hold, and the carriage return, which it would turn into a line feed."""


def export_xlsx(reader: Reader, first: date, last: date, out: Path, progress: Progress = unwatched) -> Exported:
    """Writes a workbook; more answers than a sheet holds go on in "answers 2" and so on.

    Raises StorageError, and then what stood there stays.
    """
    with Reading(reader).snapshot(), replacing(out) as part, _book(part) as book:
        pen = _Pen(book)
        rows = Rows(reader, first, last, progress)
        pen.sheets(ANSWERS, tuple(COLUMNS), (tuple(row.values()) for row in rows))
        pen.sheets(CODEBOOK, COLUMNS_OF_CODEBOOK, codebook(reader, rows.scales, guarded=False))
        pen.sheets(SURVEYS, SURVEY_COLUMNS, _surveys(reader))
    return Exported(out, None, rows.rows, rows.visits)


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    """A workbook whose rows wait in files beside it, and not in memory, until it is closed."""
    scratch = folder_of(path)
    scratch.mkdir(0o700)
    book = Workbook(path, {"constant_memory": True, "tmpdir": str(scratch)})
    try:
        yield book
        book.close()
    finally:
        for sheet in book.worksheets():
            if sheet.row_data_fh:
                sheet.row_data_fh.close()
        shutil.rmtree(scratch, ignore_errors=True)


def _surveys(reader: Reader) -> Iterator[tuple[Cell, ...]]:
    """Every survey's definition, in parts that fit into a cell."""
    for name, version, definition, at in read_rows(reader, SURVEYS, date.min, date.max):
        parts = range(0, len(definition), TEXT_MAX)
        yield from ((name, version, at, n, definition[start : start + TEXT_MAX]) for n, start in enumerate(parts, 1))


class _Sheet(Worksheet):  # type: ignore[misc]
    """XlsxWriter's own escape misses the second of two that share an underscore, such as in _x0041_x0042_."""

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        return UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", ESCAPED.sub("_x005F_", data))


class _Pen:
    """Writes sheets cell by cell, each as what it is: no text ever becomes a formula, a link or a number."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True})
        self._date = book.add_format({"num_format": "yyyy-mm-dd"})
        # As if typed with an apostrophe in front: it stays a text when somebody edits it.
        self._quoted = book.add_format({"quote_prefix": True})

    def sheets(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """One sheet, or as many as the rows need."""
        given = iter(rows)
        for number in count(1):
            sheet = self._sheet(name if number == 1 else f"{name} {number}", columns)
            line = 0
            for line, row in zip(range(1, ROWS_MAX), given):  # noqa: B905 - the rest goes on the next sheet
                for column, cell in enumerate(row):
                    self._write(sheet, line, column, cell)
            sheet.autofilter(0, 0, line, len(columns) - 1)
            if line < ROWS_MAX - 1:
                return

    def _sheet(self, name: str, columns: Sequence[str]) -> Any:
        sheet = self._book.add_worksheet(name, worksheet_class=_Sheet)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(columns):
            sheet.set_column(column, column, max(10, len(title) + 4))
            sheet.write_string(0, column, title, self._bold)
        return sheet

    def _write(self, sheet: Any, line: int, column: int, cell: Cell) -> None:
        refused = 0
        match cell:
            case None | "":
                return
            case str():
                refused = sheet.write_string(line, column, cell, self._quoted if guarded(cell) != cell else None)
            case float() if float(f"{cell:.16G}") != cell:  # as many digits as XlsxWriter writes
                refused = sheet.write_string(line, column, repr(cell))
            case int() | float():
                refused = sheet.write_number(line, column, cell)
            case date() if cell >= FIRST_DATE:
                refused = sheet.write_datetime(line, column, cell, self._date)
            case date():
                refused = sheet.write_string(line, column, cell.isoformat())
        if refused:
            raise ValueError(f"cell {line}, {column} does not fit into a sheet")
