"""What was erased, remembered so that it stays erased: replayed after every restore and every merge.

An erasure is kept twice: as a line of DATA/erasures.jsonl, which is on the disk before anything is deleted and outlives
the database, and as a row of the table `erasures`, which travels with the database. Whoever makes a database out of
another one (restore, merge) reads both with `read_erasures`, and calls `replay` in its own transaction.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from kiosk.contact import addresses_in, normalised
from kiosk.files import refusals, sync
from kiosk.store.connection import Store, storage_errors

log = logging.getLogger(__name__)

FILE_NAME = "erasures.jsonl"
SALT = b"moment-kiosk: erased contact"
SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}

KEEP = """
    INSERT INTO erasures (kind, what, at) VALUES (?, ?, ?)
    ON CONFLICT (kind, what) DO UPDATE SET at = excluded.at WHERE excluded.at > at"""
KEPT = "SELECT kind, what, at FROM erasures"
NAMED = "INSERT OR IGNORE INTO temp.erased SELECT id FROM visits WHERE id = ?"
EARLIER = """
    INSERT OR IGNORE INTO temp.erased SELECT id FROM visits
    WHERE id IN (SELECT visit FROM answers WHERE day < ?1 UNION SELECT visit FROM comments WHERE day < ?1
                 UNION SELECT visit FROM contacts WHERE day < ?1) AND day < ?1"""
LEFT = "SELECT visit, at, text FROM contacts WHERE kind = 'contact'"
WRITTEN = "SELECT visit, at, text FROM comments"
# The visit last: what counts an answer out of the roll-ups looks its visit up.
OF_VISITS = {
    table: f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM temp.erased)"
    for table, column in (("answers", "visit"), ("comments", "visit"), ("contacts", "visit"), ("consents", "visit"),
                          ("suspects", "visit"), ("visits", "id"))
}  # fmt: skip


class Kind(StrEnum):
    """What an erasure names."""

    VISIT = "visit"
    CONTACT = "contact"
    BEFORE = "before"


@dataclass(frozen=True, slots=True, order=True)
class Erasure:
    """One thing erased, and the instant at which it was asked for (ISO 8601, UTC, so that texts compare as instants).

    what is a visit's id, the hash of a contact, or the first day that is kept.
    """

    kind: Kind
    what: str
    at: str


def erasure_of_visit(visit: str, at: datetime) -> Erasure:
    """A visit, whenever it comes back."""
    return Erasure(Kind.VISIT, visit, _instant(at))


def erasure_of_contact(contact: str, at: datetime) -> Erasure:
    """An address, wherever it was left up to that instant; one that is left later is a new wish."""
    return Erasure(Kind.CONTACT, hashed(normalised(contact)), _instant(at))


def erasure_before(day: date, at: datetime) -> Erasure:
    """All visits of earlier days."""
    return Erasure(Kind.BEFORE, day.isoformat(), _instant(at))


@cache
def hashed(contact: str) -> str:
    """A normalised address (kiosk.contact) as it stands in an erasure, which must not hold the address itself.

    scrypt with n = 2^14, r = 8, p = 1: some 50 ms for each guess. The salt is the program's own and everywhere the
    same, because another kiosk must know the address again when databases are merged. So whoever holds the file can
    try addresses that they already have in mind, and, with some CPU-months, all telephone numbers of a country; they
    cannot read the addresses out of it. The file is for the kiosk's user alone (mode 600).
    """
    return hashlib.scrypt(contact.encode(), salt=SALT, **SCRYPT).hex()


def read_erasures(folder: Path, *databases: Database) -> list[Erasure]:
    """All erasures that a data folder and these databases know of, each once, with its latest instant.

    Raises StorageError where the folder's file cannot be read. A line that a power cut tore was never acted on: it is
    left out.
    """
    known = [*_read_lines(folder / FILE_NAME)]
    for database in databases:
        known += [Erasure(Kind(kind), what, _moment(at)) for kind, what, at in database.execute(KEPT).fetchall()]
    latest: dict[tuple[Kind, str], Erasure] = {}
    for each in sorted(known):
        latest[each.kind, each.what] = each
    return sorted(latest.values())


def keep_erasures(folder: Path, erasures: Iterable[Erasure]) -> None:
    """Appends those that the folder's file lacks; when this returns they are on the disk. Raises StorageError."""
    path = folder / FILE_NAME
    known = set(read_erasures(folder))
    lines = [json.dumps(asdict(each)) + "\n" for each in erasures if each not in known]
    if not lines:
        return
    with refusals(path, "what was erased cannot be noted in the data folder"):
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            # A first line feed ends whatever a power cut left of the line before.
            file.write(("\n" + "".join(lines)).encode())
            file.flush()
            os.fsync(descriptor)
        sync(folder)


