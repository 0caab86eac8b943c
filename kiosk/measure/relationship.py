"""The chain from quality to loyalty: perceived quality, value, satisfaction, coming again, recommending.

Every step is told on 0 to 100, so that steps asked on different scales can stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from kiosk.measure.estimate import Estimate
from kiosk.measure.sample_mean import independent_difference, nothing

MEAN = "Mean {step}{of}, 0 to 100 from one end of its scale ({low:g} to {high:g}) to the other."
CLOSE = 1e-9
"""Rounding may leave a mean so far outside its scale."""
DIFFERENCE = "Mean {step} of those who tapped good or excellent minus that of those who tapped bad, -100 to 100."


class Step(StrEnum):
    """The steps in their order; the last two are loyalty."""

    QUALITY = "quality"
    VALUE = "value"
    SATISFACTION = "satisfaction"
    RETURN = "return"
    RECOMMEND = "recommend"


@dataclass(frozen=True, slots=True)
class Answered:
    """Means of one step on its own scale from low to high: of everyone, of happy and of unhappy shoppers."""

    everyone: Estimate
    happy: Estimate
    unhappy: Estimate
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ChainStep:
    """The same on 0 to 100, and how far happy and unhappy shoppers are apart (-100 to 100)."""

    everyone: Estimate
    happy: Estimate
    unhappy: Estimate
    difference: Estimate


def relationship(answered: Mapping[Step, Answered]) -> dict[Step, ChainStep]:
    """The steps that were answered, in the order of the chain.

    Happy and unhappy shoppers are different people, so that their variances add. That a step is higher among happy
    shoppers does not say which of them made the other.
    """
    return {step: _chain_step(step, answered[step]) for step in Step if step in answered}


def on_hundred(estimate: Estimate, low: float, high: float, definition: str) -> Estimate:
    """An estimate on a scale from low to high as one on 0 to 100, its interval cut off at these.

    Raises ValueError where the estimate lies outside its scale.
    """
    if not (isfinite(low) and isfinite(high) and low < high):
        raise ValueError(f"a scale runs upwards, not from {low} to {high}")
    if estimate.estimate is None:
        return nothing(estimate.n, definition)
    if not low - CLOSE <= estimate.estimate <= high + CLOSE:
        raise ValueError(f"{estimate.estimate} is not on a scale from {low:g} to {high:g}")

    def placed(value: float | None) -> float | None:
        return None if value is None else min(100.0, max(0.0, (value - low) / (high - low) * 100))

    return Estimate(estimate.n, placed(estimate.estimate), placed(estimate.low), placed(estimate.high), definition)


def _chain_step(step: Step, answered: Answered) -> ChainStep:
    def told(estimate: Estimate, of: str = "") -> Estimate:
        low, high = answered.low, answered.high
        return on_hundred(estimate, low, high, MEAN.format(step=step, of=of, low=low, high=high))

    happy = told(answered.happy, " of those who tapped good or excellent")
    unhappy = told(answered.unhappy, " of those who tapped bad")
    difference = independent_difference(happy, unhappy, DIFFERENCE.format(step=step))
    return ChainStep(told(answered.everyone), happy, unhappy, difference)
