"""The QML face of the flow: properties to show, slots to tap."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk import flow
from kiosk.comfort import Comfort, Look
from kiosk.contact import contact_fits
from kiosk.flow import Effect, Event, ForgetInput, Home, Now, PrepareVisit, Save, Sleep, Timings, UseSurvey, Wake
from kiosk.identity import new_visit
from kiosk.items import Plan
from kiosk.model import Answer, ChoiceId, Language, QuestionId, Site, VisitId
from kiosk.questions import Survey
from ui.outage import Outage
from ui.shown import Shown

Planner = Callable[[VisitId], Plan | None]
"""What a visit is asked instead of its reasons; None for the reasons."""

QML_IMPORT_NAME = "Moment"
QML_IMPORT_MAJOR_VERSION = 1
PULSE_MS = 5000
"""How often the opening hours are looked at."""


def clock() -> Now:
    """Both clocks of the machine."""
    return Now(time.monotonic(), datetime.now().astimezone())


@QmlElement
@QmlUncreatable("made once, by the application")
class Session(Shown):  # type: ignore[operator]  # QmlUncreatable's stub takes no reason
    """One shopper after another, for ever. Holds the flow's state and nothing else of its own."""

    save = Signal(object)
    """An Answer to commit; answered by answer_saved or answer_failed."""
    forgetInput = Signal()  # noqa: N815
    """Nothing of the visit may stay in a field or in the keyboard."""
    surveyChanged = Signal(object)  # noqa: N815
    """The Survey that all answers from now on belong to."""
    thanked = Signal()
    """Everything is on the disk, and the thanks are shown."""
    displayWanted = Signal(bool)  # noqa: N815
    """Whether the display is to be on."""

    touched = Signal()
    """Somebody is there."""
    pulse = Signal()
    """Every few seconds: time to look at the opening hours and at the survey files."""

    def __init__(
        self,
        site: Site,
        survey: Survey,
        timings: Timings | None = None,
        now: Callable[[], Now] = clock,
        planner: Planner | None = None,
        parent: QObject | None = None,
    ) -> None:
        home = Home(site.language, site.comfort, site.hours.open_at)
        state, effects = flow.start(survey, home, timings)
        self._planner = planner
        super().__init__(site, state, now, parent)
        self._deadline = QTimer(self, singleShot=True)
        self._deadline.timeout.connect(self.tick)
        self._countdown = QTimer(self, interval=250)
        self._countdown.timeout.connect(self.secondsLeftChanged)
        self._pulse = QTimer(self, interval=PULSE_MS)
        self._pulse.timeout.connect(self.tick)
        self._pulse.timeout.connect(self.pulse)
        self._pulse.start()
        self._inbox: deque[Event] = deque()
        self._outage = Outage()
        self._perform(effects)

    # What happened

    @Slot(int)
    def tapPoint(self, point: int) -> None:  # noqa: N802
        """A face, a star, a number."""
        self._send(flow.ScaleTapped(self.now(), point))

    @Slot(str)
    def tapChoice(self, choice: str) -> None:  # noqa: N802
        """An option."""
        self._send(flow.ChoiceTapped(self.now(), ChoiceId(choice)))

    @Slot(str, int)
    def tapItem(self, question: str, point: int) -> None:  # noqa: N802
        """A point in one row of an item screen."""
        self._send(flow.ItemTapped(self.now(), QuestionId(question), point))

    @Slot()
    def next(self) -> None:
        """On to the next question, or from the thanks to the idle screen."""
        self._send(flow.NextTapped(self.now()))

    @Slot()
    def finish(self) -> None:
        """That was all."""
        self._send(flow.FinishTapped(self.now()))

    @Slot(str)
    def sendComment(self, text: str) -> None:  # noqa: N802
        """The comment as it stands in the field."""
        self._send(flow.CommentSent(self.now(), text))

    @Slot(str, result=bool)
    def sendContact(self, text: str) -> bool:  # noqa: N802
        """The address as it stands in the field, agreed to; False where it can be none."""
        self._send(flow.ContactSent(self.now(), text))
        return contact_fits(text)

    @Slot()
    def takeNumber(self) -> None:  # noqa: N802
        """A number instead of an address."""
        self._send(flow.NumberTaken(self.now()))

    @Slot()
    def undo(self) -> None:
        """The rating was a mis-tap."""
        self._send(flow.UndoTapped(self.now()))

    @Slot()
    def more(self) -> None:
        """The questions that are left."""
        self._send(flow.MoreTapped(self.now()))

    @Slot(int)
    def setTextSize(self, size: int) -> None:  # noqa: N802
        """0 to 3."""
        self._send(flow.ComfortChosen(self.now(), replace(self._comfort, text_size=size)))

    @Slot(str)
    def setTheme(self, look: str) -> None:  # noqa: N802
        """One of the names in Look."""
        self._send(flow.ComfortChosen(self.now(), replace(self._comfort, look=Look(look))))

    @Slot(bool)
    def setSpeech(self, on: bool) -> None:  # noqa: N802
        """Whether the screens are read aloud."""
        self._send(flow.ComfortChosen(self.now(), replace(self._comfort, speech=on)))

    @Slot(bool)
    def setLowReach(self, on: bool) -> None:  # noqa: N802
        """Whether everything to tap stands in the lower half."""
        self._send(flow.ComfortChosen(self.now(), replace(self._comfort, low_reach=on)))

    @Slot(bool)
    def setLessMotion(self, on: bool) -> None:  # noqa: N802
        """Whether screens change without sliding."""
        self._send(flow.ComfortChosen(self.now(), replace(self._comfort, less_motion=on)))

    @Slot(bool)
    def setMoreTime(self, on: bool) -> None:  # noqa: N802
        """Whether everything waits longer."""
        self._send(flow.ComfortChosen(self.now(), replace(self._comfort, more_time=on)))

    @Slot(bool)
    def setWritingPossible(self, possible: bool) -> None:  # noqa: N802
        """Whether the keyboard fits beside what is to be read."""
        self._send(flow.WritingPossible(self.now(), possible))

    @Slot()
    def startCleaning(self) -> None:  # noqa: N802
        """Staff are about to wipe the screen."""
        self._send(flow.CleaningStarted(self.now()))

    @property
    def waiting(self) -> tuple[Answer, ...]:
        """The answers that are not known to be on the disk, in the order of the taps."""
        return self._state.waiting

    @property
    def writingPossible(self) -> bool:  # noqa: N802
        """Whether questions are asked that need a keyboard."""
        return self._state.writing

    def offer(self, survey: Survey) -> None:
        """Another survey, from the next visit on."""
        self._send(flow.SurveyOffered(survey))

    def plan_with(self, planner: Planner | None) -> None:
        """Who plans the visits from now on, the coming one too if nobody has tapped yet."""
        self._planner = planner
        if self._state.visit is not None:
            self._send(self._prepared(self._state.visit))

    @Slot(str)
    def setLanguage(self, language: str) -> None:  # noqa: N802
        """Another language, from now on and until the visit ends."""
        self._send(flow.LanguageTapped(self.now(), Language(language)))

    @Slot()
    def startOver(self) -> None:  # noqa: N802
        """Back to the idle screen; what was saved stays saved."""
        self._send(flow.StartOverTapped(self.now()))

    @Slot()
    def touch(self) -> None:
        """A sign of life."""
        self._send(flow.Touched(self.now()))
        self.touched.emit()

    @Slot()
    def leaveIt(self) -> None:  # noqa: N802
        """Not wait until the disk takes the answer."""
        self._send(flow.LeaveTapped(self.now()))

    @Slot()
    def tick(self) -> None:
        """Time has passed."""
        self._send(flow.Ticked(self.now()))

    @Slot(object)
    def answer_saved(self, answer: Answer) -> None:
        """The writer committed an answer."""
        self._send(flow.Saved(self.now(), answer))

    @Slot(object)
    def answer_failed(self, answer: Answer) -> None:
        """The writer could not."""
        self._send(flow.SaveFailed(self.now(), answer))

    @Slot(bool)
    def store_found(self, usable: bool) -> None:
        """The writer knows whether there is a database to write to."""
        self._send(flow.StoreFound(self.now(), usable))

    def _send(self, event: Event) -> None:
        """One event runs to its end before the next: what it shows may send events of its own."""
        self._inbox.append(event)
        if len(self._inbox) > 1:
            return
        while self._inbox:
            before = self._state
            self._state, effects = flow.step(before, self._inbox[0])
            self._outage.watch(before, self._state, self.now().steady)
            self._perform(effects)
            self._wind_up()
            self._show()
            self._inbox.popleft()

    def _show(self) -> None:
        changed = self.show_state()
        if changed & {"warned", "screen"}:
            counting = self._view.warned or self._view.screen == "cleaning"
            (self._countdown.start if counting else self._countdown.stop)()
        if "screen" in changed and self._view.screen == "thanks":
            self.thanked.emit()

    def _perform(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Save(answer=answer):
                    self.save.emit(answer)
                case PrepareVisit():
                    self._state, _ = flow.step(self._state, self._prepared(new_visit()))
                case ForgetInput():
                    self.forgetInput.emit()
                case UseSurvey(survey=survey):
                    self.surveyChanged.emit(survey)
                    self.surveysChanged.emit()
                case Sleep():
                    self.displayWanted.emit(False)
                case Wake():
                    self.displayWanted.emit(True)
                case _:
                    assert_never(effect)

    def _prepared(self, visit: VisitId) -> flow.Prepared:
        return flow.Prepared(self.now(), visit, self._planner(visit) if self._planner else None)

    def _wind_up(self) -> None:
        moment = self._state.next_moment
        if moment is None:
            self._deadline.stop()
        else:
            self._deadline.start(max(0, round(1000 * (moment - self.now().steady)) + 1))

    @property
    def _comfort(self) -> Comfort:
        return self._state.comfort
