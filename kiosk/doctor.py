"""What is wrong with this kiosk, and how to mend it."""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from kiosk.assets import FONTS, LANGUAGES
from kiosk.errors import BadInputError, KnownError
from kiosk.model import Site
from kiosk.store import Reading, open_reader
from kiosk.store.connection import FILE_NAME
from kiosk.store.health import damage, sqlite_version
from kiosk.survey import load_survey
from kiosk.translations import gaps
from kiosk.words import available, load_words

SPACE_WANTED = 500_000_000
SPACE_NEEDED = 50_000_000
YEARS = range(2025, 2100)
TRUETYPE = b"\x00\x01\x00\x00"
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0", "libfontconfig.so.1": "libfontconfig1", "libpulse.so.0": "libpulse0",
}  # fmt: skip
"""Those that a small system lacks most often; the full list is packaging/apt-run.txt."""
KEYBOARD_FILES = ("plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", "lib/libQt6VirtualKeyboard.so.6",
                  "qml/QtQuick/VirtualKeyboard/qmldir")  # fmt: skip


class Grade(StrEnum):
    """How much a finding matters: nothing, soon, now."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. mend says what to do; it is empty where nothing is wrong."""

    name: str
    grade: Grade
    told: str
    mend: str = ""


def examine(site: Callable[[], Site], now: datetime) -> list[Finding]:
    """Everything that can be told about this kiosk. Changes nothing but a temporary file in the data folder."""
    findings = [python(), sqlite(), qt(), keyboard(), libraries(), display(), fonts(), languages()]
    try:
        settings = site()
    except KnownError as error:
        return [*findings, _fail("site", str(error), "correct the site file; `kiosk check` lists every fault")]
    findings.append(_ok("site", f"{settings.store}, {settings.place}, {settings.kiosk_id}"))
    return [*findings, survey(settings), *folder(settings.data), *database(settings.data, now)]


def python() -> Finding:
    """The interpreter."""
    return _ok("python", f"{sys.version.split()[0]} at {sys.executable}")


def sqlite() -> Finding:
    """The library behind the database."""
    number, sound = sqlite_version()
    if sound:
        return _ok("sqlite", number)
    return _fail("sqlite", f"{number} may damage a database", "install the locked dependencies: make clean run")


def qt() -> Finding:
    """PySide6, looked for without importing it."""
    try:
        number = version("PySide6-Essentials")
    except PackageNotFoundError:
        return _fail("qt", "PySide6 is not installed", "install the locked dependencies: make run")
    # WORKAROUND: 6.12.0 drops a reference to None at each void call, and Python 3.11 aborts of it.
    if number.startswith("6.12.0") and sys.version_info < (3, 12):
        return _fail("qt", f"PySide6 {number} aborts on this Python", "install the locked dependencies: make run")
    return _ok("qt", f"PySide6 {number}")


def keyboard() -> Finding:
    """Qt's on-screen keyboard."""
    found = find_spec("PySide6")
    if found is None or found.submodule_search_locations is None:
        return _fail("keyboard", "PySide6 is not installed", "install the locked dependencies: make run")
    base = Path(found.submodule_search_locations[0]) / "Qt"
    missing = [name for name in KEYBOARD_FILES if not (base / name).exists()]
    if missing:
        return _fail("keyboard", f"{base}: lacks {', '.join(missing)}", "install PySide6-Addons as locked: make run")
    return _ok("keyboard", "Qt Virtual Keyboard is there")


def libraries() -> Finding:
    """What Qt asks of the system."""
    missing = [package for name, package in QT_LIBRARIES.items() if not _loads(name)]
    if missing:
        return _fail("libraries", "Qt lacks system libraries", f"apt install {' '.join(missing)}")
    return _ok("libraries", "Qt's system libraries are there")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def display() -> Finding:
    """Where the shopper's screen would open."""
    name = os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    if name:
        return _ok("display", name)
    return _warn("display", "no display in this session", "start `kiosk run` in the kiosk's own X session")


