"""What visits are asked in their turn: the week's drawing, settled once a week and handed to the session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.model import QuestionId, Site, Week
from kiosk.questions import Survey
from kiosk.survey.items import load_bank
from kiosk.survey.sampler import Sampler
from ui.session import Session
from ui.writer import Writer

if TYPE_CHECKING:
    from kiosk.store import Store


class Drawing(QObject):
    """Listens to one session's pulse. Until a drawing is settled, and where none can be, nobody is asked anything.

    Raises BadInputError for a wrong file of the store's own items.
    """

    settled = Signal(object, object)
    """A Week and the chances of its questions. Sent from the writer's thread, so connected queued."""

    def __init__(self, site: Site, survey: Survey, session: Session, writer: Writer) -> None:
        super().__init__()
        self._site = site
        self._session = session
        self._writer = writer
        self._bank = load_bank(site.rotation.own, site.languages or survey.languages)
        self._week: Week | None = None
        self.settled.connect(self._use, Qt.ConnectionType.QueuedConnection)
        session.pulse.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Has the drawing settled where another week has begun."""
        week = Week.of(self._session.now().wall.date())
        if week != self._week:
            self._writer.lend(lambda store: self._settle(store, week))

    def _settle(self, store: Store, week: Week) -> None:
        from kiosk.store.evidence import freeze  # noqa: PLC0415 - in the writer's thread, after the first frame

        self.settled.emit(week, freeze(store, self._bank, self._site.rotation, week))

    @Slot(object, object)
    def _use(self, week: Week, chances: Mapping[QuestionId, float]) -> None:
        self._week = week
        sampler = Sampler(self._bank, chances, self._site.rotation, self._site.kiosk_id)
        self._session.plan_with(sampler.plan)
