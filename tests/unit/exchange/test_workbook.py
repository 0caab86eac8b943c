"""A workbook and its way back; no text in it is ever a formula, whatever opens it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from kiosk.errors import BadInputError, StorageError
from kiosk.exchange import Importer, export_csv, workbook_out
from kiosk.exchange.answers import COLUMNS
from kiosk.exchange.workbook_in import open_book
from kiosk.exchange.workbook_out import export_xlsx
from kiosk.model import Wrote
from kiosk.site import load_site
from kiosk.store import Recorder, open_reader, open_store
from kiosk.survey import load_survey
from tests.unit.exchange.whole import NOON, answer, contents, whole

CARRIED = ("answers", "comments", "visits", "surveys", "ratings_by_hour", "ratings_by_origin", "numbers_by_day",
           "reasons_by_day", "options_by_day")  # fmt: skip


@pytest.fixture
def full(tmp_path: Path) -> Path:
    return whole(tmp_path / "full").data


def export(folder: Path, out: Path) -> Path:
    with open_reader(folder) as reader:
        return export_xlsx(reader, date.min, date.max, out).answers


def sheet(path: Path, name: str) -> list[list[str]]:
    with open_book(path) as book:
        return [cells for _, cells in book.rows(name)]


def named(path: Path, name: str) -> list[dict[str, str]]:
    columns, *rows = sheet(path, name)
    return [dict(zip(columns, [*row, *[""] * len(columns)], strict=False)) for row in rows]


def test_one_file_has_answers_codebook_and_surveys(full, tmp_path):
    out = export(full, tmp_path / "out.xlsx")
    with open_book(out) as book:
        assert list(book.sheets) == ["answers", "codebook", "surveys"]
    assert tuple(sheet(out, "answers")[0]) == tuple(COLUMNS)
    meanings = named(out, "codebook")
    assert {row["column"] for row in meanings if not row["value"]} == set(COLUMNS)
    levels = {row["language"] for row in meanings if row["column"] == "level" and row["value"] == "good"}
    assert {"en", "ko", "zh_TW", "zh_CN", "ar"} <= levels
    assert "secret" not in "".join(cell for row in sheet(out, "answers") for cell in row)


def test_days_are_dates_and_figures_numbers(full, tmp_path):
    out = export(full, tmp_path / "out.xlsx")
    first = next(row for row in named(out, "answers") if row["visit"] == "v1")
    assert (first["day"], first["hour"], first["counts"]) == ("46296", "12", "1")
    assert date(1899, 12, 30) + timedelta(days=46296) == date(2026, 10, 1)
    with ZipFile(out) as archive:
        cells = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<v>46296</v>' in cells
    assert "<f>" not in cells


def test_an_empty_folder_gets_the_answers_the_standing_flags_and_the_surveys(full, tmp_path):
    out = export(full, tmp_path / "out.xlsx")
    fresh = load_site(None, tmp_path / "fresh")
    imported = Importer(fresh, NOON).own(out)
    assert imported.refused == ()
    before, after = contents(full), contents(fresh.data)
    assert {table: after[table] for table in CARRIED} == {table: before[table] for table in CARRIED}
    assert [row[:2] for row in after["suspects"]] == [row[:2] for row in before["suspects"] if row[4]]
    assert Importer(fresh, NOON).own(out).new == 0


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(full, tmp_path, monkeypatch):
    whole_sheet = sheet(export(full, tmp_path / "out.xlsx"), "answers")
    monkeypatch.setattr(workbook_out, "ROWS_MAX", 8)
    out = export(full, tmp_path / "parts.xlsx")
    with open_book(out) as book:
        parts = [name for name in book.sheets if name.startswith("answers")]
    assert parts == ["answers", "answers 2", "answers 3"]
    assert [row for name in parts for row in sheet(out, name)[1:]] == whole_sheet[1:]
    fresh = load_site(None, tmp_path / "fresh")
    assert Importer(fresh, NOON).own(out).new == len(whole_sheet) - 1


def test_a_definition_longer_than_a_cell_comes_back(full, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_out, "TEXT_MAX", 1000)
    out = export(full, tmp_path / "out.xlsx")
    assert len(sheet(out, "surveys")) > 3
    fresh = load_site(None, tmp_path / "fresh")
    Importer(fresh, NOON).own(out)
    assert contents(fresh.data)["surveys"] == contents(full)["surveys"]


ANY = st.text(min_size=1, max_size=60)
RISKY = st.builds(str.__add__, st.sampled_from("=+-@'\t\r\n \0＝"), st.text(max_size=20))
ESCAPES = st.text("_x0041FfDd\ufffe\uffff\r\0", min_size=1, max_size=30)


@settings(max_examples=40)
@given(st.lists(ANY | RISKY | ESCAPES, min_size=1, max_size=12))
def test_any_comment_comes_back_to_the_letter(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("book")
    site, fresh = load_site(None, folder / "a"), load_site(None, folder / "b")
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        recorder.save_all([answer(f"v{n}", "comment", Wrote(text)) for n, text in enumerate(texts)])
    out = export(site.data, folder / "out.xlsx")
    with ZipFile(out) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    imported = Importer(fresh, NOON).own(out)
    assert (imported.new, imported.refused) == (len(texts), ())
    assert contents(fresh.data)["comments"] == contents(site.data)["comments"]


@settings(max_examples=50)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_any_number_comes_back_to_the_last_digit(tmp_path_factory, numbers):
    path = tmp_path_factory.mktemp("numbers") / "out.xlsx"
    book = Workbook(path, {"constant_memory": True})
    workbook_out._Pen(book).sheets("numbers", ("number",), [(number,) for number in numbers])
    book.close()
    assert [float(row[0]) for row in sheet(path, "numbers")[1:]] == numbers


@settings(max_examples=20)
@given(st.lists(RISKY, min_size=1, max_size=3))
def test_what_a_survey_says_is_no_formula_either(tmp_path_factory, labels):
    folder = tmp_path_factory.mktemp("labels")
    site = load_site(None, folder / "data")
    survey = load_survey(site.survey)
    title = {language: labels[number % len(labels)] for number, language in enumerate(survey.languages)}
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, replace(survey, title=title))
        recorder.save(answer("v1", "comment", Wrote("x")))
    out = export(site.data, folder / "out.xlsx")
    with ZipFile(out) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 3
    assert not any(b"<f>" in each for each in sheets)
    told = {row["meaning"] for row in named(out, "codebook") if row["column"] == "survey" and row["value"]}
    assert told == set(title.values())


def test_the_codebook_explains_every_value_of_a_closed_list(full, tmp_path):
    out = export(full, tmp_path / "out.xlsx")
    told = {(row["column"], row["value"]) for row in named(out, "codebook")}
    used = {(column, row[column]) for row in named(out, "answers") for column in
            ("kind", "level", "suspect", "language", "scale") if row[column]}  # fmt: skip
    assert {column for column, _ in used} == {"kind", "level", "suspect", "language", "scale"}
    assert used <= told


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_finds_no_formula_in_a_csv(tmp_path):
    site = load_site(None, tmp_path / "data")
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "＝1+1"]
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        recorder.save_all([answer(f"v{n}", "comment", Wrote(text), seconds=n) for n, text in enumerate(texts)])
    with open_reader(site.data) as reader:
        out = export_csv(reader, date.min, date.max, tmp_path / "out.csv").answers
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    bare = tmp_path / "bare.csv"
    bare.write_text(out.read_text(encoding="utf-8").replace("'=", "="), encoding="utf-8")
    converted = ["--convert-to", "fods", "--outdir", tmp_path / "seen", out, bare]
    subprocess.run([OFFICE, home, "--headless", *converted], check=True, capture_output=True, timeout=120)
    seen = (tmp_path / "seen" / "out.fods").read_text(encoding="utf-8")
    assert "table:formula" not in seen
    assert "'=1+1" in seen.replace("&apos;", "'")
    assert "table:formula" in (tmp_path / "seen" / "bare.fods").read_text(encoding="utf-8")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_shows_the_texts_and_runs_none(tmp_path):
    site = load_site(None, tmp_path / "data")
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "=HYPERLINK(\"http://x\")", "줄을 오래 섰어요", "1e5", "TRUE"]
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        recorder.save_all([answer(f"v{n}", "comment", Wrote(text), seconds=n) for n, text in enumerate(texts)])
    export(site.data, tmp_path / "out.xlsx")
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    converted = ["--convert-to", "ods", "--outdir", tmp_path / "seen", tmp_path / "out.xlsx"]
    subprocess.run([OFFICE, home, "--headless", *converted], check=True, capture_output=True, timeout=120)
    with ZipFile(tmp_path / "seen" / "out.ods") as archive:
        seen = archive.read("content.xml").decode()
    assert "table:formula" not in seen
    again = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "saved", tmp_path / "out.xlsx"]
    subprocess.run([OFFICE, home, "--headless", *again], check=True, capture_output=True, timeout=120)
    assert [row["comment"] for row in named(tmp_path / "saved" / "out.xlsx", "answers")] == texts
    fresh = load_site(None, tmp_path / "fresh")
    assert Importer(fresh, NOON).own(tmp_path / "saved" / "out.xlsx").new == len(texts)
    assert contents(fresh.data)["comments"] == contents(site.data)["comments"]


@pytest.mark.parametrize("content", [b"PK\x03\x04nothing", b"PK\x03\x04" + bytes(5000)])
def test_a_damaged_workbook_is_told(importer, tmp_path, content):
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(BadInputError, match=r"x\.xlsx: is a damaged workbook"):
        importer.own(tmp_path / "x.xlsx")


def rewritten(path: Path, member: str, change) -> Path:
    """The workbook with one of its members changed."""
    out = path.with_name("changed.xlsx")
    with ZipFile(path) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for each in before.namelist():
            content = before.read(each)
            after.writestr(each, change(content) if each == member else content)
    return out


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1),
        lambda xml: xml.replace(b'r="B2"', b'r="ZZZZ9"', 1),
        lambda xml: xml.replace(b't="inlineStr"><is><t>v1</t></is>', b't="s"><v>7</v>', 1),
    ],
)
def test_a_sheet_that_is_no_sheet_is_told(full, importer, tmp_path, change):
    out = rewritten(export(full, tmp_path / "out.xlsx"), "xl/worksheets/sheet1.xml", change)
    with pytest.raises(BadInputError, match="is a damaged workbook"):
        importer.own(out)


SAVED_ELSEWHERE = {
    "xl/_rels/workbook.xml.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId7" Type="…/worksheet" Target="/xl/worksheets/odd.xml"/></Relationships>""",
    "xl/workbook.xml": """<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <x:sheets><x:sheet name="answers" sheetId="1" r:id="rId7"/></x:sheets></x:workbook>""",
    "xl/sharedStrings.xml": """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <si><t>plain</t></si>
        <si><r><t>in </t></r><r><rPr><b/></rPr><t>runs</t></r><rPh sb="0" eb="1"><t>よみ</t></rPh></si>
        <si><t/></si></sst>""",
    "xl/worksheets/odd.xml": """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>
        <row r="5"><c r="C5" t="str"><f>A1</f><v>_x0041_</v></c><c r="D5"><v>4.5</v></c>
        <c r="E5" t="s"><v>2</v></c></row>
        </sheetData></worksheet>""",
}


