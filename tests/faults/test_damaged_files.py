"""Files that are not as the last kiosk left them: the calm screen, never an empty database over a damaged one."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import DamagedError
from kiosk.keys import KeyFile
from kiosk.model import Site
from kiosk.store import Recorder, open_store
from kiosk.store.encryption.moving import make_key
from kiosk.store.footing import Footing
from kiosk.store.lost import refuse_lost
from tests.faults.shops import QUICK, levels, rate, told
from tests.ui.conftest import Shop
from tests.unit.builders import SURVEY, rated
from ui.hand import read, wait_until

Opener = Callable[..., Shop]


@pytest.fixture
def left(site: Site) -> Path:
    """A data folder with three answers, all of them in the log, as after a power cut."""
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, SURVEY)
        store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for number in range(1, 4):
            recorder.save(rated(number, visit=f"00{number}"))
        copy = site.data.with_name("copy")
        shutil.copytree(site.data, copy)
    shutil.rmtree(site.data)
    copy.rename(site.data)
    return site.data


def closed(shop: Shop) -> str:
    """What the screen says that takes no feedback."""
    wait_until(lambda: shop.session.screen == "unavailable", "the screen that takes nothing")
    shop.session.tapPoint(1)
    assert shop.session.screen == "unavailable"
    return str(read(shop.hand.wait_for("unavailable"), "title"))


def spoil(path: Path) -> bytes:
    """Overwrites the header."""
    whole = path.read_bytes()
    path.write_bytes(b"\xff" * 100 + whole[100:])
    return whole


def test_a_damaged_header(open_shop: Opener, left: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for part in ("-wal", "-shm"):
        (left / f"feedback.db{part}").unlink()
    whole = spoil(left / "feedback.db")
    spoiled = (left / "feedback.db").read_bytes()
    shop = open_shop(QUICK)
    assert closed(shop) == "We can’t take feedback right now"
    assert (left / "feedback.db").read_bytes() == spoiled, "it stays as it is"
    line = told(caplog)[0]
    assert "file is not a database" in line
    assert "copy the whole data folder away" in line
    (left / "feedback.db").write_bytes(whole)
    shop.session.pulse.emit()
    shop.hand.wait_for("face1")
    rate(shop, 2)
    assert shop.session.screen == "thanks"


@pytest.mark.parametrize("sign", ["backup", "log"])
def test_an_empty_file_where_there_was_a_database(
    open_shop: Opener, left: Path, sign: str, caplog: pytest.LogCaptureFixture
) -> None:
    if sign == "backup":
        (left / "backups").mkdir()
        (left / "feedback.db").rename(left / "backups" / "feedback-2026-11-16.db")
        (left / "feedback.db-wal").unlink()
    (left / "feedback.db").write_bytes(b"")
    shop = open_shop(QUICK)
    closed(shop)
    assert (left / "feedback.db").read_bytes() == b""
    line = told(caplog)[0]
    assert "is empty, 0 bytes" in line
    assert "`kiosk restore`" in line


def test_a_database_that_is_missing_where_there_are_copies_of_it(left: Path) -> None:
    (left / "backups").mkdir()
    for path in left.glob("feedback.db*"):
        path.rename(left / "backups" / path.name)
    with pytest.raises(DamagedError, match="is missing, but backups holds copies of it"):
        open_store(left)


def test_an_empty_folder_and_an_empty_file_without_a_history_begin_anew(open_shop: Opener, site: Site) -> None:
    refuse_lost(site.data / "feedback.db")
    site.data.mkdir()
    (site.data / "feedback.db").touch()
    shop = open_shop(QUICK)
    rate(shop, 3)
    assert shop.session.screen == "thanks"
    assert levels(shop) == [3]


def test_a_database_of_a_newer_version(open_shop: Opener, left: Path, caplog: pytest.LogCaptureFixture) -> None:
    with open_store(left) as store:
        store.database["_sqlite_migrations"].insert(
            {"migration_set": "moment", "name": "m999_from_the_future", "applied_at": "2030-01-01"}
        )
    shop = open_shop(QUICK)
    closed(shop)
    line = told(caplog)[0]
    assert "written by a newer version of Moment (m999_from_the_future)" in line


def test_a_log_cut_short_loses_only_what_was_cut(open_shop: Opener, left: Path) -> None:
    log = left / "feedback.db-wal"
    log.write_bytes(log.read_bytes()[:-100])
    shop = open_shop(QUICK)
    rate(shop, 4)
    assert shop.session.screen == "thanks"
    assert levels(shop) == [1, 2, 4]


def test_garbage_at_the_end_of_the_log_is_no_answer(open_shop: Opener, left: Path) -> None:
    with (left / "feedback.db-wal").open("ab") as file:
        file.write(bytes(range(256)) * 64)
    shop = open_shop(QUICK)
    rate(shop, 4)
    assert shop.session.screen == "thanks"
    assert levels(shop) == [1, 2, 3, 4]


@pytest.mark.parametrize("content", [None, b"", b"\xff" * 32768])
def test_the_shared_memory_file_is_worth_nothing(open_shop: Opener, left: Path, content: bytes | None) -> None:
    path = left / "feedback.db-shm"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    shop = open_shop(QUICK)
    rate(shop, 4)
    assert levels(shop) == [1, 2, 3, 4]


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_database_brought_back_has_no_other_log_beside_it(tmp_path: Path, site: Site, *, encrypted: bool) -> None:
    """SQLite would play the old log into the new file."""
    key = None
    if encrypted:
        make_key(tmp_path / "key", site.data)
        key = KeyFile(tmp_path / "key")
    with open_store(site.data, key) as store:
        Recorder(store, site.origin, SURVEY).save(rated(3))
        footing = Footing(site.data)
        assert footing.holds()
        (site.data / "feedback.db").unlink()
        assert not footing.holds()
        assert "it is back" in footing.regain(store)
    assert sorted(path.name for path in site.data.iterdir()) == ["feedback.db"]
    assert (site.data / "feedback.db").stat().st_mode & 0o777 == 0o600
    with open_store(site.data, key) as store:
        assert store.database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert store.database.execute("SELECT level FROM answers").fetchall() == [(3,)]
