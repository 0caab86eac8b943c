"""From system calls to events: which file each descriptor stands for, and under which name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.powercut.calls import Call, read_calls
from tests.crash.powercut.events import Copy, Event, Name, Sync, SyncFolder, Told, Truncate, Write

SHARED = "-shm"
"""SQLite's index of the write-ahead log is shared memory with a name: it is made anew after every start."""
SYNCED_AT_ONCE = ("O_SYNC", "O_DSYNC", "O_DIRECT", "O_TMPFILE")


@dataclass(slots=True)
class Open:
    """An open file: its number, and where the next write goes."""

    file: int
    offset: int = 0
    appends: bool = False


@dataclass(slots=True)
class Reading:
    """Turns calls into events. It keeps the names as the program sees them, and what each descriptor stands for."""

    disk: Path
    told: Path
    before: Mapping[str, bytes | None]
    names: dict[str, int | None] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    open: dict[int, Open] = field(default_factory=dict)
    rest: bytes = b""

    def read(self, trace: Path) -> list[Event]:
        """All events of a trace."""
        for number, (path, content) in enumerate(sorted(self.before.items())):
            self.names[path] = None if content is None else number
            if content is not None:
                self.sizes[number] = len(content)
        return [event for call in read_calls(trace, self.disk.parent) for event in self.events(call)]

    def events(self, call: Call) -> Sequence[Event]:
        """What one call does. Raises ValueError for one that is not understood."""
        if call.result < 0:
            return ()
        if call.name == "write" and call.descriptor(0)[1] == str(self.told):
            return self.heard(call.data(1))
        return HANDLERS.get(call.name, Reading.written)(self, call)

    def closed(self, call: Call) -> Sequence[Event]:
        self.open.pop(call.descriptor(0)[0], None)
        return ()

    def opened(self, call: Call) -> Sequence[Event]:
        path = self.inside(call.opened)
        flags = call.arguments[2].split("|")
        if path is None:
            return ()
        if set(flags) & set(SYNCED_AT_ONCE):
            raise ValueError(f"{path}: opened with {flags}")
        if path == "." or self.names.get(path, 0) is None:
            return ()
        events: list[Event] = []
        if path not in self.names:
            events.append(self.made(path, len(self.before) + len(self.sizes)))
        file = self.names[path]
        if file is None:
            raise ValueError(f"{path}: is a folder")
        if "O_TRUNC" in flags and self.sizes[file]:
            events.append(self.cut(file, 0))
        self.open[call.result] = Open(file, appends="O_APPEND" in flags)
        return events

    def paths(self, call: Call) -> tuple[str | None, str | None]:
        """The path that goes and the one that comes."""
        match call.name:
            case "mkdir":
                return None, self.inside(call.text(0))
            case "mkdirat":
                return None, self.inside(self.below(call, 0))
            case "unlink" | "rmdir":
                return self.inside(call.text(0)), None
            case "unlinkat":
                return self.inside(self.below(call, 0)), None
            case "rename":
                return self.inside(call.text(0)), self.inside(call.text(1))
            case _:
                return self.inside(self.below(call, 0)), self.inside(self.below(call, 2))

    def below(self, call: Call, position: int) -> str:
        """A path given as a folder's descriptor and a path from there."""
        return str(Path(call.descriptor(position)[1]) / call.text(position + 1))

    def made(self, path: str, file: int | None) -> Name:
        """A new, empty file, or a folder."""
        self.names[path] = file
        if file is not None:
            self.sizes[file] = 0
        return Name(None, path, file)

    def linked(self, call: Call) -> Sequence[Event]:
        """One more name of a file."""
        old, new = (0, 1) if call.name == "link" else (1, 3)
        source, path = self.inside(call.text(old)), self.inside(call.text(new))
        if path is None:
            return ()
        self.names[path] = self.names[source or ""]
        return [Name(None, path, self.names[path])]

    def renamed(self, call: Call) -> Sequence[Event]:
        gone, come = self.paths(call)
        if gone is None and come is None:
            return ()
        if call.name.startswith("mkdir"):
            return [] if come is None else [self.made(come, None)]
        if gone is None or gone not in self.names or "RENAME_EXCHANGE" in call.arguments[-1]:
            raise ValueError(f"{gone}: to {come}, and nobody knows how it came")
        file = self.names[gone]
        for path in [path for path in self.names if path == gone or path.startswith(f"{gone}/")]:
            number = self.names.pop(path)
            if come is not None:
                self.names[come + path[len(gone) :]] = number
        return [Name(gone, come, file)]

    def mapped(self, call: Call) -> Sequence[Event]:
        path = self.inside(call.descriptor(4)[1])
        if path is not None and "PROT_WRITE" in call.arguments[2] and "MAP_SHARED" in call.arguments[3]:
            raise ValueError(f"{path}: written through memory, which strace does not see")
        return ()

    def moved(self, call: Call) -> Sequence[Event]:
        one = self.open.get(call.descriptor(0)[0])
        if one is not None and self.inside(call.descriptor(0)[1]) is not None:
            if call.name == "lseek":
                one.offset = call.result
            else:
                self.open[call.result] = one
        return ()

    def heard(self, data: bytes) -> Sequence[Event]:
        """Whole lines of what the program says."""
        *lines, self.rest = (self.rest + data).split(b"\n")
        return [Told(line.decode()) for line in lines]

    def synced(self, call: Call) -> Sequence[Event]:
        number, shown, named = call.descriptor(0)
        path = self.inside(shown)
        if path is None:
            return ()
        if number in self.open:
            return [Sync(self.of(call).file)]
        if not named or (path != "." and self.names.get(path, 0) is not None):
            raise ValueError(f"{path}: synced, and nobody knows what it is")
        return [SyncFolder(path)]

    def written(self, call: Call) -> Sequence[Event]:
        if self.inside(call.descriptor(0)[1]) is None:
            return ()
        one = self.of(call)
        match call.name:
            case "write":
                at = self.sizes[one.file] if one.appends else one.offset
                one.offset = at + call.result
                return [self.write(one.file, at, call.data(1)[: call.result])]
            case "pwrite64":
                return [self.write(one.file, int(call.arguments[3]), call.data(1)[: call.result])]
            case "ftruncate":
                return [self.cut(one.file, int(call.arguments[1]))]
            case "sendfile":
                return self.copied(one, call)
            case _:
                raise ValueError(f"{call.name}: not understood")

    def copied(self, one: Open, call: Call) -> Sequence[Event]:
        source = self.open.get(call.descriptor(1)[0])
        if source is None or not call.arguments[2].startswith("["):
            raise ValueError("copied from outside the disk")
        if not call.result:
            return ()
        begin, at = int(call.arguments[2].strip("[").split("]")[0]), one.offset
        one.offset = at + call.result
        self.sizes[one.file] = max(self.sizes[one.file], one.offset)
        return [Copy(one.file, at, source.file, begin, call.result)]

    def write(self, file: int, offset: int, data: bytes) -> Write:
        self.sizes[file] = max(self.sizes[file], offset + len(data))
        return Write(file, offset, data)

    def cut(self, file: int, size: int) -> Truncate:
        self.sizes[file] = size
        return Truncate(file, size)

    def of(self, call: Call) -> Open:
        """The open file that a call is about, which has to be the one that strace names."""
        number, path, named = call.descriptor(0)
        one = self.open.get(number)
        if one is None or (named and self.names.get(self.inside(path) or "") != one.file):
            raise ValueError(f"{path}: used, and nobody knows how it was opened")
        return one

    def inside(self, path: str) -> str | None:
        """A path on the disk, relative to it; None for one that is elsewhere or shared memory."""
        full = Path(path)
        if not full.is_relative_to(self.disk) or path.endswith(SHARED):
            return None
        return str(full.relative_to(self.disk))


HANDLERS = {
    "openat": Reading.opened,
    "close": Reading.closed,
    "link": Reading.linked,
    "linkat": Reading.linked,
    "mmap": Reading.mapped,
    "fsync": Reading.synced,
    "fdatasync": Reading.synced,
    **dict.fromkeys(("dup", "dup2", "dup3", "lseek"), Reading.moved),
    **dict.fromkeys(("mkdir", "mkdirat", "unlink", "unlinkat", "rmdir", "rename", "renameat", "renameat2"),
                    Reading.renamed),
}  # fmt: skip
"""Everything else has to be a way of writing."""
