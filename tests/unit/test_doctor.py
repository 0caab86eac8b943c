from __future__ import annotations

import errno
import json
import os
import pwd
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from click.testing import CliRunner

from kiosk.assets import LANGUAGES
from kiosk.cli import kiosk
from kiosk.doctor import Finding, Grade, examine, machine, probed
from kiosk.doctor import data as data_probes
from kiosk.doctor.data import clock, database, folder, mend_of
from kiosk.doctor.machine import display, fonts, keyboard, languages, qt
from kiosk.errors import BadInputError, StorageError
from kiosk.site import load_site
from kiosk.store import Recorder, open_store
from kiosk.store.connection import FILE_NAME, MEND_DAMAGE, MEND_EMPTY, storage_errors
from kiosk.words import available
from tests.unit.builders import NOON, SURVEY, rated

NAMES = ["python", "sqlite", "qt", "keyboard", "libraries", "display", "fonts", "languages", "speech", "site", "survey",
         "folder", "disk", "encryption", "database", "clock", "backups"]  # fmt: skip


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "data"
    with open_store(path) as store:
        Recorder(store, load_site(None).origin, SURVEY).save(rated(3))
    return path


def grades(findings):
    return {finding.name: finding.grade for finding in findings}


def test_a_sound_kiosk_has_nothing_to_mend(data, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    findings = examine(lambda: load_site(None, data), NOON)
    assert [finding.name for finding in findings] == NAMES
    assert set(grades(findings).values()) == {Grade.OK}, findings
    assert all(finding.told and not finding.mend for finding in findings)


def test_whatever_is_wrong_comes_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(machine, "FONTS", tmp_path)
    monkeypatch.setattr(machine, "version", lambda _: "6.12.0")
    monkeypatch.setattr(machine, "sqlite_version", lambda: ("3.40.1", False))
    monkeypatch.setattr(machine, "gaps", lambda: ["ko.toml: shopper.skip: is missing"])
    monkeypatch.setattr(machine, "QT_LIBRARIES", {"libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(machine, "find_spec", lambda _: None)
    monkeypatch.setattr(machine.sys, "version_info", (3, 11, 2))
    monkeypatch.setattr(machine, "SPEECH", {str(tmp_path / "nowhere"): "speech-dispatcher"})
    findings = examine(lambda: load_site(tmp_path / "nowhere.toml"), NOON)
    wrong = {"speech", "sqlite", "qt", "keyboard", "libraries", "display", "fonts", "languages", "site"}
    assert {name for name, grade in grades(findings).items() if grade is not Grade.OK} == wrong
    assert all(finding.mend for finding in findings if finding.name in wrong)
    assert next(finding for finding in findings if finding.name == "libraries").mend == "apt install libnowhere9"


def test_a_logo_that_cannot_be_shown_is_told(data, tmp_path):
    site = tmp_path / "site.toml"
    site.write_text('logo = "logo.png"\n', encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    found = {finding.name: finding for finding in examine(lambda: load_site(site, data), NOON)}
    assert found["logo"].grade is Grade.WARN
    assert found["logo"].mend


def test_a_machine_without_qt_is_told(monkeypatch):
    def absent(name):
        raise machine.PackageNotFoundError(name)

    monkeypatch.setattr(machine, "version", absent)
    assert qt().grade is Grade.FAIL


def test_a_keyboard_without_its_library_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(machine, "KEYBOARD_FILES", ("lib/nowhere.so",))
    assert keyboard().grade is Grade.FAIL
    assert "lib/nowhere.so" in keyboard().told


def test_a_damaged_font_is_told(monkeypatch, tmp_path):
    for path in machine.FONTS.glob("*.ttf"):
        (tmp_path / path.name).symlink_to(path)
    monkeypatch.setattr(machine, "FONTS", tmp_path)
    assert fonts().grade is Grade.OK
    (tmp_path / "NotoSansKR-Regular.ttf").unlink()
    (tmp_path / "NotoSansKR-Regular.ttf").write_bytes(b"OTTO")
    assert "NotoSansKR-Regular.ttf" in fonts().told


def test_a_script_needs_a_regular_font_only(tmp_path):
    words = (LANGUAGES / "en.toml").read_text(encoding="utf-8").replace('font = "Noto Sans KR"', 'font = "Noto Sans X"')
    assert "Noto Sans X" in words
    (tmp_path / "ar.toml").write_text(words.replace("Sans X", "Sans Arabic"), encoding="utf-8")
    assert fonts(tmp_path).grade is Grade.OK
    (tmp_path / "xx.toml").write_text(words, encoding="utf-8")
    assert "NotoSansX-Regular.ttf" in fonts(tmp_path).told


def test_a_damaged_language_file_is_one_finding_among_others(tmp_path):
    (tmp_path / "en.toml").write_text("name = 3", encoding="utf-8")
    (found,) = probed("fonts", lambda: fonts(tmp_path))
    assert (found.name, found.grade) == ("fonts", Grade.FAIL)
    assert "en.toml, line 1: name: must be text in quotes" in found.told
    assert found.mend


def test_what_was_found_before_a_probe_failed_is_told(data):
    def two():
        yield clock(NOON, None)
        raise BadInputError("the second one fails")

    assert [finding.grade for finding in probed("two", two)] == [Grade.OK, Grade.FAIL]


def test_complete_languages_are_named():
    assert languages().told == ", ".join(available())


def test_a_session_without_a_display_is_only_warned_of(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert display().grade is Grade.WARN


def test_a_bad_survey_is_told(data, tmp_path):
    site = tmp_path / "site.toml"
    site.write_text('survey = "nowhere.toml"', encoding="utf-8")
    findings = examine(lambda: load_site(site, data), NOON)
    assert grades(findings)["survey"] is Grade.FAIL
    assert grades(findings)["database"] is Grade.OK


# The data folder


def test_a_folder_that_is_not_there_yet_will_be_made(tmp_path):
    found = list(folder(tmp_path / "a" / "b"))
    assert grades(found)["folder"] is Grade.OK
    assert "will be made" in found[0].told


def test_a_folder_that_takes_nothing_is_told():
    found = list(folder(Path("/proc/kiosk")))
    assert grades(found)["folder"] is Grade.FAIL
    assert "cannot be written to" in found[0].told
    assert found[0].mend.endswith(f"install -d -m 700 -o {pwd.getpwuid(os.geteuid()).pw_name} /proc/kiosk")


@pytest.mark.parametrize("inside", ["", "data"])
def test_a_file_where_the_folder_should_be_is_told(tmp_path, inside):
    (tmp_path / "file").touch()
    found = next(iter(folder(tmp_path / "file" / inside)))
    assert (found.grade, found.told) == (Grade.FAIL, f"{tmp_path}/file: is not a folder")


@pytest.mark.parametrize(("number", "there", "mend"), [
    (errno.EROFS, "/shop/my data", "mount its disk for writing"),
    (errno.ENOSPC, "/shop/my data", "make room on the disk that holds /shop/my data"),
    (errno.EACCES, "/shop/my data", "chown USER '/shop/my data'"),
    (errno.EACCES, "/shop", "install -d -m 700 -o USER '/shop/my data'"),
])  # fmt: skip
def test_the_advice_fits_what_the_system_says(number, there, mend):
    user = pwd.getpwuid(os.geteuid()).pw_name
    told = mend_of(OSError(number, os.strerror(number)), Path("/shop/my data"), Path(there))
    assert mend.replace("USER", user) in told


def test_a_user_without_a_name_is_told_by_number(monkeypatch):
    monkeypatch.setenv("USER", "nobody-of-that-name")
    monkeypatch.setattr(data_probes.os, "geteuid", lambda: 4_000_000_000)
    assert "chown 4000000000 /shop" in mend_of(PermissionError(), Path("/shop"), Path("/shop"))


def test_a_folder_that_everybody_may_read_is_warned_of(data):
    data.chmod(0o755)
    (found, _) = folder(data)
    assert (found.grade, found.mend) == (Grade.WARN, f"chmod 700 {data}")


@pytest.mark.parametrize(("free", "grade"), [
    (49_999_999, Grade.FAIL), (50_000_000, Grade.WARN), (499_999_999, Grade.WARN), (500_000_000, Grade.OK),
])  # fmt: skip
def test_a_disk_that_fills_up_is_told_in_time(data, monkeypatch, free, grade):
    usage = data_probes.shutil.disk_usage(data)._replace(free=free)
    monkeypatch.setattr(data_probes.shutil, "disk_usage", lambda _: usage)
    (_, found) = folder(data)
    assert found.grade is grade
    assert bool(found.mend) is (grade is not Grade.OK)


# The database and the clock


def test_no_database_yet_is_no_fault(tmp_path):
    assert set(grades(database(tmp_path, None, NOON)).values()) == {Grade.OK}


def test_an_empty_database_is_whole(tmp_path):
    with open_store(tmp_path):
        pass
    assert next(database(tmp_path, None, NOON)).told == "whole, no answers yet"


@pytest.mark.parametrize("where", [0, 4096])
def test_a_damaged_database_is_told(data, where):
    with (data / FILE_NAME).open("r+b") as file:
        file.seek(where)
        file.write(b"\xff" * 4096)
    found = next(database(data, None, NOON))
    assert found.grade is Grade.FAIL
    assert found.mend == MEND_DAMAGE


def test_an_empty_database_file_is_told_as_such(tmp_path):
    (tmp_path / FILE_NAME).touch()
    found = next(database(tmp_path, None, NOON))
    assert (found.grade, found.mend) == (Grade.FAIL, MEND_EMPTY)
    assert found.told.endswith(f"{FILE_NAME}: is empty, 0 bytes; expected a database")


@pytest.mark.parametrize(("change", "mend"), [
    ("INSERT INTO _sqlite_migrations SELECT max(id) + 1, migration_set, 'm999_future', applied_at "
     "FROM _sqlite_migrations", "install that version of Moment, or one after it"),
    ("DELETE FROM _sqlite_migrations", "start `kiosk run` once, it brings the database up to date"),
])  # fmt: skip
def test_a_database_of_another_version_is_not_called_damaged(data, change, mend):
    with open_store(data) as store:
        store.database.execute(change)
    found = next(database(data, None, NOON))
    assert (found.grade, found.mend) == (Grade.FAIL, mend)


@pytest.mark.parametrize(("code", "mend"), [
    (sqlite.SQLITE_FULL, "make room"), (sqlite.SQLITE_READONLY | 8 << 8, "`folder`"), (sqlite.SQLITE_CORRUPT, "copy"),
    (sqlite.SQLITE_IOERR | 3 << 8, "dmesg"), (sqlite.SQLITE_ERROR, ""),
])  # fmt: skip
def test_the_advice_on_a_database_fits_what_sqlite_says(code, mend):
    error = sqlite.DatabaseError("it does not work")
    error.sqlite_errorcode = code
    with pytest.raises(StorageError) as caught, storage_errors("?"):
        raise error
    assert mend in caught.value.mend
    assert bool(mend) is bool(caught.value.mend)


@pytest.mark.parametrize(("now", "newest", "grade"), [
    (datetime(2026, 11, 16, tzinfo=UTC), None, Grade.OK),
    (datetime(2026, 11, 16, tzinfo=UTC), date(2026, 11, 16), Grade.OK),
    (datetime(2026, 11, 15, tzinfo=UTC), date(2026, 11, 16), Grade.FAIL),
    (datetime(1970, 1, 1, tzinfo=UTC), None, Grade.FAIL),
    (datetime(2106, 2, 7, tzinfo=UTC), None, Grade.FAIL),
])  # fmt: skip
def test_a_clock_that_cannot_be_right_is_told(now, newest, grade):
    assert clock(now, newest).grade is grade


# The command


def test_the_command_prints_every_finding_and_leaves_with_0(data):
    result = CliRunner().invoke(kiosk, ["doctor", "--data", str(data)])
    assert result.exit_code == 0
    assert [line.split()[1] for line in result.output.splitlines() if not line.startswith(" ")] == NAMES


def test_the_same_as_json(data):
    result = CliRunner().invoke(kiosk, ["doctor", "--json", "--data", str(data)])
    told = json.loads(result.output)
    assert told["sound"] is True
    assert [finding["name"] for finding in told["findings"]] == NAMES
    assert set(told["findings"][0]) == set(Finding.__slots__)


def test_a_failure_leaves_with_1_and_says_what_to_do(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"nothing " * 1000)
    result = CliRunner().invoke(kiosk, ["doctor", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "→ stop the kiosk and copy the whole data folder away" in result.output
