"""Everything that the database holds, as JSON Lines: a row of a table a line, to be read back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from kiosk.exchange.exporting import Exported
from kiosk.exchange.fields import JSON_COLUMNS, packed
from kiosk.exchange.progress import Progress, unwatched
from kiosk.files import FOR_OWNER, replacing
from kiosk.store import Reader, Reading
from kiosk.store.migrations import STEPS
from kiosk.store.transfer import COLUMNS, PERSONAL, count_rows, read_rows

FORMAT = 1
SCHEMA = max(STEPS)


def export_lines(
    reader: Reader, first: date, last: date, out: Path, progress: Progress = unwatched, *, with_contacts: bool = False
) -> Exported:
    """Writes the rows of the visits of a period, and all surveys, imports and erasures.

    The first line says what the file is and how many rows of each table follow; every other line is a row, its columns
    as in the database (docs/schema.md). with_contacts adds addresses, numbers taken away, consents and erasures of an
    address; nobody but the owner may read such a file. Raises StorageError, and then what stood there stays.
    """
    tables = [table for table in COLUMNS if with_contacts or table not in PERSONAL]
    with Reading(reader).snapshot(), replacing(out, FOR_OWNER if with_contacts else 0o666) as part:
        counts = {table: count_rows(reader, table, first, last, personal=with_contacts) for table in tables}
        rows = chain.from_iterable(_rows(reader, table, first, last, personal=with_contacts) for table in tables)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_line({
                "moment": "export", "format": FORMAT, "schema": SCHEMA, "first": _day(first), "last": _day(last),
                "contacts": with_contacts, "rows": counts,
            }))  # fmt: skip
            file.writelines(map(_line, progress(rows, sum(counts.values()), "Writing")))
    return Exported(out, None, counts["answers"] + counts["comments"], counts["visits"])


def _rows(reader: Reader, table: str, first: date, last: date, *, personal: bool) -> Iterator[Mapping[str, object]]:
    columns = COLUMNS[table]
    for row in read_rows(reader, table, first, last, personal=personal):
        yield {"table": table} | {column: _value(column, value) for column, value in zip(columns, row, strict=True)}


def _value(column: str, value: Any) -> object:
    if value is None or column not in JSON_COLUMNS:
        return value
    content = json.loads(value)
    return content if packed(column, content) == value else value


def _line(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


def _day(day: date) -> str | None:
    """None for a period without an end."""
    return None if day in {date.min, date.max} else day.isoformat()
