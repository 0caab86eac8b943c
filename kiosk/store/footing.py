"""Whether what a connection writes is what the data folder will hold after the next start."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from kiosk.errors import StorageError
from kiosk.files import FOR_OWNER, make_folder, refusals, replacing
from kiosk.store.backup.swap import KEPT
from kiosk.store.connection import FILE_NAME, Store, storage_errors

PARTS = ("", "-wal", "-shm")
"""The database and what SQLite keeps beside it while it is open; all three must be the ones that others see."""

Identity = tuple[int, int]


class Footing:
    """The very files that a store was opened on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths = [str(folder / f"{FILE_NAME}{part}") for part in PARTS]
        self._files = dict(zip(PARTS, map(_identity, self._paths), strict=True))

    def holds(self) -> bool:
        """Whether they still stand where they stood. A deleted file takes everything that is asked of it."""
        return [*map(_identity, self._paths)] == [*self._files.values()]

    def regain(self, store: Store) -> str:
        """Brings everything that the store holds to where it is found again, and closes it; what was done, to be told.

        What was thanked for must not go with a file that somebody deleted under a running kiosk. Raises StorageError
        where that cannot be done now; the store then stays open, for it may hold the only copy.
        """
        path = self._folder / FILE_NAME
        if _identity(path) == self._files[""]:
            settle(store)
            store.close()
            return f"{path}: files beside the database had been deleted; everything is in the database now"
        if self._is_elsewhere():
            return self._leave(store, path)
        place = path
        if path.exists():
            place = path.with_name(f"{KEPT}{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.db")
        with refusals(self._folder, "cannot be made"):
            make_folder(self._folder, 0o700)
        with replacing(place, FOR_OWNER) as copy, storage_errors(f"{place}: cannot be written"):
            store.database.execute("VACUUM INTO ?", (str(copy),))
            store.close()
            for part in PARTS[1:]:
                self._remove_own(part)
        if place == path:
            return f"{path}: had been deleted; it is back, with every answer"
        return f"{path}: had been replaced by another file; the answers until then are in {place}, for `kiosk merge`"

    def _leave(self, store: Store, path: Path) -> str:
        """The database stands under another name, or on a disk that was taken away: it keeps what it holds."""
        try:
            settle(store)
        except StorageError:
            if _identity(path.with_name(f"{FILE_NAME}-wal")) == self._files["-wal"]:
                raise
        if not path.exists():
            raise StorageError(f"{path}: has been moved away while the kiosk runs; expected it to be put back")
        store.close()
        for part in PARTS[1:]:
            self._remove_own(part)
        return f"{path}: is another file than before, as when a disk is mounted anew; the kiosk goes on with it"

    def _remove_own(self, part: str) -> None:
        """The old log beside a new database would be taken for its own."""
        path = self._folder / f"{FILE_NAME}{part}"
        if _identity(path) == self._files[part]:
            with suppress(FileNotFoundError):
                path.unlink()

    def _is_elsewhere(self) -> bool:
        """Whether the database has a name somewhere; asked of the open file, for its new name is not known."""
        for descriptor in Path("/proc/self/fd").iterdir():
            with suppress(OSError):
                found = descriptor.stat()
                if (found.st_dev, found.st_ino) == self._files[""]:
                    return found.st_nlink > 0
        return False


def settle(store: Store) -> None:
    """Moves all that is committed from the log into the database, and empties the log. Raises StorageError.

    After this returns, every answer that can be read has been written anew and synced without an error. Nothing less
    shows it after a sync has failed: the kernel then keeps the pages, calls them clean, and a later sync says nothing
    about them (docs/adr/0018-after-an-io-error.md).
    """
    with storage_errors("the log cannot be emptied"):
        (busy, *_) = store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StorageError("the log cannot be emptied: another program reads the database")


def _identity(path: str | Path) -> Identity | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked at every tap, and pathlib takes four times as long
    except OSError:
        return None
    return found.st_dev, found.st_ino
