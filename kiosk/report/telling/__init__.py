"""Any measure's result as one sentence in the report's language: never more than its interval says."""

from __future__ import annotations

from kiosk.report.telling.kinds import Kind
from kiosk.report.telling.tell import tell

__all__ = ["Kind", "tell"]
