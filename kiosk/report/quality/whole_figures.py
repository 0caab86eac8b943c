"""The shop as a whole: statements, and the chain from quality to loyalty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from kiosk.items import Form, Statement
from kiosk.measure.estimate import Estimate
from kiosk.measure.relationship import Answered, ChainStep, Step, relationship
from kiosk.measure.rotated import Drawn, Sample
from kiosk.model import Level
from kiosk.report.hiding import hidden_groups
from kiosk.report.quality.answers import NPS, Answers, Ends
from kiosk.report.quality.data import Overall, Whole

Ratings = Mapping[Level, Mapping[str, int]]
"""Of all ratings of the window how many fall to each stratum, by level."""
CHAIN = {
    Step.VALUE: Statement.VALUE, Step.SATISFACTION: Statement.SATISFACTION, Step.RETURN: Statement.RETURN,
    Step.RECOMMEND: Statement.RECOMMEND,
}  # fmt: skip
DEFINITIONS = {
    Statement.VALUE: "Mean of worth its price",
    Statement.SATISFACTION: "Mean satisfaction",
    Statement.RETURN: "Mean of would come again",
    Statement.RECOMMEND: "Mean of would recommend",
    Statement.OTHERS: "Mean of compared with other shops like this",
    Statement.PROMISE: "Share of shoppers who say that what was promised was true",
}


class Face(IntEnum):
    """The groups of shoppers that a mean of all is made of."""

    HAPPY = 1
    UNHAPPY = 2
    NEUTRAL = 3
    NONE = 4


@dataclass(frozen=True, slots=True)
class Samples:
    """The answers of all visits, and apart those of visits with a happy and with an unhappy face."""

    everyone: Sample
    happy: Sample
    unhappy: Sample


def samples_of(answers: Answers, ratings: Ratings | None) -> Samples:
    """Post-stratified by ratings; not at all where there are none to hold the answers against."""
    happy = [level for level in Level if level.happy]
    return Samples(
        Sample(answers.drawn, _strata(ratings, Level)),
        Sample(_among(answers, happy), _strata(ratings, happy)),
        Sample(_among(answers, [Level.BAD]), _strata(ratings, [Level.BAD])),
    )


def statements(answers: Answers, sample: Sample) -> dict[str, Whole]:
    """Those that were answered, by short name."""
    found = {}
    for statement in Statement:
        if statement in answers.drawn:
            low, high = answers.scales[statement]
            definition = f"{DEFINITIONS[statement]}, {low:g} to {high:g}."
            found[statement.name.lower()] = Whole(low, high, sample.mean([statement], definition, ends=(low, high)))
    return found


def net_promoters(answers: Answers, sample: Sample) -> Estimate | None:
    """NPS, -1 to 1; None where recommending was not asked on 0 to 10."""
    if answers.scales.get(Statement.RECOMMEND) != (0.0, 10.0):
        return None
    definition = "Net Promoter Score: share of 9 and 10 minus share of 0 to 6, -1 to 1."
    return sample.mean([NPS], definition, ends=(-1.0, 1.0))


def chain(answers: Answers, samples: Samples, overall: Overall | None) -> dict[str, ChainStep]:
    """Each step among all, happy and unhappy shoppers, on 0 to 100."""
    answered = {}
    if overall is not None:
        ends = (overall.low, overall.high)
        questions = [cell.question for cell in answers.cells(Form.PERCEIVED) if cell.dimension in overall.dimensions]
        answered[Step.QUALITY] = Answered(overall.perceived, *_by_face(answers, samples, questions, ends), *ends)
    for step, statement in CHAIN.items():
        if statement in answers.drawn:
            ends = answers.scales[statement]
            everyone = samples.everyone.mean([statement], "", ends=ends)
            answered[step] = Answered(everyone, *_by_face(answers, samples, [statement], ends), *ends)
    return {step.value: each for step, each in relationship(answered).items()}


def _by_face(
    answers: Answers, samples: Samples, questions: Sequence[str], ends: Ends
) -> tuple[Estimate, Estimate]:
    """The means of happy and of unhappy shoppers; nothing of either that would give away a small group."""
    visits = {each.visit for question in questions for each in answers.drawn[question]}
    faces = Counter(_face(answers.levels.get(visit)) for visit in visits)
    counts = {face: faces[face] for face in Face if faces[face]}
    hidden = hidden_groups(counts, [set(counts)])

    def mean(face: Face, sample: Sample) -> Estimate:
        if face in hidden or face not in counts:
            return Estimate(faces[face], None, None, None, "")
        return sample.mean(questions, "", ends=ends)

    return mean(Face.HAPPY, samples.happy), mean(Face.UNHAPPY, samples.unhappy)


def _face(level: Level | None) -> Face:
    if level is None:
        return Face.NONE
    return Face.HAPPY if level.happy else Face.UNHAPPY if level is Level.BAD else Face.NEUTRAL


def _among(answers: Answers, levels: Collection[Level]) -> dict[str, list[Drawn]]:
    kept = {
        question: [answer for answer in drawn if answers.levels.get(answer.visit) in levels]
        for question, drawn in answers.drawn.items()
    }
    return {question: drawn for question, drawn in kept.items() if drawn}


def _strata(ratings: Ratings | None, levels: Collection[Level] | type[Level]) -> dict[str, float] | None:
    if ratings is None:
        return None
    total: Counter[str] = Counter()
    for level in levels:
        total.update(ratings.get(level, {}))
    return {stratum: float(n) for stratum, n in total.items()}
