"""Addresses and comments go when their time is over, from every file; a wild clock takes nothing with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.model import Contacted, Numbered, QuestionId, Retention, Wrote
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.privacy.retention import AGREEING, AT_A_TIME, SEASON, Kept, keep_promises, tidy
from tests.unit.builders import NOON, SURVEY, answer, rated
from tests.unit.store.shop import MONDAY, ORIGIN, rows

CONTACT, COMMENT = QuestionId("contact"), QuestionId("comment")
ADDRESS = Contacted("kim@example.com", "You may write to me.", 3)
SHORT = Retention(contacts_days=10, comments_days=40)
DAY = timedelta(days=1)
TEXTS = ("Only one till was open", "계산대가 하나뿐이었어요", "只有一個收銀台開著", "只有一个收银台开着")


def leave(recorder, visit="v1", comment="Very slow", at=NOON):
    recorder.save(rated(1, visit, at))
    recorder.save(answer(Wrote(comment), COMMENT, visit, at=at))
    recorder.save(answer(ADDRESS, CONTACT, visit, at=at))


def every_day(store, retention, days):
    """What each day's retention did, from the day of the answers on."""
    return [keep_promises(store, retention, MONDAY + n * DAY) for n in range(days)]


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_each_class_has_its_own_time(store, recorder):
    leave(recorder)
    done = every_day(store, SHORT, 42)
    assert [n for n, kept in enumerate(done) if kept.contacts] == [11]
    assert [n for n, kept in enumerate(done) if kept.comments] == [41]
    assert (len(rows(store, "answers")), len(rows(store, "visits"))) == (1, 1)
    assert (len(rows(store, "consents")), rows(store, "contacts"), rows(store, "comments")) == (1, [], [])


def test_many_comments_go_a_few_at_a_time_so_that_answers_come_between(store, recorder):
    with store.database.atomic():
        for n in range(AT_A_TIME + 7):
            recorder._insert(answer(Wrote("x"), COMMENT, f"v{n}"))
    every_day(store, SHORT, 41)
    day = MONDAY + 41 * DAY
    assert keep_promises(store, SHORT, day) == Kept(comments=AT_A_TIME, more=True)
    assert keep_promises(store, SHORT, day) == Kept(comments=7)


def test_a_number_goes_like_an_address(store, recorder):
    recorder.save(answer(Numbered("482 913"), CONTACT))
    assert sum(kept.contacts for kept in every_day(store, SHORT, 12)) == 1


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_over_its_time_is_in_no_file_any_more(store, recorder, tmp_path, text):
    leave(recorder, comment=text)
    leave(recorder, "v2", "stays: 안녕하세요", NOON + 100 * DAY)
    assert text.encode() in bytes_of(tmp_path)
    every_day(store, SHORT, 42)
    found = bytes_of(tmp_path)
    assert text.encode() not in found
    assert "안녕하세요".encode() in found
    assert b"kim@example.com" in found, "the other visit's"
    store.database.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, comments_fts, 'row')")
    left = {term for (term,) in store.database.execute("SELECT term FROM temp.words").fetchall()}
    assert not left & {text[n : n + 3].lower() for n in range(len(text) - 2)}


def test_addresses_that_came_between_others_leave_no_copies(store, recorder, tmp_path):
    """As a merge brings them: SQLite moves rows from page to page then, and leaves copies in between."""
    with store.database.atomic():
        for n in range(900):
            at = NOON + (n % 30) * DAY
            visit = f"{n * 7919 % 900:05}"
            value = Contacted(f"left{n:05}@example.com" + "x" * (n % 200), "w", 1)
            recorder._insert(answer(value, CONTACT, visit, at=at))
    gone = sum(kept.contacts for kept in every_day(store, SHORT, 30))
    assert gone == 570
    found = bytes_of(tmp_path)
    assert [n for n in range(900) if (f"left{n:05}@".encode() in found) != (n % 30 >= 19)] == []
    assert len(rows(store, "contacts")) == 330


