"""The key of an encrypted database: where it comes from, what makes it fit for use."""

from __future__ import annotations

import os
import re
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from kiosk.errors import StorageError

KEY_BYTES = 32
EXPECTED = f"expected {KEY_BYTES} random bytes as {2 * KEY_BYTES} hex characters (`kiosk encrypt --new-key FILE`)"
DISTINCT = 16
"""So many different bytes any random key has: one with fewer comes up once in 10^16."""
OPEN_TO_OTHERS = stat.S_IRWXO | stat.S_IWGRP
"""Reading by the group is right: root's own file for the kiosk's group, and the way systemd hands out credentials."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A file that holds the key."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Credential:
    """A systemd credential: a file that systemd shows to the kiosk's service only (LoadCredentialEncrypted=)."""

    name: str

    def __str__(self) -> str:
        return f"the systemd credential {self.name}"


Key = KeyFile | Credential
"""Where a key comes from. The secret itself is read when a database is opened, and not kept."""


@dataclass(frozen=True, slots=True)
class Secret:
    """The key itself, which no message and no traceback shows."""

    hex: str = field(repr=False)


def key_path(key: Key) -> Path:
    """The file that holds the key. Raises StorageError where systemd has handed over no credentials."""
    match key:
        case KeyFile(path=path):
            return path
        case Credential(name=name):
            folder = os.environ.get("CREDENTIALS_DIRECTORY")
            if not folder:
                raise StorageError(
                    f"{key}: $CREDENTIALS_DIRECTORY is not set; expected a start by systemd with LoadCredential",
                    "see “Encryption” in docs/manual-it.md: commands by hand need `systemd-run` then",
                )
            return Path(folder) / name
        case _:
            assert_never(key)


def read_key(key: Key) -> Secret:
    """The secret. Raises StorageError where the file is not there, is open to others, or holds no fit key."""
    path = key_path(key)
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(1024).strip().decode("ascii", "replace")
    except OSError as error:
        raise StorageError(
            f"{path}: the key cannot be read ({error.strerror})",
            f"put the key, or your copy of it, back to {path}, or correct [encryption] in the site file",
        ) from error
    if mode & OPEN_TO_OTHERS:
        raise StorageError(
            f"{path}: others can read or change the key (mode {stat.S_IMODE(mode):o}); expected 600, or 640 at most",
            f"chmod 600 {path}",
        )
    if not re.fullmatch(f"[0-9A-Fa-f]{{{2 * KEY_BYTES}}}", text):
        raise StorageError(f"{path}: holds no key; {EXPECTED}")
    if len(set(bytes.fromhex(text))) < DISTINCT:
        raise StorageError(f"{path}: this key can be guessed; {EXPECTED}")
    return Secret(text.lower())


def refuse_beside(key: Key, data: Path) -> None:
    """Raises StorageError where the key lies in the data folder, so that whoever takes the one has the other."""
    path = key_path(key)
    if lies_in(path, data):
        raise StorageError(
            f"{path}: the key lies in the data folder {data}; expected it elsewhere, such as /etc/kiosk/key",
            "move the key, and its line in the site file",
        )


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path is in a folder, wherever links lead."""
    return path.resolve().is_relative_to(folder.resolve())


def new_secret() -> Secret:
    """A random key."""
    return Secret(secrets.token_hex(KEY_BYTES))
