"""What a process started by a test owes it."""

from __future__ import annotations

import ctypes
import signal

PR_SET_PDEATHSIG = 1
"""From linux/prctl.h."""


def die_with_parent() -> None:
    """However the parent ends, this process ends too: nobody taps on for ever."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
