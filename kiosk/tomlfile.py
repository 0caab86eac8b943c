"""Reading a TOML file against a pydantic schema: every fault at once, each with its line, key and what was expected."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from kiosk.errors import BadInputError


class Table(BaseModel):
    """A TOML table; a key that nobody knows is a fault, most often a misspelling, and "80" is no number."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Schema = TypeVar("Schema", bound=Table)
Place = tuple[int | str, ...]
"""Keys from the top of the file down; a number counts the entries of an array from 0."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, and where; absent where the last key of the place is not in the file."""

    place: Place
    told: str
    absent: bool = False

    @property
    def spelt_out(self) -> Place:
        """The part of the place that the file can have."""
        return self.place[:-1] if self.absent else self.place



KINDS = {
    "string_type": "text in quotes",
    "int_type": "a whole number, such as 5, without quotes",
    "int_from_float": "a whole number, such as 5, without quotes",
    "float_type": "a number, such as 1.5, without quotes",
    "finite_number": "a number, such as 1.5, without quotes",
    "bool_type": "true or false",
    "list_type": 'a list in square brackets, such as ["en", "ko"]',
    "tuple_type": "two numbers in square brackets, such as [1, 2]",
    "dict_type": 'a table of keys, such as { en = "Hello" }',
    "model_type": 'a table of keys, such as { en = "Hello" }',
    "model_attributes_type": 'a table of keys, such as { en = "Hello" }',
}
"""What a value must be, in words, by pydantic's name of the fault."""


def shaped(pattern: str, expected: str) -> AfterValidator:
    """Takes only text of one shape; expected says which, for the sentence "must be …"."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(f"must be {expected}, not {text!r}")
        return text

    return AfterValidator(check)


def _on_one_line(text: str) -> str:
    if any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in text):
        raise ValueError("must be one line without a tab or another control character")
    return text


ONE_LINE = AfterValidator(_on_one_line)
"""For a text that stands beside others in a row. The marks that Arabic and Thai words need are allowed."""

NAME = shaped("[a-z][a-z0-9_-]{0,39}", 'a name of small letters, digits, dashes or underscores, such as "checkout"')


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
    faults = [Fault(place, told) for place, told in more_faults]
    try:
        table = schema.model_validate(content, context=context)
    except ValidationError as error:
        faults = [*_alternatives_joined(_fault(content, problem) for problem in error.errors()), *faults]
    if faults:
        lines = source.splitlines()
        faults.sort(key=lambda fault: _line_of(lines, fault.spelt_out) or 0)
        raise BadInputError("\n".join(_sentence(path, lines, fault) for fault in faults))
    return table


def told_at(path: Path, place: Place, told: str) -> str:
    """A fault of a file's value that only the caller can see, as a sentence with its line and key."""
    return _sentence(path, _read(path).splitlines(), Fault(place, told))


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
    except RecursionError:
        raise BadInputError(f"{path}: lists or tables lie too deep in one another; expected a few levels") from None


def _fault(content: Mapping[str, object], problem: ErrorDetails) -> Fault:
    """Where it is without pydantic's own marks, and what is wrong without a programmer's words."""
    kind, context = problem["type"], problem.get("ctx", {})
    place = tuple(_keys(content, problem["loc"], missing=kind == "missing"))
    match kind:
        case "missing":
            return Fault(place, "is missing", absent=True)
        case "extra_forbidden":
            return Fault(place, "is not a known key")
        case "union_tag_not_found":
            return Fault((*place, context["discriminator"].strip("'")), "is missing", absent=True)
        case "union_tag_invalid":
            told = f"{context['tag']!r} is unknown, expected one of {context['expected_tags']}"
            return Fault((*place, context["discriminator"].strip("'")), told)
        case _:
            return Fault(place, _wrong(problem))


def _wrong(problem: ErrorDetails) -> str:
    """What is wrong with a value that is there."""
    kind, context = problem["type"], problem.get("ctx", {})
    match kind:
        case "string_too_short":
            return "must not be empty"
        case "string_too_long":
            return f"must have at most {context['max_length']} characters"
        case "too_short":
            return f"must have at least {context['min_length']} in it, not {context['actual_length']}"
        case "too_long":
            more = f", not {context['actual_length']}" if context["actual_length"] else ""  # unknown of a table
            return f"must have at most {context['max_length']} in it{more}"
        case _ if kind in KINDS:
            return f"must be {KINDS[kind]}"
        case _:
            return problem["msg"].removeprefix("Value error, ").removeprefix("Input ").replace("should", "must")


def _alternatives_joined(faults: Iterable[Fault]) -> list[Fault]:
    """Of a value that may be one thing or another, pydantic tells of each; a person wants one sentence."""
    joined: dict[Place, Fault] = {}
    for fault in faults:
        earlier = joined.get(fault.place)
        told = f"{earlier.told} or {fault.told.removeprefix('must be ')}" if earlier else fault.told
        joined[fault.place] = replace(fault, told=told)
    return list(joined.values())


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


def _sentence(path: Path, source: list[str], fault: Fault) -> str:
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in fault.place)
    line = _line_of(source, fault.spelt_out)
    return ": ".join(part for part in (f"{path}, line {line}" if line else str(path), key, fault.told) if part)


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
