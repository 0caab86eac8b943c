"""Days whose every tap says who made it, and what the rules make of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from kiosk.taps import IsOpen, Tap, suspects

HONEST = ("shopper", "family")
PLAY = ("repeat", "hammering", "rhythm", "children", "teenager", "shift", "closed")
FIRST_COUNTS = frozenset(PLAY) - {"shift", "closed"}
"""Bursts of which the first tap is a rating like any other."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A tap and who made it; burst numbers the bursts of a day, None for the honest."""

    tap: Tap
    kind: str
    burst: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One kiosk's day."""

    taps: tuple[Labelled, ...]
    is_open: IsOpen


@dataclass
class Judged:
    """Taps by kind, and how many of them were put aside."""

    taps: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)

    def share(self, *kinds: str) -> float:
        """Put aside, of all taps of these kinds."""
        return sum(self.flagged[kind] for kind in kinds) / sum(self.taps[kind] for kind in kinds)

    def table(self) -> str:
        """A line for each kind."""
        lines = [f"{'who':<14}{'taps':>7}{'put aside':>11}{'share':>9}  by rule"]
        for kind in (*HONEST, *PLAY):
            rules = ", ".join(f"{rule} {n}" for (who, rule), n in self.rules.most_common() if who == kind)
            lines.append(f"{kind:<14}{self.taps[kind]:>7}{self.flagged[kind]:>11}{self.share(kind):>9.2%}  {rules}")
        for name, kinds in (("all honest", HONEST), ("all play", PLAY)):
            n, put_aside = (sum(counts[kind] for kind in kinds) for counts in (self.taps, self.flagged))
            lines.append(f"{name:<14}{n:>7}{put_aside:>11}{self.share(*kinds):>9.2%}")
        return "\n".join(lines)


def judge(days: Iterable[Day]) -> Judged:
    """What the rules put aside; of a burst, the taps after the first are judged."""
    judged = Judged()
    for day in days:
        found = suspects([entry.tap for entry in day.taps], day.is_open)
        for entry in _judged_taps(day):
            judged.taps[entry.kind] += 1
            if entry.tap.visit in found:
                judged.flagged[entry.kind] += 1
                judged.rules[entry.kind, found[entry.tap.visit]] += 1
    return judged


def _judged_taps(day: Day) -> Iterable[Labelled]:
    honest = [entry for entry in day.taps if entry.burst is None]
    in_bursts = sorted((entry for entry in day.taps if entry.burst is not None), key=lambda entry: entry.burst or 0)
    yield from honest
    for _, group in groupby(in_bursts, key=lambda entry: entry.burst):
        burst = sorted(group, key=lambda entry: entry.tap.at)
        yield from burst[1:] if burst[0].kind in FIRST_COUNTS else burst