def test_while_another_program_reads_the_log_is_cleared_later(store, recorder, tmp_path):
    leave(recorder)
    every_day(store, SHORT, 11)
    with open_reader(tmp_path) as reader:
        reader.database.conn.execute("BEGIN")
        reader.database.execute("SELECT count(*) FROM contacts").fetchone()
        kept = keep_promises(store, SHORT, MONDAY + 11 * DAY)
        assert (kept.contacts, kept.cleared) == (1, False)
        assert b"kim@example.com" in bytes_of(tmp_path)
    assert keep_promises(store, SHORT, MONDAY + 11 * DAY) == Kept()
    assert b"kim@example.com" not in bytes_of(tmp_path)


@pytest.mark.parametrize("wild", [date(2036, 1, 1), date(1970, 1, 1), date(2099, 12, 31)])
def test_a_clock_that_is_wrong_for_an_hour_deletes_nothing(store, recorder, wild):
    leave(recorder)
    every_day(store, SHORT, 3)
    for _ in range(5):
        assert keep_promises(store, SHORT, wild) == Kept(waits=True)
    assert keep_promises(store, SHORT, MONDAY + 3 * DAY) == Kept()
    assert len(rows(store, "contacts")) == 1


def test_the_first_run_looks_at_the_newest_row(store, recorder):
    leave(recorder)
    assert keep_promises(store, SHORT, date(2036, 1, 1)).waits
    assert not keep_promises(store, SHORT, MONDAY).waits


def test_a_new_database_believes_its_clock(store):
    assert keep_promises(store, SHORT, date(2036, 1, 1)) == Kept()


def test_after_a_season_the_third_day_deletes(store, recorder):
    leave(recorder)
    every_day(store, SHORT, 2)
    spring = MONDAY + 150 * DAY
    assert [keep_promises(store, SHORT, spring + n * DAY).waits for n in (0, 0, 1, 1)] == [True] * 4
    assert keep_promises(store, SHORT, spring + 2 * DAY) == Kept(contacts=1, comments=1)


STEPS = st.one_of(
    st.integers(0, 60).map(lambda days: (True, days)), st.integers(-40_000, 20_000).map(lambda days: (False, days))
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(STEPS, max_size=20))
def test_nothing_goes_unless_the_clock_is_believed(tmp_path_factory, steps):
    """Days go by, and between them the clock says anything: what goes was due on a day that others agree with."""
    with open_store(tmp_path_factory.mktemp("shop")) as store:
        leave(Recorder(store, ORIGIN, SURVEY))
        today, believed, shown = MONDAY, MONDAY, []
        for goes_on, days in steps:
            day = MONDAY + days * DAY
            if goes_on:
                day = today = today + days * DAY
            shown.append(day)
            due = {"contacts": day - MONDAY > 10 * DAY, "comments": day - MONDAY > 40 * DAY}
            before = {table: len(rows(store, table)) for table in due}
            kept = keep_promises(store, SHORT, day)
            agreeing = {each for each in shown if timedelta(0) <= day - each <= (AGREEING - 1) * SEASON}
            follows = timedelta(0) <= day - believed <= SEASON
            assert kept.waits <= (not follows)
            assert follows or kept.waits or len(agreeing) >= AGREEING
            if not kept.waits:
                believed = day
            for table, is_due in due.items():
                assert len(rows(store, table)) == before[table] * (kept.waits or not is_due)


def test_the_file_is_written_anew_four_weeks_after_a_deletion(store, recorder, tmp_path):
    leave(recorder)
    assert not tidy(store, MONDAY + 1000 * DAY), "nothing was deleted"
    every_day(store, SHORT, 12)
    assert not tidy(store, MONDAY + 38 * DAY)
    assert tidy(store, MONDAY + 39 * DAY)
    assert not tidy(store, MONDAY + 39 * DAY)
    assert [row["text"] for row in rows(store, "comments")] == ["Very slow"]
