"""All screens against their goldens: four languages, landscape and portrait.

A golden changes only with a reason in the commit: MOMENT_UPDATE_GOLDENS=1 make test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.model import Site
from tests.goldens import assert_like_golden
from tests.ui.conftest import Shop
from tests.ui.pictures import LANDSCAPE, PORTRAIT, grab, walk, walk_in_turn
from tests.ui.walking import while_nothing_is_stored

GOLDENS = Path(__file__).parent.parent / "golden" / "screens"
MILLIMETRES = {"landscape": (323.0, 202.0), "portrait": (202.0, 323.0)}


@pytest.mark.parametrize("language", ["en", "ko", "zh_TW", "zh_CN"])
@pytest.mark.parametrize(("way", "size"), [("landscape", LANDSCAPE), ("portrait", PORTRAIT)])
def test_every_screen_looks_as_agreed(
    open_shop: Callable[..., Shop], site: Site, language: str, way: str, size: tuple[int, int]
) -> None:
    shop = open_shop(size=size, where=replace(site, screen_mm=MILLIMETRES[way]))
    for name, picture in walk(shop, language):
        small = picture.resize((picture.width // 2, picture.height // 2))
        assert_like_golden(small, GOLDENS / f"{way}-{language}-{name}.png")
    shop.session.setLanguage(language)
    for number, screen in enumerate(while_nothing_is_stored(shop.kiosk), 6):
        picture = grab(shop)
        small = picture.resize((picture.width // 2, picture.height // 2))
        assert_like_golden(small, GOLDENS / f"{way}-{language}-{number}-{screen}.png")


@pytest.mark.parametrize("language", ["en", "ko", "zh_TW", "zh_CN"])
@pytest.mark.parametrize(("way", "size"), [("landscape", LANDSCAPE), ("portrait", PORTRAIT)])
def test_every_screen_that_is_asked_in_turns_looks_as_agreed(
    open_shop: Callable[..., Shop], site: Site, language: str, way: str, size: tuple[int, int]
) -> None:
    shop = open_shop(size=size, where=replace(site, screen_mm=MILLIMETRES[way]))
    for name, picture in walk_in_turn(shop, language):
        small = picture.resize((picture.width // 2, picture.height // 2))
        assert_like_golden(small, GOLDENS / f"{way}-{language}-{name}.png")
