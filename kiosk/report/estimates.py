"""A share and a mean with their intervals, or with nothing but n where they are withheld."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShareFigure:
    """So many of n answers, with the 95 % interval of their share; all but n is None below five answers."""

    hits: int | None
    n: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class MeanFigure:
    """A mean of n answers with its 95 % interval; mean and interval are None below five answers.

    The interval alone is None where all answers agree and their spread tells nothing.
    """

    n: int
    mean: float | None
    low: float | None
    high: float | None
