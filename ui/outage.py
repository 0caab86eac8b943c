"""Tells the log how long answers had to wait."""

from __future__ import annotations

import logging

from kiosk.flow import State

log = logging.getLogger(__name__)


class Outage:
    """Watches the flow. Its begin is told with the reason by whoever was refused; this tells the end."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._stored = 0

    def watch(self, before: State, after: State, steady: float) -> None:
        """Sees a step of the flow; steady is the clock's seconds."""
        if self._since is None and after.failing:
            self._since, self._stored = steady, 0
        if self._since is None:
            return
        self._stored += len(after.waiting) < len(before.waiting)
        if not after.waiting:
            log.info("every answer is stored; %d had to wait, the first for %.0f s", self._stored, steady - self._since)
            self._since = None
