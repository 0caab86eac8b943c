"""Recovery of failures in five steps; only the customer's own verdict closes a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import comb, inf

from kiosk.measure.assumptions import DOCUMENTED, Assumptions
from kiosk.measure.estimate import Estimate
from kiosk.measure.proportion import proportion
from kiosk.measure.share import FEWEST_SHOWN

CLOSED = "The share of cases that their customers called fixed, 0 to 1."
DONE = "The share of cases in which this step was done: {step}, 0 to 1."
HOURS = "The median time from a case's opening to this step: {step}, in hours."
NEEDED = "Good services needed to mend these cases, at {each:g} for each (002); a count, assumed."

SAME_AGAIN = timedelta(days=28)


class Step(StrEnum):
    """The five steps in their order."""

    APOLOGY = "apology"
    URGENT_FIX = "urgent_fix"
    EMPATHY = "empathy"
    ATONEMENT = "symbolic_atonement"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Case:
    """One failure. steps: when each was done first. verdicts: the customer's answers to "did we fix it?", by time.

    about: what failed (a touchpoint's id), if known. Times are all aware or all naive.
    """

    id: str
    opened: datetime
    steps: Mapping[Step, datetime] = field(default_factory=dict)
    verdicts: tuple[tuple[datetime, bool], ...] = ()
    about: str | None = None
    place: str | None = None

    @property
    def closed(self) -> bool:
        """The customer's last word is that it is fixed."""
        return bool(self.verdicts) and max(self.verdicts)[1]

    @property
    def failed_again(self) -> bool:
        """The customer has said at least once that it was not fixed: a second failure, in the recovery itself."""
        return any(not fixed for _, fixed in self.verdicts)


@dataclass(frozen=True, slots=True)
class StepFigure:
    """done: share (0 to 1) of cases in which the step was done. hours: median from the case's opening to the step.

    A step not yet done counts as longer than any done; where half are not done there is no median (None). high
    alone is None where the interval has no upper end yet; both ends are None with 5 cases.
    """

    done: Estimate
    hours: Estimate


@dataclass(frozen=True, slots=True)
class RecoverySummary:
    """steps in their order, by Step value. closed: share (0 to 1) of cases that customers called fixed.

    time_to_apology is steps["apology"].hours. failed_again: ids of cases whose customer said "not fixed"; same_again:
    ids of cases about the same thing, in the same place, as one opened up to 28 days before. out_of_order: ids of
    cases with a later step before an apology. good_services_needed: 12 for each case (no interval, it is assumed).
    """

    cases: int
    open: int
    closed: Estimate
    time_to_apology: Estimate
    steps: Mapping[str, StepFigure]
    failed_again: tuple[str, ...]
    same_again: tuple[str, ...]
    out_of_order: tuple[str, ...]
    good_services_needed: Estimate


def summary(cases: Iterable[Case], *, assumptions: Assumptions = DOCUMENTED) -> RecoverySummary:
    """Ids in the order of opening. Shares and medians are None below 5 cases; a median's interval needs 6.

    Raises ValueError where a step or verdict lies before its case's opening.
    """
    ordered = sorted(cases, key=lambda case: (case.opened, case.id))
    for case in ordered:
        if any(at < case.opened for at in (*case.steps.values(), *(at for at, _ in case.verdicts))):
            raise ValueError(f"case {case.id}: a step or a verdict lies before its opening")
    closed = sum(case.closed for case in ordered)
    steps = {step.value: _step(ordered, step) for step in Step}
    return RecoverySummary(
        cases=len(ordered),
        open=len(ordered) - closed,
        closed=proportion((closed, len(ordered)), CLOSED),
        time_to_apology=steps[Step.APOLOGY].hours,
        steps=steps,
        failed_again=tuple(case.id for case in ordered if case.failed_again),
        same_again=_same_again(ordered),
        out_of_order=tuple(case.id for case in ordered if _out_of_order(case)),
        good_services_needed=_needed(len(ordered), assumptions.good_for_one_bad.value),
    )


def _step(cases: Sequence[Case], step: Step) -> StepFigure:
    hours = [
        (case.steps[step] - case.opened) / timedelta(hours=1) if step in case.steps else inf for case in cases
    ]
    done = sum(each < inf for each in hours)
    return StepFigure(proportion((done, len(hours)), DONE.format(step=step)), _median(hours, HOURS.format(step=step)))


def _median(values: Sequence[float], definition: str) -> Estimate:
    """With the interval of order statistics; inf is longer than any."""
    n, ordered = len(values), sorted(values)
    if n < FEWEST_SHOWN or ordered[n // 2] == inf:
        return Estimate(n, None, None, None, definition)
    middle = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    outside = _ranks_outside(n)
    if not outside:
        return Estimate(n, middle, None, None, definition)
    high = ordered[n - outside]
    return Estimate(n, middle, ordered[outside - 1], None if high == inf else high, definition)


def _ranks_outside(n: int) -> int:
    """How far from either end the order statistics lie between which the median lies with 95 % or more."""
    below, rank = 0, 0
    while 40 * (below := below + comb(n, rank)) <= 2**n:  # 2.5 % in whole numbers, which may be of any length
        rank += 1
    return rank


def _same_again(cases: Sequence[Case]) -> tuple[str, ...]:
    last: dict[tuple[str, str | None], datetime] = {}
    found = []
    for case in cases:
        if case.about is None:
            continue
        what = case.about, case.place
        if what in last and case.opened - last[what] <= SAME_AGAIN:
            found.append(case.id)
        last[what] = case.opened
    return tuple(found)


def _out_of_order(case: Case) -> bool:
    later = [at for step, at in case.steps.items() if step is not Step.APOLOGY]
    apology = case.steps.get(Step.APOLOGY)
    return bool(later) and (apology is None or min(later) < apology)


def _needed(cases: int, each: float) -> Estimate:
    return Estimate(cases, cases * each, None, None, NEEDED.format(each=each))
