"""How the quality pages look, in every language that the paper is written in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.items import Statement
from kiosk.model import Language, Level, Paper
from kiosk.report.data import ReportData
from kiosk.report.pdf import render
from kiosk.words import load_words
from tests.goldens import assert_like_golden
from tests.unit.report.asked import asked_visits, on, spread, visit
from tests.unit.report.conftest import Shop
from tests.unit.report.reading import pages_by_pypdf, squeezed
from tests.unit.report.test_goldens import GOLDENS, picture

LANGUAGES = ("en", "ko", "zh_TW", "zh_CN")
BOOK = """
[expectations]
tangibles = 6
reliability = 5.5
responsiveness = 6
assurance = 6
empathy = 6.5
[standards]
tangibles = 6
reliability = 5
responsiveness = 6
assurance = 6
empathy = 6.5
"""


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> ReportData:
    """Everything that the quality pages can show of taps, and nothing else after page one."""
    folder = tmp_path_factory.mktemp("quality")
    shop = Shop(folder / "data")
    (folder / "book.toml").write_text(BOOK, encoding="utf-8")
    shop.save(asked_visits(shop, 4000))
    return replace(shop.report(book=folder / "book.toml"), shop=None, comments=())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [2, 3])
def test_the_pages_look_as_they_did(full: ReportData, language: str, page: int) -> None:
    pdf = render(full, Language(language), Paper.A4)
    assert_like_golden(picture(pdf, page), GOLDENS / f"quality-{page - 1}-{language}-a4.png")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_pages_are_enough(full: ReportData, language: str, paper: Paper) -> None:
    """The caveats come last."""
    pages = [squeezed(page) for page in pages_by_pypdf(render(full, Language(language), paper))]
    caveat = squeezed(load_words(Language(language)).say("quality_drawn"))
    assert [number for number, page in enumerate(pages, start=1) if caveat in page] == [3]


def test_where_a_page_is_short_the_strongest_items_are_left_out(full: ReportData) -> None:
    quality = full.quality
    assert quality is not None
    many = {
        f"{item.dimension}.{item.item}{copy}": replace(item, item=f"{item.item}{copy}")
        for item in quality.items.values() for copy in range(3)
    }  # fmt: skip
    pages = pages_by_pypdf(render(replace(full, quality=replace(quality, items=many)), Language("en"), Paper.LETTER))
    assert "more items are in “kiosk measures”" in " ".join("".join(pages[1:3]).split())


def test_comments_begin_where_page_one_says(shop: Shop) -> None:
    shop.save(asked_visits(shop, 400))
    shop.save(shop.visit(on(0), Level.GOOD, comment="All good."))
    pages = [" ".join(page.split()) for page in pages_by_pypdf(render(shop.report(), Language("en"), Paper.A4))]
    said = next(number for number in range(2, 9) if f"1 comment, from page {number} on." in pages[0])
    assert said > 2
    assert "All good." in pages[said - 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_answers_make_a_calm_page(shop: Shop, language: str) -> None:
    """Of one answer each nothing is told, and nothing breaks."""
    for question in ("perceived.reliability.on_time", "desired.empathy.attention", Statement.VALUE, Statement.PROMISE):
        spread(shop, question, [5.0 if question != Statement.PROMISE else 1.0])
    shop.save(visit(shop, on(3), Level.BAD, {"adequate.empathy.attention": None}))
    data = shop.report()
    text = "".join(pages_by_pypdf(render(data, Language(language), Paper.A4)))
    assert data.quality is not None
    assert data.quality.overall is None
    assert "None" not in text
    assert "nan" not in text
