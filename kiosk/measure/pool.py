"""The answers that one mean is made of, weighted, and what each day or visit makes the mean deviate by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite, sqrt
from typing import TypeAlias

from kiosk.measure.strata import collapsed

Name: TypeAlias = int | str
"""Of a cluster: a day's ordinal, or a visit's id."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One answer to a question asked in turns.

    day: date.toordinal(). visit: two answers of one visit carry the same. stratum: see stratum(); None if unknown.
    chance: the probability that a visit was asked this at all, above 0 and at most 1; 1 for what was not drawn.
    """

    day: int
    visit: str
    stratum: str | None
    chance: float
    value: float


Cluster: TypeAlias = Callable[[Drawn], Name]


def by_day(answer: Drawn) -> Name:
    """All answers of a day are one cluster."""
    return answer.day


def by_visit(answer: Drawn) -> Name:
    """All answers of a visit are one cluster."""
    return answer.visit


def checked(answers: Iterable[Drawn]) -> list[Drawn]:
    """The same answers in an order that does not depend on how they came.

    Raises ValueError on a chance that is none or a value that is no number.
    """
    known = sorted(answers, key=lambda answer: (answer.day, answer.visit, answer.value, answer.chance))
    for answer in known:
        if not (0 < answer.chance <= 1 and isfinite(1 / answer.chance) and isfinite(answer.value)):
            raise ValueError(f"a chance is above 0 and at most 1, and a value is a number: {answer}")
    return known


def effective(weights: Iterable[float]) -> float:
    """How many equal weights would vary a mean as these do: (Σw)² / Σw²; 0 of none.

    Source: Kish 1965, Survey Sampling, 11.7.
    """
    known = list(weights)
    squares = fsum(weight * weight for weight in known)
    return fsum(known) ** 2 / squares if squares else 0.0


class Pool:
    """Answers whose strata count as they do among all ratings; within a stratum each answer counts 1 / chance.

    strata: the share of each, all above 0; thin ones are put together (`collapsed`). Answers of no known stratum keep
    the part that they have by number.
    """

    def __init__(self, answers: Sequence[Drawn], strata: Mapping[str, float]) -> None:
        self.n = len(answers)
        self._groups = [_Group(share, own) for share, own in _parts(answers, strata)]
        self.mean = fsum(group.share * group.mean for group in self._groups)
        self._answers = answers
        self._clusters: dict[Cluster, float] = {}
        self._deviations: dict[Cluster, dict[Name, float]] = {}

    @property
    def size(self) -> float:
        """How many equally weighted answers these are worth."""
        return effective(weight for group in self._groups for weight in group.weights)

    @property
    def visits(self) -> int:
        """How many visits the answers are from."""
        return len({answer.visit for answer in self._answers})

    def clusters(self, cluster: Cluster) -> float:
        """How many days or visits, were they all as large."""
        if cluster not in self._clusters:
            self._clusters[cluster] = effective(Counter(map(cluster, self._answers)).values())
        return self._clusters[cluster]

    def deviations(self, cluster: Cluster) -> Mapping[Name, float]:
        """By day or visit, what the mean would change by without its answers (to first order); they sum to 0.

        Their squares sum to the variance: as the jackknife, which deletes one cluster at a time, but for its centre.

        Source: Särndal et al. 1992, Model Assisted Survey Sampling, 5.5, 7.6, 11.5.
        """
        if cluster not in self._deviations:
            scale = sqrt(max(0.0, 1 - 1 / self.clusters(cluster)))
            sums: dict[Name, float] = defaultdict(float)
            for group in self._groups:
                for name, deviation in group.deviations(cluster).items():
                    sums[name] += scale * deviation
            self._deviations[cluster] = sums
        return self._deviations[cluster]


class _Group:
    """The answers of one stratum (or several thin ones); their weights sum to the stratum's share."""

    def __init__(self, share: float, answers: Sequence[Drawn]) -> None:
        total = fsum(1 / answer.chance for answer in answers)
        self.share, self.answers = share, answers
        self.weights = [share / total / answer.chance for answer in answers]
        self.mean = fsum(answer.value / answer.chance for answer in answers) / total

    def deviations(self, cluster: Cluster) -> dict[Name, float]:
        """Scaled by m / (m - 1) for the m clusters: deviations are from a mean that they took part in."""
        sizes: dict[Name, float] = defaultdict(float)
        sums: dict[Name, float] = defaultdict(float)
        for answer, weight in zip(self.answers, self.weights, strict=True):
            name = cluster(answer)
            sizes[name] += weight
            sums[name] += weight * (answer.value - self.mean)
        clusters = effective(sizes.values())
        scale = clusters / (clusters - 1) if clusters >= 2 else 2.0
        return {name: scale * deviation for name, deviation in sums.items()}


def _parts(answers: Sequence[Drawn], strata: Mapping[str, float]) -> list[tuple[float, Sequence[Drawn]]]:
    """Each group of answers, with its share of the mean."""
    by_stratum: dict[str, list[Drawn]] = defaultdict(list)
    unknown = []
    for answer in answers:
        if answer.stratum is None or answer.stratum not in strata:
            unknown.append(answer)
        else:
            by_stratum[answer.stratum].append(answer)
    parts: list[tuple[float, Sequence[Drawn]]] = [(len(unknown) / len(answers), unknown)] if unknown else []
    if by_stratum:
        known = (len(answers) - len(unknown)) / len(answers) / fsum(strata.values())
        for names in collapsed({name: len(own) for name, own in by_stratum.items()}, strata):
            own = [answer for name in names for answer in by_stratum[name]]
            parts.append((known * fsum(strata[name] for name in names), own))
    return parts
