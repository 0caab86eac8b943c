"""What a program does to its disk, one event for each system call. Paths are relative to the recorded folder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes into a file. A file is known by a number: names come and go."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """Bytes that the kernel copied from one file into another (sendfile)."""

    file: int
    offset: int
    source: int
    source_offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file cut to a size, or grown to it with zeros."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """fsync or fdatasync of a file has returned."""

    file: int


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """fsync of a folder has returned."""

    path: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name comes, goes, or moves. gone and come are paths; file is None for a folder."""

    gone: str | None
    come: str | None
    file: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the program said, such as that it has thanked."""

    words: str


Event = Write | Copy | Truncate | Sync | SyncFolder | Name | Told
