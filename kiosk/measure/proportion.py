"""A share as every newer measure tells it."""

from __future__ import annotations

from kiosk.measure.estimate import Estimate
from kiosk.measure.share import FEWEST_SHOWN, Tally, wilson


def proportion(tally: Tally, definition: str, *, dispersion: float = 1.0, confidence: float = 0.95) -> Estimate:
    """Wilson's interval of (successes, n); nothing but n below five."""
    share = wilson(*tally, confidence, dispersion=dispersion)
    if share.n < FEWEST_SHOWN:
        return Estimate(share.n, None, None, None, definition)
    return Estimate(share.n, share.estimate, share.low, share.high, definition)
