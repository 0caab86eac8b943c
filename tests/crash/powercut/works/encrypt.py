"""`kiosk encrypt` with a new key: at every moment the database opens, plain or with the key that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.cli import kiosk
from kiosk.keys import Key, KeyFile
from kiosk.store import Store
from kiosk.store.backup.naming import FOLDER, our_backups
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.cipher import Sort, sort_of
from tests.crash.powercut.check import DATA, rows_of_copy
from tests.crash.powercut.said import Said, Voice, done, thanked
from tests.crash.powercut.works.shop import filled
from tests.crash.powercut.works.work import Broken, Work

KEY = "keys/key"


def prepare(disk: Path) -> Sequence[str]:
    """A plain database and its backup."""
    rows = filled(disk / DATA)
    (disk / KEY).parent.mkdir()
    kiosk(["backup", "--data", str(disk / DATA)], standalone_mode=False)
    return [thanked(rows)]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """The command itself."""
    kiosk(["encrypt", "--new-key", str(disk / KEY), "--data", str(disk / DATA)], standalone_mode=False)
    voice.say(done("encrypt"))


def key(disk: Path) -> Key | None:
    """As the site file would say."""
    return key_of(disk, disk / DATA / FILE_NAME)


def key_of(disk: Path, path: Path) -> Key | None:
    return None if path.exists() and sort_of(path) is Sort.PLAIN else KeyFile(disk / KEY)


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """The backup too is old or new, whole; and encrypted stays encrypted."""
    for path in our_backups(disk / DATA / FOLDER):
        rows = rows_of_copy(path, key_of(disk, path))
        if rows != said.thanked:
            yield f"{path.name}: {rows if isinstance(rows, str) else len(rows)}"
        if "encrypt" in said.done and key_of(disk, path) is None:
            yield f"{path.name}: is plain"
    if "encrypt" in said.done and key(disk) is None:
        yield "the database is plain"


ENCRYPT = Work(prepare, run, judge, key)
