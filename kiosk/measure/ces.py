"""Customer effort (CES): how easy it was, 1 to 7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.measure.estimate import Estimate
from kiosk.measure.mean import scale_mean
from kiosk.measure.proportion import proportion

POINTS = range(1, 8)
EASY_FROM = 5
MEAN = "CES: the mean answer to how easy it was, 1 (very hard) to 7 (very easy)."
EASY = "CES: the share of answers of 5, 6 or 7 on a scale of 1 (very hard) to 7 (very easy), 0 to 1."


@dataclass(frozen=True, slots=True)
class Effort:
    """mean: 1 (very hard) to 7 (very easy). easy: the share (0 to 1) of 5, 6 and 7."""

    mean: Estimate
    easy: Estimate


def ces(counts: Mapping[int, int], *, dispersion: float = 1.0) -> Effort:
    """Both figures in use; CES has no single definition, and each is printed with its own.

    counts: how many gave each of 1 to 7; a point left out has none. Fewer than 5 answers: estimates None.
    """
    mean = scale_mean(counts, POINTS, MEAN, dispersion=dispersion)
    easy = sum(count for point, count in counts.items() if point >= EASY_FROM)
    return Effort(mean, proportion((easy, sum(counts.values())), EASY, dispersion=dispersion))
