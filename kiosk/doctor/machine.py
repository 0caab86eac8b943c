"""What Moment needs of the machine it runs on, and of its own files."""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from kiosk.assets import FONTS, LANGUAGES
from kiosk.display import obstacle
from kiosk.doctor.finding import Finding, fail, ok, warn
from kiosk.store.health import sqlite_version
from kiosk.translations import gaps
from kiosk.words import available, load_words

TRUETYPE = b"\x00\x01\x00\x00"
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0", "libfontconfig.so.1": "libfontconfig1", "libpulse.so.0": "libpulse0",
}  # fmt: skip
"""Those that a small system lacks most often; the full list is packaging/apt-run.txt."""
SPEECH = {
    "/usr/bin/speech-dispatcher": "speech-dispatcher",
    "/usr/lib/speech-dispatcher-modules/sd_espeak-ng": "speech-dispatcher-espeak-ng",
}  # fmt: skip
"""What a voice is made of, and its Debian packages."""
KEYBOARD_FILES = ("plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", "lib/libQt6VirtualKeyboard.so.6",
                  "qml/QtQuick/VirtualKeyboard/qmldir")  # fmt: skip


def python() -> Finding:
    """The interpreter."""
    return ok("python", f"{sys.version.split()[0]} at {sys.executable}")


def sqlite() -> Finding:
    """The library behind the database."""
    number, sound = sqlite_version()
    if sound:
        return ok("sqlite", number)
    return fail("sqlite", f"{number} may damage a database", "install the locked dependencies: make clean run")


def qt() -> Finding:
    """PySide6, looked for without importing it."""
    try:
        number = version("PySide6-Essentials")
    except PackageNotFoundError:
        return fail("qt", "PySide6 is not installed", "install the locked dependencies: make run")
    # WORKAROUND: 6.12.0 drops a reference to None at each void call, and Python 3.11 aborts of it.
    if number.startswith("6.12.0") and sys.version_info < (3, 12):
        return fail("qt", f"PySide6 {number} aborts on this Python", "install the locked dependencies: make run")
    return ok("qt", f"PySide6 {number}")


def keyboard() -> Finding:
    """Qt's on-screen keyboard."""
    found = find_spec("PySide6")
    if found is None or found.submodule_search_locations is None:
        return fail("keyboard", "PySide6 is not installed", "install the locked dependencies: make run")
    base = Path(found.submodule_search_locations[0]) / "Qt"
    missing = [name for name in KEYBOARD_FILES if not (base / name).exists()]
    if missing:
        return fail("keyboard", f"{base}: lacks {', '.join(missing)}", "install PySide6-Addons as locked: make run")
    return ok("keyboard", "Qt Virtual Keyboard is there")


def libraries() -> Finding:
    """What Qt asks of the system."""
    missing = [package for name, package in QT_LIBRARIES.items() if not _loads(name)]
    if missing:
        return fail("libraries", "Qt lacks system libraries", f"apt install {' '.join(missing)}")
    return ok("libraries", "Qt's system libraries are there")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def speech() -> Finding:
    """The voice that reads the screens to those who ask for it."""
    missing = [package for name, package in SPEECH.items() if not Path(name).exists()]
    if missing:
        return warn("speech", "no voice: the screens do not offer to be read aloud", f"apt install {' '.join(missing)}")
    return ok("speech", "speech-dispatcher and espeak-ng are there")


def display() -> Finding:
    """Where the shopper's screen would open."""
    if told := obstacle():
        return warn("display", told, "start `kiosk run` in the kiosk's own X session")
    names = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
    return ok("display", next(value for name in names if (value := os.environ.get(name))))


def fonts(folder: Path = LANGUAGES) -> Finding:
    """The fonts of every language's screens and pages. SemiBold is only for those that have one."""
    wanted = {load_words(language, folder).font.replace(" ", "") for language in available(folder)}
    names = {f"{family}-Regular.ttf" for family in wanted} | {path.name for path in FONTS.glob("*.ttf")}
    if bad := sorted(name for name in names if not _is_truetype(FONTS / name)):
        return fail("fonts", f"{FONTS}: missing or damaged: {', '.join(bad)}", "install Moment's files again")
    return ok("fonts", ", ".join(sorted(wanted)))


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
        return fail("languages", "\n".join(found), f"complete the files in {LANGUAGES}, see docs/languages.md")
    return ok("languages", ", ".join(available()))
