"""The power cut at every moment of a recording, with every fate of what was pending, and what came of it."""

from __future__ import annotations

import multiprocessing
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.crash.parent import die_with_parent
from tests.crash.powercut.check import Fault, Kind, Promise, look
from tests.crash.powercut.disk import Disk, put
from tests.crash.powercut.events import Told
from tests.crash.powercut.fates import Fate, fates
from tests.crash.powercut.recording import Recording
from tests.crash.powercut.said import Row, Said
from tests.crash.powercut.works import WORKS

FORK = multiprocessing.get_context("fork")
RAM = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there
BLOCK = 32
"""Neighbouring moments that one lane takes, as their disks are often the same."""


@dataclass(slots=True)
class Outcome:
    """What came of some cuts."""

    moments: int = 0
    cuts: int = 0
    """A moment with a fate; those of one moment that leave the same disk are one."""
    disks: set[tuple[str, int]] = field(default_factory=set)
    """Different disks, by work and a hash of what is on them."""
    faults: Counter[Kind] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """What came of others, too."""
        self.moments += other.moments
        self.cuts += other.cuts
        self.disks |= other.disks
        self.faults += other.faults
        self.examples += other.examples

    def note(self, where: str, faults: Sequence[Fault]) -> None:
        """The faults of one disk, and a few of them in words."""
        self.faults.update(fault.kind for fault in faults)
        if faults and len(self.examples) < 5:
            self.examples.append(f"{where}: {faults[0].kind}: {faults[0].told}")

    def summary(self, works: str) -> str:
        """In one line."""
        found = ", ".join(f"{self.faults[kind]} {kind}" for kind in Kind)
        cuts = f"{self.cuts:,} cut points on {works} ({self.moments:,} moments, {len(self.disks):,} different disks)"
        return f"{cuts}: {found}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which cuts to make: every so many moments and after all that was said, and so many random fates at each."""

    every: int = 1
    shuffles: int = 2
    seed: int = 1
    lanes: int = 1


def cut(recording: Recording, plan: Plan) -> Outcome:
    """All the cuts of a plan, its lanes at a time."""
    outcome = Outcome()
    with ProcessPoolExecutor(plan.lanes, mp_context=FORK, initializer=die_with_parent) as pool:
        for part in pool.map(partial(cut_lane, recording, plan), range(plan.lanes)):
            outcome.add(part)
    return outcome


def cut_lane(recording: Recording, plan: Plan, lane: int = 0) -> Outcome:
    """One lane's share of the cuts of a recording."""
    outcome = Outcome()
    judged: set[tuple[object, int]] = set()
    asked, work = all_asked(recording), WORKS[recording.work]
    with TemporaryDirectory(prefix="moment-powercut-", dir=RAM if RAM.is_dir() else None) as ram:
        for moment, disk, said, heard in moments(recording):
            if moment % plan.every and not just_said(recording, moment):
                continue
            if moment // plan.every // BLOCK % plan.lanes != lane:
                continue
            outcome.moments += 1
            chance = Random(f"{plan.seed}/{recording.work}/{moment}")
            for key, fate in different(disk, fates(disk, chance, plan.shuffles)):
                outcome.cuts += 1
                outcome.disks.add((recording.work, hash(key)))
                if (key, heard) not in judged:
                    judged.add((key, heard))
                    where = f"{recording.work}, moment {moment} of {len(recording.events)}"
                    promise = Promise(said, asked, work.judge, work.key)
                    outcome.note(where, after(disk, fate, Path(ram) / "disk", promise))
    return outcome


def just_said(recording: Recording, moment: int) -> bool:
    """Whether nothing has happened since the program said something: what it said must be true already."""
    return moment > 0 and isinstance(recording.events[moment - 1], Told)


def moments(recording: Recording) -> Iterator[tuple[int, Disk, Said, int]]:
    """Before each event, and after the last: the disk, what was said, and how many lines that were."""
    disk, said, heard = Disk(recording.before), Said(), len(recording.said)
    for words in recording.said:
        said.hear(words)
    for moment, event in enumerate(recording.events):
        yield moment, disk, said, heard
        disk.take(event)
        if isinstance(event, Told):
            said.hear(event.words)
            heard += 1
    yield len(recording.events), disk, said, heard


def different(disk: Disk, some: Iterable[Fate]) -> Iterator[tuple[object, Fate]]:
    """Of fates that leave the same disk, the first."""
    seen = set()
    for fate in some:
        key = fate.key(disk)
        if key not in seen:
            seen.add(key)
            yield key, fate


def after(disk: Disk, fate: Fate, place: Path, promise: Promise) -> list[Fault]:
    """Writes the disk of a fate and looks at it."""
    tree = disk.tree(fate.names)
    files = {file for file in tree.values() if file is not None}
    place.mkdir()
    put(place, tree, {file: disk.files[file].with_parts(fate.parts.get(file, [])) for file in files})
    try:
        return look(place, promise)
    finally:
        shutil.rmtree(place)


def all_asked(recording: Recording) -> set[Row]:
    """Every answer that was given before or during a recording."""
    said = Said()
    for words in (*recording.said, *(event.words for event in recording.events if isinstance(event, Told))):
        said.hear(words)
    return said.asked | said.thanked
