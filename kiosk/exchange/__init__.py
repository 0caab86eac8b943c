"""Answers in from other people's files and out to them: CSV, mapping files, export."""

from __future__ import annotations

from kiosk.exchange.exporting import Exported, export_csv
from kiosk.exchange.importing import Imported, Importer
from kiosk.exchange.sheet import Refusal

__all__ = ["Exported", "Imported", "Importer", "Refusal", "export_csv"]
