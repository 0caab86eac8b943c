"""Our own spreadsheets back: what a CSV or a workbook that `kiosk export` wrote has in it, a row at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kiosk.errors import BadInputError
from kiosk.exchange import lines_in, workbook_in
from kiosk.exchange.answers import IMPORTED_COLUMNS
from kiosk.exchange.fields import checked
from kiosk.exchange.sheet import Refusal, RefusedError, SheetRow, streamed
from kiosk.exchange.text import unguarded
from kiosk.exchange.workbook_in import ANSWERS, SURVEYS, BookReader, open_book
from kiosk.store.encryption.cipher import PLAIN_HEADER

SurveyRow = tuple[object, ...]
"""As the table of surveys has it."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """An open export of ours: rows has its answers as plain texts, about total of them.

    surveys is empty where the file carries none; one at fault is among the rows as its Refusal.
    """

    digest: str
    total: int
    rows: Iterator[SheetRow | Refusal]
    surveys: tuple[SurveyRow, ...] = ()


def is_lines(path: Path) -> bool:
    """Whether a file begins as our exports in JSON Lines do. Raises BadInputError."""
    return _beginning(path).startswith(lines_in.MAGIC)


def refuse_database(path: Path) -> None:
    """Raises BadInputError for what another command takes in; one that is encrypted is known by its name only."""
    if path.is_dir():
        raise BadInputError(f"{path}: is a folder; expected a file (`kiosk merge` takes in a kiosk's data folder)")
    if _beginning(path).startswith(PLAIN_HEADER) or path.suffix == ".db":
        raise BadInputError(f"{path}: is a database, and `kiosk merge` takes it in; expected a CSV or an export")


@contextmanager
def open_own(path: Path) -> Iterator[OwnFile]:
    """A CSV or a workbook of ours. Raises BadInputError, of a damaged file also while its rows are read."""
    if _beginning(path).startswith(workbook_in.MAGIC):
        with open_book(path) as book:
            sheets = [name for name in book.sheets if name == ANSWERS or name.startswith(f"{ANSWERS} ")]
            if not sheets:
                _require(path, (), "workbook")
            surveys, refused = _surveys(book)
            rows = chain.from_iterable(_answers(path, book, name) for name in sheets)
            total = sum(book.height(name) for name in sheets)
            yield OwnFile(_digest(path), total, chain(refused, rows), surveys)
        return
    with streamed(path) as (columns, lines):
        _require(path, columns, "CSV")
        with path.open("rb") as file:
            total = sum(line.endswith(b"\n") for line in file)
        yield OwnFile(_digest(path), total, (_plain(row) for row in lines))


def _plain(row: SheetRow | Refusal) -> SheetRow | Refusal:
    if isinstance(row, Refusal):
        return row
    return SheetRow(row.line, {name: unguarded(cell) for name, cell in row.cells.items()})


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(16)
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _require(path: Path, columns: Sequence[str], kind: str) -> None:
    if absent := [column for column in IMPORTED_COLUMNS if column not in columns]:
        raise BadInputError(
            f"{path}: is no {kind} that `kiosk export` wrote (no column {absent[0]!r}); "
            "expected one, or --mapping FILE.toml that says what the columns mean"
        )


def _answers(path: Path, book: BookReader, sheet: str) -> Iterator[SheetRow]:
    rows = book.rows(sheet)
    _, columns = next(rows, (1, []))
    _require(path, columns, "workbook")
    return _named(columns, rows)


def _named(columns: Sequence[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[SheetRow]:
    """Each row that is not blank; a row ends with its last cell that is filled."""
    for line, cells in rows:
        if any(cells):
            filled = [*cells, *[""] * (len(columns) - len(cells))]
            yield SheetRow(line, dict(zip(columns, filled, strict=False)))


def _surveys(book: BookReader) -> tuple[tuple[SurveyRow, ...], list[Refusal]]:
    """The definitions, put together from their parts."""
    if SURVEYS not in book.sheets:
        return (), []
    rows = book.rows(SURVEYS)
    _, columns = next(rows, (1, []))
    parts: dict[tuple[str, str], list[SheetRow]] = {}
    for row in _named(columns, rows):
        parts.setdefault((row.cells.get("survey", ""), row.cells.get("survey_version", "")), []).append(row)
    found: list[SurveyRow] = []
    refused: list[Refusal] = []
    for (name, version), each in parts.items():
        given = {
            "id": name, "version": int(version) if version.isdecimal() else version,
            "definition": "".join(row.cells.get("definition", "") for row in sorted(each, key=_part)),
            "at": each[0].cells.get("kept_at", ""),
        }  # fmt: skip
        try:
            found.append(checked("surveys", given))
        except RefusedError as error:
            refused.append(error.at(each[0].line))
    return tuple(found), refused


def _part(row: SheetRow) -> int:
    number = row.cells.get("part", "")
    return int(number) if number.isdecimal() else 0
