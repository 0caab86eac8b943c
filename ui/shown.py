"""What the screens show of the flow's state, as properties for QML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.brand import logo_fault
from kiosk.flow import Now, State
from kiosk.icons import icons
from kiosk.model import COMMENT_LENGTH_MAX, Language, Site
from kiosk.words import load_words
from ui.view import View, view_of

QML_IMPORT_NAME = "Moment"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("a session's face, made with it")
class Shown(QObject):  # type: ignore[operator]  # QmlUncreatable's stub takes no reason
    """The state in plain values; each signal speaks for the fields of the view that _signals names."""

    screenChanged = Signal()  # noqa: N815
    languageChanged = Signal()  # noqa: N815
    promptChanged = Signal()  # noqa: N815
    pointsChanged = Signal()  # noqa: N815
    itemRowsChanged = Signal()  # noqa: N815
    itemPicksChanged = Signal()  # noqa: N815
    choicesChanged = Signal()  # noqa: N815
    chosenChanged = Signal()  # noqa: N815
    levelChanged = Signal()  # noqa: N815
    wayChanged = Signal()  # noqa: N815
    contactChanged = Signal()  # noqa: N815
    comfortChanged = Signal()  # noqa: N815
    busyChanged = Signal()  # noqa: N815
    warnedChanged = Signal()  # noqa: N815
    secondsLeftChanged = Signal()  # noqa: N815
    begunChanged = Signal()  # noqa: N815
    troubleChanged = Signal()  # noqa: N815
    surveysChanged = Signal()  # noqa: N815

    def __init__(self, site: Site, state: State, now: Callable[[], Now], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._state = state
        self._view = view_of(state)
        self.now = now
        self.speaks: Callable[[Language], bool] = lambda _: False
        """Whether a voice reads a language."""

    def show_state(self) -> set[str]:
        """Tells QML what is new in the state; the names of the view's fields that changed."""
        before, self._view = self._view, view_of(self._state)
        changed = {
            field.name for field in fields(View) if getattr(before, field.name) != getattr(self._view, field.name)
        }
        for signal, names in self._signals().items():
            if changed & names:
                getattr(self, signal).emit()
        return changed

    @staticmethod
    def _signals() -> Mapping[str, set[str]]:
        """Which fields of the view each signal speaks for. The screen comes first: what leaves stays as it was."""
        return {
            "screenChanged": {"screen", "position"},
            "begunChanged": {"begun"},
            "comfortChanged": {"text_size", "look", "speech", "low_reach", "less_motion", "more_time"},
            "languageChanged": {"language"},
            "levelChanged": {"level"},
            "promptChanged": {"prompt", "headline"},
            "pointsChanged": {"scale", "points", "picked"},
            "itemRowsChanged": {"item_rows"},
            "itemPicksChanged": {"item_picks"},
            "choicesChanged": {"choices", "multiple", "comment_follows", "last_question"},
            "chosenChanged": {"chosen"},
            "wayChanged": {"can_undo", "more_questions"},
            "contactChanged": {"consent", "masked_contact", "number"},
            "busyChanged": {"busy", "saved"},
            "warnedChanged": {"warned"},
            "secondsLeftChanged": {"warned", "screen"},
            "troubleChanged": {"trouble"},
        }

    # Lists and maps are named as QML names them, which the stubs do not foresee.

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

    @Property(bool, notify=languageChanged)
    def speechOffered(self) -> bool:  # noqa: N802
        """Whether a voice reads the shopper's language."""
        return self.speaks(self._state.language)

    @Property("QVariantMap", notify=languageChanged)  # type: ignore[arg-type]
    def saidDid(self) -> dict[str, str]:  # noqa: N802
        """said, did and verdict of what shoppers asked for and the shop did; empty where there is nothing to tell."""
        told = self._site.said_did
        if not told:
            return {}
        today = told[self.now().wall.toordinal() % len(told)]
        language = self._state.language
        said, did = (text.get(language, text.get(self._site.language, "")) for text in (today.said, today.did))
        return {"said": said, "did": did, "verdict": self._view.words[f"verdict_{today.verdict.value}"]}

    @Property("QVariantMap", constant=True)  # type: ignore[arg-type]
    def icons(self) -> dict[str, str]:
        """Every picture as an SVG path, by its name."""
        return dict(icons())

    @Property("QVariantList", notify=surveysChanged)  # type: ignore[arg-type]
    def languages(self) -> list[dict[str, str]]:
        """The languages offered: code, and name in its own script."""
        offered = (load_words(code) for code in self._offered())
        return [{"code": words.language, "name": words.name, "font": words.font} for words in offered]

    @Property("QStringList", notify=surveysChanged)  # type: ignore[arg-type]
    def keyboards(self) -> list[str]:
        """The keyboard layouts of the languages offered."""
        return [load_words(code).keyboard for code in self._offered()]

    @property
    def screen_name(self) -> str:
        """The same as `screen`, for Python."""
        return self._view.screen

    @Property(str, notify=screenChanged)
    def screen(self) -> str:
        """scale, choices, items, comment, contact, thanks, kept, unavailable, asleep or cleaning."""
        return self._view.screen

    @Property(bool, notify=begunChanged)
    def begun(self) -> bool:
        """Whether somebody has rated, and is not yet thanked; also while the rating is being corrected."""
        return self._view.begun

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
    def locale(self) -> str:
        """The language's locale, for numbers."""
        return self._view.locale

    @Property(str, constant=True)
    def logo(self) -> str:
        """The address of the store's logo; empty where there is none."""
        logo = self._site.logo
        return logo.resolve().as_uri() if logo and not logo_fault(logo) else ""

    @Property(str, notify=languageChanged)
    def title(self) -> str:
        """The survey's title."""
        return self._view.title

    @Property(str, notify=promptChanged)
    def prompt(self) -> str:
        """The question."""
        return self._view.prompt

    @Property("QVariantList", notify=choicesChanged)  # type: ignore[arg-type]
    def choices(self) -> list[dict[str, str]]:
        """choice, icon and label of each option offered."""
        return [dict(choice) for choice in self._view.choices]

    @Property(bool, notify=choicesChanged)
    def commentFollows(self) -> bool:  # noqa: N802
        """Whether the next question is a comment."""
        return self._view.comment_follows

    @Property("QStringList", notify=chosenChanged)  # type: ignore[arg-type]
    def chosen(self) -> list[str]:
        """The options chosen."""
        return list(self._view.chosen)

    @Property(int, notify=levelChanged)
    def level(self) -> int:
        """The level of the headline rating, 1 to 4; 0 before."""
        return self._view.level

    @Property(bool, notify=promptChanged)
    def headline(self) -> bool:
        """Whether this is the first question."""
        return self._view.headline

    @Property(str, notify=pointsChanged)
    def scale(self) -> str:
        """The name of the scale on the screen."""
        return self._view.scale

    @Property("QVariantList", notify=pointsChanged)  # type: ignore[arg-type]
    def points(self) -> list[dict[str, object]]:
        """point, word and spoken of each point of the scale, worst first."""
        return [dict(point) for point in self._view.points]

    @Property(str, notify=pointsChanged)
    def lowLabel(self) -> str:  # noqa: N802
        """The word at the low end of a scale of numbers."""
        return self._view.low_label

    @Property(str, notify=pointsChanged)
    def highLabel(self) -> str:  # noqa: N802
        """The word at its high end."""
        return self._view.high_label

    @Property(int, notify=pointsChanged)
    def picked(self) -> int:
        """The point tapped; -1 before."""
        return self._view.picked

    @Property("QVariantList", notify=itemRowsChanged)  # type: ignore[arg-type]
    def itemRows(self) -> list[dict[str, object]]:  # noqa: N802
        """question, label, scale, worded, points, low and high of each row of an item screen."""
        return [dict(row) for row in self._view.item_rows]

    @Property("QVariantMap", notify=itemPicksChanged)  # type: ignore[arg-type]
    def itemPicks(self) -> dict[str, int]:  # noqa: N802
        """The point tapped in each row that has been answered, by the row's question."""
        return {str(question): point for question, point in self._view.item_picks.items()}

    @Property(bool, notify=choicesChanged)
    def multiple(self) -> bool:
        """Whether more than one option may be chosen."""
        return self._view.multiple

    @Property(bool, notify=choicesChanged)
    def lastQuestion(self) -> bool:  # noqa: N802
        """Whether nothing is left to ask."""
        return self._view.last_question

    @Property(bool, notify=wayChanged)
    def canUndo(self) -> bool:  # noqa: N802
        """Whether the rating can still be corrected."""
        return self._view.can_undo

    @Property(bool, notify=wayChanged)
    def moreQuestions(self) -> bool:  # noqa: N802
        """Whether questions are left that nobody has been asked."""
        return self._view.more_questions

    @Property(str, notify=contactChanged)
    def consent(self) -> str:
        """What leaving an address agrees to."""
        return self._view.consent

    @Property(str, notify=contactChanged)
    def maskedContact(self) -> str:  # noqa: N802
        """The address left, so that only its owner knows it."""
        return self._view.masked_contact

    @Property(str, notify=contactChanged)
    def number(self) -> str:
        """The number to take away."""
        return self._view.number

    @Property(int, notify=comfortChanged)
    def textSize(self) -> int:  # noqa: N802
        """0 to 3."""
        return self._view.text_size

    @Property(float, notify=comfortChanged)
    def textScale(self) -> float:  # noqa: N802
        """How many times as large as usual letters are."""
        return self._view.text_scale

    @Property(str, notify=comfortChanged)
    def theme(self) -> str:
        """default, dark, contrast_light or contrast_dark."""
        return self._view.look

    @Property(bool, notify=comfortChanged)
    def speech(self) -> bool:
        """Whether the screens are read aloud."""
        return self._view.speech

    @Property(bool, notify=comfortChanged)
    def lowReach(self) -> bool:  # noqa: N802
        """Whether everything to tap stands in the lower half."""
        return self._view.low_reach

    @Property(bool, notify=comfortChanged)
    def lessMotion(self) -> bool:  # noqa: N802
        """Whether screens change without sliding."""
        return self._view.less_motion

    @Property(bool, notify=comfortChanged)
    def moreTime(self) -> bool:  # noqa: N802
        """Whether everything waits longer."""
        return self._view.more_time

    @Property(float, notify=comfortChanged)
    def sheetLasts(self) -> float:  # noqa: N802
        """Seconds without a touch, before a sheet left open on the idle screen closes."""
        return self._state.seconds(self._state.timings.language_returns_after)

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
        """Seconds until the reset, while warned or cleaning."""
        deadline, counting = self._state.deadline, self._view.warned or self._view.screen == "cleaning"
        return max(0, round(deadline.at - self.now().steady)) if deadline and counting else 0

    @Property(bool, notify=troubleChanged)
    def trouble(self) -> bool:
        """Whether the disk does not take the answer yet, and the shopper is told."""
        return self._view.trouble

    def _offered(self) -> tuple[Language, ...]:
        """The survey's languages, as far as the site wants them, in the site's order."""
        in_survey = self._state.survey.languages
        wanted = tuple(code for code in self._site.languages if code in in_survey)
        return wanted or in_survey
