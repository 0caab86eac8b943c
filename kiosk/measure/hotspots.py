"""Hot spots: cells of a grid (hour by weekday, reasons) where bad taps cluster beyond chance."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from typing import ClassVar, Generic, TypeVar

from kiosk.measure.share import FEWEST_SHOWN, Tally, check_tally, two_sided_z

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class RateRatio:
    """How many times as often inside as outside; None where nothing bounds it: nothing happened outside."""

    definition: ClassVar[str] = (
        "How many times as often taps are bad inside as outside, 0 upwards, with the log interval; 1 is alike."
    )

    estimate: float | None
    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class HotSpot(Generic[Key]):
    """One cell tested against the rest of its grid; framed says that it stands out beyond chance.

    p_value is one-sided and the cell's own; adjusted is Benjamini and Hochberg's over all cells tested.
    """

    definition: ClassVar[str] = (
        "A cell of a grid where bad taps may cluster: its ratio to the rest, and how likely chance makes so many."
    )

    cell: Key
    bad: int
    n: int
    ratio: RateRatio
    p_value: float
    adjusted: float
    framed: bool


def hot_spots(
    cells: Mapping[Key, Tally], *, false_discovery_rate: float = 0.05, confidence: float = 0.95
) -> tuple[HotSpot[Key], ...]:
    """Test each cell's (bad, n) against all other cells together; results in the order given.

    Cells with n below 5 are left out of the results and of the number of tests, not out of the others' rest; a cell
    that has no rest is left out as well. A cell is framed where its adjusted p-value is at most the false discovery
    rate and its ratio's interval lies above 1, so that the frame and its sentence agree.

    Taps are taken as independent: a cell that is one hour of one day says that this hour was bad, not that such
    hours are.
    """
    if not 0 < false_discovery_rate < 1:
        raise ValueError(f"a false discovery rate lies between 0 and 1, not {false_discovery_rate}")
    all_bad = sum(bad for bad, _ in cells.values())
    all_n = sum(n for _, n in cells.values())
    tested = [
        (key, inside, (all_bad - inside[0], all_n - inside[1]))
        for key, inside in cells.items()
        if FEWEST_SHOWN <= inside[1] < all_n
    ]
    p_values = [excess_p_value(inside, outside) for _, inside, outside in tested]
    ratios = [rate_ratio(inside, outside, confidence) for _, inside, outside in tested]
    return tuple(
        HotSpot(key, *inside, ratio, p_value, adjusted, adjusted <= false_discovery_rate and ratio.low > 1)
        for (key, inside, _), ratio, p_value, adjusted in zip(
            tested, ratios, p_values, benjamini_hochberg(p_values), strict=True
        )
    )


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjusted p-values in the order given: those at or below a rate are its discoveries.

    Source: Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57, 289-300.
    """
    if not all(0 <= p_value <= 1 for p_value in p_values):
        raise ValueError("p-values lie in 0..1")
    adjusted = [1.0] * len(p_values)
    smallest = 1.0
    for rank, index in reversed(list(enumerate(sorted(range(len(p_values)), key=p_values.__getitem__), start=1))):
        smallest = min(smallest, p_values[index] * (len(p_values) / rank))
        adjusted[index] = smallest
    return tuple(adjusted)


def excess_p_value(inside: Tally, outside: Tally) -> float:
    """Fisher's exact test, one-sided: the chance of at least so many bad taps inside, were inside and outside alike.

    Both are (bad, n) and share no taps.
    """
    check_tally(*inside)
    check_tally(*outside)
    bad, n = inside
    all_bad, all_n = bad + outside[0], n + outside[1]
    if bad == 0 or outside[0] == outside[1]:
        return 1.0
    # The shorter tail is summed: terms fall from the first on, so that nothing overflows or cancels.
    if bad * all_n > n * all_bad:
        return min(1.0, _tail(bad, n, all_bad, all_n, 1))
    return 1 - min(1.0, _tail(bad - 1, n, all_bad, all_n, -1))


def rate_ratio(inside: Tally, outside: Tally, confidence: float = 0.95) -> RateRatio:
    """The rate of bad taps inside over that outside, with Katz's log interval.

    Where either side has no bad taps, the missing limit comes from ½ added to every bad count and every n (Walter).
    None outside: no estimate and no upper limit. None inside: estimate and lower limit 0. None at all, or all bad on
    both sides: the interval, 0 to no limit, knows nothing.

    Source: Katz et al. 1978, Biometrics 34, 469-474; Walter 1975, Biometrika 62, 371-374.
    """
    check_tally(*inside)
    check_tally(*outside)
    (bad, n), (other_bad, other_n) = inside, outside
    if n == 0 or other_n == 0:
        raise ValueError("a ratio of rates needs taps on both sides")
    z = two_sided_z(confidence)
    estimate = (bad / n) / (other_bad / other_n) if other_bad else None
    if (bad, other_bad) in ((0, 0), (n, other_n)):
        return RateRatio(estimate, 0.0, None)
    half = 0.0 if bad and other_bad else 0.5
    log_ratio = log((bad + half) / (n + half)) - log((other_bad + half) / (other_n + half))
    arm = z * sqrt(1 / (bad + half) - 1 / (n + half) + 1 / (other_bad + half) - 1 / (other_n + half))
    return RateRatio(
        estimate,
        exp(log_ratio - arm) if bad else 0.0,
        exp(log_ratio + arm) if other_bad else None,
    )


def _tail(start: int, n: int, all_bad: int, all_n: int, step: int) -> float:
    """Sum of hypergeometric probabilities of `start` bad taps among n, and on in steps of 1 or -1 to the end."""
    all_good = all_n - all_bad
    term = exp(_log_choose(all_bad, start) + _log_choose(all_good, n - start) - _log_choose(all_n, n))
    total, bad = term, start
    while term > total * 1e-17:
        if step > 0:
            term *= (all_bad - bad) * (n - bad) / ((bad + 1) * (all_good - n + bad + 1))
        else:
            term *= bad * (all_good - n + bad) / ((all_bad - bad + 1) * (n - bad + 1))
        bad += step
        total += term
    return total


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
