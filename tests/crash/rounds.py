"""Start, kill, start again; then compare what was thanked for with what is there."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from random import Random

from kiosk.model import Answer
from kiosk.store import open_reader, read_records
from tests.crash.finger import Finger, x_server
from tests.crash.kiosk_process import BEGUN, Spots, serve
from tests.crash.parent import die_with_parent

FORK = multiprocessing.get_context("fork")
"""Python and Qt are loaded once; each kiosk starts from there."""
PATIENCE_SECONDS = 30.0
MOMENTS = (1, 2, 3, 4)
"""A kill comes after the first tap of the first visit, its thanks, the first tap of the second, or its thanks: …"""
AT_ONCE = 0.5
"""… this share of them at once, where a commit that comes too late would be caught, …"""
LATER_SECONDS = 0.15
"""… the others later, anywhere within about a visit and a half."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of some rounds."""

    kills: int = 0
    mid_visit: int = 0
    """Kills between the first tap of a visit and its thanks."""
    thanked: int = 0
    """Answers thanked for."""
    lost: int = 0
    """Of these, answers that are not in the database exactly once with their value."""
    damage: tuple[str, ...] = ()
    """What `PRAGMA integrity_check` found."""

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.kills + other.kills, self.mid_visit + other.mid_visit, self.thanked + other.thanked,
            self.lost + other.lost, self.damage + other.damage,
        )  # fmt: skip


def run(folder: Path, rounds: int, *, lanes: int, seed: int, hasty: bool = False, finger: bool = False) -> Outcome:
    """Kills `rounds` kiosks, so many lanes at a time, each lane on a data folder of its own below `folder`.

    finger: the lane's process taps too, on an X server of its own; else each kiosk taps itself.
    Raises ChildProcessError where a kiosk ended by itself, TimeoutError where it stood still.
    """
    folders = [folder / f"lane{lane}" for lane in range(lanes)]
    shares = [rounds // lanes + (lane < rounds % lanes) for lane in range(lanes)]
    chances = [Random(f"{seed}/{lane}") for lane in range(lanes)]
    with ProcessPoolExecutor(lanes, mp_context=FORK, initializer=die_with_parent) as pool:
        return sum(pool.map(partial(run_lane, hasty=hasty, finger=finger), folders, shares, chances), Outcome())


def run_lane(data: Path, rounds: int, chance: Random, *, hasty: bool, finger: bool) -> Outcome:
    """One kiosk after another on the same folder, and what is in it at the end."""
    with x_server() if finger else nullcontext("") as display:
        shopper = Shopper(Finger(display), chance) if finger else None
        start = partial(FORK.Process, target=serve, kwargs={"hasty": hasty, "display": display})
        said = [words_before_kill(data, chance, start, shopper) for _ in range(rounds)]
    thanked = [answer for words in said for word in words if isinstance(word, list) for answer in word]
    mid_visit = sum(words[-1] == BEGUN for words in said)
    return Outcome(kills=rounds, mid_visit=mid_visit) + compare(data, thanked)


class Shopper:
    """Taps on what a kiosk on another process's screen offers."""

    def __init__(self, finger: Finger, chance: Random) -> None:
        self._finger = finger
        self._chance = chance

    def tap(self, spots: Spots) -> None:
        """A face, some reasons, the end of the visit."""
        names = [name for name in spots if name.startswith("choice-")]
        if "finish" in spots and (not names or self._chance.random() < 0.4):
            names = ["finish"]
        self._finger.tap(*spots[self._chance.choice(names or list(spots))])


class Listener:
    """Hears what a kiosk says; what it offers to be tapped goes to the shopper."""

    def __init__(self, hear: Connection, shopper: Shopper | None) -> None:
        self.words: list[object] = []
        self._hear = hear
        self._shopper = shopper

    def hear(self, seconds: float) -> bool:
        """Whether anything came in that time. Raises EOFError where the kiosk has ended."""
        if not self._hear.poll(seconds):
            return False
        match self._hear.recv():
            case dict() as spots:
                if self._shopper:
                    self._shopper.tap(spots)
            case word:
                self.words.append(word)
        return True

    def hear_words(self, count: int) -> None:
        """Waits until so many words were said. Raises TimeoutError where none comes for long."""
        while len(self.words) < count:
            if not self.hear(PATIENCE_SECONDS):
                raise TimeoutError(f"the kiosk said {self.words}, and then no more")

    def hear_for(self, seconds: float) -> None:
        """Whatever comes in that time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.hear(left)

    def hear_out(self) -> None:
        """What was said before the end. Nobody taps any more."""
        self._shopper = None
        while True:
            self.hear(PATIENCE_SECONDS)


def words_before_kill(
    data: Path, chance: Random, start: Callable[..., ForkProcess], shopper: Shopper | None
) -> list[object]:
    """Starts a kiosk, kills it at a random moment of its taps; everything it said."""
    moment = chance.choice(MOMENTS)
    delay = 0.0 if chance.random() < AT_ONCE else chance.uniform(0.0, LATER_SECONDS)
    hear, say = FORK.Pipe(duplex=False)
    kiosk = start(args=(data, say, Random(chance.random())))
    kiosk.start()
    say.close()
    listener = Listener(hear, shopper)
    try:
        listener.hear_words(moment + 1)
        listener.hear_for(delay)
        kiosk.kill()
        listener.hear_out()
    except EOFError:
        kiosk.join()
    finally:
        kiosk.kill()
        hear.close()
    if kiosk.exitcode != -signal.SIGKILL:
        raise ChildProcessError(f"{data}: the kiosk ended by itself with {kiosk.exitcode} after {listener.words}")
    return listener.words


def compare(data: Path, thanked: list[Answer]) -> Outcome:
    """Thanks against rows."""
    with open_reader(data) as reader:
        check = [row[0] for row in reader.database.execute("PRAGMA integrity_check").fetchall()]
        records = list(read_records(reader, date.min, date.max))
    stored = Counter((record.visit, record.question, record.revision, record.value) for record in records)
    lost = [each for each in thanked if stored[each.visit, each.question, each.revision, each.value] != 1]
    return Outcome(thanked=len(thanked), lost=len(lost), damage=() if check == ["ok"] else tuple(check))
