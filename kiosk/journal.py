"""What the kiosk tells IT: lines on stderr, and in files of the data folder that never grow large.

No line holds what a shopper tapped or wrote. Nothing here may stop the kiosk: a disk that is full, slow or gone costs
lines and nothing else.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from datetime import datetime
from logging.handlers import QueueHandler, RotatingFileHandler
from pathlib import Path
from queue import Full, Queue
from threading import Thread

FOLDER = "logs"
FILE_NAME = "kiosk.log"
BYTES_A_FILE = 1_000_000
OLD_FILES = 4
PENDING_LINES = 1000
"""Lines that wait in memory for a slow disk; those after them are dropped."""
PATIENCE_SECONDS = 2.0
"""At the end of the program, for the disk to take the last lines."""


class Journal:
    """The log files of a data folder, fed by the root logger until close()."""

    def __init__(self, folder: Path) -> None:
        self._lines: Queue[logging.LogRecord | None] = Queue(PENDING_LINES)
        self._files = Files(folder / FOLDER / FILE_NAME)
        self._files.setFormatter(Line())
        self._stderr = logging.StreamHandler(sys.stderr)
        self._stderr.setFormatter(Line())
        self._feeder = Feeder(self._lines)
        self._thread = Thread(target=self._write, name="journal", daemon=True)
        self._thread.start()
        root = logging.getLogger()
        self._level = root.level
        root.setLevel(logging.INFO)
        root.addHandler(self._stderr)
        root.addHandler(self._feeder)

    def close(self) -> None:
        """Writes what waits, as far as the disk takes it in time, and lets go of the files."""
        root = logging.getLogger()
        root.removeHandler(self._stderr)
        root.removeHandler(self._feeder)
        root.setLevel(self._level)
        self._feeder.close()
        with suppress(Full):
            self._lines.put_nowait(None)
            self._thread.join(PATIENCE_SECONDS)

    def _write(self) -> None:
        while record := self._lines.get():
            self._files.handle(record)
        with suppress(OSError):
            self._files.close()


class Line(logging.Formatter):
    """`2026-11-22T14:12:03.123+09:00 WARNING ui.writer: message`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """Local time with its offset, so that a changed clock or zone can be read from the lines."""
        moment = datetime.fromtimestamp(record.created).astimezone()
        return moment.strftime(datefmt) if datefmt else moment.isoformat(timespec="milliseconds")


class Feeder(QueueHandler):
    """Hands lines to the thread that writes; never waits."""

    def enqueue(self, record: logging.LogRecord) -> None:
        """Drops the line where too many wait."""
        with suppress(Full):
            self.queue.put_nowait(record)


class Files(RotatingFileHandler):
    """One file and its older ones, opened with the first line that the disk takes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=BYTES_A_FILE, backupCount=OLD_FILES, encoding="utf-8", delay=True)
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a line; begins anew where somebody has taken the file away."""
        try:
            if self.stream is not None and not self._path.exists():
                stream, self.stream = self.stream, None
                stream.close()
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002
        """The line is lost. stderr has it, and a line about it would be lost with it."""
        return
