"""The thread that owns the one write connection."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from kiosk.errors import StorageError
from kiosk.model import Answer, Origin, Site, Survey

if TYPE_CHECKING:
    from kiosk.store import Recorder, Store

log = logging.getLogger(__name__)


class Writer(QObject):
    """Commits answers in the order they come. Lives in its own thread; talk to it by signals only."""

    saved = Signal(object)
    """The Answer that is now on the disk."""
    failed = Signal(object)
    """The Answer that the environment refused."""

    def __init__(self, site: Site, survey: Survey, source: str = "kiosk") -> None:
        super().__init__()
        self._site = site
        self._survey = survey
        self._origin = Origin(site.kiosk_id, site.place, source)
        self._store: Store | None = None
        self._recorder: Recorder | None = None

    @Slot()
    def open(self) -> None:
        """Opens the store early, so that the first tap does not wait for it; a failure shows at that tap."""
        try:
            self._open()
        except StorageError as error:
            log.warning("the store cannot be opened yet: %s", error)

    @Slot(object)
    def save(self, answer: Answer) -> None:
        """Commits the answer and says so, or says that the environment refused it."""
        try:
            self._open().save(answer)
        except StorageError as error:
            log.warning("an answer waits to be saved: %s", error)
            self.failed.emit(answer)
        else:
            self.saved.emit(answer)

    @Slot()
    def close(self) -> None:
        """Lets go of the store and ends this thread; what was sent before is saved by now."""
        if self._store is not None:
            self._store.close()
        QThread.currentThread().quit()

    def _open(self) -> Recorder:
        if self._recorder is None:
            # Imported in this thread, after the first frame: sqlite-utils alone takes 95 ms.
            from kiosk.store import Recorder, open_store  # noqa: PLC0415

            self._store = open_store(self._site.data)
            self._recorder = Recorder(self._store, self._origin, self._survey)
        return self._recorder
