"""A shop that does not exist: every draw comes from one seed a scene."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random


def hits(random: Random, n: int, share: float) -> tuple[int, int]:
    """Of n taps, those of a kind that has this share."""
    return sum(random.random() < share for _ in range(n)), n


def answers(random: Random, n: int, mean: float, spread: float, points: range = range(1, 8)) -> list[int]:
    """Answers on a scale, about normal."""
    drawn = (round(random.gauss(mean, spread)) for _ in range(n))
    return [min(max(each, points[0]), points[-1]) for each in drawn]


def counted(values: Sequence[int]) -> dict[int, int]:
    """How many gave each point."""
    return dict(sorted(Counter(values).items()))
