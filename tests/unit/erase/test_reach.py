"""An erasure reaches database, backups, pages and exports, wherever they are."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing

import pytest
from click.testing import CliRunner

from kiosk.commands import erase_, export_, report_
from kiosk.keys import KeyFile
from kiosk.ledger import Sort, note
from kiosk.parts import PART
from kiosk.store import open_reader
from kiosk.store.backup.keeping import back_up, carry
from kiosk.store.encryption.cipher import connect
from kiosk.store.encryption.moving import make_key
from kiosk.store.rollups import differences
from tests.unit.erase.shop import KIM, NOON, OTHER, ROOT, SECRET, TODAY, erase, everywhere, fill, holds, run, write_all
from tests.unit.report.reading import squeezed, text_by_poppler
from tests.unit.test_permissions import look_into_everything


@pytest.mark.parametrize("options", [["--visit", "v1"], ["--contact", "KIM@example.com"], ["--before", "2025-01-14"]])
def test_what_is_erased_is_in_no_file_of_the_data_folder(data, options):
    write_all(data)
    back_up(data, TODAY)
    assert everywhere(data).count(SECRET.encode()) >= 6
    done = erase(data, *options)
    assert done.exit_code == 0, done.output
    assert not holds(data, SECRET)
    assert not holds(data, KIM)
    assert holds(data, OTHER) == ("--before" not in options)
    assert done.output.count("erased: ") == 3, "the database, the day's and the week's backup"
    assert done.output.count("remade: ") == 5
    assert "by hand: printed pages" in done.output
    assert len(list((data / "reports").iterdir())) == 2
    assert not (data / "erasing.json").exists()
    with open_reader(data) as reader:
        assert differences(reader) == []


def test_a_copy_under_any_name_in_backups_is_reached_or_named(data):
    back_up(data, TODAY)
    mine, page = data / "backups" / "mine.db", data / "backups" / "page.txt"
    shutil.copy(data / "backups" / f"daily-{TODAY}.db", mine)
    page.write_text("a note")
    (foreign := data / "backups" / "theirs.bin").write_bytes(bytes(range(256)) * 16)
    done = erase(data, "--visit", "v1")
    assert f"erased: {mine}: 1 visit" in done.output
    assert f"by hand: {foreign}: it is not our database, or another key's" in done.output
    assert "page.txt" not in done.output
    assert not holds(data, SECRET)


def test_a_backup_that_may_not_be_read_is_told_once_and_not_to_be_deleted(data):
    back_up(data, TODAY)
    closed = data / "backups" / f"daily-{TODAY}.db"
    closed.chmod(0)
    look_into_everything(False)
    try:
        done = CliRunner().invoke(erase_.command, ["--data", str(data), "--yes", "--visit", "v1"])
    finally:
        look_into_everything(True)
    assert f"not done: {closed}: cannot be read (Permission denied)\n" in done.output
    assert "delete it" not in done.output


def test_a_file_of_other_days_is_left_alone(data):
    write_all(data)
    path = data / "exports" / "answers-2025-01-14-2025-01-31.csv"
    before = path.stat().st_mtime_ns
    assert str(path) not in erase(data, "--visit", "v1").output
    assert path.stat().st_mtime_ns == before


def test_a_page_made_again_says_the_rest(data):
    write_all(data)
    erase(data, "--visit", "v1")
    text = squeezed(text_by_poppler((data / "reports" / "moment-2025-W03-ko-a4.pdf").read_bytes()))
    assert squeezed(OTHER) in text
    assert squeezed(SECRET) not in text


def test_what_was_written_elsewhere_is_reached_and_what_is_gone_is_told(data, tmp_path):
    out, gone = tmp_path / "desk" / "page.pdf", tmp_path / "gone.csv"
    out.parent.mkdir()
    assert run(report_.command, data, "--week", "2025-W03", "--out", str(out)).exit_code == 0
    assert run(export_.command, data, "--format", "csv", "--out", str(gone)).exit_code == 0
    gone.unlink()
    done = erase(data, "--visit", "v1")
    assert f"remade: {out}" in done.output
    assert f"is not there any more: {gone}: it was written on " in done.output
    assert not holds(tmp_path / "desk", SECRET)


def test_a_file_that_somebody_changed_is_not_written_over(data):
    write_all(data)
    path = data / "exports" / "answers.csv"
    path.write_bytes(path.read_bytes() + b"my notes")
    done = erase(data, "--visit", "v1")
    assert f"by hand: {path}: it was changed" in done.output
    assert path.read_bytes().endswith(b"my notes")


def test_files_of_an_earlier_version_are_known_by_their_names(data):
    write_all(data)
    (data / "written.jsonl").unlink()
    strange = data / "exports" / "mine.csv"
    strange.write_text("mine")
    done = erase(data, "--visit", "v1")
    assert done.output.count("remade: ") == 3
    assert f"by hand: {strange}" in done.output
    assert f"by hand: {data / 'exports' / 'answers.xlsx'}" in done.output
    assert str(data / "exports" / "answers-2025-01-14-2025-01-31.csv") not in done.output
    assert not holds(data / "reports", SECRET)


def test_what_cannot_be_made_again_is_removed(data):
    write_all(data)
    path = data / "reports" / "moment-2025-W03-en-a4.pdf"
    note(data, Sort.REPORT, path, NOON.date(), NOON.date(), {"language": "xx", "paper": "a4"})
    done = erase(data, "--visit", "v1")
    assert done.exit_code == 0
    assert f"removed: {path}: it could not be made again" in done.output
    assert not path.exists()
    assert not holds(data, SECRET)


def test_the_second_place_is_reached_or_asked_for(data, tmp_path):
    site = tmp_path / "site.toml"
    stick = tmp_path / "stick"
    stick.mkdir()
    site.write_text('data_dir = "data"\nkiosk_id = "k"\n[backup]\nsecond = "stick"\n', encoding="utf-8")
    back_up(data, TODAY)
    carry(data, stick / "k", TODAY)
    assert holds(stick, SECRET)
    away = stick.rename(tmp_path / "away")
    done = CliRunner().invoke(erase_.command, ["--site", str(site), "--yes", "--visit", "v1"])
    assert "the second place for backups is not there" in done.output
    assert "same command again" in str(done.exception)
    away.rename(stick)
    done = CliRunner().invoke(erase_.command, ["--site", str(site), "--yes", "--visit", "v1"])
    assert done.exit_code == 0, done.output
    assert done.output.count(f"erased: {stick}") == 2
    assert not holds(tmp_path, SECRET)


def test_an_encrypted_shop_stays_encrypted(tmp_path):
    data, key = tmp_path / "data", KeyFile(tmp_path / "key")
    make_key(key.path, data)
    site = tmp_path / "site.toml"
    site.write_text('data_dir = "data"\n[encryption]\nkey_file = "key"\n', encoding="utf-8")
    fill(data, key=key)
    back_up(data, TODAY, key)
    done = CliRunner().invoke(erase_.command, ["--site", str(site), "--yes", "--visit", "v1"], catch_exceptions=False)
    assert done.output.count("erased: ") == 3
    for path in (data / "feedback.db", *(data / "backups").iterdir()):
        assert b"SQLite" not in path.read_bytes()
        with closing(connect(path, "ro", key)) as connection:
            assert connection.execute("SELECT count(*) FROM visits WHERE id = 'v1'").fetchone() == (0,)
            assert connection.execute("SELECT count(*) FROM comments").fetchone() == (2,)


@pytest.mark.parametrize("version", ["v001", "v002"])
def test_a_backup_of_an_older_version_is_reached_too(data, version):
    old = data / "backups" / "before-m003-2024-11-30.db"
    old.parent.mkdir()
    shutil.copyfile(ROOT / "tests" / "unit" / "store" / "databases" / f"{version}.db", old)
    with closing(connect(old, "ro")) as connection:
        visit, text = connection.execute("SELECT visit, text FROM comments").fetchone()
        others = connection.execute("SELECT count(*) FROM visits").fetchone()[0] - 1
    assert holds(old.parent, text)
    before = old.read_bytes()
    erase(data, "--visit", "v1")
    assert old.read_bytes() == before, "it held nothing of that"
    done = erase(data, "--visit", visit)
    assert f"erased: {old}: 1 visit" in done.output
    assert not holds(data, text)
    with closing(connect(old, "ro")) as connection:
        assert connection.execute("SELECT count(*) FROM visits").fetchone() == (others,)


KILLED = """
import os, signal, sys
from kiosk.cli import kiosk
def die(frame, event, argument):
    if event == "call" and frame.f_code.co_name in ("codebook", "sync"):
        if frame.f_code.co_name != "sync" or ".part" in str(frame.f_locals.get("path")):
            os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(die)
