"""Customer satisfaction (CSAT): the share of 4 and 5 on a scale of 1 to 5."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.measure.estimate import Estimate
from kiosk.measure.mean import check_counts
from kiosk.measure.proportion import proportion

POINTS = range(1, 6)
SATISFIED_FROM = 4
DEFINITION = "CSAT: the share of answers of 4 or 5 on a scale of 1 to 5, 0 to 1."


def csat(counts: Mapping[int, int], *, dispersion: float = 1.0) -> Estimate:
    """Share (0 to 1) of answers of 4 or 5, with Wilson's interval. CSAT has no single definition; this one is printed.

    counts: how many gave each of 1 to 5; a point left out has none. Fewer than 5 answers: estimate None.
    """
    check_counts(counts, POINTS)
    satisfied = sum(count for point, count in counts.items() if point >= SATISFIED_FROM)
    return proportion((satisfied, sum(counts.values())), DEFINITION, dispersion=dispersion)
