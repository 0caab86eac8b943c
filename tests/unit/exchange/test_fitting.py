"""An answer that its question cannot have is refused where an export comes in, else no page could be made of it."""

from __future__ import annotations

import pytest

from kiosk.exchange.fitting import require_fitting
from kiosk.exchange.sheet import RefusedError
from kiosk.items import IMPORTANCE, OFFER
from kiosk.model import ChoiceId, Chose, Level, Offered, Picked, QuestionId, Rated, Scored

ITEM = "perceived.reliability.on_time"
OFFERED = Offered(((QuestionId(ITEM), 0.1),))
PICKED = Picked((ChoiceId("empathy"),))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (ITEM, Scored(7, "item7")),
        (ITEM, Scored(-2.5, "-3..3")),
        ("difference.empathy.hours", Scored(5, "expected")),
        ("quality.recommend", Scored(0, "nps")),
        (OFFER, OFFERED),
        (IMPORTANCE, PICKED),
        (IMPORTANCE, Picked(())),
        ("experience", Rated(Level.BAD)),
        ("stars", Scored(9, "stars", Level.GOOD)),
        ("rating", Scored(10, "1..5", Level.GOOD)),
        ("shop.wifi", Scored(1e9, "megabits")),
    ],
)
def test_what_a_question_asks_for_is_taken(question, value):
    require_fitting(question, value)


@pytest.mark.parametrize(
    ("question", "value", "column"),
    [
        (ITEM, Rated(Level.GOOD), "question"),
        (ITEM, Chose((ChoiceId("queue"),)), "question"),
        (ITEM, PICKED, "question"),
        (ITEM, OFFERED, "question"),
        (ITEM, Scored(4, "1..5", Level.GOOD), "level"),
        (ITEM, Scored(6, "1..5"), "number"),
        (ITEM, Scored(0, "item7"), "number"),
        (ITEM, Scored(1e300, "as we like"), "number"),
        ("quality.promise", Scored(2, "yes_no"), "number"),
        ("quality.value", PICKED, "question"),
        (OFFER, Scored(1, "item7"), "question"),
        (OFFER, PICKED, "question"),
        (IMPORTANCE, OFFERED, "question"),
        (IMPORTANCE, Chose((ChoiceId("empathy"),)), "question"),
        ("experience", OFFERED, "question"),
        ("wifi", Scored(-1e10, "megabits"), "number"),
    ],
)
def test_anything_else_is_refused_with_its_column(question, value, column):
    with pytest.raises(RefusedError) as error:
        require_fitting(question, value)
    assert error.value.column == column
