"""Control charts of a share: p-chart, Laney's p′, and the Western Electric rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from math import copysign, inf, sqrt
from statistics import fmean
from typing import TYPE_CHECKING, ClassVar, Final

from kiosk.measure.share import Tally, check_dispersion, check_tally

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT_SIGMAS: Final = 3
MOVING_RANGE_TO_SIGMA: Final = 1.128
"""d₂ for ranges of two, as Laney rounds it."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One period: its share (None without answers), sigma of a share on that n, and its 3-sigma limits in 0..1."""

    successes: int
    n: int
    share: float | None
    sigma: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Points in order of time around one centre (None without any answers); limits differ with each point's n."""

    definition: ClassVar[str] = "A share by period, 0 to 1, around its centre with limits at 3 sigma (p-chart, p′)."

    centre: float | None
    dispersion: float
    points: tuple[ChartPoint, ...]


class Rule(IntEnum):
    """The Western Electric rules, by their usual numbers."""

    BEYOND_LIMITS = 1
    TWO_OF_THREE = 2
    FOUR_OF_FIVE = 3
    EIGHT_ON_ONE_SIDE = 4


_PATTERNS: Final = (
    (Rule.BEYOND_LIMITS, 1, 1, 3.0),
    (Rule.TWO_OF_THREE, 2, 3, 2.0),
    (Rule.FOUR_OF_FIVE, 4, 5, 1.0),
    (Rule.EIGHT_ON_ONE_SIDE, 8, 8, 0.0),
)
"""A rule, how many points, of how many in a row, lie more than so many sigmas from the centre on one side."""

_ROUNDING: Final = 1e-9
"""Sigmas by which a point must pass a line to be beyond it, so that rounding moves none that lies on it."""


@dataclass(frozen=True, slots=True)
class Signal:
    """The point (counted from 0) that completes a pattern, which rule, and whether above or below the centre."""

    definition: ClassVar[str] = "A point of a control chart that completes a pattern of the Western Electric rules."

    index: int
    rule: Rule
    above: bool


def p_chart(samples: Sequence[Tally], *, centre: float | None = None, dispersion: float = 1.0) -> ControlChart:
    """A p-chart: all successes over all n as centre unless given, limits centre ± 3 √(dispersion · p(1-p) / n).

    With the dispersion of the change verdict the band is as wide as that verdict assumes; with sigma_z² it is Laney's
    p′. A week in the chart answers another question (unlike the usual?) than the verdict (unlike last week?): both
    may be true at once. A period without answers gets the limits 0..1.
    """
    for successes, n in samples:
        check_tally(successes, n)
    check_dispersion(dispersion)
    if centre is not None and not 0 <= centre <= 1:
        raise ValueError(f"centre is a share of 0 to 1, not {centre}")
    middle = _overall(samples) if centre is None else centre
    points = tuple(_point(successes, n, middle, dispersion) for successes, n in samples)
    return ControlChart(middle, dispersion, points)


def laney_sigma_z(samples: Sequence[Tally]) -> float:
    """Laney's sigma_z: the mean moving range of the standardised shares over 1.128; below 1 where they are too even.

    Periods without answers are passed over. 1 where fewer than two are left, or where all shares are 0 or all are 1.

    Source: Laney 2002, Quality Engineering 14, 531-537.
    """
    chart = p_chart(samples)
    z = [score for score in _scores(chart) if score is not None]
    if len(z) < 2 or chart.centre in (0.0, 1.0):
        return 1.0
    return fmean(abs(later - earlier) for earlier, later in pairwise(z)) / MOVING_RANGE_TO_SIGMA


def laney_chart(samples: Sequence[Tally]) -> ControlChart:
    """Laney's p′ chart, with sigma_z no lower than 1.

    The floor is ours: a few weeks that happen to lie close together must not narrow the band below what chance alone
    spreads, nor below what the change verdict (whose factor is at least 1) assumes.
    """
    return p_chart(samples, dispersion=max(1.0, laney_sigma_z(samples)) ** 2)


def western_electric(chart: ControlChart) -> tuple[Signal, ...]:
    """All signals by point, then rule: 1 beyond 3 sigma, 2 of 3 beyond 2, 4 of 5 beyond 1, 8 on one side.

    A signal stands at a point that completes its pattern and is itself beyond that rule's line. A period without
    answers breaks every pattern; a point exactly on a line is not beyond it.

    Source: Western Electric 1956, Statistical Quality Control Handbook, 25-28.
    """
    scores = _scores(chart)
    return tuple(
        Signal(index, rule, side > 0)
        for index in range(len(scores))
        for rule, needed, window, line in _PATTERNS
        for side in (1, -1)
        if _completes(scores[max(0, index + 1 - window) : index + 1], needed, line, side)
    )


def _completes(recent: Sequence[float | None], needed: int, line: float, side: int) -> bool:
    beyond = 0
    for steps, score in enumerate(reversed(recent)):
        if score is None or (steps == 0 and score * side <= line + _ROUNDING):
            break
        beyond += score * side > line + _ROUNDING
    return beyond >= needed


def _scores(chart: ControlChart) -> list[float | None]:
    """Each point's distance from the centre in its own sigmas; infinite where sigma is 0 and the share is off it."""
    return [_score(point, chart.centre) for point in chart.points]


def _score(point: ChartPoint, centre: float | None) -> float | None:
    if point.share is None or centre is None:
        return None
    distance = point.share - centre
    if point.sigma == 0:
        return copysign(inf, distance) if distance else 0.0
    return distance / point.sigma


def _overall(samples: Sequence[Tally]) -> float | None:
    total = sum(n for _, n in samples)
    return sum(successes for successes, _ in samples) / total if total else None


def _point(successes: int, n: int, centre: float | None, dispersion: float) -> ChartPoint:
    if n == 0 or centre is None:
        return ChartPoint(successes, n, None, 0.0, 0.0, 1.0)
    sigma = sqrt(dispersion * centre * (1 - centre) / n)
    low = max(0.0, centre - LIMIT_SIGMAS * sigma)
    high = min(1.0, centre + LIMIT_SIGMAS * sigma)
    return ChartPoint(successes, n, successes / n, sigma, low, high)
