"""Simulated shoppers: who comes when, how it was for them, and what they name and write."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import assert_never

from kiosk.assets import ASSETS
from kiosk.demo.turns import asked_in_turn, in_rush
from kiosk.identity import imported_visit
from kiosk.model import (
    Answer,
    ChoiceId,
    Chose,
    Language,
    Level,
    Picked,
    QuestionId,
    Rated,
    Scored,
    Value,
    Week,
    Wrote,
)
from kiosk.questions import ChoiceQuestion, CommentQuestion, ContactQuestion, Scale, ScaleQuestion, Survey
from kiosk.survey.sampler import Sampler

SOURCE = "demo"
COMMENTS_FILE = ASSETS / "demo" / "comments.toml"

OPEN_HOURS = range(9, 21)
CROWD_BY_HOUR = (3, 4, 5, 7, 6, 4, 4, 5, 8, 9, 7, 3)
CROWD_BY_WEEKDAY = (0.8, 0.8, 0.9, 0.9, 1.2, 1.5, 0.9)
LEVEL_WEIGHTS = {Level.BAD: 9.0, Level.NEUTRAL: 12.0, Level.GOOD: 47.0, Level.EXCELLENT: 32.0}
EVENING = range(17, 20)
EVENING_BAD_FACTOR = 2.6
"""How much likelier a bad tap is in the evening rush on Friday and Saturday: something for the report to find."""
DAY_SPREAD = 0.18
"""Standard deviation of a day's own mood on the log scale of a bad tap: taps of one day are alike."""
REASON_SHARE = 0.62
COMMENT_SHARE = 0.07
LANGUAGE_WEIGHTS = {"en": 70, "ko": 12, "zh_TW": 8, "zh_CN": 10}
REASON_WEIGHTS_UNHAPPY = {"queue": 9, "stock": 5, "staff": 3, "quality_price": 3, "cleanliness": 2, "complaints": 2}
REASON_WEIGHTS_HAPPY = {"staff": 9, "products": 5, "queue": 3, "quality_price": 3, "cleanliness": 2, "design": 2}


Comments = Mapping[str, Mapping[str, Mapping[str, list[str]]]]
"""By language, then "happy" or "unhappy", then touchpoint."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to simulate: whole weeks before the one of `until`, and that week's days before `until`."""

    weeks: int
    visits_per_day: int
    seed: int
    until: date

    @property
    def days(self) -> list[date]:
        """Every simulated day, oldest first."""
        first = self.until - timedelta(days=self.until.weekday(), weeks=self.weeks)
        return [first + timedelta(days=n) for n in range((self.until - first).days)]


def simulate(
    plan: Plan, survey: Survey, samplers: Callable[[Week], Sampler] | None = None
) -> Iterator[list[Answer]]:
    """The answers of each day; the same plan gives the same answers.

    samplers gives the drawing of a week, once all days before it have been taken; without it nobody is asked in turn.
    """
    comments = tomllib.loads(COMMENTS_FILE.read_text(encoding="utf-8"))
    for day in plan.days:
        random = Random(f"{plan.seed} {day}")  # noqa: S311 - a simulation, not a secret
        sampler = samplers(Week.of(day)) if samplers else None
        crowd = range(_crowd(random, plan, day))
        yield [answer for n in crowd for answer in _visit(random, survey, day, n, comments, sampler)]


def _crowd(random: Random, plan: Plan, day: date) -> int:
    return max(0, round(random.gauss(plan.visits_per_day * CROWD_BY_WEEKDAY[day.weekday()], plan.visits_per_day**0.5)))


def _visit(
    random: Random, survey: Survey, day: date, number: int, comments: Comments, sampler: Sampler | None
) -> list[Answer]:
    mood = Random(day.isoformat()).gauss(0, DAY_SPREAD)  # noqa: S311
    hour = random.choices(OPEN_HOURS, CROWD_BY_HOUR)[0]
    at = datetime.combine(day, time(hour, random.randrange(60), random.randrange(60))).astimezone()
    language = Language(random.choices(list(LANGUAGE_WEIGHTS), list(LANGUAGE_WEIGHTS.values()))[0])
    language = language if language in survey.languages else survey.languages[0]
    level = _level(random, at, mood)
    words = comments.get(language, {}).get("happy" if level.happy else "unhappy", {})
    values = list(_values(random, survey, level, words))
    visit = imported_visit(SOURCE, f"{survey.id} {day} {number} {random.random()}", 0)
    if sampler and (drawn := sampler.plan(visit)):
        values = asked_in_turn(survey, values, drawn, visit, level, rush=in_rush(at, EVENING))
    return [
        Answer(visit, question, 0, language, at + timedelta(seconds=4 * screen), value)
        for screen, (question, value) in enumerate(values)
    ]


def _values(
    random: Random, survey: Survey, level: Level, words: Mapping[str, list[str]]
) -> Iterator[tuple[QuestionId, Value]]:
    """What one shopper answers, in the survey's order; whoever skips a question leaves.

    words: what may be written, by touchpoint. It fits what was named, where the survey asked for that.
    """
    named: tuple[ChoiceId, ...] | None = None
    answers: dict[QuestionId, Value] = {}
    for question in survey.questions:
        if not all(condition.holds(answers) for condition in question.show_if):
            continue
        match question:
            case ScaleQuestion(scale=scale):
                first = question is survey.questions[0]
                answers[question.id] = _headline(random, scale, level) if first else _score(random, scale)
            case ChoiceQuestion():
                if random.random() >= REASON_SHARE:
                    return
                chosen = _reasons(random, question, level)
                named = chosen if question.touchpoints else named
                answers[question.id] = Chose(chosen) if question.touchpoints else Picked(chosen)
            case CommentQuestion():
                fitting = [text for about, texts in words.items() if named is None or about in named for text in texts]
                if random.random() >= COMMENT_SHARE / REASON_SHARE or not fitting:
                    return
                answers[question.id] = Wrote(random.choice(fitting))
            case ContactQuestion():
                return
            case _:
                assert_never(question)
        yield question.id, answers[question.id]


def _level(random: Random, at: datetime, mood: float) -> Level:
    weights = dict(LEVEL_WEIGHTS)
    weights[Level.BAD] *= (EVENING_BAD_FACTOR if in_rush(at, EVENING) else 1) * 2.718281828**mood
    return random.choices(list(weights), list(weights.values()))[0]


def _score(random: Random, scale: Scale) -> Scored:
    return Scored(float(random.choice(scale.points)), scale)


def _headline(random: Random, scale: Scale, level: Level) -> Rated | Scored:
    """A point that stands for the level; the nearest, where the scale has none that does."""
    if scale is Scale.FACES:
        return Rated(level)
    distance = {point: abs(scale.level(point) - level) for point in scale.points}
    point = random.choice([point for point in scale.points if distance[point] == min(distance.values())])
    return Scored(float(point), scale, scale.level(point))


def _reasons(random: Random, question: ChoiceQuestion, level: Level) -> tuple[ChoiceId, ...]:
    wanted = REASON_WEIGHTS_HAPPY if level.happy else REASON_WEIGHTS_UNHAPPY
    offered = [choice.id for choice in question.offered(level)]
    weights = [wanted.get(choice, 1) for choice in offered]
    named = set(random.choices(offered, weights, k=random.choice((1, 1, 1, 2, 2, 3)) if question.multiple else 1))
    return tuple(choice for choice in offered if choice in named)
