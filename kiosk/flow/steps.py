"""What follows from an event, and nothing else: no clock, no disk, no screen."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.flow.answers import answered, answers_taken_back, save
from kiosk.flow.events import (
    ChoiceTapped,
    CleaningStarted,
    ComfortChosen,
    CommentSent,
    ContactSent,
    Effect,
    Event,
    FinishTapped,
    ForgetInput,
    LanguageTapped,
    MoreTapped,
    NextTapped,
    NumberTaken,
    Prepared,
    PrepareVisit,
    RetryTapped,
    Save,
    Saved,
    SaveFailed,
    ScaleTapped,
    Sleep,
    StartOverTapped,
    SurveyOffered,
    Ticked,
    Touched,
    UndoTapped,
    UseSurvey,
    Wake,
    WritingPossible,
)
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
from kiosk.model import Language
from kiosk.questions import ChoiceQuestion, CommentQuestion, ContactQuestion, ScaleQuestion, Survey

Step = tuple[State, tuple[Effect, ...]]
Answering = ScaleTapped | ChoiceTapped | CommentSent | ContactSent | NumberTaken


def start(survey: Survey, home: Home, timings: Timings | None = None) -> Step:
    """The state at power-on, as the store wants it."""
    fresh = State(survey, home, home_language(survey, home), home.comfort, timings or Timings())
    return fresh, (PrepareVisit(),)


def step(state: State, event: Event) -> Step:
    """What follows from an event. An event that means nothing in this state changes nothing."""
    match event:
        case Prepared(visit=visit):
            return (replace(state, visit=visit), ()) if state.visit is None else (state, ())
        case Saved() | SaveFailed() | RetryTapped() | Ticked() | SurveyOffered():
            return _machine_step(state, event)
        case _ if state.trouble or state.leaving is not None or state.stage is Stage.CLEANING:
            return state, ()
        case Touched(now=now) if state.stage is Stage.ASLEEP:
            return _touched(replace(state, stage=Stage.IDLE), now), (Wake(),)
        case _ if state.stage is Stage.ASLEEP:
            return state, ()
        case ScaleTapped() | ChoiceTapped() | CommentSent() | ContactSent() | NumberTaken():
            return _answer_step(_touched(state, event.now), event)
        case NextTapped() | FinishTapped() | MoreTapped() | UndoTapped() | StartOverTapped():
            return _way_step(_touched(state, event.now), event)
        case LanguageTapped() | ComfortChosen() | WritingPossible() | Touched() | CleaningStarted():
            return _screen_step(state, event)
        case _:
            assert_never(event)


def _answer_step(state: State, event: Answering) -> Step:
    asked = state.stage is Stage.ASKING or (state.stage is Stage.IDLE and state.visit is not None)
    value = answered(state, event) if asked else None
    if value is None:
        skipped = isinstance(event, CommentSent) and isinstance(state.question, CommentQuestion) and asked
        return _leave(state, (), Heading.NEXT, event.now) if skipped else (state, ())
    rating = state.position == 0
    first = rating and state.stage is Stage.IDLE
    saving, effects = save(replace(state, stage=Stage.ASKING), state.question.id, value, event.now)
    match state.question:
        case ChoiceQuestion(multiple=True):
            return saving, effects
        case ScaleQuestion() if rating:
            until = event.now.steady + state.seconds(state.timings.undo_lasts) if first else None
            return _leave(replace(saving, undo_until=until), effects, Heading.NEXT, event.now)
        case ContactQuestion():
            return _leave(saving, effects, Heading.END, event.now)
        case _:
            return _leave(saving, effects, Heading.NEXT, event.now)


def _way_step(state: State, event: NextTapped | FinishTapped | MoreTapped | UndoTapped | StartOverTapped) -> Step:
    match event, state.stage:
        case StartOverTapped(), _:
            return (state, ()) if state.stage is Stage.IDLE and state.at_home else _go_home(state)
        case UndoTapped(now=now), Stage.ASKING | Stage.THANKS if _may_undo(state, now):
            return _undo(state, now)
        case NextTapped(now=now), Stage.ASKING if not state.correcting:
            return _leave(state, (), Heading.NEXT, now)
        case FinishTapped(now=now), Stage.ASKING if not state.correcting:
            return _leave(_past_the_comment(state), (), Heading.END, now)
        case NextTapped(), Stage.THANKS:
            return _reset(state)
        case MoreTapped(now=now), Stage.THANKS if (rest := state.following()) is not None:
            return _touched(replace(state, stage=Stage.ASKING, position=rest, shown=1, deadline=None), now), ()
        case _:
            return state, ()


def _screen_step(
    state: State, event: LanguageTapped | ComfortChosen | WritingPossible | Touched | CleaningStarted
) -> Step:
    match event:
        case LanguageTapped(now=now, language=language):
            return _touched(replace(state, language=_offered(state, language)), now), ()
        case ComfortChosen(now=now, comfort=comfort):
            return _touched(replace(state, comfort=comfort), now), ()
        case WritingPossible(now=now, possible=possible):
            following = replace(state, writing=possible)
            asks_for_text = isinstance(state.question, CommentQuestion | ContactQuestion)
            if not possible and asks_for_text and state.stage is Stage.ASKING:
                return _leave(following, (), Heading.NEXT, now)
            return following, ()
        case Touched(now=now):
            return _touched(state, now), ()
        case CleaningStarted(now=now):
            if state.stage is not Stage.IDLE:
                return state, ()
            end = Deadline(now.steady + state.timings.cleaning_lasts, Due.RESET)
            return replace(state, stage=Stage.CLEANING, deadline=end), ()
        case _:
            assert_never(event)


def _machine_step(state: State, event: Saved | SaveFailed | RetryTapped | Ticked | SurveyOffered) -> Step:
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
        case SurveyOffered(survey=survey):
            offered = replace(state, upcoming=None if survey == state.survey else survey)
            nobody_there = state.stage is Stage.ASLEEP or (state.stage is Stage.IDLE and state.at_home)
            if offered.upcoming is None or not nobody_there:
                return offered, ()
            fresh, effects = _reset(offered)
            return replace(fresh, stage=state.stage), effects
        case Ticked(now=now):
            return _tick(state, now)
        case _:
            assert_never(event)


def _tick(state: State, now: Now) -> Step:
    if state.undo_until is not None and now.steady >= state.undo_until:
        state = replace(state, undo_until=None)
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
        return _touched(state, now), ()
    if now.steady < state.deadline.at:
        return state, ()
    return replace(state, stage=Stage.ASLEEP, deadline=None), (Sleep(),)


def _expired(state: State, due: Due, now: Now) -> Step:
    match due:
        case Due.WARNING:
            lasts = state.seconds(state.timings.warning_lasts)
            return replace(state, deadline=Deadline(now.steady + lasts, Due.RESET)), ()
        case Due.RESET | Due.HOME_RETURNS:
            return _go_home(state)
        case Due.RETRY:
            return _retry(state, now)
        case Due.SLEEP:
            return state, ()
        case _:
            assert_never(due)


def _offered(state: State, language: Language) -> Language:
    return language if language in state.survey.languages else state.language


def _may_undo(state: State, now: Now) -> bool:
    return state.undo_until is not None and now.steady < state.undo_until and not state.correcting


def _undo(state: State, now: Now) -> Step:
    """Back to the rating; whatever was chosen under the wrong one is taken back."""
    back, effects = answers_taken_back(state, now)
    return _touched(
        replace(back, stage=Stage.ASKING, position=0, shown=1, answers={}, undo_until=None, deadline=None), now
    ), effects


def _past_the_comment(state: State) -> State:
    """The comment that the screen offered is declined; what comes after it may still be asked for."""
    following = state.following()
    if following is None or not isinstance(state.survey.questions[following], CommentQuestion):
        return state
    return replace(state, position=following)


def _leave(state: State, effects: tuple[Effect, ...], heading: Heading, now: Now) -> Step:
    undo_until = state.undo_until if state.position == 0 else None
    leaving = replace(state, leaving=heading, deadline=None, undo_until=undo_until)
    if leaving.unsaved:
        return leaving, effects
    following, more = _go_on(leaving, now)
    return following, (*effects, *more)


def _go_on(state: State, now: Now) -> Step:
    """Everything is committed: on to wherever the shopper is heading."""
    following = state.following() if state.shown < SCREENS_UNASKED else None
    match state.leaving:
        case None:
            return (_touched(state, now) if state.deadline is None or state.deadline.due is Due.RETRY else state), ()
        case Heading.NEXT if following is not None:
            return _touched(replace(state, leaving=None, position=following, shown=state.shown + 1), now), ()
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
        case Stage.ASLEEP | Stage.CLEANING:
            return state.deadline
        case _:
            assert_never(state.stage)


def _go_home(state: State) -> Step:
    """To the idle screen, once what was tapped is on the disk."""
    return (replace(state, leaving=Heading.HOME, deadline=None), ()) if state.unsaved else _reset(state)


def _reset(state: State) -> Step:
    """The idle screen as the next shopper must find it: nothing of this visit is left."""
    survey = state.upcoming or state.survey
    fresh, effects = start(survey, state.home, state.timings)
    change: tuple[Effect, ...] = (UseSurvey(survey),) if survey is not state.survey else ()
    return replace(fresh, writing=state.writing), (ForgetInput(), *change, *effects)
