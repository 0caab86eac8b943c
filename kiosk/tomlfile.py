"""Reading a TOML file against a pydantic schema: every fault at once, each with its line, key and what was expected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from kiosk.errors import BadInputError


class Table(BaseModel):
    """A TOML table; a key that nobody knows is a fault, most often a misspelling."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Schema = TypeVar("Schema", bound=Table)
Place = tuple[int | str, ...]
"""Keys from the top of the file down; a number counts the entries of an array from 0."""


def read_toml(path: Path) -> dict[str, object]:
    """The file's content. Raises BadInputError with the line where it is not TOML."""
    return _parse(path, _read(path))


def load_table(
    path: Path, schema: type[Schema], context: object = None, more_faults: Iterable[tuple[Place, str]] = ()
) -> Schema:
    """The file as its schema. Raises BadInputError that lists every fault, a line each.

    context is handed to the schema's validators; more_faults are those that only the caller can see.
    """
    source = _read(path)
    content = _parse(path, source)
    told = [(place, message, False) for place, message in more_faults]
    try:
        table = schema.model_validate(content, context=context)
    except ValidationError as error:
        told = [_told(content, problem) for problem in error.errors()] + told
    if told:
        lines = source.splitlines()
        raise BadInputError("\n".join(_sentence(path, lines, *each) for each in told))
    return table


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path}: expected UTF-8 text, byte {error.start} is not") from None
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from None


def _parse(path: Path, source: str) -> dict[str, object]:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(f"{path}: not valid TOML: {error}") from None


def _told(content: Mapping[str, object], problem: ErrorDetails) -> tuple[Place, str, bool]:
    """The place without pydantic's own marks, the sentence, and whether the last key is absent."""
    kind = problem["type"]
    place = tuple(_keys(content, problem["loc"], missing=kind == "missing"))
    match kind:
        case "missing":
            return place, "is missing", True
        case "extra_forbidden":
            return place, "is not a known key", False
        case "union_tag_not_found":
            return (*place, problem["ctx"]["discriminator"].strip("'")), "is missing", True
        case "union_tag_invalid":
            context = problem["ctx"]
            told = f"{context['tag']!r} is unknown, expected one of {context['expected_tags']}"
            return (*place, context["discriminator"].strip("'")), told, False
        case _:
            sentence = problem["msg"].removeprefix("Value error, ").removeprefix("Input ").replace("should", "must")
            return place, sentence, False


def _keys(content: object, where: Place, *, missing: bool) -> Iterable[int | str]:
    """Pydantic puts the names of a union's members and of dictionary keys into the path; people do not need them."""
    node = content
    for depth, part in enumerate(where):
        match node, part:
            case dict(), str() if part in node:
                node = node[part]
            case list(), int():
                node = node[part]
            case _ if not (missing and depth == len(where) - 1):
                continue
        yield part


def _sentence(path: Path, source: list[str], place: Place, told: str, absent: bool) -> str:
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
    line = _line_of(source, place[:-1] if absent else place)
    return ": ".join(part for part in (f"{path}, line {line}" if line else str(path), key, told) if part)


def _line_of(source: list[str], place: Place) -> int | None:
    """The line of the deepest part of the path that the file spells out; arrays of tables are counted by header."""
    found: int | None = None
    start = 0
    table = ""
    for part in place:
        if isinstance(part, int):
            headers = [n for n, text in enumerate(source) if re.match(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]", text)]
            if part >= len(headers):
                break
            start = headers[part]
            found = start + 1
            continue
        pattern = re.compile(rf"[^#]*?(^|[\s.\[{{,\"]){re.escape(part)}\"?\s*(=|\]|\.)")
        line = next((n for n in range(start, len(source)) if pattern.match(source[n])), None)
        if line is None:
            continue
        start, found, table = line, line + 1, part
    return found
