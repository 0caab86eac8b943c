"""From the start of the process to the first frame: ours beside a bare Chromium window with one line in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from tests.bench.first_frame import FRAME_SEEN
from tests.bench.measuring import ROOT, Times, folder, heading, table, take_turns

WARM_RUNS, COLD_RUNS = 9, 3
PATIENCE_SECONDS = 30
KIOSK = "kiosk run"
CHROMIUM = "bare Chromium window"
CHROMIUM_FILES = (Path("/usr/lib/chromium"), Path("/usr/share/chromium"))
OUR_FILES = tuple(Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib")) + tuple(
    ROOT / name for name in ("kiosk", "ui", "assets")
)
PAGE = b"""<!doctype html><title>x</title><p style="font: 60px sans-serif">How was checkout today?
<script>requestAnimationFrame(() => requestAnimationFrame(() => fetch("/painted")))</script>"""


def kiosk_start(data: Path, environment: dict[str, str]) -> float:
    """Milliseconds from before the process is made to its first frame."""
    command = [sys.executable, "-m", "tests.bench.first_frame", "--windowed", "--data", str(data)]
    start = time.monotonic_ns()
    told = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, timeout=PATIENCE_SECONDS, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    ).stdout.split()  # fmt: skip
    if told[:1] != [FRAME_SEEN]:
        raise ValueError(f"no frame: {told}")
    return (int(told[1]) - start) / 1e6


def chromium_start(profile: Path, environment: dict[str, str]) -> float:
    """Milliseconds from before the process is made to the frame after the page's first."""
    command = ["chromium", "--kiosk", "--no-first-run", "--disable-gpu", f"--user-data-dir={profile}"]
    command += ["--no-sandbox"] if os.geteuid() == 0 else []
    painted: list[int] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/painted":
                painted.append(time.monotonic_ns())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Site) as server:
        server.timeout = PATIENCE_SECONDS
        start = time.monotonic_ns()
        with subprocess.Popen([*command, f"http://127.0.0.1:{server.server_port}/"], env=environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # fmt: skip
            while not painted and (time.monotonic_ns() - start) / 1e9 < PATIENCE_SECONDS:
                server.handle_request()
            process.terminate()
    return (painted[0] - start) / 1e6


def from_disk(*places: Path) -> None:
    """Asks the system to forget its copies of a program's files; it keeps those that another program has mapped."""
    for place in places:
        for path in place.rglob("*"):
            if not path.is_file():
                continue
            with suppress(OSError), path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def display() -> Iterator[str]:
    """A private X server; its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="ascii") as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


def measure(place: Path, environment: dict[str, str]) -> Times:
    """Warm and cold starts. Chromium takes part where it is there and has a display."""
    starts: dict[str, tuple[Callable[[], float], tuple[Path, ...]]] = {
        KIOSK: (lambda: kiosk_start(place / "data", environment), OUR_FILES)
    }
    if "DISPLAY" in environment and shutil.which("chromium"):
        starts[CHROMIUM] = (lambda: chromium_start(place / "profile", environment), CHROMIUM_FILES)

    def cold(start: Callable[[], float], files: tuple[Path, ...]) -> Callable[[], float]:
        def once() -> float:
            from_disk(*files)
            return start()

        return once

    warm_times = take_turns({name: start for name, (start, _) in starts.items()}, WARM_RUNS, warm_up=2)
    cold_times = take_turns({name: cold(*each) for name, each in starts.items()}, COLD_RUNS, warm_up=0)
    return {f"{name}, {state}": values for state, times in (("warm", warm_times), ("cold", cold_times))
            for name, values in times.items()}  # fmt: skip


def main() -> None:
    heading("From the start to the first frame", "≤ 0.7 × Chromium, each as a whole process, software rendering")
    # In a shop the byte code lies compiled.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with folder() as place, ExitStack() as stack:
        if shutil.which("Xvfb"):
            environment |= {"DISPLAY": stack.enter_context(display()), "QT_QPA_PLATFORM": "xcb"}
        times = measure(place, environment)
        for state in ("warm", "cold"):
            table({name: values for name, values in times.items() if name.endswith(state)}, f"{CHROMIUM}, {state}",
                  tail=None)  # fmt: skip
            print()
    if not shutil.which("chromium"):
        print("No chromium here to compare with.")
    print(f"Platform {environment.get('QT_QPA_PLATFORM', 'as Qt chooses')}.")
