"""A kiosk on a display of its own, and a screen reader beside it on a bus of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.store import open_reader

READER = Path(__file__).with_name("screen_reader.py")
ROOT = READER.parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's pyatspi belongs to the system's Python, not to our virtual environment."""


def has_pyatspi() -> bool:
    """Whether the system's Python can play the screen reader."""
    trial = [SYSTEM_PYTHON, "-c", "import pyatspi"]
    return Path(SYSTEM_PYTHON).exists() and subprocess.run(trial, capture_output=True, check=False).returncode == 0


NEEDED: dict[str, Callable[[], object]] = {
    "xvfb": lambda: shutil.which("Xvfb"),
    "dbus": lambda: shutil.which("dbus-run-session"),
    "at-spi2-core": Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists,
    "python3-pyatspi": has_pyatspi,
}
"""Debian packages, and how to tell that they are there."""


@contextmanager
def running(command: list[str], environment: dict[str, str], *, stop: bool = True) -> Iterator[subprocess.Popen[str]]:
    """A process with pipes to its input and output. At the end it is told to stop, or just gets no more input."""
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            if stop:
                process.terminate()


def first_line(process: subprocess.Popen[str]) -> str:
    """What a process says once it is ready."""
    assert process.stdout is not None
    said = process.stdout.readline().strip()
    assert said, f"{process.args} ended before it was ready"
    return said


def wake_registry(environment: dict[str, str]) -> None:
    """Starts the registry of accessible programs: Qt does not register with one that is only just being started."""
    look = [SYSTEM_PYTHON, "-c", "import pyatspi; pyatspi.Registry.getDesktop(0).childCount"]
    subprocess.run(look, env=environment, check=True)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a desk: a display, a session bus, and a home that nobody else uses."""
    if missing := [package for package, is_there in NEEDED.items() if not is_there()]:
        pytest.fail(f"a real screen reader needs packages: apt-get install {' '.join(missing)}", pytrace=False)
    home = str(tmp_path_factory.mktemp("home"))
    base = {"PATH": os.environ["PATH"], "HOME": home, "XDG_RUNTIME_DIR": home, "LANG": "C.UTF-8"}
    xvfb = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24"]
    # Stopped from outside, dbus-run-session would leave its daemon behind; it ends with the shell in it.
    bus = ["dbus-run-session", "--", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; cat"]
    with running(xvfb, base) as display:
        base |= {"DISPLAY": f":{first_line(display)}", "GSETTINGS_BACKEND": "memory"}
        with running(bus, base, stop=False) as session:
            base |= {"DBUS_SESSION_BUS_ADDRESS": first_line(session)}
            wake_registry(base)
            yield base


@dataclass(frozen=True)
class Thing:
    """An accessible as the screen reader met it."""

    role: str
    name: str
    actions: list[str]
    checked: bool
    size: tuple[int, int]
    """Width and height in pixels."""


class ScreenReader:
    """Assistive technology at work on the kiosk's screen, and the database behind that screen."""

    def __init__(self, process: subprocess.Popen[str], data: Path) -> None:
        self._process = process
        self._data = data

    def find(self, role: str, name: str) -> Thing:
        """A thing of this role and name, once it can be used."""
        return self._one("find", role, name)

    def act(self, role: str, name: str, action: str = "Press") -> Thing:
        """Does one of a thing's own actions, once it can be used; the thing as it was before."""
        return self._one("act", role, name, action)

    def press(self, name: str) -> Thing:
        """Presses whatever has this name, once it can be pressed."""
        return self._one("press", name)

    def tappable(self) -> list[Thing]:
        """Everything on the screen that asks to be pressed."""
        return [Thing(**told) for told in self._ask("tappable")]

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What another connection reads of the database."""
        with open_reader(self._data) as reader:
            return list(reader.database.execute(sql).fetchall())

    def _one(self, *request: str) -> Thing:
        told = self._ask(*request)
        if told is None:
            raise AssertionError(f"{request} was not there in time; on the screen: {self.tappable()}")
        return Thing(**told)

    def _ask(self, *request: str) -> object:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@pytest.fixture(scope="module")
def reader(desk: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScreenReader]:
    """A screen reader in front of a kiosk that has just been switched on."""
    data = tmp_path_factory.mktemp("kiosk")
    site = data / "site.toml"
    site.write_text('store = "Maple Street"\n[screen]\nwidth_mm = 323\nheight_mm = 202\n', encoding="utf-8")
    kiosk = [sys.executable, "-m", "kiosk", "run", "--windowed", "--site", str(site), "--data", str(data)]
    shown = {"QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    with running(kiosk, desk | shown), running([SYSTEM_PYTHON, str(READER)], desk, stop=False) as process:
        yield ScreenReader(process, data)
