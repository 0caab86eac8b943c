"""The manager's book: what it says, and every fault in it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.book import Book, Decision, load_book, read_book
from kiosk.checking import faults_in
from kiosk.cli import kiosk
from kiosk.errors import BadInputError
from kiosk.measure.recovery import Step
from kiosk.measure.word_of_mouth import Figures
from kiosk.model import Week
from kiosk.site import load_site

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "book.toml"


@pytest.fixture
def book(tmp_path):
    """Writes a book, and gives its path."""

    def write(text: str) -> Path:
        (tmp_path / "book.toml").write_text(text, encoding="utf-8")
        return tmp_path / "book.toml"

    return write


def test_the_example_in_the_manual_is_a_book():
    assert faults_in(EXAMPLE) == []
    example = load_book(EXAMPLE)
    assert example.beliefs == {Week(2026, 45): 0.6, Week(2026, 46): 0.55}
    assert example.complaints == {Week(2026, 46): 3}
    assert example.expectations["reliability"] == 6.5
    assert example.assumptions.complaints_heard.own
    assert example.assumptions.complaints_heard.source == "our own count of letters and calls, 2025"
    (action,) = example.actions
    assert (action.started, action.decision, action.triggered_by) == (date(2026, 10, 12), Decision.KEEP, Week(2026, 41))
    assert [action.touches(5, hour) for hour in (16, 17, 19, 20)] == [False, True, True, False]
    assert not action.touches(4, 17)
    (case,) = example.cases
    assert case.case.closed
    assert case.case.steps[Step.APOLOGY] - case.case.opened == timedelta(minutes=15)
    assert case.notes[Step.URGENT_FIX].note == "Refunded"


def test_a_site_without_a_book_has_an_empty_one():
    assert read_book(None) == Book()


def test_an_action_touches_every_hour_where_none_are_named(book):
    (action,) = load_book(book('[[action]]\nname = "A sign"\nstarted = 2026-11-02\n')).actions
    assert all(action.touches(weekday, hour) for weekday in range(1, 8) for hour in range(24))


def test_the_customer_s_last_word_closes_a_case(book):
    case = '[[case]]\nopened = 2026-11-02 10:00:00\nreason = "x"\nverdict = '
    verdicts = ('["not_solved", "solved"]', '"not_solved"')
    closed, failed = (load_book(book(case + said)).cases[0].case for said in verdicts)
    assert (closed.closed, closed.failed_again) == (True, True)
    assert (failed.closed, failed.failed_again) == (False, True)


def test_whose_figures_are_used_for_word_of_mouth_is_a_setting(book):
    assert load_book(book('word_of_mouth = "least"\n')).word_of_mouth is Figures.LEAST


def test_every_fault_is_told_at_once_with_its_line(book):
    path = book("""\
[assumptions]
complaints_heard = { value = 0, source = "x" }
told_by_everybody = { value = 3, source = "y" }
vanish = { value = 1.2, source = "y" }
[expectations]
emphaty = 5
reliability = 8
[[belief]]
week = "2026-W60"
excellent = 101
[[belief]]
week = "2026-W45"
excellent = 10
[[belief]]
week = "2026-W45"
excellent = 10
[[action]]
name = { en = "x", ja = "y" }
touchpoint = "quue"
hours = ["17:30-20:00"]
started = 2026-10-12
triggered_by = "2026-W50"
[[case]]
opened = 2026-11-10
reason = ""
apology = { at = 2026-11-10 17:55:00+01:00 }
verdict = "maybe"
""")
    found = [fault.removeprefix(f"{path}, line ") for fault in faults_in(path)]
    assert [fault.split(": ")[:2] for fault in found] == [
        ["2", "assumptions.complaints_heard.value"], ["3", "assumptions.told_by_everybody"],
        ["4", "assumptions.vanish.value"], ["6", "expectations.emphaty"], ["7", "expectations.reliability"],
        ["9", "belief.1.week"], ["10", "belief.1.excellent"], ["15", "belief.3.week"], ["18", "action.1.name"],
        ["19", "action.1.touchpoint"], ["20", "action.1.hours.1"], ["24", "case.1.opened"], ["25", "case.1.reason"],
        ["26", "case.1.apology.at"], ["27", "case.1.verdict"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[action]]\nname = "x"\nstarted = 2026-11-02\ntriggered_by = "2026-W46"\n', "lies before the week 2026-W46"),
        ('[[case]]\nopened = 2026-11-02 10:00:00\nreason = "x"\nfix = { at = 2026-11-01 09:00:00 }\n', "earlier"),
        ('[assumptions]\ntold_by_happy_least = { value = 7, source = "x" }\n', "must be at most told_by_happy_most"),
        ("[money]\nbasket = 30\nvisits_a_year = 12\ncurrency = \"euro\"\n", "must be a currency such as"),
        ('[[case]]\nopened = 2026-11-02 10:00:00\nreason = "late\\nagain"\n', "must be one line"),
        ("[[complaints]]\nweek = \"2026-W46\"\nn = -1\n", "greater than or equal to 0"),
        ('[[case]]\nopened = 9999-12-31 23:59:59.999999\nreason = "x"\nverdict = "solved"\n', "between 1900 and 2999"),
    ],
)
def test_what_cannot_be_is_refused(book, text, told):
    with pytest.raises(BadInputError, match=r"line [0-9]") as caught:
        load_book(book(text))
    assert told in str(caught.value)


def test_the_site_file_names_the_book_and_answers_for_it(book, tmp_path):
    site = tmp_path / "site.toml"
    site.write_text('book = "book.toml"\n', encoding="utf-8")
    assert faults_in(site) == [f"{site}, line 1: book: {tmp_path}/book.toml: no such file"]
    book("[expectations]\nreliability = 8\n")
    assert load_site(site).book == tmp_path / "book.toml"
    done = CliRunner().invoke(kiosk, ["check", str(site)])
    assert f"{tmp_path}/book.toml, line 2: expectations.reliability: must be less than or equal to 7" in str(
        done.exception
    )
    book("[expectations]\nreliability = 7\n")
    assert faults_in(site) == []
