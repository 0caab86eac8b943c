from __future__ import annotations

from datetime import timedelta

import pytest
import sqlcipher3.dbapi2 as sqlite

from kiosk.model import Chose, Level, QuestionId, VisitId, Wrote
from kiosk.store import Comment, HourCount, Reading, ReasonCount, open_reader
from tests.unit.builders import COMMENT, EN, NOON, REASONS, answer, rated
from tests.unit.store.shop import MONDAY, QUEUE, STAFF, SUNDAY


def test_hours_count_first_ratings_by_day_hour_and_level(store, recorder):
    late = NOON + timedelta(days=6, hours=11, minutes=59)
    recorder.save_all([
        rated(1, "a"), rated(1, "b"), rated(4, "c"), rated(4, "d", late),
        rated(1, "before", NOON - timedelta(hours=13)), rated(1, "after", late + timedelta(minutes=1)),
    ])  # fmt: skip
    assert Reading(store).hours(MONDAY, SUNDAY) == [
        HourCount(MONDAY, 12, Level.BAD, 2), HourCount(MONDAY, 12, Level.EXCELLENT, 1),
        HourCount(SUNDAY, 23, Level.EXCELLENT, 1),
    ]  # fmt: skip


def test_reasons_count_only_what_stood_chosen_at_the_end(store, recorder):
    recorder.save_all([
        rated(1, "a"), answer(Chose((QUEUE,)), REASONS, "a"), answer(Chose((QUEUE, STAFF)), REASONS, "a", 1),
        rated(1, "b"), answer(Chose((QUEUE,)), REASONS, "b"), answer(Chose(()), REASONS, "b", 1),
        rated(4, "c"), answer(Chose((STAFF,)), REASONS, "c"),
    ])  # fmt: skip
    assert Reading(store).reasons(MONDAY, SUNDAY) == [
        ReasonCount(QUEUE, Level.BAD, 1), ReasonCount(STAFF, Level.BAD, 1), ReasonCount(STAFF, Level.EXCELLENT, 1),
    ]  # fmt: skip


def test_a_visit_that_names_a_touchpoint_twice_counts_once(store, recorder):
    recorder.save_all([
        rated(1), answer(Chose((QUEUE,)), REASONS), answer(Chose((QUEUE,)), QuestionId("reasons_again")),
    ])  # fmt: skip
    assert Reading(store).reasons(MONDAY, SUNDAY) == [ReasonCount(QUEUE, Level.BAD, 1)]


def test_a_comment_after_midnight_belongs_to_the_day_of_its_visit(store, recorder):
    late = NOON + timedelta(days=6, hours=11, minutes=59)
    written = late + timedelta(minutes=2)
    recorder.save_all([rated(1, at=late), answer(Wrote("late"), COMMENT, at=written)])
    assert [(found.day, found.hour) for found in Reading(store).comments(MONDAY, SUNDAY)] == [(SUNDAY, 23)]
    assert Reading(store).comments(written.date(), written.date()) == []


def test_a_snapshot_sees_one_moment(tmp_path, recorder):
    recorder.save(rated(1))
    with open_reader(tmp_path) as reader:
        reading = Reading(reader)
        with reading.snapshot():
            before = reading.hours(MONDAY, SUNDAY)
            recorder.save(rated(1, "during"))
            assert reading.hours(MONDAY, SUNDAY) == before
        assert reading.hours(MONDAY, SUNDAY) == [HourCount(MONDAY, 12, Level.BAD, 2)]


def test_a_snapshot_ends_where_reading_fails(store, recorder):
    reading = Reading(store)
    with pytest.raises(sqlite.OperationalError), reading.snapshot():
        store.database.execute("SELECT nothing FROM nowhere")
    recorder.save(rated(1))
    with reading.snapshot():
        assert reading.last_day() == MONDAY


def test_the_last_rated_day_is_not_after_the_day_asked_for(store, recorder):
    reading = Reading(store)
    assert reading.last_rated_day(SUNDAY) is None
    recorder.save_all([rated(1), rated(1, "jump", NOON + timedelta(days=900))])
    recorder.save_all([rated(4, "old", NOON - timedelta(days=9)), answer(Wrote("w"), COMMENT, "old")])
    assert reading.last_rated_day(SUNDAY) == MONDAY
    assert reading.last_rated_day(MONDAY) == MONDAY
    assert reading.last_rated_day(MONDAY - timedelta(days=1)) == MONDAY - timedelta(days=9)


def test_comments_come_oldest_first_with_the_face_of_their_visit(store, recorder):
    recorder.save_all([
        rated(4, "late", NOON + timedelta(hours=1)),
        answer(Wrote("second"), COMMENT, "late", at=NOON + timedelta(hours=1)),
        rated(1, "early"),
        answer(Wrote("first"), COMMENT, "early", at=NOON + timedelta(minutes=1)),
    ])  # fmt: skip
    assert Reading(store).comments(MONDAY, SUNDAY) == [
        Comment(VisitId("early"), MONDAY, 12, EN, "checkout", Level.BAD, "first"),
        Comment(VisitId("late"), MONDAY, 13, EN, "checkout", Level.EXCELLENT, "second"),
    ]  # fmt: skip


def test_an_empty_database_reads_as_empty(store):
    reading = Reading(store)
    assert reading.last_day() is None
    for read in (reading.hours, reading.reasons, reading.comments, reading.scales, reading.scores):
        assert read(MONDAY, SUNDAY) == []
