"""Restores that end at each of their changes to the disk, and what the next start finds; a line of JSON for each."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from kiosk.errors import DamagedError, StorageError
from kiosk.store import Recorder, open_store
from kiosk.store.backup.inspecting import inspect
from kiosk.store.backup.keeping import write_backup
from kiosk.store.backup.restoring import restore
from kiosk.store.backup.swap import KEPT
from kiosk.store.connection import FILE_NAME
from tests.unit.builders import SURVEY, rated
from tests.unit.store.shop import ORIGIN

CHANGES = frozenset({"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir"})
KILLED = 9


def prepare(folder: Path, state: str) -> tuple[Path, Path]:
    """A data folder as a killed kiosk leaves it, with answers in the log alone; and an earlier backup."""
    used, data, backup = folder / "used", folder / "data", folder / "backup.db"
    with open_store(used) as store:
        recorder = Recorder(store, ORIGIN, SURVEY)
        recorder.save(rated(3, "before"))
        write_backup(used, backup)
        recorder.save(rated(3, "after"))
    with open_store(used) as store:
        Recorder(store, ORIGIN, SURVEY).save(rated(3, "in the log"))
        shutil.copytree(used, data)
    if state != "whole":
        with (data / FILE_NAME).open("r+b") as file:
            file.write(b"\xff" * 8192)
    if state == "gone":
        for path in data.iterdir():
            path.unlink()
    return data, backup


def killed(number: int, data: Path, backup: Path) -> bool:
    """Restores in a process that ends before its change of that number; whether it came to that."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    changes = count()

    def end(event: str, _: object) -> None:
        if event in CHANGES and next(changes) == number:
            os._exit(KILLED)

    sys.addaudithook(end)
    restore(data, backup, datetime(2026, 11, 22, 14, 26, tzinfo=UTC))
    os._exit(0)


def visits(folder: Path) -> list[str] | str:
    """What the next start finds."""
    try:
        with open_store(folder) as store:
            found = sorted(row[0] for row in store.database.execute("SELECT visit FROM answers"))
    except DamagedError:
        return "damaged"
    faults = inspect(folder / FILE_NAME).faults
    return "; ".join(faults) or found


def kept(folder: Path) -> list[str] | str:
    """What is in the database that was put aside; its log is beside it, if it had one."""
    for path in folder.glob(f"{KEPT}*.db"):
        (folder / "aside").mkdir()
        for suffix in ("", "-wal"):
            if (other := Path(f"{path}{suffix}")).exists():
                shutil.copy(other, folder / "aside" / f"{FILE_NAME}{suffix}")
        return visits(folder / "aside")
    return []


def main(folder: Path, state: str) -> None:
    data, backup = prepare(folder, state)
    for number in count():
        copy = folder / f"cut-{number}"
        shutil.copytree(data, copy)
        cut = killed(number, copy, backup)
        try:
            found = visits(copy)
        except StorageError as error:
            found = str(error)
        names = sorted(path.name for path in copy.iterdir())
        sys.stdout.write(json.dumps({"visits": found, "names": names, "kept": kept(copy)}) + "\n")
        if not cut:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
