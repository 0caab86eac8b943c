"""Backup, restore, verify, merge, erase, export and report with keys, without, and between the two."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner

from kiosk.cli import kiosk
from kiosk.errors import KnownError
from kiosk.model import Origin, VisitId, Wrote
from kiosk.site import load_site
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.cipher import Sort, sort_of
from tests.unit.builders import COMMENT, NOON, SURVEY, answer, rated
from tests.unit.store.shop import rows

SAID = "排队太久 unforgettable words"


class Kiosk:
    """A kiosk with its own site file, and a key where it has one."""

    def __init__(self, folder, name, *, encrypted):
        self.name, self.data, self.key = name, folder / name / "data", folder / "keys" / name
        self.site_file = folder / name / "site.toml"
        self.data.mkdir(parents=True)
        self.site_file.write_text(f'kiosk_id = "{name}"\ndata_dir = "data"\n')
        self.key.parent.mkdir(exist_ok=True)
        if encrypted:
            self.run("encrypt", "--new-key", self.key)
            with self.site_file.open("a") as file:
                file.write(f'[encryption]\nkey_file = "{self.key}"\n')

    def run(self, *arguments):
        given = [*map(str, arguments), "--site", str(self.site_file)]
        result = CliRunner().invoke(kiosk, given, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    @property
    def database(self):
        return self.data / FILE_NAME

    def hears(self, *visits, said=SAID):
        site = load_site(self.site_file)
        with open_store(self.data, site.key) as store:
            recorder = Recorder(store, Origin(self.name, "checkout"), SURVEY)
            for visit in visits:
                at = NOON + timedelta(minutes=len(visit))
                recorder.save_all([rated(4, visit, at), answer(Wrote(f"{said} {visit}"), COMMENT, visit, at=at)])

    def knows(self):
        with open_reader(self.data, load_site(self.site_file).key) as reader:
            assert {row["text"] for row in rows(reader, "comments")} == {
                f"{SAID} {row['id']}" for row in rows(reader, "visits")
            }
            return {VisitId(row["id"]) for row in rows(reader, "visits")}

    def holds_plainly(self, text):
        """The files in the data folder in which somebody without the key would find it."""
        return [path.name for path in self.data.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


@pytest.fixture
def kiosk_of(tmp_path):
    def make(name, *, encrypted):
        return Kiosk(tmp_path, name, encrypted=encrypted)

    return make


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_backup_is_what_the_database_is_and_comes_back(kiosk_of, tmp_path, encrypted):
    one = kiosk_of("one", encrypted=encrypted)
    one.hears("a", "b")
    one.run("backup", "--out", tmp_path / "stick.db")
    one.run("backup")
    assert sort_of(tmp_path / "stick.db") is (Sort.ENCRYPTED if encrypted else Sort.PLAIN)
    one.hears("c")
    one.run("verify")
    one.run("verify", tmp_path / "stick.db")
    one.run("restore", tmp_path / "stick.db")
    assert one.knows() == {"a", "b"}
    one.run("restore", "--newest")
    assert one.knows() >= {"a", "b"}
    assert bool(one.holds_plainly("unforgettable")) is not encrypted


def test_a_plain_backup_comes_back_into_an_encrypted_kiosk_encrypted(kiosk_of, tmp_path):
    one = kiosk_of("one", encrypted=False)
    one.hears("a", "b")
    one.run("backup", "--out", tmp_path / "stick.db")
    one.run("encrypt", "--new-key", one.key)
    with one.site_file.open("a") as file:
        file.write(f'[encryption]\nkey_file = "{one.key}"\n')
    one.hears("c")
    one.run("restore", tmp_path / "stick.db")
    assert sort_of(one.database) is Sort.ENCRYPTED
    assert one.knows() == {"a", "b"}
    assert one.holds_plainly("unforgettable") == []


@pytest.mark.parametrize("theirs", [True, False])
@pytest.mark.parametrize("ours", [True, False])
@pytest.mark.parametrize("form", ["folder", "backup"])
def test_kiosks_are_merged_whichever_of_them_is_encrypted(kiosk_of, tmp_path, ours, theirs, form):
    shop, one = kiosk_of("shop", encrypted=ours), kiosk_of("one", encrypted=theirs)
    shop.hears("s")
    one.hears("a", "b")
    source = one.data
    if form == "backup":
        source = tmp_path / "stick.db"
        one.run("backup", "--out", source)
    given = ["--source-key", one.key] if theirs else []
    for _ in range(2):
        shop.run("merge", source, *given)
        assert shop.knows() == {"s", "a", "b"}
    assert sort_of(shop.database) is (Sort.ENCRYPTED if ours else Sort.PLAIN)
    assert one.knows() == {"a", "b"}
    if ours:
        assert shop.holds_plainly("unforgettable") == []
    assert [path.name for path in shop.data.iterdir() if "part" in path.name] == []


def test_a_source_under_a_key_that_nobody_gave_is_told(kiosk_of):
    shop, one = kiosk_of("shop", encrypted=True), kiosk_of("one", encrypted=True)
    shop.hears("s")
    one.hears("a")
    with pytest.raises(KnownError, match="encrypted"):
        shop.run("merge", one.data)
    assert shop.knows() == {"s"}


def test_what_is_erased_goes_from_encrypted_backups_and_stays_gone(kiosk_of, tmp_path):
    one = kiosk_of("one", encrypted=True)
    one.hears("a", "b")
    one.run("backup")
    one.run("backup", "--out", tmp_path / "stick.db")
    one.run("erase", "--visit", "a", "--yes")
    assert one.knows() == {"b"}
    for backup in (one.data / "backups").glob("*.db"):
        assert sort_of(backup) is Sort.ENCRYPTED
        one.run("restore", backup)
        assert one.knows() == {"b"}
    one.run("restore", tmp_path / "stick.db")
    assert one.knows() == {"b"}
    assert one.holds_plainly("unforgettable") == []


def test_export_report_and_doctor_open_it_with_the_key(kiosk_of, tmp_path):
    one = kiosk_of("one", encrypted=True)
    one.hears("a", "b", "c", "d", "e")
    one.run("export", "--format", "csv", "--out", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").count("unforgettable") == 5
    assert '"n": 5' in one.run("measures", "--json")
    one.run("report", "--week", "2026-W47", "--out", tmp_path / "page.pdf")
    assert "fail" not in [line.split()[0] for line in one.run("doctor").splitlines() if not line.startswith(" ")]
    assert one.holds_plainly("unforgettable") == []
