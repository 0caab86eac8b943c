"""Reading a workbook (XLSX) as rows of texts, as we wrote it or as a spreadsheet program saved it again.

A small reader of our own, which gives every text back and holds one row at a time (ADR 0002 says how others did).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol, TypeVar
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from kiosk.errors import BadInputError

MAGIC = b"PK\x03\x04"
RELATION = re.compile(r"https?://[^|]*/relationships\|id$")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")
DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+1:[A-Z]+([0-9]+)"')
COLUMNS_MAX = 16_384
SHARED = "xl/sharedStrings.xml"
CHUNK = 1 << 16
DAMAGED = (BadZipFile, zlib.error, ExpatError, LookupError, ValueError, NotImplementedError, EOFError)
"""What damaged and hand-made archives and sheets raise."""
ANSWERS, CODEBOOK, SURVEYS = "answers", "codebook", "surveys"
"""The sheets that we write."""
Attributes = dict[str, str]
Found = TypeVar("Found")


class _Handler(Protocol[Found]):
    """Takes a part of the archive as it is parsed; found is what came out of it and nobody took yet."""

    found: list[Found]

    def start(self, name: str, attributes: Attributes, /) -> None:
        """An element begins."""

    def end(self, name: str, /) -> None:
        """An element ends."""

    def text(self, data: str, /) -> None:
        """Text between."""


class BookReader:
    """An open workbook; sheets says which there are, in their order. Raises BadInputError where it is none."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self._path = path
        self._archive = archive
        targets = {each["Id"]: each["Target"] for name, each in self._elements("xl/_rels/workbook.xml.rels")
                   if name == "Relationship"}  # fmt: skip
        self.sheets = {
            each["name"]: _inside(targets[_relation(each)])
            for name, each in self._elements("xl/workbook.xml") if name == "sheet" and _relation(each) in targets
        }  # fmt: skip
        self._shared: list[str] | None = None

    def rows(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of each row that is there; a cell as its text, a number as its digits."""
        if self._shared is None:
            self._shared = self._texts()
        with self._told():
            yield from _read(self._open(self.sheets[sheet]), _Rows(self._shared))

    def height(self, sheet: str) -> int:
        """About how many rows a sheet has, by its own word; 0 where it says nothing."""
        with self._told(), self._archive.open(self.sheets[sheet]) as file:
            found = DIMENSION.search(file.read(CHUNK))
        return int(found[1]) if found else 0

    def _texts(self) -> list[str]:
        """Those that cells point into; XlsxWriter writes none."""
        if SHARED not in self._archive.namelist():
            return []
        with self._told():
            return list(_read(self._open(SHARED), _Shared()))

    def _elements(self, member: str) -> list[tuple[str, Attributes]]:
        with self._told():
            return list(_read(self._open(member), _Elements()))

    def _open(self, member: str) -> IO[bytes]:
        with self._told():
            return self._archive.open(member)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DAMAGED as error:
            raise _damaged(self._path, error) from None


@contextmanager
def open_book(path: Path) -> Iterator[BookReader]:
    """The workbook at a path. Raises BadInputError."""
    try:
        archive = ZipFile(path)
    except DAMAGED as error:
        raise _damaged(path, error) from None
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from None
    with archive:
        yield BookReader(path, archive)


def _damaged(path: Path, error: Exception) -> BadInputError:
    return BadInputError(f"{path}: is a damaged workbook ({error}); expected one as it was saved")


class _Elements:
    """Every element with its attributes."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Attributes]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        self.found.append((name, attributes))

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass


class _Texts:
    """Gathers the text of t and v elements; that of phonetic runs (rPh) is a reading aid and none of the cell's."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._inside = False
        self._phonetic = False

    def begin(self, name: str) -> None:
        self._phonetic = self._phonetic or name == "rPh"
        self._inside = name in {"t", "v"} and not self._phonetic

    def finish(self, name: str) -> None:
        self._inside = False
        if name == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        if self._inside:
            self._parts.append(data)

    def taken(self) -> str:
        """All text since the last time."""
        text = "".join(self._parts)
        self._parts.clear()
        return text


class _Shared(_Texts):
    """The table of texts that cells point into."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def start(self, name: str, _: Attributes) -> None:
        self.begin(name)

    def end(self, name: str) -> None:
        self.finish(name)
        if name == "si":
            self.found.append(_unescaped(self.taken()))


class _Rows(_Texts):
    """The rows of a sheet."""

    def __init__(self, shared: list[str]) -> None:
        super().__init__()
        self.found: list[tuple[int, list[str]]] = []
        self._shared = shared
        self._line = 0
        self._cells: list[str] = []
        self._column = 0
        self._type = ""

    def start(self, name: str, attributes: Attributes) -> None:
        self.begin(name)
        if name == "row":
            self._line = int(attributes.get("r", self._line + 1))
            self._cells = []
        elif name == "c":
            self._type = attributes.get("t", "n")
            self._column = _column(attributes["r"]) if "r" in attributes else len(self._cells)

    def end(self, name: str) -> None:
        self.finish(name)
        if name == "row":
            self.found.append((self._line, self._cells))
        elif name == "c":
            self._cells += [""] * (self._column + 1 - len(self._cells))
            self._cells[self._column] = self._value(self.taken())

    def _value(self, text: str) -> str:
        if self._type == "s":
            return self._shared[int(text)]
        return _unescaped(text) if self._type in {"inlineStr", "str"} else text


def _read(file: IO[bytes], handler: _Handler[Found]) -> Iterator[Found]:
    """What the handler finds, a chunk of the file at a time."""
    parser = ParserCreate(namespace_separator="|")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: handler.start(_local(name), attributes)
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    parser.buffer_text = True
    with file:
        while chunk := file.read(CHUNK):
            parser.Parse(chunk, False)
            yield from handler.found
            handler.found.clear()
        parser.Parse(b"", True)
        yield from handler.found


def _refuse_doctype(*_: object) -> None:
    """No workbook has one; entities that name entities could fill the memory."""
    raise ValueError("it has a document type")


def _local(name: str) -> str:
    return name.rpartition("|")[2]


def _relation(attributes: Attributes) -> str:
    return next((value for name, value in attributes.items() if RELATION.match(name)), "")


def _inside(target: str) -> str:
    """A relation's target as the name of a member."""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column(reference: str) -> int:
    found = REFERENCE.fullmatch(reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 0 < number <= COLUMNS_MAX:
        raise ValueError(f"no cell {reference!r}")
    return number - 1


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
