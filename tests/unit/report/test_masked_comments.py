"""Rude words, addresses and numbers are unreadable on the page; database and exported file keep what was written."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.exchange import export_csv
from kiosk.model import Language, Level, Paper
from kiosk.report.data import to_json
from kiosk.report.pdf import render
from kiosk.store import Reading, open_reader
from kiosk.words import load_words
from tests.unit.report.conftest import WEEK, Shop
from tests.unit.report.reading import pages_by_pypdf, squeezed, text_by_poppler

TUESDAY = datetime(2026, 11, 10, 10, tzinfo=UTC)
WRITTEN = [
    ("en", "The fucking till is broken again", "The f****** till is broken again", "fucking"),
    ("ko", "계산대가 씨발 또 고장이에요", "계산대가 씨＊ 또 고장이에요", "씨발"),
    ("zh_TW", "收銀機他媽的又壞了", "收銀機他＊＊又壞了", "他媽的"),
    ("zh_CN", "收银机他妈的又坏了", "收银机他＊＊又坏了", "他妈的"),
]
PRIVATE = [
    ("en", "Call 212-555-0123 or kim@example.com", "Call ••• or •••@•••", ["2125550123", "kim", "example"]),
    ("ko", "연락처는 010-1234-5678입니다", "연락처는 •••입니다", ["12345678"]),
    ("zh_TW", "請打0912-345-678給我", "請打•••給我", ["0912345", "345678"]),
    ("zh_CN", "电话13812345678谢谢", "电话•••谢谢", ["1381234", "12345678"]),
]


@pytest.mark.parametrize(("language", "written", "printed", "rude"), WRITTEN)
def test_the_page_masks_in_each_language(shop: Shop, language: str, written: str, printed: str, rude: str) -> None:
    shop.save(shop.visit(TUESDAY, Level.BAD, comment=written, language=language))
    data = shop.report()
    pdf = render(data, Language(language), Paper.A4)
    first, *others = map(squeezed, pages_by_pypdf(pdf))
    assert squeezed(printed) in first, "page one quotes it"
    assert any(squeezed(printed) in page for page in others), "it is among all comments"
    assert rude not in squeezed("".join([first, *others, text_by_poppler(pdf)]))
    assert rude not in to_json(data)


@pytest.mark.parametrize(("language", "written", "printed", "private"), PRIVATE)
def test_the_page_hides_who_wrote(shop: Shop, language: str, written: str, printed: str, private: list[str]) -> None:
    shop.save(shop.visit(TUESDAY, Level.BAD, comment=written, language=language))
    data = shop.report()
    pdf = render(data, Language(language), Paper.A4)
    first, *others = map(squeezed, pages_by_pypdf(pdf))
    everything = "".join([first, *others, squeezed(text_by_poppler(pdf))])
    assert squeezed(printed) in first, "page one quotes it"
    assert squeezed(load_words(Language(language)).say("method_private_text")) in "".join(others)
    told = everything.replace("-", "") + to_json(data).replace("-", "")
    assert not [each for each in private if each in told]


def test_a_page_that_hides_nothing_does_not_speak_of_it(shop: Shop) -> None:
    shop.save(shop.visit(TUESDAY, Level.BAD, comment="12,900 won on 2026-11-10", language="en"))
    pages = "".join(map(squeezed, pages_by_pypdf(render(shop.report(), Language("en"), Paper.A4))))
    assert squeezed("12,900 won on 2026-11-10") in pages
    assert squeezed(load_words(Language("en")).say("method_private_text")) not in pages


def test_the_database_and_the_exported_file_keep_what_was_written(shop: Shop, tmp_path: Path) -> None:
    for language, written, _, _ in [*WRITTEN, *PRIVATE]:
        shop.save(shop.visit(TUESDAY, Level.BAD, comment=written, language=language))
    out = tmp_path / "answers.csv"
    with open_reader(shop.folder) as reader:
        stored = {comment.text for comment in Reading(reader).comments(WEEK.monday, WEEK.sunday)}
        export_csv(reader, date.min, date.max, out)
    cells = {cell for row in csv.reader(out.read_text("utf-8-sig").splitlines()) for cell in row}
    everything = {written for _, written, _, _ in [*WRITTEN, *PRIVATE]}
    assert stored == everything
    assert everything <= cells
