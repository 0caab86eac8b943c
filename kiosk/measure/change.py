"""Better, worse, or nothing that chance would not explain: this period's share against an earlier one's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import hypot
from typing import ClassVar

from kiosk.measure.share import FEWEST_SHOWN, Share, Tally, wilson


class Verdict(StrEnum):
    """What may be said of a change."""

    BETTER = "better"
    WORSE = "worse"
    NO_CHANGE_SEEN = "no_change_seen"
    """The interval holds 0: no change that chance would not explain. Never "no change"."""
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class ShareChange:
    """The difference now - before with its interval, and both shares with theirs (widened by the same factor).

    could_not_have_seen: the difference that would have had to be exceeded for a verdict, that is, how far the interval
    reaches from the estimate towards 0 (the longer arm where the estimate is 0). Better and worse are said exactly
    where the estimate exceeds it; a true difference of this size would be seen about every other time. 1 where
    estimate is None, because one period has no answers.
    """

    definition: ClassVar[str] = "This period's share minus the earlier one's, -1 to 1, with Newcombe's interval."

    now: Share
    before: Share
    estimate: float | None
    low: float
    high: float
    verdict: Verdict
    could_not_have_seen: float


def share_change(now: Tally, before: Tally, *, dispersion: float = 1.0, confidence: float = 0.95) -> ShareChange:
    """Newcombe's interval (method 10, from two Wilson intervals) for now - before, and the verdict.

    More is better: for a share of which less is better, pass the complements. Both n are divided by dispersion, so
    that days that differ more than chance allows widen the interval by about √dispersion. Either n below 5 is too few
    for any verdict. The two periods must not share answers.

    Source: Newcombe 1998, Statistics in Medicine 17, 873-890.
    """
    new = wilson(*now, confidence, dispersion=dispersion)
    old = wilson(*before, confidence, dispersion=dispersion)
    if new.estimate is None or old.estimate is None:
        return ShareChange(new, old, None, -1.0, 1.0, Verdict.TOO_FEW, 1.0)
    estimate = new.estimate - old.estimate
    arm_below = hypot(new.estimate - new.low, old.high - old.estimate)
    arm_above = hypot(new.high - new.estimate, old.estimate - old.low)
    low = max(-1.0, estimate - arm_below)
    high = min(1.0, estimate + arm_above)
    reach = max(arm_below, arm_above) if estimate == 0 else arm_below if estimate > 0 else arm_above
    verdict = Verdict.TOO_FEW if min(new.n, old.n) < FEWEST_SHOWN else _verdict(low, high)
    return ShareChange(new, old, estimate, low, high, verdict, min(1.0, reach))


def _verdict(low: float, high: float) -> Verdict:
    if low > 0:
        return Verdict.BETTER
    if high < 0:
        return Verdict.WORSE
    return Verdict.NO_CHANGE_SEEN
