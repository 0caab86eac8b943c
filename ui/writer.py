"""The thread that owns the one write connection."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.errors import KnownError, StorageError
from kiosk.model import Answer, Origin, Site
from kiosk.questions import Survey

if TYPE_CHECKING:
    from kiosk.store import Recorder, Store

log = logging.getLogger(__name__)


class Writer(QObject):
    """Commits answers in the order they come, in a thread of its own; its slots return at once.

    WORKAROUND: the thread is Python's, not a QThread that slots are queued to. Before Python 3.12, PySide looks a
    receiver's type up in a map that it does not lock, while another thread may be adding to it: the process dies of
    SIGSEGV about once in 300 starts (PepType_SOTP, seen in 6.11.3).
    """

    saved = Signal(object)
    """The Answer that is now on the disk. Sent from the writer's thread, so connect it queued."""
    failed = Signal(object)
    """The Answer that the environment refused. Sent from the writer's thread, so connect it queued."""

    refused = Signal(object)
    """The KnownError for which no answer can ever be saved here, such as a database of a newer version."""

    def __init__(self, site: Site, survey: Survey, source: str = "kiosk") -> None:
        super().__init__()
        self._site = site
        self._survey = survey
        self._origin = Origin(site.kiosk_id, site.place, source)
        self._store: Store | None = None
        self._recorder: Recorder | None = None
        self._unscreened: datetime | None = None
        self._orders: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._forgotten_on: date | None = None
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    @Slot()
    def open(self) -> None:
        """Opens the store early, so that the first tap does not wait for it; a failure shows at that tap."""
        self._orders.put(self._open_early)

    @Slot(object)
    def save(self, answer: Answer) -> None:
        """Has the answer committed; `saved` or `failed` follows."""
        self._orders.put(lambda: self._save(answer))

    @Slot(object)
    def use(self, survey: Survey) -> None:
        """What is saved from now on belongs to this survey."""
        self._orders.put(lambda: self._use(survey))

    def close(self) -> None:
        """Lets go of the store and ends the thread; what was sent before is saved by then."""
        self._orders.put(None)
        self._thread.join()

    def _work(self) -> None:
        while order := self._orders.get():
            order()
            if self._orders.empty():
                self._screen()
        self._screen()
        if self._store is not None:
            self._store.close()

    def _open_early(self) -> None:
        try:
            self._open()
            self._forget_contacts(datetime.now().astimezone().date())
        except StorageError as error:
            log.warning("the store cannot be opened yet: %s", error)
        except KnownError as error:
            self.refused.emit(error)

    def _save(self, answer: Answer) -> None:
        try:
            self._open().save(answer)
        except StorageError as error:
            log.warning("an answer waits to be saved: %s", error)
            self.failed.emit(answer)
        except KnownError as error:
            self.refused.emit(error)
        else:
            self.saved.emit(answer)
            self._unscreened = answer.at

    def _screen(self) -> None:
        """Looks for play among the taps of the day, once no answer waits to be saved."""
        if self._unscreened is None:
            return
        at, self._unscreened = self._unscreened, None
        try:
            self._open().screen(at, self._site.hours.open_at)
            self._forget_contacts(at.date())
        except KnownError as error:
            log.warning("the day's taps could not be screened: %s", error)

    def _forget_contacts(self, today: date) -> None:
        """Once a day: a kiosk is not started anew for years."""
        from kiosk.store import forget_contacts  # noqa: PLC0415

        if self._store is not None and today != self._forgotten_on:
            self._forgotten_on = today
            if gone := forget_contacts(self._store, today):
                log.info("%d contacts have reached the end of their time", gone)

    def _use(self, survey: Survey) -> None:
        self._survey = survey
        self._recorder = None

    def _open(self) -> Recorder:
        if self._recorder is None:
            # Imported in this thread, after the first frame: sqlite-utils alone takes 95 ms.
            from kiosk.store import Recorder, open_store  # noqa: PLC0415

            self._store = self._store or open_store(self._site.data)
            self._recorder = Recorder(self._store, self._origin, self._survey)
        return self._recorder
