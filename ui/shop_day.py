"""What a shop's day does to the kiosk: surveys that change, a display that sleeps, sounds."""

from __future__ import annotations

import logging
import os

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from kiosk.model import Answer, Site
from kiosk.survey.shelf import Shelf
from ui.blanking import Blanking
from ui.session import Session
from ui.sounds import Sounds

log = logging.getLogger(__name__)


class ShopDay(QObject):
    """Listens to one session. shelf: where its surveys come from; None where it keeps the one it has."""

    def __init__(self, site: Site, session: Session, shelf: Shelf | None) -> None:
        super().__init__()
        self._site = site
        self._session = session
        self._shelf = shelf
        self._blanking: Blanking | None = None
        self._sounds: Sounds | None = None
        self._heard: Answer | None = None
        session.pulse.connect(self.look_at_the_shelf)

    def open(self) -> None:
        """Finds the display and the sound card; to be called after the first frame, for both take their time."""
        on_x11 = QGuiApplication.platformName() == "xcb"
        self._blanking = Blanking(os.environ.get("DISPLAY") if on_x11 else None)
        self._session.displayWanted.connect(self._switch_display)
        self._switch_display(self._session.screen_name != "asleep")
        if self._site.sounds:
            self._sounds = Sounds()
            self._session.save.connect(self._tapped)
            self._session.thanked.connect(self._sounds.thanks)

    def close(self) -> None:
        """Lets go of both."""
        for device in (self._blanking, self._sounds):
            if device is not None:
                device.close()

    @Slot()
    def look_at_the_shelf(self) -> None:
        """Offers the session the survey that is to be asked now."""
        if self._shelf is None:
            return
        self._session.offer(self._shelf.current(self._session.now().wall))
        for fault in self._shelf.faults():
            log.warning("a survey file is not used: %s", fault)

    @Slot(bool)
    def _switch_display(self, wanted: bool) -> None:
        if self._blanking is not None:
            (self._blanking.wake if wanted else self._blanking.sleep)()

    @Slot(object)
    def _tapped(self, answer: Answer) -> None:
        """A retry of what could not be saved is no tap."""
        if self._sounds is not None and answer is not self._heard:
            self._heard = answer
            self._sounds.tap()
