"""The counts that triggers keep (migrations.m003): compared with a recount, and counted anew."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from kiosk.store.connection import Reader, Store, storage_errors
from kiosk.store.migrations.m003 import COUNTED


def differences(source: Reader | Store) -> list[str]:
    """Where a roll-up is not what a recount of all answers gives, a sentence each; none means that all are true."""
    with storage_errors("the counts cannot be compared"):
        return list(_differences(source.database))


def rebuild(store: Store) -> None:
    """Counts everything anew, in one transaction."""
    with storage_errors("the counts cannot be made anew"), store.database.atomic():
        recount(store.database)


def recount(database: Database) -> None:
    """Counts everything anew, inside the caller's transaction."""
    for table, rows in COUNTED.items():
        database.conn.execute(f"DELETE FROM {table}")
        database.conn.execute(f"INSERT INTO {table} {rows}")


def _differences(database: Database) -> Iterator[str]:
    for table, rows in COUNTED.items():
        kept = f"SELECT * FROM {table}"
        for one, other, told in ((kept, rows, "more"), (rows, kept, "less")):
            ((n,),) = database.execute(f"SELECT count(*) FROM ({one} EXCEPT {other})").fetchall()
            if n:
                yield f"{table}: {n} counts say {told} than, or something else than, the answers"
