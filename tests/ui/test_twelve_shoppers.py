"""From the first tap to the page: twelve visits through the real screens stand in the PDF of another process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.assets import SURVEYS
from kiosk.comments import flag_of
from kiosk.model import Language, Level
from kiosk.questions import ChoiceQuestion
from kiosk.survey import load_survey
from kiosk.words import load_words
from tests.ui.conftest import Shop
from ui.shoppers import TWELVE, fits, visit


def report(site_data: Path, *options: str) -> str:
    """What `kiosk report` prints, run as its user would."""
    command = [sys.executable, "-m", "kiosk", "report", "--data", str(site_data), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


@pytest.fixture
def shopped(open_shop: Callable[..., Shop]) -> Shop:
    """The kiosk after the twelve; each answer was on the disk when the thanks was shown.

    As a demonstration: twelve visits in as many seconds would rightly be put aside as play.
    """
    shop = open_shop(source="demo")
    for number, shopper in enumerate(TWELVE, 1):
        visit(shop.hand, shopper, lambda wanted=number: on_disk(shop, wanted))
    return shop


def on_disk(shop: Shop, visits: int) -> None:
    assert shop.rows("SELECT count(*) FROM visits") == [(visits,)]


def test_twelve_visits_stand_in_the_database_and_in_the_weekly_pdf(shopped: Shop, tmp_path: Path) -> None:
    assert stored(shopped) == [(each.language, int(each.level), set(each.reasons), each.comment) for each in TWELVE]
    path = tmp_path / "week.pdf"
    report(shopped.site.data, "--out", str(path))
    printed = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    text = unicodedata.normalize("NFKC", printed.stdout)
    reasons = next(each for each in load_survey(shopped.site.survey).questions if isinstance(each, ChoiceQuestion))
    for shopper in TWELVE:
        if shopper.comment:
            offered = reasons.offered(shopper.level)
            named = " · ".join(choice.label[Language("en")] for choice in offered if choice.id in shopper.reasons)
            beside = rf"\s+{re.escape(named)}" if flag_of(shopper.comment) is None else ""
            assert re.search(rf"{re.escape(shopper.comment)}{beside}", text), "the comment and its reasons"
    assert re.search(rf"\b{len(TWELVE)} ratings", text)
    for level, word in load_words(Language("en")).levels.items():
        written = sum(1 for shopper in TWELVE if shopper.level is level and shopper.comment)
        assert re.search(rf"^\s*{word}\s+{written}$", text, re.MULTILINE), "each comment under its rating"
    data = json.loads(report(shopped.site.data, "--json"))
    assert {entry["level"]: entry["figure"]["hits"] for entry in data["levels"]} == {
        level.word: sum(shopper.level is level for shopper in TWELVE) for level in Level
    }


def stored(shop: Shop) -> list[tuple[object, object, set[str], object]]:
    """(language, level, reasons, comment) of each visit, oldest first."""
    rows = shop.rows("""
        SELECT visits.language, rating.level, chosen.choices, comments.text
        FROM visits JOIN answers AS rating ON rating.visit = visits.id AND rating.level IS NOT NULL
        LEFT JOIN answers AS chosen ON chosen.visit = visits.id AND chosen.choices IS NOT NULL
            AND chosen.revision = (SELECT max(revision) FROM answers WHERE visit = visits.id AND question = 'reasons')
        LEFT JOIN comments ON comments.visit = visits.id
        ORDER BY visits.id""")
    return [
        (language, level, set(json.loads(str(choices))) if choices else set(), comment)
        for language, level, choices, comment in rows
    ]


def test_only_shoppers_whose_taps_a_survey_offers_are_let_in() -> None:
    survey = load_survey(SURVEYS / "checkout.toml")
    assert all(fits(shopper, survey) for shopper in TWELVE)
    english = replace(survey, languages=(Language("en"),))
    assert {shopper.language for shopper in TWELVE if fits(shopper, english)} == {"en"}
    assert not any(fits(shopper, replace(survey, questions=survey.questions[:1])) for shopper in TWELVE)
