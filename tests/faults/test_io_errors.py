"""Disks that refuse a call, once or for a while: the kernel says so to the real kiosk, by strace's hand."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.store import open_reader

ROOT = Path(__file__).resolve().parents[2]
VISITS = 5
PATIENT = 60.0
SYNCS, WRITES = "fsync,fdatasync", "pwrite64"

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="strace makes the faults, and is not installed")


def tapped(data: Path, inject: str, patience: float, *options: str) -> list[list[str]]:
    """What a kiosk says whose system calls on its database fail as `inject` tells."""
    calls = inject.partition(":")[0]
    run = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-P", str(data / "feedback.db"),
         "-P", str(data / "feedback.db-wal"), "-e", f"trace={calls}", "-e", f"inject={inject}",
         sys.executable, "-m", "tests.faults.tapping", str(data), str(VISITS), str(patience), *options],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return [line.split() for line in run.stdout.splitlines()]


def stored(data: Path) -> list[tuple[str, str, int]]:
    with open_reader(data) as reader:
        assert reader.database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return list(reader.database.execute("SELECT visit, question, revision FROM answers").fetchall())


@pytest.mark.parametrize("inject", [
    *[f"{SYNCS}:error=EIO:when={step}" for step in (3, 20, 21, 23)],
    f"{WRITES}:error=EIO:when=220", f"{WRITES}:error=ENOSPC:when=221",
])  # fmt: skip
def test_an_error_once_is_hardly_seen_and_costs_nothing(tmp_path: Path, inject: str) -> None:
    said = tapped(tmp_path, inject, PATIENT)
    assert [line[0] for line in said] == [*["thanks"] * VISITS, "stored"]
    rows = stored(tmp_path)
    assert len(rows) == len(set(rows)) == 2 * VISITS
    assert {line[1] for line in said[:VISITS]} == {row[0] for row in rows}


@pytest.mark.parametrize("inject", [
    f"{SYNCS}:error=EIO:when=20..70", f"{WRITES}:error=EIO:when=220..270", f"{WRITES}:error=ENOSPC:when=220..270",
])  # fmt: skip
def test_while_it_lasts_nobody_is_thanked_and_all_is_stored_when_it_goes(tmp_path: Path, inject: str) -> None:
    said = tapped(tmp_path, inject, 0.1)
    assert "kept" in [line[0] for line in said]
    assert said[-1] == ["stored"]
    rows = stored(tmp_path)
    assert len(rows) == len(set(rows))
    assert {line[1] for line in said[:VISITS]} == {row[0] for row in rows}


@pytest.mark.parametrize("inject", [f"{SYNCS}:error=EIO:when=21+", f"{WRITES}:error=EIO:when=230+"])
def test_a_disk_that_never_comes_back_keeps_what_was_thanked_for(tmp_path: Path, inject: str) -> None:
    said = tapped(tmp_path, inject, 0.1, "leave")
    assert [line[0] for line in said].count("kept") >= VISITS - 2
    rows = stored(tmp_path)
    assert len(rows) == len(set(rows))
    assert {line[1] for line in said if line[0] == "thanks"} <= {row[0] for row in rows}


def test_a_disk_that_hangs_is_told_as_one_that_refuses(tmp_path: Path) -> None:
    said = tapped(tmp_path, f"{SYNCS}:delay_enter=3000000:when=21", 0.1, "slow")
    assert "kept" in [line[0] for line in said]
    assert said[-1] == ["stored"]
    rows = stored(tmp_path)
    assert len(rows) == len(set(rows))
    assert {line[1] for line in said[:VISITS]} == {row[0] for row in rows}
