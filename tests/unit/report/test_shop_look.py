"""The shop's pages with all there is to say, in every language."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.model import Language, Paper
from kiosk.report.pdf import render
from kiosk.words import reporting
from tests.goldens import assert_like_golden
from tests.unit.report.conftest import WEEK, Shop, answers_of
from tests.unit.report.printing import CASE, import_hours, run
from tests.unit.report.reading import pages_by_pypdf, squeezed
from tests.unit.report.test_goldens import GOLDENS, picture

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "book.toml"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Twelve weeks with a book, imported hours, and all there is to say."""
    folder = tmp_path_factory.mktemp("everything")
    shop = Shop(folder / "data")
    shop.save(answers_of(shop))
    rows = ""
    for number in range(84):
        day = WEEK.back(11).monday + timedelta(days=number)
        for hour in range(9, 21):
            busy = hour in (17, 18, 19)
            rows += f"{day} {hour},{60 + number % 20 if busy else 35 + number % 15},{2.5 if hour < 17 else 2}\n"
    import_hours(shop, folder, rows)
    belief = '\n[[belief]]\nweek = "2026-W{}"\nexcellent = {}\n'
    guesses = "".join(belief.format(week, 40 + week % 7 * 5) for week in range(36, 45))
    cases = "".join(CASE.format(day=day, minute=10 + day) + 'verdict = "solved"\n' * (day % 2) for day in range(2, 10))
    (folder / "book.toml").write_text(EXAMPLE.read_text(encoding="utf-8") + guesses + cases, encoding="utf-8")
    return shop


def test_everything_there_is_fits_on_two_pages_in_every_language(everything: Shop, tmp_path: Path) -> None:
    data = replace(everything.report(book=everything.folder.parent / "book.toml"), quality=None)
    for language in reporting():
        for paper in Paper:
            pages = list(map(squeezed, pages_by_pypdf(render(data, language, paper))))
            first = next(number for number, page in enumerate(pages) if number and "12:1" in page)
            assert first <= 2
            assert len(pages) <= 7


@pytest.mark.parametrize("language", ["en", "ko", "zh_TW", "zh_CN"])
@pytest.mark.parametrize("page", [1, 2, 3])
def test_the_pages_look_as_they_did(everything: Shop, language: str, page: int) -> None:
    data = everything.report(book=everything.folder.parent / "book.toml")
    pdf = render(replace(data, quality=None), Language(language), Paper.A4)
    assert_like_golden(picture(pdf, page), GOLDENS / f"shop-{page - 1}-{language}-a4.png")


def test_json_has_the_very_figures(everything: Shop, tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(f'book = "{everything.folder.parent}/book.toml"\n', encoding="utf-8")
    found = json.loads(run("report", "--site", site, "--data", everything.folder, "--week", "2026-W46", "--json"))
    shop = everything.report(book=everything.folder.parent / "book.toml").shop
    assert shop is not None
    assert shop.money is not None
    assert found["shop"]["money"]["at_risk"]["a_year"]["estimate"] == shop.money.at_risk.a_year.estimate
