"""A shop with something to erase, and all that may hold it."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner

from kiosk.commands import erase_, export_, report_
from kiosk.model import Contacted, QuestionId, Wrote
from kiosk.store import Recorder, open_store
from tests.unit.builders import COMMENT, SURVEY, answer, rated
from tests.unit.report.reading import squeezed, text_by_poppler
from tests.unit.store.shop import ORIGIN

ROOT = Path(__file__).resolve().parents[3]
SECRET, OTHER = "Only one till was open again", "직원이 친절해요"
KIM = "kim@example.com"
DAY = timedelta(days=1)
NOON = datetime(2025, 1, 13, 12, tzinfo=UTC)
"""A Monday that is over, whenever this runs."""
TODAY = NOON.date() + 7 * DAY


def fill(folder, visits=("v1", "v2", "v3"), key=None):
    """Ratings of a week; the first shopper writes and leaves an address, the second writes something else."""
    with open_store(folder, key) as store:
        recorder = Recorder(store, ORIGIN, SURVEY)
        recorder.save_all(rated(1 + n % 4, f"r{n:03}", NOON + (n % 7) * DAY) for n in range(30))
        for visit, text in zip(visits, (SECRET, OTHER, "fine"), strict=True):
            recorder.save(rated(1, visit, NOON))
            recorder.save(answer(Wrote(text), COMMENT, visit, at=NOON))
        recorder.save(answer(Contacted(KIM, "You may write to me.", 1), QuestionId("contact"), visits[0], at=NOON))


def run(command, data, *options):
    return CliRunner().invoke(command, ["--data", str(data), *options], catch_exceptions=False)


def erase(data, *options):
    return run(erase_.command, data, "--yes", *options)


def everywhere(folder):
    """The bytes of all files beneath a folder; of a workbook those that it is packed of, of a page its text."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".pdf":
            found.append(squeezed(text_by_poppler(path.read_bytes())).encode())
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                found += [book.read(name) for name in book.namelist()]
        elif path.is_file():
            found.append(path.read_bytes())
    return b"\n".join(found)


def holds(folder, text):
    found = everywhere(folder)
    return text.encode() in found or squeezed(text).encode() in found


def write_all(data):
    """A page in two languages, and exports of all three kinds."""
    for language in ("en", "ko"):
        assert run(report_.command, data, "--week", "2025-W03", "--lang", language).exit_code == 0
    for options in (["--format", "csv"], ["--format", "xlsx"], ["--format", "jsonl", "--with-contacts"],
                    ["--format", "csv", "--from", "2025-01-14", "--to", "2025-01-31"]):  # fmt: skip
        assert run(export_.command, data, *options).exit_code == 0
