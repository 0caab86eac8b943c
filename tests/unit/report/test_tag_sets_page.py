"""Every tag set of ours can be read off the page, from taps and from answers to items."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.model import Level
from tests.unit.report.asked import spread
from tests.unit.report.conftest import Shop
from tests.unit.report.printing import pages_after_the_first, tap


@pytest.mark.parametrize(
    ("tag", "share"),
    [("Contact", 60), ("Detail", 25), ("Price", 15), ("Cost in time", 60), ("Cost in money", 15),
     ("A smooth process", 60), ("The same quality every time", 40)],
)  # fmt: skip
def test_what_shoppers_named_is_sorted_by_each_set(shop: Shop, tmp_path: Path, tag: str, share: int) -> None:
    for back in range(4):
        shop.save(tap(shop, back, 0, 12, {Level.BAD: 12}, "queue"))
        shop.save(tap(shop, back, 1, 12, {Level.BAD: 5}, "stock"))
        shop.save(tap(shop, back, 2, 12, {Level.BAD: 3}, "quality_price"))
    assert f" {tag} {share} (" in pages_after_the_first(shop, tmp_path)


def test_abilities_and_training_points_are_for_the_staff_room(shop: Shop, tmp_path: Path) -> None:
    for back in range(4):
        shop.save(tap(shop, back, 0, 12, {Level.BAD: 6}, "queue"))
    spread(shop, "perceived.responsiveness.told", [2, 3, 4, 3, 3, 2, 4, 3] * 2)
    spread(shop, "perceived.empathy.listening", [5, 6, 5, 6, 5, 6, 5, 6] * 2)
    staff = pages_after_the_first(shop, tmp_path).split("For the staff room")[1]
    assert "Willingness 3.0 (2.6–3.4) 16 Efficient and effective 3.0 (2.6–3.4) 16 Empathy 5.5 (" in staff
    assert "Listening 5.5 (" in staff
