"""`kiosk erase` as it is used, and the ledger of what was written."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress

import pytest
from click.testing import CliRunner

from kiosk.commands import erase_, report_
from kiosk.ledger import Sort, note, note_begun, read_begun, read_ledger
from kiosk.store.backup.keeping import back_up
from tests.unit.erase.shop import DAY, KIM, NOON, ROOT, SECRET, TODAY, holds, run


@pytest.fixture
def terminal():
    """Both ends of one."""
    try:
        return pty.openpty()
    except OSError:
        pytest.skip("a terminal needs /dev/pts, which is not mounted here")


@pytest.mark.parametrize(("said", "erased"), [("n", False), ("y", True)])
def test_on_a_terminal_it_asks(data, terminal, said, erased):
    ours, theirs = terminal
    program = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "erase", "--data", str(data), "--visit", "v1"],
        cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while b"for good?" not in shown:
        shown += os.read(ours, 1000)
    os.write(ours, f"{said}\n".encode())
    with suppress(OSError):  # the terminal is closed with the program
        while chunk := os.read(ours, 1000):
            shown += chunk
    os.close(ours)
    assert program.wait() == 0
    assert b"in the database: 1 visit, 1 answer, 1 comment, 1 contact of 2025-01-13" in shown
    assert holds(data, SECRET) != erased


@pytest.mark.parametrize(("options", "told"), [
    ([], "expected one of --visit"), (["--visit", "v1", "--contact", KIM], "expected one of --visit"),
    (["--contact", "somebody"], "expected an e-mail address"), (["--visit", "a b"], "expected a visit's id"),
    (["--before", "2999-01-01"], "not in the future"), (["--before", "yesterday"], "expected a date"),
])  # fmt: skip
def test_bad_usage_is_told_and_erases_nothing(data, options, told):
    done = CliRunner().invoke(erase_.command, ["--data", str(data), "--yes", *options])
    assert done.exception.exit_code == 2
    assert told in str(done.exception)
    assert holds(data, SECRET)


def test_where_nobody_can_be_asked_nothing_is_erased(data):
    done = CliRunner().invoke(erase_.command, ["--data", str(data), "--visit", "v1"])
    assert done.exception.exit_code == 2
    assert holds(data, SECRET)


def test_a_folder_without_a_database_is_not_given_one(tmp_path):
    done = CliRunner().invoke(erase_.command, ["--data", str(tmp_path), "--yes", "--visit", "v1"])
    assert done.exception.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_cannot_be_read_is_told_and_the_others_are_done(data):
    back_up(data, TODAY)
    broken = data / "backups" / "daily-2025-01-01.db"
    broken.write_bytes(b"SQLite format 3\0" + b"\x55" * 5000)
    done = CliRunner().invoke(erase_.command, ["--data", str(data), "--yes", "--visit", "v1"])
    assert done.exception.exit_code == 1
    assert f"not done: {broken}" in done.output
    assert done.output.count("erased: ") == 3
    assert not holds(data, SECRET)


def test_a_folder_that_takes_no_line_stops_no_report(data, tmp_path, caplog):
    (data / "written.jsonl").mkdir()
    out = tmp_path / "page.pdf"
    assert run(report_.command, data, "--week", "2025-W03", "--out", str(out)).exit_code == 0
    assert out.exists()
    assert "written.jsonl" in caplog.text


@pytest.mark.parametrize("name", ["out.csv", "답.csv", "line\nfeed.csv", "\udcff.csv"])
def test_the_ledger_keeps_any_name_relative_in_the_data_folder_absolute_elsewhere(data, tmp_path, name):
    inside, outside = data / "exports" / name, tmp_path / name
    for path in (inside, outside, data / ".." / name):
        note_begun(data, path)
    assert {os.path.normpath(path) for path in read_begun(data)} == {str(inside), str(outside)}
    moved = data.rename(tmp_path / "moved")
    assert moved / "exports" / name in read_begun(moved)
    assert outside in read_begun(moved)


def test_the_ledger_holds_a_file_once_and_forgives_a_torn_line(data, tmp_path):
    out = tmp_path / "a.pdf"
    for text in (b"1", b"2"):
        out.write_bytes(text)
        note(data, Sort.REPORT, out, NOON.date(), NOON.date() + 6 * DAY, {"language": "en", "paper": "a4"})
    with (data / "written.jsonl").open("ab") as file:
        file.write(b'{"sort": "rep')
    note(data, Sort.EXPORT, out, NOON.date(), NOON.date() + 6 * DAY, {"form": "csv", "contacts": "no"})
    (written,) = read_ledger(data)
    assert written.sort is Sort.EXPORT
    assert json.loads((data / "written.jsonl").read_text().splitlines()[1])["path"] == str(out)


def test_an_id_that_is_none_of_ours_is_refused_and_not_noted(data):
    done = CliRunner().invoke(erase_.command, ["--data", str(data), "--yes", "--visit", "nosuch"])
    assert done.exception.exit_code == 2
    assert "no such visit is here" in str(done.exception)
    assert not (data / "erasures.jsonl").exists()


def test_a_visit_that_is_not_here_is_noted(data):
    visit = "0197a2c4-7d1e-7c3a-9d57-0a4b5c6d7e8f"
    done = run(erase_.command, data, "--yes", "--visit", visit)
    assert done.exit_code == 0
    assert f"not here: {data / 'feedback.db'}: noted, so that no restore, merge or import brings it" in done.output
    assert visit in (data / "erasures.jsonl").read_text()


def test_an_id_of_another_kind_is_erased_a_second_time(data):
    for told in ("erased: ", "not here: "):
        assert f"{told}{data / 'feedback.db'}" in run(erase_.command, data, "--yes", "--visit", "v1").output


def test_as_json_it_says_what_became_of_every_place(data):
    back_up(data, TODAY)
    done = run(erase_.command, data, "--yes", "--json", "--visit", "v1")
    told = json.loads(done.output)
    assert told["found"] == {"visits": 1, "answers": 1, "comments": 1, "contacts": 1, "days": ["2025-01-13"]}
    assert {each["outcome"] for each in told["places"]} == {"erased"}
    assert str(data / "feedback.db") in {each["path"] for each in told["places"]}
    assert len(told["by_hand"]) == 2


def test_json_asks_nothing_and_so_needs_yes(data):
    done = CliRunner().invoke(erase_.command, ["--data", str(data), "--json", "--visit", "v1"])
    assert "--json: expected together with --yes" in str(done.exception)
    assert holds(data, SECRET)


def test_one_place_that_is_not_done_is_told_as_one(data):
    back_up(data, TODAY)
    broken = data / "backups" / "daily-2025-01-01.db"
    broken.write_bytes(b"SQLite format 3\0" + b"\x55" * 5000)
    done = CliRunner().invoke(erase_.command, ["--data", str(data), "--yes", "--visit", "v1"])
    assert str(done.exception).startswith("one place is not done")
    assert done.output.count(str(broken)) == 1


def test_lines_that_are_no_erasures_are_told_once_and_stay(data, caplog):
    odd = b"garbage\n\xff\xfe\n[1]\n"
    (data / "erasures.jsonl").write_bytes(odd)
    assert run(erase_.command, data, "--yes", "--visit", "v1").exit_code == 0
    assert [each.getMessage() for each in caplog.records if "erasures.jsonl" in each.getMessage()] == [
        f"{data / 'erasures.jsonl'}: lines that are no erasure of ours: 3; they are left out, and the file stays "
        "as it is"
    ]
    assert (data / "erasures.jsonl").read_bytes().startswith(odd)
