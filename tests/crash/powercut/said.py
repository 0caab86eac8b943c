"""What a program says while it works: which answers it was asked to save, which it thanked for, what it has done."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from kiosk.model import Answer, Chose, Contacted, Numbered, Picked, Rated, Scored, Value, Wrote

Row = tuple[str, str, int, str]
"""An answer to compare: visit, question, revision, value."""
ASKED, THANKED, DONE = "asked", "thanked", "done"


def row_of(answer: Answer) -> Row:
    """An answer as a Row."""
    return answer.visit, answer.question, answer.revision, spelled(answer.value)


def spelled(value: Value) -> str:
    """A value as text; of a contact only what stands in the table of contacts."""
    match value:
        case Contacted(text=text):
            return f"contact {text}"
        case Numbered(number=number):
            return f"number {number}"
        case Wrote(text=text):  # which no repr shows
            return f"wrote {text}"
        case Rated() | Chose() | Picked() | Scored():
            return repr(value)
        case _:
            assert_never(value)


@dataclass(slots=True)
class Said:
    """What was said so far."""

    asked: set[Row] = field(default_factory=set)
    thanked: set[Row] = field(default_factory=set)
    done: set[str] = field(default_factory=set)

    def hear(self, words: str) -> None:
        """One more line. Raises ValueError for one that nobody says."""
        kind, what = json.loads(words)
        match kind:
            case "asked":
                self.asked.update(map(tuple, what))
            case "thanked":
                self.thanked.update(map(tuple, what))
            case "done":
                self.done.add(what)
            case _:
                raise ValueError(words)


def asked(rows: Iterable[Row]) -> str:
    """A line: these may be there from now on."""
    return json.dumps([ASKED, list(rows)])


def thanked(rows: Iterable[Row]) -> str:
    """A line: these must be there from now on."""
    return json.dumps([THANKED, list(rows)])


def done(what: str) -> str:
    """A line: this has been done, and must have been done after whatever follows."""
    return json.dumps([DONE, what])


class Voice:
    """Says lines into a file; each is out when `say` returns."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND)

    def say(self, words: str) -> None:
        """One line, in one unbuffered write."""
        os.write(self._file, f"{words}\n".encode())
