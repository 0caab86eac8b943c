"""How much each dimension matters to shoppers: each chose the one that matters most."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from kiosk.measure.estimate import Estimate
from kiosk.measure.proportion import proportion
from kiosk.measure.sample_mean import nothing

SHARE = "Share of shoppers who chose {name} as what matters most, 0 to 1."
POINTS = "Of 100 points of importance, those that fall to {name}: the share of shoppers who chose it, times 100."


def shares(chosen: Mapping[str, int]) -> dict[str, Estimate]:
    """From how many chose each dimension, each share with Wilson's interval; None below 5 answers in all."""
    total = sum(chosen.values())
    return {name: proportion((count, total), SHARE.format(name=name)) for name, count in chosen.items()}


def points(shares_chosen: Mapping[str, Estimate]) -> dict[str, Estimate]:
    """The same as SERVQUAL's 100 points, intervals included."""
    return {name: _points(share, POINTS.format(name=name)) for name, share in shares_chosen.items()}


def weights(shares_chosen: Mapping[str, Estimate]) -> dict[str, float]:
    """Weights that sum to 1; none at all where any share is unknown or nothing was chosen."""
    known = {name: share.estimate for name, share in shares_chosen.items() if share.estimate is not None}
    if len(known) < len(shares_chosen) or not any(known.values()):
        return {}
    return normalised(known)


def normalised(importance: Mapping[str, float]) -> dict[str, float]:
    """Points, shares or any other measures of importance as weights that sum to 1.

    Raises ValueError where one is below 0 or not finite, or all are 0.
    """
    if not all(isfinite(each) and each >= 0 for each in importance.values()):
        raise ValueError(f"importance is a finite number from 0, not {dict(importance)}")
    # Divided by the largest first: the sum of very large ones would be no number, very small ones would be lost.
    largest = max(importance.values(), default=0)
    if largest == 0:
        raise ValueError("expected at least one dimension that matters")
    scaled = {name: each / largest for name, each in importance.items()}
    total = sum(scaled.values())
    return {name: each / total for name, each in scaled.items()}


def _points(share: Estimate, definition: str) -> Estimate:
    if share.estimate is None or share.low is None or share.high is None:
        return nothing(share.n, definition)
    return Estimate(share.n, share.estimate * 100, share.low * 100, share.high * 100, definition)
