"""The weekly page of a week with Chinese comments, as a whole process: ours beside WeasyPrint on the same text."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from pypdf import PdfReader

from kiosk.assets import FONTS
from kiosk.commands.demo_ import fill
from kiosk.demo import Plan
from kiosk.identity import new_visit
from kiosk.model import Answer, Language, Level, Origin, Paper, QuestionId, Rated, Week, Wrote
from kiosk.report.pdf import render
from kiosk.report.query import read_report
from kiosk.site import load_site
from kiosk.store import Recorder, open_reader, open_store
from kiosk.survey import load_survey
from tests.bench.measuring import ROOT, folder, heading, table, take_turns

RUNS = 7
PAGES = 5
WEEK = Week(2026, 46)
LANGUAGE = Language("zh_TW")
COMMENTS = 10
"""What fills five pages."""
WORDS = "結帳時等了十分鐘，只開一個櫃檯。店員很親切，商品也齊全，可是標示不清楚，找不到收據在哪裡拿。下次還會再來。"
AS_IN_A_SHOP = (
    "import sys; sys.modules.update(dict.fromkeys(('pandas', 'numpy', 'pytz'))); from kiosk.cli import main; main()"
)
"""sqlite-utils and babel read these where they are: 0.4 s. The test tools bring them; a shop has none."""
KIOSK, PEER = "kiosk report", "WeasyPrint"


def fill_a_shop(data: Path) -> None:
    """Twelve weeks of answers, and in the last one comments for five pages."""
    site = load_site(None, data)
    survey = load_survey(site.survey)
    fill(site, survey, Plan(11, 70, 1, WEEK.sunday + timedelta(days=1)))
    with open_store(data) as store:
        recorder = Recorder(store, Origin("kiosk-1", "checkout"), survey)
        for number in range(COMMENTS):
            at = datetime.combine(WEEK.monday + timedelta(days=number % 7), datetime.min.time()).astimezone()
            visit = new_visit()
            recorder.save_all([
                Answer(visit, QuestionId("experience"), 0, LANGUAGE, at, Rated(Level(1 + number % 4))),
                Answer(visit, QuestionId("comment"), 0, LANGUAGE, at, Wrote(WORDS[number % 30 :] + WORDS)),
            ])  # fmt: skip


def whole_process(command: list[str]) -> Callable[[], float]:
    """Milliseconds that a command takes from start to end."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def once() -> float:
        start = time.perf_counter_ns()
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)  # fmt: skip
        return (time.perf_counter_ns() - start) / 1e6

    return once


def in_this_process(data: Path) -> Callable[[], float]:
    """The same page where everything is imported and the fonts are read."""

    def once() -> float:
        start = time.perf_counter_ns()
        with open_reader(data) as reader:
            figures = read_report(reader, load_site(None, data), WEEK)
        render(figures, LANGUAGE, Paper.A4)
        return (time.perf_counter_ns() - start) / 1e6

    return once


def as_html(pdf: Path, page: Path) -> None:
    """The text of a PDF's pages, one to a sheet, in the typeface of our own."""
    sheets = "".join(
        f"<section><pre>{html.escape(sheet.extract_text())}</pre></section>" for sheet in PdfReader(pdf).pages
    )
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>@font-face {{ font-family: Page; src: url('{FONTS.as_uri()}"
        "/NotoSansTC-Regular.ttf') } @page { size: A4; margin: 18mm } section { break-after: page } "
        f"pre {{ font: 6pt/1.3 Page; white-space: pre-wrap }}</style>{sheets}",
        encoding="utf-8",
    )


def main() -> None:
    heading(f"The weekly page: {PAGES} pages, {LANGUAGE}", "≤ 0.6 × WeasyPrint; ≤ 150 ms where all is loaded")
    with folder() as place:
        data, pdf = place / "data", place / "page.pdf"
        fill_a_shop(data)
        report = ["report", "--data", str(data), "--week", str(WEEK), "--lang", LANGUAGE, "--out", str(pdf)]
        ours = [sys.executable, "-c", AS_IN_A_SHOP, *report]
        whole_process(ours)()
        sides = {KIOSK: whole_process(ours), "the same, all loaded": in_this_process(data)}
        pages = {KIOSK: len(PdfReader(pdf).pages)}
        if peer := shutil.which("weasyprint"):
            as_html(pdf, place / "page.html")
            theirs = [peer, str(place / "page.html"), str(place / "peer.pdf")]
            whole_process(theirs)()
            sides[PEER] = whole_process(theirs)
            pages[PEER] = len(PdfReader(place / "peer.pdf").pages)
        table(take_turns(sides, RUNS, warm_up=1), PEER if peer else KIOSK, tail=None)
        print("\nPages: " + ", ".join(f"{name} {number}" for name, number in pages.items()) + ".")
    if not peer:
        print("No weasyprint here to compare with.")