kiosk(sys.argv[1:])
"""


def killed(*arguments):
    """A command that is killed while its file is hidden."""
    done = subprocess.run([sys.executable, "-c", KILLED, *map(str, arguments)], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize("out", ["desk/answers.file", None])
def test_what_a_killed_export_left_is_removed(data, tmp_path, form, out):
    (tmp_path / "desk").mkdir()
    killed("export", "--data", data, "--format", form, *(["--out", tmp_path / out] if out else []))
    folder = tmp_path / "desk" if out else data / "exports"
    left = sorted(folder.iterdir())
    assert left
    assert all(PART.fullmatch(path.name) for path in left)
    done = erase(data, "--visit", "v1")
    assert [f"removed: {path}: it was left half written" in done.output for path in left] == [True] * len(left)
    assert done.exit_code == 0
    assert list(folder.iterdir()) == []


def test_what_a_killed_backup_left_is_removed(data, tmp_path):
    killed("backup", "--data", data, "--out", tmp_path / "stick.db")
    assert holds(tmp_path, SECRET)
    assert f"removed: {tmp_path}/.stick.db." in erase(data, "--visit", "v1").output
    assert not holds(tmp_path, SECRET)


def test_a_part_that_cannot_be_removed_is_told(data, tmp_path):
    killed("export", "--data", data, "--format", "csv", "--out", tmp_path / "a.csv")
    with (data / "written.jsonl").open("a") as file:
        file.write(f'\n{{"begun": "{"x" * 300}/a.csv"}}\n[1]\n')
    done = CliRunner().invoke(erase_.command, ["--data", str(data), "--yes", "--visit", "v1"])
    assert done.exception.exit_code == 1
    assert "parts of it cannot be looked for, or removed (File name too long)" in done.output
    assert f"removed: {tmp_path}/.a.csv." in done.output


@pytest.mark.parametrize("linked", [True, False])
def test_an_erasure_in_a_copy_leaves_the_original_alone(data, tmp_path, linked):
    given = data
    if linked:
        given = tmp_path / "link"
        given.symlink_to(data)
    write_all(given)
    assert run(export_.command, given, "--format", "csv", "--out", str(data / "exports" / "mine.csv")).exit_code == 0
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    done = erase(copy, "--visit", "v1")
    assert done.exit_code == 0
    assert done.output.count(f"remade: {copy}{os.sep}") == 6
    assert str(data) not in done.output
    assert not holds(copy, SECRET)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
