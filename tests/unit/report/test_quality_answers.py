"""Which answers count on the quality pages, and on which scale."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.items import IMPORTANCE
from kiosk.model import ChoiceId, Level, QuestionId, VisitId
from kiosk.report.quality.answers import NPS, ends_of, group_of, sort_answers
from kiosk.store.turns import AskedVisit, Number

DAY = date(2026, 11, 12)
KIND = QuestionId("perceived.empathy.kind")


def asked(name, numbers, chances, picked=None, level=Level.GOOD, hour=12):
    return AskedVisit(VisitId(name), DAY, hour, "checkout", level, chances, numbers, picked or {})


@pytest.mark.parametrize(("scale", "ends"), [
    ("item7", (1, 7)), ("expected", (1, 5)), ("nps", (0, 10)), ("yes_no", (0, 1)), ("1..5", (1, 5)), ("-2..2", (-2, 2)),
    ("0.5..1", (0.5, 1)), ("5..1", None), ("1..1", None), ("1..", None), ("a..b", None), ("1..inf", None), ("", None),
])  # fmt: skip
def test_a_scale_has_two_ends(scale, ends):
    assert ends_of(scale) == ends


@given(some.text())
def test_no_scale_of_others_breaks_anything(scale):
    ends = ends_of(scale)
    assert ends is None or ends[0] < ends[1]


def test_a_dimensions_forms_share_a_scale_but_the_non_difference_score():
    assert {group_of(f"{form}.empathy.kind") for form in ("perceived", "desired", "adequate", "audit")} == {"empathy"}
    assert group_of("difference.empathy.kind") == "difference.empathy"
    assert group_of("quality.value") == "quality.value"


def test_an_answer_that_was_not_offered_stands_for_nobody():
    answers = sort_answers([asked("a", {KIND: Number(5, "item7")}, {"desired.empathy.kind": 0.1})])
    assert answers.drawn == {}
    assert (answers.offered, answers.answered) == ({"desired": 1}, {"desired": 0})


def test_answers_count_by_face_part_of_day_and_chance():
    answers = sort_answers([asked("a", {KIND: Number(5, "item7")}, {KIND: 0.25}, level=Level.BAD, hour=18)])
    (drawn,) = answers.drawn[KIND]
    assert (drawn.stratum, drawn.chance, drawn.value) == ("1-evening", 0.25, 5)


def test_imported_ones_count_as_they_came():
    answers = sort_answers([asked("a", {KIND: Number(5, "1..5")}, None)])
    (drawn,) = answers.drawn[KIND]
    assert (drawn.stratum, drawn.chance) == (None, 1.0)
    assert (answers.asked, answers.imported) == (0, 1)
    assert answers.offered == {}


def test_those_who_recommend_are_promoters_or_not():
    visits = [asked(str(number), {"quality.recommend": Number(number, "nps")}, None) for number in range(11)]
    assert sorted(drawn.value for drawn in sort_answers(visits).drawn[NPS]) == [-1] * 7 + [0] * 2 + [1] * 2


def test_what_nobody_chose_is_known_to_matter_to_nobody():
    answers = sort_answers([asked("a", {}, {IMPORTANCE: 0.1}, {IMPORTANCE: ChoiceId("empathy")})])
    assert {name: len(drawn) for name, drawn in answers.choices.items()} == {
        "tangibles": 0, "reliability": 0, "responsiveness": 0, "assurance": 0, "empathy": 1,
    }  # fmt: skip
