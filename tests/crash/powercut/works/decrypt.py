"""`kiosk decrypt` of a database that was itself cut off, with its last answers still in the log."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from kiosk.cli import kiosk
from kiosk.store import Store, open_store
from kiosk.store.connection import FILE_NAME
from tests.crash.powercut.check import DATA
from tests.crash.powercut.said import Said, Voice, done, thanked
from tests.crash.powercut.works.encrypt import KEY, key
from tests.crash.powercut.works.shop import AGO, filled
from tests.crash.powercut.works.work import Broken, Work

LOG = f"{FILE_NAME}-wal"


def prepare(disk: Path) -> Sequence[str]:
    """An encrypted database of two days, the second of them in the log."""
    data, elsewhere = disk / DATA, disk / "elsewhere"
    rows = filled(data)
    (disk / KEY).parent.mkdir()
    kiosk(["encrypt", "--new-key", str(disk / KEY), "--data", str(data)], standalone_mode=False)
    with open_store(data, key(disk)) as still_open:
        still_open.database.execute("PRAGMA wal_autocheckpoint = 0")
        rows += filled(data, ago=AGO - timedelta(days=1), prefix="later-", key=key(disk))
        elsewhere.mkdir()
        for name in (FILE_NAME, LOG):
            shutil.copy(data / name, elsewhere)
    for name in (FILE_NAME, LOG):
        shutil.move(elsewhere / name, data / name)
    elsewhere.rmdir()
    return [thanked(rows)]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """The command itself."""
    given = ["--key-file", str(disk / KEY), "--data", str(disk / DATA)]
    kiosk(["decrypt", *given], standalone_mode=False)
    voice.say(done("decrypt"))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """What was made plain stays plain."""
    if "decrypt" in said.done and key(disk) is not None:
        yield "the database is encrypted again"


DECRYPT = Work(prepare, run, judge, key)
