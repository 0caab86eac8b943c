"""Which backups are kept: by count, whatever clocks have done."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.store.backup.naming import BEFORE, DAILY, KINDS, WEEKLY, before, daily, day_of, kind_of, spare, weekly

DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
FOREIGN = st.sampled_from(
    ["daily-2026-11-22.db.bak", "Daily-2026-11-22.db", "daily-2026-02-30.db", "weekly-2026-W54.db", "shop.db",
     "daily-2026-11-22.db-wal", "before-2026-11-22.db", "weekly-2026-11-22.db", "feedback.db", "日記.db"]
)  # fmt: skip


def live(days):
    """The names of daily backups after a life in which the clock said these days, one after the other."""
    names = set()
    for today in days:
        names.add(daily(today))
        names -= set(spare(names, today))
        assert daily(today) in names, "the one just written stays"
    return names


def test_names_are_told_apart():
    assert daily(date(2026, 11, 22)) == "daily-2026-11-22.db"
    assert weekly(date(2027, 1, 1)) == "weekly-2026-W53.db"
    assert before("m008_something_new", date(2026, 11, 22)) == "before-m008-2026-11-22.db"
    assert [kind_of(name) for name in ("daily-2026-11-22.db", "weekly-2026-W47.db", "before-m008-2026-11-22.db")] == [
        DAILY, WEEKLY, BEFORE,
    ]  # fmt: skip
    assert day_of("weekly-2026-W47.db") == date(2026, 11, 16)


@given(FOREIGN)
def test_what_is_not_ours_by_name_is_no_backup(name):
    assert kind_of(name) is None


@given(st.sets(DAYS, max_size=60), st.sets(DAYS, max_size=40), st.sets(FOREIGN), DAYS)
def test_rotation_touches_only_what_is_ours_and_beyond_the_count(days, weeks, foreign, today):
    names = {daily(day) for day in days} | {weekly(day) for day in weeks} | foreign
    gone = spare(names, today)
    assert not set(gone) & foreign
    for kind in KINDS:
        ours = {name for name in names if kind_of(name) is kind}
        assert len(ours - set(gone)) == min(len(ours), kind.kept)


@given(st.sets(DAYS, min_size=1, max_size=60), DAYS)
def test_with_a_clock_that_runs_the_newest_days_are_kept(days, today):
    days = {day for day in days if day <= today} | {today}
    kept = {daily(day) for day in days} - set(spare(map(daily, days), today))
    assert kept == {daily(day) for day in sorted(days)[-14:]}


@given(st.lists(DAYS, min_size=1, max_size=60))
def test_whatever_a_clock_says_the_last_backup_is_kept(days):
    assert len(live(days)) == min(14, len(set(days)))


def run(first, count):
    return [first + timedelta(n) for n in range(count)]


def test_a_jump_to_2036_and_back_costs_one_old_backup_a_day_and_no_new_one():
    before_jump, jump, after = run(date(2026, 11, 1), 14), run(date(2036, 1, 1), 1), run(date(2026, 11, 16), 3)
    assert live([*before_jump, *jump, *after]) == {daily(day) for day in [*before_jump[3:], *after]}


def test_after_a_month_in_2036_the_new_days_push_the_wrong_ones_out():
    jump, after = run(date(2036, 1, 1), 30), run(date(2026, 12, 1), 14)
    assert live([*jump, *after[:5]]) == {daily(day) for day in [*jump[-9:], *after[:5]]}
    assert live([*jump, *after]) == {daily(day) for day in after}


def test_a_clock_set_back_to_2000_keeps_writing_and_keeps_the_good_ones():
    good, back = run(date(2026, 11, 1), 14), run(date(2000, 1, 1), 3)
    assert live([*good, *back]) == {daily(day) for day in [*good[3:], *back]}
