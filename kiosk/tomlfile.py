"""Reading a TOML file against a pydantic schema: every fault at once, each with its key and what was expected."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.errors import BadInputError


class Table(BaseModel):
    """A TOML table; a key that nobody knows is a fault, most often a misspelling."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Schema = TypeVar("Schema", bound=Table)


def read_toml(path: Path) -> dict[str, object]:
    """The file's content. Raises BadInputError with the line where it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path}: expected UTF-8 text, byte {error.start} is not") from None
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(f"{path}: not valid TOML: {error}") from None


def load_table(path: Path, schema: type[Schema]) -> Schema:
    """The file as its schema. Raises BadInputError that lists every fault, a line each."""
    content = read_toml(path)
    try:
        return schema.model_validate(content)
    except ValidationError as error:
        raise BadInputError("\n".join(faults(path, error))) from None


def faults(path: Path, error: ValidationError) -> list[str]:
    """One sentence per fault: file, line where it can be told, key, what was expected."""
    source = path.read_text(encoding="utf-8").splitlines()
    return [_fault(path, source, problem["loc"], problem["type"], problem["msg"]) for problem in error.errors()]


def _fault(path: Path, source: list[str], where: tuple[int | str, ...], kind: str, message: str) -> str:
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in where if not _is_tag(part, where))
    line = _line_of(source, where)
    place = f"{path}, line {line}" if line else str(path)
    match kind:
        case "missing":
            told = "is missing"
        case "extra_forbidden":
            told = "is not a known key"
        case _:
            told = message.removeprefix("Value error, ").removeprefix("Input ").replace("should be", "must be")
    return f"{place}: {key}: {told}" if key else f"{place}: {told}"


def _is_tag(part: int | str, where: tuple[int | str, ...]) -> bool:
    """Pydantic puts the name of a tagged union's member into the path; people do not need it."""
    position = where.index(part)
    return isinstance(part, str) and position > 0 and isinstance(where[position - 1], int)


def _line_of(source: list[str], where: tuple[int | str, ...]) -> int | None:
    """The line of the deepest part of the path that the file spells out; arrays of tables are counted by header."""
    found: int | None = None
    start = 0
    table = ""
    for part in where:
        if isinstance(part, int):
            headers = [n for n, text in enumerate(source) if re.match(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]", text)]
            if part >= len(headers):
                break
            start = headers[part]
            found = start + 1
            continue
        pattern = re.compile(rf"(^|[\s.\[{{,]){re.escape(part)}\s*(=|\]|\.)")
        line = next((n for n in range(start, len(source)) if pattern.search(source[n])), None)
        if line is None:
            continue
        start, found, table = line, line + 1, part
    return found
