"""What the shop itself counts, from its till system's file to the database."""

from __future__ import annotations

import json
import re
import textwrap
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.assets import ASSETS
from kiosk.checking import faults_in
from kiosk.cli import kiosk
from kiosk.errors import BadInputError
from kiosk.model import Origin
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.operations import Operations, read_operations
from tests.unit.builders import SURVEY, rated

BY_HOUR = 'transactions = "Receipts"\ntills = "Tills"\nstaff = "Staff"\nhour = "Hour"\n'
DAY = '[date]\ncolumn = "Day"\nformats = ["%d.%m.%Y"]\n'
MONDAY = date(2026, 11, 9)


@pytest.fixture
def shop(tmp_path: Path):
    """Takes a CSV in; what was told."""

    def take(rows: str, mapping: str = BY_HOUR + DAY, *more: str) -> str:
        (tmp_path / "tills.csv").write_text(rows, encoding="utf-8")
        (tmp_path / "tills.toml").write_text(mapping, encoding="utf-8")
        arguments = ["ops", "import", tmp_path / "tills.csv", "--mapping", tmp_path / "tills.toml", "--data", tmp_path]
        done = CliRunner().invoke(kiosk, [*map(str, arguments), *more], catch_exceptions=False)
        assert done.exit_code == 0
        return done.output

    return take


def hours(folder: Path) -> tuple[Operations, ...]:
    with open_reader(folder) as reader:
        return read_operations(reader, date.min, date.max)


def test_hours_are_taken_and_what_does_not_fit_is_told(shop, tmp_path):
    told = shop(
        "Day,Hour,Receipts,Tills,Staff\n"
        "09.11.2026,9,40,2,3.5\n"
        "09.11.2026,10:00-11:00,60,2.5,\n"
        "09.11.2026,10,61,2,4\n"
        "09.11.2026,24,61,2,4\n"
        "2026-11-09,11,61,2,4\n"
        "09.11.2026,12,-1,2,4\n"
        "09.11.2026,13,1.5,2,4\n"
        "09.11.2026,14,,,\n"
        "09.11.2026,15,1\n"
    )
    assert hours(tmp_path) == (
        Operations(MONDAY, 9, "checkout", 40, 2.0, 3.5), Operations(MONDAY, 10, "checkout", 60, 2.5, None),
    )  # fmt: skip
    first, *rest = told.splitlines()
    assert first.startswith("tills.csv: 2 rows taken, 7 refused, in ")
    assert rest == [
        "  hours: 2 new",
        "  refused, line 4: is the same time and place as line 3; expected one row for each",
        "  refused, line 5: Hour is '24'; expected an hour from 0 to 23, such as 9 or 09:00",
        "  refused, line 6: Day is '2026-11-09'; expected a date written as %d.%m.%Y",
        "  refused, line 7: Receipts is '-1'; expected a whole number of 0 or more, such as 12",
        "  refused, line 8: Receipts is '1.5'; expected a whole number of 0 or more, such as 12",
        "  refused, line 9: tells nothing; expected a number in Receipts or Tills or Staff",
        "  refused, line 10: has 3 cells; expected 5, one a column",
    ]


def test_the_same_file_twice_adds_nothing(shop, tmp_path):
    rows = "Day,Hour,Receipts,Tills,Staff\n09.11.2026,9,40,2,3\n09.11.2026,10,60,,\n"
    shop(rows)
    with open_reader(tmp_path) as reader:
        before = reader.database.execute("SELECT * FROM operations_by_hour").fetchall()
    assert "  hours: 2 were here already" in shop(rows)
    with open_reader(tmp_path) as reader:
        assert reader.database.execute("SELECT * FROM operations_by_hour").fetchall() == before


def test_the_figures_imported_last_stand_and_what_is_gone_is_told(shop, tmp_path):
    shop("Day,Hour,Receipts,Tills,Staff\n09.11.2026,9,40,2,3\n09.11.2026,10,60,2,3\n")
    told = shop("Day,Hour,Receipts,Tills,Staff\n09.11.2026,9,41,,3\n09.11.2026,11,7,1,1\n")
    assert "  hours: 1 new, 1 in the place of other figures\n" in told
    assert "  1 hours had a figure that this file does not tell: it is gone" in told
    assert [(each.hour, each.transactions, each.tills) for each in hours(tmp_path)] == [
        (9, 41, None), (10, 60, 2.0), (11, 7, 1.0)
    ]  # fmt: skip


