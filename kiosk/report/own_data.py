"""What the report tells of a survey's own questions, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.model import ChoiceId, Level, QuestionId, Text
from kiosk.report.estimates import MeanFigure, ShareFigure


class ScoreUnit(StrEnum):
    """What a score's mean is: a number on its scale, a share of yes (0 to 1), or a Net Promoter Score (-1 to 1)."""

    MEAN = "mean"
    SHARE = "share"
    NPS = "nps"


@dataclass(frozen=True, slots=True)
class AspectScore:
    """An imported aspect on its own scale, where survey is None; or a survey's question on one of our scales.

    prompt is the question as it was asked; empty for an imported aspect, and where no stored survey has it.
    """

    survey: str | None
    aspect: QuestionId
    prompt: Text
    scale: str
    unit: ScoreUnit
    figure: MeanFigure


@dataclass(frozen=True, slots=True)
class Option:
    """Of those who answered a question, how many picked this option."""

    choice: ChoiceId
    label: Text
    figure: ShareFigure


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """What shoppers picked of a question's own options, most first; there are none below five answers.

    n visits picked any. A question that is asked in other words after each face is told apart by level; else level is
    None. prompt and title (the survey's) are empty where no stored survey has the question.
    """

    survey: str
    title: Text
    question: QuestionId
    level: Level | None
    prompt: Text
    n: int
    options: tuple[Option, ...]
