from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import BadInputError, StorageError
from kiosk.keys import KeyFile, new_secret
from kiosk.lock import RunningError, hold
from kiosk.model import Contacted, Origin, QuestionId, Wrote
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.backup.inspecting import inspect
from kiosk.store.backup.keeping import write_backup
from kiosk.store.backup.lacking import _compare
from kiosk.store.backup.restoring import WORKSHOP, restore
from kiosk.store.backup.swap import KEPT
from kiosk.store.connection import FILE_NAME
from kiosk.store.privacy.erasure import erasure_of_contact, erasure_of_visit, keep_erasures, replay
from tests.unit.builders import COMMENT, NOON, SURVEY, answer, rated
from tests.unit.store.databases import KEPT_DATABASES
from tests.unit.store.disks import mounted
from tests.unit.store.shop import ORIGIN

NOW = datetime(2026, 11, 22, 14, 26, tzinfo=UTC)
KEPT_NAME = f"{KEPT}2026-11-22T142600.db"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    add(folder, "before")
    return folder


@pytest.fixture
def backup(data, tmp_path):
    """Made when there was one answer; since then a second one came."""
    path = tmp_path / "backup.db"
    write_backup(data, path)
    add(data, "after", minutes=5)
    return path


def add(folder, visit, minutes=0, key=None):
    with open_store(folder, key) as store:
        Recorder(store, ORIGIN, SURVEY).save(rated(3, visit, NOON + timedelta(minutes=minutes)))


def visits(folder, name=FILE_NAME, key=None):
    copy = folder / "look"
    copy.mkdir()
    for suffix in ("", "-wal"):
        if (folder / f"{name}{suffix}").exists():
            shutil.copy(folder / f"{name}{suffix}", copy / f"{FILE_NAME}{suffix}")
    with open_reader(copy, key) as reader:
        found = {row[0] for row in reader.database.execute("SELECT visit FROM answers")}
    shutil.rmtree(copy)
    return found


def spoil(path):
    with path.open("r+b") as file:
        file.seek(0)
        file.write(b"\xff" * 8192)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_takes_the_place_of_the_database_which_is_kept(data, backup):
    done = restore(data, backup, NOW)
    assert visits(data) == {"before"}
    assert visits(data, KEPT_NAME) == {"before", "after"}
    assert (done.now.answers, done.kept.name) == (1, KEPT_NAME)
    assert names(data) == [KEPT_NAME, FILE_NAME, "kiosk.lock"]
    assert done.gap == (
        "1 of the 2 visits that were here are not in this backup, of 2026-11-16; the database that was here is kept as "
        f"{done.kept}, and `kiosk merge {done.kept}` takes them over."
    )
    assert done.kept.stat().st_mode & 0o777 == 0o600


def test_where_every_visit_is_in_it_that_is_said(data, tmp_path):
    write_backup(data, tmp_path / "backup.db")
    assert restore(data, tmp_path / "backup.db", NOW).gap.startswith("Every visit that was here is in this backup; ")
    with open_store(data) as store:
        later = answer(Wrote("and slow"), COMMENT, "before", at=NOON + timedelta(minutes=1))
        Recorder(store, ORIGIN, SURVEY).save_all([later, rated(1, "before", NOON + timedelta(minutes=1))])
    assert restore(data, tmp_path / "backup.db", NOW).gap.startswith("Every visit that was here is in this backup")


@pytest.mark.parametrize("kiosk_id", [None, "kiosk-1"])
def test_a_backup_of_another_kiosk_lacks_every_visit_and_is_refused(data, tmp_path, kiosk_id):
    """However many visits it has, and however new: the ids tell."""
    with open_store(tmp_path / "other") as store:
        theirs = (rated(4, f"theirs{n}", NOON + timedelta(days=n)) for n in range(3))
        Recorder(store, Origin("kiosk-2", "exit"), SURVEY).save_all(theirs)
    add(data, "later", minutes=60 * 24)
    backup = tmp_path / "other.db"
    write_backup(tmp_path / "other", backup)
    if kiosk_id:
        with pytest.raises(BadInputError, match=r"is a backup of kiosk-2, and this kiosk is kiosk-1; `kiosk merge`"):
            restore(data, backup, NOW, kiosk_id=kiosk_id)
        assert visits(data) == {"before", "later"}
    else:
        told = restore(data, backup, NOW).gap
        assert told.startswith("None of the 2 visits that were here is in this backup, of 2026-11-16 to 2026-11-17; ")


