"""The week's drawing on the real kiosk: settled by the writer, kept for the week, and never in a shopper's way."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.errors import BadInputError
from kiosk.flow import Now
from kiosk.items import IMPORTANCE
from kiosk.model import Rotation, Site, Week
from kiosk.store import open_reader, open_store
from kiosk.store.turns import read_allocation
from tests.plans import BANK
from tests.ui.conftest import Shop
from ui.hand import turn, wait_until
from ui.session import clock

Opener = Callable[..., Shop]
OFFERS = "SELECT choices FROM answers WHERE question = 'quality.offer'"



@pytest.fixture
def asking(site: Site) -> Site:
    """The shop with every visit asked in its turn."""
    return replace(site, rotation=Rotation(share=1.0, two=0.0))


def settled(shop: Shop) -> None:
    wait_until(lambda: shop.session._planner, "the week's drawing")


def in_turn(shop: Shop) -> bool:
    """Whether the visit that rates now is asked in its turn."""
    shop.hand.tap("face3")
    wait_until(lambda: shop.hand.find("finish") or shop.hand.find("skip"), "the second screen")
    asked = shop.hand.find("finish") is None
    shop.settle()
    shop.hand.tap("startOver")
    shop.hand.wait_for("face1")
    return asked


def test_without_a_share_nobody_is_asked_and_nothing_is_drawn(shop: Shop) -> None:
    assert [in_turn(shop) for _ in range(3)] == [False] * 3
    assert shop.rows("SELECT * FROM allocations") == []
    assert shop.rows(OFFERS) == []


def test_the_drawing_is_settled_once_the_store_is_open_and_holds_from_the_first_visit(
    open_shop: Opener, asking: Site
) -> None:
    shop = open_shop(where=asking)
    settled(shop)
    assert in_turn(shop)
    ((offer,),) = shop.rows(OFFERS)
    with open_reader(asking.data) as reader:
        chances = read_allocation(reader, Week.of(clock().wall.date()))
    assert chances.keys() == set(BANK.questions)
    assert {name: pytest.approx(chance) for name, chance in json.loads(offer).items()}.items() <= chances.items()


def test_a_drawing_that_is_settled_already_holds(open_shop: Opener, asking: Site) -> None:
    week = Week.of(clock().wall.date())
    with open_store(asking.data) as store:
        store.database["allocations"].insert({"week": str(week), "question": IMPORTANCE, "chance": 1.0})
    shop = open_shop(where=asking)
    settled(shop)
    shop.hand.tap("face1")
    shop.hand.wait_for("choice-empathy")


def test_another_week_draws_anew(open_shop: Opener, asking: Site) -> None:
    later = timedelta()

    def now() -> Now:
        real = clock()
        return Now(real.steady, real.wall + later)

    shop = open_shop(where=asking, now=now)
    settled(shop)
    later = timedelta(days=7)
    shop.session.pulse.emit()
    weeks = "SELECT count(DISTINCT week) FROM allocations"
    wait_until(lambda: shop.rows(weeks) == [(2,)], "the next week's drawing")
    shop.session.pulse.emit()
    turn(50)
    assert shop.rows(weeks) == [(2,)]


def test_a_share_of_a_half_asks_some_and_not_others(open_shop: Opener, asking: Site) -> None:
    shop = open_shop(where=replace(asking, rotation=Rotation(share=0.5)))
    settled(shop)
    asked = [in_turn(shop) for _ in range(16)]
    assert {*asked} == {True, False}, "missed once in 30,000 runs"
    assert len(shop.rows(OFFERS)) == asked.count(True)


def test_a_store_that_refuses_costs_the_shopper_nothing(
    open_shop: Opener, asking: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with open_store(asking.data) as store:
        refusal = "BEFORE INSERT ON allocations BEGIN SELECT abs(-9223372036854775808); END"
        store.database.execute(f"CREATE TRIGGER refusal {refusal}")
    shop = open_shop(where=asking)
    shop.hand.tap("face2")
    shop.hand.wait_for("finish")
    shop.settle()
    shop.session.pulse.emit()
    turn(50)
    assert shop.rows("SELECT level FROM answers") == [(2,)]
    assert shop.rows("SELECT * FROM allocations") == []
    told = [line for line in caplog.messages if "in their turn" in line]
    assert len(told) == 1, "once for each fault"


def test_the_demonstration_draws_nothing_by_itself(open_shop: Opener, asking: Site) -> None:
    shop = open_shop(where=asking, source="demo")
    assert not in_turn(shop)


def test_a_wrong_file_of_own_items_is_told_before_anything_is_shown(
    qapp: object, asking: Site, open_shop: Opener
) -> None:
    own = asking.data / "own.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text('[item.parking]\ndimension = "luck"\nlabel = { en = "Parking" }\n', encoding="utf-8")
    with pytest.raises(BadInputError, match="dimension"):
        open_shop(where=replace(asking, rotation=Rotation(share=1.0, own=own)))
