"""A database that was there and is there no more."""

from __future__ import annotations

from pathlib import Path

from kiosk.errors import DamagedError
from kiosk.files import refusals
from kiosk.store.backup.naming import FOLDER

MEND_LOST = ("stop the kiosk and bring the newest good backup back with `kiosk restore`; to begin with an empty "
             "database instead, move the whole data folder away")  # fmt: skip


def refuse_lost(path: Path) -> None:
    """Raises DamagedError where there was a database and there is none, so that no empty one takes its place.

    SQLite itself would delete the log of a database that is missing or empty, with all that is in it.
    """
    with refusals(path, "cannot be looked for"):
        if path.exists() and path.stat().st_size > 0:
            return
        state = "is empty, 0 bytes" if path.exists() else "is missing"
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size > 0:
            raise DamagedError(f"{path}: {state}, but its log {log.name} is there; expected the database", MEND_LOST)
        if any((path.parent / FOLDER).glob("*.db*")):
            raise DamagedError(f"{path}: {state}, but {FOLDER} holds copies of it; expected the database", MEND_LOST)
