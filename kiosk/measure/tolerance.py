"""The zone of tolerance: between what is the least acceptable and what is desired.

Source: Zeithaml, Berry & Parasuraman 1993, J. Academy of Marketing Science 21, 1-12; Parasuraman, Zeithaml &
Berry 1994, J. Retailing 70, 201-230.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.measure.estimate import Estimate
from kiosk.measure.sample_mean import independent_difference
from kiosk.measure.servqual import item_gap

ADEQUACY = "Adequacy: perceived minus the least acceptable by the same shoppers, in points of their scale."
SUPERIORITY = "Superiority: perceived minus desired by the same shoppers, in points of their scale."
WIDTH = "Width of the zone of tolerance: desired minus the least acceptable, in points of their scale."


class Place(StrEnum):
    """Where the service stands, as far as the intervals allow."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    NOT_SURE = "not_sure"


@dataclass(frozen=True, slots=True)
class Zone:
    """The service against its zone: means of groups, so that it says nothing of any share of shoppers.

    width is desired minus adequate; the zone is inverted where that is below 0, and surely so where its whole
    interval is.
    """

    place: Place
    inverted: bool
    surely_inverted: bool
    width: Estimate


def zone(
    perceived: Estimate, adequate: Estimate, desired: Estimate, adequacy: Estimate, superiority: Estimate
) -> Zone:
    """below: adequacy's whole interval is under 0; above: superiority's is over 0; within: neither can be.

    Anything else is not sure. The zone of an inverted one lies between desired and adequate: below and above are past
    both of them, and nothing is within. The three means are taken as of different shoppers; adequacy and superiority
    are as the caller knows them (of pairs, or not).
    """
    width = independent_difference(desired, adequate, WIDTH)
    inverted = width.estimate is not None and width.estimate < 0
    return Zone(
        Place.NOT_SURE if perceived.estimate is None else _place(adequacy, superiority, inverted=inverted),
        inverted,
        width.high is not None and width.high < 0,
        width,
    )


def inverted_zones(zones: Mapping[str, Zone]) -> tuple[str, ...]:
    """The names of those whose least acceptable is above the desired, in the order given."""
    return tuple(name for name, each in zones.items() if each.inverted)


def adequacy_of(perceived: Sequence[float], adequate: Sequence[float]) -> Estimate:
    """Of complete pairs, with the paired t interval."""
    return replace(item_gap(perceived, adequate), definition=ADEQUACY)


def superiority_of(perceived: Sequence[float], desired: Sequence[float]) -> Estimate:
    """Of complete pairs, with the paired t interval."""
    return replace(item_gap(perceived, desired), definition=SUPERIORITY)


def _place(adequacy: Estimate, superiority: Estimate, *, inverted: bool) -> Place:
    to_adequate, to_desired = _side(adequacy), _side(superiority)
    if to_adequate == -1 and to_desired <= (-1 if inverted else 0):
        return Place.BELOW
    if to_desired == 1 and to_adequate >= (1 if inverted else 0):
        return Place.ABOVE
    if to_adequate == 1 and to_desired == -1 and not inverted:
        return Place.WITHIN
    return Place.NOT_SURE


def _side(difference: Estimate) -> int:
    """On which side of 0 the whole interval lies; 0 where that is open, also without an interval."""
    if difference.low is None or difference.high is None:
        return 0
    return (difference.low > 0) - (difference.high < 0)
