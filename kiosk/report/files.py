"""A file is either the old one or the new one, whole, whatever happens while it is written."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from kiosk.errors import StorageError


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file by way of a temporary one in the same folder, made if it is not there.

    When this returns, name and content are on the disk. Raises StorageError, and then the old file is untouched.
    """
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(content)
                file.flush()
                temporary.chmod(0o644)
                os.fsync(file.fileno())
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        _sync_folder(folder)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written ({error.strerror})") from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
