"""Through every screen there is, in one language, on one screen: as quickly as the screens themselves allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QMetaObject

from kiosk.comfort import Look
from kiosk.flow import Timings
from kiosk.items import ItemsQuestion, Plan
from kiosk.model import Answer, Language, SaidDid, Site, Verdict
from kiosk.questions import ChoiceQuestion, CommentQuestion, ContactQuestion, ScaleQuestion, Survey
from kiosk.site import load_site
from tests.everything import everything
from tests.plans import PLANS
from ui.app import Kiosk, application
from ui.hand import Hand, turn, wait_until

HOUR = 3600.0
PATIENT = Timings(HOUR, HOUR, HOUR, language_returns_after=HOUR, thanks_lasts=HOUR, number_lasts=HOUR, undo_lasts=HOUR)
STORE = "Maple Street"
SAID = {Language("en"): "Long queues", Language("ko"): "줄이 길어요", Language("zh_TW"): "排隊太久",
        Language("zh_CN"): "排队太久"}  # fmt: skip
DID = {Language("en"): "a second till from five o’clock", Language("ko"): "오후 5시부터 계산대를 하나 더 엽니다",
       Language("zh_TW"): "下午五點起加開一個收銀台", Language("zh_CN"): "下午五点起加开一个收银台"}  # fmt: skip


@dataclass(frozen=True)
class Display:
    """A screen as it is sold: its name, pixels, and the size of the glass in millimetres."""

    name: str
    pixels: tuple[int, int]
    millimetres: tuple[float, float]

    @property
    def pixels_per_mm(self) -> float:
        """The true density."""
        return self.pixels[0] / self.millimetres[0]

    @property
    def turned(self) -> Display:
        """The same, hung upright."""
        return Display(f"{self.name} upright", self.pixels[::-1], self.millimetres[::-1])


LANDSCAPE = (
    Display("7 inch", (800, 480), (154.0, 92.4)),
    Display("10 inch", (1280, 800), (217.0, 136.0)),
    Display("15 inch", (1280, 800), (323.0, 202.0)),
    Display("22 inch", (1920, 1080), (476.0, 268.0)),
    Display("32 inch", (3840, 2160), (708.0, 398.0)),
)
DISPLAYS = tuple(each for display in LANDSCAPE for each in (display, display.turned))
"""7 inch 800 x 480 to 32 inch 3840 x 2160, as they come and upright."""


class Walk:
    """A kiosk that asks everything, on one display."""

    def __init__(self, display: Display, data: Path, survey: Survey | None = None) -> None:
        application()
        self.display = display
        self.survey = survey or everything()
        self.kiosk = Kiosk(self._site(data), self.survey, timings=PATIENT, motion=False)
        self.kiosk.window.resize(*display.pixels)
        self.kiosk.window.show()
        wait_until(lambda: self.kiosk.painted, "the first frame")
        self.hand = Hand(self.kiosk.window, rest=0.0)
        self.session = self.kiosk.session

    def _site(self, data: Path) -> Site:
        line = SaidDid({**self.survey.title, **SAID}, {**self.survey.title, **DID}, Verdict.BETTER)
        return replace(load_site(None, data), store=STORE, screen_mm=self.display.millimetres, said_did=(line,))

    def close(self) -> None:
        """Closes the kiosk."""
        self.kiosk.close()

    def settle(self) -> None:
        """Until everything is saved and the screen stands still."""
        wait_until(lambda: self.session.saved and not self.session.busy, "the answers to be saved")
        turn(12)

    def screens(
        self,
        language: Language,
        text_size: int = 0,
        look: Look = Look.DEFAULT,
        *,
        low_reach: bool = False,
        plans: Iterable[str] = PLANS,
    ) -> Iterator[str]:
        """The name of each screen, while it is on show; ends on the idle screen in the store's language.

        plans: which of those asked in turns to walk through, by their names in PLANS.
        """
        session = self.session

        def arrive() -> None:
            session.setLanguage(language)
            session.setTextSize(text_size)
            session.setTheme(look.value)
            session.setLowReach(low_reach)
            self.settle()

        arrive()
        yield "idle"
        yield from self._sheets()
        yield from while_nothing_is_stored(self.kiosk)
        session.startOver()
        self.settle()
        arrive()
        session.tapPoint(1)
        self.settle()
        yield from self._ask(self.survey.questions[1:])
        session.startOver()
        self.settle()
        for name in plans:
            arrive()
            yield from self._ask_in_turn(name, PLANS[name])

    def _sheets(self) -> Iterator[str]:
        for name, close in (("access", "closeAccess"), ("moreLanguages", "closeLanguages")):
            if (button := self.hand.find(name)) is None:
                continue
            QMetaObject.invokeMethod(button, "click")
            turn(12)
            yield f"sheet {name}"
            QMetaObject.invokeMethod(self.hand.wait_for(close), "click")
            turn(12)

    def _ask(self, questions: tuple[object, ...]) -> Iterator[str]:
        session = self.session
        for question in questions:
            if isinstance(question, CommentQuestion | ContactQuestion) and not session.writingPossible:
                continue
            if session.screen == "thanks":
                yield "thanks"
                session.more()
                self.settle()
            match question:
                case ScaleQuestion(scale=scale):
                    yield f"scale {scale.value}"
                    session.tapPoint(scale.points[0])
                case ChoiceQuestion(multiple=multiple):
                    yield from self._choose("choices" if multiple else "options")
                    (session.next if multiple else lambda: session.tapChoice(session.choices[0]["choice"]))()
                case CommentQuestion():
                    yield "comment"
                    session.finish()
                case ContactQuestion():
                    yield "contact"
                    session.takeNumber()
            self.settle()
        yield "thanks with a number" if session.number else "thanks"

    def _ask_in_turn(self, name: str, plan: Plan) -> Iterator[str]:
        """What stands in the place of the reasons; of two rows, one is answered."""
        session = self.session
        session.plan_with(lambda _: plan)
        session.tapPoint(2)
        self.settle()
        if isinstance(plan.question, ItemsQuestion):
            for row in plan.question.rows[1:]:
                session.tapItem(row.question, row.scale.points[2])
                self.settle()
            yield f"items {name}"
        else:
            yield from self._choose(f"options {name}")
        session.plan_with(None)
        session.startOver()
        self.settle()

    def _choose(self, name: str) -> Iterator[str]:
        """Every page of a list; on the first one something is chosen."""
        if name == "choices":
            self.session.tapChoice(self.session.choices[0]["choice"])
            self.settle()
        yield name
        page = 1
        while (onward := self.hand.find("pageNext")) is not None:
            QMetaObject.invokeMethod(onward, "click")
            turn(12)
            page += 1
            yield f"{name}, page {page}"


def while_nothing_is_stored(kiosk: Kiosk) -> Iterator[str]:
    """The name of each screen that stands there then. Ends on the thanks, with the one answer stored."""
    session, save = kiosk.session, kiosk.writer.save
    session.store_found(False)
    turn(12)
    yield "unavailable"
    session.store_found(True)
    tapped: list[Answer] = []
    session.save.disconnect(save)
    session.save.connect(tapped.append)
    session.tapPoint(1)
    session.answer_failed(tapped[0])
    turn(12)
    yield "trouble"
    session.leaveIt()
    turn(12)
    yield "kept"
    session.save.disconnect(tapped.append)
    session.save.connect(save)
    save(tapped[0])
    wait_until(lambda: session.screen == "thanks", "the answer to be stored")
