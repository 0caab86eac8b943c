"""What a visit is asked in its turn: one screen in the place of the reasons, its offer kept though it be skipped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.flow import (
    ChoiceTapped,
    FinishTapped,
    Home,
    ItemTapped,
    MoreTapped,
    NextTapped,
    Prepared,
    Save,
    Saved,
    SaveFailed,
    ScaleTapped,
    Stage,
    StartOverTapped,
    Ticked,
    UndoTapped,
    start,
    step,
)
from kiosk.items import IMPORTANCE, OFFER
from kiosk.model import ChoiceId, Level, Picked, QuestionId, Scored, VisitId
from kiosk.questions import ChoiceQuestion, CommentQuestion, Condition, Scale
from tests.plans import PLANS
from tests.unit.builders import COMMENT, EN, FACES, REASONS, SURVEY, now
from tests.unit.flow.playing import VISIT, committed, play, saved

ONE, TWO, IMPORTANT = PLANS["one item"], PLANS["two forms"], PLANS["importance"]
(ROW,) = (row.question for row in ONE.question.rows)
FIRST, SECOND = (row.question for row in TWO.question.rows)


def idle_with(plan, survey=SURVEY):
    state, _ = start(survey, Home(EN))
    return step(state, Prepared(now(), VISIT, plan))[0]


def rated(plan, survey=SURVEY, level=Level.BAD):
    return committed(idle_with(plan, survey), ScaleTapped(now(), level))


def values(effects):
    return [(each.question, each.revision, each.value) for each in saved(effects)]


def test_a_visit_without_a_plan_is_asked_the_survey_as_it_is():
    assert idle_with(None).asked is SURVEY.questions


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_plans_question_stands_where_the_reasons_would_and_nothing_is_added(plan):
    asked = idle_with(plan).asked
    ids = [each.id for each in SURVEY.questions]
    assert [each.id for each in asked] == [plan.question.id if name == REASONS else name for name in ids]


def test_a_survey_without_reasons_is_asked_as_it_is():
    bare = replace(SURVEY, questions=tuple(each for each in SURVEY.questions if each.id != REASONS))
    state, effects = rated(ONE, bare)
    assert state.asked is bare.questions
    assert [question for question, _, _ in values(effects)] == [FACES]


def test_only_the_first_of_two_questions_about_touchpoints_gives_way():
    reasons = next(each for each in SURVEY.questions if each.id == REASONS)
    more = replace(SURVEY, questions=(*SURVEY.questions, replace(reasons, id=QuestionId("more"))))
    assert [each.id for each in idle_with(ONE, more).asked][-1] == "more"


def test_a_question_with_options_of_its_own_gives_way_to_nothing():
    reasons = next(each for each in SURVEY.questions if each.id == REASONS)
    own = replace(reasons, id=QuestionId("size"), touchpoints=False)
    survey = replace(SURVEY, questions=(SURVEY.questions[0], own, *SURVEY.questions[1:]))
    assert [each.id for each in idle_with(ONE, survey).asked][1:3] == ["size", ONE.question.id]


def test_it_is_asked_only_where_the_reasons_would_have_been():
    reasons = next(each for each in SURVEY.questions if each.id == REASONS)
    only_bad = replace(reasons, show_if=(Condition(FACES, frozenset({"bad"})),))
    survey = replace(SURVEY, questions=tuple(only_bad if each is reasons else each for each in SURVEY.questions))
    assert rated(ONE, survey, Level.BAD)[0].question is ONE.question
    state, effects = rated(ONE, survey, Level.GOOD)
    assert state.question.id == COMMENT
    assert [question for question, _, _ in values(effects)] == [FACES], "nothing was offered"


def test_the_offer_is_saved_when_its_screen_comes_up():
    state, effects = rated(ONE)
    assert state.question is ONE.question
    assert values(effects)[1:] == [(OFFER, 0, ONE.offered)]


def test_a_point_in_a_row_is_saved_under_its_own_question_and_leads_on_by_itself():
    state, effects = committed(rated(ONE)[0], ItemTapped(now(1), ROW, 5))
    assert values(effects) == [(ROW, 0, Scored(5.0, Scale.ITEM7))]
    assert state.question.id == COMMENT


def test_of_two_rows_each_tap_is_an_answer_and_the_last_row_leads_on():
    state, effects = committed(rated(TWO)[0], ItemTapped(now(1), SECOND, 7))
    assert state.question is TWO.question
    assert dict(state.picks) == {SECOND: 7}
    state, more = committed(state, ItemTapped(now(2), SECOND, 6), ItemTapped(now(3), FIRST, 2))
    assert values(effects + more) == [
        (SECOND, 0, Scored(7.0, Scale.ITEM7)),
        (SECOND, 1, Scored(6.0, Scale.ITEM7)),
        (FIRST, 0, Scored(2.0, Scale.ITEM7)),
    ]
    assert state.question.id == COMMENT


@pytest.mark.parametrize(
    ("question", "point"), [(ROW, 0), (ROW, 8), (QuestionId("another"), 4), (FACES, 1)], ids=str
)
def test_what_is_no_point_of_a_row_means_nothing(question, point):
    state, _ = rated(ONE)
    after, effects = step(state, ItemTapped(now(), question, point))
    assert (after.answers, effects) == (state.answers, ())


def test_the_same_point_again_is_no_new_answer():
    state, _ = committed(rated(TWO)[0], ItemTapped(now(1), FIRST, 4))
    assert values(play(state, ItemTapped(now(2), FIRST, 4))[1]) == []


@pytest.mark.parametrize("event", [ItemTapped(now(), ROW, 4), ChoiceTapped(now(), ChoiceId("queue"))])
def test_a_row_is_answered_on_its_own_screen_alone(event):
    idle = idle_with(ONE)
    assert step(idle, event)[0].answers == {}
    assert ROW not in committed(rated(None)[0], ItemTapped(now(), ROW, 4))[0].answers


def test_whoever_skips_leaves_the_offer_alone():
    state, effects = rated(ONE)
    state, more = committed(state, NextTapped(now(1)), NextTapped(now(2)))
    assert state.stage is Stage.THANKS
    assert [question for question, _, _ in values(effects + more)] == [FACES, OFFER]


def test_next_goes_on_with_what_there_is():
    state, effects = committed(rated(TWO)[0], ItemTapped(now(1), FIRST, 4), NextTapped(now(2)))
    assert state.question.id == COMMENT
    assert values(effects) == [(FIRST, 0, Scored(4.0, Scale.ITEM7))]


def test_finish_leads_past_the_comment_as_on_the_reasons():
    assert committed(rated(TWO)[0], FinishTapped(now(1)))[0].stage is Stage.THANKS


def test_next_waits_for_the_offer_and_the_answers_to_be_on_the_disk():
    state, effects = play(idle_with(ONE), ScaleTapped(now(), Level.BAD))
    state, effects = step(state, Saved(now(), saved(effects)[0]))
    (offer,) = saved(effects)
    state, effects = play(state, ItemTapped(now(1), ROW, 5))
    assert (saved(effects), state.question.id) == ([], ONE.question.id)
    state, effects = step(state, Saved(now(2), offer))
    (item,) = saved(effects)
    assert state.question.id == ONE.question.id
    assert step(state, Saved(now(3), item))[0].question.id == COMMENT


def test_an_offer_that_the_disk_refuses_is_tried_again():
    state, effects = play(idle_with(ONE), ScaleTapped(now(), Level.BAD))
    state, effects = step(state, Saved(now(), saved(effects)[0]))
    (offer,) = saved(effects)
    state, _ = step(state, SaveFailed(now(), offer))
    assert state.trouble
    state, effects = step(state, Ticked(now(4)))
    assert saved(effects) == [offer]
    state, _ = step(state, Saved(now(5), offer))
    assert (state.trouble, state.question) == (False, ONE.question)


def test_undo_leads_back_to_the_rating_and_what_was_offered_is_kept_once():
    state, effects = rated(ONE)
    state, more = committed(state, UndoTapped(now(1)), ScaleTapped(now(2), Level.GOOD))
    assert state.question is ONE.question
    assert dict(state.picks) == {}
    assert [(question, revision) for question, revision, _ in values(effects + more)] == [
        (FACES, 0), (OFFER, 0), (FACES, 1),
    ]  # fmt: skip
    assert values(committed(state, ItemTapped(now(3), ROW, 1))[1]) == [(ROW, 0, Scored(1.0, Scale.ITEM7))]


def test_a_row_answered_before_the_undo_and_after_it_is_answered_anew():
    state, _ = committed(rated(TWO)[0], ItemTapped(now(1), FIRST, 4), UndoTapped(now(2)), ScaleTapped(now(3), 3))
    assert values(committed(state, ItemTapped(now(4), FIRST, 4))[1]) == [(FIRST, 1, Scored(4.0, Scale.ITEM7))]


def test_what_matters_most_is_one_choice_and_leads_on():
    state, effects = rated(IMPORTANT)
    assert isinstance(state.question, ChoiceQuestion)
    assert values(effects)[1:] == [(OFFER, 0, IMPORTANT.offered)]
    state, effects = committed(state, ChoiceTapped(now(1), ChoiceId("empathy")))
    assert values(effects) == [(IMPORTANCE, 0, Picked((ChoiceId("empathy"),)))]
    assert state.question.id == COMMENT


def test_behind_more_it_is_offered_when_it_comes_up():
    """Where the reasons stand last, they are asked of those who want more."""
    comment = next(each for each in SURVEY.questions if isinstance(each, CommentQuestion))
    reasons = next(each for each in SURVEY.questions if each.id == REASONS)
    comments = (replace(comment, id=QuestionId(f"comment {number}")) for number in range(2))
    late = replace(SURVEY, questions=(SURVEY.questions[0], *comments, reasons))
    state, effects = committed(idle_with(ONE, late), ScaleTapped(now(), 1), NextTapped(now()), NextTapped(now()))
    assert OFFER not in [question for question, _, _ in values(effects)]
    state, effects = committed(state, MoreTapped(now()))
    assert (state.question, values(effects)) == (ONE.question, [(OFFER, 0, ONE.offered)])


def test_a_plan_that_comes_before_the_first_tap_holds():
    state, _ = step(idle_with(None), Prepared(now(), VISIT, ONE))
    assert state.asked[1] is ONE.question


def test_a_plan_that_comes_later_or_for_another_visit_does_not():
    begun, _ = play(idle_with(None), ScaleTapped(now(), 1))
    assert step(begun, Prepared(now(), VISIT, ONE)) == (begun, ())
    idle = idle_with(None)
    assert step(idle, Prepared(now(), VisitId("v2"), ONE)) == (idle, ())


def test_the_next_visit_has_a_plan_of_its_own():
    state, effects = committed(rated(ONE)[0], StartOverTapped(now(1)))
    assert state.plan is None
    assert not any(isinstance(effect, Save) and effect.answer.question == ROW for effect in effects)
