"""Whether a window can open here, found out before Qt is asked: Qt ends the process where it cannot."""

from __future__ import annotations

import ctypes
import os

XCB = "libxcb.so.1"


def obstacle() -> str:
    """Why no window can open in this session, in a sentence; empty where nothing speaks against it."""
    platform, display, wayland = map(os.environ.get, ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"))
    if platform and platform.partition(":")[0] != "xcb":
        return ""
    if wayland and not platform:
        return ""
    if not display:
        return "no display in this session, DISPLAY is not set"
    return _silence_at(display)


def _silence_at(display: str) -> str:
    """Why an X display cannot be used; empty where its server answers."""
    try:
        xcb = ctypes.CDLL(XCB)
    except OSError:
        return f"{XCB} is not there (package libxcb1)"
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    fault = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return f"no X server answers at DISPLAY={display}" if fault else ""
