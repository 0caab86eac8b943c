"""Files that are not whole yet: hidden, for their owner only, named after the file whose place they are to take.

What a killed process leaves of one may hold personal data, and is found again by that name.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from pathlib import Path

PART = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{16}\.part(-journal|s)?", re.DOTALL)
"""A part, the journal that SQLite keeps beside it, and the folder of what is yet to be put into it."""
NAME_MAX = 255 - len(".") - len(f".{'0' * 16}.part-journal")
"""Bytes of the target's name for which a file system has room in that of its part."""
LEFT_AFTER = 3600
"""Seconds in which nothing was written to a part that nobody works on any more."""


def part_beside(target: Path) -> Path:
    """A new name for a part of target."""
    return target.with_name(f".{_short(target.name)}.{secrets.token_hex(8)}.part")


def folder_of(part: Path) -> Path:
    """Where what is yet to be put into a part may wait."""
    return part.with_name(f"{part.name}s")


def parts_in(folder: Path) -> list[Path]:
    """All parts in a folder, whoever works on them. Raises OSError."""
    return sorted(path for path in folder.iterdir() if PART.fullmatch(path.name)) if folder.is_dir() else []


def parts_of(target: Path) -> list[Path]:
    """Those of one file. Raises OSError."""
    return [path for path in parts_in(target.parent)
            if (found := PART.fullmatch(path.name)) and found["name"] == _short(target.name)]  # fmt: skip


def remove_part(part: Path) -> None:
    """Raises OSError; that it is gone already is none."""
    try:
        part.unlink()
    except FileNotFoundError:
        pass
    except IsADirectoryError:
        shutil.rmtree(part)


def remove_left(target: Path) -> None:
    """Removes the parts of a file that a killed process left there. Raises OSError."""
    now = time.time()
    for part in parts_of(target):
        if now - part.lstat().st_mtime > LEFT_AFTER:
            remove_part(part)


def _short(name: str) -> str:
    while len(os.fsencode(name)) > NAME_MAX:
        name = name[:-1]
    return name
