"""The staff pulse: what staff think, apart from all shoppers' figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.measure.estimate import Estimate
from kiosk.measure.mean import scale_mean
from kiosk.measure.proportion import proportion

POINTS = range(1, 6)
AGREE_FROM = 4
AGREE = "Staff pulse: the share of staff answers of 4 or 5 on a scale of 1 (not at all) to 5 (fully), 0 to 1."
MEAN = "Staff pulse: the mean of staff answers, 1 (not at all) to 5 (fully)."


@dataclass(frozen=True, slots=True)
class PulseStatement:
    """agree: the share (0 to 1) of answers of 4 and 5. mean: 1 (not at all) to 5 (fully). None below 5 answers."""

    agree: Estimate
    mean: Estimate


def pulse(answers: Mapping[str, Mapping[int, int]]) -> dict[str, PulseStatement]:
    """By statement, how many of the staff gave each of 1 to 5; raises ValueError for other points or counts below 0.

    Staff are few: their intervals are for a large staff and so err towards caution.
    """
    return {statement: _statement(counts) for statement, counts in answers.items()}


def _statement(counts: Mapping[int, int]) -> PulseStatement:
    mean = scale_mean(counts, POINTS, MEAN)
    agree = sum(count for point, count in counts.items() if point >= AGREE_FROM)
    return PulseStatement(proportion((agree, sum(counts.values())), AGREE), mean)
