"""Step 2: true taps, and contacts."""

from __future__ import annotations

from sqlite_utils import Database


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
