"""A survey's own questions as figures: what was picked of their options, and their scores."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kiosk.measure import FEWEST_SHOWN
from kiosk.model import ChoiceId, Language, Level, QuestionId, Text
from kiosk.questions import Prompt, Scale
from kiosk.report.figures import score_figure, share_figure
from kiosk.report.own_data import AspectScore, Option, OwnQuestion, ScoreUnit
from kiosk.store.asked import AskedQuestion, AskedSurvey
from kiosk.store.reading import OptionSummary, ScoreSummary

Asked = Mapping[str, AskedSurvey]
UNITS = {Scale.YES_NO.value: ScoreUnit.SHARE, Scale.NPS.value: ScoreUnit.NPS}
"""What an answer to a question of ours is; on all other scales, a number to take the mean of."""


def scores(summaries: Sequence[ScoreSummary], asked: Asked, factor: float) -> tuple[AspectScore, ...]:
    """Imported aspects by name, then each survey's questions in its order."""
    return tuple(_score(each, asked, factor) for each in sorted(summaries, key=lambda each: _score_order(each, asked)))


def own_questions(summaries: Sequence[OptionSummary], asked: Asked, factor: float) -> tuple[OwnQuestion, ...]:
    """What was picked, each survey's questions in its order; by face where the question is put otherwise after each."""
    answered: Counter[tuple[str, QuestionId, Level | None]] = Counter()
    picked: dict[tuple[str, QuestionId, Level | None], Counter[ChoiceId]] = defaultdict(Counter)
    for each in summaries:
        known = _question(asked, each.survey, each.question)
        group = (each.survey, each.question, each.level if known and None not in known.prompt else None)
        answered[group] += each.n
        picked[group].update(each.picked)
    ordered = sorted(answered, key=lambda group: (group[0], _place(asked, group[0], group[1]), group[1], group[2] or 0))
    return tuple(_own_question(*group, answered[group], picked[group], asked, factor) for group in ordered)


def score_name(score: AspectScore) -> str:
    """The measure's name: score.ASPECT, or score.SURVEY.QUESTION."""
    return ".".join(filter(None, ("score", score.survey, score.aspect)))


def option_name(question: OwnQuestion, option: Option) -> str:
    """The measure's name: picked.SURVEY.QUESTION.OPTION, with the face before the option where they are told apart."""
    level = question.level.word if question.level else None
    return ".".join(filter(None, ("picked", question.survey, question.question, level, option.choice)))


def _score(summary: ScoreSummary, asked: Asked, factor: float) -> AspectScore:
    unit = UNITS.get(summary.scale, ScoreUnit.MEAN) if summary.survey else ScoreUnit.MEAN
    known = _question(asked, summary.survey, summary.question)
    prompt = every_prompt(known.prompt) if known and known.type == summary.scale else {}
    figure = score_figure(unit, summary.counts, factor)
    return AspectScore(summary.survey, summary.question, prompt, summary.scale, unit, figure)


def _score_order(summary: ScoreSummary, asked: Asked) -> tuple[str, int, str, str]:
    survey = summary.survey or ""
    return survey, _place(asked, survey, summary.question), summary.question, summary.scale


def _own_question(
    survey: str, question: QuestionId, level: Level | None, n: int, picked: Mapping[ChoiceId, int], asked: Asked,
    factor: float,
) -> OwnQuestion:  # fmt: skip
    known = _question(asked, survey, question)
    title = asked[survey].title if survey in asked else {}
    prompt = known.prompt.get(level, {}) if known else {}
    options: tuple[Option, ...] = ()
    if n >= FEWEST_SHOWN:
        hits = {**dict.fromkeys(known.offered if known else (), 0), **picked}
        labels = known.labels if known else {}
        options = tuple(
            Option(choice, labels.get(choice, {}), share_figure(count, n, factor))
            for choice, count in sorted(hits.items(), key=lambda entry: (-entry[1], entry[0]))
        )
    return OwnQuestion(survey, title, question, level, prompt, n, options)


def _question(asked: Asked, survey: str | None, question: QuestionId) -> AskedQuestion | None:
    return asked[survey].questions.get(question) if survey and survey in asked else None


def _place(asked: Asked, survey: str, question: QuestionId) -> int:
    """Where in its survey a question stands; those that none has come first."""
    return list(asked[survey].questions).index(question) if _question(asked, survey, question) else -1


def every_prompt(prompt: Prompt) -> Text:
    """The question's text, or all its texts where it is put otherwise after each face."""
    texts: dict[Language, list[str]] = defaultdict(list)
    for by_language in prompt.values():
        for language, text in by_language.items():
            if text not in texts[language]:
                texts[language].append(text)
    return {language: " / ".join(each) for language, each in texts.items()}
