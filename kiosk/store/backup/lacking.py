"""Which visits of one database another has not, by their ids: times and counts cannot tell two kiosks apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk.keys import Key
from kiosk.store.backup.inspecting import open_file, own_key
from kiosk.store.connection import storage_errors

# The order of the primary key: nothing is sorted. As bytes, so that no damaged text ends the comparison.
VISITS = "SELECT CAST(id AS BLOB), day FROM visits ORDER BY id"
KIOSKS = "SELECT DISTINCT kiosk_id FROM visits ORDER BY 1"

Visits = Iterator[tuple[bytes, str]]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Of `visits` in one database, `missing` are not in the other; first and last are their local days (ISO)."""

    visits: int = 0
    missing: int = 0
    first: str = ""
    last: str = ""

    @property
    def days(self) -> str:
        """Those that are missing, in words for people."""
        return f"of {self.first}" if self.first == self.last else f"of {self.first} to {self.last}"


def lacking(here: Path, there: Path, key: Key | None) -> Lacking:
    """What `here` has and `there` has not; key opens both where they are encrypted. Raises StorageError.

    Both are read side by side, so that millions of visits need no memory.
    """
    with (
        storage_errors(f"{here}: cannot be compared"),
        closing(open_file(here, own_key(here, key))) as ours,
        closing(open_file(there, own_key(there, key))) as theirs,
    ):
        return _compare(iter(ours.execute(VISITS)), iter(theirs.execute(VISITS)))


def kiosks_of(path: Path, key: Key | None) -> list[str]:
    """The kiosks whose visits a database holds. Raises StorageError."""
    with storage_errors(f"{path}: cannot be read"), closing(open_file(path, own_key(path, key))) as connection:
        return [kiosk for (kiosk,) in connection.execute(KIOSKS)]


def _compare(ours: Visits, theirs: Visits) -> Lacking:
    visits = missing = 0
    first, last = "9999", ""
    other = next(theirs, None)
    for visit, day in ours:
        visits += 1
        while other and other[0] < visit:
            other = next(theirs, None)
        if other is None or other[0] != visit:
            missing += 1
            first, last = min(first, day), max(last, day)
    return Lacking(visits, missing, first if missing else "", last)
