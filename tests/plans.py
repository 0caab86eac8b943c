"""A plan for each kind of screen that is asked in turns, in the words of our own bank that take the most room."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.items import IMPORTANCE, Cell, Form, Plan, Statement
from kiosk.model import QuestionId, Rotation, VisitId
from kiosk.survey.items import Item, load_bank
from kiosk.survey.sampler import Sampler

BANK = load_bank()


def _length(item: Item) -> int:
    return max(map(len, item.label.values()))


LONGEST = max(BANK.items, key=_length)
BESIDE = max((each for each in BANK.items_of(LONGEST.dimension) if each != LONGEST), key=_length)


def plan_of(*questions: QuestionId) -> Plan:
    """What a visit is asked where nothing but these can be drawn: both, where there are two."""
    rotation = Rotation(share=1.0, two=float(len(questions) > 1))
    plan = Sampler(BANK, dict.fromkeys(questions, 1.0), rotation, "a seed").plan(VisitId("a visit"))
    if plan is None:
        raise LookupError(questions)
    return plan


def _cell(form: Form, item: Item = LONGEST) -> QuestionId:
    return Cell(form, item.dimension, item.id).question


PLANS: Mapping[str, Plan] = {
    "one item": plan_of(_cell(Form.PERCEIVED)),
    "two items": plan_of(_cell(Form.PERCEIVED), _cell(Form.PERCEIVED, BESIDE)),
    "two forms": plan_of(_cell(Form.PERCEIVED), _cell(Form.DESIRED)),
    "at the least": plan_of(_cell(Form.PERCEIVED), _cell(Form.ADEQUATE)),
    "as expected": plan_of(_cell(Form.DIFFERENCE)),
    "two as expected": plan_of(_cell(Form.DIFFERENCE), _cell(Form.DIFFERENCE, BESIDE)),
    "recommend": plan_of(QuestionId(Statement.RECOMMEND)),
    "others": plan_of(QuestionId(Statement.OTHERS)),
    "promise": plan_of(QuestionId(Statement.PROMISE)),
    "importance": plan_of(IMPORTANCE),
}
"""By what is asked."""