def test_a_workbook_that_another_program_saved_is_read(tmp_path):
    path = tmp_path / "odd.xlsx"
    with ZipFile(path, "w") as archive:
        for member, content in SAVED_ELSEWHERE.items():
            archive.writestr(member, content)
    with open_book(path) as book:
        assert list(book.rows("answers")) == [(1, ["in runs", "plain"]), (5, ["", "", "A", "4.5", ""])]


def test_somebody_elses_workbook_is_told(full, importer, tmp_path):
    out = rewritten(
        export(full, tmp_path / "out.xlsx"), "xl/workbook.xml", lambda xml: xml.replace(b'"answers"', b'"sums"')
    )
    with pytest.raises(BadInputError, match="is no workbook that `kiosk export` wrote"):
        importer.own(out)


def test_a_failed_export_leaves_the_earlier_file_and_no_crumbs(full, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    out = folder / "out.xlsx"
    out.write_text("before", encoding="utf-8")

    def torn(items, total, label):
        yield next(iter(items))
        raise OSError(28, "No space left on device")

    with open_reader(full) as reader, pytest.raises(StorageError, match="No space"):
        export_xlsx(reader, date.min, date.max, out, torn)
    assert out.read_text(encoding="utf-8") == "before"
    assert [path.name for path in folder.iterdir()] == ["out.xlsx"]


def test_a_day_before_the_calendar_of_spreadsheets_is_text(tmp_path):
    path = tmp_path / "out.xlsx"
    book = Workbook(path, {"constant_memory": True})
    workbook_out._Pen(book).sheets("days", ("day",), [(date(1899, 12, 31),), (date(1900, 3, 1),)])
    book.close()
    assert sheet(path, "days")[1:] == [["1899-12-31"], ["61"]]
