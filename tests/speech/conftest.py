"""A real speech-dispatcher of our own with a real espeak-ng; what it plays goes into a file."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import array
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

BYTES_A_SECOND = 44_100
"""espeak-ng speaks 22,050 samples of 16 bits a second, on one channel."""

NEEDED: dict[str, Callable[[], object]] = {
    "speech-dispatcher": lambda: shutil.which("speech-dispatcher"),
    "speech-dispatcher-espeak-ng": Path("/usr/lib/speech-dispatcher-modules/sd_espeak-ng").exists,
    "espeak-ng": lambda: shutil.which("espeak-ng"),
    "pulseaudio": lambda: shutil.which("pulseaudio"),
    "pulseaudio-utils": lambda: shutil.which("parec"),
    "alsa-utils": lambda: shutil.which("amixer"),
}
"""Debian packages, and how to tell that they are there."""

SPEECHD = """\
AudioOutputMethod "{output}"
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
DefaultModule espeak-ng
Timeout 0
"""
"""Without the last line it ends after five seconds in which nobody asks it for anything: between two tests."""
ALSA = """\
pcm.null {{ type null }}
pcm.!default {{ type file slave.pcm "null" file "{audio}" format raw }}
"""
FORMAT = ("--raw", "--format=s16le", "--rate=22050", "--channels=1")
SAID = re.compile(r"SET SELF SYNTHESIS_VOICE (?P<voice>[^\n|]*)\n|MSG before index marking: \|(?P<text>[^|]*)\|")


@contextmanager
def running(command: list[str | Path], **environment: object) -> Iterator[subprocess.Popen[bytes]]:
    """A quiet process, told to stop at the end."""
    with subprocess.Popen(
        command,
        env=os.environ | {name: str(value) for name, value in environment.items()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


@dataclass
class Desk:
    """A speech-dispatcher's folder."""

    folder: Path

    @property
    def audio(self) -> Path:
        """All that was played so far: raw, 16 bits, one channel, 22,050 Hz."""
        return self.folder / "audio.raw"

    @property
    def address(self) -> str:
        """What SPEECHD_ADDRESS should be."""
        return f"unix_socket:{self.folder / 'socket'}"

    def bytes_played(self) -> int:
        return self.audio.stat().st_size if self.audio.exists() else 0

    def said(self) -> list[tuple[str, str]]:
        """Voice and text of everything handed to espeak-ng so far."""
        log = (self.folder / "speech-dispatcher.log").read_text(encoding="utf-8", errors="replace")
        said, voice = [], ""
        for found in SAID.finditer(log):
            if found["text"] is None:
                voice = found["voice"].strip()
            else:
                said.append((voice, found["text"]))
        return said

    def cancelled(self) -> int:
        """How many texts were broken off."""
        return (self.folder / "speech-dispatcher.log").read_text(errors="replace").count("703 CANCELED")

    def seconds_heard(self) -> float:
        """How long there was anything but silence."""
        return sum(map(bool, samples(self.audio.read_bytes()))) * 2 / BYTES_A_SECOND if self.audio.exists() else 0.0

    @contextmanager
    def open(self, output: str = "alsa", **environment: object) -> Iterator[subprocess.Popen[bytes]]:
        """speech-dispatcher, from the moment it listens. ALSA's file plays as fast as espeak-ng speaks."""
        configuration = self.folder / "conf"
        (configuration / "modules").mkdir(parents=True, exist_ok=True)
        (configuration / "modules" / "espeak-ng.conf").write_text("Debug 0\n")
        (configuration / "speechd.conf").write_text(SPEECHD.format(output=output))
        (self.folder / "asound.conf").write_text(ALSA.format(audio=self.audio))
        address = self.folder / "socket"
        command = ["speech-dispatcher", "-s", "-C", configuration, "-c", "unix_socket", "-S", address, "-l", "5"]
        folders = {"HOME": self.folder, "ALSA_CONFIG_PATH": self.folder / "asound.conf"}
        with running([*command, "-L", self.folder, "-P", self.folder / "pid"], **folders, **environment) as process:
            until_it_listens(address)
            yield process

    @contextmanager
    def open_at_the_pace_of_a_card(self) -> Iterator[subprocess.Popen[bytes]]:
        """The same, over a PulseAudio whose card is a clock."""
        server, folders = self.folder / "native", {"HOME": self.folder, "XDG_RUNTIME_DIR": self.folder}
        socket_module = f"module-native-protocol-unix socket={server} auth-anonymous=1"
        sink_module = "module-null-sink sink_name=room rate=22050 channels=1"
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        recorder = ["parec", f"--server=unix:{server}", "-d", "room.monitor", "--latency-msec=20", *FORMAT, self.audio]
        with running([*command, "-L", socket_module, "-L", sink_module], **folders):
            until_it_listens(server)
            with running(recorder, **folders), self.open("pulse", PULSE_SERVER=f"unix:{server}") as process:
                yield process


def until_it_listens(address: Path, patience: float = 5) -> None:
    """Return once somebody accepts connections at a unix socket."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with socket.socket(socket.AF_UNIX) as client:
            if client.connect_ex(str(address)) == 0:
                return
        QTest.qWait(20)
    pytest.fail(f"nobody listens at {address}")


def samples(sound: bytes) -> array.array[int]:
    """The samples of raw sound."""
    return array.array("h", sound[: len(sound) // 2 * 2])


def need_packages() -> None:
    missing = [package for package, is_there in NEEDED.items() if not is_there()]
    if missing:
        pytest.fail(f"these tests need the Debian packages {' '.join(missing)}; `make` installs them", pytrace=False)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Desk]:
    """One that plays as fast as espeak-ng speaks."""
    need_packages()
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with desk.open():
        yield desk


@pytest.fixture
def paced_desk(tmp_path: Path, qapp: object) -> Iterator[Desk]:
    """One that plays at the pace of a sound card."""
    need_packages()
    desk = Desk(tmp_path)
    with desk.open_at_the_pace_of_a_card():
        yield desk
