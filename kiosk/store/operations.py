"""What the shop itself counts by the hour: transactions, open tills, people at work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.store.connection import Reader, Store, storage_errors
from kiosk.store.reading import Reading

READ = """
    SELECT day, hour, place, transactions, tills, staff FROM operations_by_hour
    WHERE day BETWEEN ? AND ? ORDER BY day, hour, place"""
THERE = "SELECT transactions, tills, staff FROM operations_by_hour WHERE (day, hour, place) = (?, ?, ?)"
UNRATED = """
    SELECT DISTINCT place FROM operations_by_hour
    WHERE EXISTS (SELECT 1 FROM ratings_by_origin) AND place NOT IN (SELECT place FROM ratings_by_origin) ORDER BY 1"""
SAVE = """
    INSERT INTO operations_by_hour (day, hour, place, transactions, tills, staff, at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (day, hour, place) DO UPDATE SET
        transactions = excluded.transactions, tills = excluded.tills, staff = excluded.staff, at = excluded.at"""


@dataclass(frozen=True, slots=True, order=True)
class Operations:
    """One hour at one place. tills and staff are means over the hour; None is what nobody told."""

    day: date
    hour: int
    place: str
    transactions: int | None = None
    tills: float | None = None
    staff: float | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """Of the hours that were saved: new ones, those that took the place of other figures, and what went with these.

    lost counts hours of which a figure was known that is not any more.
    """

    new: int
    replaced: int
    lost: int


def read_operations(source: Reader | Store | Reading, first: date, last: date) -> tuple[Operations, ...]:
    """Every hour of a period that something is known of, by day, hour and place."""
    with storage_errors("the hours' figures cannot be read"):
        rows = source.database.execute(READ, (first.isoformat(), last.isoformat())).fetchall()
    return tuple(Operations(date.fromisoformat(day), *rest) for day, *rest in rows)


def save_operations(store: Store, hours: Iterable[Operations], at: datetime) -> Saved:
    """Keeps these hours in one transaction; of an hour that is there already, these figures stand.

    at is the aware time of the import. Hours that are there with the same figures stay as they are.
    """
    moment = at.isoformat(timespec="milliseconds")
    new = replaced = lost = 0
    with storage_errors("the hours' figures cannot be saved"), store.database.atomic():
        execute = store.database.conn.execute
        for each in hours:
            key, figures = (each.day.isoformat(), each.hour, each.place), (each.transactions, each.tills, each.staff)
            there = execute(THERE, key).fetchone()
            if there == figures:
                continue
            new += there is None
            replaced += there is not None
            lost += any(old is not None and now is None for old, now in zip(there or (), figures, strict=False))
            execute(SAVE, (*key, *figures, moment))
    return Saved(new, replaced, lost)


def places_without_ratings(source: Reader | Store) -> tuple[str, ...]:
    """Places of which hours are known and no rating is; none while there are no ratings at all."""
    with storage_errors("the hours' figures cannot be read"):
        return tuple(place for (place,) in source.database.execute(UNRATED).fetchall())
