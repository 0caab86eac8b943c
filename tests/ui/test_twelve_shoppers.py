"""From the first tap to the page: twelve visits through the real screens stand in the PDF of another process."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from kiosk.model import Level
from tests.ui.conftest import Shop
from ui.shoppers import TWELVE, visit


def report(site_data: Path, *options: str) -> str:
    """What `kiosk report` prints, run as its user would."""
    command = [sys.executable, "-m", "kiosk", "report", "--data", str(site_data), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def shopped(shop: Shop) -> Shop:
    """The kiosk after the twelve; each answer was on the disk when the thanks was shown."""
    for number, shopper in enumerate(TWELVE, 1):
        visit(shop.hand, shopper, lambda wanted=number: on_disk(shop, wanted))
    return shop


def on_disk(shop: Shop, visits: int) -> None:
    assert shop.rows("SELECT count(*) FROM visits") == [(visits,)]


def test_twelve_visits_stand_in_the_weekly_pdf(shopped: Shop, tmp_path: Path) -> None:
    path = tmp_path / "week.pdf"
    report(shopped.site.data, "--out", str(path))
    printed = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    text = unicodedata.normalize("NFKC", printed.stdout)
    for shopper in TWELVE:
        if shopper.comment:
            assert shopper.comment in text
    data = json.loads(report(shopped.site.data, "--json"))
    assert {entry["level"]: entry["figure"]["hits"] for entry in data["levels"]} == {
        level.word: sum(shopper.level is level for shopper in TWELVE) for level in Level
    }


def test_every_rating_reason_and_comment_is_in_the_database_as_given(shopped: Shop) -> None:
    rows = shopped.rows("""
        SELECT visits.language, rating.level, chosen.choices, comments.text
        FROM visits JOIN answers AS rating ON rating.visit = visits.id AND rating.level IS NOT NULL
        LEFT JOIN answers AS chosen ON chosen.visit = visits.id AND chosen.choices IS NOT NULL
            AND chosen.revision = (SELECT max(revision) FROM answers WHERE visit = visits.id AND question = 'reasons')
        LEFT JOIN comments ON comments.visit = visits.id
        ORDER BY visits.id""")
    given = [
        (shopper.language, int(shopper.level), set(shopper.reasons), shopper.comment) for shopper in TWELVE
    ]
    stored = [
        (language, level, set(json.loads(str(choices))) if choices else set(), comment)
        for language, level, choices, comment in rows
    ]
    assert stored == given
