"""Disks that are really full while one shopper after another comes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.model import Site
from tests.faults.shops import QUICK, leave, levels, rate, told
from tests.ui.conftest import HOUR, Shop
from tests.ui.test_full_disk import fill
from ui.hand import read, wait_until


@pytest.mark.parametrize("disk", ["ram_disk", "small_ext4"])
def test_shoppers_come_and_go_while_the_disk_is_full(
    open_shop: Callable[..., Shop], site: Site, request: pytest.FixtureRequest, disk: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO)
    folder: Path = request.getfixturevalue(disk)
    shop = open_shop(QUICK, where=replace(site, data=folder / "data"))
    rate(shop, 4)
    assert shop.session.screen == "thanks"
    leave(shop)
    filler = fill(folder)
    for face in (1, 2, 3):
        rate(shop, face)
        assert shop.session.screen == "kept", "no thanks for what is not on the disk"
        leave(shop)
    assert levels(shop) == [4]
    assert len(told(caplog)) == 1, "one line, however often it is tried"
    filler.unlink()
    shop.settle()
    assert levels(shop) == [4, 1, 2, 3]
    begun, ended = told(caplog)
    assert "answers cannot be stored" in begun
    assert "make room on the disk" in begun
    assert ended.startswith("every answer is stored; 3 had to wait")
    rate(shop, 2)
    assert shop.session.screen == "thanks"


def test_room_while_the_message_stands_turns_it_into_thanks(
    open_shop: Callable[..., Shop], site: Site, ram_disk: Path
) -> None:
    shop = open_shop(QUICK, where=replace(site, data=ram_disk))
    rate(shop)
    leave(shop)
    filler = fill(ram_disk)
    rate(shop, 3)
    message = shop.hand.wait_for("kept")
    assert read(message, "visible")
    filler.unlink()
    wait_until(lambda: shop.session.screen == "thanks", "the thanks, once there is room")
    assert levels(shop) == [1, 3]


def test_at_the_bound_the_screen_says_so_and_comes_back_by_itself(
    open_shop: Callable[..., Shop], site: Site, ram_disk: Path
) -> None:
    shop = open_shop(replace(QUICK, waiting_limit=2), where=replace(site, data=ram_disk))
    rate(shop, 4)
    leave(shop)
    filler = fill(ram_disk)
    rate(shop, 1)
    leave(shop)
    rate(shop, 2)
    shop.hand.tap("kept")
    wait_until(lambda: shop.session.screen == "unavailable", "the screen that takes nothing")
    message = shop.hand.wait_for("unavailable")
    assert read(message, "title") == "We can’t take feedback right now"
    shop.session.tapPoint(1)
    assert shop.session.screen == "unavailable"
    filler.unlink()
    shop.hand.wait_for("face1")
    shop.settle()
    assert levels(shop) == [4, 1, 2]


def test_a_kiosk_that_ends_tries_once_more_and_says_what_is_lost(
    open_shop: Callable[..., Shop], site: Site, ram_disk: Path
) -> None:
    never = replace(QUICK, retry_every=HOUR)
    shop = open_shop(never, where=replace(site, data=ram_disk))
    rate(shop, 4)
    leave(shop)
    filler = fill(ram_disk)
    for face in (1, 2):
        rate(shop, face)
        leave(shop)
    waiting = shop.session.waiting
    assert shop.kiosk.writer.close(waiting) == 2
    filler.unlink()
    shop = open_shop(never, where=replace(site, data=ram_disk))
    assert shop.kiosk.writer.close(waiting) == 0
    assert levels(shop) == [4, 1, 2]
