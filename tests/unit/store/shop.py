"""The shop whose database is tested."""

from __future__ import annotations

from datetime import timedelta

from kiosk.model import ChoiceId, Origin
from tests.unit.builders import NOON

ORIGIN = Origin("kiosk-1", "checkout")
MONDAY = NOON.date()
SUNDAY = MONDAY + timedelta(days=6)
QUEUE, STAFF = ChoiceId("queue"), ChoiceId("staff")


def rows(store, table):
    return list(store.database[table].rows)


def pragma(connection, name):
    return connection.database.execute(f"PRAGMA {name}").fetchone()[0]
