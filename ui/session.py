"""The QML face of the flow: properties to show, slots to tap."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import assert_never

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk import flow
from kiosk.flow import Effect, Event, ForgetInput, Now, PrepareVisit, Save, Timings
from kiosk.identity import new_visit
from kiosk.model import COMMENT_LENGTH_MAX, Answer, ChoiceId, Language, Level, Site, Survey
from kiosk.words import load_words
from ui.view import View, view_of

QML_IMPORT_NAME = "Moment"
QML_IMPORT_MAJOR_VERSION = 1


def clock() -> Now:
    """Both clocks of the machine."""
    return Now(time.monotonic(), datetime.now().astimezone())


@QmlElement
@QmlUncreatable("made once, by the application")
class Session(QObject):  # type: ignore[operator]  # QmlUncreatable's stub takes no reason
    """One shopper after another, for ever. Holds the flow's state and nothing else of its own."""

    save = Signal(object)
    """An Answer to commit; answered by answer_saved or answer_failed."""
    forgetInput = Signal()  # noqa: N815
    """Nothing of the visit may stay in a field or in the keyboard."""

    screenChanged = Signal()  # noqa: N815
    languageChanged = Signal()  # noqa: N815
    promptChanged = Signal()  # noqa: N815
    choicesChanged = Signal()  # noqa: N815
    chosenChanged = Signal()  # noqa: N815
    levelChanged = Signal()  # noqa: N815
    busyChanged = Signal()  # noqa: N815
    warnedChanged = Signal()  # noqa: N815
    secondsLeftChanged = Signal()  # noqa: N815
    troubleChanged = Signal()  # noqa: N815

    def __init__(
        self,
        site: Site,
        survey: Survey,
        timings: Timings | None = None,
        now: Callable[[], Now] = clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._now = now
        self._deadline = QTimer(self, singleShot=True)
        self._deadline.timeout.connect(self.tick)
        self._countdown = QTimer(self, interval=250)
        self._countdown.timeout.connect(self.secondsLeftChanged)
        home = site.language if site.language in survey.languages else survey.languages[0]
        self._inbox: deque[Event] = deque()
        self._state, effects = flow.start(survey, home, timings)
        self._view = view_of(self._state)
        self._perform(effects)

    # What happened

    @Slot(int)
    def tapFace(self, level: int) -> None:  # noqa: N802
        """A face."""
        self._send(flow.FaceTapped(self._now(), Level(level)))

    @Slot(str)
    def tapChoice(self, choice: str) -> None:  # noqa: N802
        """A touchpoint."""
        self._send(flow.ChoiceTapped(self._now(), ChoiceId(choice)))

    @Slot()
    def next(self) -> None:
        """On to the next question, or from the thanks to the idle screen."""
        self._send(flow.NextTapped(self._now()))

    @Slot()
    def finish(self) -> None:
        """That was all."""
        self._send(flow.FinishTapped(self._now()))

    @Slot(str)
    def sendComment(self, text: str) -> None:  # noqa: N802
        """The comment as it stands in the field."""
        self._send(flow.CommentSent(self._now(), text))

    @Slot(str)
    def setLanguage(self, language: str) -> None:  # noqa: N802
        """Another language, from now on and until the visit ends."""
        self._send(flow.LanguageTapped(self._now(), Language(language)))

    @Slot()
    def startOver(self) -> None:  # noqa: N802
        """Back to the idle screen; what was saved stays saved."""
        self._send(flow.StartOverTapped(self._now()))

    @Slot()
    def touch(self) -> None:
        """A sign of life."""
        self._send(flow.Touched(self._now()))

    @Slot()
    def retry(self) -> None:
        """Try to save again at once."""
        self._send(flow.RetryTapped(self._now()))

    @Slot()
    def tick(self) -> None:
        """Time has passed."""
        self._send(flow.Ticked(self._now()))

    @Slot(object)
    def answer_saved(self, answer: Answer) -> None:
        """The writer committed an answer."""
        self._send(flow.Saved(self._now(), answer))

    @Slot(object)
    def answer_failed(self, answer: Answer) -> None:
        """The writer could not."""
        self._send(flow.SaveFailed(self._now(), answer))

    def _send(self, event: Event) -> None:
        """One event runs to its end before the next: what it shows may send events of its own."""
        self._inbox.append(event)
        if len(self._inbox) > 1:
            return
        while self._inbox:
            self._state, effects = flow.step(self._state, self._inbox[0])
            self._perform(effects)
            self._wind_up()
            self._show(view_of(self._state))
            self._inbox.popleft()

    def _perform(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Save(answer=answer):
                    self.save.emit(answer)
                case PrepareVisit():
                    self._state, _ = flow.step(self._state, flow.Prepared(self._now(), new_visit()))
                case ForgetInput():
                    self.forgetInput.emit()
                case _:
                    assert_never(effect)

    def _wind_up(self) -> None:
        deadline = self._state.deadline
        if deadline is None:
            self._deadline.stop()
        else:
            self._deadline.start(max(0, round(1000 * (deadline.at - self._now().steady)) + 1))

    def _show(self, view: View) -> None:
        before, self._view = self._view, view
        changed = {field.name for field in fields(View) if getattr(before, field.name) != getattr(view, field.name)}
        if "warned" in changed:
            (self._countdown.start if view.warned else self._countdown.stop)()
        for signal, names in self._signals().items():
            if changed & names:
                getattr(self, signal).emit()

    @staticmethod
    def _signals() -> Mapping[str, set[str]]:
        """Which fields of the view each signal speaks for. The screen comes first: what leaves stays as it was."""
        return {
            "screenChanged": {"screen"},
            "languageChanged": {"language"},
            "levelChanged": {"level"},
            "promptChanged": {"prompt"},
            "choicesChanged": {"choices", "comment_follows"},
            "chosenChanged": {"chosen"},
            "busyChanged": {"busy", "saved"},
            "warnedChanged": {"warned"},
            "secondsLeftChanged": {"warned"},
            "troubleChanged": {"trouble"},
        }

    # What the screens show. Lists and maps are named as QML names them, which the stubs do not foresee.

    @Property(str, constant=True)
    def store(self) -> str:
        """The store's name."""
        return self._site.store

    @Property(str, constant=True)
    def accent(self) -> str:
        """The store's colour, #rrggbb."""
        return self._site.accent

    @Property(int, constant=True)
    def commentLengthMax(self) -> int:  # noqa: N802
        """Characters that a comment may have."""
        return COMMENT_LENGTH_MAX

    @Property(float, constant=True)
    def screenWidthMm(self) -> float:  # noqa: N802
        """The display's true width in millimetres; 0 where it is to be asked."""
        return self._site.screen_mm[0] if self._site.screen_mm else 0.0

    @Property("QVariantList", constant=True)  # type: ignore[arg-type]
    def languages(self) -> list[dict[str, str]]:
        """The languages offered: code, and name in its own script."""
        offered = (load_words(code) for code in self._state.survey.languages)
        return [{"code": words.language, "name": words.name, "font": words.font} for words in offered]

    @Property("QStringList", constant=True)  # type: ignore[arg-type]
    def keyboards(self) -> list[str]:
        """The keyboard layouts of the languages offered."""
        return [load_words(code).keyboard for code in self._state.survey.languages]

    @Property(str, notify=screenChanged)
    def screen(self) -> str:
        """faces, reasons, comment or thanks."""
        return self._view.screen

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        """The shopper's language."""
        return self._view.language

    @Property("QVariantMap", notify=languageChanged)  # type: ignore[arg-type]
    def words(self) -> dict[str, str]:
        """All fixed words of the screens in that language."""
        return dict(self._view.words)

    @Property(str, notify=languageChanged)
    def fontFamily(self) -> str:  # noqa: N802
        """The typeface that holds the language's script."""
        return self._view.font_family

    @Property(bool, notify=languageChanged)
    def mirrored(self) -> bool:
        """Whether the language reads from the right."""
        return self._view.mirrored

    @Property(str, notify=languageChanged)
    def keyboard(self) -> str:
        """The language's keyboard layout."""
        return self._view.keyboard

    @Property(str, notify=languageChanged)
    def title(self) -> str:
        """The survey's title."""
        return self._view.title

    @Property("QVariantList", notify=languageChanged)  # type: ignore[arg-type]
    def faces(self) -> list[dict[str, object]]:
        """level and word of each face, worst first."""
        return [dict(face) for face in self._view.faces]

    @Property(str, notify=promptChanged)
    def prompt(self) -> str:
        """The question."""
        return self._view.prompt

    @Property("QVariantList", notify=choicesChanged)  # type: ignore[arg-type]
    def choices(self) -> list[dict[str, str]]:
        """choice, icon and label of each touchpoint offered."""
        return [dict(choice) for choice in self._view.choices]

    @Property(bool, notify=choicesChanged)
    def commentFollows(self) -> bool:  # noqa: N802
        """Whether the next question is a comment."""
        return self._view.comment_follows

    @Property("QStringList", notify=chosenChanged)  # type: ignore[arg-type]
    def chosen(self) -> list[str]:
        """The touchpoints chosen."""
        return list(self._view.chosen)

    @Property(int, notify=levelChanged)
    def level(self) -> int:
        """The face tapped, 1 to 4; 0 before."""
        return self._view.level

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        """Whether a tap that leads on is being committed."""
        return self._view.busy

    @Property(bool, notify=busyChanged)
    def saved(self) -> bool:
        """Whether everything tapped so far is on the disk."""
        return self._view.saved

    @Property(bool, notify=warnedChanged)
    def warned(self) -> bool:
        """Whether the shopper is asked to give a sign of life."""
        return self._view.warned

    @Property(int, notify=secondsLeftChanged)
    def secondsLeft(self) -> int:  # noqa: N802
        """Seconds until the reset, while warned."""
        deadline = self._state.deadline
        return max(0, round(deadline.at - self._now().steady)) if deadline and self._view.warned else 0

    @Property(bool, notify=troubleChanged)
    def trouble(self) -> bool:
        """Whether the disk refuses the answer for now."""
        return self._view.trouble