def pending(database: Database, erasures: Iterable[Erasure]) -> list[Erasure]:
    """Those that a database does not know of yet."""
    known = {(kind, what): at for kind, what, at in database.execute(KEPT).fetchall()}
    return [each for each in erasures if known.get((each.kind, each.what), "") < each.at]


def finish_erasures(store: Store, folder: Path) -> int:
    """Replays what the folder's file and the database know of; how many visits went. Raises StorageError.

    An erasure that a power cut interrupted goes on here, and a visit that went on after it was erased goes. Contacts
    that the database knows of are not looked for again, as that takes long.
    """
    with storage_errors("what was erased cannot be deleted"):
        known = read_erasures(folder, store.database)
        due = {*pending(store.database, known), *(each for each in known if each.kind is not Kind.CONTACT)}
        if not due:
            return 0
        with store.database.atomic():
            return replay(store.database, due)


def replay(database: Database, erasures: Iterable[Erasure], contact: str = "") -> int:
    """Deletes what these erasures name, and keeps them in the database's own table; how many visits went.

    Call it inside a transaction of yours, on a connection with `secure_delete` on, to a database of the current schema
    that may hold erased visits: what it deletes and what it notes commit together. Whole visits go: ratings, reasons,
    comments, contact, consent, flags; the roll-ups follow by their triggers. Visits and days cost next to nothing. For
    an erased contact every address left up to then, and every address in a comment, has to be hashed (50 ms each, once
    in a process), unless contact tells which address it is. A second time changes nothing.
    """
    return take_out(database, erasures, contact)["visits"]


def take_out(database: Database, erasures: Iterable[Erasure], contact: str = "") -> Counter[str]:
    """As `replay`; how many rows of each table went."""
    asked = sorted(erasures)
    for each in asked:
        database.conn.execute(KEEP, (each.kind.value, each.what, each.at))
    with naming(database, asked, contact):
        return Counter({table: database.conn.execute(deletion).rowcount for table, deletion in OF_VISITS.items()})


@contextmanager
def naming(database: Database, erasures: Iterable[Erasure], contact: str = "") -> Iterator[None]:
    """A table temp.erased of the ids of the visits that these erasures name, for the block, in a transaction."""
    asked = sorted(erasures)
    execute = database.conn.execute
    execute("DROP TABLE IF EXISTS temp.erased")
    execute("CREATE TEMP TABLE erased (id TEXT PRIMARY KEY) WITHOUT ROWID")
    database.conn.executemany(NAMED, [(each.what,) for each in asked if each.kind is Kind.VISIT])
    if days := [each.what for each in asked if each.kind is Kind.BEFORE]:
        execute(EARLIER, (max(days),))
    if contacts := {each.what: each.at for each in asked if each.kind is Kind.CONTACT}:
        found = set(_visits_with(database, contacts, normalised(contact)))
        database.conn.executemany(NAMED, [(visit,) for visit in found])
    yield
    execute("DROP TABLE temp.erased")


def _visits_with(database: Database, contacts: dict[str, str], contact: str) -> Iterator[str]:
    """Visits in which one of these hashes was left up to its instant, or stands in a comment written up to then."""
    rest = dict(contacts)
    known = {contact: until} if contact and (until := rest.pop(hashed(contact), "")) else {}
    latest = max(contacts.values())
    for rows, found in ((LEFT, lambda text: {normalised(text)}), (WRITTEN, addresses_in)):
        for visit, at, text in database.execute(rows):
            if (moment := _moment(at)) <= latest and any(
                moment <= (known.get(address) or (rest and rest.get(hashed(address))) or "") for address in found(text)
            ):
                yield visit


def _moment(at: str) -> str:
    """A stored instant in UTC; of a bare date its first moment."""
    return _instant(datetime.fromisoformat(at))


def _instant(at: datetime) -> str:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="milliseconds")


def _read_lines(path: Path) -> Iterator[Erasure]:
    with refusals(path, "the erasures cannot be read"):
        try:
            lines = path.read_bytes().splitlines()
        except FileNotFoundError:
            return
    odd = 0
    for line in filter(None, lines):
        try:
            fields = json.loads(line)
            yield Erasure(Kind(fields["kind"]), str(fields["what"]), _instant(datetime.fromisoformat(fields["at"])))
        except (ValueError, KeyError, TypeError):
            odd += 1
    if odd:
        _tell_odd(path, odd)


@cache
def _tell_odd(path: Path, odd: int) -> None:
    """Once in a process: the file is read many times. It stays as it is, as somebody may yet mend the lines."""
    log.warning("%s: lines that are no erasure of ours: %d; they are left out, and the file stays as it is", path, odd)
