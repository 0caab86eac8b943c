"""The ways from one screen to another, and how long each waits."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.flow.answers import save_offer
from kiosk.flow.events import Effect, ForgetInput, PrepareVisit, UseSurvey
from kiosk.flow.states import (
    SCREENS_UNASKED,
    Deadline,
    Due,
    Heading,
    Home,
    Now,
    Stage,
    State,
    Timings,
    home_language,
)
from kiosk.questions import CommentQuestion, ContactQuestion, Survey

Step = tuple[State, tuple[Effect, ...]]


def start(survey: Survey, home: Home, timings: Timings | None = None) -> Step:
    """The state at power-on, as the store wants it."""
    fresh = State(survey, home, home_language(survey, home), home.comfort, timings or Timings())
    return fresh, (PrepareVisit(),)


def reset(state: State) -> Step:
    """The idle screen as the next shopper must find it: nothing of this visit is left but what waits to be saved.

    What waits belongs to the survey that it answers, so that one stays until then.
    """
    survey = state.survey if state.backlog else state.upcoming or state.survey
    fresh, effects = start(survey, state.home, state.timings)
    change: tuple[Effect, ...] = (UseSurvey(survey),) if survey is not state.survey else ()
    return replace(
        fresh, writing=state.writing, shut=state.shut, backlog=state.backlog, under_way=state.under_way,
        retry_at=state.retry_at, upcoming=state.upcoming if state.backlog else None,
    ), (ForgetInput(), *change, *effects)  # fmt: skip


def go_home(state: State, now: Now) -> Step:
    """To the idle screen, once what was tapped is on the disk."""
    return (_waits(replace(state, leaving=Heading.HOME), now), ()) if state.unsaved else reset(state)


def change_survey(state: State) -> Step:
    """To the survey that was offered, if nobody is there and no answer to the present one waits."""
    nobody_there = state.stage is Stage.ASLEEP or (state.stage is Stage.IDLE and state.at_home)
    if state.upcoming is None or state.backlog or not nobody_there:
        return state, ()
    fresh, effects = reset(state)
    return replace(fresh, stage=state.stage), effects


def leave(state: State, effects: tuple[Effect, ...], heading: Heading, now: Now) -> Step:
    """On to where the shopper is heading, once everything is committed."""
    undo_until = state.undo_until if state.position == 0 else None
    leaving = replace(state, leaving=heading, deadline=None, undo_until=undo_until)
    if leaving.unsaved:
        return _waits(leaving, now), effects
    following, more = go_on(leaving, now)
    return following, (*effects, *more)


def _waits(state: State, now: Now) -> State:
    """The same state while the disk is waited for: where it takes long, the shopper is told."""
    return replace(state, deadline=Deadline(now.steady + state.timings.slow_after, Due.TROUBLE))


def in_trouble(state: State, now: Now) -> State:
    """The same state with the notice over the screen that the disk does not take the answer yet."""
    if state.trouble:
        return state
    until = now.steady + state.seconds(state.timings.trouble_lasts)
    return replace(state, trouble=True, deadline=Deadline(until, Due.KEPT))


def keep(state: State, now: Now) -> Step:
    """The visit ends without thanks, and its answers wait."""
    until = now.steady + state.seconds(state.timings.kept_lasts)
    return replace(
        state, stage=Stage.KEPT, backlog=state.waiting, unsaved=(), trouble=False, leaving=None, undo_until=None,
        deadline=Deadline(until, Due.RESET),
    ), (ForgetInput(),)  # fmt: skip


def go_on(state: State, now: Now) -> Step:
    """Everything is committed: on to wherever the shopper is heading."""
    following = state.following() if state.shown < SCREENS_UNASKED else None
    match state.leaving:
        case None:
            waited = state.deadline is None or state.deadline.due is Due.KEPT
            return (touched(state, now) if waited else state), ()
        case Heading.NEXT if following is not None:
            return ask(replace(state, shown=state.shown + 1), following, now)
        case Heading.HOME:
            return reset(state)
        case Heading.NEXT | Heading.END:
            return touched(replace(state, leaving=None, stage=Stage.THANKS, deadline=None), now), (ForgetInput(),)
        case _:
            assert_never(state.leaving)


def ask(state: State, position: int, now: Now) -> Step:
    """The question there comes up."""
    there = replace(state, stage=Stage.ASKING, position=position, leaving=None, deadline=None)
    return save_offer(touched(there, now), now)


def touched(state: State, now: Now) -> State:
    """The same state with its time-out wound up anew."""
    found = _deadline(state, now)
    return replace(state, deadline=found)


def _deadline(state: State, now: Now) -> Deadline | None:
    timings = state.timings
    match state.stage:
        case Stage.IDLE if not state.at_home:
            return Deadline(now.steady + state.seconds(timings.language_returns_after), Due.HOME_RETURNS)
        case Stage.IDLE:
            closed = not state.home.is_open(now.wall)
            return Deadline(now.steady + timings.awake_lasts, Due.SLEEP) if closed else None
        case Stage.ASKING:
            match state.question:
                case CommentQuestion():
                    after = timings.still_there_after_writing
                case ContactQuestion():
                    after = timings.still_there_after_contact
                case _:
                    after = timings.still_there_after
            return Deadline(now.steady + state.seconds(after), Due.WARNING)
        case Stage.THANKS:
            if state.deadline is not None and state.deadline.due is Due.RESET:
                return state.deadline
            lasts = timings.number_lasts if state.left_behind else timings.thanks_lasts
            return Deadline(now.steady + state.seconds(lasts), Due.RESET)
        case Stage.KEPT | Stage.ASLEEP | Stage.CLEANING:
            return state.deadline
        case _:
            assert_never(state.stage)
