"""The database's own rows, out and in as they are: for exports that carry everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from kiosk.store.connection import Reader, Store, storage_errors
from kiosk.store.rows import INSERT_ANSWER, SUPERSEDE
from kiosk.store.suspects import COUNT_AGAIN, LEAVE_OUT

COLUMNS: dict[str, tuple[str, ...]] = {
    "surveys": ("id", "version", "definition", "at"),
    "imports": ("source", "digest", "at", "file", "taken", "refused", "scales"),
    "erasures": ("kind", "what", "at"),
    "visits": ("id", "kiosk_id", "place", "source", "survey", "survey_version", "language", "at", "day", "hour"),
    "suspects": ("visit", "rule", "at", "cleared", "standing", "day"),
    "answers": ("visit", "question", "revision", "kiosk_id", "place", "language", "at", "day", "hour", "level",
                "number", "scale", "choices", "counts"),
    "comments": ("visit", "question", "revision", "kiosk_id", "place", "language", "at", "day", "text", "flag"),
    "contacts": ("visit", "question", "revision", "kind", "text", "kiosk_id", "place", "language", "at", "day"),
    "consents": ("visit", "question", "revision", "wording", "wording_version", "language", "at"),
    "operations_by_hour": ("day", "hour", "place", "transactions", "tills", "staff", "at"),
}  # fmt: skip
"""Every table that is carried, in an order in which each row finds those that it belongs to; but for comments.id,
which is a number of this database alone, all columns."""
WHOLE = {"surveys": "id, version", "imports": "source, digest", "erasures": "kind, what"}
"""Tables that no day limits, and their keys."""
DATED = {"visits": "id", "operations_by_hour": "day, hour, place"}
"""Tables whose rows have a day of their own, and their keys; the rows of all others belong to a visit."""
PERSONAL = ("contacts", "consents")

_OF_VISITS = "FROM visits CROSS JOIN {table} AS row ON row.visit = visits.id"
"""In the order of visits, and each visit's rows by the table's own key: nothing has to be sorted."""
_PERIOD = "WHERE visits.day BETWEEN :first AND :last"
_INSERTS = {
    table: f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) ON CONFLICT "
    for table, columns in COLUMNS.items()
}
# Where two differ, the greater of both stays, whichever comes first, and as a merge would have it.
_NEWER_SURVEY = """
    (id, version) DO UPDATE SET definition = excluded.definition, at = excluded.at
    WHERE (coalesce(unixepoch(excluded.at, 'subsec'), -1e18), excluded.definition, excluded.at)
        > (coalesce(unixepoch(surveys.at, 'subsec'), -1e18), surveys.definition, surveys.at)"""
_NEWER_IMPORT = """
    (source, digest) DO UPDATE SET
        at = excluded.at, file = excluded.file, taken = excluded.taken, refused = excluded.refused,
        scales = excluded.scales
    WHERE (unixepoch(excluded.at, 'subsec'), excluded.at, excluded.file, excluded.taken, excluded.refused,
           excluded.scales) > (unixepoch(at, 'subsec'), at, file, taken, refused, scales)"""
_JUDGEMENT = """
    ({row}.cleared IS NOT NULL, -coalesce(unixepoch({row}.cleared, 'subsec'), 0),
     coalesce(unixepoch({row}.at, 'subsec'), 0), {row}.standing, {row}.rule, coalesce({row}.cleared, ''), {row}.at)"""
"""Somebody's word is above all, the earliest first; then the newest judgement."""
_NEWER_JUDGEMENT = f"""
    (visit) DO UPDATE SET
        rule = excluded.rule, at = excluded.at, cleared = excluded.cleared, standing = excluded.standing
    WHERE {_JUDGEMENT.format(row="excluded")} > {_JUDGEMENT.format(row="suspects")}"""
