"""While the disk refuses: nobody is thanked, nothing is dropped, and what waits is saved in the order of the taps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.comfort import Comfort
from kiosk.flow import (
    WAITING_LIMIT,
    ChoiceTapped,
    FinishTapped,
    ForgetInput,
    Home,
    LanguageTapped,
    LeaveTapped,
    NextTapped,
    Prepared,
    Save,
    Saved,
    SaveFailed,
    ScaleTapped,
    Stage,
    StartOverTapped,
    StoreFound,
    SurveyOffered,
    Ticked,
    Timings,
    Touched,
    UseSurvey,
    start,
    step,
)
from kiosk.model import ChoiceId, Level, VisitId
from tests.unit.builders import EN, KO, SURVEY, now
from tests.unit.flow.playing import VISIT, committed, idle_at, play, saved

BAD = ScaleTapped(now(1), Level.BAD)
OTHER = replace(SURVEY, version=SURVEY.version + 1)


@pytest.fixture
def idle():
    return idle_at(SURVEY)


def refuse(state, at=2):
    """The disk refuses whatever it is asked to take."""
    return step(state, SaveFailed(now(at), state.waiting[0]))[0]


def walk_in(state, number):
    """The next shopper's fresh visit."""
    return step(state, Prepared(now(), VisitId(f"visit-{number}")))[0]


@pytest.fixture
def kept(idle):
    """A shopper has rated, the disk has refused, and they have left it with us."""
    return step(refuse(step(idle, BAD)[0]), LeaveTapped(now(5)))[0]


def test_who_leaves_it_with_us_is_not_thanked_and_their_answer_waits(idle):
    state = refuse(step(idle, BAD)[0])
    (waiting,) = state.unsaved
    state, effects = step(state, LeaveTapped(now(5)))
    assert state.stage is Stage.KEPT
    assert (state.backlog, state.unsaved, state.trouble) == ((waiting,), (), False)
    assert effects == (ForgetInput(),)


def test_who_walks_off_leaves_it_with_us_too(idle):
    state = refuse(step(idle, BAD)[0])
    assert step(state, Ticked(now(2 + state.timings.trouble_lasts - 0.1)))[0].stage is Stage.ASKING
    state, _ = step(state, Ticked(now(2 + state.timings.trouble_lasts)))
    assert state.stage is Stage.KEPT


def test_more_time_is_more_time_with_the_disk_too(idle):
    state = refuse(step(replace(idle, comfort=Comfort(more_time=True)), BAD)[0])
    assert step(state, Ticked(now(2 + state.timings.trouble_lasts)))[0].stage is Stage.ASKING


@pytest.mark.parametrize("end", [NextTapped(now(6)), StartOverTapped(now(6)), Ticked(now(15))])
def test_the_next_shopper_finds_a_fresh_screen_and_the_queue_is_carried_on(kept, end):
    state, effects = play(replace(kept, language=KO), end)
    fresh, _ = start(SURVEY, Home(EN))
    assert state.stage is Stage.IDLE
    assert ForgetInput() in effects
    carried = {name: getattr(state, name) for name in ("backlog", "under_way", "retry_at")}
    assert state == replace(fresh, **carried)
    assert len(state.backlog) == 1


def test_the_kept_screen_speaks_the_shoppers_language_until_it_goes(kept):
    state, _ = step(kept, LanguageTapped(now(6), KO))
    assert (state.language, state.stage, state.deadline) == (KO, Stage.KEPT, kept.deadline)


def test_an_answer_stored_while_the_kept_screen_stands_is_thanked_for(kept):
    state, effects = step(kept, Ticked(now(5.1)))
    assert saved(effects) == [*kept.backlog]
    state, _ = step(state, Saved(now(5.2), kept.backlog[0]))
    assert (state.stage, state.waiting) == (Stage.THANKS, ())
    assert step(state, Ticked(now(5.2 + state.timings.thanks_lasts)))[0].stage is Stage.IDLE


def test_what_waits_is_tried_again_on_the_idle_screen_by_itself(kept):
    state, _ = play(kept, NextTapped(now(6)))
    state, effects = play(state, Ticked(now(6.1)))
    (again,) = saved(effects)
    state = refuse(state, 7)
    assert state.stage is Stage.IDLE
    assert not state.trouble
    assert state.next_moment == now(7).steady + state.timings.retry_every
    state, effects = play(state, Ticked(now(10)), Saved(now(11), again))
    assert saved(effects) == [again]
    assert (state.waiting, state.retry_at, state.next_moment) == ((), None, None)


