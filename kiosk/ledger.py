"""Which reports and exports were written, and where: what an erasure must reach later.

DATA/written.jsonl, a line when a file is begun, its path, and one when it is written: its path, the days it is about,
and the options that make it again. Nothing of what the files say. A path in the data folder is relative to it: a copy
of the folder is about its own files.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
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
    """One file. path is absolute once read, at ISO 8601, digest that of its content.

    options say how to make it again.
    """

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
        written = Written(sort, _kept(path, data), first, last, options, now, digest(path))
    except OSError as error:
        log.warning("%s: cannot be read again (%s)", path, error.strerror)
        return
    _add(data, asdict(written))


def note_begun(data: Path, path: Path) -> None:
    """Takes down that a file is about to be written, so that what a killed process leaves beside it is found.

    On the disk when this returns; a data folder that takes no line is told in the log.
    """
    _add(data, {"begun": _kept(path, data)})


def _add(data: Path, fields: dict[str, Any]) -> None:
    try:
        line = json.dumps(fields, default=str, ensure_ascii=False)
        descriptor = os.open(data / FILE_NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            # A first line feed ends whatever a power cut left of the line before.
            file.write(f"\n{line}\n".encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(descriptor)
    except OSError as error:
        log.warning("%s: a line cannot be added (%s)", data / FILE_NAME, error.strerror)


def read_ledger(data: Path) -> list[Written]:
    """Every file once, as it was last written there. Raises StorageError; a torn line is left out."""
    latest: dict[Path, Written] = {}
    for fields in _lines(data):
        with suppress(ValueError, KeyError, TypeError):
            written = _written(fields, data)
            latest[written.path] = written
    return list(latest.values())


def read_begun(data: Path) -> set[Path]:
    """Every file that was ever begun, whether or not it came to be. Raises StorageError."""
    return {data.absolute() / str(fields["begun"]) for fields in _lines(data) if "begun" in fields}


def digest(path: Path) -> str:
    """Of a file's content. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


def _kept(path: Path, data: Path) -> Path:
    """As it stands in the ledger: relative to the data folder in it, by its name or where links lead, else absolute."""
    for straight in (os.path.abspath, os.path.realpath):
        inside, folder = Path(straight(path)), Path(straight(data))
        if inside.is_relative_to(folder):
            return inside.relative_to(folder)
    return path.absolute()


def _lines(data: Path) -> Iterator[dict[str, Any]]:
    path = data / FILE_NAME
    with refusals(path, "cannot be read"):
        lines = path.read_bytes().splitlines() if path.exists() else []
    for line in filter(None, lines):
        with suppress(ValueError):
            if isinstance(fields := json.loads(line), dict):
                yield fields


def _written(fields: dict[str, Any], data: Path) -> Written:
    first, last = date.fromisoformat(fields["first"]), date.fromisoformat(fields["last"])
    options = dict(fields["options"])
    path = data.absolute() / fields["path"]
    return Written(Sort(fields["sort"]), path, first, last, options, fields["at"], fields["digest"])
