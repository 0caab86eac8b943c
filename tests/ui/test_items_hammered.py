"""A teenager at the screens that are asked in turns: whatever was done, the books are right."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from PySide6.QtGui import QPointingDevice

from kiosk.flow import Timings
from kiosk.items import IMPORTANCE, OFFER
from kiosk.model import Rotation, Site
from tests.plans import BANK
from tests.ui import test_touch
from tests.ui.conftest import Shop
from tests.ui.test_monkey import Monkey
from tests.ui.test_shop_day import Clock, pass_time
from ui.hand import wait_until

DAY = 24 * 3600
POINTS = {"item7": range(1, 8), "expected": range(1, 6), "nps": range(11), "yes_no": range(2)}
ITEMS = "SELECT visit, question, revision, number, scale, choices FROM answers WHERE question GLOB '*.*'"

glass = test_touch.glass


class Teenager(Monkey):
    """Knows that a face comes first, starts over for fun, changes the language, and the clock is no longer right."""

    def rate(self) -> None:
        if self.shop.session.screen == "scale" and not self.shop.kiosk.window.property("covered"):
            self.fingers.tap(self.shop.hand.place_of(self.shop.hand.wait_for(f"face{self.chance.randrange(1, 5)}")))
            self.shop.settle()

    def restart(self) -> None:
        self.shop.session.startOver()

    def speak(self) -> None:
        self.shop.session.setLanguage(self.chance.choice(("ko", "zh_TW", "ar", "en")))

    def jump(self) -> None:
        pass_time(self.shop, self.clock, self.chance.choice((1, 31, 52)))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_visit_has_one_offer_and_answers_to_nothing_else(
    open_shop: Callable[..., Shop], site: Site, glass: QPointingDevice, seed: int
) -> None:
    clock = Clock()
    shop = open_shop(now=clock, timings=Timings(), where=replace(site, rotation=Rotation(share=1.0)))
    wait_until(lambda: shop.session._planner, "the week's drawing")
    teenager = Teenager(shop, glass, clock, Random(seed))
    thanked: list[bool] = []
    shop.session.thanked.connect(lambda: thanked.append(shop.session.saved))
    for _ in range(60):
        teenager.rate()
        teenager.chance.choices(
            (teenager.tap, teenager.palm, teenager.mash, teenager.speak, teenager.restart, teenager.jump),
            (60, 12, 10, 8, 5, 5),
        )[0]()
    teenager.leave()
    rows = shop.rows(ITEMS)
    offers = {visit: json.loads(choices) for visit, question, _, _, _, choices in rows if question == OFFER}
    assert len(offers) == sum(row[1] == OFFER for row in rows), "one for each visit"
    assert offers
    sampler_chances = shop.rows("SELECT question, chance FROM allocations")
    assert {name for name, _ in sampler_chances} == set(BANK.questions)
    for visit, question, _, number, scale, choices in rows:
        if question == OFFER:
            continue
        assert question in offers[visit], "nothing that was not offered"
        if question == IMPORTANCE:
            assert set(json.loads(choices)) <= set(BANK.dimensions)
        else:
            assert number in POINTS[scale]
    revisions = [(row[0], row[1], row[2]) for row in rows]
    assert len({*revisions}) == len(revisions)
    assert thanked
    assert all(thanked)
