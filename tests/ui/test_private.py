"""Nothing that is shown is taken for markup, and nothing that is tapped or written gets into a log."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kiosk.model import Site
from tests.ui.conftest import Shop
from ui.hand import Keys, read, turn


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A loopback server's address, and the paths it was asked for."""
    asked: list[str] = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = HTTPServer(("127.0.0.1", 0), Counting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_markup_is_shown_as_it_is_and_loads_nothing(
    open_shop: Callable[..., Shop], site: Site, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    shop = open_shop(where=replace(site, store=f"<img src='{address}/store'>"))
    shop.hand.tap("face1")
    shop.hand.tap("addComment")
    field = shop.hand.wait_for("comment")
    field.setProperty("text", f"<img src='{address}/comment'> I <b bad")
    turn(200)
    assert read(field, "text") == f"<img src='{address}/comment'> I <b bad"
    shop.hand.tap("send")
    shop.hand.wait_for("thanks")
    assert asked == []
    assert shop.rows("SELECT text FROM comments") == [(f"<img src='{address}/comment'> I <b bad",)]


def test_logs_hold_no_tap_and_no_word(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for name in ("face1", "choice-queue", "addComment"):
            shop.hand.tap(name)
        shop.hand.wait_for("comment")
        shop.hand.type([Keys("Zebra")])
        shop.hand.tap("send")
        shop.hand.tap("thanks")
    assert shop.rows("SELECT text FROM comments") == [("Zebra",)]
    for told in ("Zebra", "queue", "BAD"):
        assert told not in caplog.text
