"""System calls as strace writes them, one whole line for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CHANGING = (
    "open,openat,openat2,creat,close,dup,dup2,dup3,write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,"
    "lseek,ftruncate,truncate,fallocate,fsync,fdatasync,sync,syncfs,sync_file_range,unlink,unlinkat,rmdir,rename,"
    "renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,mmap"
)
"""All by which a file or a name may change, and those that say which file is meant."""
LONGEST = 1 << 24
"""Bytes of a write that strace writes out."""
COMMAND = ("strace", "--seccomp-bpf", "-f", "-qq", "-xx", "-y", "-s", str(LONGEST), "-e", f"trace={CHANGING}",
           "-e", "signal=none")  # fmt: skip

WHOLE = re.compile(r"(\w+)\((.*)\)\s+= (-?\w+)(?:<([^>]*)>(?:\(deleted\))?)?(?: .*)?$")
DESCRIPTOR = re.compile(r"(-?\d+|AT_FDCWD)<([^>]*)>(\(deleted\))?$")
UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True, slots=True)
class Call:
    """One system call that has returned. arguments as strace spells them, result -1 where it was refused."""

    name: str
    arguments: Sequence[str]
    result: int
    opened: str = ""
    """The path of a descriptor that it gave."""

    def text(self, position: int) -> str:
        """An argument that is a path."""
        return self.data(position).decode()

    def data(self, position: int) -> bytes:
        """An argument that is bytes. Raises ValueError where strace left some out."""
        return unhex(self.arguments[position].removeprefix('"').removesuffix('"'))

    def descriptor(self, position: int) -> tuple[int, str, bool]:
        """An argument that is a descriptor: its number, its path, and whether a name still leads to it."""
        found = DESCRIPTOR.match(self.arguments[position])
        if found is None:
            return -1, "", False
        number = -1 if found[1] == "AT_FDCWD" else int(found[1])
        return number, unhex(found[2]).decode(), not found[3]


def read_calls(trace: Path, folder: Path) -> Iterator[Call]:
    """The calls that concern a folder, in the order in which they returned.

    But a `write` counts from its beginning where another thread comes between: what it says is said by then.
    """
    wanted = as_hex(str(folder))
    with trace.open(encoding="ascii") as lines:
        yield from (parse(text) for text in joined(lines) if wanted in text)


def joined(lines: Iterable[str]) -> Iterator[str]:
    """Calls without their process, put together where another thread came between."""
    begun: dict[str, str | None] = {}
    for line in lines:
        process, _, text = line.rstrip("\n").partition(" ")
        text = text.lstrip()
        if text.startswith("<... "):
            beginning = begun.pop(process)
            if beginning is not None:
                yield beginning + text.partition(" resumed>")[2]
        elif not text.endswith(UNFINISHED):
            yield text
        elif text.startswith("write("):
            begun[process] = None
            call = text.removesuffix(UNFINISHED)
            yield f"{call}) = {call.rpartition(', ')[2]}"
        else:
            begun[process] = text.removesuffix(UNFINISHED)


def parse(text: str) -> Call:
    """One line without the process. Raises ValueError where it is none that we know."""
    found = WHOLE.match(text)
    if found is None:
        raise ValueError(f"strace wrote {text[:200]}")
    # Everything in quotes is hexadecimal, so no comma is inside.
    return Call(found[1], found[2].split(", "), int(found[3], 0), unhex(found[4] or "").decode())


def as_hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def unhex(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
