"""Twelve simulated shoppers who go through the real screens, with real input events and the real keyboard."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.display import obstacle
from kiosk.model import ChoiceId, Language, Level, Site
from kiosk.questions import ChoiceQuestion, CommentQuestion, Survey
from ui.app import Kiosk, application
from ui.hand import Hand, Keys, Pick, Stroke, hangul, read, wait_until

EN, KO, TW, CN = (Language(code) for code in ("en", "ko", "zh_TW", "zh_CN"))


@dataclass(frozen=True, slots=True)
class Shopper:
    """What one simulated shopper does; comment is what the strokes write, None where the shopper skips it."""

    language: Language
    level: Level
    reasons: tuple[ChoiceId, ...]
    comment: str | None = None
    strokes: tuple[Stroke, ...] = ()


def _shopper(language: Language, level: Level, reasons: str, comment: str | None = None, *strokes: Stroke) -> Shopper:
    return Shopper(language, level, tuple(ChoiceId(name) for name in reasons.split()), comment, strokes)


TWELVE = (
    _shopper(EN, Level.BAD, "queue stock", "Only one till was open", Keys("Only one till was open")),
    _shopper(KO, Level.EXCELLENT, "staff", "직원이 친절해요", hangul("직원이 친절해요")),
    _shopper(TW, Level.GOOD, "products", "你好謝謝",
             Keys("ㄋㄧˇ"), Pick("你"), Keys("ㄏㄠˇ"), Pick("好"), Keys("ㄒㄧㄝˋ"), Pick("謝"), Keys("ㄒㄧㄝˋ"),
             Pick("謝")),
    _shopper(CN, Level.BAD, "queue", "排队太久", Keys("paidui"), Pick("排队"), Keys("taijiu"), Pick("太久")),
    _shopper(EN, Level.EXCELLENT, "staff cleanliness", "Friendly, and quick", Keys("Friendly, and quick")),
    _shopper(KO, Level.BAD, "queue quality_price", "줄이 너무 길어요", hangul("줄이 너무 길어요")),
    _shopper(TW, Level.NEUTRAL, "stock design", "人太多",
             Keys("ㄖㄣˊ"), Pick("人"), Keys("ㄊㄞˋ"), Pick("太"), Keys("ㄉㄨㄛ"), Pick("多")),
    _shopper(CN, Level.GOOD, "staff", "服务很好", Keys("fuwu"), Pick("服务"), Keys("henhao"), Pick("很好")),
    _shopper(EN, Level.GOOD, "", None),
    _shopper(KO, Level.GOOD, "products", "꽤 괜찮았습니다", hangul("꽤 괜찮았습니다")),
    _shopper(EN, Level.NEUTRAL, "signs", None),
    _shopper(CN, Level.EXCELLENT, "staff queue", "谢谢", Keys("xiexie"), Pick("谢谢")),
)  # fmt: skip
"""Ratings at all four levels, comments in four languages, two shoppers who write nothing."""


def choose_language(hand: Hand, language: Language) -> None:
    """Taps a language in the bar, or behind the globe where the bar has no room for it."""
    wait_until(lambda: hand.find("access"), "the bar")
    if hand.find(f"language-{language}"):
        hand.tap(f"language-{language}")
        return
    hand.tap("moreLanguages")
    hand.tap(f"sheet-language-{language}")


def visit(hand: Hand, shopper: Shopper, at_thanks: Callable[[], None] | None = None) -> None:
    """One whole visit, from idle to idle screen. Raises AssertionError where the keyboard wrote something else."""
    choose_language(hand, shopper.language)
    hand.tap(f"face{shopper.level}")
    for reason in shopper.reasons:
        hand.tap(f"choice-{reason}")
    if shopper.comment is None:
        hand.tap("finish")
    else:
        hand.tap("addComment")
        field = hand.wait_for("comment")
        hand.type(shopper.strokes)
        written = f"{read(field, 'text')}{read(field, 'preeditText')}"
        if written != shopper.comment:
            raise AssertionError(f"the keyboard wrote {written!r}, not {shopper.comment!r}")
        hand.tap("send")
    thanks = hand.wait_for("thanks")
    if at_thanks is not None:
        at_thanks()
    hand.tap_item(thanks)
    wait_until(lambda: hand.find("face1"), "the idle screen")


def fits(shopper: Shopper, survey: Survey) -> bool:
    """Whether a survey offers what this shopper will tap."""
    match survey.questions:
        case (_, ChoiceQuestion() as reasons, CommentQuestion(), *_) if shopper.language in survey.languages:
            return {*shopper.reasons} <= {choice.id for choice in reasons.offered(shopper.level)}
        case _:
            return False


def let_them_shop(site: Site, survey: Survey) -> str:
    """All twelve, one after another, in a window where there is a display; what they did, in a line."""
    if obstacle():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application()
    kiosk = Kiosk(site, survey, source="demo")
    kiosk.window.show()
    kiosk.window.requestActivate()
    wait_until(lambda: kiosk.painted, "the first frame")
    shoppers = [shopper for shopper in TWELVE if fits(shopper, survey)]
    for shopper in shoppers:
        visit(Hand(kiosk.window), shopper)
    kiosk.close()
    written = [shopper for shopper in shoppers if shopper.comment]
    languages = f"{len({shopper.language for shopper in written})} languages"
    return f"{len(shoppers)} at the real screens; {len(written)} typed comments in {languages} on its keyboard"
