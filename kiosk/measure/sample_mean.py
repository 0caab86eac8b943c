"""Means of complete data, and differences between groups that have nothing to do with each other."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose, isfinite, sqrt
from statistics import fmean, stdev

from kiosk.measure.estimate import Estimate
from kiosk.measure.quantiles import student_t
from kiosk.measure.share import FEWEST_SHOWN

ROUNDING = 1e-12


def nothing(n: int, definition: str) -> Estimate:
    """Too little to say anything."""
    return Estimate(n, None, None, None, definition)


def check_finite(*columns: Sequence[float]) -> None:
    """Raise ValueError unless every answer is a finite number, and all columns have as many."""
    if len({len(column) for column in columns}) > 1:
        raise ValueError(f"columns of different lengths: {', '.join(str(len(column)) for column in columns)}")
    for column in columns:
        for answer in column:
            if not isfinite(answer):
                raise ValueError(f"an answer is a finite number, not {answer}")


def sample_mean(values: Sequence[float], definition: str) -> Estimate:
    """The mean of independent values, with Student's t interval; None below 5 values.

    Where all values agree, but for rounding, the interval would have no width, as if all were known: there is none
    then, only the mean.
    """
    check_finite(values)
    n = len(values)
    if n < FEWEST_SHOWN:
        return nothing(n, definition)
    mean = fmean(values)
    if isclose(min(values), max(values), rel_tol=ROUNDING, abs_tol=ROUNDING):
        return Estimate(n, mean, None, None, definition)
    half = student_t(n - 1) * stdev(values) / sqrt(n)
    return Estimate(n, mean, mean - half, mean + half, definition)


def independent_difference(first: Estimate, second: Estimate, definition: str) -> Estimate:
    """first less second, of different people: their variances add. n is the smaller of the two.

    Each side of the interval comes from the two sides that it is made of, so that intervals which are wider on one
    side stay so (of equal sides this is the usual √(a² + b²)). None where either is unknown; no interval where either
    has none.

    Source: Zou & Donner 2008, Statistics in Medicine 27, 1693-1702.
    """
    n = min(first.n, second.n)
    if first.estimate is None or second.estimate is None:
        return nothing(n, definition)
    difference = first.estimate - second.estimate
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return Estimate(n, difference, None, None, definition)
    below = sqrt((first.estimate - first.low) ** 2 + (second.high - second.estimate) ** 2)
    above = sqrt((first.high - first.estimate) ** 2 + (second.estimate - second.low) ** 2)
    return Estimate(n, difference, difference - below, difference + above, definition)
