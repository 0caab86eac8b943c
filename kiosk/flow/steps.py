"""What follows from an event, and nothing else: no clock, no disk, no screen."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.flow.events import (
    ChoiceTapped,
    CommentSent,
    Effect,
    Event,
    FaceTapped,
    FinishTapped,
    ForgetInput,
    LanguageTapped,
    NextTapped,
    Prepared,
    PrepareVisit,
    RetryTapped,
    Save,
    Saved,
    SaveFailed,
    StartOverTapped,
    Ticked,
    Touched,
)
from kiosk.flow.states import Deadline, Due, Heading, Now, Stage, State, Timings
from kiosk.model import (
    COMMENT_LENGTH_MAX,
    Answer,
    ChoiceId,
    Chose,
    CommentQuestion,
    FacesQuestion,
    Language,
    Rated,
    ReasonsQuestion,
    Survey,
    Value,
    Wrote,
)

Step = tuple[State, tuple[Effect, ...]]


def start(survey: Survey, home: Language, timings: Timings | None = None) -> Step:
    """The state at power-on, in the store's own language."""
    return State(survey, home, home, timings or Timings()), (PrepareVisit(),)


def step(state: State, event: Event) -> Step:
    """What follows from an event. An event that means nothing in this state changes nothing."""
    match event:
        case Prepared(visit=visit):
            return (replace(state, visit=visit), ()) if state.visit is None else (state, ())
        case Saved() | SaveFailed() | RetryTapped() | Ticked():
            return _machine_step(state, event)
        case _ if state.trouble or state.leaving is not None:
            return state, ()
        case FaceTapped() | ChoiceTapped() | NextTapped() | FinishTapped() | CommentSent():
            return _answer_step(_touched(state, event.now), event)
        case LanguageTapped(now=now, language=language):
            return _touched(replace(state, language=_offered(state, language)), now), ()
        case StartOverTapped():
            return _go_home(state) if state.stage is not Stage.IDLE or state.language != state.home else (state, ())
        case Touched(now=now):
            return _touched(state, now), ()
        case _:
            assert_never(event)


def _answer_step(state: State, event: FaceTapped | ChoiceTapped | NextTapped | FinishTapped | CommentSent) -> Step:
    match event, state.stage, state.question:
        case FaceTapped(level=level), Stage.IDLE, FacesQuestion() if state.visit is not None:
            asking = _touched(replace(state, stage=Stage.ASKING), event.now)
            return _leave(*_save(asking, Rated(level), event.now), Heading.NEXT, event.now)
        case ChoiceTapped(choice=choice), Stage.ASKING, ReasonsQuestion() as question:
            chosen = _toggled(state, question, choice)
            return _save(state, Chose(chosen), event.now) if chosen != state.chosen else (state, ())
        case CommentSent(text=text), Stage.ASKING, CommentQuestion() if text.strip():
            wrote = Wrote(_storable(text.strip()[:COMMENT_LENGTH_MAX]))
            return _leave(*_save(state, wrote, event.now), Heading.NEXT, event.now)
        case CommentSent() | NextTapped(), Stage.ASKING, ReasonsQuestion() | CommentQuestion():
            return _leave(state, (), Heading.NEXT, event.now)
        case FinishTapped(), Stage.ASKING, _:
            return _leave(state, (), Heading.END, event.now)
        case NextTapped(), Stage.THANKS, _:
            return _reset(state)
        case _:
            return state, ()


def _machine_step(state: State, event: Saved | SaveFailed | RetryTapped | Ticked) -> Step:
    match event:
        case Saved(now=now, answer=answer):
            unsaved = tuple(waiting for waiting in state.unsaved if waiting != answer)
            if unsaved or not state.unsaved:
                return replace(state, unsaved=unsaved), ()
            return _go_on(replace(state, unsaved=(), trouble=False), now)
        case SaveFailed(now=now, answer=answer):
            if answer not in state.unsaved:
                return state, ()
            retry = Deadline(now.steady + state.timings.retry_every, Due.RETRY)
            return replace(state, trouble=True, deadline=retry), ()
        case RetryTapped(now=now):
            return _retry(state, now) if state.trouble else (state, ())
        case Ticked(now=now):
            if state.deadline is None or now.steady < state.deadline.at:
                return state, ()
            return _expired(state, state.deadline.due, now)
        case _:
            assert_never(event)


