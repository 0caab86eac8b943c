"""The real application, offscreen, with a hand in front of it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from collections.abc import Callable, Iterator  # noqa: E402
from dataclasses import dataclass, replace  # noqa: E402
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402

from kiosk.flow import Timings  # noqa: E402
from kiosk.model import Site  # noqa: E402
from kiosk.site import load_site  # noqa: E402
from kiosk.store import Reading, open_reader  # noqa: E402
from kiosk.survey import load_survey  # noqa: E402
from ui.app import Kiosk, application  # noqa: E402
from ui.hand import Hand, turn, wait_until  # noqa: E402
from ui.session import Session  # noqa: E402

PATIENT = Timings(still_there_after=3600, still_there_after_writing=3600, thanks_lasts=3600, language_returns_after=3600)
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
        timings: Timings = PATIENT, size: tuple[int, int] = (1280, 800), *, motion: bool = False, where: Site = site
    ) -> Shop:
        kiosk = Kiosk(where, load_survey(where.survey), timings=timings, motion=motion)
        opened.append(kiosk)
        kiosk.window.resize(*size)
        kiosk.window.show()
        hand = Hand(kiosk.window)
        hand.wait_for("face1")
        return Shop(kiosk, hand, where)

    yield opener
    for kiosk in opened:
        kiosk.close()


@pytest.fixture
def shop(open_shop: Callable[..., Shop]) -> Shop:
    """A kiosk that waits for ever."""
    return open_shop()