def test_quarters_of_an_hour_are_put_together_by_place(shop, tmp_path):
    mapping = """
        transactions = "Sales"
        tills = "Open"
        delimiter = ";"
        place = { column = "Branch" }
        [date]
        column = "From"
        formats = ["%Y-%m-%dT%H:%M"]
        """
    shop(
        "From;Sales;Open;Branch\n2026-11-09T09:00;10;2;deli\n2026-11-09T09:30;20;3;deli\n2026-11-09T09:30;1;1;door\n",
        mapping,
    )
    assert hours(tmp_path) == (Operations(MONDAY, 9, "deli", 30, 2.5), Operations(MONDAY, 9, "door", 1, 1.0))


def test_a_place_that_nobody_rated_at_is_told(shop, tmp_path):
    with open_store(tmp_path) as store:
        Recorder(store, Origin("k", "till"), SURVEY).save(rated(4))
    rows = "Day,Hour,Receipts,Tills,Staff\n09.11.2026,9,40,2,3\n"
    assert "nobody has rated at 'Till': expected" in shop(rows, 'place = "Till"\n' + BY_HOUR + DAY)


def test_the_outcome_as_json(shop):
    rows = "Day,Hour,Receipts,Tills,Staff\n09.11.2026,9,40,2,3\n9,9,40,2,3\n"
    found = json.loads(shop(rows, BY_HOUR + DAY, "--json"))
    assert (found["rows"], found["taken"], found["new"], found["replaced"], found["lost"]) == (1, 1, 1, 0, 0)
    assert found["refused"][0]["line"] == 3


def test_a_file_of_which_nothing_can_be_taken_is_refused(shop, tmp_path):
    with pytest.raises(BadInputError, match="none of its 1 rows could be taken"):
        shop("Day,Hour,Receipts,Tills,Staff\nx,9,40,2,3\n")
    assert not (tmp_path / "feedback.db").exists()


def test_a_column_that_is_not_there_is_told(shop):
    with pytest.raises(BadInputError, match=r"has no column 'Staff' \(mapping key staff\)"):
        shop("Day,Hour,Receipts,Tills\n09.11.2026,9,40,2\n")


def test_the_manuals_example_takes_a_file(shop, tmp_path):
    manual = (ASSETS.parent / "docs" / "manual-it.md").read_text(encoding="utf-8")
    section = manual.partition("### The manager's book and the shop's own hours")[2].partition("\n### ")[0]
    mapping = textwrap.dedent("\n".join(re.findall(r"^    .*$", section, re.MULTILINE)))
    shop("Branch,Day,Hour,Receipts,Tills open,Staff\ndeli,2026-11-09,09:00-10:00,40,2.5,4\n", mapping)
    assert hours(tmp_path) == (Operations(MONDAY, 9, "deli", 40, 2.5, 4.0),)


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ('hour = "Hour"\n' + DAY, "expected at least one of transactions, tills, staff"),
        ('transactions = "n"\n' + DAY, "expected `hour`, the column of the hour, or an hour (%H) in each"),
        (BY_HOUR + DAY.replace("%Y", "%Y %H:%M"), "expected either `hour` or an hour in date.formats, not both"),
        (BY_HOUR + 'tils = "x"\n' + DAY, "tils: is not a known key"),
        (BY_HOUR.replace('"Tills"', '"Receipts"') + DAY, "transactions and tills both take column 'Receipts'"),
        ('place = { column = "Day" }\n' + BY_HOUR + DAY, "date and place both take column 'Day', expected a column"),
    ],
)
def test_check_knows_such_a_mapping_and_its_faults(tmp_path, mapping, told):
    (tmp_path / "tills.toml").write_text(mapping, encoding="utf-8")
    (fault,) = faults_in(tmp_path / "tills.toml")
    assert told in fault


def test_the_hour_that_is_there_twice_is_told_apart_by_its_offset(shop, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        told = shop(
            "When,Receipts\n"
            "2026-10-25T02:00+0200,3\n"
            "2026-10-25T02:00+0100,4\n"
            "2026-10-25T01:00+0000,9\n",
            'transactions = "Receipts"\n[date]\ncolumn = "When"\nformats = ["%Y-%m-%dT%H:%M%z"]\n',
        )
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "line 4: is the same time and place as line 3" in told
    assert hours(tmp_path) == (Operations(date(2026, 10, 25), 2, "checkout", 7),)


@pytest.mark.parametrize(("place", "taken"), [("p" * 60, True), ("p" * 61, False), (" ", False)])
def test_a_place_has_the_length_of_a_kiosks_place(*, shop, tmp_path, place, taken):
    told = shop(f"Day,Hour,Receipts,At\n09.11.2026,9,1,{place}\n09.11.2026,9,1,checkout\n",
                'transactions = "Receipts"\nhour = "Hour"\nplace = { column = "At" }\n' + DAY)  # fmt: skip
    assert ("expected the place's name, of up to 60 characters" not in told) == taken
    assert len(hours(tmp_path)) == 1 + taken
