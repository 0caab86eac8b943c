"""A CSV file as rows of named cells, each with the line that it starts on."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.errors import BadInputError

SHOWN_LENGTH = 40
EMPTY = "{path}: is empty; expected a line of column names and a row for each visit"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row was not taken. column and value are None where the whole row is at fault."""

    line: int
    column: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        if self.column is None:
            return f"line {self.line}: {self.expected}"
        return f"line {self.line}: {self.column} is {_shown(self.value or '')}; expected {self.expected}"


class RefusedError(Exception):
    """Raised while a row is read; becomes its Refusal."""

    def __init__(self, column: str | None, value: str | None, expected: str) -> None:
        super().__init__(expected)
        self.column = column
        self.value = value
        self.expected = expected

    def at(self, line: int) -> Refusal:
        """With the line it happened on."""
        return Refusal(line, self.column, self.value, self.expected)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row; cells by column name."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole file: its columns, its rows, and the rows that have more or fewer cells than columns."""

    path: Path
    digest: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    ragged: tuple[Refusal, ...]

    def require(self, columns: dict[str, str]) -> None:
        """Raises BadInputError that names every one of these columns that is missing; values say who asks for it."""
        missing = [f"{name!r} ({asker})" for name, asker in columns.items() if name not in self.columns]
        if missing:
            has = ", ".join(map(repr, self.columns))
            raise BadInputError(f"{self.path}: has no column {', no column '.join(missing)}; it has {has}")


def read_sheet(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> Sheet:
    """The file's rows; blank lines are none. Raises BadInputError where it is no CSV with a header and rows."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from None
    lines = _lines(path, _decoded(path, content, encoding), delimiter)
    _, header = next(lines, (1, []))
    if not header:
        raise BadInputError(EMPTY.format(path=path))
    columns = _columns(path, header)
    rows: list[SheetRow] = []
    ragged: list[Refusal] = []
    for line, cells in lines:
        row = _row(columns, line, cells)
        if isinstance(row, SheetRow):
            rows.append(row)
        else:
            ragged.append(row)
    if not rows and not ragged:
        raise BadInputError(f"{path}: has column names only; expected a row for each visit below them")
    return Sheet(path, hashlib.sha256(content).hexdigest(), columns, tuple(rows), tuple(ragged))


@contextmanager
def streamed(path: Path) -> Iterator[tuple[tuple[str, ...], Iterator[SheetRow | Refusal]]]:
    """The columns of a UTF-8 file, and its rows one at a time; one with more or fewer cells is its Refusal.

    Raises BadInputError, of a row only when it is reached.
    """
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from None
    with file:
        lines = _parsed(path, csv.reader(file, strict=True))
        try:
            _, header = next(lines, (1, []))
            if not header:
                raise BadInputError(EMPTY.format(path=path))
            columns = _columns(path, header)
            yield columns, (_row(columns, line, cells) for line, cells in lines)
        except UnicodeDecodeError:
            _decoded(path, path.read_bytes(), "utf-8")  # says where
            raise


def _row(columns: tuple[str, ...], line: int, cells: list[str]) -> SheetRow | Refusal:
    if len(cells) == len(columns):
        return SheetRow(line, dict(zip(columns, cells, strict=True)))
    return Refusal(line, None, None, f"has {len(cells)} cells; expected {len(columns)}, one a column")


def _decoded(path: Path, content: bytes, encoding: str) -> str:
    name = codecs.lookup(encoding).name
    try:
        text = content.decode(encoding).removeprefix("\N{BYTE ORDER MARK}")
        text.encode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInputError(
            f"{path}, line {line}: byte {error.start} (0x{content[error.start]:02X}) is not {name}; expected a file "
            f"saved in {name}, or its own encoding under `encoding` in the mapping file"
        ) from None
    except UnicodeError:
        raise BadInputError(f"{path}: is not {name} text throughout; expected a file saved in {name}") from None
    return text


def _lines(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row that is not blank."""
    return _parsed(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _parsed(path: Path, reader: Any) -> Iterator[tuple[int, list[str]]]:
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        # What follows a stray quote cannot be told apart from the cell it opened, so no row after it can be trusted.
        raise BadInputError(
            f"{path}, line {line}: no CSV row ({error}); expected cells parted by {reader.dialect.delimiter!r}, quotes "
            "closed and doubled inside a quoted cell"
        ) from None


def _columns(path: Path, header: list[str]) -> tuple[str, ...]:
    """The header's names; spreadsheets leave unnamed columns at the end, which get a number."""
    columns = tuple(name.strip() or f"#{number}" for number, name in enumerate(header, 1))
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        raise BadInputError(f"{path}, line 1: column {twice[0]!r} stands twice; expected a name of its own for each")
    return columns


def _shown(value: str) -> str:
    if not value:
        return "empty"
    return repr(value if len(value) <= SHOWN_LENGTH else value[:SHOWN_LENGTH] + "…")
