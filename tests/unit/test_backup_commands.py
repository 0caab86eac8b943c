"""`kiosk backup`, `verify` and `restore`, as people and the schedule call them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime

import pytest
import sqlcipher3.dbapi2 as sqlite
from click.testing import CliRunner

from kiosk.cli import kiosk
from kiosk.commands.progress import with_seconds
from kiosk.errors import BadInputError, KnownError, StorageError
from kiosk.model import Wrote
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.backup.contradictions import contradictions
from kiosk.store.backup.naming import FOLDER, daily, weekly
from kiosk.store.connection import FILE_NAME
from tests.unit.builders import COMMENT, SURVEY, answer, rated
from tests.unit.store.shop import ORIGIN
from tests.unit.test_permissions import look_into_everything


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    add(folder, "first")
    return folder


@pytest.fixture
def call(data, monkeypatch):
    """Runs a command on that data folder; what it printed, or the error that the command line would tell."""
    monkeypatch.setenv("KIOSK_SITE", "")

    def caller(*arguments, site=""):
        result = CliRunner().invoke(
            kiosk, [*map(str, arguments), "--data", str(data), *(["--site", str(site)] if site else [])]
        )
        if isinstance(result.exception, KnownError):
            raise result.exception
        return result

    return caller


@pytest.fixture
def site(tmp_path):
    """A site file that names a second place."""
    path = tmp_path / "site.toml"
    path.write_text('kiosk_id = "corner-1"\n[backup]\nsecond = "stick"\n')
    return path


def add(folder, visit):
    with open_store(folder) as store:
        Recorder(store, ORIGIN, SURVEY).save(rated(3, visit))


def count(folder):
    with open_reader(folder) as reader:
        return reader.database.execute("SELECT count(*) FROM answers").fetchone()[0]


def today():
    return datetime.now().astimezone().date()


def test_by_hand_it_prints_what_it_made(call, data):
    made = [str(data / FOLDER / daily(today())), str(data / FOLDER / weekly(today()))]
    assert call("backup").output.split() == made
    assert call("backup").output.split() == made[:1], "the day's once more, the week's stays"


def test_a_file_of_ones_own_is_one_file(call, data, tmp_path):
    out = tmp_path / "elsewhere" / "shop.db"
    out.parent.mkdir()
    assert call("backup", "--out", out).output.strip() == str(out)
    assert not (data / FOLDER).exists()
    assert call("verify", out).output == f"good  {out}: 1 answers, the newest of 2026-11-16 12:00\n"


@pytest.mark.parametrize("name", [FILE_NAME, f"{FILE_NAME}-wal"])
def test_a_backup_never_replaces_the_database(call, data, name):
    with pytest.raises(BadInputError, match="the database itself"):
        call("backup", "--out", data / name)
    assert count(data) == 1


def test_options_that_exclude_each_other(call, tmp_path):
    out = tmp_path / "x.db"
    for arguments in (("backup", "--scheduled", "--out", out), ("restore",), ("restore", "x", "--newest")):
        with pytest.raises(BadInputError, match="expected"):
            call(*arguments)


def test_the_schedule_makes_it_once_with_what_nobody_else_wants(data):
    script = f"""