def fonts() -> Finding:
    """The fonts of every language's screens and pages."""
    wanted = {load_words(language).font.replace(" ", "") for language in available()}
    bad = [name for family in sorted(wanted) for name in (f"{family}-Regular.ttf", f"{family}-SemiBold.ttf")
           if not _is_truetype(FONTS / name)]  # fmt: skip
    if bad:
        return _fail("fonts", f"{FONTS}: missing or damaged: {', '.join(bad)}", "install Moment's files again")
    return _ok("fonts", ", ".join(sorted(wanted)))


def _is_truetype(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(TRUETYPE)) == TRUETYPE
    except OSError:
        return False


def languages() -> Finding:
    """Whether every language says everything."""
    found = gaps()
    if found:
        return _fail("languages", "\n".join(found), f"complete the files in {LANGUAGES}, see docs/languages.md")
    return _ok("languages", ", ".join(available()))


def survey(site: Site) -> Finding:
    """The survey that the site names."""
    try:
        found = load_survey(site.survey)
    except BadInputError as error:
        return _fail("survey", str(error), "correct the survey file; `kiosk check` lists every fault")
    return _ok("survey", f"{found.id}, version {found.version}, {', '.join(found.languages)}")


def folder(data: Path) -> Iterator[Finding]:
    """The data folder: there, writable, private, with room."""
    there = next(path for path in (data, *data.absolute().parents) if path.exists())
    if not _takes_a_file(there):
        mend = f"give it to the kiosk's user: chown {_user()} {there}"
        yield _fail("folder", f"{there}: cannot be written to", mend)
    elif there != data:
        yield _ok("folder", f"{data}: will be made")
    elif data.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield _warn("folder", f"{data}: other users can look into it", f"chmod 700 {data}")
    else:
        yield _ok("folder", str(data))
    free = shutil.disk_usage(there).free
    grade = Grade.FAIL if free < SPACE_NEEDED else Grade.WARN if free < SPACE_WANTED else Grade.OK
    mend = "" if grade is Grade.OK else f"make room on the disk that holds {there}"
    yield Finding("disk", grade, f"{free / 1e9:.1f} GB free", mend)


def _takes_a_file(path: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=path):
            return True
    except OSError:
        return False


def _user() -> str:
    return os.environ.get("USER", "kiosk")


def database(data: Path, now: datetime) -> Iterator[Finding]:
    """The answers so far, and whether the clock fits them."""
    if not (data / FILE_NAME).exists():
        yield _ok("database", "none yet, the first answer makes it")
        yield clock(now, None)
        return
    try:
        with open_reader(data) as reader:
            found, newest = damage(reader), Reading(reader).last_day()
    except KnownError as error:
        found, newest = [str(error)], None
    if found:
        yield _fail("database", "; ".join(found), "copy the data folder away first, then restore a backup")
    else:
        yield _ok("database", f"whole, newest answer of {newest}" if newest else "whole, no answers yet")
    yield clock(now, newest)


def clock(now: datetime, newest: date | None) -> Finding:
    """Whether the machine's date can be true, seen beside the day of the newest answer."""
    mend = "set the clock: timedatectl set-ntp true"
    if now.year not in YEARS:
        return _fail("clock", f"{now.date()} cannot be", mend)
    if newest is not None and now.date() < newest:
        return _fail("clock", f"{now.date()}, but there is an answer of {newest}", mend)
    return _ok("clock", now.isoformat(sep=" ", timespec="minutes"))


def _ok(name: str, told: str) -> Finding:
    return Finding(name, Grade.OK, told)


def _warn(name: str, told: str, mend: str) -> Finding:
    return Finding(name, Grade.WARN, told, mend)


def _fail(name: str, told: str, mend: str) -> Finding:
    return Finding(name, Grade.FAIL, told, mend)
