"""`python -m tests.crash.powercut.program WORK BROKEN DISK TOLD`: the process that strace looks at."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

import kiosk.store
from kiosk.store import Store
from tests.crash.parent import die_with_parent
from tests.crash.powercut.said import Voice
from tests.crash.powercut.works import WORKS, Broken

open_store = kiosk.store.open_store


def open_carelessly(*arguments: Any, **options: Any) -> Store:
    """A store that syncs nothing."""
    store = open_store(*arguments, **options)
    store.database.execute("PRAGMA synchronous = OFF")
    return store


def sync_nothing(fd: object) -> None:
    """In the place of os.fsync."""


def end_at_once(fault: threading.ExceptHookArgs) -> None:
    """Nothing waits for a thread that is dead."""
    threading.__excepthook__(fault)
    os._exit(1)


def main(work: str, broken: str, disk: str, told: str) -> None:
    """Does one work, with something broken or nothing."""
    die_with_parent()
    threading.excepthook = end_at_once
    fault = Broken(broken)
    if fault is Broken.NO_SYNC:
        kiosk.store.open_store = open_carelessly
    if fault is Broken.NO_FSYNC:
        os.fsync = sync_nothing
    WORKS[work].run(Path(disk), Voice(Path(told)), fault)


if __name__ == "__main__":
    main(*sys.argv[1:])
