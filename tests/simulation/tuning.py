"""The simulator that the thresholds were tuned on: a day as rates by the hour, bursts thrown in at random.

Arrivals are a Poisson process whose rate changes by the hour; every kind of play has uniform gaps. It is deliberately
plain. What the rules are worth is said by `judging`, which shares nothing with it but the labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random

from kiosk.model import Level, VisitId
from kiosk.taps import Tap
from tests.simulation.labelled import Day, Labelled

OPENS, CLOSES = 9, 21
RATES = (8, 10, 14, 22, 20, 12, 12, 16, 28, 34, 24, 8)
"""Visits an hour, from opening to closing."""
LEVELS = (9, 13, 46, 32)
SAYS_MORE = 0.6
FAMILIES = 10
FIRST_DAY = date(2026, 3, 2)


def days(n: int, seed: int = 1) -> Iterator[Day]:
    """So many days, the same for a seed."""
    for number in range(n):
        yield _Day(Random(f"{seed} {number}"), FIRST_DAY + timedelta(days=number), number).made()


def is_open(moment: datetime) -> bool:
    return OPENS <= moment.hour < CLOSES


class _Day:
    def __init__(self, random: Random, day: date, number: int) -> None:
        self._random = random
        self._midnight = datetime.combine(day, time(), UTC)
        self._number = number
        self._taps: list[Labelled] = []
        self._bursts = 0
        self._serial = count()

    def made(self) -> Day:
        busy = self._random.choice((0.3, 1.0, 2.0))
        for hour, rate in enumerate(RATES, OPENS):
            for _ in range(round(rate * busy * self._random.uniform(0.8, 1.2))):
                self._tap(hour * 3600 + self._random.uniform(0, 3600), self._level(), "shopper", self._says_more())
        self._one_at_a_time()
        for _ in range(FAMILIES):
            self._family(self._random.uniform(OPENS, CLOSES - 0.1) * 3600)
        kinds = (self._hammering, self._rhythm, self._children, self._teenager, self._repeat)
        for play in self._random.sample(kinds, 3):
            play(self._random.uniform(OPENS + 0.5, CLOSES - 0.5) * 3600)
        if self._number % 20 == 3:
            self._shift(self._random.uniform(OPENS, 14) * 3600, self._random.uniform(4, 7) * 3600)
        if self._number % 3 == 0:
            self._closed()
        return Day(tuple(sorted(self._taps, key=lambda entry: entry.tap.at)), is_open)

    def _tap(self, second: float, level: Level, kind: str, more: bool, burst: int | None = None) -> None:
        visit = VisitId(f"{self._number}-{next(self._serial)}")
        at = self._midnight + timedelta(seconds=second)
        self._taps.append(Labelled(Tap(visit, at, level, more), kind, burst))

    def _level(self) -> Level:
        return self._random.choices(list(Level), LEVELS)[0]

    def _says_more(self) -> bool:
        return self._random.random() < SAYS_MORE

    def _family(self, second: float) -> None:
        """One after another at the screen, often on the same face; others wait until they are through."""
        level, taps = self._level(), []
        for _ in range(self._random.randint(3, 6)):
            taps.append((second, level if self._random.random() < 0.6 else self._level(), self._random.random() < 0.3))
            second += self._random.uniform(8, 25)
        self._clear(taps[0][0], taps[-1][0])
        for moment, face, more in taps:
            self._tap(moment, face, "family", more)

    def _clear(self, first: float, last: float) -> None:
        """Nobody else taps then; a screen has room for one."""
        self._taps = [entry for entry in self._taps if not first - 8 < self._second(entry) < last + 8]

    def _one_at_a_time(self) -> None:
        """Whoever would come within 7 s of the one before goes on."""
        kept: list[Labelled] = []
        for entry in sorted(self._taps, key=lambda entry: entry.tap.at):
            if not kept or self._second(entry) - self._second(kept[-1]) >= 7:
                kept.append(entry)
        self._taps = kept

    def _burst(self, kind: str, second: float, gaps: list[float], levels: list[Level], more: float = 0.0) -> None:
        self._bursts += 1
        self._clear(second, second + sum(gaps))
        for gap, level in zip([0.0, *gaps], levels, strict=False):
            second += gap
            self._tap(second, level, kind, self._random.random() < more, self._bursts)

    def _second(self, entry: Labelled) -> float:
        return (entry.tap.at - self._midnight).total_seconds()

    def _repeat(self, second: float) -> None:
        n = self._random.randint(2, 4)
        self._burst("repeat", second, [self._random.uniform(1, 4.8) for _ in range(n)], [self._level()] * (n + 1))

    def _hammering(self, second: float) -> None:
        n = self._random.randint(6, 30)
        self._burst("hammering", second, [self._random.uniform(1, 5) for _ in range(n)],
                    [self._random.choice((Level.BAD, Level.EXCELLENT))] * (n + 1))  # fmt: skip

    def _rhythm(self, second: float) -> None:
        n, beat = self._random.randint(8, 40), self._random.uniform(3, 40)
        self._burst("rhythm", second, [beat * self._random.uniform(0.92, 1.08) for _ in range(n)],
                    [self._level() for _ in range(n + 1)])  # fmt: skip

    def _children(self, second: float) -> None:
        n = self._random.randint(8, 24)
        self._burst("children", second, [self._random.uniform(2, 10) for _ in range(n)],
                    self._random.choices(list(Level), k=n + 1), more=0.25)  # fmt: skip

    def _teenager(self, second: float) -> None:
        n = self._random.randint(12, 35)
        contrary = [Level.BAD, Level.EXCELLENT] * n
        levels = self._random.choice(([Level.BAD] * (n + 1), contrary[: n + 1]))
        self._burst("teenager", second, [self._random.uniform(5, 20) for _ in range(n)], levels, more=0.2)

    def _shift(self, second: float, lasts: float) -> None:
        self._bursts += 1
        end = min(second + lasts, CLOSES * 3600)
        while second < end:
            self._tap(second, Level.EXCELLENT, "shift", False, self._bursts)
            second += self._random.uniform(60, 240)

    def _closed(self) -> None:
        self._bursts += 1
        start = self._random.choice((OPENS - self._random.uniform(0.3, 2), CLOSES + self._random.uniform(0.4, 2)))
        for _ in range(self._random.randint(1, 8)):
            start += self._random.uniform(0, 0.01)
            self._tap(start * 3600, self._level(), "closed", False, self._bursts)