def test_a_tap_tries_the_oldest_at_once_and_all_follow_in_order(kept):
    state = walk_in(step(kept, NextTapped(now(4)))[0], 2)
    state, effects = step(state, ScaleTapped(now(4.5), Level.GOOD))
    assert saved(effects) == [*kept.backlog]
    state, effects = step(state, Saved(now(5), kept.backlog[0]))
    assert [each.visit for each in saved(effects)] == ["visit-2"]
    state, _ = step(state, Saved(now(5), state.unsaved[0]))
    assert (state.stage, state.failing) == (Stage.ASKING, False)
    assert state.position == 1


def test_the_next_shopper_need_not_wait_for_a_fault_that_is_known(kept):
    state = walk_in(step(kept, NextTapped(now(4)))[0], 2)
    state = refuse(step(state, ScaleTapped(now(4.5), Level.GOOD))[0], 4.6)
    assert state.stage is Stage.KEPT
    assert [each.visit for each in state.backlog] == [VISIT, "visit-2"]


def test_a_disk_that_says_nothing_is_told_as_one_that_refuses(idle):
    state, _ = step(idle, BAD)
    assert not step(state, Ticked(now(1 + state.timings.slow_after - 0.1)))[0].trouble
    state, effects = step(state, Ticked(now(1 + state.timings.slow_after)))
    assert state.trouble
    assert effects == ()
    state, _ = step(state, Saved(now(4), state.unsaved[0]))
    assert (state.trouble, state.position) == (False, 1)


def test_who_stays_goes_on_where_they_were(idle):
    state, _ = committed(idle, BAD)
    state, effects = step(state, ChoiceTapped(now(2), ChoiceId("queue")))
    state, _ = play(refuse(state), Ticked(now(9)), Saved(now(10), saved(effects)[0]))
    assert (state.stage, state.trouble, state.chosen) == (Stage.ASKING, False, ("queue",))
    assert state.deadline.at == now(10).steady + state.timings.still_there_after
    state, _ = committed(state, FinishTapped(now(11)))
    assert state.stage is Stage.THANKS


# The bound


@pytest.fixture
def full(kept):
    state = replace(kept, timings=Timings(waiting_limit=3))
    for number in range(2, 4):
        state = walk_in(step(state, NextTapped(now(4)))[0], number)
        state = refuse(step(state, ScaleTapped(now(4.5), Level.GOOD))[0], 4.6)
    return walk_in(step(state, NextTapped(now(5)))[0], 4)


def test_where_no_more_may_wait_nobody_can_begin(full):
    assert len(full.backlog) == 3
    assert full.unavailable
    assert step(full, ScaleTapped(now(6), Level.GOOD)) == (full, ())
    assert step(full, LanguageTapped(now(6), KO))[0].language == KO
    assert step(full, Touched(now(6)))[0].backlog == full.backlog


def test_the_screens_come_back_by_themselves_and_all_is_saved_in_order(full):
    state, effects = step(full, Ticked(now(60)))
    taken = []
    while effects:
        (answer,) = saved(effects)
        taken.append(answer)
        state, effects = step(state, Saved(now(61), answer))
    assert taken == [*full.backlog]
    assert not state.unavailable
    assert step(state, ScaleTapped(now(62), Level.GOOD))[0].stage is Stage.ASKING


def test_the_bound_is_kept_within_a_visit_whose_disk_says_nothing(idle):
    state, _ = committed(replace(idle, timings=Timings(waiting_limit=4)), BAD)
    for _ in range(9):
        state, _ = step(state, ChoiceTapped(now(2), ChoiceId("queue")))
    assert len(state.waiting) == 4


def test_the_bound_is_one_to_be_told(idle):
    assert WAITING_LIMIT == 1000
    many = replace(idle, backlog=saved(step(idle, BAD)[1])[0:1] * WAITING_LIMIT)
    assert many.unavailable
    assert not replace(many, backlog=many.backlog[1:]).unavailable


# A database that cannot be used


def test_without_a_database_nobody_can_begin_until_there_is_one(idle):
    state, _ = step(idle, StoreFound(now(), usable=False))
    assert state.unavailable
    assert step(state, BAD) == (state, ())
    state, _ = step(state, StoreFound(now(2), usable=True))
    assert state == idle


def test_a_visit_that_meets_a_damaged_database_is_kept_at_once(idle):
    state, _ = play(idle, BAD, StoreFound(now(2), usable=False))
    state = refuse(state)
    assert state.stage is Stage.KEPT
    state, _ = step(state, NextTapped(now(3)))
    assert state.unavailable
    assert len(state.backlog) == 1


# Another survey


def test_another_survey_waits_until_the_answers_to_this_one_are_saved(kept):
    state, effects = play(kept, SurveyOffered(OTHER), NextTapped(now(6)))
    assert state.survey is SURVEY
    assert not any(isinstance(effect, UseSurvey) for effect in effects)
    state, effects = play(state, Ticked(now(7)), Saved(now(8), kept.backlog[0]))
    assert state.survey is OTHER
    assert effects[0] == Save(kept.backlog[0])
    assert UseSurvey(OTHER) in effects


