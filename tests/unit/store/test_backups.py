from __future__ import annotations

import stat
import threading
from datetime import date, timedelta

import pytest
import sqlcipher3.dbapi2 as sqlite

from kiosk.errors import DamagedError, StorageError
from kiosk.keys import KeyFile, new_secret
from kiosk.model import Level, Rated
from kiosk.parts import folder_of, part_beside
from kiosk.store import Recorder, open_store
from kiosk.store.backup.copying import RESERVE, alone, copy_file
from kiosk.store.backup.inspecting import inspect
from kiosk.store.backup.keeping import advice, back_up, carry, newest_good, stock, write_backup
from kiosk.store.backup.naming import FOLDER
from kiosk.store.connection import FILE_NAME
from tests.unit.builders import NOON, SURVEY, answer, rated
from tests.unit.store.disks import leave_free, mounted
from tests.unit.store.shop import ORIGIN

TODAY = date(2026, 11, 22)
DAY, WEEK = "daily-2026-11-22.db", "weekly-2026-W47.db"


@pytest.fixture
def data(tmp_path):
    """A shop with three ratings."""
    folder = tmp_path / "data"
    with open_store(folder) as store:
        recorder = Recorder(store, ORIGIN, SURVEY)
        for n in range(3):
            recorder.save(rated(3, f"v{n}", NOON + timedelta(minutes=n)))
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def spoil(path, where=None):
    """Overwrites a page in the middle of a database."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 8192 * 4096 if where is None else where)
        file.write(b"\xff" * 4096)


def test_a_day_gets_a_daily_and_a_weekly_backup_once(data):
    folder = data / FOLDER
    assert back_up(data, TODAY) == [folder / DAY, folder / WEEK]
    assert back_up(data, TODAY) == []
    assert [path.name for path in back_up(data, date(2026, 11, 23))] == ["daily-2026-11-23.db", "weekly-2026-W48.db"]
    assert [path.name for path in back_up(data, date(2026, 11, 24))] == ["daily-2026-11-24.db"]
    for path in folder.iterdir():
        found = inspect(path)
        assert (found.faults, found.answers, found.newest) == ((), 3, NOON + timedelta(minutes=2))


def test_nobody_else_may_look_into_backups(data):
    for path in back_up(data, TODAY):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((data / FOLDER).stat().st_mode) == 0o700


def test_by_hand_the_day_is_backed_up_anew(data):
    back_up(data, TODAY)
    with open_store(data) as store:
        Recorder(store, ORIGIN, SURVEY).save(rated(1, "later"))
    assert [path.name for path in back_up(data, TODAY, anew=True)] == [DAY]
    assert inspect(data / FOLDER / DAY).answers == 4


def test_a_clock_that_was_never_set_does_not_stop_backups(data):
    long_ago = date(2000, 1, 1)
    back_up(data, long_ago)
    with open_store(data) as store:
        Recorder(store, ORIGIN, SURVEY).save(rated(1, "later"))
    back_up(data, long_ago)
    assert inspect(data / FOLDER / "daily-2000-01-01.db").answers == 4


def test_a_backup_while_the_kiosk_writes_is_one_moment_of_it(tmp_path):
    stop = threading.Event()
    with open_store(tmp_path) as store:
        recorder = Recorder(store, ORIGIN, SURVEY)
        recorder.save(rated(3, "first"))
        written = 1
        thread = threading.Thread(target=lambda: (write_backup(tmp_path, tmp_path / "copy.db"), stop.set()))
        thread.start()
        while not stop.is_set():
            recorder.save(rated(3, f"v{written}"))
            written += 1
        thread.join()
    found = inspect(tmp_path / "copy.db")
    assert found.faults == ()
    assert 1 <= found.answers <= written


def test_a_damaged_database_is_not_backed_up_and_pushes_no_good_one_out(data):
    with open_store(data) as store:
        Recorder(store, ORIGIN, SURVEY).save_all(rated(3, f"more{n}") for n in range(500))
    back_up(data, TODAY)
    kept = {path.name: path.read_bytes() for path in (data / FOLDER).iterdir()}
    spoil(data / FILE_NAME)
    with pytest.raises(DamagedError):
        back_up(data, date(2026, 11, 23))
    assert {path.name: path.read_bytes() for path in (data / FOLDER).iterdir()} == kept


def test_damage_in_an_index_alone_is_found_though_a_copy_would_hide_it(data):
    with open_store(data) as store:
        store.database.execute("PRAGMA writable_schema = ON")
        store.database.execute("UPDATE sqlite_schema SET sql = replace(sql, '(day, question)', '(day, place)') "
                               "WHERE name = 'answers_by_day'")  # fmt: skip
    with pytest.raises(DamagedError, match="answers_by_day"):
        back_up(data, TODAY)


def test_what_an_interrupted_backup_left_is_deleted_by_the_next(data):
    (data / FOLDER).mkdir()
    left = part_beside(data / FOLDER / DAY)
    left.write_bytes(b"half")
    folder_of(left).mkdir()
    (folder_of(left) / "sheet").write_bytes(b"half")
    (data / FOLDER / ".mine").write_bytes(b"not ours")
    back_up(data, TODAY)
    assert names(data / FOLDER) == [".mine", DAY, WEEK]


def test_only_one_at_a_time(data):
    with alone(data / FOLDER), pytest.raises(StorageError, match="another backup"):
        back_up(data, TODAY)


def test_a_backup_leaves_room_for_answers(data, tmp_path):
    with mounted(tmp_path / "disk", 120) as disk:
        (disk / "data").mkdir()
        write_backup(data, disk / "data" / FILE_NAME)
        (disk / "data").chmod(0o700)
        with open_store(disk / "data"):
            pass
        back_up(disk / "data", TODAY)
        before = names(disk / "data" / FOLDER)
        filler = leave_free(disk, RESERVE)
        with pytest.raises(StorageError, match="MB are free; expected 5"):
            back_up(disk / "data", date(2026, 11, 23))
        assert names(disk / "data" / FOLDER) == before
        filler.unlink()
        assert len(back_up(disk / "data", date(2026, 11, 23))) == 2


def test_a_disk_that_fills_up_meanwhile_keeps_the_old_backups(data, tmp_path, monkeypatch):
    monkeypatch.setattr("kiosk.store.backup.copying.RESERVE", -10**9)
    with mounted(tmp_path / "disk", 1) as disk:
        target = disk / "copy.db"
        write_backup(data, target)
        good = target.read_bytes()
        leave_free(disk, 65536)
        with pytest.raises(StorageError, match=r"full|No space left"):
            write_backup(data, target)
        with pytest.raises(StorageError, match="No space left"):
            copy_file(data / FILE_NAME, disk / "other.db")
        assert target.read_bytes() == good
        assert names(disk) == ["copy.db", "filler"]


def test_the_second_place_gets_copies_and_is_thinned_out(data, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    for n in range(20):
        day = TODAY + timedelta(n)
        back_up(data, day)
        carry(data, stick / "corner-1", day)
    found = stock(stick / "corner-1", TODAY + timedelta(19))
    assert found.newest == date(2026, 12, 11)
    assert names(stick / "corner-1") == names(data / FOLDER)
    assert found.count == 14 + 4
    for path in (stick / "corner-1").iterdir():
        assert path.read_bytes() == (data / FOLDER / path.name).read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_place_that_is_not_there_is_told_and_not_made(data, tmp_path):
    back_up(data, TODAY)
    with pytest.raises(StorageError, match="second place for backups is not there"):
        carry(data, tmp_path / "stick" / "corner-1", TODAY)
    assert not (tmp_path / "stick").exists()


def test_the_newest_good_backup_is_that_with_the_newest_answers(data):
    back_up(data, date(2036, 1, 1))
    with open_store(data) as store:
        Recorder(store, ORIGIN, SURVEY).save_all(rated(4, f"more{n}", NOON + timedelta(hours=2)) for n in range(500))
    back_up(data, TODAY)
    assert newest_good(data).path.name in (DAY, WEEK)
    for name in (DAY, WEEK):
        spoil(data / FOLDER / name)
    found = newest_good(data)
    assert (found.path.name, found.answers) in (("daily-2036-01-01.db", 3), ("weekly-2036-W01.db", 3))
    assert "3 answers, up to 2026-11-16 12:02" in advice(found)
    for path in (data / FOLDER).iterdir():
        path.write_bytes(b"")
    assert newest_good(data) is None


def test_an_encrypted_database_has_encrypted_backups(tmp_path):
    secret = tmp_path / "key"
    secret.write_text(new_secret().hex)
    secret.chmod(0o600)
    key = KeyFile(secret)
    data = tmp_path / "data"
    with open_store(data, key) as store:
        Recorder(store, ORIGIN, SURVEY).save(answer(Rated(Level.GOOD)))
    back_up(data, TODAY, key)
    for name in (DAY, WEEK):
        assert not (data / FOLDER / name).read_bytes().startswith(b"SQLite format 3")
        assert inspect(data / FOLDER / name, key).answers == 1
        assert "no key is set" in inspect(data / FOLDER / name).faults[0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE _sqlite_migrations SET name = 'm999_later' WHERE id = 1", "newer version"),
        ("DELETE FROM _sqlite_migrations", "no database of Moment"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM visits", "answers: 3 rows belong to a row of visits"),
    ],
)
def test_what_is_not_right_in_a_whole_file_is_told(data, change, told):
    connection = sqlite.connect(data / FILE_NAME, isolation_level=None)
    connection.executescript(change)
    connection.close()
    assert any(told in fault for fault in inspect(data / FILE_NAME).faults)


def test_wrong_counts_are_told_apart_from_damage(data):
    with open_store(data) as store:
        store.database.execute("DELETE FROM ratings_by_hour")
    found = inspect(data / FILE_NAME)
    assert (found.faults, found.answers) == ((), 3)
    assert any("ratings_by_hour" in each for each in found.miscounted)


def test_what_is_no_database_is_a_fault_and_no_error(tmp_path):
    (tmp_path / "letter.db").write_text("Dear shop")
    (tmp_path / "empty.db").touch()
    for name in ("letter.db", "empty.db", "missing.db"):
        assert inspect(tmp_path / name).faults
