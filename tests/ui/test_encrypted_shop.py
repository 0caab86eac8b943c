"""The kiosk's screens over an encrypted database, and over one that its key does not open."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.keys import KeyFile
from kiosk.model import Site
from kiosk.store import open_reader, open_store
from kiosk.store.connection import FILE_NAME
from kiosk.store.encryption.moving import make_key, move_folder
from tests.ui.conftest import PATIENT, Shop
from ui.hand import wait_until


def levels(site: Site) -> list[tuple[object, ...]]:
    with open_reader(site.data, site.key) as reader:
        return list(reader.database.execute("SELECT level FROM answers").fetchall())


def encrypted(site: Site, folder: Path) -> Site:
    make_key(folder / "key", folder)
    return replace(site, key=KeyFile(folder / "key"))


def test_taps_are_thanked_for_and_encrypted(open_shop: Callable[..., Shop], site: Site, tmp_path: Path) -> None:
    shop = open_shop(where=encrypted(site, tmp_path))
    shop.hand.tap("face1")
    shop.hand.tap("finish")
    shop.hand.wait_for("thanks")
    shop.settle()
    assert levels(shop.site) == [(1,)]
    # By another process: closing the file here would take back the store's locks.
    begin = subprocess.run(["head", "-c", "6", site.data / FILE_NAME], capture_output=True, check=True).stdout
    assert begin != b"SQLite"


def test_nobody_is_thanked_while_the_key_does_not_fit(
    open_shop: Callable[..., Shop], site: Site, tmp_path: Path
) -> None:
    with open_store(site.data):
        pass
    shop = open_shop(replace(PATIENT, retry_every=0.1), where=encrypted(site, tmp_path))
    wait_until(lambda: shop.session.screen == "unavailable", "the screen that takes nothing")
    list(move_folder(site.data, None, shop.site.key, lambda rows, *_: rows))
    wait_until(lambda: shop.session.screen == "scale", "the faces, once the database is encrypted")
    shop.hand.tap("face1")
    shop.hand.wait_for("finish")
    assert levels(shop.site) == [(1,)]
