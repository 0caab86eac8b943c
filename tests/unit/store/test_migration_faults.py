"""What happens when bringing a database up to date does not work."""

from __future__ import annotations

import shutil

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Migrations

from kiosk.errors import KnownError, StorageError
from kiosk.store import connection as opening
from kiosk.store import open_store
from kiosk.store.backup.copying import alone
from kiosk.store.backup.naming import FOLDER, our_backups
from kiosk.store.connection import FILE_NAME
from kiosk.store.migrations import ORDERED
from tests.unit.store.databases import KEPT_DATABASES
from tests.unit.store.disks import leave_free, mounted

FIRST = KEPT_DATABASES[0]
SCHEMA = "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"


class PowerCut(BaseException):
    """Nothing of ours may catch it."""


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(FIRST, folder / FILE_NAME)
    return folder


def state(folder):
    """Which steps are recorded, and the schema."""
    connection = sqlite.connect(folder / FILE_NAME)
    try:
        steps = [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        return steps, connection.execute(SCHEMA).fetchall()
    finally:
        connection.close()


def up_to(number, tmp_path):
    """What the file is after so many steps and no more."""
    folder = tmp_path / f"up-to-{number}"
    folder.mkdir()
    shutil.copy(FIRST, folder / FILE_NAME)
    steps = Migrations("moment")
    for step in ORDERED[:number]:
        steps()(step)
    connection = sqlite.connect(folder / FILE_NAME, isolation_level=None)
    steps.apply(opening.Database(connection))
    connection.close()
    return state(folder)


@pytest.mark.parametrize("number", range(1, len(ORDERED)))
def test_a_step_that_ends_in_the_middle_leaves_nothing_of_itself(data, tmp_path, monkeypatch, number):
    steps = Migrations("moment")
    for step in ORDERED[:number]:
        steps()(step)

    def cut(database):
        ORDERED[number](database)
        raise PowerCut

    steps(name=ORDERED[number].__name__)(cut)
    monkeypatch.setattr(opening, "migrations", steps)
    with pytest.raises(PowerCut):
        open_store(data)
    assert state(data) == up_to(number, tmp_path)
    monkeypatch.undo()
    with open_store(data):
        pass
    assert state(data) == up_to(len(ORDERED), tmp_path)


def test_without_room_for_the_backup_nothing_is_changed(tmp_path):
    with mounted(tmp_path / "disk", 60) as disk:
        shutil.copy(FIRST, disk / FILE_NAME)
        filler = leave_free(disk, 2_000_000)
        with pytest.raises(StorageError, match="stays as it is, because it cannot be backed up") as told:
            open_store(disk)
        assert "make room" in told.value.mend
        assert not told.value.lasting, "it is tried again by itself"
        assert state(disk)[0] == ["m001_visits_and_answers"]
        assert our_backups(disk / FOLDER) == []
        filler.unlink()
        with open_store(disk):
            pass
        assert len(our_backups(disk / FOLDER)) == 1


def test_while_another_backup_is_written_it_waits(data):
    with alone(data / FOLDER), pytest.raises(StorageError, match="another backup"):
        open_store(data)
    with open_store(data):
        pass


def test_a_damaged_database_is_not_brought_up_to_date(data):
    with (data / FILE_NAME).open("r+b") as file:
        file.seek(9 * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(StorageError):
        open_store(data)
    assert state(data)[0] == ["m001_visits_and_answers"]


def test_a_newer_database_is_refused_in_a_sentence_and_left_alone(data):
    with open_store(data) as store:
        store.database["_sqlite_migrations"].insert(
            {"migration_set": "moment", "name": "m999_later", "applied_at": "2030-01-01"}
        )
    before = state(data)
    with pytest.raises(KnownError, match=r"was written by a newer version of Moment \(m999_later\)") as told:
        open_store(data)
    assert told.value.mend == "install that version of Moment, or one after it"
    assert state(data) == before


def test_a_new_database_needs_no_backup(tmp_path):
    with open_store(tmp_path):
        pass
    assert not (tmp_path / FOLDER).exists()
