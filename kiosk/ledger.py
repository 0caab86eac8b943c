"""Which reports and exports were written, and where: what an erasure must reach later.

DATA/written.jsonl, a line a file: its path, the days it is about, and the options that make it again. Nothing of what
the files say.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.files import refusals

log = logging.getLogger(__name__)

FILE_NAME = "written.jsonl"


class Sort(StrEnum):
    """What was written."""

    REPORT = "report"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Written:
    """One file. path is absolute, at ISO 8601, digest that of its content; options say how to make it again."""

    sort: Sort
    path: Path
    first: date
    last: date
    options: dict[str, str]
    at: str
    digest: str

    def covers(self, days: set[str]) -> bool:
        """Whether it is about one of these local days (ISO)."""
        return any(self.first.isoformat() <= day <= self.last.isoformat() for day in days)


def note(data: Path, sort: Sort, path: Path, first: date, last: date, options: dict[str, str]) -> None:
    """Takes down that a file was written just now; on the disk when this returns.

    A data folder that takes no line is told in the log, and no reason for a report to fail.
    """
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        written = Written(sort, path.absolute(), first, last, options, now, digest(path))
        line = json.dumps(asdict(written), default=str, ensure_ascii=False)
        descriptor = os.open(data / FILE_NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            # A first line feed ends whatever a power cut left of the line before.
            file.write(f"\n{line}\n".encode())
            file.flush()
            os.fsync(descriptor)
    except OSError as error:
        log.warning("%s: a line cannot be added (%s)", data / FILE_NAME, error.strerror)


def read_ledger(data: Path) -> list[Written]:
    """Every file once, as it was last written there. Raises StorageError; a torn line is left out."""
    path = data / FILE_NAME
    with refusals(path, "cannot be read"):
        lines = path.read_bytes().splitlines() if path.exists() else []
    latest: dict[Path, Written] = {}
    for line in filter(None, lines):
        try:
            written = _written(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        latest[written.path] = written
    return list(latest.values())


def digest(path: Path) -> str:
    """Of a file's content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


def _written(fields: dict[str, Any]) -> Written:
    first, last = date.fromisoformat(fields["first"]), date.fromisoformat(fields["last"])
    options = dict(fields["options"])
    return Written(Sort(fields["sort"]), Path(fields["path"]), first, last, options, fields["at"], fields["digest"])
