"""Files on other people's disks: what the system refuses is told calmly, and a file is old or new, whole."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from kiosk.errors import StorageError
from kiosk.parts import part_beside, remove_left

FOR_OWNER = 0o600
"""The mode of what is personal."""


@contextmanager
def refusals(path: Path, told: str) -> Iterator[None]:
    """What the system refuses of a path becomes a StorageError; told says what could not be done."""
    try:
        yield
    except OSError as error:
        raise StorageError(f"{path}: {told} ({error.strerror or error})") from error


def is_there(path: Path) -> bool:
    """Whether anything stands at a path. Raises StorageError where nobody but others may know."""
    with refusals(path, "cannot be looked for"):
        return path.exists()


@contextmanager
def replacing(path: Path, mode: int = 0o666) -> Iterator[Path]:
    """A new, empty file to write, which takes path's place when the block ends without an error.

    Until then whatever stood there stays, and nobody but the owner can read the new one; after it the new file survives
    a power cut, and has the mode, as far as the umask lets it. Of a link, the file that it points to is replaced. What
    a killed process left of an earlier try is removed. Raises StorageError where the disk does not take it, or where
    what stands there is no file.
    """
    target = Path(os.path.realpath(path))
    part = part_beside(target)
    with refusals(path, "cannot be written"):
        _refuse_no_file(path, target)
        make_folder(target.parent)
        with suppress(OSError):  # a folder that cannot be listed can be written to
            remove_left(target)
        allowed = _make(part, mode)
        try:
            yield part
            if allowed != FOR_OWNER:
                with suppress(OSError):  # then it stays what it is, the owner's
                    part.chmod(allowed)
            sync(part)
            part.replace(target)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
        sync(target.parent)


def _make(part: Path, mode: int) -> int:
    """Makes a file that only its owner can read; which mode it would have got here."""
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        allowed = stat.S_IMODE(os.fstat(descriptor).st_mode)
        if allowed != FOR_OWNER:
            with suppress(OSError):  # a stick's FAT has no modes; who mounts it decides who may look
                os.fchmod(descriptor, FOR_OWNER)
        return allowed
    finally:
        os.close(descriptor)


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Makes a folder and those above it, where they are missing; their names survive a power cut. Raises OSError."""
    missing = list(takewhile(lambda each: not each.exists(), (path, *path.parents)))
    path.mkdir(mode, parents=True, exist_ok=True)
    for made in missing:
        sync(made.parent)


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a whole file, as `replacing` does."""
    with replacing(path) as part:
        part.write_bytes(content)


def _refuse_no_file(path: Path, target: Path) -> None:
    """A device or a pipe is no place for a report, and must not vanish for one."""
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(target.lstat().st_mode):
            raise StorageError(f"{path}: cannot be written, because what stands there is no file; expected a new name")


def sync(path: Path) -> None:
    """What was written to a file, or which names stand in a folder, is on the disk when this returns."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
