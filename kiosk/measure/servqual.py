"""SERVQUAL and SERVPERF on complete data: every shopper answered every item, or means that somebody published.

Items and dimensions are any number, under the caller's names. `dimensions` says which items make up each; columns are
the answers by item, all in the same order of shoppers. The unweighted figure leads; weights say how much a dimension
matters and are taken as shares of their sum.

Source: Parasuraman, Zeithaml & Berry 1988, J. Retailing 64, 12-40; Cronin & Taylor 1992, J. Marketing 56, 55-68.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import fmean

from kiosk.measure.estimate import Estimate
from kiosk.measure.importance import normalised
from kiosk.measure.quantiles import student_t
from kiosk.measure.sample_mean import check_finite, sample_mean

Columns = Mapping[str, Sequence[float]]
Dimensions = Mapping[str, Sequence[str]]

GAP = "perceived minus expected by the same shoppers, in points of their scale"
PERFORMANCE = "perceived, in points of its scale"


@dataclass(frozen=True, slots=True)
class ServiceScores:
    """By item and by dimension, and of all dimensions alike; weighted: by importance, None without weights."""

    items: Mapping[str, Estimate]
    dimensions: Mapping[str, Estimate]
    overall: Estimate
    weighted: Estimate | None


def item_gap(perceived: Sequence[float], expected: Sequence[float]) -> Estimate:
    """The mean of perceived minus expected, with the paired t interval; answers in the same order of shoppers."""
    check_finite(perceived, expected)
    return sample_mean(_apart(perceived, expected), f"Mean gap: {GAP}.")


def servqual(
    dimensions: Dimensions, perceived: Columns, expected: Columns, weights: Mapping[str, float] | None = None
) -> ServiceScores:
    """All gaps of complete pairs. Raises ValueError where columns, dimensions and weights do not fit each other."""
    _check(dimensions, perceived, expected)
    gaps = {item: _apart(perceived[item], expected[item]) for item in _items(dimensions)}
    return _scores(dimensions, gaps, weights, GAP)


def servperf(
    dimensions: Dimensions, perceived: Columns, weights: Mapping[str, float] | None = None
) -> ServiceScores:
    """The same of perceptions alone."""
    _check(dimensions, perceived)
    return _scores(dimensions, perceived, weights, PERFORMANCE)


def dimension_gaps(dimensions: Dimensions, perceived: Columns, expected: Columns) -> dict[str, Estimate]:
    """By dimension, the mean over shoppers of the mean gap of its items."""
    return dict(servqual(dimensions, perceived, expected).dimensions)


def overall(
    dimensions: Dimensions, perceived: Columns, expected: Columns, weights: Mapping[str, float] | None = None
) -> Estimate:
    """The mean over shoppers of the mean gap of the dimensions, each alike or by weight."""
    scores = servqual(dimensions, perceived, expected, weights)
    return scores.weighted or scores.overall


def published(perceived_mean: float, expected_mean: float, *, n: int = 0, t: float | None = None) -> Estimate:
    """The gap of two means that somebody published; the interval needs the paired t and n of the same table.

    Standard error = gap / t. A t of 0 or of the other sign than the gap is a misprint and raises ValueError; one that
    does not fit the table's own interval is for the reader to see.
    """
    check_finite((perceived_mean, expected_mean))
    gap = perceived_mean - expected_mean
    definition = f"Gap of published means: {GAP}."
    if t is None:
        return Estimate(n, gap, None, None, definition)
    if not isfinite(t) or t * gap <= 0 or n < 2:
        raise ValueError(f"a paired t of {t} from {n} shoppers does not belong to a gap of {gap:g}")
    half = student_t(n - 1) * gap / t
    return Estimate(n, gap, gap - half, gap + half, definition)


def published_overall(by_dimension: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """The mean of published gaps (SERVQUAL) or perceptions (SERVPERF) of dimensions, each alike or by weight."""
    check_finite(tuple(by_dimension.values()))
    return _combined(by_dimension, _shares(by_dimension, weights))


def _scores(
    dimensions: Dimensions, items: Columns, weights: Mapping[str, float] | None, what: str
) -> ServiceScores:
    """Means over shoppers of what each shopper says, so that items of one shopper are not taken as independent."""
    shoppers = range(len(next(iter(items.values()))))
    by_dimension = {
        name: [fmean(items[item][shopper] for item in members) for shopper in shoppers]
        for name, members in dimensions.items()
    }

    def whole(shares: Mapping[str, float], how: str) -> Estimate:
        each = [_combined({name: column[shopper] for name, column in by_dimension.items()}, shares)
                for shopper in shoppers]  # fmt: skip
        return sample_mean(each, f"Mean of {len(dimensions)} dimensions, {how}: {what}.")

    return ServiceScores(
        {item: sample_mean(items[item], f"Mean of item {item}: {what}.") for item in _items(dimensions)},
        {name: sample_mean(column, f"Mean of dimension {name}: {what}.") for name, column in by_dimension.items()},
        whole(_shares(dimensions, None), "each alike"),
        None if weights is None else whole(_shares(dimensions, weights), "weighted by importance"),
    )


def _combined(values: Mapping[str, float], shares: Mapping[str, float]) -> float:
    return sum(shares[name] * value for name, value in values.items())


def _shares(dimensions: Mapping[str, object], weights: Mapping[str, float] | None) -> dict[str, float]:
    if weights is None:
        weights = dict.fromkeys(dimensions, 1.0)
    if weights.keys() != dimensions.keys():
        raise ValueError(f"weights for {', '.join(weights) or 'nothing'}; expected one for each dimension")
    return normalised(weights)


def _apart(perceived: Sequence[float], expected: Sequence[float]) -> list[float]:
    return [mine - wanted for mine, wanted in zip(perceived, expected, strict=True)]


def _items(dimensions: Dimensions) -> list[str]:
    return [item for members in dimensions.values() for item in members]


def _check(dimensions: Dimensions, *forms: Columns) -> None:
    """Raise ValueError unless each item is in one dimension and has its answers in every form."""
    items = _items(dimensions)
    if not all(dimensions.values()) or not items:
        raise ValueError("a dimension has at least one item, and there is at least one dimension")
    if len(set(items)) < len(items):
        raise ValueError("an item belongs to one dimension")
    for columns in forms:
        if missing := [item for item in items if item not in columns]:
            raise ValueError(f"no answers to {missing[0]!r}")
    check_finite(*(columns[item] for columns in forms for item in items))
