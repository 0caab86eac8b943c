"""Drivers: which touchpoints, where named, go with an unhappy tap more often than chance would explain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import erfc, exp, log, sqrt

from kiosk.measure.estimate import Estimate
from kiosk.measure.hotspots import benjamini_hochberg
from kiosk.measure.share import FEWEST_SHOWN, Tally, check_dispersion, check_tally, two_sided_z

LONGEST_ARM = 30.0
"""On the logarithm: an interval this wide says nothing, and its ends would leave the range of numbers."""
DEFINITION = (
    "The odds of an unhappy (bad) tap among visits that named the touchpoint over those among visits that named "
    "others; 1 is alike, no upper end."
)


@dataclass(frozen=True, slots=True)
class Driver:
    """One touchpoint. odds_ratio: odds of an unhappy tap where it was named over those where it was not, n = named.

    p_value is two-sided and its own; adjusted is Benjamini and Hochberg's over all touchpoints. told: beyond chance
    and raising the odds; only then may it be spoken of. It goes along with unhappy taps; it need not cause them.
    """

    touchpoint: str
    unhappy: int
    named: int
    odds_ratio: Estimate
    p_value: float
    adjusted: float
    told: bool


def drivers(
    named: Mapping[str, Tally], everyone: Tally, *, dispersion: float = 1.0, false_discovery_rate: float = 0.05
) -> tuple[Driver, ...]:
    """named: (unhappy, n) of the visits that named each touchpoint; everyone: of all visits that named any.

    Highest odds first. A touchpoint that fewer than 5 named, or all but fewer than 5, is left out. Where one of the
    four counts is 0, ½ is added to each (Haldane-Anscombe). Where days differ so much that the interval has no end in
    sight there is no odds ratio. Raises ValueError where more named it than there were.

    Source: Woolf 1955, Ann. Hum. Genet. 19, 251-253; Anscombe 1956, Biometrika 43, 461-464.
    """
    check_dispersion(dispersion)
    z = two_sided_z(0.95)
    met = []
    for touchpoint, inside in named.items():
        outside = everyone[0] - inside[0], everyone[1] - inside[1]
        check_tally(*inside)
        check_tally(*outside)
        if min(inside[1], outside[1]) >= FEWEST_SHOWN:
            met.append((touchpoint, inside, *_log_odds_ratio(inside, outside, dispersion)))
    p_values = [erfc(abs(log_ratio) / error / sqrt(2)) for _, _, log_ratio, error in met]
    found = [
        Driver(
            touchpoint, *inside,
            _odds_ratio(inside[1], log_ratio, z * error),
            p_value, adjusted, adjusted <= false_discovery_rate and log_ratio > z * error,
        )
        for (touchpoint, inside, log_ratio, error), p_value, adjusted in zip(
            met, p_values, benjamini_hochberg(p_values), strict=True
        )
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda driver: (-(driver.odds_ratio.estimate or 0.0), driver.touchpoint)))


def _odds_ratio(named: int, log_ratio: float, arm: float) -> Estimate:
    if arm > LONGEST_ARM:
        return Estimate(named, None, None, None, DEFINITION)
    return Estimate(named, exp(log_ratio), exp(log_ratio - arm), exp(log_ratio + arm), DEFINITION)


def _log_odds_ratio(inside: Tally, outside: Tally, dispersion: float) -> tuple[float, float]:
    """With its standard error."""
    cells = [float(cell) for unhappy, n in (inside, outside) for cell in (unhappy, n - unhappy)]
    if 0 in cells:
        cells = [cell + 0.5 for cell in cells]
    a, b, c, d = cells
    return log(a * d / (b * c)), sqrt(dispersion * sum(1 / cell for cell in cells))
