"""What is simulated: every cell, the shop that its answers come from, and the aim. Fixed before any result."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

SEED: Final = 20260302

# 1. Shares: Wilson's interval against its own exact coverage.

SHARES: Final = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
SHARE_N: Final = (30, 50, 100, 200, 400, 1000)
SHARE_DRAWS: Final = 1_000_000
SHARE_AIM: Final = 0.1
"""Percentage points between the simulated coverage and the exact one."""

# 2. Means and group gaps: kiosk.measure.rotated.Sample on answers drawn in turns.

SPREADS: Final = (0.02, 0.1, 0.5, 0.9, 0.98)
"""How concentrated the answers are: the share p of 1 + Binomial(6, p) on the 7-point scale, and of yes on yes/no."""
CORRELATIONS: Final = (0.0, 0.01, 0.05)
"""Of two answers of one day on one form, counted in points (for yes/no in yes)."""
PER_FORM: Final = (100, 200, 400)
"""Answers per form in the window."""
RUNS: Final = 10_000
REPLICATES: Final = 399
"""Resampled windows per figure inside the study; the product uses 999."""
COVERAGE_AIM: Final = (0.93, 0.97)
BIAS_AIM: Final = 0.1
"""Of the figure's own standard deviation over the runs: a bias below it costs a 95 % interval 0.1 point at most."""

DAYS: Final = 91
WEEKDAYS: Final = (0.9, 0.8, 0.9, 1.0, 1.2, 1.4, 0.8)
"""Visits of a day, as a multiple of the mean."""
FACES: Final = {"1": 0.08, "2": 0.12, "3": 0.45, "4": 0.35}
"""Of all ratings: bad, neutral, good, excellent."""
PARTS: Final = {"morning": 0.30, "afternoon": 0.45, "evening": 0.25}
FACE_SHIFT: Final = {"1": -1.0, "2": -0.5, "3": 0.0, "4": 0.4}
"""What a face adds to the log odds of p: who is unhappy answers lower."""
RESPONSE: Final = {
    "none": {"1": 1.0, "2": 1.0, "3": 1.0, "4": 1.0},
    "face": {"1": 0.30, "2": 0.45, "3": 0.60, "4": 0.70},
}
"""The share of offers that is answered: everybody's, or refusal linked to the face. Both are post-stratified."""
ITEM_SHIFT: Final = (-0.3, -0.15, 0.0, 0.15, 0.3)
"""What each of a dimension's five items adds to the log odds."""
ITEM_CHANCE: Final = ((0.008, 0.004, 0.006, 0.003, 0.005), (0.004, 0.007, 0.003, 0.006, 0.005))
"""The chance that a visit is asked each item: weeks 1-6 and 7-13, as drawings follow the evidence."""
REFERENCE: Final = 0.5
"""The reference (desired) form's p is p + (1 - p) · this: expectations are higher."""
PAIRED: Final = 0.25
"""Of the answers on the perceived form, the share whose shopper answers the reference form too."""
PAIR_CORRELATION: Final = 0.4
"""Of the two latent answers of one shopper."""
DAY_CORRELATION: Final = 0.5
"""Of the two forms' latent moods of one day."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the study."""

    spread: float
    correlation: float
    refusal: str
    n: int


CELLS: Final = tuple(Cell(*point) for point in product(SPREADS, CORRELATIONS, RESPONSE, PER_FORM))
FIGURES: Final = ("mean", "gap", "yes")
"""Of every cell: the mean of the perceived form, its gap to the reference form, and the share of yes."""

# 3. Weeks until each of the five dimensions is known to ± AIM.

AIM: Final = 0.25
SHOPS: Final = {"300 visits a day": 300, "80 visits a day": 80}
SHARE_ASKED: Final = 0.3
"""Of the visits with a rating, the share whose reasons give way to an item screen."""
TWO: Final = 0.5
"""Of those, the share that is asked two items."""
ANSWERED: Final = 0.6
"""Of the offers of one screen, the share that is answered."""
FORM_SD: Final = {"perceived": 1.4, "desired": 0.8, "adequate": 1.2, "difference": 0.9}
"""Of one answer; the mean of squares over perceived and desired is 1.14², over perceived and adequate 1.3²."""
DIMENSION_SD: Final = {
    "tangibles": 0.8, "reliability": 1.25, "responsiveness": 1.1, "assurance": 0.9, "empathy": 1.0,
}  # fmt: skip
"""Times the form's: shops differ in how much their shoppers agree on a dimension."""
KNOWN: Final = (("perceived",), ("perceived", "desired"), ("perceived", "adequate"))
"""A dimension is known when half the width of its interval is AIM or less: the mean, and each of the two gaps."""
WITHIN_SHOPPER: Final = 0.5
"""Correlation of two items of one dimension and form that one shopper answers."""
ACROSS_FORMS: Final = 0.3
"""Correlation of two forms of one dimension that one shopper answers."""
WEEKS_MOST: Final = 52
WEEKS_RUNS: Final = 200
DESIGNS: Final = {
    "rotation, wider intervals first": "the product's allocation, frozen weekly on earlier weeks, with its floor",
    "rotation, plain": "every cell is as likely as any other",
    "everything, as many taps asked for": "a few visits are asked all questions in a row; asked-for taps are as many",
    "everything, as many visits asked": "as many visits as in rotation are asked all questions in a row",
}
STARTS: Final = 0.10
"""Assumption: of those asked to answer everything, the share that begins (one screen: ANSWERED)."""
STAYS: Final = 0.98
"""Assumption: after each question, the share of those left that answers the next. Their order is drawn anew."""
