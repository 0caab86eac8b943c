"""From a tap to the answer that is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.contact import contact_fits, number_of
from kiosk.flow.events import (
    ChoiceTapped,
    CommentSent,
    ContactSent,
    Effect,
    ItemTapped,
    NumberTaken,
    Save,
    ScaleTapped,
)
from kiosk.flow.states import Now, State
from kiosk.items import OFFER, ItemsQuestion
from kiosk.model import (
    COMMENT_LENGTH_MAX,
    Answer,
    ChoiceId,
    Chose,
    Contacted,
    Level,
    Numbered,
    Offered,
    Picked,
    QuestionId,
    Rated,
    Scored,
    Value,
    Wrote,
)
from kiosk.questions import ChoiceQuestion, CommentQuestion, ContactQuestion, Scale, ScaleQuestion

Answering = ScaleTapped | ChoiceTapped | ItemTapped | CommentSent | ContactSent | NumberTaken


def answered(state: State, event: Answering) -> Value | None:
    """The answer that a tap gives to the question on the screen; None where it gives none."""
    match event, state.question:
        case ScaleTapped(point=point), ScaleQuestion(scale=scale) if point in scale.points:
            return _on_scale(state, scale, point)
        case ChoiceTapped(choice=choice), ChoiceQuestion() as question:
            chosen = _toggled(state, question, choice)
            if chosen == state.chosen:
                return None
            return Chose(chosen) if question.touchpoints else Picked(chosen)
        case ItemTapped(question=name, point=point), ItemsQuestion(rows=rows):
            row = next((row for row in rows if row.question == name and point in row.scale.points), None)
            return Scored(float(point), row.scale) if row and state.picks.get(name) != point else None
        case CommentSent(text=text), CommentQuestion() if text.strip():
            return Wrote(_storable(text.strip()[:COMMENT_LENGTH_MAX]))
        case ContactSent(text=text), ContactQuestion() as question if contact_fits(text):
            return Contacted(_storable(text.strip()), question.consent[state.language], question.consent_version)
        case NumberTaken(), ContactQuestion() if state.visit is not None:
            return Numbered(number_of(state.visit))
        case _:
            return None


def save(state: State, question: QuestionId, value: Value, now: Now) -> tuple[State, tuple[Effect, ...]]:
    """The state that waits for the answer to be committed, after all that wait already."""
    if state.visit is None:
        raise AssertionError("an answer before its visit has an id")
    revision = state.revisions.get(question, 0)
    answer = Answer(state.visit, question, revision, state.language, now.wall, value)
    return send(
        replace(
            state,
            answers={**state.answers, question: value},
            revisions={**state.revisions, question: revision + 1},
            unsaved=(*state.unsaved, answer),
        )
    )


def send(state: State) -> tuple[State, tuple[Effect, ...]]:
    """Gives the oldest answer to the writer, unless it has one.

    One at a time: whatever the disk does, answers reach it in the order of their taps, and a fault that lasts costs
    one attempt and not a thousand.
    """
    if state.under_way or not state.waiting:
        return state, ()
    return replace(state, under_way=True, retry_at=None), (Save(state.waiting[0]),)


def save_offer(state: State, now: Now) -> tuple[State, tuple[Effect, ...]]:
    """What the visit's turn brings has come up: that is kept, once, whether it will be answered or skipped."""
    plan = state.plan
    if plan is None or state.question is not plan.question or OFFER in state.revisions:
        return state, ()
    return save(state, OFFER, plan.offered, now)


def answers_taken_back(state: State, now: Now) -> tuple[State, tuple[Effect, ...]]:
    """All options chosen so far, as a later revision that chooses none."""
    effects: tuple[Effect, ...] = ()
    for question, value in state.answers.items():
        match value:
            case Chose(choices=choices) | Picked(choices=choices) if choices:
                state, more = save(state, question, type(value)(()), now)
                effects += more
            case Rated() | Scored() | Chose() | Picked() | Wrote() | Contacted() | Numbered() | Offered():
                pass
            case _:
                assert_never(value)
    return state, effects


def _on_scale(state: State, scale: Scale, point: int) -> Rated | Scored:
    if state.position > 0:
        return Scored(float(point), scale)
    return Rated(Level(point)) if scale is Scale.FACES else Scored(float(point), scale, scale.level(point))


def _toggled(state: State, question: ChoiceQuestion, choice: ChoiceId) -> tuple[ChoiceId, ...]:
    offered = tuple(each.id for each in question.offered(state.level))
    if not question.multiple:
        return (choice,) if choice in offered else state.chosen
    chosen = set(state.chosen) ^ {choice}
    return tuple(each for each in offered if each in chosen)


def _storable(text: str) -> str:
    """Half a surrogate pair, as an input method may leave it, is no character and cannot be stored."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
