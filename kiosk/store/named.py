"""Counts that the shop's pages need beside the report's: visits that named anything, and what staff think."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from kiosk.model import Level
from kiosk.store.connection import Reader, Store, storage_errors
from kiosk.store.reading import Reading

NAMING = """
    SELECT rating.level, count(*) FROM answers AS rating
    WHERE rating.day BETWEEN ? AND ? AND rating.level IS NOT NULL AND rating.counts = 1
      AND EXISTS (SELECT 1 FROM answers AS chosen
                  WHERE chosen.visit = rating.visit AND chosen.counts = 1 AND chosen.choices IS NOT NULL
                    AND chosen.scale IS NULL AND chosen.choices <> '[]')
    GROUP BY rating.level"""
PULSE = """
    SELECT substr(question, length('audit.pulse.') + 1), number, sum(n) FROM numbers_by_day
    WHERE day BETWEEN ? AND ? AND question GLOB 'audit.pulse.*' AND scale = '1..5' AND number IN (1, 2, 3, 4, 5)
    GROUP BY 1, 2 ORDER BY 1, 2"""


def read_naming(source: Reader | Store | Reading, first: date, last: date) -> dict[Level, int]:
    """By face, how many visits of a period named any touchpoint at all."""
    with storage_errors("the answers cannot be read"):
        rows = source.database.execute(NAMING, (first.isoformat(), last.isoformat())).fetchall()
    return {Level(level): n for level, n in rows}


def read_pulse(source: Reader | Store | Reading, first: date, last: date) -> dict[str, dict[int, int]]:
    """By statement, how many of the staff gave each of 1 to 5; imported, form audit, dimension pulse."""
    with storage_errors("the answers cannot be read"):
        rows = source.database.execute(PULSE, (first.isoformat(), last.isoformat())).fetchall()
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for statement, number, n in rows:
        found[statement][int(number)] = n
    return dict(found)
