"""Visits that look like play: flagged, left out of the figures, kept, and taken back on somebody's word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from kiosk.model import Level, VisitId
from kiosk.store.connection import Reader, Store, storage_errors
from kiosk.taps import IsOpen, Tap, suspects

TAPS = """
    SELECT rating.visit, rating.at,
           (SELECT level FROM answers AS newest
            WHERE newest.visit = rating.visit AND newest.question = rating.question
            ORDER BY newest.revision DESC LIMIT 1),
           EXISTS (SELECT 1 FROM answers AS more
                   WHERE more.visit = rating.visit AND more.level IS NULL AND more.choices IS NOT '[]'
                     AND more.scale IS NOT 'offer')
           OR EXISTS (SELECT 1 FROM comments WHERE comments.visit = rating.visit)
           OR EXISTS (SELECT 1 FROM contacts WHERE contacts.visit = rating.visit),
           iif(suspects.standing = 1, suspects.rule, NULL), suspects.cleared
    FROM answers AS rating CROSS JOIN visits ON visits.id = rating.visit
    LEFT JOIN suspects ON suspects.visit = rating.visit
    WHERE rating.day = ? AND rating.level IS NOT NULL AND rating.revision = 0
      AND rating.kiosk_id = ? AND visits.source = 'kiosk'"""
KEEP_FLAG = """
    INSERT INTO suspects (visit, rule, at, day) SELECT id, ?2, ?3, day FROM visits WHERE id = ?1
    ON CONFLICT (visit) DO NOTHING"""
FLAG = """
    INSERT INTO suspects (visit, rule, at, day) SELECT id, ?2, ?3, day FROM visits WHERE id = ?1
    ON CONFLICT (visit) DO UPDATE SET rule = excluded.rule, at = excluded.at, standing = 1"""
UNFLAG = "UPDATE suspects SET standing = 0, at = ?2 WHERE visit = ?1 AND standing = 1"
LEAVE_OUT = "UPDATE answers SET counts = 0 WHERE visit = ? AND counts = 1"
COUNT_AGAIN = """
    UPDATE answers SET counts = 1
    WHERE visit = ? AND counts = 0
      AND NOT EXISTS (SELECT 1 FROM answers AS newer
                      WHERE newer.visit = answers.visit AND newer.question = answers.question
                        AND newer.revision > answers.revision)"""
CLEAR = "UPDATE suspects SET cleared = ?2, at = ?2, standing = 0 WHERE visit = ?1 AND standing = 1"
OF_RULE = "SELECT visit FROM suspects WHERE rule = ? AND standing = 1 ORDER BY visit"
# CROSS JOIN: suspects are few, and visits have no index by day.
LISTED = """
    SELECT suspects.visit, suspects.rule, suspects.cleared, visits.at, visits.kiosk_id, visits.place, rating.level
    FROM suspects CROSS JOIN visits ON visits.id = suspects.visit
    LEFT JOIN answers AS rating
        ON rating.visit = suspects.visit AND rating.level IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM answers AS newer
                        WHERE newer.visit = rating.visit AND newer.question = rating.question
                          AND newer.revision > rating.revision)
    WHERE suspects.day BETWEEN ? AND ? AND (suspects.standing = 1 OR suspects.cleared IS NOT NULL)
    ORDER BY visits.day, unixepoch(visits.at, 'subsec'), visits.at, suspects.visit"""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A visit that is flagged, or was until somebody took the flag back at the instant cleared.

    at is its first tap as stored (ISO 8601).
    """

    visit: VisitId
    rule: str
    cleared: str | None
    at: str
    kiosk_id: str
    place: str
    level: Level | None


def list_suspects(source: Reader | Store, first: date, last: date) -> list[Suspect]:
    """All visits of these days that are or were flagged, oldest first."""
    with storage_errors("the suspects cannot be read"):
        rows = source.database.execute(LISTED, (first.isoformat(), last.isoformat())).fetchall()
    return [
        Suspect(VisitId(visit), rule, cleared, at, kiosk, place, None if level is None else Level(level))
        for visit, rule, cleared, at, kiosk, place, level in rows
    ]


def clear_visits(store: Store, visits: Iterable[VisitId], at: datetime) -> list[VisitId]:
    """Takes the flags of these visits back for good: they count again. Those that were flagged, in the order given."""
    with storage_errors("the flags cannot be cleared"), store.database.atomic():
        return list(_clear(store.database, visits, at))


def clear_rule(store: Store, rule: str, at: datetime) -> list[VisitId]:
    """Takes back every flag that a rule has set so far; those visits."""
    with storage_errors("the flags cannot be cleared"), store.database.atomic():
        flagged = [VisitId(visit) for (visit,) in store.database.execute(OF_RULE, (rule,)).fetchall()]
        return list(_clear(store.database, flagged, at))


def _clear(database: Database, visits: Iterable[VisitId], at: datetime) -> Iterator[VisitId]:
    for visit in visits:
        if database.conn.execute(CLEAR, (visit, at.isoformat(timespec="milliseconds"))).rowcount:
            database.conn.execute(COUNT_AGAIN, (visit,))
            yield visit


def keep_flag(database: Database, visit: VisitId, rule: str, at: datetime) -> None:
    """Flags a visit before its answers come in, inside the caller's transaction; one that is flagged stays as it is."""
    database.conn.execute(KEEP_FLAG, (visit, rule, at.isoformat(timespec="milliseconds")))


def screen_day(database: Database, kiosk_id: str, at: datetime, is_open: IsOpen) -> int:
    """Makes the flags of one kiosk's local day those of the rules, inside the caller's transaction; the changes."""
    rows = database.conn.execute(TAPS, (at.date().isoformat(), kiosk_id)).fetchall()
    found = suspects(_taps(rows), is_open)
    changed = 0
    for visit, _, _, _, rule, cleared in rows:
        now = found.get(visit)
        if cleared is not None or now == rule:
            continue
        changed += 1
        if now is None:
            database.conn.execute(UNFLAG, (visit, at.isoformat(timespec="milliseconds")))
            database.conn.execute(COUNT_AGAIN, (visit,))
        else:
            database.conn.execute(FLAG, (visit, now, at.isoformat(timespec="milliseconds")))
            database.conn.execute(LEAVE_OUT, (visit,))
    return changed


def _taps(rows: Sequence[Any]) -> Iterator[Tap]:
    for visit, at, level, answered_more, _, _ in rows:
        yield Tap(VisitId(visit), datetime.fromisoformat(at), Level(level), bool(answered_more))
