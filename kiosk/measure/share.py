"""A share of answers with Wilson's score interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import NormalDist
from typing import ClassVar, Final, TypeAlias

Tally: TypeAlias = tuple[int, int]
"""(successes, n): how many answers were of the counted kind, of how many."""

FEWEST_SHOWN: Final = 5
"""A figure on fewer answers than this is neither shown nor judged: it would point at persons."""


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction of 1 and its interval. Nobody answered: estimate is None and the interval, 0 to 1, knows nothing."""

    definition: ClassVar[str] = "A share of all answers, 0 to 1, with Wilson's interval."

    successes: int
    n: int
    estimate: float | None
    low: float
    high: float


def wilson(successes: int, n: int, confidence: float = 0.95, *, dispersion: float = 1.0) -> Share:
    """Wilson's score interval for `successes` of `n` independent answers; exactly 0 and 1 at the borders.

    A dispersion above 1 makes it the interval of n / dispersion answers. Coverage is known to be uneven: 97.8 % at a
    share of .02 and n = 30, 92.1 % at .01 and n = 100.

    Source: Wilson 1927, J. Am. Stat. Assoc. 22, 209-212.
    """
    check_tally(successes, n)
    check_dispersion(dispersion)
    z = two_sided_z(confidence)
    if n == 0:
        return Share(0, 0, None, 0.0, 1.0)
    share = successes / n
    pull = z**2 * dispersion / n
    centre = (share + pull / 2) / (1 + pull)
    half = sqrt(pull * (share * (1 - share) + pull / 4)) / (1 + pull)
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Share(successes, n, share, low, high)


def two_sided_z(confidence: float) -> float:
    """The standard normal quantile that leaves (1 - confidence) / 2 above it: 1.96 for .95."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence lies between 0 and 1, not {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def check_tally(successes: int, n: int) -> None:
    """Raise ValueError unless 0 <= successes <= n."""
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")


def check_dispersion(dispersion: float) -> None:
    """Raise ValueError unless the factor is finite and at least 1: it may widen an interval, never narrow it."""
    if not (isfinite(dispersion) and dispersion >= 1):
        raise ValueError(f"dispersion is 1 or more, not {dispersion}")
