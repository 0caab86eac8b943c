"""Step 4: judgements and surveys that know when they were made, so that two databases can be made one."""

from __future__ import annotations

from sqlite_utils import Database


def m004_judgements(db: Database) -> None:
    """When a flag was last judged and whether it stands; when a survey was kept.

    suspects.standing is 1 while the visit is left out of the figures. cleared is the instant at which somebody took
    the flag back for good; where standing is 0 and cleared null, the rules themselves took it back. at is the instant
    of the last judgement, day the visit's. surveys.at is '' for those kept before this step.
    """
    db.execute("ALTER TABLE suspects ADD COLUMN standing INTEGER NOT NULL DEFAULT 1 CHECK (standing IN (0, 1))")
    db.execute("ALTER TABLE suspects ADD COLUMN day TEXT NOT NULL DEFAULT ''")
    db.execute("""
        UPDATE suspects SET standing = cleared IS NULL,
                            day = (SELECT day FROM visits WHERE visits.id = suspects.visit)""")
    db.execute("CREATE INDEX suspects_by_day ON suspects (day)")
    db.execute("ALTER TABLE surveys ADD COLUMN at TEXT NOT NULL DEFAULT ''")
