"""Playing events through the flow."""

from __future__ import annotations

from kiosk.flow import Effect, Event, Home, Prepared, Save, Saved, State, start, step
from kiosk.model import Answer, Language, VisitId
from kiosk.questions import Survey
from tests.unit.builders import now

VISIT = VisitId("0190163d-8694-739b-aea5-966c26f8ad90")


def play(state: State, *events: Event) -> tuple[State, tuple[Effect, ...]]:
    """The state after the events, and every effect on the way."""
    effects = ()
    for event in events:
        state, more = step(state, event)
        effects += more
    return state, effects


def committed(state: State, *events: Event) -> tuple[State, tuple[Effect, ...]]:
    """The same with a disk that takes everything at once."""
    effects = ()
    for event in events:
        state, more = step(state, event)
        effects += more
        while saving := saved(more):
            state, more = play(state, *(Saved(event.now, answer) for answer in saving))
            effects += more
    return state, effects


def saved(effects: tuple[Effect, ...]) -> list[Answer]:
    return [effect.answer for effect in effects if isinstance(effect, Save)]


def idle_at(survey: Survey, language: str = "en", **home: object) -> State:
    """The first question, ready for a visit."""
    state, _ = start(survey, Home(Language(language), **home))
    return step(state, Prepared(now(), VISIT))[0]
