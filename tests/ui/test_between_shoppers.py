"""Nothing of one visit may be seen by the next shopper: text, syllables, candidates, learnt words, language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication

from kiosk.flow import Timings
from tests.ui.conftest import Shop
from ui.hand import Keys, descendants, hangul, read, turn, wait_until

HALF_TYPED = {"en": Keys("Secre"), "ko": hangul("비밀"), "zh_TW": Keys("ㄋㄧˇ"), "zh_CN": Keys("mimi")}
"""A word that the shopper leaves unfinished; Zhuyin and Pinyin are still syllables before a choice."""


def to_comment(shop: Shop, language: str) -> None:
    for name in (f"language-{language}", "face1", "choice-queue", "addComment"):
        shop.hand.tap(name)
    shop.hand.wait_for("comment")


def seen(shop: Shop) -> dict[str, object]:
    """All that the comment sheet shows or holds of what was typed."""
    field = shop.hand.wait_for("comment")
    typed = QGuiApplication.inputMethod()
    return {
        "text": read(field, "text"),
        "pre-edit": read(field, "preeditText"),
        "candidates": shop.hand.candidates(),
        "composing": typed.property("preeditText") or "",
        "chosen": list(shop.session.chosen),
    }


CHANGE_LANGUAGE = 2
"""QtVirtualKeyboard.KeyType of the globe key."""
NOTHING = {"text": "", "pre-edit": "", "candidates": [], "composing": "", "chosen": []}


@pytest.mark.parametrize("language", HALF_TYPED)
@pytest.mark.parametrize("way_out", ["startOver", "skip", "send"])
def test_nothing_half_typed_is_left(shop: Shop, language: str, way_out: str) -> None:
    to_comment(shop, language)
    shop.hand.type([HALF_TYPED[language]])
    before = seen(shop)
    assert before["text"] or before["pre-edit"], "the shopper has typed something"
    shop.hand.tap(way_out)
    if way_out != "startOver":
        shop.hand.tap("thanks")
    shop.hand.wait_for("face1")
    assert shop.session.language == "en"
    to_comment(shop, language)
    turn(50)
    assert seen(shop) == NOTHING


@pytest.mark.parametrize("language", HALF_TYPED)
def test_nothing_is_left_when_a_shopper_just_walks_off(open_shop: Callable[..., Shop], language: str) -> None:
    shop = open_shop(Timings(still_there_after=3600, still_there_after_writing=0.4, warning_lasts=0.3))
    to_comment(shop, language)
    shop.hand.type([HALF_TYPED[language]])
    before = seen(shop)
    assert before["text"] or before["pre-edit"], "the shopper has typed something"
    wait_until(lambda: shop.session.screen == "scale", "the reset")
    shop.hand.wait_for("face1")
    assert shop.session.language == "en"
    assert shop.rows("SELECT text FROM comments") == [], "what was not sent is not kept"
    assert len(shop.rows("SELECT * FROM answers")) == 2, "what was tapped is"
    shop.hand.tap(f"language-{language}")
    to_comment(shop, language)
    assert seen(shop) == NOTHING


@pytest.mark.parametrize(
    ("language", "sent"), [("en", "Secre"), ("ko", "비밀"), ("zh_TW", "你"), ("zh_CN", "秘密")]
)
def test_the_last_syllable_is_sent_with_the_comment(shop: Shop, language: str, sent: str) -> None:
    to_comment(shop, language)
    shop.hand.type([HALF_TYPED[language]])
    shop.hand.tap("send")
    shop.hand.wait_for("thanks")
    assert shop.rows("SELECT text FROM comments") == [(sent,)]


def test_the_keyboard_learns_nothing(shop: Shop) -> None:
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))
    before = learnt(folder)
    to_comment(shop, "zh_CN")
    shop.hand.type([Keys("wangzijun")])
    shop.hand.tap_item(next(iter(_first_candidates(shop))))
    shop.hand.tap("send")
    shop.hand.tap("thanks")
    shop.hand.wait_for("face1")
    assert learnt(folder) == before


def _first_candidates(shop: Shop) -> list[object]:
    wait_until(shop.hand.candidates, "candidates")
    return [shop.hand._candidate(shop.hand.candidates()[0])]


def learnt(folder: Path) -> dict[str, bytes]:
    """The keyboard's own files."""
    return {str(path): path.read_bytes() for path in folder.rglob("qtvirtualkeyboard/**/*") if path.is_file()}


def test_the_globe_keys_layout_is_not_left_to_the_next_shopper(shop: Shop) -> None:
    to_comment(shop, "en")
    before = {read(key, "text") for key in shop.hand.layout()}
    shop.hand.tap_item(next(key for key in shop.hand.layout() if read(key, "keyType") == CHANGE_LANGUAGE))
    offered = descendants(shop.hand.wait_for("keyboard"))
    shop.hand.tap_item(next(item for item in offered if read(item, "text") == "한국어"))
    wait_until(lambda: {read(key, "text") for key in shop.hand.layout()} != before, "another layout")
    shop.hand.tap("startOver")
    shop.hand.wait_for("face1")
    to_comment(shop, "en")
    wait_until(lambda: {read(key, "text") for key in shop.hand.layout()} == before, "the language's own layout")


def test_what_was_copied_is_gone(shop: Shop) -> None:
    to_comment(shop, "en")
    QGuiApplication.clipboard().setText("secret")
    shop.hand.tap("startOver")
    shop.hand.wait_for("face1")
    assert QGuiApplication.clipboard().text() == ""
