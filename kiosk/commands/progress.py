"""A bar on a terminal, for whatever takes longer than a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import TextIO, TypeVar

import click

Item = TypeVar("Item")
PATIENCE_SECONDS = 1.0


def with_bar(
    items: Iterable[Item], total: int, label: str, stream: TextIO | None = None, clock: Callable[[], float] = monotonic
) -> Iterator[Item]:
    """Hands the items on; once a second has gone by and stream (else stderr) is a terminal, a bar is shown there."""
    stream = sys.stderr if stream is None else stream
    rest = iter(items)
    done = 0
    begun = clock()
    for item in rest:
        yield item
        done += 1
        if stream.isatty() and clock() - begun > PATIENCE_SECONDS:
            break
    else:
        return
    with click.progressbar(rest, length=total, label=label, file=stream) as bar:
        bar.update(done)
        yield from bar


@contextmanager
def with_seconds(label: str, stream: TextIO | None = None, every: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Where nobody can tell how much is left: on a terminal (else stderr) a line that counts the seconds."""
    stream = sys.stderr if stream is None else stream
    if not stream.isatty():
        yield
        return
    done = Event()
    begun = monotonic()

    def count() -> None:
        while not done.wait(every):
            stream.write(f"\r{label}  {monotonic() - begun:.0f} s")
            stream.flush()

    thread = Thread(target=count, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        stream.write("\r\033[K")
        stream.flush()
