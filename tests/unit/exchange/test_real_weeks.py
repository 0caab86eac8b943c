"""Two busy weeks that none of us wrote: their very comments stand in the PDF's text."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.model import Week

SKYTRAX = "skytrax_lounge_en"


def kiosk(*arguments: object) -> str:
    """What a command prints, run as its user would."""
    command = [sys.executable, "-m", "kiosk", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def letters(text: str) -> str:
    """A text without its blanks and line breaks, which a page sets anew."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.fixture(scope="module")
def data(real_data: Path, mappings: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("skytrax")
    kiosk("import", real_data / f"{SKYTRAX}.csv", "--mapping", mappings / f"{SKYTRAX}.toml", "--data", folder)
    return folder


@pytest.mark.parametrize(("week", "rows"), [(Week(2014, 40), 66), (Week(2015, 28), 23)], ids=str)
def test_the_weeks_very_comments_are_in_the_pdf(
    data: Path, real_data: Path, tmp_path: Path, week: Week, rows: int
) -> None:
    with (real_data / f"{SKYTRAX}.csv").open(encoding="utf-8", newline="") as file:
        given = [row["content"] for row in csv.DictReader(file) if Week.of(date.fromisoformat(row["date"])) == week]
    assert len(given) == rows
    path = tmp_path / "week.pdf"
    kiosk("report", "--data", data, "--week", week, "--out", path)
    printed = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    pages = [letters("\n".join(page.splitlines())) for page in printed.split("\f")]
    missing = [text for text in given if not _stands(letters(text), pages)]
    assert missing == []
    figures = json.loads(kiosk("report", "--data", data, "--week", week, "--json"))
    assert sorted(comment["text"] for comment in figures["comments"]) == sorted(text.strip() for text in given)


def _stands(text: str, pages: list[str]) -> bool:
    """Whether a page holds the text, or two neighbouring pages share it."""
    if any(text in page for page in pages):
        return True
    return any(
        one.find(text[:cut]) >= 0 and other.find(text[cut:]) >= 0
        for one, other in pairwise(pages)
        for cut in range(1, len(text))
    )
