from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.flow import (
    ChoiceTapped,
    CommentSent,
    FinishTapped,
    ForgetInput,
    Home,
    LanguageTapped,
    NextTapped,
    Prepared,
    PrepareVisit,
    Save,
    Saved,
    SaveFailed,
    ScaleTapped,
    Stage,
    StartOverTapped,
    Ticked,
    Timings,
    Touched,
    start,
    step,
)
from kiosk.model import ChoiceId, Chose, Language, Level, Rated, VisitId, Wrote
from tests.unit.builders import COMMENT, EN, FACES, KO, REASONS, SURVEY, now
from tests.unit.flow.playing import VISIT, committed, play, saved

QUEUE, STAFF, STOCK = ChoiceId("queue"), ChoiceId("staff"), ChoiceId("stock")


@pytest.fixture
def idle():
    state, _ = start(SURVEY, Home(EN))
    return step(state, Prepared(now(), VISIT))[0]


@pytest.fixture
def reasons(idle):
    return committed(idle, ScaleTapped(now(), Level.BAD))[0]


@pytest.fixture
def comment(reasons):
    return committed(reasons, NextTapped(now(1)))[0]


@pytest.fixture
def thanks(comment):
    return committed(comment, NextTapped(now(2)))[0]


def test_power_on_shows_the_first_question_in_the_stores_language():
    state, effects = start(SURVEY, Home(KO))
    assert (state.stage, state.question.id, state.language) == (Stage.IDLE, FACES, KO)
    assert effects == (PrepareVisit(),)


def test_a_face_before_there_is_a_visit_id_is_not_taken():
    state, _ = start(SURVEY, Home(EN))
    assert step(state, ScaleTapped(now(), Level.GOOD)) == (state, ())


def test_a_second_id_does_not_replace_the_first(idle):
    assert step(idle, Prepared(now(), VisitId("v2"))) == (idle, ())


def test_a_face_is_saved_and_the_screen_waits_for_the_disk(idle):
    state, effects = step(idle, ScaleTapped(now(), Level.BAD))
    (only,) = saved(effects)
    assert (only.visit, only.question, only.revision, only.value) == (VISIT, FACES, 0, Rated(Level.BAD))
    assert only.at == now().wall
    assert state.question.id == FACES
    assert state.level is Level.BAD
    state, effects = step(state, Saved(now(1), only))
    assert (state.question.id, effects) == (REASONS, ())


def test_one_tap_at_a_time_a_second_face_means_nothing(idle):
    state, _ = step(idle, ScaleTapped(now(), Level.BAD))
    assert step(state, ScaleTapped(now(), Level.GOOD)) == (state, ())


def test_each_choice_is_saved_whole_with_the_next_revision(reasons):
    state, effects = committed(reasons, *(ChoiceTapped(now(1), choice) for choice in (STAFF, QUEUE, STAFF)))
    assert [(each.revision, each.value) for each in saved(effects)] == [
        (0, Chose((STAFF,))), (1, Chose((QUEUE, STAFF))), (2, Chose((QUEUE,))),
    ]  # fmt: skip
    assert state.chosen == (QUEUE,)


def test_a_choice_that_is_not_offered_is_not_taken(reasons):
    state, effects = step(reasons, ChoiceTapped(now(1), ChoiceId("parking")))
    assert (state.chosen, effects) == ((), ())


def test_next_waits_for_the_choices_to_be_on_the_disk(reasons):
    state, effects = play(reasons, ChoiceTapped(now(1), QUEUE), ChoiceTapped(now(1), STAFF), NextTapped(now(2)))
    (first,) = saved(effects)
    assert state.question.id == REASONS
    state, effects = step(state, Saved(now(3), first))
    (second,) = saved(effects)
    assert state.question.id == REASONS
    state, _ = step(state, Saved(now(3), second))
    assert state.question.id == COMMENT


def test_finish_leads_past_the_comment(reasons):
    state, effects = step(reasons, FinishTapped(now(1)))
    assert state.stage is Stage.THANKS
    assert effects == (ForgetInput(),)


def test_a_comment_is_trimmed_cut_and_saved(comment):
    state, effects = committed(comment, CommentSent(now(3), "  " + "가" * 10_001 + "\n"))
    assert [each.value for each in saved(effects)] == [Wrote("가" * 10_000)]
    assert state.stage is Stage.THANKS


def test_half_a_surrogate_pair_becomes_a_visible_mark(comment):
    _, effects = committed(comment, CommentSent(now(3), "ok \ud83d\ude00 \ud83d!"))
    assert [each.value for each in saved(effects)] == [Wrote("ok 😀 \ufffd!")]


@pytest.mark.parametrize("text", ["", "  \n\u3000 "])
def test_an_empty_comment_is_a_skip(comment, text):
    state, effects = step(comment, CommentSent(now(3), text))
    assert state.stage is Stage.THANKS
    assert saved(effects) == []


