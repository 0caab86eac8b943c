"""What a recorded piece of work is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kiosk.store import Store
from tests.crash.powercut.check import Judge, KeyOf, no_key
from tests.crash.powercut.said import Said, Voice


class Broken(StrEnum):
    """What is wrong with a program on purpose, so that its cuts must find it."""

    NOTHING = "nothing"
    NO_SYNC = "no-sync"
    """SQLite syncs nothing (`PRAGMA synchronous = OFF`)."""
    HASTE = "haste"
    """Thanks before the commit."""
    NO_FSYNC = "no-fsync"
    """What Moment itself should sync, files of its own and folders, it does not."""


def nothing_more(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """No promise but those about answers."""
    yield from ()


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work.

    prepare makes what is on the disk before and gives the lines that hold of it; run is the program that is recorded;
    judge looks at a disk after a cut, with its store open, and names what has been done by halves or come undone;
    key says what a disk's database is encrypted with.
    """

    prepare: Callable[[Path], Sequence[str]]
    run: Callable[[Path, Voice, Broken], None]
    judge: Judge = nothing_more
    key: KeyOf = no_key
