"""What is said of each screen."""

from __future__ import annotations

import pytest

from kiosk.model import Language
from kiosk.spoken import Shown, focused, in_one_breath, screen_text, sentences
from kiosk.words import available, load_words

EN = Language("en")
WORDS = load_words(EN).shopper


@pytest.mark.parametrize(("parts", "language", "said"), [
    (["How was it?", "Bad", "Good"], "en", "How was it? Bad. Good."),
    (["今天如何？", "不好", "好"], "zh_TW", "今天如何？不好。好。"),
    (["いかがでしたか", "良い"], "ja", "いかがでしたか。良い。"),
    (["오늘 어떠셨어요?", "좋아요"], "ko", "오늘 어떠셨어요? 좋아요."),
    ([" Bad ", "", "  "], "en", "Bad."),
    ([], "en", ""),
])  # fmt: skip
def test_parts_become_sentences_of_the_script(parts: list[str], language: str, said: str) -> None:
    assert sentences(parts, Language(language)) == said


@pytest.mark.parametrize(("language", "said"), [
    ("en", "5 of 7, Tidy"), ("zh_TW", "5 of 7，Tidy"), ("ja", "5 of 7、Tidy"), ("ar", "5 of 7، Tidy"),
])  # fmt: skip
def test_one_breath_has_the_commas_of_the_script(language: str, said: str) -> None:
    assert in_one_breath([" 5 of 7", "", "Tidy"], Language(language)) == said


@pytest.mark.parametrize(("language", "said"), [("en", "How? No"), ("zh_CN", "如何？不好"), ("en", "")])
def test_a_question_mark_needs_no_comma(language: str, said: str) -> None:
    assert in_one_breath(said.replace("？", "？|").replace("? ", "?|").split("|"), Language(language)) == said


@pytest.mark.parametrize(("shown", "said"), [
    (Shown("scale", EN, WORDS, "How was it?", ["Bad", "Good"]), "How was it? Bad. Good."),
    (
        Shown("choices", EN, WORDS, "What went wrong?", ["Waiting"]),
        "What went wrong? Saved. Choose as many as you like, or none. Waiting.",
    ),
    (
        Shown("items", EN, WORDS, "A tidy shop", rows=[["How was it?", "1 Poor", "7 Good"], ["And there?", "No"]]),
        "A tidy shop. How was it? 1 Poor, 7 Good. And there? No.",
    ),
    (
        Shown("items", EN, WORDS, "Would you come again?", rows=[["Would you come again?", "No", "Yes"]]),
        "Would you come again? No, Yes.",
    ),
    (
        Shown("comment", EN, WORDS, "Anything to add?"),
        "Anything to add? Write here. Please leave out names and phone numbers.",
    ),
    (
        Shown("contact", EN, WORDS, "May we answer you?", consent="We keep it for 30 days"),
        "May we answer you? E-mail or phone number. We keep it for 30 days.",
    ),
    (Shown("thanks", EN, WORDS), "Thank you. Your answer is saved. We read every one."),
    (
        Shown("thanks", EN, WORDS, number="4711"),
        "Thank you. Your answer is saved. We read every one. Your number. 4 7 1 1.",
    ),
    (
        Shown("kept", EN, WORDS, "How was it?"),
        "Not saved yet. We keep your answer while this screen stays switched on, and save it as soon as we can.",
    ),
    (
        Shown("unavailable", EN, WORDS, "How was it?", ["Bad", "Good"]),
        "We can’t take feedback right now. We are sorry. This screen will be back by itself.",
    ),
    (Shown("asleep", EN, WORDS), "Touch to wake the screen."),
    (Shown("cleaning", EN, WORDS), "Cleaning the screen."),
    (
        Shown("scale", EN, WORDS, "How was it?", seconds_left=20, warned=True),
        "Are you still there? We will start again in 20 seconds.",
    ),
    (
        Shown("scale", EN, WORDS, "How was it?", warned=True, trouble=True),
        "One moment, please. Your answer could not be saved yet. We keep trying.",
    ),
])  # fmt: skip
def test_a_screen_is_said_whole_and_a_notice_instead_of_it(shown: Shown, said: str) -> None:
    assert screen_text(shown) == said


@pytest.mark.parametrize(("chosen", "said"), [(None, "Bad."), (True, "Bad. chosen."), (False, "Bad. not chosen.")])
def test_the_focus_is_said_with_its_state(chosen: bool | None, said: str) -> None:
    assert focused("Bad", chosen, WORDS, EN) == said


def test_nothing_is_said_of_an_item_without_a_name() -> None:
    assert focused("", False, WORDS, EN) == ""


@pytest.mark.parametrize("language", available())
def test_every_language_has_the_words(language: Language) -> None:
    words = load_words(language).shopper
    for screen in ("scale", "choices", "comment", "contact", "thanks", "asleep", "cleaning"):
        assert screen_text(Shown(screen, language, words, "?"))
    assert focused("A", True, words, language) != focused("A", False, words, language)
