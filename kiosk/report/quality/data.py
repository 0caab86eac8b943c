"""What the pages on the service's quality show, as numbers.

All figures are of the thirteen weeks that end with the report's, and of those who answered. An estimate on fewer than
five answers is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.measure.estimate import Estimate
from kiosk.measure.gaps_model import GapsModel
from kiosk.measure.relationship import ChainStep
from kiosk.measure.tolerance import Zone
from kiosk.model import Text

WEEKS = 13
"""So many weeks of answers every figure is of, those that end with the report's."""
OVERALL = "overall"
"""Under which the gaps of the dimensions' mean are kept beside those of each."""


class Exactness(StrEnum):
    """Whether a gap is known to a quarter of a point."""

    REACHED = "reached"
    EXPECTED = "expected"
    TOO_SLOW = "too_slow"
    """Not within thirteen weeks at this rate: older answers leave the window as new ones come."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Exact:
    """When a gap's interval is expected to be ± 0.25; day only where it is EXPECTED."""

    state: Exactness
    day: date | None = None


@dataclass(frozen=True, slots=True)
class QualityItem:
    """One item on its dimension's scale. label: what it is about; empty for an item that is not ours."""

    dimension: str
    item: str
    label: Text
    perceived: Estimate
    desired: Estimate
    adequate: Estimate
    gap: Estimate


@dataclass(frozen=True, slots=True)
class QualityDimension:
    """One dimension. low and high are the ends of its scale, left_out its answers on any other.

    gap is perceived minus desired (SERVQUAL's gap, superiority), adequacy perceived minus adequate. difference is
    Brown, Churchill and Peter's non-difference score, on a scale of its own: difference_low to difference_high.
    inverted counts the items whose least acceptable lies above the desired. alpha is by form.
    """

    low: float
    high: float
    left_out: int
    perceived: Estimate
    desired: Estimate
    adequate: Estimate
    gap: Estimate
    adequacy: Estimate
    difference: Estimate
    difference_low: float
    difference_high: float
    zone: Zone
    inverted: int
    alpha: Mapping[str, Estimate]
    exact: Exact


@dataclass(frozen=True, slots=True)
class Overall:
    """The mean of the dimensions on the scale from low to high that most of them are on; n counts all their answers.

    weighted: by importance; None where too few said what matters most to them.
    """

    low: float
    high: float
    dimensions: tuple[str, ...]
    perceived: Estimate
    perceived_weighted: Estimate | None
    gap: Estimate
    gap_weighted: Estimate | None
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Whole:
    """What was asked of the shop as a whole, on its own scale from low to high."""

    low: float
    high: float
    figure: Estimate


@dataclass(frozen=True, slots=True)
class Quality:
    """first to last: the days of the window. visits were asked in their turn, imported ones brought their answers.

    items are by dimension and item (reliability.on_time); weakest are the five lowest of them on their scales.
    statements: value, satisfaction, return, recommend, others and promise, those that were answered, each on its own
    scale; nps is made of recommend, chain of all but the last two and of the dimensions' mean. gaps_model is by
    dimension and, under "overall", of their mean. response: of those offered a form, who answered.
    """

    first: date
    last: date
    visits: int
    imported: int
    overall: Overall | None
    dimensions: Mapping[str, QualityDimension]
    items: Mapping[str, QualityItem]
    weakest: tuple[str, ...]
    importance: Mapping[str, Estimate]
    statements: Mapping[str, Whole]
    nps: Estimate | None
    chain: Mapping[str, ChainStep]
    gaps_model: Mapping[str, GapsModel]
    response: Mapping[str, Estimate]
