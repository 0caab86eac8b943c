"""Step 6: what was erased, so that it stays erased."""

from __future__ import annotations

from sqlite_utils import Database


def m006_erasures(db: Database) -> None:
    """Erasures that every restore and every merge repeats, and marks: small facts of this one database.

    erasures.what is a visit's id, the hash of an address (kiosk.store.privacy.erasure), or the first day that is kept;
    at is the instant at which it was asked for.
    """
    db.execute("""
        CREATE TABLE erasures (
            kind TEXT NOT NULL CHECK (kind IN ('visit', 'contact', 'before')),
            what TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (kind, what)
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")