LATER_HOUR = """
    (day, hour, place) DO UPDATE SET
        transactions = excluded.transactions, tills = excluded.tills, staff = excluded.staff, at = excluded.at
    WHERE (unixepoch(excluded.at, 'subsec'), coalesce(excluded.transactions, -1), coalesce(excluded.tills, -1),
           coalesce(excluded.staff, -1), excluded.at)
        > (unixepoch(operations_by_hour.at, 'subsec'), coalesce(operations_by_hour.transactions, -1),
           coalesce(operations_by_hour.tills, -1), coalesce(operations_by_hour.staff, -1), operations_by_hour.at)"""
"""Of two records of one hour the one that was imported later stays."""
_INSERTS["surveys"] += _NEWER_SURVEY
_INSERTS["imports"] += _NEWER_IMPORT
_INSERTS["suspects"] += _NEWER_JUDGEMENT
_INSERTS["operations_by_hour"] += LATER_HOUR
for _table in ("erasures", "visits", "comments", "contacts", "consents"):
    _INSERTS[_table] += "DO NOTHING"


class MisfitError(Exception):
    """A row that the database does not take; the message says by which rule of its own."""


def read_rows(
    source: Reader | Store, table: str, first: date, last: date, *, personal: bool = True
) -> Iterator[tuple[Any, ...]]:
    """A table's rows in the order of its key, of a period or its visits; of a table in WHOLE all. One at a time.

    Without personal, no erasure of an address: from its hash a telephone number can be guessed.
    """
    columns = ", ".join(f"row.{column}" for column in COLUMNS[table])
    with storage_errors("the answers cannot be read"):
        rows = f"SELECT {columns} {_from(table, personal)} {_order(table)}"
        yield from source.database.execute(rows, _days(first, last))


def count_rows(source: Reader | Store, table: str, first: date, last: date, *, personal: bool = True) -> int:
    """How many `read_rows` will give."""
    with storage_errors("the answers cannot be read"):
        counted = source.database.execute(f"SELECT count(*) {_from(table, personal)}", _days(first, last))
        return int(counted.fetchone()[0])


@contextmanager
def saving(store: Store) -> Iterator[None]:
    """One transaction around all that is saved inside. Raises StorageError, and then nothing is kept."""
    with storage_errors("the import cannot be saved"), store.database.atomic():
        yield


def save_row(store: Store, table: str, row: Sequence[object]) -> int:
    """1 where this brought something new, else 0, inside the caller's transaction. row is in the order of COLUMNS.

    A visit's rows are as they were first kept. Of two surveys, imports, judgements or hours' figures the newer stays,
    and a flag that somebody took back stays taken back. What counts is worked out anew. Raises MisfitError.
    """
    execute = store.database.conn.execute
    try:
        if table == "answers":
            new = int(execute(INSERT_ANSWER, row[:-1]).rowcount)
            if new and row[2]:
                execute(SUPERSEDE, row[:3])
        else:
            new = int(execute(_INSERTS[table], row).rowcount)
            if new and table == "suspects":
                execute(LEAVE_OUT if row[4] else COUNT_AGAIN, row[:1])
    except sqlite.IntegrityError as error:
        raise MisfitError(str(error)) from error
    return new


def _from(table: str, personal: bool) -> str:
    if table == "erasures" and not personal:
        return "FROM erasures AS row WHERE row.kind <> 'contact'"
    if table in WHOLE:
        return f"FROM {table} AS row"
    if table in DATED:
        return f"FROM {table} AS row {_PERIOD.replace('visits', 'row')}"
    return f"{_OF_VISITS.format(table=table)} {_PERIOD}"


def _order(table: str) -> str:
    if table in WHOLE:
        return f"ORDER BY {WHOLE[table]}"
    if table in DATED:
        return f"ORDER BY {DATED[table]}"
    return "ORDER BY visits.id" if table == "suspects" else "ORDER BY visits.id, row.question, row.revision"


def _days(first: date, last: date) -> dict[str, str]:
    return {"first": first.isoformat(), "last": last.isoformat()}
