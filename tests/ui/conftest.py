"""The real application, offscreen, with a hand in front of it."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.flow import Now, Timings
from kiosk.model import Site
from kiosk.questions import Survey
from kiosk.site import load_site
from kiosk.store import Reading, open_reader
from kiosk.survey import load_survey
from kiosk.survey.shelf import Shelf
from ui.app import Kiosk, application
from ui.hand import Hand, turn, wait_until
from ui.session import Planner, Session, clock

HOUR = 3600.0
PATIENT = Timings(HOUR, HOUR, HOUR, language_returns_after=HOUR, thanks_lasts=HOUR, number_lasts=HOUR)
"""No time-out interferes."""


@dataclass
class Shop:
    """A running kiosk and what a test needs of it."""

    kiosk: Kiosk
    hand: Hand
    site: Site

    @property
    def session(self) -> Session:
        """The QML session."""
        return self.kiosk.session

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What another connection reads of the database."""
        with open_reader(self.site.data) as reader:
            return list(reader.database.execute(sql).fetchall())

    def reading(self) -> Reading:
        """The report's view of the database."""
        return Reading(open_reader(self.site.data))

    def settle(self) -> None:
        """Until everything tapped so far is on the disk."""
        wait_until(lambda: self.session.saved, "the answers to be saved")
        turn()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The screens need no widgets."""
    return QGuiApplication


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A store with a 15 inch screen in landscape."""
    return replace(load_site(None, tmp_path / "data"), store="Maple Street", screen_mm=(323.0, 202.0))


@pytest.fixture
def open_shop(qapp: QGuiApplication, site: Site) -> Iterator[Callable[..., Shop]]:
    """Opens a kiosk; all are closed after the test."""
    application()
    opened: list[Kiosk] = []

    def opener(
        timings: Timings = PATIENT, size: tuple[int, int] = (1280, 800), *, motion: bool = False, where: Site = site,
        survey: Survey | None = None, now: Callable[[], Now] = clock, shelf: Shelf | None = None,
        source: str = "kiosk", planner: Planner | None = None,
    ) -> Shop:  # fmt: skip
        asked = survey or load_survey(where.survey)
        kiosk = Kiosk(
            where, asked, timings=timings, motion=motion, now=now, shelf=shelf, source=source, planner=planner
        )
        opened.append(kiosk)
        kiosk.window.resize(*size)
        kiosk.window.show()
        wait_until(lambda: kiosk.painted, "the first frame")
        hand = Hand(kiosk.window)
        return Shop(kiosk, hand, where)

    yield opener
    for kiosk in opened:
        kiosk.close()
    # Here and now: Python may free a kiosk's timers in whichever thread it happens to tidy up, and Qt dies of that.
    opened.clear()
    gc.collect()


@pytest.fixture
def shop(open_shop: Callable[..., Shop]) -> Shop:
    """A kiosk that waits for ever."""
    return open_shop()
