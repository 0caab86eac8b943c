"""What a shopper may be asked: scales, choices, words, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.model import Choice, ChoiceId, Language, Level, QuestionId, Text, Value, answer_keys

Prompt = Mapping[Level | None, Text]
"""The question's text by the face tapped; under None the one for every face that has none of its own."""


class Scale(StrEnum):
    """Scales that are answered by one tap; the name is the one in survey files and in the database."""

    FACES = "faces"
    FACES5 = "faces5"
    STARS = "stars"
    NPS = "nps"
    CES = "ces"
    CSAT = "csat"
    YES_NO = "yes_no"
    ITEM7 = "item7"
    EXPECTED = "expected"

    @property
    def points(self) -> range:
        """The numbers that can be tapped, worst first."""
        match self:
            case Scale.FACES:
                return range(1, 5)
            case Scale.NPS:
                return range(11)
            case Scale.YES_NO:
                return range(2)
            case Scale.CES | Scale.ITEM7:
                return range(1, 8)
            case _:
                return range(1, 6)

    def level(self, point: int) -> Level:
        """The headline level that a point stands for.

        Five points: 1 and 2 are bad, 3 neutral. Seven: 1 to 3 bad, 4 neutral, 7 excellent. NPS: detractors (0 to 6)
        are bad, passives (7 and 8) neutral, promoters excellent.
        """
        match self:
            case Scale.FACES:
                return Level(point)
            case Scale.NPS:
                return Level.BAD if point <= 6 else Level.NEUTRAL if point <= 8 else Level.EXCELLENT
            case Scale.YES_NO:
                return Level.GOOD if point else Level.BAD
            case Scale.CES | Scale.ITEM7:
                return (Level.BAD, Level.NEUTRAL, Level.GOOD, Level.EXCELLENT)[(point > 3) + (point > 4) + (point > 6)]
            case _:
                return (Level.BAD, Level.BAD, Level.NEUTRAL, Level.GOOD, Level.EXCELLENT)[point - 1]


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where an earlier question was answered with one of these: a level's word, a number or a choice's id."""

    question: QuestionId
    among: frozenset[str]

    def holds(self, answers: Mapping[QuestionId, Value]) -> bool:
        """Whether the answers so far fulfil it; a question without an answer fulfils nothing."""
        value = answers.get(self.question)
        return value is not None and not self.among.isdisjoint(answer_keys(value))


@dataclass(frozen=True, slots=True)
class ScaleQuestion:
    """One tap on a scale. As the first question of a survey it is the visit's headline rating."""

    id: QuestionId
    prompt: Prompt
    scale: Scale
    show_if: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """Options to choose from: touchpoints, or the survey's own; which ones may depend on the face."""

    id: QuestionId
    prompt: Prompt
    choices: Mapping[Level | None, tuple[Choice, ...]]
    multiple: bool
    touchpoints: bool
    show_if: tuple[Condition, ...] = ()

    def offered(self, level: Level | None) -> tuple[Choice, ...]:
        """The options after a face."""
        return self.choices[level] if level in self.choices else self.choices.get(None, ())


@dataclass(frozen=True, slots=True)
class CommentQuestion:
    """A free text in the shopper's own words."""

    id: QuestionId
    prompt: Prompt
    show_if: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactQuestion:
    """An address to be answered at, with consent to its wording; or a number to take away instead."""

    id: QuestionId
    prompt: Prompt
    consent: Text
    consent_version: int
    show_if: tuple[Condition, ...] = ()


Question = ScaleQuestion | ChoiceQuestion | CommentQuestion | ContactQuestion


@dataclass(frozen=True, slots=True)
class Survey:
    """The questions of one visit, in order; the first one is the idle screen and gives the headline rating."""

    id: str
    version: int
    languages: tuple[Language, ...]
    title: Text
    questions: tuple[Question, ...]

    @property
    def headline(self) -> ScaleQuestion:
        """The first question."""
        first = self.questions[0]
        if not isinstance(first, ScaleQuestion):
            raise TypeError(f"survey {self.id} does not begin with a scale")
        return first


def prompt_for(question: Question, level: Level | None, language: Language) -> str:
    """The question's text for one shopper; empty where none is meant for this face."""
    text = question.prompt.get(level) or question.prompt.get(None)
    return text[language] if text else ""


def touchpoints_of(survey: Survey) -> dict[ChoiceId, Choice]:
    """All touchpoints that a survey offers after any face."""
    return {
        choice.id: choice
        for question in survey.questions
        if isinstance(question, ChoiceQuestion) and question.touchpoints
        for choices in question.choices.values()
        for choice in choices
    }
