"""The happiness index: the mean of the four levels on a scale of 0 to 100."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, ClassVar, Final

from kiosk.measure.share import check_dispersion, two_sided_z
from kiosk.model import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

POINTS: Final = {Level.EXCELLENT: 100.0, Level.GOOD: 200 / 3, Level.NEUTRAL: 100 / 3, Level.BAD: 0.0}

PSEUDO_OBSERVATIONS: Final = 0.75
"""Added to each level for the interval: three in all, as the adjusted Wald interval of NPS does with three kinds."""


@dataclass(frozen=True, slots=True)
class HappinessIndex:
    """0 to 100, with its interval. Nobody answered: estimate is None and the interval, 0 to 100, knows nothing."""

    definition: ClassVar[str] = (
        "The happiness index: the mean of 100 for excellent, 66.7 for good, 33.3 for neutral and 0 for bad, 0 to 100."
    )

    estimate: float | None
    low: float
    high: float
    n: int


def happiness_index(
    counts: Mapping[Level, int], confidence: float = 0.95, *, dispersion: float = 1.0
) -> HappinessIndex:
    """Mean points of the answers, with an adjusted Wald interval from the multinomial variance.

    counts: answers of each level; a level left out has none.

    The plain normal or t interval has no width where all answers agree (30 of 30 excellent would be 100 to 100);
    pseudo-observations on every level mend that, at the price of an interval centred a little nearer to 50 than the
    estimate. It is stretched to hold the estimate and clipped to 0..100. Exact coverage of the 95 % interval over
    eight distributions, from even to 95 % excellent: 94 % or more at n = 10, 20, 40 and 70, down to 93 % at n = 5 and
    86 % at n = 3. One answer gives about two thirds of the scale or more.

    A dispersion above 1 makes it the interval of n / dispersion answers.
    """
    tally = [(points, counts.get(level, 0)) for level, points in POINTS.items()]
    if min(count for _, count in tally) < 0:
        raise ValueError(f"counts of answers are never below 0: {counts}")
    check_dispersion(dispersion)
    z = two_sided_z(confidence)
    n = sum(count for _, count in tally)
    if n == 0:
        return HappinessIndex(None, 0.0, 100.0, 0)
    estimate = sum(points * count for points, count in tally) / n
    weighted = [(points, count / dispersion + PSEUDO_OBSERVATIONS) for points, count in tally]
    total = sum(weight for _, weight in weighted)
    mean = sum(points * weight for points, weight in weighted) / total
    variance = sum(weight * (points - mean) ** 2 for points, weight in weighted) / total
    half = z * sqrt(variance / total)
    return HappinessIndex(estimate, max(0.0, min(mean - half, estimate)), min(100.0, max(mean + half, estimate)), n)
