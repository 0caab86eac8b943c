"""Wilson's interval: its simulated coverage against the exact one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from kiosk.measure import wilson
from tests.bench.simulation import grid


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One cell, in fractions of 1. formula: the exact coverage of Wilson's formula, written down here once more."""

    share: float
    n: int
    simulated: float
    exact: float
    formula: float

    @property
    def outside(self) -> bool:
        """Whether it is further from the exact coverage of the formula than aimed at."""
        return abs(self.simulated - self.formula) * 100 > grid.SHARE_AIM


def study(share: float, n: int) -> ShareRow:
    """Of kiosk.measure.wilson: coverage over the draws, and the sum over all outcomes by their probability."""
    intervals = [wilson(successes, n) for successes in range(n + 1)]
    held = np.array([interval.low <= share <= interval.high for interval in intervals])
    dice = np.random.default_rng([grid.SEED, n, round(share * 100)])
    drawn = dice.binomial(n, share, grid.SHARE_DRAWS)
    weight = binom.pmf(np.arange(n + 1), n, share)
    return ShareRow(share, n, float(held[drawn].mean()), float(weight[held].sum()), _formula(share, n, weight))


def _formula(share: float, n: int, weight: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Wilson's interval holds p exactly where |k - n p| <= z √(n p (1 - p)): no interval is needed to say so."""
    inside = np.abs(np.arange(n + 1) - n * share) <= 1.959963984540054 * np.sqrt(n * share * (1 - share))
    return float(weight[inside].sum())
