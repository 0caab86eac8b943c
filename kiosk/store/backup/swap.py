"""One database put in the place of another.

A log (-wal) or a journal that lies beside a database is played into it at the next opening, whosesoever it is: SQLite
knows a log by checksums of its own, not by the database it was written for. So the old one's log must be gone before
the new one has the name. But without its log the old one is not whole either. Hence this order:

1. The new database, whole, closed and synced, gets the name `.restored-TIME.db`, and the folder is synced. That rename
   decides: a cut before it leaves the old database as it was, a cut after it is mended by `finish_swap`, with which
   every opening for writing begins.
2. The old database and its log get second names, `feedback-before-restore-TIME.db` and the like; the folder is synced.
   A cut leaves names that are made already and are passed over.
3. The old log loses its first name, the folder is synced. From here on the old database is not whole under its own
   name: nobody writes to it, as 1 is on the disk and comes first.
4. The new database is renamed over the old one, the folder is synced. At every moment `feedback.db` was one of the two.

The shared-memory index (-shm) is made anew by whoever opens first; it is deleted with the log.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from kiosk.files import refusals, sync

WAITING = ".restored-"
KEPT = "feedback-before-restore-"
LOGS = ("-wal", "-journal")
INDEX = "-shm"


def decide_swap(new: Path, path: Path, time: str) -> Path:
    """Step 1 for path, the database that is to be replaced; where the old one will be. time makes its name.

    new is whole, closed and on the same disk. Raises StorageError, and then nothing has changed.
    """
    with refusals(path, "cannot be replaced"):
        sync(new)
        new.replace(path.with_name(f"{WAITING}{time}.db"))
        sync(path.parent)
    return path.with_name(f"{KEPT}{time}.db")


def finish_swap(path: Path) -> None:
    """Steps 2 to 4, where a swap was decided and not finished; else nothing. Raises StorageError."""
    with refusals(path, "cannot be looked for"):
        if not _waiting(path.parent):
            return
    with refusals(path, "the restore cannot be finished"):
        descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            # Two may come at once; what the second finds is a database in use, with a log of its own.
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            for new in _waiting(path.parent):
                _finish(path, new)
        finally:
            os.close(descriptor)


def _waiting(folder: Path) -> list[Path]:
    # Not glob, which finds nothing in a folder that may not be listed.
    with suppress(FileNotFoundError):
        return sorted(each for each in folder.iterdir() if each.match(f"{WAITING}*.db"))
    return []


def _finish(path: Path, new: Path) -> None:
    kept = path.with_name(f"{KEPT}{new.stem.removeprefix(WAITING)}.db")
    for suffix in ("", *LOGS):
        with suppress(FileExistsError, FileNotFoundError):
            Path(f"{kept}{suffix}").hardlink_to(f"{path}{suffix}")
    sync(path.parent)
    for suffix in (*LOGS, INDEX):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    sync(path.parent)
    new.replace(path)
    sync(path.parent)
