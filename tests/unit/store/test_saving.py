from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import StorageError
from kiosk.model import Chose, Scored, Wrote
from kiosk.questions import touchpoints_of
from kiosk.store import Reading, Recorder, open_reader, open_store
from kiosk.store.connection import storage_errors
from tests.unit.builders import COMMENT, EN, NOON, REASONS, SURVEY, answer, rated
from tests.unit.store.shop import MONDAY, ORIGIN, QUEUE, STAFF, pragma, rows


def test_one_tap_is_a_visit_and_an_answer_that_carry_kiosk_and_place(store, recorder):
    recorder.save(rated(4))
    (visit,), (row,) = rows(store, "visits"), rows(store, "answers")
    assert (visit["id"], visit["kiosk_id"], visit["place"], visit["source"]) == ("v1", "kiosk-1", "checkout", "kiosk")
    assert (visit["survey"], visit["survey_version"], visit["language"]) == ("checkout", 1, "en")
    assert (row["kiosk_id"], row["place"], row["day"], row["hour"], row["level"]) == (
        "kiosk-1", "checkout", "2026-11-16", 12, 4
    )  # fmt: skip
    assert datetime.fromisoformat(row["at"]) == NOON


def test_day_and_hour_are_the_shops_own(store, recorder):
    seoul = datetime.fromisoformat("2026-11-17T00:30:00+09:00")
    recorder.save(rated(3, at=seoul))
    (row,) = rows(store, "answers")
    assert (row["day"], row["hour"], row["at"]) == ("2026-11-17", 0, "2026-11-17T00:30:00.000+09:00")


def test_the_same_answers_a_second_time_add_nothing(store, recorder):
    taps = [rated(1), answer(Chose((QUEUE,)), REASONS), answer(Wrote("late"), COMMENT)]
    for tap in [*taps, *reversed(taps)]:
        recorder.save(tap)
    recorder.save_all(taps)
    assert [len(rows(store, table)) for table in ("visits", "answers", "comments")] == [1, 2, 1]


def test_every_revision_stays_on_file(store, recorder):
    recorder.save_all([rated(1), answer(Chose((QUEUE,)), REASONS), answer(Chose((STAFF,)), REASONS, revision=1)])
    assert [(row["revision"], row["choices"]) for row in rows(store, "answers") if row["question"] == REASONS] == [
        (0, '["queue"]'), (1, '["staff"]'),
    ]  # fmt: skip


def test_what_is_saved_is_seen_by_others_at_once(tmp_path, recorder):
    recorder.save(rated(2))
    with open_reader(tmp_path) as reader:
        assert Reading(reader).last_day() == MONDAY


def test_many_answers_are_saved_all_or_none(store, recorder):
    impossible = answer(Scored(9.0, "stars", 9), visit="v2")
    with pytest.raises(sqlite.IntegrityError):
        recorder.save_all([rated(1), impossible])
    assert rows(store, "visits") == []
    assert rows(store, "answers") == []


@given(st.text(min_size=1, max_size=40))
def test_a_comment_comes_back_as_it_was_written(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("comment")
    with open_store(folder) as store:
        Recorder(store, ORIGIN, SURVEY).save_all([rated(2), answer(Wrote(text), COMMENT)])
        assert [comment.text for comment in Reading(store).comments(MONDAY, MONDAY)] == [text]


@pytest.mark.parametrize("text", ["a\0b\x07\x1b", "<img src=x>", "x" * 10_000, "😀" * 50, "שלום", "'; DROP TABLE"])
def test_awkward_comments_come_back_too(store, recorder, text):
    recorder.save_all([rated(2), answer(Wrote(text), COMMENT)])
    assert [comment.text for comment in Reading(store).comments(MONDAY, MONDAY)] == [text]


def test_a_full_disk_keeps_nothing_of_the_answer_and_the_next_attempt_works(store, recorder):
    recorder.save(rated(3))
    pages = pragma(store, "page_count")
    store.database.execute(f"PRAGMA max_page_count = {pages}")
    big = answer(Wrote("word " * 2000), COMMENT, visit="v2")
    with pytest.raises(StorageError, match="the answer cannot be saved: database or disk is full"):
        recorder.save(big)
    assert len(rows(store, "visits")) == 1
    store.database.execute("PRAGMA max_page_count = 100000")
    recorder.save(big)
    assert [row["id"] for row in rows(store, "visits")] == ["v1", "v2"]


def test_a_wrong_statement_is_our_own_fault(store):
    with pytest.raises(sqlite.OperationalError), storage_errors("?"):
        store.database.execute("SELECT nothing FROM nowhere")


def test_the_survey_is_kept_as_it_was_asked(store, recorder):
    labels = Reading(store).touchpoint_labels()
    assert labels[QUEUE] == dict(touchpoints_of(SURVEY)[QUEUE].label)
    assert labels[QUEUE]["ko"] == "대기 시간"
    Recorder(store, ORIGIN, SURVEY)
    assert len(rows(store, "surveys")) == 1


def test_a_survey_edited_under_its_version_is_kept_as_it_reads_now(store, recorder):
    def renamed(question):
        if question.id != REASONS:
            return question
        choices = {
            level: tuple(replace(choice, label={EN: f"{choice.label[EN]}!"}) for choice in offered)
            for level, offered in question.choices.items()
        }
        return replace(question, choices=choices)

    Recorder(store, ORIGIN, replace(SURVEY, questions=tuple(renamed(each) for each in SURVEY.questions)))
    assert Reading(store).touchpoint_labels()[QUEUE] == {"en": "Waiting time!"}
    assert len(rows(store, "surveys")) == 1


def test_a_correction_whose_first_answer_never_came_makes_its_visit(store, recorder):
    """As when the disk refused the answer and took its correction."""
    recorder.save(replace(rated(4), revision=1))
    recorder.save(rated(1))
    assert [(row["revision"], row["counts"]) for row in rows(store, "answers")] == [(0, 0), (1, 1)]
    assert len(rows(store, "visits")) == 1
