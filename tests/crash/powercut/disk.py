"""A disk between a program and a power cut: what is surely on it, and what is still on its way.

Harsher than ext4 as it is mounted by default: a name is sure only once its folder was synced, and of everything else
any part may have arrived, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import assert_never

from tests.crash.powercut.events import Copy, Event, Name, Sync, SyncFolder, Told, Truncate, Write

SECTOR = 512
Tree = Mapping[str, int | None]
"""Paths and the files they name; None is a folder."""


@dataclass(frozen=True, slots=True)
class Change:
    """A write or a cut of a file that no sync has followed yet. serial: its place in the whole recording."""

    serial: int
    what: Write | Truncate


@dataclass(frozen=True, slots=True)
class Part:
    """What of a Change has arrived: all of it, or some of its sectors, counted from 0."""

    change: Change
    sectors: frozenset[int] | None = None


@dataclass(slots=True)
class File:
    """One file: what is on the disk, and what is pending."""

    synced: bytearray = field(default_factory=bytearray)
    serial: int = -1
    """Of the last change that is on the disk."""
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            apply(self.synced, change.what)
            self.serial = change.serial
        self.pending = []

    def with_parts(self, parts: Iterable[Part]) -> bytearray:
        """The content where these parts have arrived and no others."""
        content = bytearray(self.synced)
        for part in parts:
            for piece in pieces(part):
                apply(content, piece)
        return content

    def content(self) -> bytearray:
        """As the running program sees it."""
        return self.with_parts(map(Part, self.pending))


class Disk:
    """Takes event after event. files by number, names as they are surely on the disk, renames and the like pending."""

    def __init__(self, before: Mapping[str, bytes | None]) -> None:
        """before: content by path, None for a folder, all of it on the disk."""
        self.files: dict[int, File] = {}
        self.names: dict[str, int | None] = {}
        self.pending: list[Name] = []
        self._serial = 0
        for number, (path, content) in enumerate(sorted(before.items())):
            self.names[path] = None if content is None else number
            if content is not None:
                self.files[number] = File(bytearray(content))

    def take(self, event: Event) -> None:
        """One more event has happened."""
        match event:
            case Write() | Truncate():
                self._change(event)
            case Copy(file=file, offset=offset, source=source, source_offset=begin, size=size):
                self._change(Write(file, offset, bytes(self.files[source].content()[begin : begin + size])))
            case Sync(file=file):
                self.files[file].sync()
            case Name():
                self.pending.append(event)
                if event.file is not None:
                    self.files.setdefault(event.file, File())
            case SyncFolder(path=folder):
                self._sync_folder(folder)
            case Told():
                pass
            case _:
                assert_never(event)

    def tree(self, kept: Sequence[Name]) -> dict[str, int | None]:
        """What is there where these of the pending names have arrived; nothing is there without its folder."""
        names = dict(self.names)
        for name in kept:
            rename(names, name)
        return {path: file for path, file in names.items() if all(str(up) in names for up in folders(path))}

    def now(self) -> dict[str, bytes | None]:
        """Content by path as the running program sees it, None for a folder."""
        tree = self.tree(self.pending)
        return {path: None if file is None else bytes(self.files[file].content()) for path, file in tree.items()}

    def _change(self, what: Write | Truncate) -> None:
        self.files[what.file].pending.append(Change(self._serial, what))
        self._serial += 1

    def _sync_folder(self, folder: str) -> None:
        """What came into a folder is sure when it is synced, and what went out of it."""
        for name in [each for each in self.pending if parent(each.come or each.gone or "") == folder]:
            rename(self.names, name)
            self.pending.remove(name)


def rename(names: dict[str, int | None], name: Name) -> None:
    """What a change of names does; a folder takes along what is in it."""
    if name.gone is not None and name.come is not None:
        inside = [path for path in names if path.startswith(f"{name.gone}/")]
        for path in inside:
            names[name.come + path[len(name.gone) :]] = names.pop(path)
    if name.gone is not None:
        names.pop(name.gone, None)
    if name.come is not None:
        names[name.come] = name.file


def parent(path: str) -> str:
    return str(PurePosixPath(path).parent)


def folders(path: str) -> Iterable[PurePosixPath]:
    """The folders that a path goes through, the recorded one left out."""
    return list(PurePosixPath(path).parents)[:-1]


def apply(content: bytearray, what: Write | Truncate) -> None:
    """A change made to a content in place."""
    match what:
        case Truncate(size=size):
            del content[size:]
            content.extend(bytes(size - len(content)))
        case Write(offset=offset, data=data):
            content.extend(bytes(max(0, offset - len(content))))
            content[offset : offset + len(data)] = data
        case _:
            assert_never(what)


def pieces(part: Part) -> Iterable[Write | Truncate]:
    """A part as whole changes."""
    what = part.change.what
    if part.sectors is None or isinstance(what, Truncate):
        return [what]
    return [piece for number, piece in enumerate(by_sector(what)) if number in part.sectors]


def by_sector(write: Write) -> list[Write]:
    """A write, divided where a disk may be interrupted."""
    end = write.offset + len(write.data)
    first = write.offset - write.offset % SECTOR
    begins = [write.offset, *range(first + SECTOR, end, SECTOR)]
    return [
        Write(write.file, begin, write.data[begin - write.offset : after - write.offset])
        for begin, after in zip(begins, [*begins[1:], end], strict=True)
    ]


def put(folder: Path, tree: Tree, contents: Mapping[int, bytearray]) -> None:
    """Writes a tree below a folder that is empty, for this user only, as a key must be."""
    for path, file in sorted(tree.items()):
        if file is None:
            (folder / path).mkdir()
        else:
            (folder / path).touch(0o600)
            (folder / path).write_bytes(contents[file])
