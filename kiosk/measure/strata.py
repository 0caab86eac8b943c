"""Strata of the visits, by face and part of the day, and how thin ones are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain, groupby
from typing import Final

from kiosk.model import Level

PARTS: Final = ("morning", "afternoon", "evening")
"""Before 12, before 17, and from 17 o'clock."""
FEWEST_IN_PART: Final = 10
"""Parts of the day of one face with fewer answers than these are put together: faces matter more than hours."""
FEWEST_IN_FACE: Final = 3
"""A face with fewer answers than these is no base for a part of the figure."""


def stratum(level: Level | None, hour: int | None) -> str | None:
    """The visit's face and part of the day, such as "1-morning"; None where either is unknown."""
    if level is None or hour is None:
        return None
    return f"{level:d}-{PARTS[(hour >= 12) + (hour >= 17)]}"


def collapsed(counts: Mapping[str, int], strata: Iterable[str]) -> list[tuple[str, ...]]:
    """The strata in groups that have answers enough (in one group, where there are not as many).

    Parts of the day of one face are put together first, in their order, until a group has ten; a rest joins the group
    before it. A face of fewer than three, then, joins the next face's first group, or the last group before it.
    """

    def size(group: tuple[str, ...]) -> int:
        return sum(counts.get(name, 0) for name in group)

    faces = groupby(sorted(set(strata), key=_place), key=_face)
    groups = [_joined([(name,) for name in own], size, FEWEST_IN_PART) for _, own in faces]
    return _joined(list(chain(*groups)), size, FEWEST_IN_FACE)


def _joined(
    groups: Iterable[tuple[str, ...]], size: Callable[[tuple[str, ...]], int], fewest: int
) -> list[tuple[str, ...]]:
    """Neighbours put together until each group is large enough."""
    full: list[tuple[str, ...]] = []
    waiting: tuple[str, ...] = ()
    for group in groups:
        waiting += group
        if size(waiting) >= fewest:
            full.append(waiting)
            waiting = ()
    if waiting and full:
        full[-1] += waiting
    elif waiting:
        full.append(waiting)
    return full


def _face(name: str) -> str:
    return name.partition("-")[0]


def _place(name: str) -> tuple[str, int, str]:
    face, _, part = name.partition("-")
    return face, PARTS.index(part) if part in PARTS else len(PARTS), part
