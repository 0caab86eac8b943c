"""Which visits are asked in their turn, and what: drawn by chances that are known exactly.

The scheme: a visit is drawn with chance `share`. Of those drawn, the first question is any cell, by the week's
chances. Is it an item, then with chance `two` a second one stands beside it. In half of all such pairs perceived meets
a reference (desired or adequate) of the same item, so that what both have in common is measured; in the other half two
items of one dimension are asked in the same form, for alpha. An item asked as a difference has no reference: its pairs
are all of the second kind. What matters most and the statements stand alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from typing import TypeVar

from kiosk.items import IMPORTANCE, Cell, Form, ItemRow, ItemsQuestion, Plan, Statement
from kiosk.model import Offered, QuestionId, Rotation, Text, VisitId
from kiosk.questions import ChoiceQuestion
from kiosk.survey.items import FORM_SCALES, ItemBank

ITEMS = QuestionId("quality.items")
"""The screen of one or two items; answers go to the questions of its rows."""
FLOOR = 0.3
"""This part of the chances is the same for every cell, so that none is ever forgotten."""
REFERENCES = {
    Form.PERCEIVED: (Form.DESIRED, Form.ADEQUATE),
    Form.DESIRED: (Form.PERCEIVED,),
    Form.ADEQUATE: (Form.PERCEIVED,),
}
"""The forms that stand beside a form of the same item."""
PRIOR_ANSWERS = 5
PRIOR_SPREAD = 0.25
"""What a cell without answers is taken to have: five answers whose standard deviation is a quarter of the scale."""

Asked = tuple[QuestionId, ...]
Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What earlier weeks have told of a cell: the answers, and their standard deviation as a part of the scale (0–0.5).

    spread is None on fewer than two answers.
    """

    n: int
    spread: float | None


def allocate(evidence: Mapping[QuestionId, Evidence], cells: Sequence[QuestionId]) -> dict[QuestionId, float]:
    """The chance of each cell to be drawn first; they add up to 1.

    A part of FLOOR is shared out evenly. The rest goes to the figures that are told, which are each dimension in each
    form, what matters most, and each statement, by the width of the interval that they have so far, as a part of their
    scale: the wider, the likelier; and within a dimension likewise to its items. evidence may be of earlier weeks
    alone: what is drawn in a week must not depend on that week's answers, or their mean is biased.
    """
    figures: dict[str, dict[QuestionId, Evidence]] = {}
    for cell in cells:
        figures.setdefault(_figure(cell), {})[cell] = evidence.get(cell, Evidence(0, None))
    by_figure = _parts({figure: _width(own.values()) for figure, own in figures.items()})
    return {
        cell: FLOOR / len(cells) + (1 - FLOOR) * by_figure[figure] * part
        for figure, own in figures.items()
        for cell, part in _parts({cell: _width([found]) for cell, found in own.items()}).items()
    }


def _figure(question: QuestionId) -> str:
    """What a question's answers are told as."""
    cell = Cell.of(question)
    return f"{cell.form}.{cell.dimension}" if cell else question


def _width(found: Iterable[Evidence]) -> float:
    """Proportional to the interval's width: the standard error within items, with the prior's answers among theirs."""
    told = [(each.n, each.spread) for each in found if each.spread is not None]
    n = PRIOR_ANSWERS + sum(n for n, _ in told)
    squares = PRIOR_ANSWERS * PRIOR_SPREAD**2 + sum(n * spread**2 for n, spread in told)
    return float(squares**0.5 / n)


def _parts(widths: Mapping[Key, float]) -> dict[Key, float]:
    total = sum(widths.values())
    return {key: width / total for key, width in widths.items()}


