"""The GAPS model: where between what shoppers want and what they get a service is lost.

Source: Parasuraman, Zeithaml & Berry 1985, J. Marketing 49, 41-50.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.measure.estimate import Estimate
from kiosk.measure.sample_mean import independent_difference, nothing

Side = Estimate | float | None
"""A mean; a plain number is what one person set or believes, with no chance in it; None where nobody said."""

POINTS = "in points of a scale of {scale}."
KNOWLEDGE = f"Knowledge gap: what the manager believes shoppers want minus what they want, {POINTS}"
STANDARDS = f"Standards gap: the shop's targets minus what the manager believes shoppers want, {POINTS}"
DELIVERY = f"Delivery gap: how staff say it is done minus the shop's targets, {POINTS}"
COMMUNICATION = "Communication gap: share of shoppers who say that what was promised was not true, 0 to 1."
SERVICE = f"Service gap: how shoppers found it minus what they want, {POINTS}"


@dataclass(frozen=True, slots=True)
class GapsModel:
    """The five gaps; below 0 is short of what it is held against. communication is a share that is better small.

    n: the fewer answers of the two sides, plain numbers aside.
    """

    knowledge: Estimate
    standards: Estimate
    delivery: Estimate
    communication: Estimate
    service: Estimate


def gaps(
    *,
    desired: Side,
    believed: Side,
    target: Side,
    audit: Side,
    perceived: Side,
    promise_kept: Estimate | None,
    service: Estimate | None = None,
    scale: str = "1 to 7",
) -> GapsModel:
    """The five gaps of one dimension or of the whole, all forms on the same scale; None where a side is missing.

    The sides are different people, so that their variances add. promise_kept: share who say that it was true.
    service: gap 5 where it is known better, from shoppers who answered both forms.
    """
    if service is None:
        service = _gap(perceived, desired, SERVICE.format(scale=scale))
    return GapsModel(
        _gap(believed, desired, KNOWLEDGE.format(scale=scale)),
        _gap(target, believed, STANDARDS.format(scale=scale)),
        _gap(audit, target, DELIVERY.format(scale=scale)),
        _complement(promise_kept),
        replace(service, definition=SERVICE.format(scale=scale)),
    )


def _gap(first: Side, second: Side, definition: str) -> Estimate:
    counts = [side.n for side in (first, second) if isinstance(side, Estimate)]
    n = min(counts, default=0)
    if first is None or second is None:
        return nothing(n, definition)
    return replace(independent_difference(_estimate(first), _estimate(second), definition), n=n)


def _estimate(side: Estimate | float) -> Estimate:
    return side if isinstance(side, Estimate) else Estimate(0, side, side, side, "")


def _complement(kept: Estimate | None) -> Estimate:
    if kept is None or kept.estimate is None:
        return nothing(kept.n if kept else 0, COMMUNICATION)
    if not 0 <= kept.estimate <= 1:
        raise ValueError(f"the share of promises kept lies in 0..1, not {kept.estimate}")
    low = None if kept.high is None else max(0.0, 1 - kept.high)
    high = None if kept.low is None else min(1.0, 1 - kept.low)
    return Estimate(kept.n, 1 - kept.estimate, low, high, COMMUNICATION)
