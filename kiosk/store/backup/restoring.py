"""A backup put in the place of the database: checked, brought up to date, without what was erased since.

All that can fail is done to a copy in a folder of its own, `.restore`; the database here is touched last, by renames
(kiosk.store.backup.swap). A cut before leaves it as it was, and a folder that the next restore deletes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from kiosk.errors import StorageError
from kiosk.files import is_there, refusals
from kiosk.keys import Key
from kiosk.lock import exclusive
from kiosk.store.backup.copying import copy_database, make_own_folder
from kiosk.store.backup.inspecting import Condition, inspect, moment, open_file, own_key
from kiosk.store.backup.swap import KEPT, WAITING, decide_swap, finish_swap
from kiosk.store.connection import FILE_NAME, open_store, storage_errors
from kiosk.store.encryption.cipher import connect
from kiosk.store.encryption.recoding import recode, stand_alone
from kiosk.store.footing import settle
from kiosk.store.privacy.erasure import Erasure, read_erasures, replay
from kiosk.store.rollups import rebuild

WORKSHOP = ".restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. before is the database that was here, now at kept; None where there was none."""

    backup: Condition
    before: Condition | None
    kept: Path
    now: Condition
    erased: int
    """Visits that the backup still held though they had been erased."""

    @property
    def gap(self) -> str:
        """What is lost for now, and where it may be found, in plain words."""
        if self.before is None:
            return "There was no database here."
        since, until = moment(self.backup.newest), moment(self.before.newest)
        kept = f"the database that was here is kept as {self.kept}"
        if self.before.faults:
            return f"Answers given after {since} are not in this backup; {kept}. It is damaged: {self.before.faults[0]}"
        if self.before.until <= self.backup.until:
            return f"No answer that was here is newer than those in this backup ({since}); {kept}."
        return (f"Answers after {since}, up to {until}, are not in this backup ({self.backup.answers} of "
                f"{self.before.answers} are); {kept}, and `kiosk merge {self.kept}` takes them over.")  # fmt: skip


def restore(data: Path, source: Path, now: datetime, key: Key | None = None) -> Restored:
    """Makes a backup the database of a data folder, and keeps the one that was here.

    Raises RunningError where a kiosk runs on the folder, StorageError where the backup is not good or of a newer
    version, another program has the database open, or the disk does not take it; nothing has changed then.
    """
    with exclusive(data):
        path = data / FILE_NAME
        finish_swap(path)
        here = is_there(path)
        if here and is_there(source) and path.samefile(source):
            raise StorageError(f"{source}: is the database itself; expected a backup of it")
        backup = _good(source, key)
        before = inspect(path, key) if here else None
        with _workshop(data) as folder:
            _copy(source, folder / FILE_NAME, key)
            erased = _renew(folder, data, path, key, recount=bool(backup.miscounted))
            result = _good(folder / FILE_NAME, key)
            kept = _replace(path, folder / FILE_NAME, now, key, healthy=before is not None and not before.faults)
        return Restored(backup, before, kept, result, erased)


def _good(path: Path, key: Key | None) -> Condition:
    found = inspect(path, key)
    if found.faults:
        raise StorageError(
            f"{path}: is not restored: {'; '.join(found.faults)}", "`kiosk verify` tells which backups are good"
        )
    return found


@contextmanager
def _workshop(data: Path) -> Iterator[Path]:
    folder = data / WORKSHOP
    with refusals(folder, "cannot be used"):
        shutil.rmtree(folder, ignore_errors=True)
        make_own_folder(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(source: Path, target: Path, key: Key | None) -> None:
    own = own_key(source, key)
    with storage_errors(f"{target}: cannot be written"), closing(open_file(source, own)) as connection:
        copy_database(connection, target, own)
    if own != key:
        recode(target, own, key, lambda rows, *_: rows)


def _renew(folder: Path, data: Path, old: Path, key: Key | None, *, recount: bool) -> int:
    """Brings the copy up to date and erases in it all that any of three places knows as erased; the visits gone."""
    with open_store(folder, key, copy_first=False) as store, storage_errors("the erasures cannot be repeated"):
        known = [*read_erasures(data, store.database), *_erasures_of(old, data, key)]
        with store.database.atomic():
            erased = replay(store.database, known)
        if recount:
            rebuild(store)
        settle(store)  # what a failed close left in the log would be lost with it
    return erased


def _erasures_of(old: Path, data: Path, key: Key | None) -> list[Erasure]:
    """Those that the database here knows of. A damaged one may not tell; the folder's file then still does."""
    with suppress(StorageError, sqlite.DatabaseError), closing(connect(old, "ro", key)) as connection:
        return read_erasures(data, Database(connection))
    return []


def _replace(path: Path, new: Path, now: datetime, key: Key | None, *, healthy: bool) -> Path:
    """The swap; where the old database is then. No other program may have a healthy one open: it would write on."""
    with storage_errors(f"{path}: cannot be replaced"), (_held(path, key) if healthy else nullcontext()):
        kept = decide_swap(new, path, _free_time(path, now))
        finish_swap(path)
    return kept


@contextmanager
def _held(path: Path, key: Key | None) -> Iterator[None]:
    with closing(connect(path, "rw", key)) as connection:
        stand_alone(connection, path)
        yield


def _free_time(path: Path, now: datetime) -> str:
    """A name for this restore, whatever clock named earlier ones."""
    time = now.strftime("%Y-%m-%dT%H%M%S")
    taken = {each.name for each in path.parent.iterdir() if each.name.startswith((KEPT, WAITING))}
    numbers = (time, *(f"{time}-{n}" for n in range(2, 2 + len(taken))))
    return next(name for name in numbers if f"{KEPT}{name}.db" not in taken)
