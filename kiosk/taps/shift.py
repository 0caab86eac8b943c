"""Somebody of the staff who taps the best face all shift: bare, and far more often than the day's others explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from kiosk.model import Level
from kiosk.taps import thresholds as at
from kiosk.taps.tap import Tap


def shift(taps: Sequence[Tap]) -> Iterator[int]:
    """The bare excellent taps of the stretch that speaks most for a shift, where that is long and sure enough.

    The stretch is the one with the greatest sum of log likelihood ratios, tap by tap (the cumulative sum of
    Page 1954): a bare excellent tap speaks for a shift, every other one against it. Cautious odds say whether there
    was one, plain odds from when to when. A shop that asks nothing but the face has no such taps to tell apart, and
    the rule is silent.
    """
    odds = _honest_odds(taps)
    if odds is None or not _is_shift(taps, _stretch(taps, at.SHIFT_CAUTION * odds)):
        return
    whole = _stretch(taps, odds)
    families = set(_families(taps))
    yield from (number for number in _bare_in(taps, whole) if number not in families)


def _is_shift(taps: Sequence[Tap], stretch: _Stretch) -> bool:
    bare = _bare_in(taps, stretch)
    if len(bare) < at.SHIFT_TAPS or stretch.total < at.SHIFT_EVIDENCE:
        return False
    return (taps[bare[-1]].at - taps[bare[0]].at).total_seconds() >= at.SHIFT_LASTS


def _stretch(taps: Sequence[Tap], odds: float) -> _Stretch:
    honest, staff = odds / (1 + odds), at.SHIFT_EXCESS * odds / (1 + at.SHIFT_EXCESS * odds)
    for_it, against = log(staff / honest), log((1 - staff) / (1 - honest))
    return _greatest_sum([for_it if _bare_best(tap) else against for tap in taps])


def _bare_in(taps: Sequence[Tap], stretch: _Stretch) -> list[int]:
    return [number for number in range(stretch.first, stretch.end) if _bare_best(taps[number])]


def _families(taps: Sequence[Tap]) -> Iterator[int]:
    """Taps of groups that came one after another and differ in what they say."""
    people, gap = at.SHIFT_SPARES
    group: list[int] = []
    for number, tap in enumerate([*taps, None]):
        if group and (tap is None or (tap.at - taps[group[-1]].at).total_seconds() > gap):
            if len(group) >= people and not all(_bare_best(taps[member]) for member in group):
                yield from group
            group = []
        group.append(number)


def _honest_odds(taps: Sequence[Tap]) -> float | None:
    """How many honest bare excellent taps there should be for each other tap; None where nobody answers more.

    Those who tapped excellent and answered more, and the share of bare taps among the other faces, say how many
    bare excellent ones there should be. Two taps are added on each side, so that a quiet day jumps to no conclusion.
    """
    others = [tap for tap in taps if tap.level is not Level.EXCELLENT]
    best_with_more = sum(tap.level is Level.EXCELLENT and tap.answered_more for tap in taps)
    others_with_more = sum(tap.answered_more for tap in others)
    if others_with_more + best_with_more == 0:
        return None
    bare_to_more = (len(others) - others_with_more + 2) / (others_with_more + 2)
    return (best_with_more + 2) * bare_to_more / (len(others) + best_with_more + 2)


def _bare_best(tap: Tap) -> bool:
    return tap.level is Level.EXCELLENT and not tap.answered_more


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: int
    end: int
    total: float


def _greatest_sum(values: Sequence[float]) -> _Stretch:
    """The consecutive values with the greatest sum; the earliest of equals."""
    best, first, total = _Stretch(0, 0, 0.0), 0, 0.0
    for number, value in enumerate(values):
        if total <= 0:
            first, total = number, 0.0
        total += value
        if total > best.total:
            best = _Stretch(first, number + 1, total)
    return best
