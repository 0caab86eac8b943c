"""The thread that owns the one write connection."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.errors import DamagedError, KnownError, StorageError
from kiosk.model import Answer, Origin, Site
from kiosk.questions import Survey

if TYPE_CHECKING:
    from kiosk.store import Recorder, Store
    from kiosk.store.footing import Footing

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

    usable = Signal(bool)
    """False: there is no database that could take an answer, such as a damaged one; True: there is one again."""

    def __init__(self, site: Site, survey: Survey, source: str = "kiosk") -> None:
        super().__init__()
        self._site = site
        self._survey = survey
        self._origin = Origin(site.kiosk_id, site.place, source)
        self._store: Store | None = None
        self._recorder: Recorder | None = None
        self._footing: Footing | None = None
        self._certain = False
        self._shut = False
        self._told = ""
        self._lent = ""
        self._unscreened: datetime | None = None
        self._orders: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._forgotten_on: date | None = None
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    @Slot()
    def open(self) -> None:
        """Opens the store early, so that the first tap does not wait for it; a failure shows at that tap."""
        self._orders.put(self._open_early)

    @Slot()
    def look(self) -> None:
        """Sees, now and then, whether the database is in its place, and opens it where it has not been possible."""
        self._orders.put(self._look)

    @Slot(object)
    def save(self, answer: Answer) -> None:
        """Has the answer committed; `saved` or `failed` follows."""
        self._orders.put(lambda: self._save(answer))

    @Slot(object)
    def use(self, survey: Survey) -> None:
        """What is saved from now on belongs to this survey."""
        self._orders.put(lambda: self._use(survey))

    def lend(self, work: Callable[[Store], None]) -> None:
        """Has something else done with the store, after the answers that wait; nothing where there is no store."""
        self._orders.put(lambda: self._lend(work))

    def close(self, waiting: tuple[Answer, ...] = ()) -> int:
        """Lets go of the store and ends the thread; what was sent before is saved by then.

        waiting: all that is not known to be saved. It is tried once more, up to the first refusal; how many are lost.
        """
        lost = list(waiting)
        self._orders.put(lambda: self._save_last(lost))
        self._orders.put(None)
        self._thread.join()
        return len(lost)

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
            with suppress(StorageError):  # such as another program that reads; then the first answer sees to it
                self._be_certain()
            self._forget(today := datetime.now().astimezone().date())
            self._tidy(today)
        except KnownError as error:
            self._tell(error)

    def _look(self) -> None:
        try:
            if self._shut or self._store is not None:
                self._open()
        except KnownError as error:
            self._tell(error)

    def _lend(self, work: Callable[[Store], None]) -> None:
        try:
            if self._store is not None:
                work(self._store)
        except KnownError as error:
            self._certain = False
            if str(error) != self._lent:
                log.warning("what visits are asked in their turn cannot be settled: %s", error)
            self._lent = str(error)
        else:
            self._lent = ""

    def _save(self, answer: Answer) -> None:
        try:
            self._commit(answer)
        except KnownError as error:
            if error.lasting and self._store is not None:
                self._store.close()
                self._store = self._recorder = self._footing = None
            self._tell(error)
            self.failed.emit(answer)
        else:
            self._told = ""
            self.saved.emit(answer)
            self._unscreened = answer.at

    def _save_last(self, waiting: list[Answer]) -> None:
        with suppress(KnownError):
            while waiting:
                self._commit(waiting[0])
                self._unscreened = waiting.pop(0).at

    def _commit(self, answer: Answer) -> None:
        """Raises KnownError unless the answer is on the disk, in the file that the next start will find."""
        recorder = self._open()
        certain, self._certain = self._certain, False
        recorder.save(answer)
        if not certain:
            self._be_certain()
        if self._footing is None or not self._footing.holds():
            raise StorageError(f"{self._site.data}: the database has been taken away just now")
        self._certain = True

    def _be_certain(self) -> None:
        """After a start, and after a fault: whatever can be read of the database is on the disk."""
        from kiosk.store.footing import settle  # noqa: PLC0415

        if self._store is not None:
            settle(self._store)
            self._certain = True

    def _tell(self, error: KnownError) -> None:
        """Once for each fault, however often it is met; and the screens, where only a person can mend it."""
        if error.lasting and not self._shut:
            self._shut = True
            self.usable.emit(False)
        if str(error) != self._told:
            self._told = str(error)
            mend = self._mend_of(error)
            log.warning("answers cannot be stored: %s%s", error, f" ({mend})" if mend else "")

    def _mend_of(self, error: KnownError) -> str:
        """For a damaged database the newest good backup, if there is one."""
        from kiosk.store.backup.keeping import advice, newest_good  # noqa: PLC0415

        if isinstance(error, DamagedError):
            with suppress(KnownError):
                if found := newest_good(self._site.data, self._site.key):
                    return f"stop the kiosk; {advice(found)}"
        return error.mend

    def _screen(self) -> None:
        """Looks for play among the taps of the day, once no answer waits to be saved."""
        if self._unscreened is None:
            return
        at, self._unscreened = self._unscreened, None
        try:
            self._open().screen(at, self._site.hours.open_at)
            self._forget(at.date())
        except KnownError as error:
            self._certain = False
            log.warning("the day's taps could not be screened: %s", error)

    def _forget(self, today: date) -> None:
        """Once a day, as a kiosk is not started anew for years: what was erased, and what is over its time."""
        if self._store is None or today == self._forgotten_on:
            return
        self._forgotten_on = today
        try:
            self._forget_in(self._store, today)
        except StorageError as error:
            self._certain = False
            log.warning("what is over its time is not deleted today: %s", error)

    def _forget_in(self, store: Store, today: date) -> None:
        from kiosk.store.privacy.erasure import finish_erasures  # noqa: PLC0415
        from kiosk.store.privacy.retention import keep_promises  # noqa: PLC0415

        if erased := finish_erasures(store, self._site.data):
            log.info("%d visits that were erased earlier are gone here too", erased)
        kept = keep_promises(store, self._site.retention, today)
        if kept.more or not kept.cleared:
            self._forgotten_on = None
        if kept.more:  # after the answers that wait by now
            self._orders.put(lambda: self._forget(today))
        if kept.waits:
            log.info("the clock says %s, far from its last day: nothing is deleted until three days agree", today)
        elif kept.contacts or kept.comments:
            log.info("%d contacts and %d comments have reached the end of their time", kept.contacts, kept.comments)

    def _tidy(self, today: date) -> None:
        """At a start only: it takes as long as a copy of the database."""
        from kiosk.store.privacy.retention import tidy  # noqa: PLC0415

        if self._store is None:
            return
        try:
            if tidy(self._store, today):
                log.info("the database is written anew, without a trace of what was deleted")
        except StorageError as error:
            self._certain = False
            log.warning("the database is not written anew today: %s", error)

    def _use(self, survey: Survey) -> None:
        self._survey = survey
        self._recorder = None

    def _open(self) -> Recorder:
        if self._store is not None and self._footing is not None and not self._footing.holds():
            log.warning("%s", self._footing.regain(self._store))
            self._store = self._recorder = self._footing = None
            self._certain = False
        if self._recorder is None:
            # Imported in this thread, after the first frame: sqlite-utils alone takes 95 ms.
            from kiosk.store import Recorder, open_store  # noqa: PLC0415
            from kiosk.store.footing import Footing  # noqa: PLC0415

            if self._store is None:
                self._store = open_store(self._site.data, self._site.key)
                self._footing = Footing(self._site.data)
            self._recorder = Recorder(self._store, self._origin, self._survey, datetime.now().astimezone())
        if self._shut:
            self._shut = False
            self.usable.emit(True)
        return self._recorder
