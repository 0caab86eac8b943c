"""What is erased stays erased, and an interrupted erasure goes on."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from itertools import islice

import pytest
from click.testing import CliRunner

from kiosk.commands import erase_, merge_
from kiosk.erasing import Eraser
from kiosk.model import Contacted, QuestionId
from kiosk.site import load_site
from kiosk.store import Recorder, open_reader, open_store
from kiosk.store.backup.keeping import back_up
from kiosk.store.backup.restoring import restore
from kiosk.store.privacy.erasure import erasure_of_visit, finish_erasures, keep_erasures
from kiosk.store.rollups import differences
from tests.unit.builders import SURVEY, answer
from tests.unit.erase.shop import KIM, NOON, OTHER, SECRET, TODAY, erase, fill, holds, run, write_all
from tests.unit.store.shop import ORIGIN


def test_a_restored_backup_does_not_bring_it_back(data, tmp_path):
    back_up(data, TODAY)
    old = tmp_path / "old.db"
    old.write_bytes((data / "backups" / f"daily-{TODAY}.db").read_bytes())
    erase(data, "--contact", KIM)
    restored = restore(data, old, datetime(2025, 1, 21, tzinfo=UTC))
    assert restored.erased == 1
    assert not holds(data, SECRET)
    assert not holds(data, KIM)
    assert holds(data, OTHER)


def test_another_kiosk_does_not_bring_it_back(data, tmp_path):
    other = tmp_path / "other"
    fill(other, ("v1", "w2", "w3"))
    with open_store(other) as store:
        Recorder(store, ORIGIN, SURVEY).save(answer(Contacted(KIM, "w", 1), QuestionId("contact"), "w2", at=NOON))
    erase(data, "--contact", KIM)
    assert run(merge_.command, data, str(other)).exit_code == 0
    with open_reader(data) as reader:
        found = reader.database.execute("SELECT id FROM visits WHERE id NOT LIKE 'r%'").fetchall()
        assert differences(reader) == []
    assert {visit for (visit,) in found} == {"v2", "v3", "w3"}


@pytest.mark.parametrize("places", range(10))
def test_interrupted_after_any_place_the_same_command_finishes(data, places):
    write_all(data)
    back_up(data, TODAY)
    site, now = load_site(None, data), datetime.now(UTC)
    with open_store(data) as store:
        asked = erasure_of_visit("v1", now)
        begun = list(islice(Eraser(site, store, asked, "", now).run(), places))
    assert len(begun) == min(places, 8)
    assert holds(data, SECRET) == (places < 8)
    assert erase(data, "--visit", "v1").exit_code == 0
    assert not holds(data, SECRET)
    assert holds(data, OTHER)
    assert not (data / "erasing.json").exists()


def test_though_the_next_start_has_done_the_databases_part_the_pages_are_made_again(data):
    write_all(data)
    site, now = load_site(None, data), datetime.now(UTC)
    with open_store(data) as store:
        begun = Eraser(site, store, erasure_of_visit("v1", now), "", now).run()
        next(begun)
        begun.close()
        finish_erasures(store, data)
    assert erase(data, "--visit", "v1").output.count("remade: ") == 5
    assert not holds(data, SECRET)


def test_a_copy_that_was_being_worked_on_does_not_stay(data):
    (data / ".erasing").mkdir()
    shutil.copyfile(data / "feedback.db", data / ".erasing" / "feedback.db")
    erase(data, "--visit", "v1")
    assert not holds(data, SECRET)


def test_while_another_program_reads_the_same_command_is_asked_for_again(data):
    with open_reader(data) as reader:
        reader.database.conn.execute("BEGIN")
        reader.database.execute("SELECT count(*) FROM visits").fetchone()
        done = CliRunner().invoke(erase_.command, ["--data", str(data), "--yes", "--visit", "v1"])
        assert done.exception.exit_code == 1
        assert "another program reads it" in done.output
        assert holds(data, SECRET)
    assert erase(data, "--visit", "v1").exit_code == 0
    assert not holds(data, SECRET)


def test_interrupted_before_anything_is_deleted_the_next_start_goes_on(data):
    keep_erasures(data, [erasure_of_visit("v1", datetime.now(UTC))])
    with open_store(data) as store:
        assert finish_erasures(store, data) == 1
        assert SECRET not in str(list(store.database["comments"].rows))
