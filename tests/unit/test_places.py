"""A file that somebody asks for takes the place of nothing that Moment needs."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from kiosk.cli import kiosk
from kiosk.errors import BadInputError, KnownError
from kiosk.store import Recorder, open_store
from kiosk.store.connection import FILE_NAME
from tests.unit.builders import SURVEY, rated
from tests.unit.store.shop import ORIGIN

EXPORT, REPORT, BACKUP = ("export", "--format", "csv"), ("report", "--week", "2026-W47"), ("backup",)
WRITERS = [*(("export", "--format", form) for form in ("csv", "xlsx", "jsonl")), REPORT, BACKUP]
SITE = """
data_dir = "data"
kiosk_id = "one"
survey = "survey.toml"
logo = "logo.svg"
[[schedule]]
survey = "evening.toml"
days = ["mon"]
[backup]
second = "stick"
[encryption]
key_file = "key"
"""
OURS = ["site.toml", "survey.toml", "evening.toml", "logo.svg", "key", "data/feedback.db", "data/feedback.db-wal",
        "data/kiosk.lock", "data/erasures.jsonl", "data/written.jsonl", "data/new.csv", "data/logs/new.csv",
        "data/backups/daily-2026-11-22.db", "data/backups/weekly-2026-W47.db", "stick/one/daily-2026-11-22.db",
        "stick/two/before-m008-2026-11-22.db", "link/feedback.db", "elsewhere-is-the-lock"]  # fmt: skip


@pytest.fixture
def shop(tmp_path):
    """A data folder and all that its site file names, each with a content of its own."""
    with open_store(tmp_path / "data") as store:
        Recorder(store, ORIGIN, SURVEY).save(rated(3, "first"))
    for folder in ("data/logs", "data/backups", "stick/one", "stick/two"):
        (tmp_path / folder).mkdir(parents=True)
    for name in OURS[1:]:
        path = tmp_path / name
        if "link" not in name and "elsewhere" not in name and "new" not in name and not path.exists():
            path.write_text(name)
    (tmp_path / "site.toml").write_text(SITE)
    (tmp_path / "link").symlink_to("data")
    (tmp_path / "elsewhere-is-the-lock").symlink_to("data/kiosk.lock")
    return tmp_path


def write(shop, command, out, *, site="site.toml"):
    given = [*command, "--site", str(shop / site), "--data", str(shop / "data"), "--out", str(out)]
    return CliRunner().invoke(kiosk, given, catch_exceptions=False)


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm")}


@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[-1])
@pytest.mark.parametrize("name", OURS)
def test_what_is_ours_stays(shop, command, name):
    (shop / "plain.toml").write_text(SITE.partition("[encryption]")[0])
    site = "site.toml" if name in ("site.toml", "key") else "plain.toml"
    before = contents(shop)
    with pytest.raises(BadInputError, match=r"^--out .*; expected .*"):
        write(shop, command, shop / name, site=site)
    assert contents(shop) == before


@pytest.fixture
def plain(shop):
    (shop / "site.toml").write_text(SITE.partition("[encryption]")[0])
    return shop


@pytest.mark.parametrize("command", [EXPORT, REPORT])
@pytest.mark.parametrize("name", ["copy.db", "copy", "secret.db"])
def test_a_database_elsewhere_is_no_place_for_a_page(plain, command, name):
    out = plain / name
    shutil.copyfile(plain / "data" / FILE_NAME, out)
    if name == "secret.db":
        out.write_bytes(b"under a key")
    with pytest.raises(BadInputError, match="a database stands there"):
        write(plain, command, out)


def test_another_kiosks_database_that_is_open_is_no_place_for_a_backup(plain):
    with open_store(plain / "other"), pytest.raises(BadInputError, match="is a database in use"):
        write(plain, BACKUP, plain / "other" / FILE_NAME)


@pytest.mark.parametrize(("command", "name"), [
    (EXPORT, "data/exports/mine.csv"), (REPORT, "data/reports/mine.pdf"), (BACKUP, "data/backups/mine.db"),
    (BACKUP, "stick/mine.db"), (BACKUP, "stick/one/mine.db"), (EXPORT, "stick/mine.csv"),
    (BACKUP, "daily-2026-11-22.db"),
])  # fmt: skip
def test_a_place_for_it_takes_it_again_and_again(plain, command, name):
    for _ in range(2):
        assert write(plain, command, plain / name).exit_code == 0
    assert (plain / name).stat().st_size > 0


@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[-1])
@pytest.mark.parametrize("name", ["away/file", "away/one/file", "data/exports/away/file"])
def test_a_folder_that_is_not_there_is_not_made(plain, command, name):
    with pytest.raises(BadInputError, match=r"no such folder; make it first|lies in the data folder"):
        write(plain, command, plain / name)
    assert not (plain / "away").exists()
    assert not (plain / "data" / "exports").exists()


def test_nor_is_one_for_a_key(plain):
    given = ["encrypt", "--site", str(plain / "site.toml"), "--new-key", str(plain / "away" / "key")]
    with pytest.raises(KnownError, match=r"--new-key .*: no such folder") as refused:
        CliRunner().invoke(kiosk, given, catch_exceptions=False)
    assert refused.value.exit_code == 2
    assert not (plain / "away").exists()
