"""Whether an answer is of the kind that its question asks for: what is asked in turns is read by its question's id."""

from __future__ import annotations

import re

from kiosk.exchange.numbers import LARGEST
from kiosk.exchange.sheet import RefusedError
from kiosk.items import IMPORTANCE, OFFER, Cell, Statement
from kiosk.model import Offered, Picked, QuestionId, Scored, Value
from kiosk.questions import Scale

STATEMENTS = frozenset(statement.value for statement in Statement)
KINDS: dict[str, type] = {OFFER: Offered, IMPORTANCE: Picked}
ENDS = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\.\.(-?[0-9]+(?:\.[0-9]+)?)")
"""The scale of an imported item: 1..5."""


def require_fitting(question: str, value: Value) -> None:
    """Raises RefusedError for an answer that its question cannot have, or a number beyond the ends of its scale."""
    asks = Scored if question in STATEMENTS or Cell.of(QuestionId(question)) else KINDS.get(question)
    fits = asks is None or type(value) is asks
    if not fits or (isinstance(value, Offered) and question != OFFER):
        raise RefusedError("question", question, "a question that has this kind of answer")
    if not isinstance(value, Scored):
        return
    if asks and value.level is not None:
        raise RefusedError("level", value.level.word, "none: the question asks for a number alone")
    # Elsewhere a scale's name is the word of whoever wrote the mapping, and says nothing of its ends.
    low, high = _ends(value.scale) if asks else (-LARGEST, LARGEST)
    if not low <= value.number <= high:
        raise RefusedError("number", str(value.number), f"a number from {low:g} to {high:g}")


def _ends(scale: str) -> tuple[float, float]:
    """Of a scale of ours, or of one that is named by its ends; of any other the widest there may be."""
    if scale in Scale.__members__.values():
        points = Scale(scale).points
        return points[0], points[-1]
    found = ENDS.fullmatch(scale)
    return (float(found[1]), float(found[2])) if found else (-LARGEST, LARGEST)
