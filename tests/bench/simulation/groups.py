"""Bias and coverage of means, gaps and rotated shares, as the product's own Sample tells them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from zlib import crc32

import numpy as np

from kiosk.measure.estimate import Estimate
from kiosk.measure.rotated import Sample
from tests.bench.simulation import grid
from tests.bench.simulation.shop import ITEMS, STRATA, Shop, Window

PERCEIVED = [f"perceived.d.i{item}" for item in range(ITEMS)]
DESIRED = [f"desired.d.i{item}" for item in range(ITEMS)]
CHUNK = 250


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one cell. below and above: the share of runs whose interval lies on that side of the truth."""

    cell: grid.Cell
    figure: str
    truth: float
    bias: float
    deviation: float
    below: float
    above: float
    half_width: float
    runs: int

    @property
    def coverage(self) -> float:
        """The share of runs whose interval holds the truth."""
        return 1 - self.below - self.above

    @property
    def outside(self) -> bool:
        """Whether coverage or bias miss their aim."""
        low, high = grid.COVERAGE_AIM
        return not low <= round(self.coverage, 4) <= high or abs(self.bias) > grid.BIAS_AIM * self.deviation


def study(cell: grid.Cell, runs: int = grid.RUNS) -> list[Row]:
    """All figures of one cell."""
    shop = Shop.of(cell)
    dice = np.random.default_rng([grid.SEED, crc32(repr(cell).encode())])
    told: dict[str, list[Estimate]] = {figure: [] for figure in grid.FIGURES}
    for start in range(0, runs, CHUNK):
        for window in shop.windows(min(CHUNK, runs - start), dice):
            for figure, estimate in _figures(window).items():
                told[figure].append(estimate)
    return [_row(cell, figure, shop.truths[figure], told[figure]) for figure in grid.FIGURES]


def _figures(window: Window) -> dict[str, Estimate]:
    sample = Sample(window.answers, STRATA, replicates=grid.REPLICATES)
    return {
        "mean": sample.mean(PERCEIVED, "", ends=(1, 7)),
        "gap": sample.gap(PERCEIVED, DESIRED, "", ends=(-6, 6)),
        "yes": sample.mean(["yes"], "", ends=(0, 1)),
    }


def _row(cell: grid.Cell, figure: str, truth: float, told: list[Estimate]) -> Row:
    estimates, low, high = (
        np.array([getattr(estimate, side) for estimate in told]) for side in ("estimate", "low", "high")
    )
    return Row(
        cell, figure, truth, float(estimates.mean() - truth), float(estimates.std(ddof=1)),
        float((high < truth - 1e-9).mean()), float((low > truth + 1e-9).mean()),
        float((high - low).mean() / 2), len(told),
    )  # fmt: skip


def chance_error(share: float, runs: int) -> float:
    """The standard error of a simulated coverage."""
    return sqrt(share * (1 - share) / runs)
