"""Addresses that shoppers left, kept apart from their answers and for a time only (retention)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from kiosk.model import Level
from kiosk.store.connection import Reader, storage_errors

WAITING = """
    SELECT contacts.visit, contacts.kind, contacts.text, contacts.at, contacts.language, contacts.place,
           (SELECT level FROM answers WHERE answers.visit = contacts.visit AND level IS NOT NULL
            ORDER BY revision DESC LIMIT 1),
           (SELECT choices FROM answers WHERE answers.visit = contacts.visit AND choices IS NOT NULL AND scale IS NULL
            ORDER BY revision DESC LIMIT 1),
           (SELECT text FROM comments WHERE comments.visit = contacts.visit ORDER BY revision DESC LIMIT 1)
    FROM contacts WHERE contacts.day BETWEEN ? AND ? ORDER BY contacts.day, contacts.at, contacts.visit"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A shopper who wants an answer. kind is "contact" or "number"; at is ISO 8601 with its offset."""

    visit: str
    kind: str
    text: str = field(repr=False)
    at: str
    language: str
    place: str
    level: str | None
    reasons: tuple[str, ...]
    comment: str | None = field(repr=False)


def list_waiting(reader: Reader, first: date, last: date) -> list[Waiting]:
    """All who left an address or took a number on these days, with what they said."""
    with storage_errors("the contacts cannot be read"):
        rows = reader.database.execute(WAITING, (first.isoformat(), last.isoformat())).fetchall()
    return [
        Waiting(visit, kind, text, at, language, place, Level(level).word if level else None,
                tuple(json.loads(choices or "[]")), comment)
        for visit, kind, text, at, language, place, level, choices, comment in rows
    ]  # fmt: skip
