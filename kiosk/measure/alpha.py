"""Cronbach's alpha: how far the items of one dimension say the same thing.

Source: Cronbach 1951, Psychometrika 16, 297-334.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp, log, sqrt
from statistics import fmean, variance

from kiosk.measure.estimate import Estimate
from kiosk.measure.sample_mean import check_finite, nothing
from kiosk.measure.share import FEWEST_SHOWN, two_sided_z

ROUNDING = 1e-12
"""An alpha that is so near to 1 is 1."""
FEWEST_OF_A_PAIR = 100
"""A covariance from fewer visits than this says next to nothing."""
DEFINITION = "Cronbach's alpha of {items} items that each shopper answered, at most 1, with Bonett's interval."

Pair = tuple[str, str]


def classic(rows: Sequence[Sequence[float]]) -> Estimate:
    """Alpha of complete data: a row for each shopper, with an answer to every item.

    None where nothing can be said: fewer than 5 shoppers or 2 items, or all sums alike. Items that are copies of one
    another are 1 without an interval, which would have no width. Raises ValueError for rows of different lengths and
    for what is no finite number.
    """
    check_finite(*zip(*_square(rows), strict=True))
    items = len(rows[0]) if rows else 0
    definition = DEFINITION.format(items=items)
    if len(rows) < FEWEST_SHOWN or items < 2:
        return nothing(len(rows), definition)
    total = variance(map(sum, rows))
    if total <= 0:
        return nothing(len(rows), definition)
    apart = sum(variance(column) for column in zip(*rows, strict=True))
    alpha = items / (items - 1) * (1 - apart / total)
    if alpha >= 1 - ROUNDING:
        return Estimate(len(rows), 1.0, None, None, definition)
    return Estimate(len(rows), alpha, *interval(alpha, items, len(rows)), definition)


def interval(alpha: float, items: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Bonett's interval of an alpha from n shoppers and so many items: normal in ln(1 - alpha), bias corrected.

    Source: Bonett 2002, J. Educational and Behavioral Statistics 27, 335-340.
    """
    if items < 2 or n < 3 or not alpha <= 1:
        raise ValueError(f"no interval for an alpha of {alpha} from {n} shoppers and {items} items")
    if alpha == 1:
        return 1.0, 1.0
    centre = log(1 - alpha) - log(n / (n - 1))
    half = two_sided_z(confidence) * sqrt(2 * items / ((items - 1) * (n - 2)))
    return 1 - exp(centre + half), 1 - exp(centre - half)


def pairwise(
    pairs: Mapping[Pair, Sequence[tuple[float, float]]], fewest: int = FEWEST_OF_A_PAIR
) -> float | None:
    """Alpha where each shopper answered two items only: from the pooled covariances of all pairs of items.

    pairs: for each two items, in one order, what the shoppers said who answered both. None ("not estimable") where a
    pair of the items is missing or has fewer answers than `fewest`. On complete data it equals `classic`.
    """
    items = {item for pair in pairs for item in pair}
    if any(first == second or (second, first) in pairs for first, second in pairs):
        raise ValueError("expected each two items in one order, and no item beside itself")
    for answers in pairs.values():
        check_finite(*zip(*answers, strict=True))
    possible = len(items) * (len(items) - 1) // 2
    if len(pairs) < max(1, possible) or min(map(len, pairs.values())) < max(2, fewest):
        return None
    squares: dict[str, float] = defaultdict(float)
    degrees: dict[str, int] = defaultdict(int)
    covariances = []
    for pair, answers in pairs.items():
        columns = list(zip(*answers, strict=True))
        means = [fmean(column) for column in columns]
        for item, column, mean in zip(pair, columns, means, strict=True):
            squares[item] += sum((value - mean) ** 2 for value in column)
            degrees[item] += len(column) - 1
        products = sum((first - means[0]) * (second - means[1]) for first, second in answers)
        covariances.append(products / (len(answers) - 1))
    return from_moments(fmean(squares[item] / degrees[item] for item in items), fmean(covariances), len(items))


def from_moments(mean_variance: float, mean_covariance: float, items: int) -> float | None:
    """Alpha from the mean variance of items and the mean covariance of their pairs; None where their sum never varies.

    Covariances from other shoppers than the variances can lead above 1, which alpha cannot be: it is 1 then.
    """
    total = mean_variance + (items - 1) * mean_covariance
    return min(1.0, items * mean_covariance / total) if total > 0 else None


def _square(rows: Sequence[Sequence[float]]) -> Sequence[Sequence[float]]:
    """Raise ValueError unless all rows have as many answers."""
    if len({len(row) for row in rows}) > 1:
        raise ValueError("a row has an answer to every item; expected rows of one length")
    return rows