def test_thanks_waits_for_the_comment_to_be_on_the_disk(comment):
    state, effects = step(comment, CommentSent(now(3), "late"))
    assert state.stage is Stage.ASKING
    state, _ = step(state, Saved(now(4), *saved(effects)))
    assert state.stage is Stage.THANKS


def test_thanks_gives_way_to_the_next_shopper_by_itself(thanks):
    assert step(thanks, Ticked(now(2 + thanks.timings.thanks_lasts - 0.01)))[0].stage is Stage.THANKS
    state, effects = step(thanks, Ticked(now(2 + thanks.timings.thanks_lasts)))
    assert state == start(SURVEY, Home(EN))[0]
    assert effects == (ForgetInput(), PrepareVisit())


def test_a_touch_on_the_thanks_does_not_keep_it(thanks):
    assert step(thanks, Touched(now(4)))[0].deadline == thanks.deadline


@pytest.mark.parametrize("leave", [NextTapped, StartOverTapped])
def test_thanks_can_be_tapped_away(thanks, leave):
    assert step(thanks, leave(now(3)))[0].stage is Stage.IDLE


# Time-outs


def test_nobody_is_cut_off_without_twenty_seconds_of_warning():
    assert Timings().warning_lasts >= 20


def test_the_warning_comes_first_and_the_reset_after(reasons):
    timings = reasons.timings
    state, _ = step(reasons, Ticked(now(timings.still_there_after - 0.01)))
    assert not state.warned
    state, effects = step(reasons, Ticked(now(timings.still_there_after)))
    assert (state.warned, effects) == (True, ())
    late = timings.still_there_after + timings.warning_lasts
    assert step(state, Ticked(now(late - 0.01)))[0].warned
    state, effects = step(state, Ticked(now(late)))
    assert state == start(SURVEY, Home(EN))[0]
    assert effects == (ForgetInput(), PrepareVisit())


def test_a_late_tick_still_gives_the_whole_warning(reasons):
    state, _ = step(reasons, Ticked(now(5000)))
    assert state.warned
    assert step(state, Ticked(now(5000 + reasons.timings.warning_lasts - 0.01)))[0].warned


@pytest.mark.parametrize("event", [Touched(now(35)), LanguageTapped(now(35), KO), ChoiceTapped(now(35), QUEUE)])
def test_any_sign_of_life_extends_the_time(reasons, event):
    warned, _ = step(reasons, Ticked(now(31)))
    state, _ = committed(warned, event)
    assert not state.warned
    assert not step(state, Ticked(now(35 + reasons.timings.still_there_after - 0.01)))[0].warned


def test_writing_has_more_time_than_choosing(comment):
    after = comment.timings.still_there_after_writing
    assert after > comment.timings.still_there_after
    assert not step(comment, Ticked(now(1 + after - 0.01)))[0].warned
    assert step(comment, Ticked(now(1 + after)))[0].warned


def test_a_visit_left_half_way_keeps_what_it_had(reasons):
    state, effects = committed(reasons, ChoiceTapped(now(1), QUEUE), Ticked(now(40)), Ticked(now(70)))
    assert [each.value for each in saved(effects)] == [Chose((QUEUE,))]
    assert state.stage is Stage.IDLE


# Language


def test_another_language_keeps_place_and_answers(reasons):
    chosen, _ = committed(reasons, ChoiceTapped(now(1), QUEUE))
    state, effects = step(chosen, LanguageTapped(now(2), KO))
    assert effects == ()
    assert state.language == KO
    assert (state.question, state.answers, state.level, state.chosen, state.visit) == (
        chosen.question, chosen.answers, chosen.level, chosen.chosen, chosen.visit
    )  # fmt: skip
    _, effects = step(state, ChoiceTapped(now(3), STAFF))
    assert [each.language for each in saved(effects)] == [KO]


def test_a_language_that_the_survey_does_not_speak_is_not_taken(idle):
    assert step(idle, LanguageTapped(now(), Language("tlh")))[0].language == EN


def test_the_stores_own_language_returns_to_the_idle_screen(idle):
    state, _ = step(idle, LanguageTapped(now(), KO))
    after = state.timings.language_returns_after
    assert step(state, Ticked(now(after - 0.01)))[0].language == KO
    state, effects = step(state, Ticked(now(after)))
    assert state.language == EN
    assert ForgetInput() in effects


def test_an_idle_screen_in_its_own_language_waits_for_nothing(idle):
    there_and_back, _ = play(idle, LanguageTapped(now(), KO), LanguageTapped(now(1), EN))
    assert there_and_back.deadline is None
    assert step(idle, StartOverTapped(now())) == (idle, ())


