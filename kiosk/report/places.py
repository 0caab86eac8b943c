"""A week's ratings by place, and whether a place differs from the others beyond chance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kiosk.measure import FEWEST_SHOWN, Tally, Verdict, share_change
from kiosk.report.data import Change, Comparison, PlaceFigure, Places
from kiosk.report.figures import share_figure
from kiosk.report.hiding import hidden_groups
from kiosk.store import PlaceCount

FALSE_ALARMS = 0.05
"""The share of weeks without any difference in which some place may be named."""


def place_figures(counts: Iterable[PlaceCount], dispersion: float, *, same_scale: bool) -> Places:
    """Each place against all others together (Newcombe), at a confidence that allows for their number (Bonferroni).

    Places that were rated on different scales, or by different rules, are not compared.
    """
    tallies = _tallies(counts)
    if len(tallies) < 2:
        return Places((), 0, 0, 1 - FALSE_ALARMS)
    hidden = hidden_groups({place: n for place, (_, n) in tallies.items()}, [set(tallies)])
    shown = sorted(tallies.keys() - hidden)
    # Of two places each is all others to the other: one comparison, told twice.
    confidence = 1 - FALSE_ALARMS / (1 if len(tallies) == 2 else max(1, len(shown)))
    figures = [
        PlaceFigure(place, share_figure(*tallies[place], dispersion),
                    _against(tallies[place], _others(tallies, place), dispersion, confidence, same_scale=same_scale))
        for place in shown
    ]  # fmt: skip
    figures.sort(key=lambda figure: (figure.happy.share or 0.0, figure.place))
    return Places(tuple(figures), len(hidden), sum(tallies[place][1] for place in hidden), confidence)


def _tallies(counts: Iterable[PlaceCount]) -> dict[str, Tally]:
    levels: dict[str, Counter[bool]] = defaultdict(Counter)
    for count in counts:
        levels[count.place][count.level.happy] += count.n
    return {place: (happy[True], happy.total()) for place, happy in levels.items()}


def _others(tallies: Mapping[str, Tally], place: str) -> Tally:
    others = [tally for name, tally in tallies.items() if name != place]
    return sum(happy for happy, _ in others), sum(n for _, n in others)


def _against(inside: Tally, outside: Tally, dispersion: float, confidence: float, *, same_scale: bool) -> Change:
    if outside[1] < FEWEST_SHOWN:
        return Change(Comparison.TOO_FEW, Verdict.TOO_FEW, None, None, None, None)
    if not same_scale:
        return Change(Comparison.OTHER_SCALES, Verdict.TOO_FEW, None, None, None, None)
    seen = share_change(inside, outside, dispersion=dispersion, confidence=confidence)
    return Change(Comparison.MADE, seen.verdict, seen.estimate, seen.low, seen.high, seen.could_not_have_seen)