import os, sys
from click.testing import CliRunner
from kiosk.cli import kiosk
result = CliRunner().invoke(kiosk, ["backup", "--scheduled", "--data", {str(data)!r}])
print(result.exit_code, os.sched_getscheduler(0) == os.SCHED_IDLE, len(result.output.splitlines()))
"""
    command, environment = [sys.executable, "-c", script], os.environ | {"KIOSK_SITE": ""}
    for made in (2, 0):
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        assert done.stdout.split() == ["0", "True", str(made)]


def test_the_schedule_has_nothing_to_do_before_the_first_tap(tmp_path):
    command = [sys.executable, "-m", "kiosk", "backup", "--scheduled", "--data", str(tmp_path / "none")]
    subprocess.run(command, env=os.environ | {"KIOSK_SITE": ""}, check=True)
    assert not (tmp_path / "none").exists()


def test_by_hand_nothing_is_made_of_nothing(tmp_path):
    result = CliRunner().invoke(kiosk, ["backup", "--data", str(tmp_path / "none")], env={"KIOSK_SITE": ""})
    assert "no such database" in str(result.exception)
    assert not (tmp_path / "none").exists()


def test_without_the_second_place_the_first_is_filled_all_the_same(call, data, site):
    with pytest.raises(StorageError, match="second place for backups is not there"):
        call("backup", site=site)
    assert len(list((data / FOLDER).iterdir())) == 2
    (site.parent / "stick").mkdir()
    made = call("backup", site=site).output.split()
    assert str(site.parent / "stick" / "corner-1" / daily(today())) in made
    assert len(call("verify", site=site).output.splitlines()) == 5


def test_verify_tells_the_bad_from_the_good(call, data):
    call("backup")
    bad = data / FOLDER / daily(today())
    bad.write_bytes(b"SQLite format 3\0" + b"\xff" * 8192)
    result = call("verify")
    assert result.exit_code == 1
    assert [line.split()[0] for line in result.output.splitlines()] == ["good", "bad", "good"]
    found = json.loads(call("verify", "--json").output)
    assert not found["sound"]
    assert [(bool(each["faults"]), each["answers"]) for each in found["files"]] == [(False, 1), (True, 0), (False, 1)]


CHANGES = [
    ("UPDATE answers SET kiosk_id = 'khosk-1'", "answers: 1 rows have another kiosk or place than their visit"),
    ("UPDATE comments SET place = 'checkouu'", "comments: 1 rows have another kiosk or place"),
    ("UPDATE visits SET day = '2026-11-17'", "visits: 1 rows have a day, hour or instant that do not fit together"),
    ("UPDATE visits SET hour = 13", "visits: 1 rows have a day, hour or instant"),
    ("UPDATE comments SET day = '2026-11-31', at = '2026-11-31T12:00:00Z'", "comments: 1 rows have a day and an"),
    ("UPDATE comments SET at = '2026-11-16T12:7'", "comments: 1 rows have a day and an instant"),
    ("UPDATE visits SET source = 'kjosk'", "visits: 1 rows have a source that there is not"),
    ("UPDATE answers SET scale = 'sters'", "answers: 1 rows have a scale that there is not"),
    ("UPDATE suspects SET day = '2026-11-17'", "suspects: 1 rows have another day than the visit"),
    ("UPDATE comments SET text = CAST(x'ff41' AS TEXT)", "comments: 1 texts are not valid UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_verify_tells_what_contradicts_itself(call, data, change, told):
    with open_store(data) as store:
        Recorder(store, ORIGIN, SURVEY).save(answer(Wrote("queue"), COMMENT, "first"))
        store.database.execute("INSERT INTO suspects (visit, rule, at, day) SELECT id, 'burst', at, day FROM visits")
        assert list(contradictions(store.database.conn)) == []
        store.database.execute("DROP TRIGGER comment_changed")
        store.database.execute(change)
    result = call("verify")
    assert result.exit_code == 1
    assert f"bad   {data / FILE_NAME}: {told}" in result.output


def test_what_contradicts_itself_is_restored_all_the_same_and_said(call, data, tmp_path):
    call("backup", "--out", tmp_path / "shop.db")
    with closing(sqlite.connect(tmp_path / "shop.db")) as copy:
        copy.execute("UPDATE answers SET kiosk_id = 'khosk-1'")
        copy.commit()
    assert "contradicts itself, as the backup did: answers: 1 rows" in call("restore", tmp_path / "shop.db").output


def test_verify_reads_copies_under_names_that_are_none_of_ours(call, data):
    call("backup")
    (data / FOLDER / "mine.db").write_bytes((data / FOLDER / daily(today())).read_bytes()[:9000])
    (data / FOLDER / "notes.txt").write_text("a note")
    (closed := data / FOLDER / "closed.db").touch(0)
    look_into_everything(False)
    try:
        told = call("verify").output
    finally:
        look_into_everything(True)
    assert f"bad   {data / FOLDER / 'mine.db'}: " in told
    assert f"bad   {closed}: cannot be read (Permission denied)" in told
    assert told.count("good ") == 3
    assert "notes" not in told


def test_verify_reads_what_it_can_where_the_second_place_may_not_be_looked_into(call, data, site):
    call("backup")
    second = site.parent / "stick" / "corner-1"
    second.mkdir(parents=True)
    second.chmod(0)
    look_into_everything(False)
    try:
        result = call("verify", site=site)
    finally:
        look_into_everything(True)
        second.chmod(0o700)
    assert result.exit_code == 1
    assert [line.split()[0] for line in result.output.splitlines()] == ["good", "good", "good", "bad"]
    assert f"bad   {second}: the backups cannot be listed (Permission denied)" in result.output


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + bytes(range(256)) * 40, b"PK\3\4" + bytes(range(256)) * 40])
def test_a_page_or_a_workbook_is_no_encrypted_database(call, data, content):
    (data / FILE_NAME).write_bytes(content)
    told = call("verify").output
    assert "not a database" in told
    assert "encrypted" not in told


def test_another_kiosks_backup_needs_its_option(call, data, site, tmp_path):
    call("backup", "--out", tmp_path / "shop.db")
    (data / FILE_NAME).unlink()
    with pytest.raises(BadInputError, match="is a backup of kiosk-1, and this kiosk is corner-1"):
        call("restore", tmp_path / "shop.db", site=site)
    assert call("restore", tmp_path / "shop.db", "--another-kiosk", site=site).exit_code == 0
    assert count(data) == 1


def test_files_are_for_their_owner_alone(data):
    assert {path.name: path.stat().st_mode & 0o777 for path in data.glob("*.db*")} == {FILE_NAME: 0o600}


def test_verify_tells_wrong_counts(call, data):
    with open_store(data) as store:
        store.database.execute("DELETE FROM ratings_by_hour")
    result = call("verify")
    assert result.exit_code == 1
    assert result.output.startswith("bad")
    assert "Every answer is there" in result.output


def test_verify_of_nothing_says_so(tmp_path):
    result = CliRunner().invoke(kiosk, ["verify", "--data", str(tmp_path)], env={"KIOSK_SITE": ""})
    assert isinstance(result.exception, StorageError)
    assert "neither a database nor a backup" in str(result.exception)


def test_the_newest_good_one_is_restored_and_the_gap_is_said(call, data):
    call("backup")
    (data / FOLDER / daily(today())).write_bytes(b"")
    add(data, "second")
    told = call("restore", "--newest").output.splitlines()
    assert told[0] == f"restored from {data / FOLDER / weekly(today())}: 1 answers, up to 2026-11-16 12:00"
    assert "kept as" in told[1]
    assert count(data) == 1


def test_without_a_good_backup_nothing_is_restored(call, data):
    with pytest.raises(StorageError, match="no backup is good"):
        call("restore", "--newest")
    assert count(data) == 1


class Terminal(io.StringIO):
    """A stream that says it is one, and tells when the third line was written."""

    def __init__(self):
        super().__init__()
        self.full = threading.Event()

    def isatty(self):
        return True

    def write(self, text):
        if self.getvalue().count("\r") >= 2:
            self.full.set()
        return super().write(text)


def test_on_a_terminal_the_seconds_are_counted_and_wiped_away():
    stream = Terminal()
    with with_seconds("restoring", stream, every=0.001):
        assert stream.full.wait(20)
    assert stream.getvalue().startswith("\rrestoring  0 s\rrestoring  0 s")
    assert stream.getvalue().endswith("\r\033[K")


def test_in_a_file_there_is_nothing_of_it():
    stream = io.StringIO()
    with with_seconds("restoring", stream, every=0.001):
        pass
    assert stream.getvalue() == ""
