"""What follows from an event, and nothing else: no clock, no disk, no screen."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.flow.answers import Answering, answered, answers_taken_back, save
from kiosk.flow.events import (
    ChoiceTapped,
    CleaningStarted,
    ComfortChosen,
    CommentSent,
    ContactSent,
    Event,
    FinishTapped,
    ItemTapped,
    LanguageTapped,
    LeaveTapped,
    MoreTapped,
    NextTapped,
    NumberTaken,
    Prepared,
    Saved,
    SaveFailed,
    ScaleTapped,
    StartOverTapped,
    StoreFound,
    SurveyOffered,
    Ticked,
    Touched,
    UndoTapped,
    Wake,
    WritingPossible,
)
from kiosk.flow.machine import machine_step
from kiosk.flow.moves import Step, ask, go_home, leave, reset, touched
from kiosk.flow.states import Deadline, Due, Heading, Now, Stage, State
from kiosk.items import ItemsQuestion
from kiosk.model import Language
from kiosk.questions import ChoiceQuestion, CommentQuestion, ContactQuestion, ScaleQuestion


def step(state: State, event: Event) -> Step:
    """What follows from an event. An event that means nothing in this state changes nothing."""
    match event:
        case Prepared():
            return _prepared(state, event), ()
        case Saved() | SaveFailed() | StoreFound() | LeaveTapped() | Ticked() | SurveyOffered():
            return machine_step(state, event)
        case _ if state.trouble or state.leaving is not None or state.stage is Stage.CLEANING:
            return state, ()
        case Touched(now=now) if state.stage is Stage.ASLEEP:
            return touched(replace(state, stage=Stage.IDLE), now), (Wake(),)
        case _ if state.stage is Stage.ASLEEP:
            return state, ()
        case ScaleTapped() | ChoiceTapped() | ItemTapped() | CommentSent() | ContactSent() | NumberTaken():
            return _answer_step(touched(state, event.now), event)
        case NextTapped() | FinishTapped() | MoreTapped() | UndoTapped() | StartOverTapped():
            return _way_step(touched(state, event.now), event)
        case LanguageTapped() | ComfortChosen() | WritingPossible() | Touched() | CleaningStarted():
            return _screen_step(state, event)
        case _:
            assert_never(event)


def _prepared(state: State, event: Prepared) -> State:
    begun = state.stage not in {Stage.IDLE, Stage.ASLEEP, Stage.CLEANING}
    known = state.visit is not None and state.visit != event.visit
    return state if begun or known else replace(state, visit=event.visit, plan=event.plan)


def _answer_step(state: State, event: Answering) -> Step:
    begins = state.stage is Stage.IDLE and state.visit is not None and not state.unavailable
    asked = begins or (state.stage is Stage.ASKING and state.room > 0)
    value = answered(state, event) if asked else None
    if value is None:
        skipped = isinstance(event, CommentSent) and isinstance(state.question, CommentQuestion) and asked
        return leave(state, (), Heading.NEXT, event.now) if skipped else (state, ())
    rating = state.position == 0
    first = rating and state.stage is Stage.IDLE
    question = event.question if isinstance(event, ItemTapped) else state.question.id
    saving, effects = save(replace(state, stage=Stage.ASKING), question, value, event.now)
    match state.question:
        case ChoiceQuestion(multiple=True):
            return saving, effects
        case ItemsQuestion(rows=rows) if len(saving.picks) < len(rows):
            return saving, effects
        case ScaleQuestion() if rating:
            until = event.now.steady + state.seconds(state.timings.undo_lasts) if first else None
            return leave(replace(saving, undo_until=until), effects, Heading.NEXT, event.now)
        case ContactQuestion():
            return leave(saving, effects, Heading.END, event.now)
        case _:
            return leave(saving, effects, Heading.NEXT, event.now)


def _way_step(state: State, event: NextTapped | FinishTapped | MoreTapped | UndoTapped | StartOverTapped) -> Step:
    match event, state.stage:
        case StartOverTapped(), _:
            return (state, ()) if state.stage is Stage.IDLE and state.at_home else go_home(state, event.now)
        case UndoTapped(now=now), Stage.ASKING | Stage.THANKS if _may_undo(state, now):
            return _undo(state, now)
        case NextTapped(now=now), Stage.ASKING if not state.correcting:
            return leave(state, (), Heading.NEXT, now)
        case FinishTapped(now=now), Stage.ASKING if not state.correcting:
            return leave(_past_the_comment(state), (), Heading.END, now)
        case NextTapped(), Stage.THANKS | Stage.KEPT:
            return reset(state)
        case MoreTapped(now=now), Stage.THANKS if (rest := state.following()) is not None:
            return ask(replace(state, shown=1), rest, now)
        case _:
            return state, ()


def _screen_step(
    state: State, event: LanguageTapped | ComfortChosen | WritingPossible | Touched | CleaningStarted
) -> Step:
    match event:
        case LanguageTapped(now=now, language=language):
            return touched(replace(state, language=_offered(state, language)), now), ()
        case ComfortChosen(now=now, comfort=comfort):
            return touched(replace(state, comfort=comfort), now), ()
        case WritingPossible(now=now, possible=possible):
            following = replace(state, writing=possible)
            asks_for_text = isinstance(state.question, CommentQuestion | ContactQuestion)
            if not possible and asks_for_text and state.stage is Stage.ASKING:
                return leave(following, (), Heading.NEXT, now)
            return following, ()
        case Touched(now=now):
            return touched(state, now), ()
        case CleaningStarted(now=now):
            if state.stage is not Stage.IDLE:
                return state, ()
            end = Deadline(now.steady + state.timings.cleaning_lasts, Due.RESET)
            return replace(state, stage=Stage.CLEANING, deadline=end), ()
        case _:
            assert_never(event)


def _offered(state: State, language: Language) -> Language:
    return language if language in state.survey.languages else state.language


def _may_undo(state: State, now: Now) -> bool:
    in_time = state.undo_until is not None and now.steady < state.undo_until
    return in_time and not state.correcting and len(state.answers) <= state.room


def _undo(state: State, now: Now) -> Step:
    """Back to the rating; whatever was chosen under the wrong one is taken back."""
    back, effects = answers_taken_back(state, now)
    return touched(
        replace(back, stage=Stage.ASKING, position=0, shown=1, answers={}, undo_until=None, deadline=None), now
    ), effects


def _past_the_comment(state: State) -> State:
    """The comment that the screen offered is declined; what comes after it may still be asked for."""
    following = state.following()
    if following is None or not isinstance(state.asked[following], CommentQuestion):
        return state
    return replace(state, position=following)
