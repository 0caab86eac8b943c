"""A bar on a terminal, for whatever takes longer than a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
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
