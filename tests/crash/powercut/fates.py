"""What may be on the disk after a power cut: nothing of what was pending, all of it, or any part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.crash.powercut.disk import Change, Disk, Part, by_sector
from tests.crash.powercut.events import Name, Write

TORN = 0.3
"""Of the writes that arrive out of order, the share of which only some sectors do."""
DENSITIES = (0.1, 0.5, 0.9)
"""How much of what is pending arrives."""

Parts = list[Part]


@dataclass(frozen=True, slots=True)
class Fate:
    """What of the pending has arrived: names, in their order, and parts of each file's changes."""

    names: tuple[Name, ...]
    parts: dict[int, Parts]

    def key(self, disk: Disk) -> tuple[object, ...]:
        """Equal for two fates of one recording, at whatever moments, where they leave the same disk."""
        tree = disk.tree(self.names)
        files = {file for file in tree.values() if file is not None}
        contents = {file: file_key(disk, file, self.parts.get(file, [])) for file in files}
        return tuple((path, file is not None and (file, contents[file])) for path, file in sorted(tree.items()))


def file_key(disk: Disk, file: int, parts: Parts) -> object:
    """What a file holds, as the last change that is in it where nothing is missing before it."""
    on_disk = disk.files[file]
    arrived = {part.change.serial for part in parts if part.sectors is None}
    if len(arrived) == len(parts):
        before = on_disk.pending[: len(parts)]
        if all(change.serial in arrived for change in before):
            return before[-1].serial if before else on_disk.serial
    return on_disk.serial, *((part.change.serial, part.sectors) for part in parts)


def fates(disk: Disk, chance: Random, shuffles: int) -> Iterator[Fate]:
    """The extremes, the last write torn, and so many random subsets."""
    names = tuple(disk.pending)
    waiting = {number: file.pending for number, file in disk.files.items() if file.pending}
    whole = {number: [Part(change) for change in changes] for number, changes in waiting.items()}
    yield Fate((), {})
    yield Fate(names, whole)
    yield Fate(names, {})
    yield Fate((), whole)
    if waiting:
        last = max(waiting, key=lambda number: waiting[number][-1].serial)
        yield Fate(names, whole | {last: torn_at_the_end(waiting[last], chance)})
    for _ in range(shuffles):
        density = chance.choice(DENSITIES)
        kept = some_names(names, chance)
        yield Fate(kept, {number: some(changes, chance, density) for number, changes in waiting.items()})


def torn_at_the_end(changes: Sequence[Change], chance: Random) -> Parts:
    """All but the last, and of that its first sectors."""
    *before, last = changes
    parts = [Part(change) for change in before]
    sectors = sectors_of(last)
    if sectors > 1:
        parts.append(Part(last, frozenset(range(chance.randrange(1, sectors)))))
    return parts


def some(changes: Sequence[Change], chance: Random, density: float) -> Parts:
    """A random subset, some of it torn by sector."""
    return [part(change, chance) for change in changes if chance.random() < density]


def part(change: Change, chance: Random) -> Part:
    sectors = sectors_of(change)
    if sectors == 1 or chance.random() >= TORN:
        return Part(change)
    return Part(change, frozenset(sector for sector in range(sectors) if chance.random() < 0.5))


def sectors_of(change: Change) -> int:
    return len(by_sector(change.what)) if isinstance(change.what, Write) else 1


def some_names(names: tuple[Name, ...], chance: Random) -> tuple[Name, ...]:
    """In half the cases the first so many, as a journal keeps them, else any."""
    if chance.random() < 0.5:
        return names[: chance.randrange(len(names) + 1)]
    return tuple(name for name in names if chance.random() < 0.5)
