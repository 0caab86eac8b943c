"""`kiosk erase` of an address: gone by the whole visit, from the backup too, and not to come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.cli import kiosk
from kiosk.store import Store
from kiosk.store.backup.naming import FOLDER, our_backups
from tests.crash.powercut.check import DATA, rows_of_copy, stored_rows
from tests.crash.powercut.said import Said, Voice, asked, done, thanked
from tests.crash.powercut.works.shop import filled
from tests.crash.powercut.works.work import Broken, Work

ADDRESS = "kim@example.com"


def prepare(disk: Path) -> Sequence[str]:
    """A visit with an address among others, and a backup."""
    data = disk / DATA
    rows = [*filled(data), *filled(data, prefix="other-", address=ADDRESS)]
    kiosk(["backup", "--data", str(data)], standalone_mode=False)
    visits = {row[0] for row in rows if row[3] == f"contact {ADDRESS}"}
    return [asked(row for row in rows if row[0] in visits), thanked(row for row in rows if row[0] not in visits)]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """The command itself."""
    kiosk(["erase", "--contact", ADDRESS, "--yes", "--data", str(disk / DATA)], standalone_mode=False)
    voice.say(done("erase"))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """All of it or nothing, in the database and in the backup; after it was done nothing."""
    places = {"the database": set(stored_rows(store))}
    for path in our_backups(disk / DATA / FOLDER):
        rows = rows_of_copy(path)
        if isinstance(rows, str):
            yield f"{path.name}: {rows}"
        else:
            places[path.name] = rows
    for place, rows in places.items():
        left = rows - said.thanked
        if left and (left != said.asked or "erase" in said.done):
            yield f"{place}: {len(left)} of {len(said.asked)} rows are still there"
        if said.thanked - rows:
            yield f"{place}: {len(said.thanked - rows)} other rows are gone"


ERASE = Work(prepare, run, judge)
