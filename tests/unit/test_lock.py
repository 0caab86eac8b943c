"""One kiosk a data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import StorageError
from kiosk.lock import RunningError, exclusive, hold


def test_a_folder_is_held_once_and_given_back(tmp_path: Path) -> None:
    lock = hold(tmp_path)
    with pytest.raises(RunningError, match=rf"{tmp_path}: a kiosk is running .*process {os.getpid()}.*stop it first"):
        hold(tmp_path)
    with pytest.raises(RunningError), exclusive(tmp_path):
        raise AssertionError("must not be reached")
    lock.release()
    with exclusive(tmp_path), pytest.raises(RunningError):
        hold(tmp_path)
    hold(tmp_path).release()


def test_however_its_holder_ends_the_lock_is_free(tmp_path: Path) -> None:
    held = "import sys; from pathlib import Path; from kiosk.lock import hold; lock = hold(Path(sys.argv[1]));"
    held += "print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", held, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(RunningError, match=f"process {process.pid}"):
            hold(tmp_path)
        process.kill()
    hold(tmp_path).release()


def test_a_missing_folder_is_made_for_its_kiosk_alone(tmp_path: Path) -> None:
    hold(tmp_path / "data").release()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "kiosk.lock").stat().st_mode & 0o777 == 0o600


def test_where_no_lock_can_be_had_what_needs_none_goes_on(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(StorageError, match="cannot be locked"):
        hold(blocked)
    ran = []
    with exclusive(blocked):
        ran.append(1)
    assert ran == [1]


def test_a_fault_within_the_block_gives_the_folder_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path):
        raise ZeroDivisionError
    hold(tmp_path).release()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root works for others")
def test_what_root_makes_belongs_to_whom_the_folder_belongs(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    os.chown(data, 65534, 65534)
    hold(data).release()
    assert (data / "kiosk.lock").stat().st_uid == 65534
