"""Step 5: comments that can be searched."""

from __future__ import annotations

from sqlite_utils import Database

COLUMNS = "visit, question, revision, kiosk_id, place, language, at, day, text, flag"


def m005_comment_search(db: Database) -> None:
    """Comments by a number of their own, and an index of every three characters in a row (FTS5 trigram).

    Its secure-delete takes the words of a deleted comment out of the index at once, and not when it is next merged.
    """
    db.execute("""
        CREATE TABLE numbered (
            id INTEGER PRIMARY KEY,
            visit TEXT NOT NULL REFERENCES visits (id),
            question TEXT NOT NULL,
            revision INTEGER NOT NULL,
            kiosk_id TEXT NOT NULL,
            place TEXT NOT NULL,
            language TEXT NOT NULL,
            at TEXT NOT NULL,
            day TEXT NOT NULL,
            text TEXT NOT NULL,
            flag TEXT CHECK (flag IN ('greeting', 'mash')),
            UNIQUE (visit, question, revision)
        ) STRICT""")
    db.execute(f"""
        INSERT INTO numbered ({COLUMNS}) SELECT {COLUMNS} FROM comments ORDER BY day, visit, question, revision""")
    db.execute("DROP TABLE comments")
    db.execute("ALTER TABLE numbered RENAME TO comments")
    db.execute("CREATE INDEX comments_by_day ON comments (day)")
    db.execute("""
        CREATE VIRTUAL TABLE comments_fts
        USING fts5 (text, content="comments", content_rowid='id', tokenize='trigram')""")
    db.execute("INSERT INTO comments_fts (comments_fts, rank) VALUES ('secure-delete', 1)")
    db.execute("INSERT INTO comments_fts (comments_fts) VALUES ('rebuild')")
    added = "INSERT INTO comments_fts (rowid, text) VALUES (new.id, new.text);"
    gone = "INSERT INTO comments_fts (comments_fts, rowid, text) VALUES ('delete', old.id, old.text);"
    db.execute(f"CREATE TRIGGER comment_found AFTER INSERT ON comments BEGIN {added} END")
    db.execute(f"CREATE TRIGGER comment_lost AFTER DELETE ON comments BEGIN {gone} END")
    db.execute(f"CREATE TRIGGER comment_changed AFTER UPDATE OF text ON comments BEGIN {gone} {added} END")
