"""What a database says twice and should say alike. SQLite's own check sees pages and keys, not a byte inside a text."""

from __future__ import annotations

from collections.abc import Iterator

import sqlcipher3.dbapi2 as sqlite

from kiosk.questions import Scale
from kiosk.store.rows import OFFER, OPTIONS

SCALES = ", ".join(f"'{name}'" for name in (*Scale, OPTIONS, OFFER))
WHEN = "(date(day) IS NOT day OR substr(at, 1, 10) <> day OR unixepoch(at) IS NULL)"
HOUR = "(hour IS NOT iif(length(at) > 10, CAST(substr(at, 12, 2) AS INTEGER), NULL))"
# Of two imports of one record, made by two kiosks and merged, each may have brought rows of its own.
ORIGIN = """
    SELECT count(*) FROM {table} AS row JOIN visits ON visits.id = row.visit
    WHERE (row.kiosk_id, row.place) IS NOT (visits.kiosk_id, visits.place) AND visits.source NOT LIKE 'import:%'"""
# An imported scale is called what its mapping calls it.
NATIVE = "(SELECT source NOT LIKE 'import:%' FROM visits WHERE id = visit)"
RULES = (
    ("visits", "a day, hour or instant that do not fit together", f"{WHEN} OR {HOUR}"),
    ("answers", "a day, hour or instant that do not fit together", f"{WHEN} OR {HOUR}"),
    ("comments", "a day and an instant that do not fit together", WHEN),
    ("contacts", "a day and an instant that do not fit together", WHEN),
    ("visits", "a source that there is not", "source NOT IN ('kiosk', 'demo') AND source NOT LIKE 'import:_%'"),
    ("answers", "a scale that there is not", f"scale NOT IN ({SCALES}) AND {NATIVE}"),
    ("suspects", "another day than the visit", "day IS NOT (SELECT visits.day FROM visits WHERE id = visit)"),
    ("suspects", "an instant that is none", "unixepoch(at) IS NULL OR unixepoch(coalesce(cleared, at)) IS NULL"),
)  # fmt: skip
TEXTS = (
    ("visits", "kiosk_id || place || source || survey || language", "DISTINCT"),
    ("answers", "question || language || coalesce(scale, '')", "DISTINCT"),
    ("comments", "question || language || text", ""),
    ("contacts", "question || language || text", ""),
)


def contradictions(connection: sqlite.Connection) -> Iterator[str]:
    """Where rows of a database of this version's schema contradict themselves or their visit, a sentence each."""
    for table in ("answers", "comments", "contacts"):
        if n := _count(connection, ORIGIN.format(table=table)):
            yield f"{table}: {n} rows have another kiosk or place than their visit"
    for table, told, rule in RULES:
        if n := _count(connection, f"SELECT count(*) FROM {table} WHERE {rule}"):
            yield f"{table}: {n} rows have {told}"
    for table, text, distinct in TEXTS:
        rows = connection.execute(f"SELECT {distinct} CAST({text} AS BLOB) FROM {table}")
        if n := sum(not _is_text(found) for (found,) in rows):
            yield f"{table}: {n} texts are not valid UTF-8"


def _count(connection: sqlite.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _is_text(found: bytes) -> bool:
    try:
        found.decode()
    except UnicodeDecodeError:
        return False
    return True
