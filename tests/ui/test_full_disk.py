"""A disk that is really full: no thanks, a calm retry, and nothing lost when there is room again."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.flow import Timings
from kiosk.model import Site
from tests.ui.conftest import PATIENT, Shop
from ui.hand import read, wait_until


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"a file system cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Takes every free byte."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 512):
                pass
        except OSError:
            return filler
    raise AssertionError("the disk never filled")


def test_a_full_disk_is_told_calmly_and_heals(
    open_shop: Callable[..., Shop], small_disk: Path, site: Site
) -> None:
    shop = open_shop(replace(PATIENT, retry_every=0.1), where=replace(site, data=small_disk))
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")
    filler = fill(small_disk)
    shop.hand.tap("choice-queue")
    shop.hand.wait_for("leaveIt")
    notice = shop.hand.wait_for("trouble")
    assert read(notice, "title") == "One moment, please"
    assert shop.session.screen == "choices", "no thanks for what is not on the disk"
    filler.unlink()
    wait_until(lambda: not shop.session.trouble, "the notice to go, once there is room")
    shop.hand.tap("finish")
    shop.hand.wait_for("thanks")
    assert shop.rows("SELECT choices FROM answers WHERE choices IS NOT NULL") == [('["queue"]',)]
    assert shop.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_store_that_cannot_be_opened_does_not_stop_the_screen(
    open_shop: Callable[..., Shop], tmp_path: Path, site: Site
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    shop = open_shop(Timings(retry_every=0.1), where=replace(site, data=blocked))
    shop.hand.tap("face4")
    shop.hand.wait_for("leaveIt")
    assert shop.session.screen == "scale"
    blocked.unlink()
    wait_until(lambda: shop.session.screen == "choices", "the next question, once there is a folder")