@pytest.mark.parametrize("end", [StartOverTapped(now(9)), Ticked(now(9000))])
def test_nothing_of_a_visit_is_left_after_a_reset(reasons, end):
    state, _ = committed(reasons, LanguageTapped(now(1), KO), ChoiceTapped(now(1), QUEUE), NextTapped(now(2)), end)
    if state.warned:
        state, _ = step(state, replace(end, now=now(9900)))
    assert state == start(SURVEY, Home(EN))[0]


# A disk that refuses


@pytest.fixture
def refused(comment):
    state, effects = step(comment, CommentSent(now(3), "full"))
    (waiting,) = saved(effects)
    return step(state, SaveFailed(now(4), waiting))[0], waiting


def test_a_refusal_shows_trouble_and_never_thanks(refused):
    state, _ = refused
    assert state.trouble
    assert state.stage is Stage.ASKING
    for event in (NextTapped(now(5)), FinishTapped(now(5)), CommentSent(now(5), "again"), StartOverTapped(now(5)),
                  LanguageTapped(now(5), KO), Touched(now(5))):  # fmt: skip
        assert step(state, event) == (state, ())


def test_the_same_answer_is_tried_again_by_itself(refused):
    state, waiting = refused
    after = 4 + state.timings.retry_every
    assert step(state, Ticked(now(after - 0.01)))[1] == ()
    assert step(state, Ticked(now(after)))[1] == (Save(waiting),)


def test_a_refused_answer_leads_on_once_it_is_saved(refused):
    state, waiting = refused
    state, _ = step(state, Ticked(now(7)))
    assert state.trouble
    state, _ = step(state, Saved(now(8), waiting))
    assert (state.stage, state.trouble) == (Stage.THANKS, False)
    assert step(state, Saved(now(8), waiting)) == (state, ())


def test_answers_go_to_the_disk_one_at_a_time_in_order(reasons):
    state, effects = play(reasons, ChoiceTapped(now(1), QUEUE), ChoiceTapped(now(1), STAFF))
    (first,) = saved(effects)
    state, _ = step(state, SaveFailed(now(2), first))
    assert state.trouble
    assert step(state, ChoiceTapped(now(2), STOCK)) == (state, ())
    state, effects = step(state, Ticked(now(9)))
    assert saved(effects) == [first]
    state, effects = step(state, Saved(now(9), first))
    assert state.trouble
    (second,) = saved(effects)
    assert (second.revision, second.value.choices) == (1, (QUEUE, STAFF))
    state, _ = step(state, Saved(now(9), second))
    assert not state.trouble
    assert state.question.id == REASONS
    assert state.deadline is not None


def test_a_refusal_that_came_too_late_means_nothing(thanks, reasons):
    stale = saved(step(reasons, ChoiceTapped(now(1), QUEUE))[1])[0]
    assert step(thanks, SaveFailed(now(3), stale)) == (thanks, ())
    waiting, _ = step(reasons, ChoiceTapped(now(1), STOCK))
    assert step(waiting, SaveFailed(now(3), stale)) == (waiting, ())


@pytest.mark.parametrize("event", [
    ChoiceTapped(now(), QUEUE), CommentSent(now(), "?"), NextTapped(now()), FinishTapped(now()), Ticked(now(9000)),
    Touched(now()),
])  # fmt: skip
def test_on_the_idle_screen_only_faces_and_languages_mean_anything(idle, event):
    assert step(idle, event) == (idle, ())


@pytest.mark.parametrize("event", [
    ScaleTapped(now(3), Level.GOOD), ChoiceTapped(now(3), QUEUE), CommentSent(now(3), "?"), FinishTapped(now(3)),
])  # fmt: skip
def test_after_the_end_no_answer_means_anything(thanks, event):
    assert step(thanks, event) == (thanks, ())


def test_a_survey_of_one_question_ends_after_the_face():
    state, _ = start(replace(SURVEY, questions=SURVEY.questions[:1]), Home(EN))
    state, _ = committed(state, Prepared(now(), VISIT), ScaleTapped(now(), Level.GOOD))
    assert state.stage is Stage.THANKS


@pytest.mark.parametrize("leave", [StartOverTapped(now(2)), Ticked(now(1000))])
def test_a_choice_on_its_way_to_the_disk_is_kept_when_the_shopper_leaves(reasons, leave):
    state, effects = play(reasons, ChoiceTapped(now(1), QUEUE))
    (choice,) = saved(effects)
    if isinstance(leave, Ticked):
        state, _ = play(state, Ticked(now(500)))
        assert state.warned
    state, _ = play(state, leave, SaveFailed(now(1001), choice))
    assert state.trouble
    state, effects = play(state, Ticked(now(1010)))
    assert saved(effects) == [choice]
    state, effects = play(state, Saved(now(1011), choice))
    assert state.stage is Stage.IDLE
    assert ForgetInput() in effects
