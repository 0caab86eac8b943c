"""After a failed sync: an answer counts as saved only when it was written anew, not when it can be read again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.store import open_reader
from tests.faults.forgetful import File, moments

ROOT = Path(__file__).resolve().parents[2]
CALLS = "pwrite64,fsync,fdatasync,ftruncate,unlink,write"
ANSWERS = 4
FIRST_SYNC = 14
"""About where the database is made and the first answer comes."""

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="strace makes the faults, and is not installed")


def lost(folder: Path, inject: str, *options: str) -> list[str]:
    """The visits that were said to be on the disk and that a power cut right then would have taken."""
    data, trace, after, out = folder / "data", folder / "trace", folder / "after", folder / "out"
    paths = [data / "feedback.db", data / "feedback.db-wal", out]
    with out.open("w") as told:
        subprocess.run(
            ["strace", "-f", "-qq", "-xx", "-y", "-s", "70000", "-o", str(trace), "-e", "signal=none",
             "-e", f"trace={CALLS}", *[part for path in paths for part in ("-P", str(path))],
             "-e", f"inject=fsync,fdatasync:error=EIO:when={inject}",
             sys.executable, "-m", "tests.faults.saving", str(data), "1", str(ANSWERS), *options],
            cwd=ROOT, check=True, timeout=120, stdout=told,
        )  # fmt: skip
    said: set[str] = set()
    missing = []
    for told, files in moments(trace):
        said.add(f"v{told.strip()}")
        shutil.rmtree(after, ignore_errors=True)
        after.mkdir()
        for name, content in files.items():
            (after / name).write_bytes(content)
        with open_reader(after) as reader:
            assert reader.database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            there = {row[0] for row in reader.database.execute("SELECT visit FROM answers").fetchall()}
        missing += sorted(said - there)
    assert len(said) == ANSWERS
    return missing


@pytest.mark.parametrize("step", range(FIRST_SYNC, FIRST_SYNC + 7))
def test_whatever_sync_fails_once_what_is_called_saved_is_on_the_disk(tmp_path: Path, step: int) -> None:
    assert lost(tmp_path, str(step)) == []


def test_syncs_that_fail_for_a_while(tmp_path: Path) -> None:
    assert lost(tmp_path, f"{FIRST_SYNC}..{FIRST_SYNC + 6}") == []


def test_a_writer_that_trusts_what_it_reads_would_be_found(tmp_path: Path) -> None:
    found = []
    for step in range(FIRST_SYNC, FIRST_SYNC + 3):
        folder = tmp_path / str(step)
        folder.mkdir()
        found += lost(folder, str(step), "trusting")
    assert found != []


def test_the_model_forgets_what_a_failed_sync_left() -> None:
    file = File()
    file.write(0, b"a" * 5000)
    file.sync(failed=False)
    file.write(4100, b"b")
    file.sync(failed=True)
    file.write(0, b"c")
    file.sync(failed=False)
    assert file.seen[4100:4101] == b"b"
    assert file.durable[4100:4101] == b"a"
    assert file.durable[:1] == b"c"
    file.write(4200, b"d")
    file.sync(failed=False)
    assert file.durable[4100:4101] == b"b", "a page is written whole"
