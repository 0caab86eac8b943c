"""The display itself, switched off while the shop is closed: DPMS of an X11 server, over a connection of its own.

xcb and not Xlib: what xcb is refused comes back as an answer, and Xlib ends the process.
"""

from __future__ import annotations

import ctypes
import logging
import os
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_int16, c_uint8, c_uint16, c_uint32, c_void_p

XCB, XCB_DPMS = "libxcb.so.1", "libxcb-dpms.so.0"
ON, OFF = 0, 3
"""Power levels of the DPMS extension's ForceLevel."""
AS_IT_WAS = 2
"""DefaultBlanking and DefaultExposures of the core protocol's SetScreenSaver."""

log = logging.getLogger(__name__)


class _Cookie(Structure):
    _fields_ = [("sequence", c_uint32)]


class _Reply(Structure):
    """The server's answer to a question of yes or no, as far as it is read."""

    _fields_ = [("header", c_uint8 * 8), ("yes", c_uint8)]


class Blanking:
    """Switches the display off and on, where it is on X11 and can be; elsewhere it does nothing and says so once.

    While one is there, the X server never blanks the screen by its own timers: only the shop's hours decide. Any
    touch wakes a display that is off, by the X server itself.
    """

    def __init__(self, display: str | None) -> None:
        """display: the X display to switch, such as ":0"; None where the screen is not one of X11's.

        Asks the server and waits for its answers: to be made after the first frame.
        """
        self._connection: int | None = None
        if obstacle := self._open(display):
            log.info("the display cannot be switched off outside opening hours: %s", obstacle)
            self.close()

    @property
    def able(self) -> bool:
        """Whether the display goes off and on."""
        return self._connection is not None

    def sleep(self) -> None:
        """Switches the display off."""
        self._force(OFF)

    def wake(self) -> None:
        """Switches the display on."""
        self._force(ON)

    def close(self) -> None:
        """Lets go of the display; what was switched stays as it is."""
        if self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def _open(self, display: str | None) -> str:
        """Connects and takes the timers away; why it cannot be done, empty where it can."""
        if not display:
            return "no display of X11"
        try:
            self._xcb, self._dpms = _xcb(), _dpms()
        except OSError as error:
            return str(error)
        self._connection = self._xcb.xcb_connect(os.fsencode(display), None)
        if self._xcb.xcb_connection_has_error(self._connection):
            return f"no X server answers at {display}"
        self._xcb.xcb_set_screen_saver(self._connection, 0, 0, AS_IT_WAS, AS_IT_WAS)
        self._xcb.xcb_flush(self._connection)
        # Asked first: a request of an extension that is not there would break the connection.
        extension = self._xcb.xcb_get_extension_data(self._connection, byref(c_int.in_dll(self._dpms, "xcb_dpms_id")))
        if not extension or not extension.contents.yes:
            return "the X server has no DPMS"
        if not self._capable():
            return "the display has no DPMS"
        self._dpms.xcb_dpms_set_timeouts(self._connection, 0, 0, 0)
        self._force(ON)
        return ""

    def _capable(self) -> bool:
        asked = self._dpms.xcb_dpms_capable(self._connection)
        reply = self._dpms.xcb_dpms_capable_reply(self._connection, asked, None)
        if not reply:
            return False
        capable = bool(reply.contents.yes)
        _libc_free(reply)
        return capable

    def _force(self, level: int) -> None:
        if self._connection is None:
            return
        # A level is refused while DPMS is disabled, as it is after `xset -dpms`.
        self._dpms.xcb_dpms_enable(self._connection)
        self._dpms.xcb_dpms_force_level(self._connection, level)
        self._xcb.xcb_flush(self._connection)
        while event := self._xcb.xcb_poll_for_event(self._connection):
            _libc_free(event)
        if self._xcb.xcb_connection_has_error(self._connection):
            log.warning("the display can no longer be switched: the X server has closed the connection")
            self.close()


def _libc_free(pointer: object) -> None:
    free = ctypes.CDLL(None).free
    free.argtypes, free.restype = [c_void_p], None
    free(pointer)


def _xcb() -> ctypes.CDLL:
    xcb = ctypes.CDLL(XCB)
    xcb.xcb_connect.restype, xcb.xcb_connect.argtypes = c_void_p, [c_char_p, c_void_p]
    for name in ("xcb_connection_has_error", "xcb_disconnect", "xcb_flush", "xcb_poll_for_event"):
        getattr(xcb, name).argtypes = [c_void_p]
    xcb.xcb_poll_for_event.restype = c_void_p
    xcb.xcb_get_extension_data.restype = POINTER(_Reply)
    xcb.xcb_get_extension_data.argtypes = [c_void_p, c_void_p]
    xcb.xcb_set_screen_saver.restype = _Cookie
    xcb.xcb_set_screen_saver.argtypes = [c_void_p, c_int16, c_int16, c_uint8, c_uint8]
    return xcb


def _dpms() -> ctypes.CDLL:
    dpms = ctypes.CDLL(XCB_DPMS)
    for name in ("xcb_dpms_capable", "xcb_dpms_enable", "xcb_dpms_force_level", "xcb_dpms_set_timeouts"):
        getattr(dpms, name).restype = _Cookie
    dpms.xcb_dpms_capable.argtypes = dpms.xcb_dpms_enable.argtypes = [c_void_p]
    dpms.xcb_dpms_force_level.argtypes = [c_void_p, c_uint16]
    dpms.xcb_dpms_set_timeouts.argtypes = [c_void_p, c_uint16, c_uint16, c_uint16]
    dpms.xcb_dpms_capable_reply.restype = POINTER(_Reply)
    dpms.xcb_dpms_capable_reply.argtypes = [c_void_p, _Cookie, c_void_p]
    return dpms
