"""One kiosk a data folder: a lock that the kernel gives back however its holder ends."""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.errors import KnownError, StorageError
from kiosk.files import make_folder, refusals

LOCK_NAME = "kiosk.lock"
log = logging.getLogger(__name__)
STOP = "stop it first (`sudo systemctl stop moment`, or close its window)"


class RunningError(KnownError):
    """A kiosk runs on the data folder."""


class Lock:
    """A held lock. Keep it as long as it is to be held."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Gives the folder back."""
        os.close(self._descriptor)


def hold(folder: Path) -> Lock:
    """The lock of a data folder, for whoever must be alone in it; the folder is made where it is missing.

    Raises RunningError where another process holds it, StorageError where there can be no lock, as on a medium that
    is read-only.
    """
    with refusals(folder, "cannot be locked"):
        make_folder(folder, 0o700)
        descriptor = _open(folder / LOCK_NAME)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
            os.close(descriptor)
            process = f" (process {holder})" if holder else ""
            raise RunningError(f"{folder}: a kiosk is running on this data folder{process}; {STOP}") from None
        except BaseException:
            os.close(descriptor)
            raise
    # Who holds it is told for people only; a full disk must not keep the kiosk from its folder.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
    return Lock(descriptor)


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Keeps kiosks, and whoever else must be alone, from a data folder while the block runs.

    Raises RunningError where one is there. Where the disk takes no lock, nobody can write there either: the block runs.
    """
    try:
        lock = hold(folder)
    except StorageError as error:
        log.warning("no lock keeps a second kiosk away: %s", error)
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _open(path: Path) -> int:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        # A lock needs no right to write.
        with suppress(OSError):
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        raise
    if os.geteuid() == 0:
        with suppress(OSError):  # root may be the first to come, and is not to shut the kiosk's user out
            os.fchown(descriptor, path.parent.stat().st_uid, path.parent.stat().st_gid)
    return descriptor
