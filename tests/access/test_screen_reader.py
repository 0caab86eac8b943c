"""A real AT-SPI client finds everything by role and translated name, presses it, and a row appears."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.assets import SURVEYS
from kiosk.model import Language, Level
from kiosk.questions import ChoiceQuestion, ScaleQuestion
from kiosk.survey import load_survey
from kiosk.words import Words, load_words
from tests.access.conftest import ScreenReader

SURVEY = load_survey(SURVEYS / "checkout.toml")
FACES, REASONS = SURVEY.questions[:2]
assert isinstance(FACES, ScaleQuestion)
assert isinstance(REASONS, ChoiceQuestion)
EN = load_words(Language("en"))
LAST_ANSWER = "SELECT question, level, choices, language FROM answers ORDER BY at DESC, revision DESC LIMIT 1"


@pytest.fixture
def at_the_faces(reader: ScreenReader) -> Iterator[ScreenReader]:
    """The idle screen, before and after the test."""
    reader.find("button", EN.levels[Level.BAD])
    yield reader
    reader.find("button", EN.levels[Level.BAD])


def skip_to_the_idle_screen(reader: ScreenReader, words: Words) -> None:
    reader.act("button", words.shopper["skip"])
    reader.act("button", f"{words.shopper['thanks']} {words.shopper['thanks_detail']}")


@pytest.mark.parametrize("language", SURVEY.languages[:4])
@pytest.mark.parametrize("level", Level)
def test_a_face_pressed_by_its_name_is_a_stored_rating(
    at_the_faces: ScreenReader, language: Language, level: Level
) -> None:
    reader, words = at_the_faces, load_words(language)
    reader.act("radio button", words.name)
    reader.act("button", words.levels[level])
    reader.find("heading", REASONS.prompt[level][language])
    assert reader.rows(LAST_ANSWER) == [(FACES.id, level, None, language)]
    skip_to_the_idle_screen(reader, words)


@pytest.mark.parametrize("action", ["Press", "Toggle"])
def test_a_reason_is_chosen_once_and_said_to_be_checked(at_the_faces: ScreenReader, action: str) -> None:
    reader, choice = at_the_faces, REASONS.choices[Level.GOOD][0]
    reader.act("button", EN.levels[Level.GOOD])
    assert not reader.act("check box", choice.label[EN.language], action).checked
    reader.find("button", EN.shopper["finish"])
    assert reader.find("check box", choice.label[EN.language]).checked
    reader.act("button", EN.shopper["start_over"])
    assert reader.rows(LAST_ANSWER) == [(REASONS.id, None, f'["{choice.id}"]', "en")]
