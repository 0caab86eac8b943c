"""A disk as Linux makes it after a failed sync: the pages stay readable, count as clean, and are never written.

(Rebello and others, "Can applications recover from fsync failures?", USENIX ATC 2020.) Rebuilt from the system calls
of the real program: what is durable at each line that the program prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PAGE = 4096
CALL = re.compile(
    r"\d+ +(?P<name>\w+)\((?P<fd>\d+)<(?P<path>(?:\\x..)*)>(?:, (?P<rest>.*?))?\) += (?P<result>-?\d+)"
)
TOLD = re.compile(r'\d+ +write\(1<[^>]*>, "(?P<text>(?:\\x..)*)"')
UNLINKED = re.compile(r'\d+ +unlink\("(?P<path>(?:\\x..)*)"\) += 0')
CUT_SHORT, GOES_ON = " <unfinished ...>", re.compile(r"(?P<thread>\d+) +<\.\.\. \w+ resumed>(?P<rest>.*)")
ESCAPED = re.compile(r"\\x(..)")


@dataclass
class File:
    """What a program reads of a file, and what of it would be there after a power cut."""

    seen: bytearray = field(default_factory=bytearray)
    durable: bytearray = field(default_factory=bytearray)
    dirty: set[int] = field(default_factory=set)

    def write(self, offset: int, data: bytes) -> None:
        end = offset + len(data)
        self.seen.extend(bytes(max(0, end - len(self.seen))))
        self.seen[offset:end] = data
        self.dirty |= set(range(offset // PAGE, (end - 1) // PAGE + 1))

    def cut(self, size: int) -> None:
        del self.seen[size:]
        self.seen.extend(bytes(max(0, size - len(self.seen))))

    def sync(self, *, failed: bool) -> None:
        dirty, self.dirty = self.dirty, set()
        if failed:
            return
        del self.durable[len(self.seen) :]
        self.durable.extend(bytes(len(self.seen) - len(self.durable)))
        for page in dirty:
            part = slice(page * PAGE, min((page + 1) * PAGE, len(self.seen)))
            self.durable[part] = self.seen[part]


def moments(trace: Path) -> Iterator[tuple[str, dict[str, bytes]]]:
    """(what the program printed, what a power cut would leave then of each file in its folder, by name)."""
    files: dict[str, File] = {}
    for line in whole_calls(trace):
        if told := TOLD.match(line):
            yield plain(told["text"]).decode(), {name: bytes(file.durable) for name, file in files.items()}
        elif gone := UNLINKED.match(line):
            files.pop(Path(plain(gone["path"]).decode()).name, None)
        elif call := CALL.match(line):
            file = files.setdefault(Path(plain(call["path"]).decode()).name, File())
            take(file, call["name"], call["rest"] or "", int(call["result"]))


def whole_calls(trace: Path) -> Iterator[str]:
    """The lines of a trace; a call that another thread came between stands where it ended, a print where it began."""
    begun: dict[str, str] = {}
    for line in trace.read_text("ascii").splitlines():
        if line.endswith(CUT_SHORT):
            if TOLD.match(line):
                yield line
            begun[line.split()[0]] = line.removesuffix(CUT_SHORT)
        elif rest := GOES_ON.match(line):
            call = begun.pop(rest["thread"]) + rest["rest"]
            if not TOLD.match(call):
                yield call
        else:
            yield line


def take(file: File, name: str, rest: str, result: int) -> None:
    match name:
        case "pwrite64" if result > 0:
            data, _, offset = rest.rpartition(", ")
            file.write(int(offset), plain(data)[:result])
        case "ftruncate" if result == 0:
            file.cut(int(rest))
        case "fsync" | "fdatasync":
            file.sync(failed=result != 0)


def plain(escaped: str) -> bytes:
    return bytes.fromhex("".join(ESCAPED.findall(escaped)))
