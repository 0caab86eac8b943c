"""`kiosk run` as IT meets it: one line and an exit status where it cannot go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from kiosk.store import open_store
from ui.app import EXIT_BUG
from ui.hand import wait_until


def start(data: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kiosk", "run", "--windowed", "--data", str(data)]
    return subprocess.Popen(command, env=os.environ | {"KIOSK_SITE": ""}, stderr=subprocess.PIPE, text=True)


def test_a_database_of_a_newer_version_is_told_in_a_line_and_shown_calmly(tmp_path: Path, qapp: object) -> None:
    with open_store(tmp_path) as store:
        store.database["_sqlite_migrations"].insert(
            {"migration_set": "moment", "name": "m999_from_the_future", "applied_at": "2030-01-01"}
        )
    process = start(tmp_path)
    log = tmp_path / "logs" / "kiosk.log"
    wait_until(lambda: log.exists() and "newer version" in log.read_text("utf-8"), "a line in the log")
    assert process.poll() is None, "the screen says that there is no feedback now"
    process.terminate()
    _, told = process.communicate(timeout=60)
    assert "newer version" in told
    assert "Traceback" not in log.read_text("utf-8")


def test_a_second_kiosk_on_one_folder_says_so_and_stops(tmp_path: Path, qapp: object) -> None:
    first = start(tmp_path)
    database = tmp_path / "feedback.db"
    wait_until(lambda: first.poll() is not None or database.exists(), "the first kiosk to open its database")
    second = start(tmp_path)
    _, told = second.communicate(timeout=60)
    assert second.returncode == 1
    assert told == (
        f"kiosk: {tmp_path}: a kiosk is running on this data folder (process {first.pid}); "
        "stop it first (`sudo systemctl stop moment`, or close its window)\n"
    )
    assert first.poll() is None
    first.kill()
    first.communicate(timeout=60)
    third = start(tmp_path)
    wait_until(lambda: third.poll() is not None or f"{third.pid}\n" == (tmp_path / "kiosk.lock").read_text(), "a kiosk")
    assert third.poll() is None, "the kernel gives the lock back"
    third.kill()
    third.communicate(timeout=60)


def test_ctrl_c_ends_it(tmp_path: Path, qapp: object) -> None:
    process = start(tmp_path)
    database = tmp_path / "feedback.db"
    wait_until(lambda: process.poll() is not None or database.exists(), "the kiosk to open its database")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGINT


def test_a_fault_of_ours_before_the_loop_runs_ends_it(tmp_path: Path) -> None:
    broken = f"""
from pathlib import Path
import ui.app
from kiosk.site import load_site

class Broken(ui.app.Kiosk):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.window.widthChanged.connect(lambda: 1 / 0)

ui.app.Kiosk = Broken
raise SystemExit(ui.app.run(load_site(None, Path({str(tmp_path)!r})), windowed=True, size=(1000, 700)))
"""
    process = subprocess.run([sys.executable, "-c", broken], capture_output=True, text=True, timeout=60, check=False)
    assert process.returncode == EXIT_BUG
    assert "ZeroDivisionError" in process.stderr
