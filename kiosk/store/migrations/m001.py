"""Step 1: what is asked and answered."""

from __future__ import annotations

from sqlite_utils import Database


def m001_visits_and_answers(db: Database) -> None:
    """Visits, their answers, their comments, the surveys they were given to, and imported files.

    Every answer row carries kiosk and place, and the local day and hour, so that a week is read without a join.
    day is a local ISO date, hour 0–23 or null where only the date is known, at an ISO 8601 instant with its offset
    (or the bare date). An answer's identity is (visit, question, revision).
    """
    db.execute("""
        CREATE TABLE visits (
            id TEXT PRIMARY KEY,
            kiosk_id TEXT NOT NULL,
            place TEXT NOT NULL,
            source TEXT NOT NULL,
            survey TEXT NOT NULL,
            survey_version INTEGER NOT NULL,
            language TEXT NOT NULL,
            at TEXT NOT NULL,
            day TEXT NOT NULL,
            hour INTEGER
        ) STRICT, WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE answers (
            visit TEXT NOT NULL REFERENCES visits (id),
            question TEXT NOT NULL,
            revision INTEGER NOT NULL,
            kiosk_id TEXT NOT NULL,
            place TEXT NOT NULL,
            language TEXT NOT NULL,
            at TEXT NOT NULL,
            day TEXT NOT NULL,
            hour INTEGER,
            level INTEGER CHECK (level BETWEEN 1 AND 4),
            number REAL,
            scale TEXT,
            choices TEXT CHECK (choices IS NULL OR json_valid(choices)),
            PRIMARY KEY (visit, question, revision)
        ) STRICT, WITHOUT ROWID""")
    db.execute("""
        CREATE INDEX answers_level_by_day ON answers (day, level, hour)
        WHERE level IS NOT NULL AND revision = 0""")
    db.execute("CREATE INDEX answers_by_day ON answers (day, question)")
    db.execute("""
        CREATE TABLE comments (
            visit TEXT NOT NULL REFERENCES visits (id),
            question TEXT NOT NULL,
            revision INTEGER NOT NULL,
            kiosk_id TEXT NOT NULL,
            place TEXT NOT NULL,
            language TEXT NOT NULL,
            at TEXT NOT NULL,
            day TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (visit, question, revision)
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX comments_by_day ON comments (day)")
    db.execute("""
        CREATE TABLE surveys (
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            definition TEXT NOT NULL CHECK (json_valid(definition)),
            PRIMARY KEY (id, version)
        ) STRICT, WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE imports (
            source TEXT NOT NULL,
            digest TEXT NOT NULL,
            at TEXT NOT NULL,
            file TEXT NOT NULL,
            taken INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            scales TEXT NOT NULL CHECK (json_valid(scales)),
            PRIMARY KEY (source, digest)
        ) STRICT, WITHOUT ROWID""")
