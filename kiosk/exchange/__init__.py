"""Answers in from files and out to them: spreadsheets, JSON Lines, other people's CSV through a mapping."""

from __future__ import annotations

from kiosk.exchange.exporting import Exported, export_csv
from kiosk.exchange.importing import Imported, Importer
from kiosk.exchange.lines_in import import_lines
from kiosk.exchange.lines_out import export_lines
from kiosk.exchange.sheet import Refusal
from kiosk.exchange.writing import write_export

__all__ = ["Exported", "Imported", "Importer", "Refusal", "export_csv", "export_lines", "import_lines", "write_export"]
