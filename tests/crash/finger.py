"""A finger of another process: an X server without a screen, and taps through its XTEST extension."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.crash.parent import die_with_parent

SCREEN = (1280, 800)
NOW = 0
"""X11's CurrentTime: without a delay."""
BUTTON = 1


class Finger:
    """Taps on an X display. Raises ConnectionError where there is none."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        if not self._display:
            raise ConnectionError(f"no X display {display}")

    def tap(self, x: int, y: int) -> None:
        """Presses and releases at a point of the screen."""
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(NOW))
        for pressed in (1, 0):
            self._test.XTestFakeButtonEvent(self._display, BUTTON, pressed, ctypes.c_ulong(NOW))
        self._x.XFlush(self._display)


@contextmanager
def x_server() -> Iterator[str]:
    """Starts Xvfb, on a display that is free; its name."""
    hear, say = os.pipe()
    width, height = SCREEN
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(say), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[say], stderr=subprocess.DEVNULL, preexec_fn=die_with_parent,  # noqa: PLW1509 - one prctl, no threads
    )  # fmt: skip
    os.close(say)
    try:
        with os.fdopen(hear) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
