"""Sides that take turns, and one table."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"

Times = dict[str, list[float]]
"""Milliseconds by side."""


def take_turns(sides: Mapping[str, Callable[[], float]], rounds: int, warm_up: int) -> Times:
    """Runs the sides A B C, B C A, …; each returns its own milliseconds. The first warm_up rounds do not count."""
    times: Times = {name: [] for name in sides}
    names = list(sides)
    for number in range(warm_up + rounds):
        first = number % len(names)
        for name in (*names[first:], *names[:first]):
            milliseconds = sides[name]()
            if number >= warm_up:
                times[name].append(milliseconds)
    return times


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def median(values: Sequence[float]) -> float:
    """p50, as everywhere in these tables."""
    return percentile(values, 0.5)


def heading(title: str, aim: str) -> None:
    """What is compared, and what was aimed at."""
    print(f"\n## {title}\n\nAim: {aim}\n")


def table(times: Times, base: str | None, *, tail: float | None = 0.99, digits: int = 0) -> None:
    """A row a side: p50, the tail (the slowest where None), and how many times the base's p50."""
    width = max(len(name) for name in times)
    slow = "slowest" if tail is None else f"p{tail * 100:.0f}"
    print(f"| {'':{width}} |    n |   p50 ms | {slow:>7} ms | ratio |")
    print(f"|{'-' * (width + 2)}|-----:|---------:|-----------:|------:|")
    for name, values in times.items():
        middle, last = median(values), max(values) if tail is None else percentile(values, tail)
        ratio = f"{middle / median(times[base]):.2f}" if base in times else ""
        print(f"| {name:{width}} | {len(values):4} | {middle:8.{digits}f} | {last:10.{digits}f} | {ratio:>5} |")


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder under build/, which lies on the disk that the repository is on; gone afterwards."""
    BUILD.mkdir(exist_ok=True)
    made = Path(mkdtemp(prefix="bench-", dir=BUILD))
    try:
        yield made
    finally:
        shutil.rmtree(made)


def filesystem(path: Path) -> str:
    """The kind of file system that a path lies on; a tmpfs would make fsync free."""
    mounts = [line.split()[:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    holding = [(len(where), kind) for _, where, kind in mounts if path.is_relative_to(where)]
    return max(holding, default=(0, "unknown"))[1]
