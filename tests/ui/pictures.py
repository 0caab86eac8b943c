"""Every screen as a picture, in a language: the goldens' and the gallery's way through a visit."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.model import Language, QuestionId
from tests.plans import PLANS, plan_of
from tests.ui.conftest import Shop
from ui.hand import Keys, Pick, hangul, turn, wait_until
from ui.shoppers import choose_language

WRITTEN = {
    "en": [Keys("Only one till was open")],
    "ko": [hangul("계산이 오래 걸려요")],
    "zh_TW": [Keys("ㄖㄣˊ"), Pick("人"), Keys("ㄊㄞˋ")],
    "zh_CN": [Keys("paidui"), Pick("排队"), Keys("taijiu")],
}
"""In the middle of a comment; Zhuyin and Pinyin with candidates on show."""
SHOWN_IN_TURN = {
    "one-item": plan_of(QuestionId("perceived.responsiveness.quick")),
    "two-forms": plan_of(QuestionId("perceived.assurance.polite"), QuestionId("desired.assurance.polite")),
    "expected": plan_of(QuestionId("difference.reliability.promises")),
    "recommend": PLANS["recommend"],
    "promise": PLANS["promise"],
    "importance": PLANS["importance"],
}
LANDSCAPE = (1280, 800)
PORTRAIT = (800, 1280)


def grab(shop: Shop) -> Image.Image:
    """The window as it is painted once nothing moves."""
    QGuiApplication.styleHints().setCursorFlashTime(0)
    painted = [QImage()]

    def rests() -> bool:
        turn(150)
        painted.append(shop.hand.window.grabWindow().convertToFormat(QImage.Format.Format_RGB888))
        return painted[-1] == painted[-2]

    wait_until(rests, "the screen to rest")
    image = painted[-1]
    return Image.frombytes(
        "RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGB", image.bytesPerLine()
    )


def walk_in_turn(shop: Shop, language: str) -> Iterator[tuple[str, Image.Image]]:
    """(name, picture) of each kind of screen that is asked in turns; of two rows the first is answered."""
    hand = shop.hand
    for name, plan in SHOWN_IN_TURN.items():
        shop.session.plan_with(lambda _, plan=plan: plan)
        choose_language(hand, Language(language))
        hand.tap("face2")
        hand.wait_for("skip")
        if name.startswith("two"):
            hand.tap("row0-point5")
            shop.settle()
        yield f"in-turn-{name}", grab(shop)
        hand.tap("startOver")
        wait_until(lambda: hand.find("face1"), "the idle screen")


def walk(shop: Shop, language: str) -> Iterator[tuple[str, Image.Image]]:
    """(name, picture) of each screen of one visit."""
    hand = shop.hand
    choose_language(hand, Language(language))
    yield "1-faces", grab(shop)
    for name in ("face1", "choice-queue", "choice-stock"):
        hand.tap(name)
    shop.settle()
    yield "2-reasons", grab(shop)
    hand.tap("addComment")
    hand.wait_for("comment")
    yield "3-comment", grab(shop)
    hand.type(WRITTEN[language])
    yield "4-writing", grab(shop)
    hand.tap("send")
    hand.wait_for("thanks")
    yield "5-thanks", grab(shop)
    hand.tap("thanks")
    wait_until(lambda: hand.find("face1"), "the idle screen")
