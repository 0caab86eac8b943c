"""Step 8: what is asked in turns, and what the shop itself counts by the hour."""

from __future__ import annotations

from sqlite_utils import Database

from kiosk.store.migrations.m007 import ANSWERS, COMMENTS

OFFERS_TOLD = (
    "THEN 'options' WHEN answers.choices",
    "THEN 'options' WHEN answers.scale = 'offer' THEN 'offer' WHEN answers.choices",
)
CHANCES_TOLD = (
    "group_concat(value, ';')",
    "group_concat(iif(answers.scale = 'offer', key || ':' || value, value), ';')",
)


def m008_turns(db: Database) -> None:
    """Offers are answers to quality.offer, with scale 'offer' and each question's chance in choices.

    allocations          the chance of each question in the drawing of a week (ISO, 2026-W47), frozen before it begins
    operations_by_hour   transactions, open tills and staff of an hour, imported; null where not told. Of two records
                         of one hour the one imported later (at) stands
    items_by_day         finds the few answers whose question has a dot, which are those asked in turns
    """
    db.execute("""
        CREATE TABLE allocations (
            week TEXT NOT NULL,
            question TEXT NOT NULL,
            chance REAL NOT NULL CHECK (chance > 0 AND chance <= 1),
            PRIMARY KEY (week, question)
        ) STRICT, WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE operations_by_hour (
            day TEXT NOT NULL,
            hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
            place TEXT NOT NULL,
            transactions INTEGER CHECK (transactions >= 0),
            tills REAL CHECK (tills >= 0),
            staff REAL CHECK (staff >= 0),
            at TEXT NOT NULL,
            PRIMARY KEY (day, hour, place)
        ) STRICT, WITHOUT ROWID""")
    db.execute("CREATE INDEX items_by_day ON answers (day) WHERE question GLOB '*.*'")
    answers = ANSWERS.replace(*OFFERS_TOLD).replace(*CHANCES_TOLD)
    db.execute("DROP VIEW v_answers")
    db.execute(f"CREATE VIEW v_answers AS {answers} UNION ALL {COMMENTS}")
