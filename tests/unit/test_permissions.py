"""What an ordinary user may not look into is told calmly, by every command."""

from __future__ import annotations

import ctypes
import json

import pytest
from click.testing import CliRunner

from kiosk import site as sites
from kiosk.cli import VERBS, kiosk
from kiosk.errors import KnownError, StorageError
from kiosk.store import open_store

OTHERS = {"import": ("rows.csv",), "export": ("--format", "csv"), "merge": ("kiosk-2",), "restore": ("backup.db",),
          "erase": ("--before", "2026-01-01", "--yes"),
          "ops": ("import", "hours.csv", "--mapping", "hours.toml")}  # fmt: skip
LIBC = ctypes.CDLL(None, use_errno=True)
VERSION_3 = 0x20080522
READ_ANYTHING = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capabilities(7)): why root may look into every folder."""


def look_into_everything(allowed):
    """Gives root its way with other people's folders, or takes it from this process; no change for anybody else."""
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    assert LIBC.capget(header, sets) == 0
    effective, permitted = sets[0], sets[1]
    sets[0] = effective | (permitted & READ_ANYTHING) if allowed else effective & ~READ_ANYTHING
    assert LIBC.capset(header, sets) == 0


@pytest.fixture
def closed(tmp_path):
    """A folder that may not be looked into, with a data folder inside."""
    data = tmp_path / "closed" / "data"
    with open_store(data):
        pass
    data.parent.chmod(0)
    look_into_everything(False)
    yield data
    look_into_everything(True)
    data.parent.chmod(0o700)


@pytest.mark.parametrize("arguments", [("report", "--json"), ("measures",), ("export", "--format", "csv"), ("demo",)])
def test_a_data_folder_out_of_reach_is_told(closed, arguments):
    with pytest.raises(StorageError, match=r"data/feedback.db: cannot be looked for \(Permission denied\)"):
        CliRunner().invoke(kiosk, [*arguments, "--data", str(closed)], catch_exceptions=False)


@pytest.mark.parametrize("arguments", [("backup",), ("verify",), ("restore", "--newest"), ("restore", "backup.db")])
def test_backups_out_of_reach_are_told(closed, arguments):
    with pytest.raises(StorageError, match="Permission denied"):
        CliRunner().invoke(kiosk, [*arguments, "--data", str(closed)], catch_exceptions=False)


@pytest.mark.parametrize("inside", [".", "x/y"])
def test_the_doctor_goes_on_to_the_end(closed, inside):
    result = CliRunner().invoke(kiosk, ["doctor", "--json", "--data", str(closed / inside)])
    findings = {finding["name"]: finding for finding in json.loads(result.output)["findings"]}
    assert result.exit_code == 1
    assert findings["folder"]["grade"] == "fail"
    assert "Permission denied" in findings["folder"]["told"]
    assert {"survey", "folder", "database", "clock"} <= findings.keys()


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "doctor"])
def test_a_home_out_of_reach_is_told(closed, monkeypatch, verb):
    monkeypatch.setattr(sites, "SYSTEM_FILE", closed.parent.parent / "none.toml")
    monkeypatch.setattr(sites, "USER_FILE", closed / "site.toml")
    with pytest.raises(KnownError, match=r"site.toml: cannot be looked for \(Permission denied\)"):
        CliRunner().invoke(kiosk, [verb, *OTHERS.get(verb, ())], catch_exceptions=False)


def test_a_site_file_that_may_not_be_read_is_told_in_one_sentence(closed):
    with pytest.raises(KnownError, match=r"site.toml: cannot be read \(Permission denied\)"):
        CliRunner().invoke(kiosk, ["measures", "--site", str(closed / "site.toml")], catch_exceptions=False)
