"""Whatever happens to answers, the counts that triggers keep are what a recount gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.model import ChoiceId, Chose, Level, Origin, Picked, QuestionId, Rated, Scored, VisitId
from kiosk.store import ImportedFile, Recorder, Row, clear_visits, open_store, rollups
from kiosk.store.reading import COMMENTS, EXCLUDED, HOURS, LAST_RATED, OPTIONS, REASONS, SCALES, SCORES, SURVEYS_RATED
from kiosk.store.suspects import FLAG, LEAVE_OUT
from tests.unit.builders import EN, NOON, SURVEY, answer, rated
from tests.unit.builders import REASONS as REASONS_ASKED
from tests.unit.store.shop import MONDAY, SUNDAY, rows

CHOICES = [ChoiceId(name) for name in ("queue", "staff", "stock")]
VISITS = [f"v{n}" for n in range(4)]
values = st.one_of(
    st.builds(Rated, st.sampled_from(Level)),
    st.builds(Chose, st.lists(st.sampled_from(CHOICES), max_size=3).map(tuple)),
    st.builds(Picked, st.lists(st.sampled_from(CHOICES), max_size=3).map(tuple)),
    st.builds(Scored, st.integers(0, 10).map(float), st.just("nps")),
    st.builds(Scored, st.integers(1, 5).map(float), st.just("stars"), st.sampled_from(Level)),
)


class Counting(RuleBasedStateMachine):
    """One database, and everything that may happen to what is in it."""

    @initialize()
    def open(self):
        self.folder = TemporaryDirectory()
        self.store = open_store(Path(self.folder.name))
        self.recorder = Recorder(self.store, Origin("kiosk-1", "checkout"), SURVEY)
        self.minutes = count()

    @rule(visit=st.sampled_from(VISITS), question=st.sampled_from("abcd"), revision=st.integers(0, 3), value=values,
          days=st.integers(0, 1))  # fmt: skip
    def save(self, visit, question, revision, value, days):
        """Also what no kiosk sends: two questions with a face, a touchpoint twice, a correction before its answer."""
        at = NOON + timedelta(days=days, minutes=next(self.minutes))
        self.recorder.save(answer(value, QuestionId(question), visit, revision, at))

    @rule(visit=st.sampled_from(VISITS))
    def flag(self, visit):
        with self.store.database.atomic():
            self.store.database.conn.execute(FLAG, (visit, "repeat", NOON.isoformat()))
            self.store.database.conn.execute(LEAVE_OUT, (visit,))

    @rule(visits=st.lists(st.sampled_from(VISITS), max_size=2))
    def clear(self, visits):
        clear_visits(self.store, map(VisitId, visits), NOON)

    @rule(visit=st.sampled_from(VISITS))
    def erase(self, visit):
        for table, column in (("answers", "visit"), ("suspects", "visit"), ("visits", "id")):
            self.store.database.conn.execute(f"DELETE FROM {table} WHERE {column} = ?", (visit,))

    @invariant()
    def the_counts_are_true(self):
        if hasattr(self, "store"):
            assert rollups.differences(self.store) == []

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


TestCounting = Counting.TestCase
TestCounting.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


def test_a_false_count_is_found_and_made_true(store, recorder):
    recorder.save_all([rated(1), answer(Chose((CHOICES[0],)), REASONS_ASKED)])
    store.database.execute("UPDATE ratings_by_hour SET bad = 7")
    store.database.execute("DELETE FROM reasons_by_day")
    assert [told.split(":")[0] for told in rollups.differences(store)] == [
        "ratings_by_hour", "ratings_by_hour", "reasons_by_day",
    ]  # fmt: skip
    rollups.rebuild(store)
    assert rollups.differences(store) == []
    assert [row["bad"] for row in rows(store, "ratings_by_hour")] == [1]


def test_what_falls_to_nothing_leaves_no_row(store, recorder):
    recorder.save(rated(1))
    recorder.save(answer(Rated(Level.GOOD), revision=1))
    assert [tuple(row.values())[2:] for row in rows(store, "ratings_by_hour")] == [(0, 0, 1, 0)]
    store.database.execute("DELETE FROM answers")
    assert rows(store, "ratings_by_hour") == []


def test_a_retry_counts_once(store, recorder):
    chosen = answer(Chose((CHOICES[0],)), REASONS_ASKED)
    recorder.save_all([rated(1), chosen, chosen, rated(1)])
    assert [row["n"] for row in rows(store, "reasons_by_day")] == [1]


def test_a_count_below_nothing_is_a_fault(store):
    with pytest.raises(sqlite.IntegrityError):
        store.database.execute("INSERT INTO ratings_by_hour VALUES ('2026-11-16', 12, 1, -1, 0, 0)")


def test_an_import_is_counted_as_it_says(store):
    other = Recorder(store, Origin("kiosk-1", "lounge", "import:lounge"), SURVEY)
    row = Row(VisitId("r"), MONDAY, EN, ((QuestionId("overall"), Scored(9, "1–10", Level.EXCELLENT)),
                                         (QuestionId("food"), Scored(4, "1–5"))))  # fmt: skip
    other.save_import([row], ImportedFile("abc", "f", 0, {}), datetime(2026, 11, 20, tzinfo=UTC))
    assert rollups.differences(store) == []
    assert [(row["hour"], row["excellent"]) for row in rows(store, "ratings_by_hour")] == [(-1, 1)]
    assert [(row["survey"], row["question"]) for row in rows(store, "numbers_by_day")] == [("", "food")]


@pytest.mark.parametrize(
    "sql", [HOURS, REASONS, COMMENTS, SCALES, SCORES, OPTIONS, SURVEYS_RATED, LAST_RATED, EXCLUDED]
)
def test_no_question_about_a_week_reads_all_there_is(store, sql):
    """A growing table is searched by its days, never scanned."""
    week = {"first": MONDAY.isoformat(), "last": SUNDAY.isoformat()}
    plan = [row[3] for row in store.database.execute(f"EXPLAIN QUERY PLAN {sql}", week).fetchall()]
    assert any("(day>? AND day<?)" in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN") and "rule" not in step and "imports" not in step]
