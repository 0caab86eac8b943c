from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import StorageError
from kiosk.keys import KeyFile
from kiosk.model import ChoiceId, Chose, Wrote
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.cipher import KeyMismatchError, Sort, connect, sort_of
from kiosk.store.encryption.moving import Moved, make_key, move_folder, plain_files
from kiosk.store.encryption.recoding import recode
from kiosk.store.rollups import differences
from tests.unit.builders import COMMENT, NOON, REASONS, SURVEY, answer, rated
from tests.unit.store.shop import ORIGIN

SAID = "收银台排队太久了 the queue is too long"
EVERYTHING = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"
PRAGMAS = ("user_version", "application_id", "journal_mode", "page_size", "auto_vacuum", "encoding")
SHADOWS = ("comments_fts_data", "comments_fts_docsize", "sqlite_stat1", "sqlite_stat4")


def unwatched(rows, total, label):
    return rows


@pytest.fixture
def key(tmp_path):
    make_key(tmp_path / "key", tmp_path)
    return KeyFile(tmp_path / "key")


@pytest.fixture
def other_key(tmp_path):
    make_key(tmp_path / "other", tmp_path)
    return KeyFile(tmp_path / "other")


@pytest.fixture
def data(tmp_path):
    """A week with comments, judged, searched and counted; every table has rows."""
    folder = tmp_path / "data"
    with open_store(folder) as store:
        recorder = Recorder(store, ORIGIN, SURVEY)
        for n in range(120):
            at = NOON + timedelta(hours=n)
            recorder.save_all([
                rated(1 + n % 4, visit=f"v{n:03}", at=at),
                answer(Chose((ChoiceId("queue"),)), REASONS, visit=f"v{n:03}", at=at),
                answer(Wrote(f"{SAID} {n}"), COMMENT, visit=f"v{n:03}", at=at),
            ])  # fmt: skip
        store.database.execute("PRAGMA user_version = 7")
        store.database.execute("PRAGMA application_id = 1297042766")
        store.database.execute("ANALYZE")
    return folder