def test_a_kiosk_that_got_another_name_takes_its_own_backup(data, backup):
    assert restore(data, backup, NOW, kiosk_id="new-name").lacking.missing == 1


@settings(max_examples=60)
@given(st.sets(st.text("aé￿\U0001f600", min_size=1)), st.sets(st.text("aé￿\U0001f600", min_size=1)))
def test_what_is_lacking_is_a_difference_of_sets(ours, theirs):
    def rows(ids):
        return iter(sorted((each.encode(), "2026-11-16") for each in ids))

    found = _compare(rows(ours), rows(theirs))
    assert (found.visits, found.missing) == (len(ours), len(ours - theirs))


def test_a_folder_without_a_database_gets_one(data, backup, tmp_path):
    done = restore(tmp_path / "new", backup, NOW)
    assert done.gap == "There was no database here."
    assert visits(tmp_path / "new") == {"before"}


def test_a_damaged_database_is_kept_with_its_log(data, backup):
    with open_store(data) as store:
        Recorder(store, ORIGIN, SURVEY).save(rated(3, "in the log", NOON + timedelta(hours=1)))
        log = (data / f"{FILE_NAME}-wal").read_bytes()
        spoiled = data.parent / "spoiled"
        shutil.copytree(data, spoiled)
    spoil(spoiled / FILE_NAME)
    was = (spoiled / FILE_NAME).read_bytes()
    done = restore(spoiled, backup, NOW)
    assert (done.kept.read_bytes(), done.kept.with_name(f"{KEPT_NAME}-wal").read_bytes()) == (was, log)
    assert not (spoiled / f"{FILE_NAME}-wal").exists()
    assert visits(spoiled) == {"before"}
    assert re.search(r"given after 2026-11-16 12:00 are not in this backup; .* is damaged", done.gap)


def test_no_log_of_the_old_one_is_played_into_the_new_one(data, backup):
    """A restore by hand, `cp backup feedback.db` beside the old log, is how databases are wrecked."""
    with open_store(data) as store:
        Recorder(store, ORIGIN, SURVEY).save_all(rated(3, f"more{n}") for n in range(300))
        wrecked = data.parent / "wrecked"
        shutil.copytree(data, wrecked)
        shutil.copytree(data, data.parent / "restored")
    shutil.copy(backup, wrecked / FILE_NAME)
    assert inspect(wrecked / FILE_NAME).faults or visits(wrecked) != {"before"}
    restore(data.parent / "restored", backup, NOW)
    assert visits(data.parent / "restored") == {"before"}
    assert inspect(data.parent / "restored" / FILE_NAME).faults == ()


def test_what_is_not_good_changes_nothing(data, backup, tmp_path):
    spoil(backup)
    newer = tmp_path / "newer.db"
    with open_store(tmp_path / "elsewhere") as store:
        store.database.execute("UPDATE _sqlite_migrations SET name = 'm999_later' WHERE id = 1")
    shutil.copy(tmp_path / "elsewhere" / FILE_NAME, newer)
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    for source, told in (
        (backup, "is not restored"), (newer, "written by a newer version"), (tmp_path / "nowhere.db", "is not there"),
        (data / FILE_NAME, "is the database itself"),
    ):  # fmt: skip
        with pytest.raises(BadInputError, match=told):
            restore(data, source, NOW)
    after = {path.name: path.read_bytes() for path in data.iterdir() if path.name != "kiosk.lock"}
    assert after == {name: content for name, content in before.items() if name != "kiosk.lock"}


def test_a_running_kiosk_or_an_open_database_is_left_alone(data, backup):
    lock = hold(data)
    with pytest.raises(RunningError):
        restore(data, backup, NOW)
    lock.release()
    with open_store(data), pytest.raises(StorageError, match="another program has it open"):
        restore(data, backup, NOW)
    assert visits(data) == {"before", "after"}


def test_wrong_counts_are_mended_by_a_restore(data, tmp_path):
    with open_store(data) as store:
        store.database.execute("DELETE FROM ratings_by_hour")
    write_backup(data, tmp_path / "backup.db")
    assert restore(data, tmp_path / "backup.db", NOW).now.miscounted == ()
    assert inspect(data / FILE_NAME).miscounted == ()


