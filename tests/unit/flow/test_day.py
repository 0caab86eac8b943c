"""The shop's day: comfort that lasts one visit, sleep outside the hours, cleaning, a survey that changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.comfort import MORE_TIME_FACTOR, Comfort, Look
from kiosk.flow import (
    ChoiceTapped,
    CleaningStarted,
    ComfortChosen,
    ForgetInput,
    LanguageTapped,
    NextTapped,
    PrepareVisit,
    ScaleTapped,
    Sleep,
    Stage,
    StartOverTapped,
    SurveyOffered,
    Ticked,
    Touched,
    UseSurvey,
    Wake,
    step,
)
from kiosk.model import ChoiceId
from tests.unit.builders import KO, NOON, SURVEY, now
from tests.unit.flow.playing import committed, idle_at, play

LARGE = Comfort(text_size=2, look=Look.DARK, more_time=True)
QUEUE = ChoiceId("queue")


@pytest.fixture
def idle():
    return idle_at(SURVEY)


@pytest.fixture
def closed():
    """Closed from noon on."""
    return idle_at(SURVEY, is_open=lambda at: at < NOON)


def test_comfort_lasts_for_the_visit_and_no_longer(idle):
    state, _ = committed(idle, ComfortChosen(now(), LARGE), ScaleTapped(now(1), 1), ChoiceTapped(now(2), QUEUE))
    assert state.comfort == LARGE
    state, _ = step(state, StartOverTapped(now(3)))
    assert state.comfort == Comfort()


def test_comfort_chosen_by_nobody_who_stays_returns_by_itself(idle):
    state, _ = step(idle, ComfortChosen(now(), replace(LARGE, more_time=False)))
    after = state.timings.language_returns_after
    assert step(state, Ticked(now(after - 0.01)))[0].comfort.text_size == 2
    state, effects = step(state, Ticked(now(after)))
    assert state.comfort == Comfort()
    assert ForgetInput() in effects


def test_the_stores_own_comfort_is_where_everybody_starts():
    state = idle_at(SURVEY, comfort=LARGE)
    state, _ = committed(state, ComfortChosen(now(), Comfort()), ScaleTapped(now(), 1), StartOverTapped(now(1)))
    assert state.comfort == LARGE


def test_more_time_stretches_every_wait(idle):
    usual, _ = committed(idle, ScaleTapped(now(), 1))
    slow, _ = committed(idle, ComfortChosen(now(), LARGE), ScaleTapped(now(), 1))
    assert slow.deadline.at - now().steady == MORE_TIME_FACTOR * (usual.deadline.at - now().steady)
    assert slow.undo_until - now().steady == MORE_TIME_FACTOR * (usual.undo_until - now().steady)
    warned, _ = step(slow, Ticked(now(90)))
    assert warned.warned
    assert warned.deadline.at - now(90).steady == MORE_TIME_FACTOR * slow.timings.warning_lasts


def test_outside_the_hours_the_screen_falls_asleep_a_minute_after_the_last_touch(closed):
    state, effects = play(closed, Ticked(now()), Ticked(now(59.9)))
    assert (state.stage, effects) == (Stage.IDLE, ())
    state, effects = step(state, Ticked(now(60)))
    assert (state.stage, effects) == (Stage.ASLEEP, (Sleep(),))


def test_one_touch_wakes_it_and_rates_nothing(closed):
    asleep, _ = play(closed, Ticked(now()), Ticked(now(60)))
    assert step(asleep, ScaleTapped(now(61), 1)) == (asleep, ())
    state, effects = step(asleep, Touched(now(61)))
    assert (state.stage, effects) == (Stage.IDLE, (Wake(),))
    assert step(state, Ticked(now(61 + 59.9)))[0].stage is Stage.IDLE
    assert step(state, Ticked(now(61 + 60)))[0].stage is Stage.ASLEEP


def test_a_visit_outside_the_hours_is_not_cut_off(closed):
    state, _ = committed(closed, Ticked(now()), ScaleTapped(now(59), 1), Ticked(now(61)))
    assert state.stage is Stage.ASKING


def test_opening_wakes_the_screen():
    state = idle_at(SURVEY, is_open=lambda at: at >= now(600).wall)
    asleep, _ = play(state, Ticked(now()), Ticked(now(60)))
    assert step(asleep, Ticked(now(599)))[0].stage is Stage.ASLEEP
    assert step(asleep, Ticked(now(600))) == (replace(asleep, stage=Stage.IDLE), (Wake(),))


def test_a_shop_that_opens_just_before_sleep_stays_awake():
    state = idle_at(SURVEY, is_open=lambda at: at >= now(60).wall)
    state, effects = play(state, Ticked(now()), Ticked(now(60)))
    assert (state.stage, state.deadline, effects) == (Stage.IDLE, None, ())


def test_another_language_at_night_returns_before_the_screen_sleeps(closed):
    state, _ = play(closed, LanguageTapped(now(), KO), Ticked(now(30)), Ticked(now(31)), Ticked(now(91)))
    assert state.stage is Stage.ASLEEP


def test_cleaning_ignores_every_touch_for_thirty_seconds(idle):
    cleaning, _ = step(idle, CleaningStarted(now()))
    for event in (ScaleTapped(now(1), 1), Touched(now(1)), LanguageTapped(now(1), KO), StartOverTapped(now(1)),
                  NextTapped(now(1)), CleaningStarted(now(20))):  # fmt: skip
        assert step(cleaning, event) == (cleaning, ())
    assert step(cleaning, Ticked(now(29.9)))[0].stage is Stage.CLEANING
    assert step(cleaning, Ticked(now(30)))[0].stage is Stage.IDLE


def test_cleaning_never_interrupts_a_visit(idle):
    reasons, _ = committed(idle, ScaleTapped(now(), 1))
    assert step(reasons, CleaningStarted(now(1)))[0].stage is Stage.ASKING


# A survey that changes


NEWER = replace(SURVEY, version=2, questions=SURVEY.questions[:2])


def test_a_new_survey_is_taken_at_once_while_nobody_is_there(idle):
    state, effects = step(idle, SurveyOffered(NEWER))
    assert state.survey is NEWER
    assert effects == (ForgetInput(), UseSurvey(NEWER), PrepareVisit())


def test_a_new_survey_waits_for_the_end_of_a_visit(idle):
    state, _ = committed(idle, ScaleTapped(now(), 1), SurveyOffered(NEWER), ChoiceTapped(now(1), QUEUE))
    assert state.survey is SURVEY
    state, effects = step(state, StartOverTapped(now(2)))
    assert state.survey is NEWER
    assert effects == (ForgetInput(), UseSurvey(NEWER), PrepareVisit())


def test_a_new_survey_waits_for_somebody_who_has_just_chosen_a_language(idle):
    state, effects = play(idle, LanguageTapped(now(), KO), SurveyOffered(NEWER))
    assert (state.survey, effects) == (SURVEY, ())


def test_the_same_survey_again_changes_nothing(idle):
    assert step(idle, SurveyOffered(replace(SURVEY))) == (idle, ())


def test_a_survey_that_was_taken_back_in_time_is_never_used(idle):
    state, _ = committed(idle, ScaleTapped(now(), 1), SurveyOffered(NEWER), SurveyOffered(SURVEY))
    state, effects = step(state, StartOverTapped(now(2)))
    assert state.survey is SURVEY
    assert UseSurvey(NEWER) not in effects


def test_a_sleeping_screen_takes_a_new_survey_and_sleeps_on(closed):
    asleep, _ = play(closed, Ticked(now()), Ticked(now(60)))
    state, _ = step(asleep, SurveyOffered(NEWER))
    assert (state.stage, state.survey) == (Stage.ASLEEP, NEWER)


def test_a_survey_without_the_stores_language_is_asked_in_its_own_first(idle):
    korean = replace(SURVEY, languages=(KO,))
    state, _ = step(idle, SurveyOffered(korean))
    assert state.language == KO
    assert state.at_home
