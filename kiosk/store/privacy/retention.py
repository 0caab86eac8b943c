"""What a shop promises about time: addresses and comments go when theirs is over; ratings stay, row by row."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.model import Retention
from kiosk.store.connection import Store, storage_errors
from kiosk.store.encryption.cipher import BUSY_SECONDS

SEASON = timedelta(days=45)
"""A kiosk that was off for longer, or whose clock went back, may have a wild clock."""
AGREEING = 3
"""Days in a row that such a clock must show before anything is deleted by it."""
AT_A_TIME = 5000
"""Comments; about a second's work, in which no answer can be saved."""
LAST, SEEN, UNCLEARED, UNTIDY = "retention_day", "retention_seen", "retention_uncleared", "untidy_since"
TIDY_EVERY = timedelta(days=28)
NEWEST = "SELECT max(day) FROM (SELECT max(day) AS day FROM contacts UNION ALL SELECT max(day) FROM comments)"
MARK_ONCE = "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
FORGET_COMMENTS = "DELETE FROM comments WHERE id IN (SELECT id FROM comments WHERE day < ? ORDER BY day LIMIT ?)"
MARK = "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a day's retention did.

    waits: the clock is not believed yet, nothing was deleted. more: so many comments are over their time that the same
    call has to be made again. cleared: nothing of what was deleted is left in the write-ahead log; where not, another
    program was reading, and the same call later clears it.
    """

    contacts: int = 0
    comments: int = 0
    waits: bool = False
    more: bool = False
    cleared: bool = True


def keep_promises(store: Store, retention: Retention, today: date) -> Kept:
    """Deletes addresses and comments whose time is over on a local day, from the files too. Raises StorageError.

    To be called once a day and after whatever brings old rows back. A clock that is wrong for an hour deletes nothing:
    where today is before the last such day or more than 45 days after it, deletion waits until three days, each at most
    45 after the one before, agree. The record of a consent stays: it holds no address.
    """
    database = store.database
    with storage_errors("what is over its time cannot be deleted"):
        with database.atomic():
            if not _is_believed(database, today):
                return Kept(waits=True)
            contacts = _forget_contacts(database, today - timedelta(days=retention.contacts_days))
            last = (today - timedelta(days=retention.comments_days)).isoformat()
            comments = int(database.conn.execute(FORGET_COMMENTS, (last, AT_A_TIME)).rowcount)
            if contacts or comments:
                for mark in (UNCLEARED, UNTIDY):
                    database.conn.execute(MARK_ONCE, (mark, today.isoformat()))
        return Kept(contacts, comments, more=comments == AT_A_TIME, cleared=_cleared(store))


def tidy(store: Store, today: date) -> bool:
    """Writes the whole file anew, once in four weeks where something was deleted; whether it did. Raises StorageError.

    `secure_delete` zeroes what is deleted, but not every copy that SQLite left behind when it moved a row to another
    page; with a new file they go. It takes as long as a copy of the file, and as much room.
    """
    since = _mark(store.database, UNTIDY)
    if since is None or abs(today - date.fromisoformat(since)) < TIDY_EVERY:
        return False
    write_anew(store)
    return True


def write_anew(store: Store) -> bool:
    """The whole file in fresh pages, and an empty write-ahead log; False where somebody was reading, so that old pages
    stay in the log. Raises StorageError."""
    with storage_errors("the database cannot be written anew"):
        store.database.conn.execute("VACUUM")
        store.database.conn.execute("DELETE FROM marks WHERE name = ?", (UNTIDY,))
        return clear_log(store)


def clear_log(store: Store) -> bool:
    """Brings all pages into the database and empties the write-ahead log; False where somebody is reading."""
    execute = store.database.conn.execute
    # Whoever waits to save an answer must not wait for a reader.
    execute("PRAGMA busy_timeout = 0")
    try:
        with suppress(sqlite.OperationalError):  # SQLITE_BUSY or SQLITE_LOCKED: told by the answer as well
            ((busy, _, _),) = execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return not busy
        return False
    finally:
        execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def _cleared(store: Store) -> bool:
    if _mark(store.database, UNCLEARED) is None:
        return True
    if not clear_log(store):
        return False
    store.database.conn.execute("DELETE FROM marks WHERE name = ?", (UNCLEARED,))
    return True


def _forget_contacts(database: Database, last: date) -> int:
    """Those that stay are put into fresh pages: rows that came between others may have left copies of their like."""
    gone = int(database.conn.execute("DELETE FROM contacts WHERE day < ?", (last.isoformat(),)).rowcount)
    if gone:
        staying = database.execute("SELECT * FROM contacts ORDER BY visit, question, revision").fetchall()
        database.conn.execute("DELETE FROM contacts")
        if staying:
            places = ", ".join("?" * len(staying[0]))
            database.conn.executemany(f"INSERT INTO contacts VALUES ({places})", staying)
    return gone


def _is_believed(database: Database, today: date) -> bool:
    """Whether the clock's day may delete; notes it either way."""
    last = _mark(database, LAST) or database.execute(NEWEST).fetchone()[0]
    seen = [date.fromisoformat(day) for day in json.loads(_mark(database, SEEN) or "[]")]
    if last is not None and not _follows(date.fromisoformat(last), today):
        if not seen or not _follows(seen[-1], today):
            seen = []
        seen = [*dict.fromkeys([*seen, today])]
        database.conn.execute(MARK, (SEEN, json.dumps([day.isoformat() for day in seen])))
        if len(seen) < AGREEING:
            return False
    database.conn.execute("DELETE FROM marks WHERE name = ?", (SEEN,))
    database.conn.execute(MARK, (LAST, today.isoformat()))
    return True


def _follows(last: date, today: date) -> bool:
    return timedelta(0) <= today - last <= SEASON


def _mark(database: Database, name: str) -> str | None:
    row = database.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])
