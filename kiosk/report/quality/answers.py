"""Visits that were asked in their turn, sorted: what was answered to what, on which scale, and what was offered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

from kiosk.items import DIMENSIONS, IMPORTANCE, SHOPPERS_FORMS, Cell, Form, Statement
from kiosk.measure.rotated import Drawn, stratum
from kiosk.model import Level, QuestionId
from kiosk.questions import Scale
from kiosk.store.turns import AskedVisit

Ends = tuple[float, float]

STATEMENTS = "statements"
"""Under which all that is asked of the shop as a whole is told together, where responses are."""
NPS = "nps"
"""Under which the answers to Statement.RECOMMEND are kept once more: 1 for promoters, -1 for detractors, else 0."""


@dataclass(frozen=True, slots=True)
class Answers:
    """drawn: answers by question, each question on one scale only. scales: its ends by group; see group_of.

    left_out: answers on other scales, by group. choices: who chose each dimension as what matters most; none at all
    where nobody did. offered and answered: questions by form, of those that were drawn. asked and imported: visits
    of shoppers; what staff or the manager said is none. levels: the faces of visits.
    """

    drawn: Mapping[str, Sequence[Drawn]]
    scales: Mapping[str, Ends]
    left_out: Mapping[str, int]
    choices: Mapping[str, Sequence[Drawn]]
    offered: Mapping[str, int]
    answered: Mapping[str, int]
    asked: int
    imported: int
    levels: Mapping[str, Level]

    def cells(self, *forms: Form) -> list[Cell]:
        """All items in these forms that were answered, by form, dimension and item."""
        found = (Cell.of(question) for question in self.drawn)
        return sorted(cell for cell in found if cell and cell.form in forms)


@lru_cache(maxsize=1024)
def group_of(question: str) -> str:
    """What shares one scale: a dimension's items in all forms but the non-difference score, which has its own."""
    cell = Cell.of(question)
    if cell is None:
        return question
    return f"{Form.DIFFERENCE}.{cell.dimension}" if cell.form is Form.DIFFERENCE else cell.dimension


@lru_cache(maxsize=1024)
def ends_of(scale: str) -> Ends | None:
    """The first and last point of a scale of ours, or of an imported one ("1..5"); None for anything else."""
    if scale in Scale.__members__.values():
        points = Scale(scale).points
        return float(points[0]), float(points[-1])
    try:
        low, high = (float(end) for end in scale.split(".."))
    except ValueError:
        return None
    return (low, high) if low < high and isfinite(high - low) else None


def sort_answers(visits: Iterable[AskedVisit]) -> Answers:
    """Of each group the scale that most answers are on; the first by name where several have as many."""
    kept = tuple(visits)
    counts = _answers_by_scale(kept)
    chosen = {group: min(scales, key=lambda scale: (-scales[scale], scale)) for group, scales in counts.items()}
    drawn: dict[str, list[Drawn]] = defaultdict(list)
    choices: dict[str, list[Drawn]] = defaultdict(list)
    for visit in kept:
        layer = None if visit.chances is None else stratum(visit.level, visit.hour)
        for question, number in visit.numbers.items():
            chance = _chance(visit, question)
            if chance and number.scale == chosen.get(group_of(question)):
                drawn[question].append(Drawn(visit.day.toordinal(), visit.visit, layer, chance, number.value))
        if IMPORTANCE in visit.picked and (chance := _chance(visit, IMPORTANCE)):
            choices[visit.picked[IMPORTANCE]].append(Drawn(visit.day.toordinal(), visit.visit, layer, chance, 1.0))
    if recommend := drawn.get(Statement.RECOMMEND):
        drawn[NPS] = [_promoter(each) for each in recommend]
    asked = sum(visit.chances is not None for visit in kept)
    imported = sum(visit.chances is None and _of_a_shopper(visit) for visit in kept)
    return Answers(
        drawn,
        {group: ends for group, scale in chosen.items() if (ends := ends_of(scale))},
        {group: counts[group].total() - counts[group][scale] for group, scale in chosen.items()},
        _with_those_nobody_chose(choices),
        *_response(kept), asked, imported,
        {visit.visit: visit.level for visit in kept if visit.level},
    )  # fmt: skip


def _of_a_shopper(visit: AskedVisit) -> bool:
    """Whether anything was answered that is for shoppers, not for staff or the manager."""
    cells = [Cell.of(question) for question in visit.numbers]
    return bool(visit.picked) or any(cell is None or cell.form in SHOPPERS_FORMS for cell in cells)


def _answers_by_scale(visits: Iterable[AskedVisit]) -> dict[str, Counter[str]]:
    """By group, how many answers came on each scale that we can read."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for visit in visits:
        for question, number in visit.numbers.items():
            if ends_of(number.scale):
                counts[group_of(question)][number.scale] += 1
    return counts


def _response(visits: Iterable[AskedVisit]) -> tuple[Counter[str], Counter[str]]:
    """By form, how many questions were offered to visits that were drawn, and how many of these were answered."""
    offered: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for visit in visits:
        for question in visit.chances or ():
            offered[_form(question)] += 1
            answered[_form(question)] += question in visit.numbers or question in visit.picked
    return offered, answered


def _with_those_nobody_chose(choices: Mapping[str, list[Drawn]]) -> dict[str, list[Drawn]]:
    """All five, where it was one of these that could be chosen: nobody's choice is a share of 0, not an unknown one."""
    if not choices or not choices.keys() <= set(DIMENSIONS):
        return dict(choices)
    return {name: choices.get(name, []) for name in DIMENSIONS}


def _chance(visit: AskedVisit, question: str) -> float | None:
    """None for an answer that the visit was not offered: nobody knows what it stands for."""
    return 1.0 if visit.chances is None else visit.chances.get(QuestionId(question))


@lru_cache(maxsize=1024)
def _form(question: str) -> str:
    cell = Cell.of(question)
    if cell is not None:
        return cell.form.value
    return "importance" if question == IMPORTANCE else STATEMENTS


def _promoter(answer: Drawn) -> Drawn:
    score = (answer.value >= 9) - (answer.value <= 6)
    return Drawn(answer.day, answer.visit, answer.stratum, answer.chance, float(score))
