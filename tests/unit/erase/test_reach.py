"""An erasure reaches database, backups, pages and exports, wherever they are."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest
from click.testing import CliRunner

from kiosk.commands import erase_, export_, report_
from kiosk.keys import KeyFile
from kiosk.ledger import Sort, note
from kiosk.store import open_reader
from kiosk.store.backup.keeping import back_up, carry
from kiosk.store.encryption.cipher import connect
from kiosk.store.encryption.moving import make_key
from kiosk.store.rollups import differences
from tests.unit.erase.shop import KIM, NOON, OTHER, ROOT, SECRET, TODAY, erase, everywhere, fill, holds, run, write_all
from tests.unit.report.reading import squeezed, text_by_poppler


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
