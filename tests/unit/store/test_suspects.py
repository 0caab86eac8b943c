from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import StorageError
from kiosk.items import OFFER
from kiosk.model import Chose, Level, Offered, QuestionId, Wrote
from kiosk.store import (
    HourCount,
    ImportedFile,
    Reading,
    Recorder,
    Row,
    clear_rule,
    clear_visits,
    list_suspects,
    open_reader,
    open_store,
)
from kiosk.taps import always_open
from tests.unit.builders import COMMENT, EN, NOON, REASONS, SURVEY, answer, rated
from tests.unit.store.shop import MONDAY, ORIGIN, QUEUE, SUNDAY, pragma, rows

LATER = NOON + timedelta(hours=2)


def at(second):
    return NOON + timedelta(seconds=second)


def tapped_twice(recorder):
    recorder.save_all([
        rated(1, "first", at(0)), rated(1, "again", at(2)), answer(Chose((QUEUE,)), REASONS, "again", at=at(3)),
        answer(Wrote("again"), COMMENT, "again", at=at(4)), rated(4, "other", at(60)),
    ])  # fmt: skip


def figures(store):
    reading = Reading(store)
    return [read(MONDAY, SUNDAY) for read in (reading.hours, reading.reasons, reading.scales, reading.scores)]


def flagged(store):
    return {row["visit"]: row["rule"] for row in rows(store, "suspects") if row["standing"]}


def test_a_second_tap_on_the_same_face_is_kept_flagged_and_left_out(store, recorder):
    tapped_twice(recorder)
    assert recorder.screen(LATER, always_open) == 1
    assert flagged(store) == {"again": "repeat"}
    assert len(rows(store, "answers")) == 4
    reading = Reading(store)
    assert reading.hours(MONDAY, SUNDAY) == [
        HourCount(MONDAY, 12, Level.BAD, 1), HourCount(MONDAY, 12, Level.EXCELLENT, 1),
    ]  # fmt: skip
    assert reading.reasons(MONDAY, SUNDAY) == []
    assert reading.excluded(MONDAY, SUNDAY) == {"repeat": 1}
    (comment,) = reading.comments(MONDAY, SUNDAY)
    assert (comment.text, comment.level, comment.suspect) == ("again", Level.BAD, "repeat")


def test_screening_again_changes_nothing(store, recorder):
    tapped_twice(recorder)
    recorder.screen(LATER, always_open)
    before = rows(store, "suspects"), rows(store, "answers")
    assert recorder.screen(LATER + timedelta(minutes=1), always_open) == 0
    assert (rows(store, "suspects"), rows(store, "answers")) == before


def test_what_comes_in_after_the_flag_is_left_out_too(store, recorder):
    recorder.save_all([rated(1, "first", at(0)), rated(1, "again", at(2))])
    recorder.screen(LATER, always_open)
    recorder.save(answer(Chose((QUEUE,)), REASONS, "again", at=at(3)))
    assert Reading(store).reasons(MONDAY, SUNDAY) == []


def test_a_corrected_tap_is_judged_by_its_correction(store, recorder):
    recorder.save_all([rated(1, "first", at(0)), rated(1, "again", at(2))])
    assert recorder.screen(LATER, always_open) == 1
    recorder.save(replace(rated(4, "again", at(4)), revision=1))
    assert recorder.screen(LATER, always_open) == 1
    assert flagged(store) == {}
    assert [(count.level, count.n) for count in Reading(store).hours(MONDAY, SUNDAY)] == [
        (Level.BAD, 1), (Level.EXCELLENT, 1),
    ]  # fmt: skip


def test_a_cleared_flag_is_kept_on_file_and_never_set_again(store, recorder):
    tapped_twice(recorder)
    before = figures(store)
    recorder.screen(LATER, always_open)
    assert clear_visits(store, ["again", "other", "nobody"], LATER) == ["again"]
    assert figures(store) == before
    assert recorder.screen(LATER, always_open) == 0
    assert figures(store) == before
    assert [(found.visit, found.rule, found.cleared is not None) for found in list_suspects(store, MONDAY, SUNDAY)] == [
        ("again", "repeat", True)
    ]


def test_all_flags_of_a_rule_are_cleared_at_once(store, recorder):
    recorder.save_all([rated(1, f"v{n}", at(2 * n)) for n in range(4)])
    recorder.save(rated(4, "night", at(10 * 3600)))
    recorder.screen(LATER, lambda when: when.hour < 20)
    assert clear_rule(store, "repeat", LATER) == ["v1", "v2", "v3"]
    assert flagged(store) == {"night": "closed"}
    assert clear_rule(store, "repeat", LATER) == []


