"""A soft sound under a tap, and one for thanks, played straight through ALSA.

Not by Qt's multimedia: that needs a sound server, a plugin of 22 MB and 19 MB of memory for it.
"""

from __future__ import annotations

import ctypes
import logging
import wave
from ctypes import CFUNCTYPE, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from kiosk.assets import ASSETS

ALSA = "libasound.so.2"
DEVICE = b"default"
PLAYBACK, NONBLOCK, BLOCK = 0, 1, 0
S16_LE, INTERLEAVED, RESAMPLED, SILENTLY = 2, 3, 1, 1
LATENCY_US = 60_000
PIECE = 441
"""Frames written at a time, 20 ms: so soon a sound gives way to the next."""
FAREWELL = 1.0
"""Seconds that closing waits for a sound card that may hang."""
TAP, THANKS = (ASSETS / "sounds" / f"{name}.wav" for name in ("tap", "thanks"))

log = logging.getLogger(__name__)

_Handler = CFUNCTYPE(None, c_char_p, c_int, c_char_p, c_int, c_char_p)
_silent = _Handler(lambda *_: None)
"""Takes what ALSA would write to the error stream. Kept here, because it must outlive every call."""


class Sounds:
    """Plays one sound at a time in a thread of its own: no tap waits for it, and a new sound ends the one before.

    Where there is no sound card, none that is free, or no ALSA, there is silence, and the log says so once. The card
    is held only while something sounds, so that speech can have it.
    """

    def __init__(self) -> None:
        self._wanted: SimpleQueue[tuple[int, Path] | None] = SimpleQueue()
        self._newest = 0
        self._told = False
        self._thread = Thread(target=self._work, name="sounds", daemon=True)
        self._thread.start()

    def tap(self) -> None:
        """Under a finger."""
        self._want(TAP)

    def thanks(self) -> None:
        """At the end of a visit."""
        self._want(THANKS)

    def close(self) -> None:
        """Ends the thread; the newest sound still plays to its end."""
        self._wanted.put(None)
        self._thread.join(FAREWELL)

    def _want(self, sound: Path) -> None:
        self._newest += 1
        self._wanted.put((self._newest, sound))

    def _work(self) -> None:
        while wanted := self._wanted.get():
            number, sound = wanted
            if number < self._newest:
                continue
            try:
                self._play(_alsa(), number, sound)
            except OSError as error:
                log.log(logging.DEBUG if self._told else logging.WARNING, "no sound: %s", error)
                self._told = True

    def _play(self, alsa: ctypes.CDLL, number: int, sound: Path) -> None:
        """Plays a sound until a newer one is wanted: the older one would belong to no tap any more."""
        with wave.open(str(sound), "rb") as file:
            rate, frames = file.getframerate(), file.readframes(file.getnframes())
        pcm = c_void_p()
        # Opened without waiting: another program may keep the card for hours.
        _check(alsa, alsa.snd_pcm_open(byref(pcm), DEVICE, PLAYBACK, NONBLOCK))
        try:
            _check(alsa, alsa.snd_pcm_nonblock(pcm, BLOCK))
            _check(alsa, alsa.snd_pcm_set_params(pcm, S16_LE, INTERLEAVED, 1, rate, RESAMPLED, LATENCY_US))
            for start in range(0, len(frames), PIECE * 2):
                if number < self._newest:
                    return
                piece = frames[start : start + PIECE * 2]
                if (written := alsa.snd_pcm_writei(pcm, piece, len(piece) // 2)) < 0:
                    # The machine was too busy to write in time; the card starts anew.
                    _check(alsa, alsa.snd_pcm_recover(pcm, written, SILENTLY))
            _check(alsa, alsa.snd_pcm_drain(pcm))
        finally:
            alsa.snd_pcm_close(pcm)


def _check(alsa: ctypes.CDLL, result: int) -> None:
    if result < 0:
        raise OSError(-result, alsa.snd_strerror(result).decode(errors="replace"))


@cache
def _alsa() -> ctypes.CDLL:
    """The library, its functions declared. Raises OSError where it is not installed."""
    alsa = ctypes.CDLL(ALSA)
    alsa.snd_strerror.restype = c_char_p
    alsa.snd_pcm_open.argtypes = [c_void_p, c_char_p, c_int, c_int]
    alsa.snd_pcm_nonblock.argtypes = [c_void_p, c_int]
    alsa.snd_pcm_set_params.argtypes = [c_void_p, c_int, c_int, c_uint, c_uint, c_int, c_uint]
    alsa.snd_pcm_writei.argtypes, alsa.snd_pcm_writei.restype = [c_void_p, c_char_p, c_ulong], c_long
    alsa.snd_pcm_recover.argtypes = [c_void_p, c_int, c_int]
    alsa.snd_pcm_drain.argtypes = alsa.snd_pcm_close.argtypes = [c_void_p]
    alsa.snd_lib_error_set_handler.argtypes = [_Handler]
    alsa.snd_lib_error_set_handler(_silent)
    return alsa
