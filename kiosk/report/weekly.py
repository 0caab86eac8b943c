"""From stored answers to the week's page on the disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kiosk.files import write_atomically
from kiosk.ledger import Sort, note, note_begun
from kiosk.model import Language, Paper, Site, Week
from kiosk.report.data import ReportData
from kiosk.report.query import default_week, read_report
from kiosk.store import open_reader


def read_weekly(site: Site, week: Week | None, today: date) -> ReportData:
    """All figures of a week; of the default week where none is given."""
    with open_reader(site.data, site.key) as reader:
        return read_report(reader, site, week or default_week(reader, today), today)


def write_weekly(site: Site, data: ReportData, language: Language, paper: Paper, out: Path | None = None) -> Path:
    """Writes the page, into the data folder's reports unless told otherwise; where it is now.

    Raises StorageError where it cannot be written; an earlier page of that name is then still whole.
    """
    from kiosk.report.pdf import render  # noqa: PLC0415 - figures alone need no fonts

    path = out or site.data / "reports" / f"moment-{data.week}-{language}-{paper}.pdf"
    page = render(data, language, paper, site.accent)
    note_begun(site.data, path)
    write_atomically(path, page)
    about = {"week": str(data.week), "language": str(language), "paper": str(paper)}
    note(site.data, Sort.REPORT, path, data.week.monday, data.week.sunday, about)
    return path
