"""The interval of a resampled figure, and of a sum or difference of several that were resampled jointly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, fsum, hypot, sqrt

from kiosk.measure.quantiles import student_t


@dataclass(frozen=True, slots=True)
class Resampled:
    """How far a figure's interval reaches to either side, and the figure's deviations in the replicates.

    least_below and least_above: how far it would reach if the replicates did not vary at all.
    """

    below: float
    above: float
    least_below: float
    least_above: float
    totals: Sequence[float]
    squares: float

    @classmethod
    def of(
        cls, values: Sequence[float], totals: Sequence[float], degrees: float, least_error: float = 0.0
    ) -> Resampled:
        """The score interval of a mean whose variance moves with the mean as the skewness of the data tells.

        values: the deviations of each cluster, which sum to 0; totals: those of the replicates. It reaches √(t² se² +
        a²) to both sides of θ + a, where a = t² / 2 · Σz³ / Σz²: the solutions μ of (θ - μ)² = t² (se² + (μ - θ) ·
        Σz³ / Σz²), as in an exponential family the variance rises by the third cumulant over the second. Of shares it
        is Wilson's.

        Source: Morris 1982, Annals of Statistics 10, 65-80, for the variance; Wilson 1927 for solving it.
        """
        squares = fsum(value**2 for value in values)
        quantile = student_t(max(1, floor(degrees)))
        shift = quantile**2 / 2 * fsum(value**3 for value in values) / squares if squares else 0.0
        spread = fsum(total * total for total in totals)
        half = hypot(quantile * max(sqrt(spread / len(totals)), least_error), shift)
        least = hypot(quantile * least_error, shift)
        return cls(half - shift, half + shift, least - shift, least + shift, totals, spread)


def joint_arm(terms: Sequence[tuple[float, Resampled]], *, below: bool) -> float:
    """How far the interval of the sum of weight · figure reaches below (or above) it.

    Each figure brings the arm that points there, and the correlation in the replicates tells how arms add up: alone it
    is its own, of independent figures the root of the sum of squares. Where figures move alike and so undo each other,
    it reaches at least as far as the least that one of them would alone: nothing is known without any doubt.

    Source: Zou & Donner 2008, Statistics in Medicine 27, 1693-1702; Zou 2007, Psychological Methods 12, 399-413, for
    figures that are correlated.
    """
    arms = [weight * (figure.below if below == (weight > 0) else figure.above) for weight, figure in terms]
    least = [
        abs(weight) * (figure.least_below if below == (weight > 0) else figure.least_above) for weight, figure in terms
    ]
    total = fsum(arm * arm for arm in arms)
    for second, (_, figure) in enumerate(terms):
        for first in range(second):
            total += 2 * arms[first] * arms[second] * correlation(terms[first][1], figure)
    return max(sqrt(max(0.0, total)), *least)


def correlation(first: Resampled, second: Resampled) -> float:
    """Of two figures, over the replicates; 0 where one does not vary."""
    scale = sqrt(first.squares * second.squares)
    return fsum(map(float.__mul__, first.totals, second.totals)) / scale if scale else 0.0
