"""The feedback database. All SQL of the project lives in this package."""

from kiosk.store.connection import Reader, Store, has_database, open_reader, open_store
from kiosk.store.native import scale_rule
from kiosk.store.privacy.contacts import Waiting, list_waiting
from kiosk.store.reading import Comment, HourCount, PlaceCount, Reading, ReasonCount, ScaleCount, ScoreSummary
from kiosk.store.records import Record, count_differing, count_records, read_records, save_records, scales_of
from kiosk.store.suspects import Suspect, clear_rule, clear_visits, list_suspects
from kiosk.store.visits import ImportedFile, Recorder, Row

__all__ = [
    "Comment",
    "HourCount",
    "ImportedFile",
    "PlaceCount",
    "Reader",
    "Reading",
    "ReasonCount",
    "Record",
    "Recorder",
    "Row",
    "ScaleCount",
    "ScoreSummary",
    "Store",
    "Suspect",
    "Waiting",
    "clear_rule",
    "clear_visits",
    "count_differing",
    "count_records",
    "has_database",
    "list_suspects",
    "list_waiting",
    "open_reader",
    "open_store",
    "read_records",
    "save_records",
    "scale_rule",
    "scales_of",
]
