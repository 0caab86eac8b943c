"""An export in the form that was asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kiosk.exchange.exporting import Exported, export_csv
from kiosk.exchange.lines_out import export_lines
from kiosk.exchange.progress import Progress, unwatched
from kiosk.store import Reader


def write_export(
    reader: Reader, form: str, first: date, last: date, target: Path, progress: Progress = unwatched, *,
    with_contacts: bool = False,
) -> Exported:  # fmt: skip
    """Writes csv, xlsx or jsonl; the one place where exports come into being. Raises StorageError."""
    match form:
        case "xlsx":
            from kiosk.exchange.workbook_out import export_xlsx  # noqa: PLC0415 - other forms need none of it

            return export_xlsx(reader, first, last, target, progress)
        case "jsonl":
            return export_lines(reader, first, last, target, progress, with_contacts=with_contacts)
        case _:
            return export_csv(reader, first, last, target, progress)
