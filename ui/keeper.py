"""The day's backup: made while nobody is at the screen, in a process of its own."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Slot

from kiosk.model import Site
from ui.session import Session

BUSY_SCREENS = frozenset({"thanks", "kept", "cleaning", "unavailable"})
"""Somebody stands there, or there is nothing to back up."""
START_SECONDS = 5 * 60.0
"""After the start: a kiosk that is switched on each morning has its clock set by then, if it has a network."""
QUIET_SECONDS = 60.0
RETRY_SECONDS = 60 * 60.0
"""After what did not work, such as a stick that is not plugged in."""
LIMIT_SECONDS = 3 * 60 * 60.0
"""A process that takes longer hangs, most often on a folder of a network that has gone."""

log = logging.getLogger(__name__)


class Keeper(QObject):
    """Runs a command once in each local day, at the first quiet moment; after a failure again, an hour later.

    What the day still lacks is for the command to find out: one that has nothing to do ends well at once.
    """

    def __init__(self, session: Session, command: Sequence[str]) -> None:
        super().__init__()
        self._session = session
        self._command = list(command)
        self._process: QProcess | None = None
        self._done: date | None = None
        self._day: date | None = None
        self._touched = self._begun = session.now().steady
        self._not_before = self._begun + START_SECONDS
        self._told = ""
        session.touched.connect(self._touch)
        session.pulse.connect(self.look)

    @property
    def busy(self) -> bool:
        """Whether the command is running."""
        return self._process is not None

    @Slot()
    def look(self) -> None:
        """Whether it is time."""
        now = self._session.now()
        if self._process is not None:
            if now.steady - self._begun > LIMIT_SECONDS:
                self._process.kill()
            return
        nobody = not self._session.begun and self._session.screen_name not in BUSY_SCREENS
        quiet = nobody and now.steady - self._touched >= QUIET_SECONDS
        if quiet and now.steady >= self._not_before and now.wall.date() != self._done:
            self._start(now.wall.date(), now.steady)

    def close(self) -> None:
        """Ends what is running; the next backup deletes what it leaves."""
        if self._process is not None:
            self._process.finished.disconnect(self._ended)
            self._process.kill()
            self._process.waitForFinished(2000)
            self._process = None

    def _start(self, day: date, steady: float) -> None:
        self._day, self._begun = day, steady
        self._process = QProcess(self)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)
        self._process.start(self._command[0], self._command[1:])

    @Slot()
    def _touch(self) -> None:
        self._touched = self._session.now().steady

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._ended(1, QProcess.ExitStatus.CrashExit)

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        made = process.readAllStandardOutput().toStdString().splitlines()
        told = process.readAllStandardError().toStdString().strip() or process.errorString()
        process.deleteLater()
        for path in made:
            log.info("a backup is made: %s", path)
        if code == 0 and status is QProcess.ExitStatus.NormalExit:
            self._done, self._told = self._day, ""
            return
        self._not_before = self._session.now().steady + RETRY_SECONDS
        if told != self._told:
            self._told = told
            log.warning("the day's backup is not complete: %s", told)


def backup_command(site: Site, site_file: Path | None) -> list[str]:
    """`kiosk backup --scheduled` for this shop. PyInstaller's bundle is a program, not a Python."""
    kiosk = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "kiosk"]
    named = ["--site", str(site_file)] if site_file else []
    return [*kiosk, "backup", "--scheduled", *named, "--data", str(site.data)]
