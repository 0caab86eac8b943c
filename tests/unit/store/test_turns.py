"""What is asked in turns is stored like any answer, and read by visit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.items import IMPORTANCE, OFFER, Cell, Form, Statement
from kiosk.model import (
    Answer,
    ChoiceId,
    Language,
    Level,
    Offered,
    Origin,
    Picked,
    QuestionId,
    Rated,
    Scored,
    VisitId,
    Week,
)
from kiosk.site import load_site
from kiosk.store import Reading, Recorder, open_reader, open_store
from kiosk.store.turns import Number, freeze_allocation, read_allocation, read_asked_visits
from kiosk.survey import load_survey
from kiosk.taps import always_open

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
DAY = NOON.date()
KIND = Cell(Form.PERCEIVED, "empathy", "kind").question
WISHED = Cell(Form.DESIRED, "empathy", "kind").question


@pytest.fixture
def site(tmp_path):
    return load_site(None, tmp_path)


def answer(visit, question, value, *, revision=0, seconds=0.0):
    at = NOON + timedelta(seconds=seconds)
    return Answer(VisitId(visit), QuestionId(question), revision, Language("en"), at, value)


def saved(site, *answers):
    with open_store(site.data) as store:
        Recorder(store, site.origin, load_survey(site.survey)).save_all(answers)
    with open_reader(site.data) as reader:
        return read_asked_visits(reader, DAY, DAY)


def test_a_visit_has_its_face_what_it_was_offered_and_what_it_answered(site):
    (visit,) = saved(
        site,
        answer("a", "experience", Rated(Level.GOOD)),
        answer("a", OFFER, Offered(((KIND, 0.01), (WISHED, 0.02)))),
        answer("a", KIND, Scored(6.0, "item7")),
    )
    assert (visit.visit, visit.day, visit.hour, visit.place, visit.level) == ("a", DAY, 12, "checkout", Level.GOOD)
    assert visit.chances == {KIND: 0.01, WISHED: 0.02}
    assert visit.numbers == {KIND: Number(6.0, "item7")}
    assert visit.picked == {}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (KIND, Rated(Level.GOOD)),
        (KIND, Offered(((WISHED, 0.02),))),
        (OFFER, Scored(6.0, "item7")),
        (OFFER, Picked((ChoiceId("empathy"),))),
    ],
)
def test_an_answer_that_its_question_cannot_have_is_passed_over(site, question, value):
    (visit,) = saved(site, answer("a", question, value), answer("a", WISHED, Scored(6.0, "item7")))
    assert (visit.chances, visit.numbers, visit.picked) == (None, {WISHED: Number(6.0, "item7")}, {})


def test_an_offer_that_was_skipped_is_there(site):
    (visit,) = saved(site, answer("a", "experience", Rated(Level.BAD)), answer("a", OFFER, Offered(((KIND, 0.5),))))
    assert visit.chances == {KIND: 0.5}
    assert visit.numbers == {}


def test_the_one_that_matters_most_is_an_option(site):
    (visit,) = saved(
        site,
        answer("a", OFFER, Offered(((IMPORTANCE, 0.1),))),
        answer("a", IMPORTANCE, Picked((ChoiceId("empathy"),))),
    )
    assert visit.picked == {IMPORTANCE: "empathy"}


def test_a_second_thought_takes_the_place_of_the_first(site):
    (visit,) = saved(
        site,
        answer("a", KIND, Scored(2.0, "item7")),
        answer("a", KIND, Scored(3.0, "item7"), revision=1, seconds=2),
    )
    assert visit.numbers == {KIND: Number(3.0, "item7")}


def test_play_is_not_read(site):
    visits = [f"v{n}" for n in range(3)]
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        for n, visit in enumerate(visits):
            recorder.save(answer(visit, "experience", Rated(Level.BAD), seconds=n))
            recorder.save(answer(visit, OFFER, Offered(((KIND, 0.5),)), seconds=n))
            recorder.save(answer(visit, KIND, Scored(1.0, "item7"), seconds=n))
        assert recorder.screen(NOON + timedelta(minutes=1), lambda _: False) == 3
        assert read_asked_visits(store, DAY, DAY) == ()
        recorder.screen(NOON + timedelta(minutes=2), always_open)
        assert len(read_asked_visits(store, DAY, DAY)) > 0


def test_visits_that_were_asked_nothing_in_their_turn_are_not_read(site):
    assert saved(site, answer("a", "experience", Rated(Level.GOOD)), answer("a", "effort", Scored(5.0, "ces"))) == ()


def test_only_the_days_asked_for_are_read(site):
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        for day in range(3):
            recorder.save(answer(f"v{day}", KIND, Scored(4.0, "item7"), seconds=86_400 * day))
        found = read_asked_visits(store, DAY + timedelta(days=1), DAY + timedelta(days=1))
    assert [visit.visit for visit in found] == ["v1"]


def test_reading_looks_at_no_other_answers(site):
    with open_store(site.data) as store:
        plan = store.database.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM answers INDEXED BY items_by_day "
            "WHERE day BETWEEN '2026-01-01' AND '2026-02-01' AND question GLOB '*.*'"
        ).fetchall()
        assert "items_by_day (day>? AND day<?)" in str(plan)


def test_a_weeks_drawing_is_settled_once(site):
    week = Week(2026, 47)
    with open_store(site.data) as store:
        assert read_allocation(store, week) == {}
        assert freeze_allocation(store, week, {KIND: 0.25, WISHED: 0.5}) == {KIND: 0.25, WISHED: 0.5}
        assert freeze_allocation(store, week, {KIND: 0.75}) == {KIND: 0.25, WISHED: 0.5}
        assert read_allocation(store, Week(2026, 48)) == {}


def test_an_offer_changes_no_count_of_the_page(site):
    with open_store(site.data) as store:
        recorder = Recorder(store, Origin("k", "door"), load_survey(site.survey))
        recorder.save(answer("a", "experience", Rated(Level.GOOD)))
        reading = Reading(store)
        counts = (reading.hours, reading.reasons, reading.options, reading.scores)
        before = [count(DAY, DAY) for count in counts]
        recorder.save(answer("a", OFFER, Offered(((Statement.VALUE.value, 0.5),))))
        assert before == [count(DAY, DAY) for count in counts]


@pytest.mark.parametrize("form", Form)
def test_a_cell_is_found_again_by_its_question(form):
    cell = Cell(form, "reliability", "on_time")
    assert Cell.of(cell.question) == cell


@pytest.mark.parametrize("question", ["experience", "quality.value", OFFER, "liked.empathy.kind", "a.b.c.d", ""])
def test_nothing_else_is_a_cell(question):
    assert Cell.of(question) is None


def test_days_are_dates(site):
    (visit,) = saved(site, answer("a", KIND, Scored(4.0, "item7")))
    assert visit.day == date(2026, 11, 16)
