"""The schema, as an append-only list of steps, a file each. A step that has been released is never edited.

Each step and its record commit together (sqlite_utils.Migrations).
"""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database, Migrations

from kiosk.store.migrations.m001 import m001_visits_and_answers
from kiosk.store.migrations.m002 import m002_true_taps
from kiosk.store.migrations.m003 import m003_roll_ups
from kiosk.store.migrations.m004 import m004_judgements
from kiosk.store.migrations.m005 import m005_comment_search
from kiosk.store.migrations.m006 import m006_erasures
from kiosk.store.migrations.m007 import m007_views
from kiosk.store.migrations.m008 import m008_turns

ORDERED = (
    m001_visits_and_answers,
    m002_true_taps,
    m003_roll_ups,
    m004_judgements,
    m005_comment_search,
    m006_erasures,
    m007_views,
    m008_turns,
)
migrations = Migrations("moment")
for each in ORDERED:
    migrations()(each)


def _step_names() -> frozenset[str]:
    connection = sqlite.connect(":memory:")
    names = frozenset(step.name for step in migrations.pending(Database(connection)))
    connection.close()
    return names


STEPS = _step_names()
"""The names of all steps this version knows."""
