"""The views as other programs meet them: on a copy, with an SQLite of their own."""

from __future__ import annotations

import csv
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from kiosk.exchange import export_csv
from kiosk.exchange.answers import COLUMNS
from kiosk.store import open_reader, open_store
from tests.unit.exchange.whole import whole

NOT_IN_THE_VIEW = {"visit_level", "scale_levels"}
TRIGRAM = (3, 34)
SECURE_DELETE = (3, 42)
"""From here on FTS5 reads an index from which something was deleted for good."""


@pytest.fixture
def full(tmp_path: Path) -> Path:
    return whole(tmp_path / "full").data


@pytest.fixture
def copy(full, tmp_path):
    """A copy as `kiosk backup` makes one, opened read-only by Python's own SQLite."""
    path = tmp_path / "copy.db"
    with open_store(full) as store:
        store.database.execute("VACUUM INTO ?", [str(path)])
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def test_v_answers_has_what_an_export_has_under_the_same_names(full, copy, tmp_path):
    with open_reader(full) as reader:
        out = export_csv(reader, date.min, date.max, tmp_path / "out.csv").answers
    with out.open(encoding="utf-8-sig", newline="") as file:
        exported = list(csv.DictReader(file))
    shown = [dict(row) for row in copy.execute("SELECT * FROM v_answers")]
    assert set(shown[0]) == set(COLUMNS) - NOT_IN_THE_VIEW | {"flag"}
    key = ("visit", "question", "revision")
    by_key = {tuple(str(row[part]) for part in key): row for row in shown}
    assert len(by_key) == len(shown) == len(exported)
    for row in exported:
        seen = by_key[tuple(row[part] for part in key)]
        for column in set(COLUMNS) - NOT_IN_THE_VIEW - {"number", "comment"}:
            assert row[column] == ("" if seen[column] is None else str(seen[column])), column
        assert row["number"] == ("" if seen["number"] is None else f"{seen['number']:.17g}".rstrip("0").rstrip("."))
        assert row["comment"].removeprefix("'") == (seen["comment"] or "")


def test_v_daily_counts_what_counts(copy):
    daily = {row["day"]: dict(row) for row in copy.execute("SELECT * FROM v_daily WHERE place = 'checkout'")}
    counted = copy.execute("""
        SELECT day, count(*), sum(level IN ('good', 'excellent')) FROM v_answers
        WHERE level IS NOT NULL AND counts = 1 AND place = 'checkout' GROUP BY day""").fetchall()
    assert {day: (row["ratings"], row["good"] + row["excellent"]) for day, row in daily.items()} == {
        day: (ratings, happy) for day, ratings, happy in counted
    }
    for row in daily.values():
        assert row["bad"] + row["neutral"] + row["good"] + row["excellent"] == row["ratings"]
        assert row["happy_share"] == pytest.approx((row["good"] + row["excellent"]) / row["ratings"], abs=5e-5)


def test_a_day_of_answers_is_read_by_its_index(full):
    with open_reader(full) as reader:
        plan = " ".join(row[3] for row in reader.database.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM v_answers WHERE day = '2026-10-01'"))  # fmt: skip
    assert "USING INDEX answers_by_day" in plan
    assert "USING INDEX comments_by_day" in plan


def test_v_daily_is_read_from_the_counts_alone(full):
    with open_reader(full) as reader:
        plan = " ".join(row[3] for row in reader.database.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM v_daily WHERE day >= '2026-10-01'"))  # fmt: skip
    assert "ratings_by_origin" in plan
    assert "answers" not in plan


def test_comments_are_found_with_another_sqlite_too(copy):
    if sqlite3.sqlite_version_info < TRIGRAM:
        pytest.skip("this SQLite has no trigram index")
    sql = "SELECT text FROM comments WHERE id IN (SELECT rowid FROM comments_fts WHERE comments_fts MATCH 'play')"
    assert [row[0] for row in copy.execute(sql)] == ["no play, I am slow"]


def test_after_an_erasure_an_old_sqlite_reads_all_but_the_index(full, tmp_path):
    with open_store(full) as store:
        store.database.execute("DELETE FROM comments WHERE visit = 'v7'")
        store.database.execute("VACUUM INTO ?", [str(tmp_path / "copy.db")])
    copy = sqlite3.connect(f"{(tmp_path / 'copy.db').as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        assert len(copy.execute("SELECT * FROM v_answers WHERE kind = 'comment'").fetchall()) == 2
        match = "SELECT rowid FROM comments_fts WHERE comments_fts MATCH 'play'"
        if sqlite3.sqlite_version_info < SECURE_DELETE:
            with pytest.raises(sqlite3.DatabaseError, match="fts5"):
                copy.execute(match)
        else:
            assert len(copy.execute(match).fetchall()) == 1
    finally:
        copy.close()
