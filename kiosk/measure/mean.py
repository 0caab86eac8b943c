"""Means on scales of a few points, with an interval that has a width where all agree."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from kiosk.measure.estimate import Estimate
from kiosk.measure.quantiles import student_t
from kiosk.measure.share import FEWEST_SHOWN, check_dispersion

PSEUDO_OBSERVATIONS = 3.0
"""Spread evenly over the scale's points for the interval, as the happiness index and NPS do."""


def check_counts(counts: Mapping[int, int], points: range) -> None:
    """Raise ValueError unless every key is a point of the scale and no count is below 0."""
    if strangers := [point for point in counts if point not in points]:
        raise ValueError(f"{strangers[0]} is no point of a scale of {points[0]} to {points[-1]}")
    if any(count < 0 for count in counts.values()):
        raise ValueError(f"counts of answers are never below 0: {counts}")


def scale_mean(
    counts: Mapping[int, int], points: range, definition: str, *, dispersion: float = 1.0
) -> Estimate:
    """The mean of answers on a scale, with an adjusted Wald interval (Student's t); None below 5 answers.

    Three pseudo-observations are added for the interval alone, so that ten equal answers still leave doubt; it is
    stretched to hold the mean and clipped to the scale. A dispersion above 1 makes it that of n / dispersion answers.
    """
    check_counts(counts, points)
    check_dispersion(dispersion)
    n = sum(counts.values())
    if n < FEWEST_SHOWN:
        return Estimate(n, None, None, None, definition)
    estimate = sum(point * count for point, count in counts.items()) / n
    weights = {point: counts.get(point, 0) / dispersion + PSEUDO_OBSERVATIONS / len(points) for point in points}
    total = sum(weights.values())
    centre = sum(point * weight for point, weight in weights.items()) / total
    variance = sum(weight * (point - centre) ** 2 for point, weight in weights.items()) / total
    half = student_t(n - 1) * sqrt(variance / total)
    low, high = max(points[0], min(centre - half, estimate)), min(points[-1], max(centre + half, estimate))
    return Estimate(n, estimate, low, high, definition)
