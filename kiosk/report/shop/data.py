"""What the pages about the shop show, as numbers. What there is nothing to say about is None, or empty.

Unless told otherwise the figures are of the twelve weeks that end with the report's, shares are fractions of 1, and an
estimate on fewer than five answers is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.book import Decision
from kiosk.measure.assumptions import Assumptions
from kiosk.measure.belief import BeliefHistory
from kiosk.measure.ces import Effort
from kiosk.measure.drivers import Driver
from kiosk.measure.effect import Effect
from kiosk.measure.estimate import Estimate
from kiosk.measure.forecast import Forecast
from kiosk.measure.operations import LoadAgainstBad, ResponseRate
from kiosk.measure.places import BetweenPlaces
from kiosk.measure.pulse import PulseStatement
from kiosk.measure.recovery import RecoverySummary
from kiosk.measure.revenue import RevenueAtRisk
from kiosk.measure.silent import ComplaintsBehind, SilentMajority
from kiosk.measure.tags import TagFigure
from kiosk.measure.word_of_mouth import Figures, WordOfMouth
from kiosk.model import ChoiceId, Text, Week


@dataclass(frozen=True, slots=True)
class Silence:
    """The report's week: who did not tap. Ratings and transactions of the same days and places only."""

    response: ResponseRate
    majority: SilentMajority


@dataclass(frozen=True, slots=True)
class MoneyFigures:
    """The report's week in money: basket and revenue in a currency (ISO 4217). solved: cases of twelve weeks."""

    basket: float
    visits_a_year: float
    currency: str
    at_risk: RevenueAtRisk
    solved: int
    recovered: Estimate


@dataclass(frozen=True, slots=True)
class ActionFigures:
    """An action and its effect on the share happy. next_look: the first day on which more can be said.

    effect is that of the latest look that is due; None before the first. everywhere: there are no other hours to
    compare with, then or ever.
    """

    name: Text
    touchpoint: ChoiceId | None
    triggered_by: Week | None
    started: date
    decision: Decision | None
    next_look: date | None
    effect: Effect | None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """A case: steps that were done, by their names; closed only where the customer called it solved."""

    opened: datetime
    reason: str
    steps: tuple[str, ...]
    closed: bool
    failed_again: bool
    same_again: bool


@dataclass(frozen=True, slots=True)
class RecoveryFigures:
    """Cases that were opened in the window or are open still, and those that need somebody: these, repeat failures."""

    summary: RecoverySummary
    cases: tuple[CaseFigures, ...]


@dataclass(frozen=True, slots=True)
class StandardScore:
    """One of our surveys' questions on a scale that has a name of its own, in the report's week; one of the three."""

    prompt: Text
    csat: Estimate | None
    effort: Effort | None
    nps: Estimate | None


@dataclass(frozen=True, slots=True)
class TagRow:
    """What carries one tag: of what unhappy and what happy shoppers named, and the mean of its items, 1 to 7."""

    name: Text
    unhappy: TagFigure
    happy: TagFigure


@dataclass(frozen=True, slots=True)
class TagTable:
    """One tag set, in its own order."""

    name: Text
    tags: Mapping[str, TagRow]


@dataclass(frozen=True, slots=True)
class Shop:
    """first to last: the days of the window. weeks: how many of them have ratings.

    labels are touchpoints' words; tags are by set, and coaching names the tags about staff, the lowest mean first.
    heard_by tells whose figures word_of_mouth is by. pulse is of the thirteen weeks; what staff think is in no figure
    of shoppers.
    """

    first: date
    last: date
    weeks: int
    belief: BeliefHistory | None
    silence: Silence | None
    complaints: ComplaintsBehind | None
    word_of_mouth: WordOfMouth | None
    money: MoneyFigures | None
    load: LoadAgainstBad | None
    actions: tuple[ActionFigures, ...]
    recovery: RecoveryFigures | None
    scores: Mapping[str, StandardScore]
    drivers: tuple[Driver, ...]
    labels: Mapping[ChoiceId, Text]
    tags: Mapping[str, TagTable]
    coaching: tuple[tuple[str, str], ...]
    pulse: Mapping[str, PulseStatement]
    forecast: Forecast | None
    between: BetweenPlaces | None
    assumptions: Assumptions
    heard_by: Figures = Figures.BOTH
