"""Log files that stay small and never stop the kiosk."""

from __future__ import annotations

import logging
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from kiosk.journal import BYTES_A_FILE, OLD_FILES, PENDING_LINES, Feeder, Journal

log = logging.getLogger("kiosk.somewhere")
LINE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d (INFO|WARNING|CRITICAL) kiosk\.somewhere: "


@pytest.fixture
def handlers() -> Iterator[None]:
    """The root logger is everybody's."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    assert (root.handlers, root.level) == (before, level)


def written(folder: Path) -> str:
    return (folder / "logs" / "kiosk.log").read_text("utf-8")


def test_a_line_has_time_with_offset_level_place_and_message(
    tmp_path: Path, handlers: None, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = Journal(tmp_path)
    log.debug("too much")
    log.info("opened %s", "데이터")
    journal.close()
    assert re.fullmatch(LINE + "opened 데이터\n", written(tmp_path))
    assert capsys.readouterr().err == written(tmp_path)


def test_a_fault_of_ours_comes_with_its_traceback(tmp_path: Path, handlers: None) -> None:
    journal = Journal(tmp_path)
    try:
        log.info(1 // 0)
    except ZeroDivisionError:
        log.critical("a fault", exc_info=True)
    journal.close()
    assert "ZeroDivisionError: integer division" in written(tmp_path)


def test_the_files_never_grow_large(tmp_path: Path, handlers: None) -> None:
    journal = Journal(tmp_path)
    journal._stderr.setLevel(logging.CRITICAL)
    for _ in range(8):
        for _ in range(PENDING_LINES - 1):
            log.info("%s", "x" * 1000)
        while not journal._lines.empty():
            threading.Event().wait(0.001)
    journal.close()
    sizes = [path.stat().st_size for path in (tmp_path / "logs").iterdir()]
    assert len(sizes) == OLD_FILES + 1
    assert max(sizes) <= BYTES_A_FILE


@pytest.mark.parametrize("obstacle", ["a file in the way", "no folder"])
def test_a_disk_that_takes_no_line_stops_nobody(
    tmp_path: Path, handlers: None, obstacle: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    if obstacle == "a file in the way":
        folder.write_text("")
    journal = Journal(folder / "deep" if obstacle == "no folder" else folder)
    log.warning("told all the same")
    journal.close()
    assert capsys.readouterr().err.count("\n") == 1
    assert "told all the same" in (written(folder / "deep") if obstacle == "no folder" else "told all the same")


def test_a_full_disk_costs_lines_and_nothing_else(
    tmp_path: Path, handlers: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "kiosk.log").symlink_to("/dev/full")
    journal = Journal(tmp_path)
    for _ in range(3):
        log.warning("no room for this")
    journal.close()
    assert capsys.readouterr().err.count("no room for this") == 3


def test_a_log_taken_away_is_begun_anew(tmp_path: Path, handlers: None) -> None:
    journal = Journal(tmp_path)
    log.info("first")
    while not (tmp_path / "logs" / "kiosk.log").exists() or not written(tmp_path):
        threading.Event().wait(0.001)
    shutil.rmtree(tmp_path / "logs")
    log.info("second")
    journal.close()
    assert written(tmp_path).endswith("second\n")


def test_a_disk_that_hangs_costs_the_lines_after_those_that_wait() -> None:
    lines: Queue[logging.LogRecord] = Queue(2)
    feeder = Feeder(lines)
    for number in range(5):
        feeder.handle(logging.LogRecord("kiosk", logging.INFO, "", 1, f"line {number}", None, None))
    assert [lines.get().getMessage() for _ in range(2)] == ["line 0", "line 1"]
    assert lines.empty()
