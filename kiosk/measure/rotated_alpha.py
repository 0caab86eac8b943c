"""Alpha from pairs of answers: what it is, and what each day or visit changes it by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum, sqrt

from kiosk.measure.alpha import Pair, from_moments
from kiosk.measure.pool import Cluster, Drawn, Name, effective

Both = tuple[Drawn, Drawn]
"""What one visit answered to two questions."""


def paired(answers: Mapping[str, Sequence[Drawn]]) -> dict[Pair, list[Both]]:
    """For each two of the questions, the visits that answered both."""
    by_visit: dict[str, dict[str, Drawn]] = defaultdict(dict)
    for question in sorted(answers):
        for answer in answers[question]:
            by_visit[answer.visit][question] = answer
    pairs: dict[Pair, list[Both]] = {pair: [] for pair in combinations(sorted(answers), 2)}
    for visit in sorted(by_visit):
        for first, second in combinations(by_visit[visit].items(), 2):
            pairs[first[0], second[0]].append((first[1], second[1]))
    return pairs


def jackknifed(pairs: Mapping[Pair, Sequence[Both]], cluster: Cluster) -> dict[Name, float] | None:
    """By day or visit, its deviation of alpha; they sum to 0, and their squares to alpha's variance.

    None where alpha has no value without one of them.

    Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 11.
    """
    sums = {name: {pair: _Sums() for pair in pairs} for name in _sizes(pairs, cluster)}
    for pair, answers in pairs.items():
        for first, second in answers:
            sums[cluster(first)][pair].add(first.value, second.value)
    totals = {pair: _Sums.of(own[pair] for own in sums.values()) for pair in pairs}
    without = {name: _alpha({pair: totals[pair].less(own[pair]) for pair in pairs}) for name, own in sums.items()}
    known = {name: alpha for name, alpha in without.items() if alpha is not None}
    if len(known) < len(without):
        return None
    middle = fsum(known.values()) / len(known)
    scale = sqrt((len(known) - 1) / len(known))
    return {name: scale * (middle - alpha) for name, alpha in known.items()}


def clusters(pairs: Mapping[Pair, Sequence[Both]], cluster: Cluster) -> float:
    """How many days or visits, were they all as large."""
    return effective(_sizes(pairs, cluster).values())


def _sizes(pairs: Mapping[Pair, Sequence[Both]], cluster: Cluster) -> dict[Name, int]:
    sizes: dict[Name, int] = defaultdict(int)
    for answers in pairs.values():
        for first, _ in answers:
            sizes[cluster(first)] += 1
    return sizes


@dataclass(slots=True)
class _Sums:
    """n, Σx, Σy, Σx², Σy² and Σxy of pairs."""

    values: list[float] = field(default_factory=lambda: [0.0] * 6)

    @classmethod
    def of(cls, parts: Iterable[_Sums]) -> _Sums:
        return cls([fsum(column) for column in zip(*(part.values for part in parts), strict=True)])

    def add(self, x: float, y: float) -> None:
        for place, term in enumerate((1.0, x, y, x * x, y * y, x * y)):
            self.values[place] += term

    def less(self, other: _Sums) -> _Sums:
        return _Sums([mine - theirs for mine, theirs in zip(self.values, other.values, strict=True)])


def _alpha(sums: Mapping[Pair, _Sums]) -> float | None:
    """As alpha.pairwise, of however few; None where a pair has fewer than two visits."""
    squares: dict[str, float] = defaultdict(float)
    degrees: dict[str, float] = defaultdict(float)
    covariances = []
    for pair, own in sums.items():
        n, x, y, xx, yy, xy = own.values
        if n < 2:
            return None
        for item, total, square in zip(pair, (x, y), (xx, yy), strict=True):
            squares[item] += square - total * total / n
            degrees[item] += n - 1
        covariances.append((xy - x * y / n) / (n - 1))
    mean_variance = fsum(squares[item] / degrees[item] for item in squares) / len(squares)
    return from_moments(mean_variance, fsum(covariances) / len(covariances), len(squares))
