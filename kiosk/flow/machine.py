"""What the machine does to a visit: the disk's answers, the clock, another survey."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.flow.answers import send
from kiosk.flow.events import (
    Effect,
    LeaveTapped,
    Saved,
    SaveFailed,
    Sleep,
    StoreFound,
    SurveyOffered,
    Ticked,
    Wake,
)
from kiosk.flow.moves import Step, change_survey, go_home, go_on, in_trouble, keep, touched
from kiosk.flow.states import Deadline, Due, Now, Stage, State

MachineEvent = Saved | SaveFailed | StoreFound | LeaveTapped | Ticked | SurveyOffered


def machine_step(state: State, event: MachineEvent) -> Step:
    """What follows from an event that may come at any moment, whatever stands on the screen."""
    match event:
        case Saved(now=now, answer=answer):
            return _saved(state, now) if state.waiting[:1] == (answer,) else (state, ())
        case SaveFailed(now=now, answer=answer):
            return _refused(state, now) if state.waiting[:1] == (answer,) else (state, ())
        case StoreFound(usable=usable):
            return replace(state, shut=not usable), ()
        case LeaveTapped(now=now):
            return keep(state, now) if state.trouble else (state, ())
        case SurveyOffered(survey=survey):
            return change_survey(replace(state, upcoming=None if survey == state.survey else survey))
        case Ticked(now=now):
            return _tick(state, now)
        case _:
            assert_never(event)


def _saved(state: State, now: Now) -> Step:
    """The oldest answer is on the disk: the next one, or on with the visit."""
    backlog, unsaved = state.backlog[1:], state.unsaved if state.backlog else state.unsaved[1:]
    rest = replace(state, backlog=backlog, unsaved=unsaved, under_way=False, retry_at=None)
    if rest.waiting:
        return send(rest)
    match state.stage:
        case Stage.ASKING:
            return go_on(replace(rest, trouble=False), now)
        case Stage.KEPT:
            return touched(replace(rest, stage=Stage.THANKS, deadline=None), now), ()
        case Stage.IDLE | Stage.ASLEEP | Stage.CLEANING | Stage.THANKS:
            return change_survey(rest)
        case _:
            assert_never(state.stage)


def _refused(state: State, now: Now) -> Step:
    """The oldest answer stays where it is; whoever stands there is told, and need not wait for a known fault."""
    waiting = replace(state, under_way=False, retry_at=now.steady + state.timings.retry_every)
    if not state.unsaved:
        return waiting, ()
    return keep(waiting, now) if state.backlog or state.shut else (in_trouble(waiting, now), ())


def _tick(state: State, now: Now) -> Step:
    sent: tuple[Effect, ...] = ()
    if state.undo_until is not None and now.steady >= state.undo_until:
        state = replace(state, undo_until=None)
    if state.retry_at is not None and now.steady >= state.retry_at:
        state, sent = send(state)
    after, effects = _tick_screen(state, now)
    return after, (*sent, *effects)


def _tick_screen(state: State, now: Now) -> Step:
    if state.stage in {Stage.IDLE, Stage.ASLEEP} and state.at_home:
        return _tick_unattended(state, now)
    if state.deadline is None or now.steady < state.deadline.at:
        return state, ()
    return _expired(state, state.deadline.due, now)


def _tick_unattended(state: State, now: Now) -> Step:
    """Nobody is there: the opening hours say whether the screen is on."""
    is_open = state.home.is_open(now.wall)
    if state.stage is Stage.ASLEEP:
        return (replace(state, stage=Stage.IDLE, deadline=None), (Wake(),)) if is_open else (state, ())
    if is_open:
        return replace(state, deadline=None), ()
    if state.deadline is None:
        return touched(state, now), ()
    if now.steady < state.deadline.at:
        return state, ()
    return replace(state, stage=Stage.ASLEEP, deadline=None), (Sleep(),)


def _expired(state: State, due: Due, now: Now) -> Step:
    match due:
        case Due.WARNING:
            lasts = state.seconds(state.timings.warning_lasts)
            return replace(state, deadline=Deadline(now.steady + lasts, Due.RESET)), ()
        case Due.RESET | Due.HOME_RETURNS:
            return go_home(state, now)
        case Due.TROUBLE:
            return in_trouble(state, now), ()
        case Due.KEPT:
            return keep(state, now)
        case Due.SLEEP:
            return state, ()
        case _:
            assert_never(due)
