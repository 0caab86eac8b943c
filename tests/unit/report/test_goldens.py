from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from kiosk.model import Language, Level, Origin, Paper
from kiosk.report.pdf import render
from kiosk.store import Recorder, open_store
from tests.goldens import assert_like_golden, difference
from tests.unit.report.conftest import Shop

GOLDENS = Path(__file__).parents[2] / "golden" / "report"
DOTS_PER_INCH = 50


def picture(pdf: bytes, page: int) -> Image.Image:
    arguments = ["pdftoppm", "-png", "-gray", "-r", str(DOTS_PER_INCH), "-f", str(page), "-l", str(page), "-"]
    done = subprocess.run(arguments, input=pdf, capture_output=True, check=True)
    return Image.open(BytesIO(done.stdout))


@pytest.mark.parametrize("language", ["en", "ko", "zh_TW", "zh_CN"])
def test_page_one_looks_as_it_did(busy: Shop, language: str) -> None:
    pdf = render(busy.report(), Language(language), Paper.A4)
    assert_like_golden(picture(pdf, 1), GOLDENS / f"page-1-{language}-a4.png")


@pytest.mark.parametrize(("page", "name"), [(1, "page-1"), (2, "comments"), (3, "method")])
def test_other_pages_look_as_they_did(busy: Shop, page: int, name: str) -> None:
    pdf = render(replace(busy.report(), shop=None), Language("en"), Paper.LETTER)
    assert_like_golden(picture(pdf, page), GOLDENS / f"{name}-en-letter.png")


def test_a_week_without_answers_looks_as_it_did(shop: Shop) -> None:
    shop.save([])
    pdf = render(shop.report(), Language("en"), Paper.A4)
    assert_like_golden(picture(pdf, 1), GOLDENS / "empty-en-a4.png")


def test_places_look_as_they_did(shop: Shop) -> None:
    places = {
        "Self-checkout by the main entrance": (30, 210), "델리": (60, 100), "退貨服務台": (20, 80), "뒷문": (1, 1),
    }  # fmt: skip
    with open_store(shop.folder) as store:
        for number, (place, (bad, good)) in enumerate(places.items()):
            levels = [Level.BAD] * bad + [Level.GOOD] * good
            taps = [(datetime(2026, 11, 9 + tap % 7, 12, tzinfo=UTC), level) for tap, level in enumerate(levels)]
            answers = [answer for at, level in taps for answer in shop.visit(at, level)]
            Recorder(store, Origin(f"k{number}", place), shop.survey).save_all(answers)
    pdf = render(shop.report(), Language("ko"), Paper.A4)
    assert_like_golden(picture(pdf, 2), GOLDENS / "places-ko-a4.png")


def test_a_changed_word_is_seen() -> None:
    golden = Image.new("L", (400, 560), 255)
    changed = golden.copy()
    ImageDraw.Draw(changed).rectangle((20, 20, 60, 34), fill=0)
    assert difference(changed, golden) != ""
    assert difference(golden, golden) == ""
    assert difference(golden.resize((10, 10)), golden) != ""
