"""How many people hear of it, by what others have published."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from kiosk.measure.assumptions import DOCUMENTED, Assumptions
from kiosk.measure.estimate import Estimate
from kiosk.measure.share import FEWEST_SHOWN, check_tally

GOOD = "People who hear of a good visit from those who tapped good or excellent, if each tells {each}; a count."
BAD = "People who hear of a bad visit from those who tapped bad, if each tells {each}; a count."


class Figures(StrEnum):
    """Whose figures are used: the documents differ."""

    BOTH = "both"
    LEAST = "least"
    """5 and 10 people (002)."""
    MOST = "most"
    """6 and 15 people (001)."""


@dataclass(frozen=True, slots=True)
class WordOfMouth:
    """People told, of those who tapped only. low and high are the two documents' figures, not chance.

    With Figures.BOTH there is no estimate (None), only the range; with one of them all three are the same.
    """

    good: Estimate
    bad: Estimate


def word_of_mouth(
    happy: int, unhappy: int, *, ratings: int, figures: Figures = Figures.BOTH, assumptions: Assumptions = DOCUMENTED
) -> WordOfMouth:
    """happy: good and excellent taps; unhappy: bad ones; ratings: all, neutral ones too. None below 5 ratings."""
    check_tally(happy, ratings)
    check_tally(unhappy, ratings - happy)
    told_good = assumptions.told_by_happy_least.value, assumptions.told_by_happy_most.value
    told_bad = assumptions.told_by_unhappy_least.value, assumptions.told_by_unhappy_most.value
    return WordOfMouth(
        _heard(happy, ratings, _used(told_good, figures), GOOD), _heard(unhappy, ratings, _used(told_bad, figures), BAD)
    )


def _used(told: tuple[float, float], figures: Figures) -> tuple[float, float]:
    match figures:
        case Figures.BOTH:
            return told
        case Figures.LEAST:
            return told[0], told[0]
        case Figures.MOST:
            return told[1], told[1]
        case _:
            assert_never(figures)


def _heard(tellers: int, ratings: int, told: tuple[float, float], wording: str) -> Estimate:
    least, most = told
    definition = wording.format(each=f"{least:g}" if least == most else f"{least:g} to {most:g}")
    if ratings < FEWEST_SHOWN:
        return Estimate(ratings, None, None, None, definition)
    low, high = tellers * least, tellers * most
    return Estimate(ratings, low if least == most else None, low, high, definition)
