"""Did an action help? Difference in differences against the hours it does not touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import hypot

from kiosk.measure.dispersion import Dispersion, day_dispersion
from kiosk.measure.estimate import Estimate
from kiosk.measure.share import FEWEST_SHOWN, Share, Tally, wilson
from kiosk.model import Week

WEEKS_BEFORE = 4
CONFIDENCE = 0.975
DIFFERENCE = (
    "An action's effect: how the share changed in the hours it touches, less how it changed in the others, in points "
    "of 100; 97.5 % interval."
)
SHARE = "The share in {which} hours {when} the action, in points of 100; 97.5 % interval."

Days = Mapping[date, Tally]


class EffectVerdict(StrEnum):
    """What may be said of an action."""

    BETTER = "better"
    WORSE = "worse"
    NOT_SEEN = "not_seen"
    """The interval holds 0. Never "no effect": Effect.could_not_have_seen says what it could have hidden."""
    TOO_FEW = "too_few"
    """Fewer than 5 ratings in the affected or the unaffected hours, before or after."""


class Look(StrEnum):
    """There are two looks at an action, each at 97.5 %, so that both together are wrong in 5 % at most."""

    FIRST = "first"
    """After the action's first two weeks (14 days)."""
    SECOND = "second"
    """After its first four (28 days)."""

    @property
    def days(self) -> int:
        """How many days from the action's first this look is about."""
        return 14 if self is Look.FIRST else 28


@dataclass(frozen=True, slots=True)
class Effect:
    """All in points of 100 of the share given to `effect` (happy: more is better).

    difference = (affected after - before) - (unaffected after - before), -200 to 200, with its 97.5 % interval;
    n = ratings in all four. could_not_have_seen: an effect had to exceed this for a verdict (None where too few).
    Where there are no unaffected hours, verdict is TOO_FEW.
    """

    look: Look
    verdict: EffectVerdict
    difference: Estimate
    could_not_have_seen: float | None
    affected_before: Estimate
    affected_after: Estimate
    unaffected_before: Estimate
    unaffected_after: Estimate
    baseline: tuple[Week, ...]
    dispersion: Dispersion


def baseline_weeks(began: date, trigger: Week | None) -> tuple[Week, ...]:
    """The four last full weeks before the week of the action's first day that are not the one that triggered it."""
    earlier = [Week.of(began).back(back) for back in range(1, WEEKS_BEFORE + 2)]
    return tuple(sorted([week for week in earlier if week != trigger][:WEEKS_BEFORE]))


def looks_due(began: date, today: date) -> tuple[Look, ...]:
    """Looks whose days are all over by today; today itself is not over."""
    return tuple(look for look in Look if began + timedelta(days=look.days) <= today)


def effect(
    affected: Days,
    unaffected: Days,
    *,
    began: date,
    trigger: Week | None,
    look: Look,
) -> Effect:
    """(happy, ratings) by day in the hours that the action touches, and in the others; days not named have none.

    For a share of which less is better (bad), pass the complements. Baseline: `baseline_weeks`. After: the look's
    days from `began` on. Days that differ more than chance allows within the baseline's weeks widen the interval.
    Source of the interval: Zou & Donner 2008, Statistics in Medicine 27, 1693-1702 (MOVER, from Wilson's).
    """
    weeks = baseline_weeks(began, trigger)
    before = [[week.monday + timedelta(days=day) for day in range(7)] for week in weeks]
    after = [began + timedelta(days=day) for day in range(look.days)]
    spread = day_dispersion(
        [[days.get(day, (0, 0)) for day in week] for days in (affected, unaffected) for week in before]
    )

    def share(days: Days, span: Iterable[date]) -> Share:
        return wilson(*_sum(days, span), CONFIDENCE, dispersion=spread.factor)

    days_before = [day for week in before for day in week]
    a0, a1 = share(affected, days_before), share(affected, after)
    u0, u1 = share(unaffected, days_before), share(unaffected, after)
    difference, hidden = _difference(a0, a1, u0, u1)
    return Effect(
        look=look,
        verdict=_verdict(difference),
        difference=difference,
        could_not_have_seen=hidden,
        affected_before=_points(a0, SHARE.format(which="affected", when="before")),
        affected_after=_points(a1, SHARE.format(which="affected", when="after")),
        unaffected_before=_points(u0, SHARE.format(which="unaffected", when="before")),
        unaffected_after=_points(u1, SHARE.format(which="unaffected", when="after")),
        baseline=weeks,
        dispersion=spread,
    )


def _sum(days: Days, span: Iterable[date]) -> Tally:
    tallies = [days[day] for day in span if day in days]
    return sum(hits for hits, _ in tallies), sum(n for _, n in tallies)


def _difference(a0: Share, a1: Share, u0: Share, u1: Share) -> tuple[Estimate, float | None]:
    """In points; and how far the interval reaches towards 0."""
    added, taken = (a1, u0), (a0, u1)
    n = sum(share.n for share in (*added, *taken))
    if min(share.n for share in (*added, *taken)) < FEWEST_SHOWN:
        return Estimate(n, None, None, None, DIFFERENCE), None
    estimate = 100 * (sum(_rate(share) for share in added) - sum(_rate(share) for share in taken))
    below = hypot(*(_arm(share, share.low) for share in added), *(_arm(share, share.high) for share in taken))
    above = hypot(*(_arm(share, share.high) for share in added), *(_arm(share, share.low) for share in taken))
    reach = max(below, above) if estimate == 0 else below if estimate > 0 else above
    return Estimate(n, estimate, max(-200.0, estimate - below), min(200.0, estimate + above), DIFFERENCE), reach


def _arm(share: Share, limit: float) -> float:
    return 100 * (limit - _rate(share))


def _rate(share: Share) -> float:
    return share.successes / share.n


def _points(share: Share, definition: str) -> Estimate:
    if share.estimate is None or share.n < FEWEST_SHOWN:
        return Estimate(share.n, None, None, None, definition)
    return Estimate(share.n, 100 * share.estimate, 100 * share.low, 100 * share.high, definition)


def _verdict(difference: Estimate) -> EffectVerdict:
    if difference.low is None or difference.high is None:
        return EffectVerdict.TOO_FEW
    if difference.low > 0:
        return EffectVerdict.BETTER
    return EffectVerdict.WORSE if difference.high < 0 else EffectVerdict.NOT_SEEN
