"""A start with a damaged database: a calm screen, and a line that says which backup to bring back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kiosk.model import Site
from kiosk.store import Recorder, open_store
from kiosk.store.backup.keeping import back_up
from kiosk.store.backup.restoring import restore
from tests.faults.shops import QUICK, rate, told
from tests.ui.conftest import Shop
from tests.unit.builders import NOON, SURVEY, rated
from ui.hand import wait_until

TODAY = date(2026, 11, 22)


def test_the_newest_good_backup_is_offered_and_brings_the_kiosk_back(
    open_shop: Callable[..., Shop], site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, SURVEY)
        for n in range(3):
            recorder.save(rated(3, f"v{n}"))
    _, good = back_up(site.data, TODAY)
    with open_store(site.data) as store:
        Recorder(store, site.origin, SURVEY).save(rated(4, "since", NOON + timedelta(hours=1)))
    (bad,) = back_up(site.data, TODAY, anew=True)
    for path in (bad, site.data / "feedback.db"):
        path.write_bytes(b"\xff" * 8192 + path.read_bytes()[8192:])
    shop = open_shop(QUICK)
    wait_until(lambda: shop.session.screen == "unavailable", "the screen that takes nothing")
    (line,) = told(caplog)
    assert f"`kiosk restore {good}`" in line
    assert "3 answers, up to 2026-11-16 12:00: what was given after that is not in it" in line
    done = restore(site.data, good, NOON)
    assert "given after 2026-11-16 12:00 are not in this backup" in done.gap
    assert "feedback-before-restore-" in done.gap
    shop.session.pulse.emit()
    shop.hand.wait_for("face1")
    rate(shop, 2)
    assert shop.session.screen == "thanks"
    assert shop.rows("SELECT count(*) FROM answers") == [(4,)]