def contents(path, key):
    with closing(connect(path, "ro", key)) as connection:
        tables = [row[1] for row in connection.execute(EVERYTHING) if row[0] == "table"]
        rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
        pragmas = [str(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in PRAGMAS]
        return connection.execute(EVERYTHING).fetchall(), rows, pragmas


def test_everything_is_kept_there_and_back(data, key, other_key):
    path = data / FILE_NAME
    before = contents(path, None)
    assert all(before[1][name] for name in ("answers", "comments", *SHADOWS))
    assert before[2][:3] == ["7", "1297042766", "wal"]
    for old, new in ((None, key), (key, other_key), (other_key, None)):
        recode(path, old, new, unwatched)
        assert sort_of(path) is (Sort.ENCRYPTED if new else Sort.PLAIN)
        assert [each.name for each in data.iterdir()] == [FILE_NAME]
        assert contents(path, new) == before


def test_the_moved_database_works_on(data, key):
    recode(data / FILE_NAME, None, key, unwatched)
    with open_store(data, key) as store:
        Recorder(store, ORIGIN, SURVEY).save(answer(Wrote("等了二十分钟才轮到我"), COMMENT, visit="new"))
        found = store.database.execute("SELECT rowid FROM comments_fts WHERE comments_fts MATCH '二十分'").fetchall()
        assert len(found) == 1
        assert differences(store) == []
        assert store.database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_no_plain_word_is_left_in_the_folder(data, key):
    assert "收银台".encode() in (data / FILE_NAME).read_bytes()
    list(move_folder(data, None, key, unwatched))
    with open_store(data, key) as store:
        Recorder(store, ORIGIN, SURVEY).save(answer(Wrote(SAID), COMMENT, visit="new"))
        for file in data.rglob("*"):
            for word in ("收银台", "排队", "queue", "CREATE"):
                content = file.read_bytes()
                assert not any(word.encode(coding) in content for coding in ("utf-8", "utf-16-le")), (file, word)


def test_what_is_still_in_the_log_is_moved_too(data, key):
    with open_store(data) as store:
        store.database.execute("PRAGMA wal_autocheckpoint = 0")
        Recorder(store, ORIGIN, SURVEY).save(rated(1, visit="in the log"))
        copy = data.with_name("cut")
        copy.mkdir()
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            (copy / name).write_bytes((data / name).read_bytes())
    recode(copy / FILE_NAME, None, key, unwatched)
    assert not (copy / f"{FILE_NAME}-wal").exists()
    with open_reader(copy, key) as reader:
        assert reader.database.execute("SELECT 1 FROM visits WHERE id = 'in the log'").fetchall() == [(1,)]


@pytest.mark.parametrize("opening", [open_store, open_reader])
def test_a_database_that_somebody_has_open_stays(data, key, opening, monkeypatch):
    monkeypatch.setattr("kiosk.store.encryption.cipher.BUSY_SECONDS", 0.05)
    with opening(data) as other:
        other.database.execute("SELECT count(*) FROM visits").fetchone()
        with pytest.raises(StorageError, match=r"feedback.db: another program has it open; expected it closed"):
            recode(data / FILE_NAME, None, key, unwatched)
        assert len(other.database.execute("SELECT id FROM visits").fetchall()) == 120
    assert sort_of(data / FILE_NAME) is Sort.PLAIN
    assert not list(data.glob(".*.part*"))


def test_nobody_reads_or_writes_the_old_file_meanwhile_and_nothing_written_late_is_lost(data, key):
    program = """if True:
        import sys, sqlcipher3.dbapi2 as sqlite
        for statement in ("SELECT count(*) FROM visits", "DELETE FROM visits"):
            try:
                sqlite.connect(sys.argv[1], timeout=0).execute(statement).fetchall()
            except sqlite.OperationalError as error:
                print(error)
        """
    told = []

    def meanwhile(rows, total, label):
        told.append(subprocess.run([sys.executable, "-c", program, data / FILE_NAME], capture_output=True, text=True,
                                   check=True).stdout)  # fmt: skip
        return rows

    recode(data / FILE_NAME, None, key, meanwhile)
    assert told == ["database is locked\ndatabase is locked\n"] * 2


def test_a_writer_that_waited_is_refused_because_the_file_has_moved(data, key):
    """It has the old file open, which has no name any more; what it wrote there would be lost."""
    with closing(sqlite.connect(data / FILE_NAME)) as shut:
        shut.execute("PRAGMA journal_mode = DELETE").fetchone()
    waiting = sqlite.connect(data / FILE_NAME, isolation_level=None)
    waiting.execute("SELECT count(*) FROM visits").fetchone()
    recode(data / FILE_NAME, None, key, unwatched)
    for statement in ("PRAGMA journal_mode = WAL", "DELETE FROM suspects", "INSERT INTO marks VALUES ('a', 'b')"):
        with pytest.raises(sqlite.OperationalError, match="attempt to write a readonly database"):
            waiting.execute(statement).fetchall()
    waiting.close()


@pytest.mark.parametrize("change", [
    "UPDATE comments SET text = text || ' ' WHERE id = 60", "DELETE FROM sqlite_stat1", "PRAGMA user_version = 8",
    "CREATE INDEX one_more ON visits (at)", "DROP VIEW v_daily",
])  # fmt: skip
def test_a_copy_that_differs_is_not_taken(data, key, change):
    before = contents(data / FILE_NAME, None)

    def meanwhile(rows, total, label):
        if label == "checking the original":
            with closing(connect(data / f".{FILE_NAME}.part", "rw", key)) as copy:
                copy.execute(change)
        return rows

    with pytest.raises(StorageError, match="the copy is not the same as the original; the old file stays"):
        recode(data / FILE_NAME, None, key, meanwhile)
    assert not list(data.glob(".*.part*"))
    with open_store(data):
        pass
    assert contents(data / FILE_NAME, None) == before


@pytest.fixture
def small_disk(data, tmp_path):
    """A file system of 60 megabytes with the database on it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", folder]
    mounted = subprocess.run(mount, capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a file system cannot be mounted here: {mounted.stderr.decode().strip()}")
    shutil.copy(data / FILE_NAME, folder)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def leave(folder, free):
    """Takes the room on a disk but for so many bytes."""
    (folder / "filler").write_bytes(bytes(shutil.disk_usage(folder).free - free))


@pytest.mark.parametrize("free", [0, 100_000, 20_000_000])
def test_a_disk_without_room_is_told_before_anything_is_done(key, small_disk, free):
    before = (small_disk / FILE_NAME).read_bytes()
    leave(small_disk, free)
    with pytest.raises(StorageError, match=r"feedback.db: is not written, \d+ MB are free; expected 5\d MB"):
        recode(small_disk / FILE_NAME, None, key, unwatched)
    assert sorted(each.name for each in small_disk.iterdir()) == [FILE_NAME, "filler"]
    assert (small_disk / FILE_NAME).read_bytes() == before


def test_a_disk_that_fills_up_meanwhile_leaves_the_old_file(key, small_disk):
    before = contents(small_disk / FILE_NAME, None)

    def meanwhile(rows, total, label):
        if label == "checking the original":
            leave(small_disk, 0)
        return rows

    with pytest.raises(StorageError, match=r"feedback.db: cannot be moved to another key"):
        recode(small_disk / FILE_NAME, None, key, meanwhile)
    assert sorted(each.name for each in small_disk.iterdir()) == [FILE_NAME, "filler"]
    (small_disk / "filler").unlink()
    with open_store(small_disk):
        pass
    assert contents(small_disk / FILE_NAME, None) == before
    recode(small_disk / FILE_NAME, None, key, unwatched)
    assert contents(small_disk / FILE_NAME, key) == before


def test_what_a_cut_left_is_cleared_away(data, key):
    for suffix in ("", "-wal", "-shm"):
        (data / f".{FILE_NAME}.part{suffix}").write_bytes(b"left")
    recode(data / FILE_NAME, None, key, unwatched)
    assert [each.name for each in data.iterdir()] == [FILE_NAME]


def test_an_original_that_breaks_its_own_rules_stays_as_it_is(data, key):
    with open_store(data) as store:
        store.database.execute("PRAGMA ignore_check_constraints = ON")
        store.database.execute("UPDATE answers SET level = 9 WHERE visit = 'v001' AND level IS NOT NULL")
    with pytest.raises(StorageError, match=r"the copy is damaged \(CHECK constraint failed in answers\)"):
        recode(data / FILE_NAME, None, key, unwatched)
    assert sort_of(data / FILE_NAME) is Sort.PLAIN


@pytest.mark.parametrize("log", [f"{FILE_NAME}-wal", f"{FILE_NAME}-journal"])
def test_beside_a_log_nothing_is_renamed(data, key, log):
    """One that appears meanwhile would be played into the new file."""

    def meanwhile(rows, total, label):
        (data / log).touch()
        return rows

    with pytest.raises(StorageError, match="is there, though nobody has the database open"):
        recode(data / FILE_NAME, None, key, meanwhile)
    assert sort_of(data / FILE_NAME) is Sort.PLAIN


def test_owner_and_rights_are_kept(data, key):
    os.chown(data / FILE_NAME, 4321, 4322)
    (data / FILE_NAME).chmod(0o640)
    recode(data / FILE_NAME, None, key, unwatched)
    found = (data / FILE_NAME).stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (4321, 4322, 0o640)


def test_a_linked_database_is_replaced_where_it_is(data, key, tmp_path):
    (tmp_path / "disk").mkdir()
    (data / FILE_NAME).rename(tmp_path / "disk" / "real.db")
    (data / FILE_NAME).symlink_to(tmp_path / "disk" / "real.db")
    recode(data / FILE_NAME, None, key, unwatched)
    assert (data / FILE_NAME).is_symlink()
    assert sort_of(tmp_path / "disk" / "real.db") is Sort.ENCRYPTED


def backup(data, name, key=None):
    (data / "backups").mkdir(exist_ok=True)
    with closing(connect(data / FILE_NAME, "rw", key)) as source:
        source.execute("VACUUM INTO ?", (str(data / "backups" / name),))
    return data / "backups" / name


def test_a_folder_is_moved_with_its_backups_and_a_second_time_nothing_happens(data, key):
    saved = backup(data, "day.db")
    assert plain_files(data) == [data / FILE_NAME, saved]
    moved = list(move_folder(data, None, key, unwatched))
    assert moved == [Moved(data / FILE_NAME), Moved(saved)]
    assert plain_files(data) == []
    assert contents(saved, key)[1] == contents(data / FILE_NAME, key)[1]
    inodes = [path.stat().st_ino for path in (data / FILE_NAME, saved)]
    assert all(each.already for each in move_folder(data, None, key, unwatched))
    assert [path.stat().st_ino for path in (data / FILE_NAME, saved)] == inodes


def test_an_interrupted_move_is_ended_by_the_next(data, key, other_key):
    saved = backup(data, "day.db")
    next(move_folder(data, None, key, unwatched))
    assert plain_files(data) == [saved]
    assert [each.already for each in move_folder(data, None, key, unwatched)] == [True, False]
    next(move_folder(data, key, other_key, unwatched))
    assert [each.already for each in move_folder(data, key, other_key, unwatched)] == [True, False]
    assert [each.fault for each in move_folder(data, other_key, None, unwatched)] == ["", ""]
    assert plain_files(data) == [data / FILE_NAME, saved]


def test_a_restore_that_was_cut_off_is_ended_first(data, key):
    saved = backup(data, "day.db")
    with closing(connect(saved, "rw")) as restored:
        restored.execute("UPDATE comments SET text = 'restored'")
    saved.rename(data / ".restored-20261122T120000Z.db")
    list(move_folder(data, None, key, unwatched))
    assert plain_files(data) == []
    assert {row[-2] for row in contents(data / FILE_NAME, key)[1]["comments"]} == {"restored"}


def test_a_damaged_backup_is_told_and_left_and_the_others_are_moved(data, key):
    broken, good = backup(data, "a.db"), backup(data, "b.db")
    content = bytearray(broken.read_bytes())
    content[4096:8192] = bytes(4096)
    broken.write_bytes(content)
    moved = {each.path: each for each in move_folder(data, None, key, unwatched)}
    assert "a.db: " in moved[broken].fault
    assert broken.read_bytes() == content
    assert sort_of(good) is Sort.ENCRYPTED
    assert plain_files(data) == [broken]


def test_a_backup_under_a_lost_key_is_told_and_left(data, key, other_key):
    saved = backup(data, "a.db")
    recode(saved, None, other_key, unwatched)
    moved = list(move_folder(data, None, key, unwatched))
    assert [bool(each.fault) for each in moved] == [False, True]
    assert "is encrypted" in moved[1].fault
    assert contents(saved, other_key)


def test_a_database_under_another_key_changes_nothing(data, key, other_key):
    recode(data / FILE_NAME, None, other_key, unwatched)
    before = (data / FILE_NAME).read_bytes()
    for old, new in ((None, key), (key, None), (key, key)):
        with pytest.raises(KeyMismatchError, match="is encrypted"):
            list(move_folder(data, old, new, unwatched))
    assert (data / FILE_NAME).read_bytes() == before


def test_what_is_no_database_is_told(data, key):
    for content, told in ((b"", "is empty, 0 bytes"), (b"no database at all " * 500, "file is not a database")):
        (data / FILE_NAME).write_bytes(content)
        for old, new in ((None, key), (key, None)):
            with pytest.raises(StorageError, match=told):
                list(move_folder(data, old, new, unwatched))
        assert (data / FILE_NAME).read_bytes() == content
    (data / FILE_NAME).unlink()
    assert list(move_folder(data, None, key, unwatched)) == []
    assert plain_files(data) == []


def test_a_key_is_never_overwritten_and_is_its_owners_only(tmp_path, key):
    before = key.path.read_text()
    with pytest.raises(StorageError, match=r"key: the key cannot be written \(File exists\)"):
        make_key(key.path, tmp_path)
    assert key.path.read_text() == before
    data = tmp_path / "theirs"
    data.mkdir()
    os.chown(data, 4321, 4322)
    make_key(tmp_path / "etc" / "kiosk" / "key", data)
    found = (tmp_path / "etc" / "kiosk" / "key").stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (4321, 4322, 0o600)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(
    st.integers(-2**63, 2**63 - 1), st.text(st.characters(exclude_categories=["Cs"])), st.binary(),
    st.floats() | st.none(),
)))  # fmt: skip
def test_any_value_of_any_kind_is_the_same_after_it(tmp_path_factory, key, rows):
    path = tmp_path_factory.mktemp("any") / "a.db"
    with closing(sqlite.connect(path, isolation_level=None)) as connection:
        connection.execute('CREATE TABLE "a ""b" (a, b, c, d)')
        connection.executemany('INSERT INTO "a ""b" VALUES (?, ?, ?, ?)', rows)
        connection.execute('INSERT INTO "a ""b" VALUES (CAST(x\'ff00c0\' AS TEXT), 1, 1.0, \'1\')')
    listed = 'SELECT typeof(a), hex(a), typeof(b), hex(b), typeof(c), hex(c), typeof(d), quote(d) FROM "a ""b"'
    with closing(connect(path, "ro")) as connection:
        before = connection.execute(listed).fetchall()
    recode(path, None, key, unwatched)
    with closing(connect(path, "ro", key)) as connection:
        assert connection.execute(listed).fetchall() == before


