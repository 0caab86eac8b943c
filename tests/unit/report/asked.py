"""Visits that were asked in their turn, saved as the kiosk saves them: the face, the offer, what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID

from kiosk.items import DIMENSIONS, IMPORTANCE, OFFER, Cell, Form, Statement
from kiosk.model import Answer, ChoiceId, Language, Level, Offered, Picked, QuestionId, Rated, Scored, VisitId, Week
from kiosk.survey.items import load_bank
from tests.unit.report.conftest import WEEK, Shop

SCALES = {
    Statement.RECOMMEND.value: "nps", Statement.PROMISE.value: "yes_no", Statement.OTHERS.value: "expected",
}  # fmt: skip
CHANCE = 0.01

Asked = Mapping[str, float | str | None]
"""What a visit was offered: a number tapped, a dimension chosen as what matters most, None for what was skipped."""


def scale(question: str) -> str:
    """The scale that the kiosk asks a question on."""
    difference = question.startswith(f"{Form.DIFFERENCE}.")
    return "expected" if difference else SCALES.get(question, "item7")


def visit(
    shop: Shop, at: datetime, level: Level, asked: Asked, chances: Mapping[str, float] | None = None
) -> list[Answer]:
    """One visit's answers, not yet saved; each question was drawn with CHANCE unless chances say otherwise."""
    shop.serial += 1
    own, tongue = VisitId(str(UUID(int=1 << 100 | shop.serial))), Language("en")
    offered = tuple((QuestionId(question), (chances or {}).get(question, CHANCE)) for question in asked)
    answers = [Answer(own, QuestionId("experience"), 0, tongue, at, Rated(level))]
    if offered:
        answers.append(Answer(own, OFFER, 0, tongue, at, Offered(offered)))
    for question, said in asked.items():
        if isinstance(said, str):
            answers.append(Answer(own, QuestionId(question), 0, tongue, at, Picked((ChoiceId(said),))))
        elif said is not None:
            answers.append(Answer(own, QuestionId(question), 0, tongue, at, Scored(float(said), scale(question))))
    return answers


def on(day: int, hour: int = 12, week: Week = WEEK) -> datetime:
    """An hour of one of the days that end with the week's Sunday, which is day 0; day 1 is the day before."""
    return datetime.combine(week.sunday - timedelta(days=day), time(hour), UTC)


def spread(shop: Shop, question: str, numbers: Iterable[float | str | None], *, level: Level = Level.GOOD) -> None:
    """Saves one visit a number, a day each and back from the week's Sunday, at noon, all of one face."""
    shop.save([
        answer
        for number, said in enumerate(numbers)
        for answer in visit(shop, on(number % 91), level, {question: said})
    ])  # fmt: skip


MEANS = {"tangibles": 5.9, "reliability": 4.4, "responsiveness": 5.1, "assurance": 5.7, "empathy": 5.3}
REFERENCES = {Form.DESIRED: 6.3, Form.ADEQUATE: 4.9}
STATEMENTS = {
    Statement.VALUE: (5.1, 1.2), Statement.SATISFACTION: (5.4, 1.2), Statement.RETURN: (5.7, 1.2),
    Statement.RECOMMEND: (8.1, 1.8), Statement.OTHERS: (3.4, 0.8), Statement.PROMISE: (0.9, 0.6),
}  # fmt: skip
SHARES = (1, 5, 3, 2, 2)
"""How often each dimension is chosen as what matters most, in their order."""


def asked_visits(shop: Shop, count: int = 3000, *, weeks: int = 13, seed: int = 5) -> list[Answer]:
    """Visits of a shop whose reliability falls short, spread over the weeks that end with WEEK; most are answered."""
    random, bank = Random(seed), load_bank()
    questions = [*bank.questions]
    answers: list[Answer] = []
    for _ in range(count):
        level = random.choices(list(Level), weights=(10, 15, 40, 35))[0]
        first = random.choice(questions)
        pair = _pair(random, first, questions) if Cell.of(first) and random.random() < 0.5 else (first,)
        refused = random.random() < (0.4 if level is Level.BAD else 0.25)
        mood = (int(level) - 3) * 0.4 + random.gauss(0, 0.5)
        asked = {question: None if refused else _said(random, question, mood) for question in pair}
        answers += visit(shop, on(random.randrange(7 * weeks), random.randrange(9, 21)), level, asked)
    return answers


def _pair(random: Random, first: str, questions: list[QuestionId]) -> tuple[str, ...]:
    cell = Cell.of(first)
    assert cell is not None
    if cell.form is Form.PERCEIVED and random.random() < 0.5:
        return first, Cell(random.choice((Form.DESIRED, Form.ADEQUATE)), cell.dimension, cell.item).question
    others = [each for each in questions if each.startswith(f"{cell.form}.{cell.dimension}.") and each != first]
    return first, random.choice(others)


def _said(random: Random, question: str, mood: float) -> float | str:
    if question == IMPORTANCE:
        return random.choices(DIMENSIONS, weights=SHARES)[0]
    cell = Cell.of(question)
    if cell is None:
        mean, deviation = STATEMENTS[Statement(question)]
        return _tapped(random, mean + mood * deviation, deviation, question)
    if cell.form is Form.DIFFERENCE:
        return _tapped(random, 3 + (MEANS[cell.dimension] - 5) * 0.6 + mood * 0.5, 0.8, question)
    mean = MEANS[cell.dimension] if cell.form is Form.PERCEIVED else REFERENCES[cell.form]
    item = (sum(cell.item.encode()) % 7 - 3) * 0.12
    return _tapped(random, mean + item + mood, 1.0, question)


def _tapped(random: Random, mean: float, deviation: float, question: str) -> float:
    low, high = {"item7": (1, 7), "expected": (1, 5), "nps": (0, 10), "yes_no": (0, 1)}[scale(question)]
    return float(min(high, max(low, round(random.gauss(mean, deviation)))))
