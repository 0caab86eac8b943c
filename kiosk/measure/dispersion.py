"""How much more a share differs from day to day than chance allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from kiosk.measure.share import check_tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.measure.share import Tally

ENOUGH_DEGREES: Final = 12
"""Two full weeks of seven days: below, chi² / df is too unsteady (standard deviation .4 at 12) to stand alone."""

CAUTIOUS: Final = 1.5
"""The least factor assumed while days are few: about 100 taps a day at an intra-day correlation of .005."""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """The factor (1 or more) that divides n, with Pearson's chi² and the degrees of freedom it was estimated from.

    estimated is False where days were too few and the factor is the assumed one or, if larger, the one seen.
    """

    definition: ClassVar[str] = "How much more days differ than chance allows, a factor of 1 or more: chi² / df."

    factor: float
    chi_squared: float
    degrees_of_freedom: int
    estimated: bool


def day_dispersion(weeks: Sequence[Sequence[Tally]]) -> Dispersion:
    """Pearson's chi² / df of the daily shares of a baseline, each week against its own share; at least 1.

    weeks: one sequence per baseline week of that week's days. Comparing within weeks keeps a real change from one
    week to the next out of the factor; a steady pattern over the weekdays stays in it, which errs towards caution.
    Days without answers are left out; a week of one such day, or where all or none of the answers count, tells
    nothing and is left out too. With fewer than 12 degrees of freedom the factor is at least 1.5.

    Source: McCullagh & Nelder 1989, Generalized Linear Models, 4.5 (φ = X² / (N - p)).
    """
    chi_squared = 0.0
    degrees = 0
    for week in weeks:
        for successes, n in week:
            check_tally(successes, n)
        days = [day for day in week if day[1] > 0]
        total = sum(n for _, n in days)
        hits = sum(successes for successes, _ in days)
        if len(days) < 2 or hits in (0, total):
            continue
        share = hits / total
        chi_squared += sum((successes - n * share) ** 2 / (n * share * (1 - share)) for successes, n in days)
        degrees += len(days) - 1
    estimated = degrees >= ENOUGH_DEGREES
    seen = chi_squared / degrees if degrees else 1.0
    return Dispersion(max(1.0 if estimated else CAUTIOUS, seen), chi_squared, degrees, estimated)
