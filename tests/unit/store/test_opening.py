from __future__ import annotations

from contextlib import closing

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database, Migrations

from kiosk.errors import KnownError, StorageError
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.connection import FILE_NAME, sqlite_is_sound
from kiosk.store.health import damage, sqlite_version
from kiosk.store.migrations import STEPS
from tests.unit.builders import SURVEY, rated
from tests.unit.store.shop import ORIGIN, pragma


def test_a_commit_is_durable_and_a_deletion_is_real(store):
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2  # FULL
    assert pragma(store, "secure_delete") == 1
    assert pragma(store, "foreign_keys") == 1


def test_nobody_else_on_the_machine_looks_into_a_new_folder(tmp_path):
    with open_store(tmp_path / "data"):
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_reader_cannot_write(tmp_path, store):
    with open_reader(tmp_path) as reader, pytest.raises(sqlite.OperationalError, match="readonly"):
        reader.database.execute("DELETE FROM visits")


@pytest.mark.parametrize(("version", "sound"), [
    ("3.40.1", False), ("3.44.5", False), ("3.44.6", True), ("3.45.0", False), ("3.50.6", False), ("3.50.7", True),
    ("3.51.0", False), ("3.51.2", False), ("3.51.3", True), ("3.53.4", True), ("4.0", True),
])  # fmt: skip
def test_sqlite_versions_with_the_wal_bug_are_known(version, sound):
    assert sqlite_is_sound(version) is sound


def test_a_vulnerable_sqlite_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "sqlite_version", "3.51.2")
    for opening in (open_store, open_reader):
        with pytest.raises(KnownError, match=r"SQLite 3\.51\.2 may damage .* expected 3\.51\.3 or later"):
            opening(tmp_path)
    assert not (tmp_path / FILE_NAME).exists()


def test_the_sqlite_in_use_is_sound():
    assert sqlite_version()[1]


def test_a_newer_database_is_refused_and_left_alone(tmp_path):
    with open_store(tmp_path) as store:
        store.database["_sqlite_migrations"].insert(
            {"migration_set": "moment", "name": "m999_future", "applied_at": "2030-01-01"}
        )
    before = (tmp_path / FILE_NAME).read_bytes()
    for opening in (open_store, open_reader):
        with pytest.raises(KnownError, match=r"written by a newer version of Moment \(m999_future\)"):
            opening(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_database_that_is_none_of_ours_is_not_read(tmp_path):
    with closing(sqlite.connect(tmp_path / FILE_NAME)) as other:
        other.execute("CREATE TABLE a (b)")
    with pytest.raises(StorageError, match="is not of this version of Moment"):
        open_reader(tmp_path)


def test_a_damaged_file_is_told(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"no database at all " * 500)
    for opening in (open_store, open_reader):
        with pytest.raises(StorageError, match=r"feedback\.db: .*file is not a database"):
            opening(tmp_path)


def test_a_broken_page_is_found(tmp_path):
    with open_store(tmp_path) as store:
        Recorder(store, ORIGIN, SURVEY).save_all([rated(1 + n % 4, visit=f"v{n:04}") for n in range(500)])
    with open_reader(tmp_path) as reader:
        assert damage(reader) == []
        size = pragma(reader, "page_size")
        root = reader.database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'answers'").fetchone()[0]
    with (tmp_path / FILE_NAME).open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\0" * size)
    with open_reader(tmp_path) as reader:
        assert damage(reader) != []


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"file/data: the data folder cannot be made \(Not a directory\)"):
        open_store(tmp_path / "file" / "data")
    with pytest.raises(StorageError, match="cannot be made"):
        open_store(tmp_path / "file")


def test_a_database_that_cannot_be_opened_is_told(tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StorageError, match=r"feedback\.db: cannot be opened for writing"):
        open_store(tmp_path)


def test_no_database_is_told_with_what_makes_one(tmp_path):
    with pytest.raises(StorageError, match="no such database; `kiosk run`"):
        open_reader(tmp_path)


def test_opening_again_changes_nothing(tmp_path):
    with open_store(tmp_path) as store:
        schema = store.database.schema
    with open_store(tmp_path) as store:
        assert store.database.schema == schema
        assert {row["name"] for row in store.database["_sqlite_migrations"].rows} == STEPS


def test_a_step_that_fails_leaves_nothing_behind(store):
    later = Migrations("moment")

    @later()
    def m900_breaks(db: Database) -> None:
        db.execute("CREATE TABLE half (a)")
        db.execute("INSERT INTO half VALUES (1)")
        raise StorageError("the disk is full")

    before = store.database.schema
    with pytest.raises(StorageError):
        later.apply(store.database)
    assert store.database.schema == before
    assert "m900_breaks" not in {row["name"] for row in store.database["_sqlite_migrations"].rows}
