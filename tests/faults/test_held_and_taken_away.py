"""A database that others hold, cannot be written, or take away under a running kiosk."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.model import Site
from tests.faults.conftest import mount, unmount
from tests.faults.shops import QUICK, leave, levels, rate, told
from tests.ui.conftest import Shop
from ui.hand import wait_until

HOLDER = """
import sys
import sqlcipher3.dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Another process writes to the database, and takes its time."""
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield
        finally:
            process.communicate(timeout=60)


@pytest.fixture
def shop(open_shop: Callable[..., Shop], caplog: pytest.LogCaptureFixture) -> Shop:
    """A kiosk that has stored one answer."""
    caplog.set_level(logging.INFO)
    found = open_shop(QUICK)
    rate(found, 4)
    leave(found)
    return found


def test_a_database_that_another_program_holds(
    shop: Shop, open_shop: Callable[..., Shop], caplog: pytest.LogCaptureFixture
) -> None:
    shop.kiosk.writer.close()
    shop = open_shop(replace(QUICK, slow_after=0.5))
    with held(shop.site.data / "feedback.db"):
        rate(shop, 1)
        assert shop.session.screen == "kept", "told before SQLite has given up waiting"
        leave(shop)
        wait_until(lambda: told(caplog), "SQLite to give up waiting for the other program")
        assert "database is locked" in told(caplog)[0]
        assert "close the other program" in told(caplog)[0]
    shop.settle()
    assert levels(shop) == [4, 1]


def test_a_database_deleted_under_a_running_kiosk_is_brought_back(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    (shop.site.data / "feedback.db").unlink()
    rate(shop, 1)
    assert shop.session.screen == "thanks"
    assert levels(shop) == [4, 1]
    assert "had been deleted; it is back, with every answer" in told(caplog)[0]


@pytest.mark.parametrize("part", ["-wal", "-shm"])
def test_so_is_what_stood_in_files_beside_it(shop: Shop, part: str, caplog: pytest.LogCaptureFixture) -> None:
    (shop.site.data / f"feedback.db{part}").unlink()
    rate(shop, 1)
    assert shop.session.screen == "thanks"
    assert levels(shop) == [4, 1]
    assert "files beside the database had been deleted" in told(caplog)[0]


def test_nobody_has_to_tap_for_it(shop: Shop) -> None:
    (shop.site.data / "feedback.db").unlink()
    shop.session.pulse.emit()
    wait_until((shop.site.data / "feedback.db").exists, "the database to be back")
    assert levels(shop) == [4]


def test_a_data_folder_deleted_whole_is_brought_back(shop: Shop) -> None:
    shutil.rmtree(shop.site.data)
    rate(shop, 1)
    assert shop.session.screen == "thanks"
    assert levels(shop) == [4, 1]
    assert shop.site.data.stat().st_mode & 0o777 == 0o700


def test_a_database_moved_away_is_waited_for(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    database = shop.site.data / "feedback.db"
    database.rename(shop.site.data / "mine.db")
    rate(shop, 1)
    assert shop.session.screen == "kept", "no empty database takes its place"
    assert not database.exists()
    assert "has been moved away while the kiosk runs" in told(caplog)[0]
    (shop.site.data / "mine.db").rename(database)
    wait_until(lambda: shop.session.screen == "thanks", "the database to be found again")
    assert levels(shop) == [4, 1]


def test_a_data_folder_moved_away_is_waited_for(shop: Shop) -> None:
    away = shop.site.data.with_name("away")
    shop.site.data.rename(away)
    rate(shop, 1)
    assert shop.session.screen == "kept"
    away.rename(shop.site.data)
    wait_until(lambda: shop.session.screen == "thanks", "the folder to be back")
    assert levels(shop) == [4, 1]


def test_a_database_replaced_by_another_loses_neither(
    shop: Shop, open_shop: Callable[..., Shop], site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = open_shop(QUICK, where=replace(site, data=tmp_path / "other"))
    rate(other, 2)
    other.kiosk.writer.close()
    (tmp_path / "other" / "feedback.db").replace(shop.site.data / "feedback.db")
    rate(shop, 1)
    assert shop.session.screen == "thanks"
    assert sorted(levels(shop)) == [1, 2]
    assert "for `kiosk merge`" in told(caplog)[-1]
    (aside,) = shop.site.data.glob("feedback-before-restore-*.db")
    aside.replace(tmp_path / "feedback.db")
    assert levels(replace(shop, site=replace(site, data=tmp_path))) == [4]


def test_a_medium_that_is_read_only_until_it_is_not(
    open_shop: Callable[..., Shop], site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "medium"
    mount("-t", "tmpfs", "tmpfs", at=folder)
    try:
        mount("-o", "remount,ro", at=folder)
        shop = open_shop(QUICK, where=replace(site, data=folder / "data"))
        rate(shop, 1)
        assert shop.session.screen == "kept"
        assert "Read-only file system" in told(caplog)[0]
        mount("-o", "remount,rw", at=folder)
        wait_until(lambda: shop.session.screen == "thanks", "the medium to be written to")
        assert levels(shop) == [1]
        shop.kiosk.writer.close()
    finally:
        unmount(folder)


def test_a_file_system_that_the_kernel_turns_read_only(
    open_shop: Callable[..., Shop], site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As after an error of the disk: ext4 writes no more until it was unmounted and checked, which takes a restart."""
    image, folder = tmp_path / "image", tmp_path / "ext4"
    image.touch()
    with image.open("r+b") as file:
        file.truncate(8 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", str(image)], check=True)
    mount("-o", "loop,errors=remount-ro", str(image), at=folder)
    try:
        device = subprocess.check_output(["findmnt", "-n", "-o", "SOURCE", str(folder)], text=True).strip()
        trigger = Path("/sys/fs/ext4") / Path(device).name / "trigger_fs_error"
        if not trigger.exists():
            pytest.skip(f"no {trigger} here")
        shop = open_shop(QUICK, where=replace(site, data=folder / "data"))
        rate(shop, 4)
        leave(shop)
        trigger.write_text("test")
        rate(shop, 1)
        assert shop.session.screen == "kept"
        assert "see what `folder` says" in told(caplog)[0] or "disk I/O error" in told(caplog)[0]
        shop.kiosk.writer.close()
        unmount(folder)
        subprocess.run(["e2fsck", "-p", "-f", str(image)], check=False, capture_output=True)
        mount("-o", "loop", str(image), at=folder)
        shop = open_shop(QUICK, where=replace(site, data=folder / "data"))
        rate(shop, 2)
        assert levels(shop) == [4, 2], "what was thanked for, and not what was said to wait in memory"
        shop.kiosk.writer.close()
    finally:
        unmount(folder)
