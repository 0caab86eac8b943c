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
     ("A smooth process", 60), ("The same quality every time", 25)],
)  # fmt: skip
def test_what_shoppers_named_is_sorted_by_each_set(shop: Shop, tmp_path: Path, tag: str, share: int) -> None:
    for back in range(4):
        shop.save(tap(shop, back, 0, 12, {Level.BAD: 12}, "queue"))
        shop.save(tap(shop, back, 1, 12, {Level.BAD: 5}, "stock"))
        shop.save(tap(shop, back, 2, 12, {Level.BAD: 3}, "quality_price"))
    assert f" {tag} {share} (" in pages_after_the_first(shop, tmp_path, "")
