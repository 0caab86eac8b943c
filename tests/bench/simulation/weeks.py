"""How many weeks until every dimension is known to ± AIM: rotation by the product's sampler, and what it stands beside.

Answers are normal, not rounded; days and faces do not differ: what is compared is how many answers come, of what, and
from how many shoppers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import inf, sqrt
from statistics import stdev
from zlib import crc32

import numpy as np

from kiosk.items import DIMENSIONS, Cell, Statement
from kiosk.measure.rotated import Drawn, Sample
from kiosk.model import QuestionId, Rotation, VisitId
from kiosk.store.evidence import WEEKS as LOOKS_BACK
from kiosk.survey.items import ItemBank, load_bank
from kiosk.survey.sampler import Evidence, Sampler, allocate
from tests.bench.simulation import grid

ROTATION = Rotation(grid.SHARE_ASKED, grid.TWO)
SPAN = 6.0
OTHER_SD = 1.4
"""Of what belongs to no dimension: it only takes its part of the drawing."""
STATEMENTS = (Statement.VALUE, Statement.SATISFACTION, Statement.RETURN)
"""Added to the grid when its results were seen: the rule gives much to what stands alone. Known as a dimension is."""
TOLD = [" − ".join(forms) for forms in grid.KNOWN] + ["statements"]
FEWEST = 50
"""Answers below which ± AIM is out of reach: not looked at, to save time."""
WIDE = (-inf, inf)

Answers = dict[str, list[Drawn]]


@dataclass(frozen=True, slots=True)
class WeeksRow:
    """For each of TOLD the week of the middle run and of the ninth of ten; answers: a week's, in the mean."""

    shop: str
    design: str
    until: list[tuple[float, float]]
    answers: float


@dataclass(slots=True)
class _Run:
    """One shop's time under one design."""

    design: str
    visits: int
    dice: np.random.Generator
    answers: Answers = field(default_factory=lambda: defaultdict(list))
    counted: int = 0

    def week(self, number: int) -> None:
        """Lets a week go by."""
        shoppers = self._asked_in_turn(number) if self.design.startswith("rotation") else self._asked_everything()
        for place, asked in enumerate(shoppers):
            self._answered(f"{number}.{place}", number, asked)

    def _asked_in_turn(self, number: int) -> Iterator[dict[QuestionId, float]]:
        questions = bank().questions
        plain = self.design.endswith("plain")
        chances = dict.fromkeys(questions, 1.0) if plain else allocate(self._evidence(number), questions)
        sampler = Sampler(bank(), chances, ROTATION, str(self.dice.integers(2**60)))
        for visit in range(7 * self.visits):
            plan = sampler.plan(VisitId(str(visit)))
            if plan and self.dice.random() < grid.ANSWERED:
                yield dict(plan.offered.chances)

    def _asked_everything(self) -> Iterator[dict[QuestionId, float]]:
        questions = bank().questions
        asked = 7 * self.visits * grid.SHARE_ASKED
        if "taps" in self.design:
            asked *= (1 + grid.TWO) / len(questions)
        for _ in range(self.dice.binomial(7 * self.visits, asked / (7 * self.visits) * grid.STARTS)):
            until = min(len(questions), int(self.dice.geometric(1 - grid.STAYS)))
            chosen = self.dice.permutation(len(questions))[:until]
            yield {questions[place]: 0.01 for place in chosen}

    def _answered(self, visit: str, number: int, asked: dict[QuestionId, float]) -> None:
        """One shopper's answers: what they share within a dimension, within a form of it, and what is their own."""
        day = 7 * number + int(self.dice.integers(7))
        shared: dict[object, float] = defaultdict(self.dice.standard_normal)
        for question, chance in asked.items():
            self.counted += 1
            cell = Cell.of(question)
            own = self.dice.standard_normal()
            if cell is None:
                value = OTHER_SD * own
            else:
                among = sqrt(grid.ACROSS_FORMS) * shared[cell.dimension]
                among += sqrt(grid.WITHIN_SHOPPER - grid.ACROSS_FORMS) * shared[cell.dimension, cell.form]
                deviation = grid.FORM_SD[cell.form] * grid.DIMENSION_SD[cell.dimension]
                value = deviation * (among + sqrt(1 - grid.WITHIN_SHOPPER) * own)
            self.answers[question].append(Drawn(740_000 + day, visit, None, chance, float(value)))

    def _evidence(self, number: int) -> dict[QuestionId, Evidence]:
        first = 740_000 + 7 * (number - LOOKS_BACK)
        found = {}
        for question, drawn in self.answers.items():
            values = [answer.value / SPAN for answer in drawn if answer.day >= first]
            found[QuestionId(question)] = Evidence(len(values), min(0.5, stdev(values)) if len(values) > 1 else None)
        return found

    def known(self, told: str) -> bool:
        """Whether half the interval of every dimension's mean, or gap, or of every statement, is AIM or less."""
        sample = Sample(self.answers, replicates=grid.REPLICATES)
        if told == "statements":
            return all(self._width(sample, [[QuestionId(one)]]) <= 2 * grid.AIM for one in STATEMENTS)
        forms = told.split(" − ")
        return all(self._width(sample, [of(form, name) for form in forms]) <= 2 * grid.AIM for name in DIMENSIONS)

    def _width(self, sample: Sample, questions: Sequence[Sequence[QuestionId]]) -> float:
        if min(sum(len(self.answers.get(q, ())) for q in own) for own in questions) < FEWEST:
            return inf
        if len(questions) == 1:
            told = sample.mean(questions[0], "", ends=WIDE)
        else:
            told = sample.gap(questions[0], questions[1], "", ends=WIDE)
        return inf if told.low is None or told.high is None else told.high - told.low


def of(form: str, dimension: str) -> list[QuestionId]:
    """A dimension's items in one form."""
    return [question for question in bank().questions if question.startswith(f"{form}.{dimension}.")]


def study(shop: str, design: str) -> WeeksRow:
    """All runs of one shop under one design."""
    until: list[list[float]] = [[] for _ in TOLD]
    answers = []
    for number in range(grid.WEEKS_RUNS):
        run = _Run(design, grid.SHOPS[shop], np.random.default_rng([grid.SEED, number, crc32(design.encode())]))
        reached = [inf] * len(TOLD)
        for week in range(1, grid.WEEKS_MOST + 1):
            run.week(week)
            for place, told in enumerate(TOLD):
                if reached[place] == inf and run.known(told):
                    reached[place] = week
            if max(reached) < inf:
                break
        answers.append(run.counted / week)
        for place, when in enumerate(reached):
            until[place].append(when)
    ranks = ((grid.WEEKS_RUNS - 1) // 2, grid.WEEKS_RUNS * 9 // 10 - 1)
    return WeeksRow(
        shop, design, [(sorted(own)[ranks[0]], sorted(own)[ranks[1]]) for own in until], float(np.mean(answers))
    )


@cache
def bank() -> ItemBank:
    """The product's own."""
    return load_bank()
