"""What simulated shoppers answer when they are asked in their turn, instead of naming reasons.

A shop with something to find: it is kind, it keeps its promises less well, and the evening rush makes both that and
quick help worse. The unhappier the face, the more leave the question out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random
from typing import assert_never

from kiosk.items import OFFER, Cell, Form, ItemRow, ItemsQuestion, Plan, Statement
from kiosk.model import Level, Picked, QuestionId, Scored, Value, VisitId
from kiosk.questions import ChoiceQuestion, Survey

ANSWERED = {Level.BAD: 0.48, Level.NEUTRAL: 0.55, Level.GOOD: 0.62, Level.EXCELLENT: 0.7}
"""How many of those asked answer, by face."""
SECOND_ANSWERED = 0.92
"""How many of those answer the second of two as well."""
MOOD = {Level.BAD: -1.8, Level.NEUTRAL: -0.8, Level.GOOD: 0.1, Level.EXCELLENT: 0.6}
"""Points on a scale of seven by which a face sees everything better or worse."""
QUALITY = {"tangibles": 5.4, "reliability": 4.4, "responsiveness": 5.2, "assurance": 5.5, "empathy": 5.9}
DESIRED = {"tangibles": 5.8, "reliability": 6.5, "responsiveness": 6.2, "assurance": 6.3, "empathy": 6.0}
ADEQUATE = {"tangibles": 4.2, "reliability": 5.1, "responsiveness": 4.8, "assurance": 4.9, "empathy": 4.5}
IMPORTANCE = {"tangibles": 12, "reliability": 32, "responsiveness": 24, "assurance": 17, "empathy": 15}
RUSH = {"reliability": -0.5, "responsiveness": -0.8}
ITEM_SPREAD, PERSON_SPREAD, NOISE = 0.25, 0.5, 0.7
STATEMENTS = {
    Statement.VALUE: (4.9, 0.8), Statement.SATISFACTION: (5.3, 1.1), Statement.RETURN: (5.6, 0.9),
    Statement.RECOMMEND: (7.8, 1.5), Statement.PROMISE: (0.8, 0.15), Statement.OTHERS: (3.3, 0.4),
}  # fmt: skip
"""The mean of each, and what a point of mood does to it."""


def asked_in_turn(
    survey: Survey, values: Sequence[tuple[QuestionId, Value]], plan: Plan, visit: VisitId, level: Level, *, rush: bool
) -> list[tuple[QuestionId, Value]]:
    """A visit's answers with the item screen in the place of the reasons; as they were, where it never came to that."""
    reasons = next((each for each in survey.questions if isinstance(each, ChoiceQuestion) and each.touchpoints), None)
    answers = dict(values)
    waiting = (each for each in survey.questions if all(condition.holds(answers) for condition in each.show_if))
    left_at = next((each for each in waiting if each.id not in answers), None)
    if reasons is None or (reasons.id not in answers and left_at is not reasons):
        return list(values)
    told = list(_answers(Random(f"{visit}"), plan.question, level, rush=rush))  # noqa: S311 - a simulation
    places = {each.id: place for place, each in enumerate(survey.questions)}
    before = [each for each in values if places[each[0]] < places[reasons.id]]
    unseen = {each.id for each in survey.questions if any(need.question == reasons.id for need in each.show_if)}
    after = [each for each in values if places[each[0]] > places[reasons.id] and each[0] not in unseen]
    return [*before, (OFFER, plan.offered), *told, *(after if told else ())]


def in_rush(at: datetime, hours: range) -> bool:
    """Friday and Saturday evening."""
    return at.hour in hours and at.weekday() in (4, 5)


def _answers(
    random: Random, question: ItemsQuestion | ChoiceQuestion, level: Level, *, rush: bool
) -> Iterator[tuple[QuestionId, Value]]:
    if random.random() >= ANSWERED[level]:
        return
    match question:
        case ChoiceQuestion():
            offered = [choice.id for choice in question.offered(level)]
            yield question.id, Picked(tuple(random.choices(offered, [IMPORTANCE[each] for each in offered])))
        case ItemsQuestion(rows=rows):
            person = random.gauss(0, PERSON_SPREAD)
            for row in rows[: 2 if random.random() < SECOND_ANSWERED else 1]:
                yield row.question, _tapped(random, row, MOOD[level], person, rush=rush)
        case _:
            assert_never(question)


def _tapped(random: Random, row: ItemRow, mood: float, person: float, *, rush: bool) -> Scored:
    cell = Cell.of(row.question)
    if cell:
        latent = _latent(cell, mood, person, rush=rush) + random.gauss(0, NOISE)
    else:
        mean, weight = STATEMENTS[Statement(row.question)]
        latent = mean + weight * (mood + person) + random.gauss(0, NOISE * len(row.scale.points) / 7)
    points = row.scale.points
    return Scored(float(min(max(round(latent), points[0]), points[-1])), row.scale)


def _latent(cell: Cell, mood: float, person: float, *, rush: bool) -> float:
    """What a shopper would say of an item, before it is rounded to a point."""
    own = Random(cell.item).gauss(0, ITEM_SPREAD)  # noqa: S311
    seen = QUALITY[cell.dimension] + own + mood + person + (RUSH.get(cell.dimension, 0.0) if rush else 0.0)
    match cell.form:
        case Form.DESIRED:
            return DESIRED[cell.dimension] + own / 2 + person / 2
        case Form.ADEQUATE:
            return ADEQUATE[cell.dimension] + own / 2 + person / 2
        case Form.DIFFERENCE:
            return 3 + 0.6 * (seen - ADEQUATE[cell.dimension] - 0.5)
        case _:
            return seen
