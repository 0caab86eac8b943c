"""The real kiosk read aloud, as the real speech-dispatcher was asked to say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.words import load_words
from tests.plans import PLANS
from tests.speech.conftest import Desk
from tests.ui.conftest import Shop, open_shop, qapp_cls, shop, site
from ui.hand import wait_until
from ui.speech.reader import SETTLE_MS, read_aloud
from ui.speech.speaker import Speaker

__all__ = ["open_shop", "qapp_cls", "shop", "site"]

ENGLISH = "English (America)"


@pytest.fixture
def speaker(desk: Desk, shop: Shop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speaker]:
    """Reads the shop's screens; its voices are known."""
    monkeypatch.setenv("SPEECHD_ADDRESS", desk.address)
    speaker = read_aloud(shop.kiosk.window, shop.session, headphones_only=False)
    qtbot.waitUntil(lambda: speaker.speaks("en"), timeout=10_000)
    yield speaker
    speaker.close()


@pytest.fixture
def hear(desk: Desk, qtbot: QtBot) -> Callable[[str, str], None]:
    """Waits until a voice has said a text, and nothing after it."""

    def listen(voice: str, text: str) -> None:
        try:
            qtbot.waitUntil(lambda: desk.said()[-1:] == [(voice, text)], timeout=3_000)
        except qtbot.TimeoutError:
            assert desk.said()[-1:] == [(voice, text)]

    return listen


def rate(shop: Shop) -> None:
    """Tap the worst face and come to the reasons."""
    shop.session.tapPoint(1)
    wait_until(lambda: shop.session.property("screen") == "choices", "the choices")


def choices_screen(shop: Shop) -> str:
    """What is said of the screen of reasons."""
    has = shop.session.property
    labels = [f"{choice['label']}." for choice in has("choices")]
    return " ".join([has("prompt"), load_words(has("language")).shopper["saved_choose"], *labels])


def test_a_visit_is_heard_from_the_first_screen_to_the_last(
    shop: Shop, speaker: Speaker, desk: Desk, hear: Callable[[str, str], None], qtbot: QtBot
) -> None:
    session, window = shop.session, shop.kiosk.window
    prompt = session.property("prompt")
    assert session.property("speechOffered")

    session.setSpeech(True)
    hear(ENGLISH, f"{prompt} Bad. Neutral. Good. Excellent.")

    session.setLanguage("ko")
    hear("Korean", f"{session.property('prompt')} " + " ".join(f"{p['spoken']}." for p in session.property("points")))
    session.setLanguage("en")
    hear(ENGLISH, f"{prompt} Bad. Neutral. Good. Excellent.")

    QTest.keyClick(window, Qt.Key.Key_Right)
    first = desk.said()[-1]
    qtbot.waitUntil(lambda: desk.said()[-1] != first, timeout=3_000)
    assert desk.said()[-1][1] in {"Bad.", "Neutral.", "Good.", "Excellent."}

    rate(shop)
    said = choices_screen(shop)
    qtbot.waitUntil(lambda: desk.said()[-1][1].startswith(said), timeout=3_000)

    session.startOver()
    assert not session.property("speech")
    qtbot.waitUntil(lambda: not speaker.findChildren(QProcess), timeout=3_000)


def test_a_focused_choice_is_said_with_its_state(
    shop: Shop, speaker: Speaker, desk: Desk, hear: Callable[[str, str], None]
) -> None:
    session = shop.session
    rate(shop)
    session.setSpeech(True)
    first = session.property("choices")[0]
    chip = shop.hand.wait_for(f"choice-{first['choice']}")

    shop.kiosk.window.setProperty("keypadInUse", True)
    chip.forceActiveFocus()
    hear(ENGLISH, f"{choices_screen(shop)} {first['label']}. not chosen.")

    QTest.keyClick(shop.kiosk.window, Qt.Key.Key_Space)
    hear(ENGLISH, f"{first['label']}. chosen.")


def test_an_item_screen_is_heard_with_its_rows_and_the_state_of_a_point(
    shop: Shop, speaker: Speaker, desk: Desk, hear: Callable[[str, str], None]
) -> None:
    session, plan = shop.session, PLANS["two forms"]
    session.plan_with(lambda _: plan)
    session.tapPoint(1)
    point = shop.hand.wait_for("row0-point5")
    session.setSpeech(True)
    first, second = session.property("itemRows")
    rows = " ".join(f"{row['label']} 1 {row['low']}, 7 {row['high']}." for row in (first, second))
    shop.kiosk.window.setProperty("keypadInUse", True)
    point.forceActiveFocus()
    hear(ENGLISH, f"{session.property('prompt')}. {rows} 5 of 7, {first['label']} not chosen.")

    QTest.keyClick(shop.kiosk.window, Qt.Key.Key_Space)
    hear(ENGLISH, f"5 of 7, {first['label']} chosen.")


def test_nobody_who_did_not_ask_is_spoken_to(shop: Shop, speaker: Speaker, desk: Desk, qtbot: QtBot) -> None:
    before = desk.said()
    rate(shop)
    shop.session.setLanguage("ko")
    shop.session.startOver()
    qtbot.wait(2 * SETTLE_MS)

    speaker.say("the end", "en")
    qtbot.waitUntil(lambda: len(desk.said()) > len(before), timeout=3_000)
    assert desk.said()[len(before) :] == [(ENGLISH, "the end")]


def test_speech_is_offered_only_in_languages_with_a_voice(shop: Shop, speaker: Speaker) -> None:
    offered = {}
    for language in ("th", "ko", "ar", "zh_TW"):
        shop.session.setLanguage(language)
        offered[language] = shop.session.property("speechOffered")
    assert offered == {"th": False, "ko": True, "ar": False, "zh_TW": True}
