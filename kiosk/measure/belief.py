"""The belief gap: what the manager guessed before seeing the week, against what shoppers said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import hypot, sqrt
from statistics import fmean, stdev

from kiosk.measure.estimate import Estimate
from kiosk.measure.proportion import proportion
from kiosk.measure.quantiles import student_t
from kiosk.measure.share import Tally
from kiosk.model import Week

TRUTH = "The share of excellent among the week's ratings, 0 to 1."
GAP = "The manager's guess of the share of excellent minus that share, -1 to 1; above 0 the guess was too high."
MEAN = "The mean belief gap of the weeks that have one, -1 to 1."


class Belief(StrEnum):
    """What may be said of a guess."""

    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"
    AGREES = "agrees"
    """The truth's interval holds the guess."""
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class BeliefGap:
    """guess and truth: shares (0 to 1) of "excellent". gap = guess - truth (-1 to 1); above 0 it was too high."""

    week: Week | None
    guess: float
    truth: Estimate
    gap: Estimate
    verdict: Belief


def belief_gap(guess: float, excellent: Tally, *, dispersion: float = 1.0, week: Week | None = None) -> BeliefGap:
    """excellent: (excellent taps, ratings). Raises ValueError for a guess outside 0..1."""
    if not 0 <= guess <= 1:
        raise ValueError(f"a guess is a share of 0 to 1, not {guess}")
    truth = proportion(excellent, TRUTH, dispersion=dispersion)
    if truth.estimate is None or truth.low is None or truth.high is None:
        return BeliefGap(week, guess, truth, Estimate(truth.n, None, None, None, GAP), Belief.TOO_FEW)
    gap = Estimate(truth.n, guess - truth.estimate, guess - truth.high, guess - truth.low, GAP)
    verdict = Belief.TOO_HIGH if guess > truth.high else Belief.TOO_LOW if guess < truth.low else Belief.AGREES
    return BeliefGap(week, guess, truth, gap, verdict)


@dataclass(frozen=True, slots=True)
class BeliefHistory:
    """The guesses kept over time, oldest first; weeks without ratings stay in with nothing but the guess.

    mean: of the gaps (-1 to 1), n = weeks that have one; None below 2. To either side its interval is the wider of
    Student's over weeks and of what the weeks' own intervals make together, as two weeks may be alike by chance.
    """

    weeks: tuple[BeliefGap, ...]
    mean: Estimate


def belief_history(
    guesses: Mapping[Week, float], excellent: Mapping[Week, Tally], *, dispersion: float = 1.0
) -> BeliefHistory:
    """One gap for each week that has a guess."""
    weeks = tuple(
        belief_gap(guesses[week], excellent.get(week, (0, 0)), dispersion=dispersion, week=week)
        for week in sorted(guesses)
    )
    return BeliefHistory(weeks, _mean([each.gap for each in weeks]))


def _mean(weeks: Iterable[Estimate]) -> Estimate:
    known = [
        (each.estimate, each.low, each.high)
        for each in weeks
        if each.estimate is not None and each.low is not None and each.high is not None
    ]
    n = len(known)
    if n < 2:
        return Estimate(n, None, None, None, MEAN)
    mean = fmean(gap for gap, _, _ in known)
    half = student_t(n - 1) * stdev(gap for gap, _, _ in known) / sqrt(n)
    below = max(half, hypot(*(gap - low for gap, low, _ in known)) / n)
    above = max(half, hypot(*(high - gap for gap, _, high in known)) / n)
    return Estimate(n, mean, max(-1.0, mean - below), min(1.0, mean + above), MEAN)
