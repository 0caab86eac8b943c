from __future__ import annotations

import pytest
from click.testing import CliRunner

from kiosk.cli import kiosk
from kiosk.display import obstacle
from kiosk.doctor import Grade, display
from kiosk.errors import KnownError

NOWHERE = ":4999"
"""A display that no X server of this machine has."""


@pytest.fixture
def session(monkeypatch):
    def set_up(**variables):
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_up


NONE = "no display in this session"
DEAD = "no X server answers at DISPLAY=:4999"


@pytest.mark.parametrize(("variables", "told"), [
    ({}, NONE),
    ({"DISPLAY": "", "WAYLAND_DISPLAY": ""}, NONE),
    ({"QT_QPA_PLATFORM": "xcb"}, NONE),
    ({"DISPLAY": NOWHERE}, DEAD),
    ({"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": "xcb"}, DEAD),
    ({"DISPLAY": NOWHERE, "WAYLAND_DISPLAY": "wayland-0"}, ""),
    ({"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": "offscreen"}, ""),
    ({"QT_QPA_PLATFORM": "offscreen"}, ""),
    ({"WAYLAND_DISPLAY": "wayland-0"}, ""),
])  # fmt: skip
def test_whether_a_window_can_open_is_known_before_qt_is_asked(session, variables, told):
    session(**variables)
    assert (told in obstacle()) if told else obstacle() == ""
    assert display().grade is (Grade.WARN if told else Grade.OK)


@pytest.mark.parametrize("variables", [{}, {"DISPLAY": NOWHERE}])
def test_run_tells_calmly_that_it_cannot_open_its_window(session, tmp_path, variables):
    session(**variables)
    with pytest.raises(KnownError, match=r"the screen cannot open: no (display|X server)"):
        CliRunner().invoke(kiosk, ["run", "--data", str(tmp_path)], catch_exceptions=False)


@pytest.mark.parametrize(
    "size", ["99999999999x1", "0x0", "1280", "16385x1", "1x0", "-1x5", "9" * 5000 + "x1", "1280x800x1"]
)
def test_a_size_that_no_window_can_have_is_told(session, tmp_path, size):
    session(QT_QPA_PLATFORM="offscreen")
    with pytest.raises(KnownError, match="expected width x height from 1 to 16384 pixels, such as 1280x800"):
        CliRunner().invoke(kiosk, ["run", f"--size={size}", "--data", str(tmp_path)], catch_exceptions=False)