class Sampler:
    """Draws what a visit is asked. The same seed and visit always draw the same; no other randomness is used.

    chances are those of the week's drawing (`allocate`). A question that the bank has no more is left out, one that
    the drawing has not yet waits for the next week; without any, nobody is asked anything.
    """

    def __init__(self, bank: ItemBank, chances: Mapping[QuestionId, float], rotation: Rotation, seed: str) -> None:
        """seed: what tells this kiosk's drawing from another's, such as its id."""
        self._bank = bank
        self._seed = seed
        pool = {question: chances[question] for question in bank.questions if question in chances}
        total = sum(pool.values())
        first = {question: rotation.share * chance / total for question, chance in pool.items() if chance > 0}
        self._offers = list(_offers(first, rotation.two))
        self._bounds = list(accumulate(chance for _, chance in self._offers))
        inclusion = dict.fromkeys(first, 0.0)
        for asked, chance in self._offers:
            for question in asked:
                inclusion[question] += chance
        self.inclusion: Mapping[QuestionId, float] = inclusion
        """The chance of each question to be asked of a visit, as the first or the second."""

    def plan(self, visit: VisitId) -> Plan | None:
        """What a visit is asked in the place of its reasons; None for most visits."""
        drawn = bisect_right(self._bounds, _uniform(self._seed, visit))
        if drawn == len(self._offers):
            return None
        asked, _ = self._offers[drawn]
        offered = Offered(tuple((question, self.inclusion[question]) for question in asked))
        return Plan(offered, self._question(visit, asked))

    def _question(self, visit: VisitId, asked: Asked) -> ItemsQuestion | ChoiceQuestion:
        if asked == (IMPORTANCE,):
            return self._importance(visit)
        cells = [cell for cell in map(Cell.of, asked) if cell]
        if not cells:
            return self._statement(Statement(asked[0]))
        one_item = len({cell.item for cell in cells}) < len(cells)
        heading = self._phrase(cells[0]) if one_item else self._bank.forms[cells[0].form].line
        return ItemsQuestion(ITEMS, heading, tuple(self._row(cell, by_form=one_item) for cell in cells))

    def _row(self, cell: Cell, *, by_form: bool) -> ItemRow:
        lead = self._bank.forms[cell.form]
        label = lead.line if by_form else self._phrase(cell)
        return ItemRow(cell.question, label, FORM_SCALES[cell.form], lead.low, lead.high)

    def _phrase(self, cell: Cell) -> Text:
        return next(item.label for item in self._bank.items if item.id == cell.item)

    def _statement(self, statement: Statement) -> ItemsQuestion:
        said = self._bank.statements[statement]
        row = ItemRow(QuestionId(statement.value), said.line, said.scale, said.low, said.high)
        return ItemsQuestion(ITEMS, said.line, (row,))

    def _importance(self, visit: VisitId) -> ChoiceQuestion:
        """In an order of the visit's own, as what stands first is chosen more often."""
        by_lot = sorted(self._bank.dimensions.values(), key=lambda choice: _uniform(self._seed, visit, choice.id))
        return ChoiceQuestion(IMPORTANCE, {None: self._bank.importance}, {None: tuple(by_lot)}, False, False)


def _offers(first: Mapping[QuestionId, float], two: float) -> Iterator[tuple[Asked, float]]:
    """Everything that a visit can be asked, and how likely; what is missing to 1 is being asked nothing."""
    cells = {question: cell for question in first if (cell := Cell.of(question))}
    references = {question: [each for each in _references(cell) if each in first] for question, cell in cells.items()}
    others = {
        question: [other for other, its in cells.items() if _alike(cell, its)] for question, cell in cells.items()
    }
    meets = _meets(first, references, others)
    for question, chance in first.items():
        seconds = _weighed(references.get(question, []), others.get(question, []), meets)
        yield (question,), chance * (1 - two if seconds else 1.0)
        for second, part in seconds.items():
            yield _in_order(question, second), chance * two * part


def _meets(
    first: Mapping[QuestionId, float],
    references: Mapping[QuestionId, Sequence[QuestionId]],
    others: Mapping[QuestionId, Sequence[QuestionId]],
) -> float:
    """How often an item that can meet either meets a reference, so that half of all pairs do, as far as can be.

    Those that have no reference are all paired with another item, those that have no other item with a reference.
    """
    one_item = sum(first[question] for question in references if references[question] and not others[question])
    two_items = sum(first[question] for question in references if others[question] and not references[question])
    either = sum(first[question] for question in references if references[question] and others[question])
    return min(1.0, max(0.0, (two_items + either - one_item) / 2 / either)) if either else 0.0


def _references(cell: Cell) -> list[QuestionId]:
    return [Cell(form, cell.dimension, cell.item).question for form in REFERENCES.get(cell.form, ())]


def _alike(cell: Cell, other: Cell) -> bool:
    return (cell.form, cell.dimension) == (other.form, other.dimension) and cell != other


def _weighed(references: Sequence[QuestionId], others: Sequence[QuestionId], meets: float) -> dict[QuestionId, float]:
    """The part of each in the seconds that are asked; where there is only one kind, that has all."""
    part = meets if references and others else float(bool(references))
    found = {question: part / len(references) for question in references}
    return found | {question: (1 - part) / len(others) for question in others}


def _in_order(question: QuestionId, second: QuestionId) -> Asked:
    """How it was stands above how it should be; two items stand as they were drawn."""
    turned = second.startswith(f"{Form.PERCEIVED}.") and not question.startswith(f"{Form.PERCEIVED}.")
    return (second, question) if turned else (question, second)


def _uniform(*parts: str) -> float:
    """A number in [0, 1) that depends on the parts alone."""
    digest = blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return (int.from_bytes(digest) >> 11) / 2**53
