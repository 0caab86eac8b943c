"""What `kiosk doctor` says about backups, and which one it offers for a damaged database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.doctor import Grade
from kiosk.doctor.backups import backups, second_place
from kiosk.doctor.data import database, erasures
from kiosk.keys import KeyFile
from kiosk.store import Recorder, open_store
from kiosk.store.backup.keeping import back_up, carry, newest_good
from kiosk.store.backup.naming import FOLDER
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.moving import make_key, move_folder
from kiosk.store.privacy.erasing import UNFINISHED
from tests.unit.builders import NOON, SURVEY, rated
from tests.unit.store.disks import mounted
from tests.unit.store.shop import ORIGIN

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(1)


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    add(folder, 0)
    return folder


def add(folder, days):
    with open_store(folder) as store:
        Recorder(store, ORIGIN, SURVEY).save(rated(3, f"day-{days}", NOON + timedelta(days)))


def test_a_first_day_needs_no_backup_a_second_one_does(data):
    assert [found.grade for found in backups(data, None, TODAY)] == [Grade.OK]
    (found,) = backups(data, None, TOMORROW)
    assert (found.grade, found.told) == (Grade.WARN, "none yet, but there are answers of 2026-11-16")
    assert "kiosk backup" in found.mend


def test_a_backup_is_old_where_answers_are_newer(data):
    back_up(data, TODAY)
    assert [found.grade for found in backups(data, None, TODAY + timedelta(200))] == [Grade.OK], "a closed shop"
    add(data, 2)
    (found,) = backups(data, None, TODAY + timedelta(3))
    assert found.grade is Grade.WARN
    assert "2, the newest daily one of 2026-11-16" in found.told


def test_a_damaged_newest_backup_is_told(data):
    back_up(data, TODAY)
    with (data / FOLDER / f"daily-{TODAY}.db").open("r+b") as file:
        file.truncate(20000)
    (found,) = backups(data, None, TODAY)
    assert (found.grade, "which is bad: " in found.told) == (Grade.WARN, True)
    assert "kiosk verify" in found.mend


def test_about_an_empty_database_only_one_says_what_to_do(data):
    back_up(data, TODAY)
    (data / FILE_NAME).write_bytes(b"")
    assert [(found.grade, found.mend) for found in backups(data, None, TODAY)] == [(Grade.OK, "")]
    assert "kiosk restore" in next(database(data, None, NOON)).mend


def test_an_erasure_that_is_not_finished_is_told(data):
    assert list(erasures(data)) == []
    (data / UNFINISHED).write_text('["2026-11-16"]')
    (found,) = erasures(data)
    assert (found.grade, "kiosk erase" in found.mend) == (Grade.WARN, True)


def test_of_two_backups_as_new_the_daily_one_here_is_taken(data, tmp_path):
    (tmp_path / "stick").mkdir()
    back_up(data, TODAY)
    carry(data, tmp_path / "stick" / "corner-1", TODAY)
    assert newest_good(data, None, tmp_path / "stick" / "corner-1").path == data / FOLDER / f"daily-{TODAY}.db"


def test_a_day_in_the_future_is_no_new_backup(data):
    back_up(data, TODAY + timedelta(4000))
    (found,) = backups(data, None, TOMORROW)
    assert found.grade is Grade.WARN


def test_without_a_database_nothing_is_said(tmp_path):
    assert list(backups(tmp_path, None, TODAY)) == []
    assert list(second_place(tmp_path, None, TODAY)) == []


def test_a_second_place_is_looked_at(data, tmp_path):
    back_up(data, TODAY)
    with mounted(tmp_path / "stick", 200) as stick:
        own = stick / "corner-1"
        (found,) = second_place(data, own, TODAY)
        assert (found.grade, "none yet" in found.told) == (Grade.WARN, True)
        carry(data, own, TODAY)
        assert [found.grade for found in second_place(data, own, TODAY)] == [Grade.OK]
        later = TODAY + timedelta(8)
        back_up(data, later)
        (found,) = second_place(data, own, later)
        assert found.grade is Grade.WARN
        assert "the newest daily one of 2026-11-16, here there is one of 2026-11-24" in found.told


def test_a_second_place_that_is_away_or_on_the_same_disk_is_told(data, tmp_path):
    (found,) = second_place(data, tmp_path / "stick" / "corner-1", TODAY)
    assert (found.grade, "is not there" in found.told) == (Grade.WARN, True)
    (tmp_path / "stick").mkdir()
    (found,) = second_place(data, tmp_path / "stick" / "corner-1", TODAY)
    assert (found.grade, "same disk" in found.told) == (Grade.WARN, True)


@pytest.mark.parametrize("damage", ["header", "missing"])
def test_for_a_damaged_database_the_newest_good_backup_is_named(data, damage):
    back_up(data, TODAY)
    add(data, 1)
    back_up(data, TOMORROW)
    for name in ("daily-2026-11-17.db",):
        (data / FOLDER / name).write_bytes(b"\xff" * 4096)
    if damage == "header":
        (data / FILE_NAME).write_bytes(b"\xff" * 20000)
    else:
        (data / FILE_NAME).unlink()
    found = next(database(data, None, NOON))
    assert found.grade is Grade.FAIL
    assert f"kiosk restore {data / FOLDER}/" in found.mend
    assert "1 answers, up to 2026-11-16 12:00: what was given after that is not in it" in found.mend
    assert found.mend.startswith("stop the kiosk; ")


def test_a_backup_is_not_called_bad_for_want_of_a_key(data, tmp_path):
    back_up(data, TODAY)
    key = KeyFile(tmp_path / "key")
    make_key(key.path, data)
    list(move_folder(data, None, key, lambda rows, *_: rows))
    assert [found.grade for found in backups(data, None, TODAY)] == [Grade.OK]
    assert [found.grade for found in backups(data, key, TODAY)] == [Grade.OK]
    key.path.unlink()
    assert "put the key, or your copy of it, back" in next(database(data, key, NOON)).mend
