from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kiosk import cli
from kiosk.cli import VERBS, kiosk


def run(*arguments, **environment):
    """The command as a user calls it."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("KIOSK_")}
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, arguments)], env={**clean, **environment},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(verb):
    for option in ("--help", "-h"):
        done = run(verb, option)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"Example: kiosk {verb}" in done.stdout.partition("\nOptions:\n")[2], "the example comes last"
        assert f"Usage: python -m kiosk {verb}" in done.stdout


def test_the_list_of_verbs_says_what_each_does():
    result = CliRunner().invoke(kiosk, ["--help"])
    assert result.exit_code == 0
    for verb in VERBS:
        assert any(line.split()[:1] == [verb] and len(line.split()) > 3 for line in result.output.splitlines()), verb


@pytest.mark.parametrize("arguments", [["fly"], ["check", "--loudly"], ["report", "--paper", "a5"], []])
def test_bad_usage_is_2(arguments):
    result = CliRunner().invoke(kiosk, arguments)
    assert result.exit_code == 2


def test_a_bad_file_is_2_and_told_in_a_line(tmp_path):
    done = run("check", tmp_path / "nowhere.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"kiosk: {tmp_path}/nowhere.toml: no such file\n"


def test_a_bad_site_file_is_2_whichever_way_it_is_named(tmp_path):
    site = tmp_path / "site.toml"
    site.write_text("target = 0", encoding="utf-8")
    told = f"kiosk: {site}, line 1: target: must be greater than or equal to 1\n"
    for done in (run("measures", "--site", site), run("measures", KIOSK_SITE=str(site))):
        assert (done.returncode, done.stderr) == (2, told)


def test_what_the_machine_refuses_is_1_and_told_in_a_line(tmp_path):
    (tmp_path / "file").touch()
    done = run("export", "--format", "csv", "--data", tmp_path / "file" / "data")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kiosk: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_full_disk_under_standard_output_is_told_in_a_line():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "check"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (1, "kiosk: standard output: No space left on device\n")


def test_the_example_keeps_the_demo_out_of_the_shops_own_folder():
    assert "kiosk demo --data" in CliRunner().invoke(kiosk, ["--help"]).output


def test_the_version_is_told():
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("kiosk, version ")


def test_a_reader_that_goes_away_is_no_fault_of_ours():
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(60) in {0, 1}


@pytest.fixture
def broken(monkeypatch):
    @click.command()
    def broken() -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(cli.Verbs, "get_command", lambda *_: broken)
    monkeypatch.setattr(sys, "argv", ["kiosk", "check"])
    monkeypatch.delenv("KIOSK_DEBUG", raising=False)


def test_a_fault_of_ours_is_told_as_such_without_a_traceback(broken, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    told = capsys.readouterr().err
    assert told.startswith("kiosk: a fault of Moment's own, ZeroDivisionError in test_cli.py:")
    assert "Traceback" not in told


def test_a_timeout_of_ours_is_no_fault_of_the_disk(monkeypatch, capsys):
    @click.command()
    def late() -> None:
        raise TimeoutError("the thanks")

    monkeypatch.setattr(cli.Verbs, "get_command", lambda *_: late)
    monkeypatch.setattr(sys, "argv", ["kiosk", "check"])
    monkeypatch.delenv("KIOSK_DEBUG", raising=False)
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err.startswith("kiosk: a fault of Moment's own, TimeoutError")


@pytest.mark.usefixtures("broken")
def test_a_developer_sees_the_traceback(monkeypatch):
    monkeypatch.setenv("KIOSK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main()
