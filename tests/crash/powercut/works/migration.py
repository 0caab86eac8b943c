"""A database of the first version brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database, Migrations

from kiosk.model import Level, Rated
from kiosk.store import Store, open_store
from kiosk.store.backup.naming import FOLDER, our_backups
from kiosk.store.connection import FILE_NAME
from kiosk.store.migrations.m001 import m001_visits_and_answers
from tests.crash.powercut.check import DATA, faulty_backups
from tests.crash.powercut.said import Row, Said, Voice, done, spelled, thanked
from tests.crash.powercut.works.work import Broken, Work

VISITS = 200
DAY = "2026-03-02"
AT = f"{DAY}T12:00:00.000+00:00"


def prepare(disk: Path) -> Sequence[str]:
    """As the first version wrote it."""
    data = disk / DATA
    data.mkdir()
    connection = sqlite.connect(data / FILE_NAME, isolation_level=None)
    database = Database(connection)
    first = Migrations("moment")
    first()(m001_visits_and_answers)
    first.apply(database)
    rows: list[Row] = []
    connection.execute("BEGIN")
    for number in range(VISITS):
        visit, level = f"visit-{number}", list(Level)[number % 4]
        connection.execute(
            "INSERT INTO visits VALUES (?, 'kiosk-1', 'checkout', 'kiosk', 'checkout', 1, 'en', ?, ?, 12)",
            (visit, AT, DAY),
        )
        connection.execute(
            "INSERT INTO answers (visit, question, revision, kiosk_id, place, language, at, day, hour, level) "
            "VALUES (?, 'experience', 0, 'kiosk-1', 'checkout', 'en', ?, ?, 12, ?)",
            (visit, AT, DAY, int(level)),
        )
        rows.append((visit, "experience", 0, spelled(Rated(level))))
    connection.execute("COMMIT")
    connection.close()
    return [thanked(rows)]


def run(disk: Path, voice: Voice, broken: Broken) -> None:
    """What every start does."""
    with open_store(disk / DATA):
        voice.say(done("migration"))


def judge(disk: Path, store: Store, said: Said) -> Iterator[str]:
    """The backup that was made before is whole, and of the earlier version."""
    folder = disk / DATA / FOLDER
    if "migration" in said.done and not (folder.is_dir() and list(our_backups(folder))):
        yield "there is no backup of before"
    yield from faulty_backups(disk, said.thanked.__eq__)


MIGRATION = Work(prepare, run, judge)
