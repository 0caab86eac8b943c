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

from kiosk.errors import BadInputError, StorageError
from kiosk.files import is_there, refusals
from kiosk.keys import Key, lies_in
from kiosk.lock import exclusive
from kiosk.store.backup.copying import copy_database, make_own_folder
from kiosk.store.backup.inspecting import Condition, inspect, moment, open_file, own_key
from kiosk.store.backup.lacking import Lacking, kiosks_of, lacking
from kiosk.store.backup.naming import FOLDER
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
    lacking: Lacking
    """What of the visits that were here is not in the new database; nothing is known of a damaged one's."""

    @property
    def gap(self) -> str:
        """What is lost for now, and where it may be found, in plain words."""
        if self.before is None:
            return "There was no database here."
        since, until = moment(self.backup.newest), moment(self.before.newest)
        kept = f"the database that was here is kept as {self.kept}"
        if self.before.faults:
            return f"Answers given after {since} are not in this backup; {kept}. It is damaged: {self.before.faults[0]}"
        taken = f"{kept}, and `kiosk merge {self.kept}` takes them over"
        if lost := self.lacking.missing:
            of_all, verb = ("None", "is") if lost == self.lacking.visits else (str(lost), "are not")
            here = f"the {self.lacking.visits} visits that were here"
            return f"{of_all} of {here} {verb} in this backup, {self.lacking.days}; {taken}."
        if self.before.until <= self.backup.until:
            return f"Every visit that was here is in this backup; {kept}."
        return (f"Every visit that was here is in this backup, but answers after {since}, up to {until}, are not; "
                f"{taken}.")  # fmt: skip


def restore(data: Path, source: Path, now: datetime, key: Key | None = None, kiosk_id: str | None = None) -> Restored:
    """Makes a backup the database of a data folder, and keeps the one that was here.

    kiosk_id is whose backup it must be; None takes any. Raises RunningError where a kiosk runs on the folder,
    BadInputError where the backup is not good, another kiosk's or of a newer version, StorageError where another
    program has the database open, or the disk does not take it; nothing has changed then.
    """
    with exclusive(data):
        path = data / FILE_NAME
        finish_swap(path)
        here = is_there(path)
        if here and is_there(source) and path.samefile(source):
            raise BadInputError(f"{source}: is the database itself; expected a backup of it")
        backup = _good(source, key)
        before = inspect(path, key) if here else None
        whole = before is not None and not before.faults
        if kiosk_id is not None and not lies_in(source, data / FOLDER):
            _refuse_another(source, path if whole else None, key, kiosk_id)
        with _workshop(data) as folder:
            _copy(source, folder / FILE_NAME, key)
            erased = _renew(folder, data, path, key, recount=bool(backup.miscounted))
            result = _good(folder / FILE_NAME, key)
            lost = lacking(path, folder / FILE_NAME, key) if whole else Lacking()
            kept = _replace(path, folder / FILE_NAME, now, key, healthy=whole)
        return Restored(backup, before, kept, result, erased, lost)


def _refuse_another(source: Path, here: Path | None, key: Key | None, kiosk_id: str) -> None:
    """Raises BadInputError where a backup is another kiosk's: no visit in it is of this one, or is in its database."""
    kiosks = kiosks_of(source, key)
    if not kiosks or kiosk_id in kiosks:
        return
    if here is not None:
        shared = lacking(here, source, key)
        if shared.missing < shared.visits:
            return
    raise BadInputError(
        f"{source}: is a backup of {', '.join(kiosks)}, and this kiosk is {kiosk_id}; `kiosk merge` takes its answers "
        "over beside those that are here, `kiosk restore --another-kiosk` puts it in their place"
    )


def _good(path: Path, key: Key | None) -> Condition:
    found = inspect(path, key)
    if found.faults:
        raise BadInputError(
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
    if kept.exists():
        with suppress(OSError):  # an earlier version left it to the umask
            kept.chmod(0o600)
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
