"""The schema, as an append-only list of steps. A step that has been released is never edited.

Each step and its record commit together (sqlite_utils.Migrations).
"""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database, Migrations

migrations = Migrations("moment")


@migrations()
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


@migrations()
def m002_true_taps(db: Database) -> None:
    """Which answers count, which visits look like play, what kind of comment it is, and contacts apart from answers.

    answers.counts is 1 where the answer is in the figures: the newest revision of its question, in a visit that is
    not suspect. suspects.cleared is the instant at which somebody took the flag back, null while it stands. Comments
    written before are not looked at again: their flag stays null.
    """
    db.execute("ALTER TABLE answers ADD COLUMN counts INTEGER NOT NULL DEFAULT 1 CHECK (counts IN (0, 1))")
    db.execute("""
        UPDATE answers SET counts = 0
        WHERE EXISTS (SELECT 1 FROM answers AS newer
                      WHERE newer.visit = answers.visit AND newer.question = answers.question
                        AND newer.revision > answers.revision)""")
    db.execute("DROP INDEX answers_level_by_day")
    db.execute("""
        CREATE INDEX answers_level_by_day ON answers (day, level, hour)
        WHERE level IS NOT NULL AND counts = 1""")
    db.execute("ALTER TABLE comments ADD COLUMN flag TEXT CHECK (flag IN ('greeting', 'mash'))")
    db.execute("""
        CREATE TABLE suspects (
            visit TEXT PRIMARY KEY REFERENCES visits (id),
            rule TEXT NOT NULL,
            at TEXT NOT NULL,
            cleared TEXT
        ) STRICT, WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE contacts (
            visit TEXT NOT NULL REFERENCES visits (id),
            question TEXT NOT NULL,
            revision INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('contact', 'number')),
            text TEXT NOT NULL,
            kiosk_id TEXT NOT NULL,
            place TEXT NOT NULL,
            language TEXT NOT NULL,
            at TEXT NOT NULL,
            day TEXT NOT NULL,
            PRIMARY KEY (visit, question, revision)
        ) STRICT, WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE consents (
            visit TEXT NOT NULL REFERENCES visits (id),
            question TEXT NOT NULL,
            revision INTEGER NOT NULL,
            wording TEXT NOT NULL,
            wording_version INTEGER NOT NULL,
            language TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (visit, question, revision)
        ) STRICT, WITHOUT ROWID""")


def _step_names() -> frozenset[str]:
    connection = sqlite.connect(":memory:")
    names = frozenset(step.name for step in migrations.pending(Database(connection)))
    connection.close()
    return names


STEPS = _step_names()
"""The names of all steps this version knows."""
