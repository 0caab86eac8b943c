"""What the tests of faults at the screen share."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from tests.ui.conftest import HOUR, PATIENT, Shop
from ui.hand import wait_until

QUICK = replace(PATIENT, retry_every=0.05, slow_after=HOUR, trouble_lasts=HOUR, kept_lasts=HOUR)
"""Tries again at once, and leaves every screen to the test, however busy the machine is."""


def rate(shop: Shop, face: int = 1) -> None:
    """One whole visit, as far as the disk lets it come: to the thanks or to what stands there instead."""
    shop.hand.tap(f"face{face}")
    wait_until(lambda: shop.session.trouble or shop.session.screen != "scale", "the disk's answer")
    if shop.session.screen == "choices" and not shop.session.trouble:
        shop.hand.tap("finish")
    if shop.session.trouble:
        shop.hand.tap("leaveIt")
    wait_until(lambda: shop.session.screen in {"thanks", "kept"}, "the end of the visit")


def leave(shop: Shop) -> None:
    """A touch, and the first screen is back."""
    shop.hand.tap(shop.session.screen)
    shop.hand.wait_for("face1")


def levels(shop: Shop) -> list[int]:
    """The ratings of a whole database, in the order of the visits."""
    assert shop.rows("PRAGMA integrity_check") == [("ok",)]
    return [int(str(row[0])) for row in shop.rows("SELECT level FROM answers WHERE level IS NOT NULL ORDER BY visit")]


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The lines of the writer and of the outage."""
    names = {"ui.writer", "ui.outage"}
    return [record.getMessage() for record in caplog.records
            if record.name in names and record.levelno >= logging.INFO]  # fmt: skip
