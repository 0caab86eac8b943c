"""A survey's own questions in words: what was asked, of whom its shares are, and its scores."""

from __future__ import annotations

from typing import assert_never

from kiosk.questions import Scale
from kiosk.report.own_data import AspectScore, OwnQuestion, ScoreUnit
from kiosk.report.sentences import Sentences


def prompt(sentences: Sentences, question: OwnQuestion) -> str:
    """A question as it was asked; its id where the survey is not known."""
    return sentences.asked(question.prompt, question.question)


def answered(sentences: Sentences, question: OwnQuestion) -> str:
    """After which face a question was asked, where that matters, and how many answered it."""
    return _after_face(sentences, question, "answers")


def of_answers(sentences: Sentences, question: OwnQuestion) -> str:
    """After which face a question was asked, where that matters, and what its shares are of."""
    return _after_face(sentences, question, "options_of")


def score_name(sentences: Sentences, score: AspectScore) -> str:
    """The question that was scored; an imported aspect's id."""
    return sentences.asked(score.prompt, score.aspect)


def score_scale(sentences: Sentences, score: AspectScore) -> str:
    """The scale's ends, or what a score of another unit is; an imported aspect's scale by its own name."""
    match score.unit:
        case ScoreUnit.SHARE:
            return sentences.words.say("score_yes")
        case ScoreUnit.NPS:
            return sentences.words.say("score_nps")
        case ScoreUnit.MEAN:
            return score.scale if score.survey is None else _ends(score.scale)
        case never:
            assert_never(never)


def score_value(sentences: Sentences, score: AspectScore) -> str:
    """A score with its interval, shares and NPS in hundredths; a dash where it is withheld."""
    figure, wording = score.figure, sentences.wording
    if score.unit is ScoreUnit.MEAN or figure.mean is None or figure.low is None or figure.high is None:
        return sentences.mean(figure)
    if score.unit is ScoreUnit.SHARE:
        return f"{wording.hundred(figure.mean)} ({wording.hundreds(figure.low, figure.high)})"
    return wording.signed(figure.mean, figure.low, figure.high)


def _after_face(sentences: Sentences, question: OwnQuestion, key: str) -> str:
    said = sentences.count(key, question.n)
    return said if question.level is None else f"{sentences.words.levels[question.level]} · {said}"


def _ends(scale: str) -> str:
    """The first and last point of a scale of ours; its name where it is none."""
    if scale not in Scale.__members__.values():
        return scale
    points = Scale(scale).points
    return f"{points[0]}–{points[-1]}"
