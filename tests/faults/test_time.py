"""Clocks that jump, nights that lose or repeat an hour, another time zone: what is stored is what the wall said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.flow import Now, Timings
from kiosk.store import Reading, open_reader
from tests.faults.shops import QUICK
from tests.ui.conftest import Shop

BERLIN, SEOUL, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 16, 12, tzinfo=BERLIN)


class Clock:
    """Both clocks, each set by the test."""

    def __init__(self, wall: datetime) -> None:
        self.steady, self.wall = 1000.0, wall

    def __call__(self) -> Now:
        return Now(self.steady, self.wall)


def finish(shop: Shop) -> None:
    shop.hand.tap("finish")
    shop.hand.tap("thanks")
    shop.hand.wait_for("face1")


def stored(shop: Shop) -> list[tuple[object, ...]]:
    """(at, day, hour, level) of the ratings, in the order of the taps."""
    return shop.rows("SELECT at, day, hour, level FROM answers WHERE level IS NOT NULL ORDER BY visit, revision")


@pytest.mark.parametrize("jump", [timedelta(hours=-5), timedelta(hours=9), timedelta(days=-30), timedelta(days=366)])
def test_a_wall_clock_that_jumps_ends_no_visit_and_is_written_as_it_was(
    open_shop: Callable[..., Shop], jump: timedelta
) -> None:
    clock = Clock(NOON)
    shop = open_shop(Timings(), now=clock)
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")
    clock.wall += jump
    shop.session.tick()
    assert shop.session.screen == "choices", "time-outs go by the steady clock"
    shop.hand.tap("choice-queue")
    finish(shop)
    assert shop.rows("SELECT at FROM answers ORDER BY level IS NULL") == [
        ("2026-11-16T12:00:00.000+01:00",), ((NOON + jump).isoformat(timespec="milliseconds"),),
    ]  # fmt: skip


def test_a_correction_counts_though_the_clock_was_set_back_before_it(open_shop: Callable[..., Shop]) -> None:
    clock = Clock(NOON)
    shop = open_shop(QUICK, now=clock)
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")
    clock.wall -= timedelta(hours=3)
    shop.hand.tap("undo")
    shop.hand.tap("face4")
    finish(shop)
    assert shop.rows("SELECT level, counts FROM answers WHERE level IS NOT NULL ORDER BY revision") == [(1, 0), (4, 1)]


NIGHTS = {
    "the hour that comes twice": [
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0), datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),
        datetime(2026, 10, 25, 3, 30, tzinfo=BERLIN),
    ],
    "the hour that is left out": [
        datetime(2027, 3, 28, 1, 59, tzinfo=BERLIN), datetime(2027, 3, 28, 3, 0, tzinfo=BERLIN),
        datetime(2027, 3, 28, 23, 59, tzinfo=BERLIN),
    ],
    "from one zone to another": [
        datetime(2026, 11, 16, 0, 30, tzinfo=SEOUL), datetime(2026, 11, 15, 16, 31, tzinfo=BERLIN),
        datetime(2026, 11, 15, 10, 32, tzinfo=NEW_YORK),
    ],
}  # fmt: skip


@pytest.mark.parametrize("moments", NIGHTS.values(), ids=NIGHTS.keys())
def test_day_and_hour_are_those_on_the_shops_wall(open_shop: Callable[..., Shop], moments: list[datetime]) -> None:
    clock = Clock(moments[0])
    shop = open_shop(QUICK, now=clock)
    for level, moment in enumerate(moments, 1):
        clock.wall = moment
        shop.hand.tap(f"face{level}")
        finish(shop)
    assert stored(shop) == [
        (moment.isoformat(timespec="milliseconds"), moment.date().isoformat(), moment.hour, level)
        for level, moment in enumerate(moments, 1)
    ]
    instants = [datetime.fromisoformat(str(row[0])) for row in stored(shop)]
    assert instants == sorted(instants), "the order of visits can be read from what is stored"
    days = [moment.date() for moment in moments]
    with open_reader(shop.site.data) as reader:
        counted = Reading(reader).hours(min(days), max(days))
    found = {(each.day, each.hour, int(each.level)): each.n for each in counted}
    assert found == {(moment.date(), moment.hour, level): 1 for level, moment in enumerate(moments, 1)}


def test_reasons_are_kept_as_they_were_tapped(open_shop: Callable[..., Shop]) -> None:
    shop = open_shop(QUICK, now=Clock(NIGHTS["the hour that comes twice"][1]))
    shop.hand.tap("face1")
    shop.hand.tap("choice-queue")
    finish(shop)
    ((choices, at),) = shop.rows("SELECT choices, at FROM answers WHERE choices IS NOT NULL")
    assert json.loads(str(choices)) == ["queue"]
    assert str(at).endswith("+01:00")
