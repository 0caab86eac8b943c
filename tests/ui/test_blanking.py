"""The display switched off for the night: the requests that an X server gets, and servers that cannot do it."""

from __future__ import annotations

import logging
import os
import socket
import struct
import subprocess
from threading import Thread

import pytest

from ui.blanking import Blanking

DPMS = 140
"""The number that the server gives to the extension's requests."""
TIMERS_OFF = [("screen saver", 0, 0, 2, 2), ("timeouts", 0, 0, 0)]
ON, OFF = [("enable",), ("level", 0)], [("enable",), ("level", 3)]


class XServer:
    """As much of an X server as greets a client and speaks DPMS; keeps what it was asked."""

    def __init__(self, *, extension: bool = True, capable: bool = True, requests: int = 1000) -> None:
        self.asked: list[tuple[object, ...]] = []
        self._extension, self._capable, self._requests = extension, capable, requests
        self._listener = socket.create_server(("127.0.0.1", 0))
        # A display's number is its port less 6000.
        self.display = f"127.0.0.1:{self._listener.getsockname()[1] - 6000}"
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def finished(self) -> list[tuple[object, ...]]:
        """Everything that was asked, once the connection is closed."""
        self._thread.join(10)
        self._listener.close()
        assert not self._thread.is_alive()
        return self.asked

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rwb") as wire:
            name, data = struct.unpack("<6xHHxx", wire.read(12))
            wire.read(name + -name % 4 + data + -data % 4)
            wire.write(GREETING)
            wire.flush()
            for number in range(1, self._requests + 1):
                if len(head := wire.read(4)) < 4:
                    break
                opcode, minor, length = struct.unpack("<BBH", head)
                if (answer := self._answer(opcode, minor, wire.read(length * 4 - 4))) is not None:
                    wire.write(struct.pack("<BxHI4B20x", 1, number, 0, *answer))
                    wire.flush()

    def _answer(self, opcode: int, minor: int, body: bytes) -> tuple[int, ...] | None:
        """What a question is answered with; None to a request that asks for nothing."""
        match opcode, minor:
            case 98, _ if body[4:8] == b"DPMS":
                return (self._extension, DPMS, 0, 0)
            case 140, 1:
                return (self._capable, 0, 0, 0)
            case 107, _:
                self.asked.append(("screen saver", *struct.unpack("<hhBB2x", body)))
            case 140, 3:
                self.asked.append(("timeouts", *struct.unpack("<HHH2x", body)))
            case 140, 4:
                self.asked.append(("enable",))
            case 140, 6:
                self.asked.append(("level", *struct.unpack("<H2x", body)))
            case _:
                self.asked.append(("unknown", opcode, minor))
        return None


SCREEN = struct.pack("<5I6HIBBBB", 1, 2, 0xFFFFFF, 0, 0, 800, 480, 154, 86, 1, 1, 33, 0, 0, 24, 0)
SETUP = struct.pack("<IIIIHHBBBBBBBBxxxx", 1, 0x200000, 0x1FFFFF, 0, 0, 0xFFFF, 1, 0, 0, 0, 32, 32, 8, 255)
GREETING = struct.pack("<BxHHH", 1, 11, 0, len(SETUP + SCREEN) // 4) + SETUP + SCREEN
"""A server of the core protocol 11.0 with one screen and no vendor's name."""


def test_the_display_is_switched_off_and_on_and_never_by_a_timer():
    server = XServer()
    blanking = Blanking(server.display)
    assert blanking.able
    blanking.sleep()
    blanking.wake()
    blanking.close()
    assert server.finished() == [*TIMERS_OFF, *ON, *OFF, *ON]


@pytest.mark.parametrize(("server", "told"), [
    ({"extension": False}, "the X server has no DPMS"),
    ({"capable": False}, "the display has no DPMS"),
])  # fmt: skip
def test_a_display_that_cannot_is_told_of_once_and_left_alone(caplog, server, told):
    caplog.set_level(logging.INFO)
    without = XServer(**server)
    blanking = Blanking(without.display)
    blanking.sleep()
    blanking.wake()
    assert not blanking.able
    assert without.finished() == TIMERS_OFF[:1]
    assert [record.message.endswith(told) for record in caplog.records] == [True]


def test_a_server_that_goes_away_does_not_take_the_kiosk_along(caplog):
    made = 6  # the saver, two questions, the timers, enabled and on
    server = XServer(requests=made)
    blanking = Blanking(server.display)
    server.finished()
    for _ in range(3):
        blanking.sleep()
        blanking.wake()
    assert not blanking.able
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize("display", [None, "", "unix:/nowhere/X", ":nonsense"])
def test_where_no_x_server_is_there_nothing_happens(display):
    blanking = Blanking(display)
    blanking.sleep()
    blanking.wake()
    blanking.close()
    assert not blanking.able


@pytest.fixture
def xvfb():
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "320x240x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    yield display
    server.terminate()
    server.wait(10)


def test_a_real_server_without_dpms_is_survived(xvfb, caplog):
    caplog.set_level(logging.INFO)
    blanking = Blanking(xvfb)
    blanking.sleep()
    blanking.wake()
    assert not blanking.able
    assert "no DPMS" in caplog.text