def _expired(state: State, due: Due, now: Now) -> Step:
    match due:
        case Due.WARNING:
            return replace(state, deadline=Deadline(now.steady + state.timings.warning_lasts, Due.RESET)), ()
        case Due.RESET | Due.LANGUAGE_RETURNS:
            return _go_home(state)
        case Due.RETRY:
            return _retry(state, now)
        case _:
            assert_never(due)


def _offered(state: State, language: Language) -> Language:
    return language if language in state.survey.languages else state.language


def _toggled(state: State, question: ReasonsQuestion, choice: ChoiceId) -> tuple[ChoiceId, ...]:
    offered = question.choices[state.level] if state.level is not None else ()
    chosen = set(state.chosen) ^ {choice}
    return tuple(each.id for each in offered if each.id in chosen)


def _storable(text: str) -> str:
    """Half a surrogate pair, as an input method may leave it, is no character and cannot be stored."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _save(state: State, value: Value, now: Now) -> Step:
    if state.visit is None:
        raise AssertionError("an answer before its visit has an id")
    question = state.question.id
    revision = state.revisions.get(question, 0)
    answer = Answer(state.visit, question, revision, state.language, now.wall, value)
    return replace(
        state,
        answers={**state.answers, question: value},
        revisions={**state.revisions, question: revision + 1},
        unsaved=(*state.unsaved, answer),
    ), (Save(answer),)


def _leave(state: State, effects: tuple[Effect, ...], heading: Heading, now: Now) -> Step:
    leaving = replace(state, leaving=heading, deadline=None)
    if leaving.unsaved:
        return leaving, effects
    following, more = _go_on(leaving, now)
    return following, (*effects, *more)


def _go_on(state: State, now: Now) -> Step:
    """Everything is committed: on to wherever the shopper is heading."""
    last = state.position + 1 == len(state.survey.questions)
    match state.leaving:
        case None:
            return (_touched(state, now) if state.deadline is None or state.deadline.due is Due.RETRY else state), ()
        case Heading.NEXT if not last:
            return _touched(replace(state, leaving=None, position=state.position + 1), now), ()
        case Heading.HOME:
            return _reset(state)
        case Heading.NEXT | Heading.END:
            return _touched(replace(state, leaving=None, stage=Stage.THANKS, deadline=None), now), (ForgetInput(),)
        case _:
            assert_never(state.leaving)


def _retry(state: State, now: Now) -> Step:
    deadline = Deadline(now.steady + state.timings.retry_every, Due.RETRY)
    return replace(state, deadline=deadline), tuple(Save(answer) for answer in state.unsaved)


def _touched(state: State, now: Now) -> State:
    """The same state with its time-out wound up anew."""
    timings = state.timings
    match state.stage:
        case Stage.IDLE if state.language == state.home:
            return replace(state, deadline=None)
        case Stage.IDLE:
            return replace(
                state, deadline=Deadline(now.steady + timings.language_returns_after, Due.LANGUAGE_RETURNS)
            )
        case Stage.ASKING:
            writing = isinstance(state.question, CommentQuestion)
            after = timings.still_there_after_writing if writing else timings.still_there_after
            return replace(state, deadline=Deadline(now.steady + after, Due.WARNING))
        case Stage.THANKS:
            if state.deadline is not None and state.deadline.due is Due.RESET:
                return state
            return replace(state, deadline=Deadline(now.steady + timings.thanks_lasts, Due.RESET))
        case _:
            assert_never(state.stage)


def _go_home(state: State) -> Step:
    """To the idle screen, once what was tapped is on the disk."""
    return (replace(state, leaving=Heading.HOME, deadline=None), ()) if state.unsaved else _reset(state)


def _reset(state: State) -> Step:
    """The idle screen as the next shopper must find it: nothing of this visit is left."""
    fresh, effects = start(state.survey, state.home, state.timings)
    return fresh, (ForgetInput(), *effects)
