"""The feedback database. All SQL of the project lives in this package."""

from kiosk.store.connection import Reader, Store, has_database, open_reader, open_store
from kiosk.store.reading import Comment, HourCount, Reading, ReasonCount, ScaleCount, ScoreSummary
from kiosk.store.records import Record, count_differing, count_records, read_records, save_records, scales_of
from kiosk.store.visits import ImportedFile, Recorder, Row

__all__ = [
    "Comment",
    "HourCount",
    "ImportedFile",
    "Reader",
    "Reading",
    "ReasonCount",
    "Record",
    "Recorder",
    "Row",
    "ScaleCount",
    "ScoreSummary",
    "Store",
    "count_differing",
    "count_records",
    "has_database",
    "open_reader",
    "open_store",
    "read_records",
    "save_records",
    "scales_of",
]