def test_only_this_kiosks_own_taps_of_the_day_are_screened(store, recorder):
    yesterday = [rated(1, f"y{n}", at(2 * n) - timedelta(days=1)) for n in range(3)]
    recorder.save_all(yesterday)
    for origin in (replace(ORIGIN, kiosk_id="kiosk-2"), replace(ORIGIN, source="demo")):
        Recorder(store, origin, SURVEY).save_all(
            [rated(1, f"{origin.kiosk_id}{origin.source}{n}", at(2 * n)) for n in range(3)]
        )
    import_rows = [Row(f"i{n}", MONDAY, EN, rated_row, at=at(2 * n)) for n in range(3)
                   for rated_row in [((rated(1).question, rated(1).value),)]]  # fmt: skip
    Recorder(store, replace(ORIGIN, source="import:x"), SURVEY).save_import(
        import_rows, ImportedFile("d", "f", 0, {}), NOON
    )
    assert recorder.screen(LATER, always_open) == 0
    recorder.save_all([rated(1, "own", at(0)), rated(1, "own again", at(2))])
    assert recorder.screen(LATER, always_open) == 1
    assert flagged(store) == {"own again": "repeat"}


def test_a_full_disk_leaves_the_flags_and_the_figures_as_they_were(store, recorder):
    recorder.save_all([rated(1, f"{n:0200}", at(n)) for n in range(300)])
    before = figures(store)
    store.database.execute(f"PRAGMA max_page_count = {pragma(store, 'page_count')}")
    with pytest.raises(StorageError, match="the taps cannot be screened"):
        recorder.screen(LATER, always_open)
    assert figures(store) == before
    assert flagged(store) == {}


def test_a_visit_that_is_not_here_cannot_be_flagged(store):
    with pytest.raises(sqlite.IntegrityError):
        store.database["suspects"].insert({"visit": "nobody", "rule": "repeat", "at": "now"})


def test_a_reader_lists_them(tmp_path, store, recorder):
    tapped_twice(recorder)
    recorder.screen(LATER, always_open)
    with open_reader(tmp_path) as reader:
        (found,) = list_suspects(reader, MONDAY, SUNDAY)
        assert list_suspects(reader, SUNDAY, SUNDAY) == []
    assert (found.visit, found.rule, found.cleared, found.level) == ("again", "repeat", None, Level.BAD)
    assert found.at == "2026-11-16T12:00:02.000+00:00"


taps = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 4), st.booleans(), st.one_of(st.none(), st.integers(1, 4))),
    max_size=25,
)


def answers_of(drawn):
    answers = []
    for number, (second, level, more, corrected) in enumerate(drawn):
        visit = f"v{number}"
        answers.append([rated(level, visit, at(second))])
        if more:
            answers[-1].append(answer(Chose((QUEUE,)), REASONS, visit, at=at(second + 1)))
        if corrected is not None:
            answers[-1].append(replace(rated(corrected, visit, at(second + 3)), revision=1))
    return answers


@given(taps)
def test_flags_that_are_all_cleared_leave_the_figures_exactly_as_they_were(tmp_path_factory, drawn):
    with open_store(tmp_path_factory.mktemp("cleared")) as store:
        recorder = Recorder(store, ORIGIN, SURVEY)
        recorder.save_all(each for visit in answers_of(drawn) for each in visit)
        before = figures(store), rows(store, "answers")
        recorder.screen(LATER, always_open)
        clear_visits(store, list(flagged(store)), LATER)
        assert (figures(store), rows(store, "answers")) == before


@given(taps, st.randoms(use_true_random=False))
def test_screening_after_every_visit_in_any_order_ends_as_screening_once(tmp_path_factory, drawn, random):
    visits = answers_of(drawn)
    shuffled = random.sample(visits, len(visits))
    with open_store(tmp_path_factory.mktemp("once")) as once, open_store(tmp_path_factory.mktemp("each")) as each:
        recorder = Recorder(once, ORIGIN, SURVEY)
        recorder.save_all(single for visit in visits for single in visit)
        recorder.screen(LATER, always_open)
        recorder = Recorder(each, ORIGIN, SURVEY)
        for visit in shuffled:
            recorder.save_all(visit)
            recorder.screen(LATER, always_open)
        assert flagged(each) == flagged(once)
        assert (figures(each), rows(each, "answers")) == (figures(once), rows(once, "answers"))


@pytest.mark.parametrize("skipped", [(), (OFFER, Offered(((QuestionId("quality.value"), 0.25),)))])
def test_to_skip_what_is_asked_in_turns_says_nothing_more(store, recorder, skipped):
    """In a run of bad taps those who say why are believed; whoever was only asked has not said why."""
    uneven = (0, 19, 31, 55, 68, 93, 106, 131, 144, 168)
    for number, second in enumerate(uneven):
        recorder.save(rated(1, f"v{number}", at(second)))
        if skipped:
            question, value = skipped
            recorder.save(answer(value, question, f"v{number}", at=at(second + 1)))
    assert recorder.screen(LATER, always_open) == len(uneven) - 1  # the first might still be anybody
    assert set(flagged(store).values()) == {"streak"}
