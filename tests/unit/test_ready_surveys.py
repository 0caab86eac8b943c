"""The surveys that come along."""

from __future__ import annotations

import pytest

from kiosk.assets import SURVEYS
from kiosk.checking import faults_in
from kiosk.model import Level
from kiosk.questions import ChoiceQuestion, CommentQuestion, ContactQuestion, Scale, ScaleQuestion, Survey
from kiosk.survey import load_survey
from kiosk.words import available

FILES = sorted(SURVEYS.glob("*.toml"))
READY = {path.stem: load_survey(path) for path in FILES}
SCREENS_UNASKED = 3


def test_there_are_four() -> None:
    assert set(READY) == {"checkout", "returns", "fitting_room", "food_counter"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_is_without_fault_and_bears_its_files_name(path) -> None:
    assert faults_in(path) == []
    assert load_survey(path).id == path.stem


@pytest.mark.parametrize("survey", READY.values(), ids=READY)
def test_each_asks_one_tap_why_and_a_comment_before_anything_else(survey: Survey) -> None:
    first, second, third = survey.questions[:SCREENS_UNASKED]
    assert isinstance(first, ScaleQuestion)
    assert first.scale is Scale.FACES
    assert isinstance(second, ChoiceQuestion)
    assert isinstance(third, CommentQuestion)
    assert not any(question.show_if for question in (first, second, third))


@pytest.mark.parametrize("survey", READY.values(), ids=READY)
def test_each_asks_why_in_words_of_the_face(survey: Survey) -> None:
    for question in survey.questions[1:SCREENS_UNASKED]:
        for language in available():
            assert len({question.prompt[level][language] for level in Level}) == len(Level)


def test_only_one_that_named_sizes_is_asked_which() -> None:
    (missing,) = [question for question in READY["fitting_room"].questions if question.show_if]
    assert {(each.question, each.among) for each in missing.show_if} == {
        ("experience", frozenset({"bad", "neutral"})), ("topics", frozenset({"sizes"})),
    }  # fmt: skip


def test_an_answer_is_offered_to_the_unhappy_who_asked_for_more() -> None:
    survey = READY["returns"]
    place = next(n for n, question in enumerate(survey.questions) if isinstance(question, ContactQuestion))
    assert place >= SCREENS_UNASKED
    contact = survey.questions[place]
    assert isinstance(contact, ContactQuestion)
    assert set(contact.consent) == set(available())
    assert [each.among for each in contact.show_if] == [frozenset({"bad", "neutral"})]
