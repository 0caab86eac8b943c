"""Windows of answers as a shop would give them, many at once, and what they are answers about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtr
from scipy.stats import beta

from kiosk.measure.rotated import Drawn
from tests.bench.simulation import grid

MOODS = 1001
"""A day's mood is one of as many quantiles."""
FIRST_DAY = 740_000
STRATA = {f"{face}-{part}": share * of_day for face, share in grid.FACES.items() for part, of_day in grid.PARTS.items()}
LABELS = np.array([[f"{face}-{part}" for part in grid.PARTS] for face in grid.FACES])
ITEMS = len(grid.ITEM_SHIFT)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Question:
    """How a form is answered: p by face, item and mood; `steps` trials lead from `low` upwards."""

    table: Floats
    steps: int
    low: int

    @property
    def truth(self) -> float:
        """The mean over all ratings, each item alike."""
        by_face = self.table.mean(axis=(1, 2))
        return self.low + self.steps * float(np.dot(list(grid.FACES.values()), by_face))

    @classmethod
    def of(cls, spread: float, correlation: float, *, steps: int, low: int, items: bool) -> Question:
        """p follows a beta distribution over the days, such that two answers of a day correlate as told."""
        faces = np.array(list(grid.FACE_SHIFT.values()))[:, None]
        shifts = np.array(grid.ITEM_SHIFT if items else (0.0,))[None, :]
        p = expit(logit(spread) + faces + shifts)
        if correlation == 0:
            return cls(p[:, :, None], steps, low)
        rho = correlation / (steps - (steps - 1) * correlation)
        moods = (np.arange(MOODS) + 0.5) / MOODS
        strength = 1 / rho - 1
        return cls(beta.ppf(moods, p[:, :, None] * strength, (1 - p[:, :, None]) * strength), steps, low)

    def answers(self, face: NDArray[np.int64], item: NDArray[np.int64], mood: Floats, latent: Floats) -> Floats:
        """mood and latent: standard normal, of the answer's day and of the answer itself."""
        places = self.table.shape[2]
        quantile = np.minimum((ndtr(mood) * places).astype(int), places - 1)
        p = self.table[face, np.minimum(item, self.table.shape[1] - 1), quantile]
        rank = ndtr(latent)
        chance = (1 - p) ** self.steps
        reached = chance.copy()
        value = np.full(p.shape, float(self.low))
        for step in range(self.steps):
            value += rank > reached
            chance = chance * (self.steps - step) / (step + 1) * p / (1 - p)
            reached = reached + chance
        return value


@dataclass(frozen=True, slots=True)
class Window:
    """One simulated window: answers by question."""

    answers: dict[str, list[Drawn]]


@dataclass(frozen=True, slots=True)
class Shop:
    """A cell of the grid, ready to be asked."""

    cell: grid.Cell
    perceived: Question
    desired: Question
    yes: Question

    @classmethod
    def of(cls, cell: grid.Cell) -> Shop:
        higher = cell.spread + (1 - cell.spread) * grid.REFERENCE
        return cls(
            cell,
            Question.of(cell.spread, cell.correlation, steps=6, low=1, items=True),
            Question.of(higher, cell.correlation, steps=6, low=1, items=True),
            Question.of(cell.spread, cell.correlation, steps=1, low=0, items=False),
        )

    @property
    def truths(self) -> dict[str, float]:
        """What each of grid.FIGURES estimates."""
        mean = self.perceived.truth
        return {"mean": mean, "gap": mean - self.desired.truth, "yes": self.yes.truth}

    def windows(self, runs: int, dice: np.random.Generator) -> Iterator[Window]:
        """As many windows."""
        n = self.cell.n
        moods = dice.standard_normal((3, runs, grid.DAYS))
        moods[1] = grid.DAY_CORRELATION * moods[0] + np.sqrt(1 - grid.DAY_CORRELATION**2) * moods[1]
        perceived, desired, yes = (self._asked(dice, runs) for _ in range(3))
        both = int(n * grid.PAIRED)
        for name in Asked.__slots__:
            getattr(desired, name)[:, :both] = getattr(perceived, name)[:, :both]
        latent = dice.standard_normal((3, runs, n))
        r = grid.PAIR_CORRELATION
        latent[1, :, :both] = r * latent[0, :, :both] + np.sqrt(1 - r * r) * latent[1, :, :both]
        questions = (self.perceived, self.desired, self.yes)
        values = [
            question.answers(asked.face, asked.item, np.take_along_axis(moods[form], asked.day, 1), latent[form])
            for form, (question, asked) in enumerate(zip(questions, (perceived, desired, yes), strict=True))
        ]
        for run in range(runs):
            answers: dict[str, list[Drawn]] = {}
            _fill(answers, "perceived.d.", perceived, values[0], run, [f"v{i}" for i in range(n)])
            _fill(answers, "desired.d.", desired, values[1], run, [f"v{i if i < both else n + i}" for i in range(n)])
            _fill(answers, "yes", yes, values[2], run, [f"y{i}" for i in range(n)])
            yield Window(answers)

    def _asked(self, dice: np.random.Generator, runs: int) -> Asked:
        """Who answers what and when: offers by the week's chances, refusals by the face."""
        shape = (runs, self.cell.n)
        loads = np.resize(np.array(grid.WEEKDAYS), grid.DAYS)
        late = np.arange(grid.DAYS) >= 42
        offered = loads[:, None] * np.array(grid.ITEM_CHANCE)[late.astype(int)]
        drawn = dice.choice(offered.size, size=shape, p=(offered / offered.sum()).ravel())
        response = grid.RESPONSE[self.cell.refusal]
        faces = np.array([share * response[face] for face, share in grid.FACES.items()])
        return Asked(
            drawn // ITEMS, drawn % ITEMS,
            dice.choice(len(faces), size=shape, p=faces / faces.sum()),
            dice.choice(len(grid.PARTS), size=shape, p=list(grid.PARTS.values())),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """By run and answer: day, item, face and part of the day."""

    day: NDArray[np.int64]
    item: NDArray[np.int64]
    face: NDArray[np.int64]
    part: NDArray[np.int64]


def _fill(
    answers: dict[str, list[Drawn]], prefix: str, asked: Asked, values: Floats, run: int, visits: list[str]
) -> None:
    """Items of their own under a prefix that ends in a dot; else one question, asked as often every week."""
    days, items = asked.day[run].tolist(), asked.item[run].tolist()
    strata = LABELS[asked.face[run], asked.part[run]].tolist()
    several = prefix.endswith(".")
    for visit, day, item, stratum, value in zip(visits, days, items, strata, values[run].tolist(), strict=True):
        chance = grid.ITEM_CHANCE[day >= 42][item]
        name = f"{prefix}i{item}" if several else prefix
        answers.setdefault(name, []).append(Drawn(FIRST_DAY + day, visit, stratum, chance, value))
