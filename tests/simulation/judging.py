"""The simulator that judges the rules; nothing is tuned on JUDGED.

What came before JUDGED is told in `shops`.

Where `tuning` draws taps by the hour, this one runs a shop: parties queue at tills, leave, and some of them rate, one
party at the screen at a time. Crowds are overdispersed (gamma-mixed quarters of an hour, as retail counts are), service
times log-normal, ratings an ordered logit of the day's mood and the wait; families rate in clipped gamma gaps of 8 to
25 s, writers and those who change the language keep the screen longer. Play has skewed gaps, pauses, missed beats and
answers that hide it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from math import exp, log
from random import Random

from kiosk.model import Level, VisitId
from kiosk.taps import Tap
from tests.simulation.labelled import Day, Labelled
from tests.simulation.shops import JUDGED, Shop

FIRST_DAY = date(2025, 9, 1)
PATIENCE = 40.0
CUTS = (-2.2, -1.0, 0.9)


Press = tuple[float, Level, bool]
"""Second of the day, face, and whether more was answered."""


def days(n: int, shop: Shop = JUDGED) -> Iterator[Day]:
    """So many days, the same every time."""
    for number in range(n):
        day = FIRST_DAY + timedelta(days=number)
        yield _Day(shop, Random(f"judging {shop.seed} {number}"), day, number).run()


@dataclass(frozen=True, slots=True)
class _Play:
    """One burst; its pressings in order."""

    kind: str
    presses: list[Press]


class _Day:
    def __init__(self, shop: Shop, random: Random, day: date, number: int) -> None:
        self._shop = shop
        self._random = random
        self._midnight = datetime.combine(day, time(), UTC)
        self._opens, self._closes = (hour * 3600 for hour in (shop.sundays if day.isoweekday() == 7 else shop.weekdays))
        self._mood = random.gauss(0, 0.3)
        self._number = number
        self._serial = count()

    def run(self) -> Day:
        plays = self._plays()
        blocked = [
            (play.presses[0][0] - 6, play.presses[-1][0] + 9)
            for play in plays if play.kind not in ("shift", "closed")
        ]
        taps = [entry for kind, presses in self._shoppers(blocked) for entry in self._labelled(kind, presses, None)]
        for number, play in enumerate(plays):
            taps += self._labelled(play.kind, play.presses, number)
        return Day(tuple(sorted(taps, key=lambda entry: entry.tap.at)), self._is_open)

    def _is_open(self, moment: datetime) -> bool:
        return self._opens <= (moment - self._midnight).total_seconds() < self._closes

    def _labelled(self, kind: str, presses: list[Press], burst: int | None) -> Iterator[Labelled]:
        for second, level, more in presses:
            at = self._midnight + timedelta(seconds=round(second, 3))
            yield Labelled(Tap(VisitId(f"{self._number}.{next(self._serial)}"), at, level, more), kind, burst)

    # The honest

    def _shoppers(self, blocked: list[tuple[float, float]]) -> Iterator[tuple[str, list[Press]]]:
        """Those who leave the tills and rate, in turn."""
        free_from = 0.0
        for leaves, wait, size in self._leaving():
            if self._random.random() >= self._shop.takes_part * (1.6 if size > 2 else 1.0):
                continue
            start = max(leaves + self._random.uniform(3, 12), free_from)
            for first, last in blocked:
                if first < start < last:
                    start = last + self._random.uniform(2, 15)
            if start - leaves > PATIENCE:
                continue
            presses, kept = self._party(start, wait, size)
            if any(first < presses[-1][0] and presses[0][0] < last for first, last in blocked):
                continue
            free_from = presses[-1][0] + kept
            yield ("family" if size > 2 else "shopper"), presses

    def _leaving(self) -> Iterator[tuple[float, float, int]]:
        """When each party leaves the tills, how long it waited there, and its size."""
        tills = [self._opens] * self._random.choice(self._shop.tills)
        volume = self._random.lognormvariate(log(len(tills) * self._shop.served_an_hour), 0.25)
        sizes, weights = list(self._shop.parties), list(self._shop.parties.values())
        leaving: list[tuple[float, float, int]] = []
        for arrives in self._arrivals(volume):
            free = heappop(tills)
            begins = max(arrives, free)
            done = begins + self._random.lognormvariate(log(65), 0.6)
            heappush(tills, done)
            leaving.append((done, begins - arrives, self._random.choices(sizes, weights)[0]))
        yield from sorted(leaving)

    def _arrivals(self, volume: float) -> Iterator[float]:
        second = self._opens
        while second < self._closes - 300:
            hour = second / 3600
            profile = 0.5 + exp(-(((hour - 12.5) / 1.3) ** 2)) + 1.4 * exp(-(((hour - 17.8) / 1.2) ** 2))
            rate = volume / 4 * profile * self._random.gammavariate(5, 0.2)
            moment = second + self._random.expovariate(rate / 900 if rate else 1)
            while moment < min(second + 900, self._closes - 300):
                yield moment
                moment += self._random.expovariate(rate / 900)
            second += 900

    def _party(self, start: float, wait: float, size: int) -> tuple[list[Press], float]:
        """The pressings of one party, and how long its last one keeps the screen."""
        first = self._face(wait)
        family = size > 2
        presses: list[Press] = []
        moment = start + (self._random.uniform(5, 10) if self._random.random() < 0.08 else 0.0)  # another language
        for member in range(size if family else 1):
            face = first if member == 0 or self._random.random() < self._shop.family_copies else self._face(wait)
            more = self._random.random() < (self._shop.family_says_more if family else self._shop.says_more[face])
            presses.append((moment, face, more))
            moment += min(25.0, max(8.0, self._random.gammavariate(*self._shop.family_gap)))
        writes = self._random.random() < 0.05
        return presses, self._random.uniform(60, 240) if writes else 5 + self._random.lognormvariate(log(7), 0.5)

    def _face(self, wait: float) -> Level:
        uniform = self._random.random()
        latent = 0.4 + self._mood - wait / 400 + log(uniform / (1 - uniform))
        return Level(1 + sum(latent > cut for cut in CUTS))

    # Those who play

    def _plays(self) -> list[_Play]:
        random, plays = self._random, []
        for chance, play in ((0.6, self._repeat), (0.4, self._hammering), (0.25, self._rhythm), (0.5, self._children),
                             (0.4, self._teenager)):  # fmt: skip
            if random.random() < chance:
                made = play(random.uniform(self._opens + 900, self._closes - 2400))
                if not any(_overlap(made, other) for other in plays):
                    plays.append(made)
        if self._number % self._shop.shift_every == 4:
            plays.append(self._shift())
        if random.random() < 0.35:
            plays.append(self._closed())
        return plays

    def _repeat(self, second: float) -> _Play:
        face, presses = self._face(0), []
        for _ in range(self._random.choice((2, 2, 3))):
            presses.append((second, face, False))
            second += self._random.triangular(0.4, 4.9, 1.2)
        return _Play("repeat", presses)

    def _hammering(self, second: float) -> _Play:
        face, presses = self._random.choice(list(Level)), []
        for _ in range(self._random.randint(5, 40)):
            presses.append((second, face, False))
            second += 0.6 + self._random.gammavariate(2, 1.1)
            if self._random.random() < 0.25:
                face = self._random.choice(list(Level))
        return _Play("hammering", presses)

    def _rhythm(self, second: float) -> _Play:
        beat = exp(self._random.uniform(log(2.5), log(45)))
        faces = self._random.choice(([Level.EXCELLENT], [Level.BAD], list(Level)))
        presses: list[Press] = []
        for number in range(self._random.randint(9, 50)):
            presses.append((second, faces[number % len(faces)], False))
            beats = 2 if self._random.random() < self._shop.beats_missed else 1
            second += beats * beat * self._random.gauss(1, self._shop.beat_strays)
        return _Play("rhythm", presses)

    def _children(self, second: float) -> _Play:
        favourites = self._random.choices(list(Level), k=2)
        presses: list[Press] = []
        for _ in range(self._random.randint(1, 3)):
            for number in range(self._random.randint(6, 14)):
                face = favourites[number % 2]
                if self._random.random() >= self._shop.children_favour:
                    face = self._random.choice(list(Level))
                presses.append((second, face, self._random.random() < self._shop.play_says_more))
                second += self._gap(self._shop.children)
            second += self._random.uniform(10, 25)
        return _Play("children", presses)

    def _teenager(self, second: float) -> _Play:
        style = self._random.choice(("bad", "contrary", "sweep"))
        presses: list[Press] = []
        for number in range(self._random.randint(10, 40)):
            match style:
                case "bad":
                    face = Level.BAD
                case "contrary":
                    face = (Level.BAD, Level.EXCELLENT)[number % 2]
                case _:
                    face = Level(1 + number % 4)
            presses.append((second, face, self._random.random() < self._shop.play_says_more))
            second += self._gap(self._shop.teenager)
        return _Play("teenager", presses)

    def _shift(self) -> _Play:
        """A tap after most shoppers at one till; now and then a good one or a reason, to hide it."""
        lasts = self._random.uniform(4, 8) * 3600
        second = self._random.uniform(self._opens, max(self._opens + 1, self._closes - lasts))
        end, presses = min(second + lasts, self._closes), []
        while second < end:
            if self._random.random() < self._shop.shift_taps:
                hides = self._random.random() < self._shop.shift_hides
                reason = self._random.random() < 0.5
                presses.append((second, Level.GOOD if hides and not reason else Level.EXCELLENT, hides and reason))
            second += self._gap(self._shop.shift_gap)
        return _Play("shift", presses)

    def _closed(self) -> _Play:
        """Cleaners and those who count the tills."""
        early = self._random.random() < 0.5
        second = (self._opens - self._random.uniform(15, 100) * 60) if early else (
            self._closes + self._random.uniform(18, 110) * 60)  # fmt: skip
        presses: list[Press] = []
        for _ in range(self._random.randint(1, 9)):
            presses.append((second, self._random.choice(list(Level)), self._random.random() < 0.1))
            second += self._random.lognormvariate(log(15), 0.8)
            if early and second > self._opens - 360:
                break
        return _Play("closed", presses)

    def _gap(self, median_and_spread: tuple[float, float]) -> float:
        median, spread = median_and_spread
        return self._random.lognormvariate(log(median), spread)


def _overlap(one: _Play, other: _Play) -> bool:
    return one.presses[0][0] < other.presses[-1][0] + 60 and other.presses[0][0] < one.presses[-1][0] + 60
