"""How much the places of a chain differ beyond chance: the spread between them beside their mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import mul

from kiosk.measure.estimate import Estimate
from kiosk.measure.proportion import proportion
from kiosk.measure.quantiles import chi_squared, student_t
from kiosk.measure.share import Tally, check_dispersion

SHARE = "The place's share, 0 to 1."
MEAN = "The mean of the places' shares (random effects), 0 to 1."
TAU = "The standard deviation between the places' true shares, beyond chance, 0 to 0.5."
PART = "The part of the differences seen between places that chance does not explain (I²), 0 to 1."
WIDEST = 0.25
"""The variance of shares half of which are 0 and half 1."""


@dataclass(frozen=True, slots=True)
class BetweenPlaces:
    """places: each one's share (0 to 1). mean: of the places, random effects, n = ratings.

    spread: tau, the standard deviation between the places' true shares (0 to 1), n = places. i_squared: the part
    (0 to 1) of what is seen between them that chance does not explain, n = places. differ: the spread's interval lies
    above 0. Fewer than two places of 5 ratings: None throughout.
    """

    places: Mapping[str, Estimate]
    mean: Estimate
    spread: Estimate
    i_squared: Estimate
    differ: bool


def between_places(
    shares: Mapping[str, Tally], *, dispersion: float | Mapping[str, float] = 1.0
) -> BetweenPlaces:
    """(successes, n) by place; dispersion: one factor for all, or one for each place.

    Sources: DerSimonian & Laird 1986, Controlled Clinical Trials 7, 177-188 (tau², mean); Hartung & Knapp
    2001, Statistics in Medicine 20, 1771-1782 (the mean's interval, never narrower than without); Viechtbauer 2007,
    Statistics in Medicine 26, 37-52 (Q-profile interval of tau²; of places more alike than chance makes them its upper
    end is that of places as uneven as chance makes them, as it may be 0 otherwise); Higgins & Thompson 2002,
    Statistics in Medicine 21, 1539-1558 (I²).
    """
    told = {place: proportion(tally, SHARE, dispersion=_factor(dispersion, place)) for place, tally in shares.items()}
    used = [place for place, share in told.items() if share.estimate is not None]
    n = sum(shares[place][1] for place in used)
    if len(used) < 2:
        mean, spread, part = (
            Estimate(size, None, None, None, what) for size, what in ((n, MEAN), (len(used), TAU), (len(used), PART))
        )
        return BetweenPlaces(told, mean, spread, part, differ=False)
    seen = [shares[place][0] / shares[place][1] for place in used]
    chance = [_variance(*shares[place], _factor(dispersion, place)) for place in used]
    between = _dersimonian_laird(seen, chance)
    low, high = _q_profile(seen, chance)
    typical = _typical(chance)
    if _heterogeneity(seen, chance)[0] < len(used) - 1:
        high = max(high, _high_of_alike(typical, len(used) - 1))
    low, high = min(low, between), max(high, between)
    spread = Estimate(len(used), sqrt(between), sqrt(low), sqrt(high), TAU)
    part = Estimate(len(used), between / (between + typical), low / (low + typical), high / (high + typical), PART)
    return BetweenPlaces(told, _mean(seen, chance, between, n), spread, part, differ=low > 0)


def _factor(dispersion: float | Mapping[str, float], place: str) -> float:
    factor = dispersion[place] if isinstance(dispersion, Mapping) else dispersion
    check_dispersion(factor)
    return factor


def _variance(hits: int, n: int, dispersion: float) -> float:
    """Of a share by chance; ½ added to both sides, so that a place of none or all has one."""
    share = (hits + 0.5) / (n + 1)
    return dispersion * share * (1 - share) / n


def _heterogeneity(seen: Sequence[float], variances: Sequence[float]) -> tuple[float, float]:
    """Cochran's Q and the weighted mean."""
    weights = [1 / variance for variance in variances]
    mean = sum(map(mul, weights, seen)) / sum(weights)
    return sum(weight * (share - mean) ** 2 for weight, share in zip(weights, seen, strict=True)), mean


def _dersimonian_laird(seen: Sequence[float], chance: Sequence[float]) -> float:
    weights = [1 / variance for variance in chance]
    scale = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return min(WIDEST, max(0.0, (_heterogeneity(seen, chance)[0] - (len(seen) - 1)) / scale))


def _typical(chance: Sequence[float]) -> float:
    """Higgins and Thompson's typical variance within places."""
    weights = [1 / variance for variance in chance]
    return (len(weights) - 1) * sum(weights) / (sum(weights) ** 2 - sum(weight**2 for weight in weights))


def _q_profile(seen: Sequence[float], chance: Sequence[float]) -> tuple[float, float]:
    """The variances between places at which Q is as high, and as low, as chance lets it be."""

    def at(aim: float) -> float:
        if _heterogeneity(seen, chance)[0] <= aim:
            return 0.0
        low, high = 0.0, WIDEST
        for _ in range(60):
            middle = (low + high) / 2
            above = _heterogeneity(seen, [variance + middle for variance in chance])[0] > aim
            low, high = (middle, high) if above else (low, middle)
        return high

    degrees = len(seen) - 1
    return at(chi_squared(degrees, 0.975)), at(chi_squared(degrees, 0.025))


def _high_of_alike(typical: float, degrees: int) -> float:
    """The upper end where Q is what chance makes it, its degrees, and all places vary alike by chance."""
    return min(WIDEST, typical * (degrees / chi_squared(degrees, 0.025) - 1))


def _mean(seen: Sequence[float], chance: Sequence[float], between: float, n: int) -> Estimate:
    variances = [variance + between for variance in chance]
    q, mean = _heterogeneity(seen, variances)
    degrees = len(seen) - 1
    half = student_t(degrees) * sqrt(max(1.0, q / degrees) / sum(1 / variance for variance in variances))
    return Estimate(n, mean, max(0.0, mean - half), min(1.0, mean + half), MEAN)
