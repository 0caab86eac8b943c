"""A program at work, recorded: what was on its disk before, and every event after."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crash.powercut.calls import COMMAND
from tests.crash.powercut.disk import Disk
from tests.crash.powercut.events import Event
from tests.crash.powercut.reading import SHARED, Reading
from tests.crash.powercut.works import WORKS, Broken

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 300
PROGRAM = "tests.crash.powercut.program"


@dataclass(frozen=True, slots=True)
class Recording:
    """before: content by path, None for a folder; said: what the program had said before its first event."""

    work: str
    before: dict[str, bytes | None]
    events: list[Event]
    said: tuple[str, ...] = ()


def record(work: str, broken: Broken = Broken.NOTHING) -> Recording:
    """Prepares a disk, and has a process of its own do the work on it, under strace.

    Raises ChildProcessError where it fails, ValueError where it does to its disk what is not understood here, or where
    the events do not lead to what is on the disk at the end.
    """
    with TemporaryDirectory(prefix="moment-powercut-") as name:
        folder = Path(name).resolve()
        disk, told, trace = folder / "disk", folder / "told", folder / "trace"
        disk.mkdir()
        with redirect_stdout(StringIO()):
            said = tuple(WORKS[work].prepare(disk))
        told.touch()
        before = contents(disk)
        program = [sys.executable, "-m", PROGRAM, work, broken, str(disk), str(told)]
        run = subprocess.run(
            [*COMMAND, "-o", str(trace), *program], cwd=ROOT, capture_output=True, text=True, check=False,
            timeout=PATIENCE_SECONDS, env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
        )  # fmt: skip
        if run.returncode:
            raise ChildProcessError(f"{work}: ended with {run.returncode}: {run.stdout}{run.stderr}")
        events = Reading(disk, told, before).read(trace)
        refuse_difference(work, before, events, contents(disk))
    return Recording(work, before, events, said)


def contents(disk: Path) -> dict[str, bytes | None]:
    """All that is in a folder."""
    return {
        str(path.relative_to(disk)): None if path.is_dir() else path.read_bytes()
        for path in disk.rglob("*")
        if not path.name.endswith(SHARED)
    }


def refuse_difference(
    work: str, before: dict[str, bytes | None], events: list[Event], after: dict[str, bytes | None]
) -> None:
    """Nothing that changed the disk may have been missed."""
    disk = Disk(before)
    for event in events:
        disk.take(event)
    rebuilt = disk.now()
    if wrong := [path for path in sorted(rebuilt.keys() | after.keys()) if rebuilt.get(path, 0) != after.get(path, 0)]:
        raise ValueError(f"{work}: rebuilt from the recording, these are not as they are on the disk: {wrong}")
