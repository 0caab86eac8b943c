from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.model import ChoiceId, Chose, Contacted, Level, Numbered, Picked, QuestionId, Scored
from kiosk.store import HourCount, Reading, ReasonCount, Recorder, ScaleCount, ScoreSummary, scale_rule
from tests.unit.builders import REASONS, SURVEY, answer, rated
from tests.unit.store.shop import MONDAY, ORIGIN, QUEUE, SUNDAY, rows

CONTACT = QuestionId("contact")


def counted(store):
    return [(row["revision"], row["level"], row["counts"]) for row in rows(store, "answers") if row["level"]]


def test_after_an_undo_both_taps_are_stored_and_the_newest_counts(store, recorder):
    recorder.save_all([rated(1), answer(Chose((QUEUE,)), REASONS)])
    recorder.save(replace(rated(4), revision=1))
    assert counted(store) == [(0, 1, 0), (1, 4, 1)]
    reading = Reading(store)
    assert reading.hours(MONDAY, SUNDAY) == [HourCount(MONDAY, 12, Level.EXCELLENT, 1)]
    assert reading.reasons(MONDAY, SUNDAY) == [ReasonCount(QUEUE, Level.EXCELLENT, 1)]


def test_a_correction_sent_twice_or_overtaken_changes_nothing(store, recorder):
    recorder.save_all([rated(1), replace(rated(2), revision=1), replace(rated(4), revision=2)])
    recorder.save_all([replace(rated(2), revision=1), rated(1)])
    assert counted(store) == [(0, 1, 0), (1, 2, 0), (2, 4, 1)]


def test_a_correction_that_comes_before_what_it_corrects_stays_the_newest(store, recorder):
    recorder.save(answer(Chose(()), REASONS))
    recorder.save_all([replace(rated(4), revision=1), rated(1)])
    assert counted(store) == [(0, 1, 0), (1, 4, 1)]


def test_a_surveys_own_options_are_no_reasons(store, recorder):
    recorder.save_all([rated(1), answer(Picked((ChoiceId("queue"), ChoiceId("size"))), QuestionId("what"))])
    (row,) = (row for row in rows(store, "answers") if row["question"] == "what")
    assert (row["choices"], row["scale"]) == ('["queue", "size"]', "options")
    assert Reading(store).reasons(MONDAY, SUNDAY) == []


def test_our_own_scales_say_how_they_became_faces(store, recorder):
    recorder.save(answer(Scored(4.0, "stars", Level.GOOD)))
    recorder.save(rated(4, "face"))
    assert Reading(store).scales(MONDAY, SUNDAY) == [
        ScaleCount(None, 1, None, tapped=True),
        ScaleCount("stars", 1, "stars: 1–2 bad, 3 neutral, 4 good, 5 excellent", tapped=True),
    ]


@pytest.mark.parametrize(("scale", "rule"), [
    ("nps", "nps: 0–6 bad, 7–8 neutral, 9–10 excellent"), ("yes_no", "yes_no: 0 bad, 1 good"),
    ("item7", "item7: 1–3 bad, 4 neutral, 5–6 good, 7 excellent"), ("1_10", None),
])  # fmt: skip
def test_the_rules_of_our_scales(scale, rule):
    assert scale_rule(scale, "kiosk") == rule
    assert scale_rule(scale, "import:elsewhere") is None


def test_a_second_scale_is_a_score_of_its_own(store, recorder):
    recorder.save_all([rated(4), answer(Scored(9.0, "nps"), QuestionId("recommend"))])
    assert Reading(store).scores(MONDAY, SUNDAY) == [ScoreSummary("checkout", "recommend", "nps", {9.0: 1})]


def test_an_address_is_kept_apart_with_the_wording_agreed_to(store, recorder):
    recorder.save_all([rated(1), answer(Contacted("a@b.example", "We write once.", 3), CONTACT)])
    recorder.save(answer(Contacted("a@b.example", "We write once.", 3), CONTACT))
    (contact,), (consent,) = rows(store, "contacts"), rows(store, "consents")
    assert (contact["kind"], contact["text"], contact["kiosk_id"], contact["day"]) == (
        "contact", "a@b.example", ORIGIN.kiosk_id, MONDAY.isoformat(),
    )  # fmt: skip
    assert (consent["wording"], consent["wording_version"], consent["visit"]) == ("We write once.", 3, "v1")
    assert [row["question"] for row in rows(store, "answers")] == ["experience"]


def test_a_number_taken_away_needs_no_consent(store, recorder):
    recorder.save_all([rated(1), answer(Numbered("4711"), CONTACT)])
    (contact,) = rows(store, "contacts")
    assert (contact["kind"], contact["text"]) == ("number", "4711")
    assert rows(store, "consents") == []


def test_another_kiosks_recorder_keeps_its_own_name(store):
    Recorder(store, replace(ORIGIN, kiosk_id="kiosk-2"), SURVEY).save(rated(2))
    assert [row["kiosk_id"] for row in rows(store, "answers")] == ["kiosk-2"]
