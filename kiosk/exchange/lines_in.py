"""An export in JSON Lines back into a database."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import BadInputError
from kiosk.exchange.fields import checked
from kiosk.exchange.lines_out import FORMAT
from kiosk.exchange.progress import Progress, unwatched
from kiosk.exchange.sheet import Refusal, RefusedError
from kiosk.store import Store
from kiosk.store.backup.inspecting import schema_faults
from kiosk.store.privacy.erasure import Erasure, Kind, keep_erasures, read_erasures, replay, take_out
from kiosk.store.transfer import COLUMNS, WHOLE, MisfitError, save_row, saving

MAGIC = b'{"moment"'


@dataclass(slots=True)
class Taken:
    """What became of the rows, by table: those that fit, and of these those that were not here before.

    left_out: visits of the file that were erased here before; their rows are in neither. erased: visits that went
    because they were erased, these among them.
    """

    rows: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    left_out: int = 0
    erased: int = 0


def import_lines(store: Store, path: Path, folder: Path, progress: Progress = unwatched) -> Taken:
    """Takes an export into the database of a data folder, in one transaction; the same rows a second time add nothing.

    What was erased, here or where the export was made, is erased here afterwards. A row that does not fit is refused
    with its line and reason. Raises BadInputError for a file that is no export or not the whole of one, and
    StorageError; then nothing is kept.
    """
    taken = Taken()
    theirs: list[Erasure] = []
    told = require_whole(path)
    with _opened(path) as file, saving(store):
        ours = read_erasures(folder, store.database)
        file.readline()
        for number, line in enumerate(progress(file, told, "Reading"), 2):
            _take(store, taken, theirs, number, line)
        if taken.refused and not any(taken.rows[table] for table in COLUMNS if table not in WHOLE):
            told_first = f"the first refused is {taken.refused[0]}"
            raise BadInputError(f"{path}: none of its visits could be taken ({len(taken.refused)} rows; {told_first})")
        if ours or theirs:
            keep_erasures(folder, sorted({*ours, *theirs}))
        if ours:
            # None of them was here any more, so all that goes now is the file's.
            gone = take_out(store.database, ours)
            taken.rows -= gone
            taken.new -= gone
            taken.left_out = taken.erased = gone["visits"]
        if theirs:
            taken.erased += replay(store.database, theirs)
    return taken


def require_whole(path: Path) -> int:
    """How many rows follow the first line of an export, which is all there. Raises BadInputError."""
    with _opened(path) as file:
        told = _rows_told(path, file.readline())
        lines = sum(1 for _ in file)
    if lines != told:
        raise BadInputError(
            f"{path}: has {lines} rows; expected the {told} that its first line tells of: was it cut off?"
        )
    return told


def _rows_told(path: Path, line: bytes) -> int:
    """How many rows follow, by the first line of an export. Raises BadInputError."""
    try:
        content = json.loads(line)
        form = {"export": int(content["format"])}[content["moment"]]
        rows = sum(int(n) for n in content["rows"].values())
        schema = content.get("schema", ())
        steps = frozenset([schema] if isinstance(schema, str) else map(str, schema))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise BadInputError(
            f"{path}, line 1: is no first line of an export; expected a file that `kiosk export --format jsonl` wrote"
        ) from None
    if steps and (newer := schema_faults(steps)):
        raise BadInputError(f"{path}: {newer[0]}")
    if form > FORMAT:
        raise BadInputError(f"{path}: was written by a newer version of Moment; expected format {FORMAT}, it is {form}")
    return rows


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read ({error.strerror})") from None


def _take(store: Store, taken: Taken, erasures: list[Erasure], number: int, line: bytes) -> None:
    try:
        table, values = _parsed(line)
        if table == "erasures":
            kind, what, at = map(str, values)
            erasures.append(Erasure(Kind(kind), what, at))
        taken.new[table] += save_row(store, table, values)
        taken.rows[table] += 1
    except RefusedError as error:
        taken.refused.append(error.at(number))
    except MisfitError as error:
        taken.refused.append(Refusal(number, None, None, f"the database does not take it ({error})"))


def _parsed(line: bytes) -> tuple[str, tuple[object, ...]]:
    try:
        row = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or row.get("table") not in COLUMNS:
        raise RefusedError(None, None, "is no row of a table of ours; expected one as `kiosk export` writes it")
    table = str(row.pop("table"))
    return table, checked(table, row)


def _no_number(name: str) -> None:
    raise ValueError(name)
