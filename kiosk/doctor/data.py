"""The data folder, its disk, the answers in it, and the clock that dates them."""

from __future__ import annotations

import errno
import os
import pwd
import shlex
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from kiosk.doctor.finding import Finding, Grade, fail, ok, warn
from kiosk.errors import DamagedError, KnownError, StorageError
from kiosk.files import is_there
from kiosk.keys import Key
from kiosk.store import Reading, has_database, open_reader
from kiosk.store.backup.keeping import advice, newest_good
from kiosk.store.connection import FILE_NAME, MEND_DAMAGE
from kiosk.store.health import damage
from kiosk.store.lost import refuse_lost
from kiosk.store.privacy.erasing import UNFINISHED

SPACE_WANTED = 500_000_000
SPACE_NEEDED = 50_000_000
YEARS = range(2025, 2100)
ANOTHER_FOLDER = "name another data folder: data_dir in site.toml, or --data"


def folder(data: Path) -> Iterator[Finding]:
    """The data folder: there or to be made, writable, private, with room."""
    try:
        there = next(path for path in (data, *data.absolute().parents) if is_there(path))
    except StorageError as error:
        yield fail("folder", str(error), f"run `kiosk doctor` as the kiosk's own user, or {ANOTHER_FOLDER}")
        return
    refusal = _refusal(there)
    if not there.is_dir():
        yield fail("folder", f"{there}: is not a folder", f"move it away, or {ANOTHER_FOLDER}")
    elif refusal is not None:
        yield fail("folder", f"{there}: cannot be written to ({refusal.strerror})", mend_of(refusal, data, there))
    elif there != data:
        yield ok("folder", f"{data}: will be made")
    elif data.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield warn("folder", f"{data}: other users can look into it", f"chmod 700 {shlex.quote(str(data))}")
    else:
        yield ok("folder", str(data))
    yield _room(there)


def _room(there: Path) -> Finding:
    free = shutil.disk_usage(there).free
    grade = Grade.FAIL if free < SPACE_NEEDED else Grade.WARN if free < SPACE_WANTED else Grade.OK
    mend = "" if grade is Grade.OK else f"make room on the disk that holds {there}"
    return Finding("disk", grade, f"{free / 1e9:.1f} GB free", mend)


def _refusal(path: Path) -> OSError | None:
    """Why no file can be made in a folder; None where one can."""
    try:
        with tempfile.TemporaryFile(dir=path):
            return None
    except OSError as error:
        return error


def mend_of(refusal: OSError, data: Path, there: Path) -> str:
    """What to do where the folder that is there, the data folder or one above it, takes no file."""
    if refusal.errno == errno.EROFS:
        return "mount its disk for writing; if it turned read-only by itself, it may be failing: `dmesg` tells"
    if refusal.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"make room on the disk that holds {there}"
    user, folder = _user(), shlex.quote(str(data.absolute()))
    if there == data:
        return f"give it to the kiosk's user: chown {user} {folder}"
    # A folder above may belong to the whole system: only the data folder is the kiosk's.
    return f"make the data folder for the kiosk's user: install -d -m 700 -o {user} {folder}"


def _user() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def database(data: Path, key: Key | None, now: datetime, second: Path | None = None) -> Iterator[Finding]:
    """The answers so far, and whether the clock fits them; second: where else good backups are looked for."""
    newest = None
    try:
        refuse_lost(data / FILE_NAME)
        if not has_database(data):
            yield ok("database", "none yet, the first answer makes it")
        else:
            with open_reader(data, key) as reader:
                found, newest = damage(reader), Reading(reader).last_day()
            if found:
                yield fail("database", "; ".join(found), mend_damage(data, key, second))
            else:
                yield ok("database", f"whole, newest answer of {newest}" if newest else "whole, no answers yet")
    except DamagedError as error:
        yield fail("database", str(error), mend_damage(data, key, second, error.mend))
    except KnownError as error:
        yield fail("database", str(error), error.mend or "see what `folder` says")
    yield clock(now, newest)


def erasures(data: Path) -> Iterator[Finding]:
    """Whether an erasure has still to reach a copy, a report or an export."""
    if is_there(data / UNFINISHED):
        yield warn("erasures", f"one is not finished, as {data / UNFINISHED} tells", "run the same `kiosk erase` again")


def mend_damage(data: Path, key: Key | None, second: Path | None, otherwise: str = MEND_DAMAGE) -> str:
    """What to do about a damaged database: bring the newest good backup back, or otherwise where there is none."""
    found = newest_good(data, key, second)
    return f"stop the kiosk; {advice(found)}" if found else otherwise


def clock(now: datetime, newest: date | None) -> Finding:
    """Whether the machine's date can be true, seen beside the day of the newest answer."""
    mend = "set the clock: timedatectl set-ntp true"
    if now.year not in YEARS:
        return fail("clock", f"{now.date()} cannot be", mend)
    if newest is not None and now.date() < newest:
        return fail("clock", f"{now.date()}, but there is an answer of {newest}", mend)
    return ok("clock", now.isoformat(sep=" ", timespec="minutes"))
