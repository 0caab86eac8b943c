"""Start, kill, start again; then compare what was thanked for with what is there."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

from kiosk.model import Answer
from kiosk.store import open_reader, read_records
from tests.crash.kiosk_process import BEGUN, die_with_parent, serve

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


def run(folder: Path, rounds: int, *, lanes: int, seed: int, hasty: bool = False) -> Outcome:
    """Kills `rounds` kiosks, so many lanes at a time, each lane on a data folder of its own below `folder`.

    Raises ChildProcessError where a kiosk ended by itself, TimeoutError where it stood still.
    """
    folders = [folder / f"lane{lane}" for lane in range(lanes)]
    shares = [rounds // lanes + (lane < rounds % lanes) for lane in range(lanes)]
    chances = [Random(f"{seed}/{lane}") for lane in range(lanes)]
    with ProcessPoolExecutor(lanes, mp_context=FORK, initializer=die_with_parent) as pool:
        return sum(pool.map(partial(run_lane, hasty=hasty), folders, shares, chances), Outcome())


def run_lane(data: Path, rounds: int, chance: Random, *, hasty: bool) -> Outcome:
    """One kiosk after another on the same folder, and what is in it at the end."""
    said = [words_before_kill(data, chance, hasty=hasty) for _ in range(rounds)]
    thanked = [answer for words in said for word in words if isinstance(word, list) for answer in word]
    mid_visit = sum(words[-1] == BEGUN for words in said)
    return Outcome(kills=rounds, mid_visit=mid_visit) + compare(data, thanked)


def words_before_kill(data: Path, chance: Random, *, hasty: bool) -> list[object]:
    """Starts a kiosk, kills it at a random moment of its taps; everything it said."""
    moment = chance.choice(MOMENTS)
    delay = 0.0 if chance.random() < AT_ONCE else chance.uniform(0.0, LATER_SECONDS)
    hear, say = FORK.Pipe(duplex=False)
    kiosk = FORK.Process(target=serve, args=(data, say, Random(chance.random())), kwargs={"hasty": hasty})
    kiosk.start()
    say.close()
    words: list[object] = []
    try:
        while len(words) <= moment:
            if not hear.poll(PATIENCE_SECONDS):
                raise TimeoutError(f"{data}: the kiosk said {words}, and then no more")
            words.append(hear.recv())
        end = time.monotonic() + delay
        while (left := end - time.monotonic()) > 0 and hear.poll(left):
            words.append(hear.recv())
        kiosk.kill()
        while True:
            words.append(hear.recv())
    except EOFError:
        kiosk.join()
    finally:
        kiosk.kill()
        hear.close()
    if kiosk.exitcode != -signal.SIGKILL:
        raise ChildProcessError(f"{data}: the kiosk ended by itself with {kiosk.exitcode} after {words}")
    return words


def compare(data: Path, thanked: list[Answer]) -> Outcome:
    """Thanks against rows."""
    with open_reader(data) as reader:
        check = [row[0] for row in reader.database.execute("PRAGMA integrity_check").fetchall()]
        records = list(read_records(reader, date.min, date.max))
    stored = Counter((record.visit, record.question, record.revision, record.value) for record in records)
    lost = [each for each in thanked if stored[each.visit, each.question, each.revision, each.value] != 1]
    return Outcome(thanked=len(thanked), lost=len(lost), damage=() if check == ["ok"] else tuple(check))
