"""The Net Promoter Score with an interval that holds for few answers."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import ClassVar, Final

from kiosk.measure.share import check_dispersion, two_sided_z

PSEUDO_OBSERVATIONS: Final = (0.75, 1.5, 0.75)
"""Added to promoters, passives and detractors for the interval."""


@dataclass(frozen=True, slots=True)
class NetPromoterScore:
    """-1 to 1, with its interval. Nobody answered: the first three are None and the interval, -1 to 1, knows nothing.

    variance is that of one answer, standard_error that of the estimate; the interval does not come from them.
    """

    definition: ClassVar[str] = (
        "NPS: the share of 9 and 10 minus the share of 0 to 6 on a scale of 0 to 10, -1 to 1, with the adjusted Wald "
        "interval."
    )

    estimate: float | None
    variance: float | None
    standard_error: float | None
    low: float
    high: float
    n: int


def net_promoter_score(
    *, promoters: int, passives: int, detractors: int, confidence: float = 0.95, dispersion: float = 1.0
) -> NetPromoterScore:
    """Share of promoters (9-10) minus share of detractors (0-6), with the adjusted Wald interval.

    Variance p + d - (p - d)², standard error √(variance / n). The interval adds .75, 1.5 and .75 answers to
    promoters, passives and detractors, is clipped to -1..1 and stretched to hold the estimate (needed at n = 1 only,
    for 95 %). With a dispersion above 1 the standard error and each limit's distance from the estimate are larger by
    its root.

    Source: Rocks 2016, The American Statistician 70, 365-372.
    """
    counts = (promoters, passives, detractors)
    if min(counts) < 0:
        raise ValueError(f"counts of answers are never below 0: {counts}")
    check_dispersion(dispersion)
    z, wider = two_sided_z(confidence), sqrt(dispersion)
    n = sum(counts)
    if n == 0:
        return NetPromoterScore(None, None, None, -1.0, 1.0, 0)
    estimate, variance = _moments(*counts)
    adjusted = [count + extra for count, extra in zip(counts, PSEUDO_OBSERVATIONS, strict=True)]
    centre, spread = _moments(*adjusted)
    half = z * sqrt(spread / sum(adjusted))
    low, high = max(-1.0, min(centre - half, estimate)), min(1.0, max(centre + half, estimate))
    low, high = (max(-1.0, min(1.0, estimate + (limit - estimate) * wider)) for limit in (low, high))
    return NetPromoterScore(estimate, variance, wider * sqrt(variance / n), low, high, n)


def _moments(promoters: float, passives: float, detractors: float) -> tuple[float, float]:
    """Mean and variance of one answer that counts 1, 0 or -1."""
    n = promoters + passives + detractors
    score = (promoters - detractors) / n
    return score, (promoters + detractors) / n - score**2