def test_two_restores_in_a_second_keep_two_databases(data, backup):
    first, second = restore(data, backup, NOW), restore(data, backup, NOW)
    assert first.kept != second.kept
    assert visits(data, first.kept.name) == {"before", "after"}
    assert visits(data, second.kept.name) == {"before"}


def test_a_full_disk_changes_nothing(backup, tmp_path):
    with mounted(tmp_path / "disk", 40) as disk:
        add(disk / "data", "here")
        with pytest.raises(StorageError, match="MB are free"):
            restore(disk / "data", backup, NOW)
        assert visits(disk / "data") == {"here"}
        assert WORKSHOP not in names(disk / "data")


@pytest.mark.parametrize("database", KEPT_DATABASES, ids=lambda path: path.stem)
def test_a_backup_of_an_older_version_is_brought_up_to_date(data, database):
    before = database.read_bytes()
    done = restore(data, database, NOW)
    assert done.now.answers == done.backup.answers > 100
    assert (done.backup.older, done.now.older, done.now.faults) == (True, False, ())
    assert database.read_bytes() == before
    assert names(data) == [KEPT_NAME, FILE_NAME, "kiosk.lock"], "no backup of the copy that was made for this"


def test_a_plain_backup_of_the_time_before_the_key_is_encrypted(data, backup, tmp_path):
    secret = tmp_path / "key"
    secret.write_text(new_secret().hex)
    secret.chmod(0o600)
    key = KeyFile(secret)
    add(tmp_path / "encrypted", "here", key=key)
    restore(tmp_path / "encrypted", backup, NOW, key)
    assert not (tmp_path / "encrypted" / FILE_NAME).read_bytes().startswith(b"SQLite format 3")
    assert visits(tmp_path / "encrypted", key=key) == {"before"}


@pytest.mark.parametrize("where", ["file", "database here", "backup"])
def test_what_was_erased_since_stays_erased(data, tmp_path, where):
    backup = tmp_path / "backup.db"
    contacted = answer(Contacted("kim@example.com", "…", 1), QuestionId("contact"), "kim")
    with open_store(data) as store:
        Recorder(store, ORIGIN, SURVEY).save_all([contacted, rated(1, "kim")])
    erasures = [erasure_of_visit("before", NOW), erasure_of_contact("kim@example.com", NOW)]
    if where != "backup":
        write_backup(data, backup)
    if where == "file":
        keep_erasures(data, erasures)
    else:
        with open_store(data) as store, store.database.atomic():
            if where == "backup":
                for each in erasures:
                    store.database["erasures"].insert({"kind": each.kind, "what": each.what, "at": each.at})
            else:
                replay(store.database, erasures)
    if where == "backup":
        write_backup(data, backup)
    add(data, "after")
    assert restore(data, backup, NOW).erased == 2
    assert visits(data) == set()
    assert b"kim@example.com" not in (data / FILE_NAME).read_bytes()
    with open_reader(data) as reader:
        assert {row[0] for row in reader.database.execute("SELECT what FROM erasures")} == {
            each.what for each in erasures
        }


@pytest.mark.parametrize("state", ["whole", "damaged", "gone"])
def test_wherever_a_restore_is_killed_one_of_the_two_is_there(tmp_path, state):
    command = [sys.executable, "-m", "tests.unit.store.killed_restore", str(tmp_path), state]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    found = [json.loads(line) for line in told.splitlines()]
    old = {"whole": ["after", "before", "in the log"], "damaged": "damaged", "gone": []}[state]
    assert len(found) > 6
    assert all(each["visits"] in (old, ["before"]) for each in found), found
    assert [each["visits"] == ["before"] for each in found] == sorted(each["visits"] == ["before"] for each in found)
    assert found[-1]["visits"] == ["before"]
    for each in found:
        kept = [name for name in each["names"] if name.startswith(KEPT) and name.endswith(".db")]
        assert len(kept) == (each["visits"] == ["before"] and state != "gone"), each
        assert not any(name.startswith(".restored") for name in each["names"]), each
        assert each["visits"] != ["before"] or state != "whole" or each["kept"] == old, each
