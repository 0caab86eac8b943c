from __future__ import annotations

from dataclasses import fields

import pytest

from kiosk.measure import DOCUMENTED


def test_the_documents_figures():
    values = {each.name: getattr(DOCUMENTED, each.name).value for each in fields(DOCUMENTED)}
    assert values == {
        "believed_superior": 0.8,
        "said_superior": 0.08,
        "complaints_heard": 0.04,
        "told_by_happy_least": 5,
        "told_by_happy_most": 6,
        "told_by_unhappy_least": 10,
        "told_by_unhappy_most": 15,
        "profit_of_old": 5,
        "cost_of_new": 5,
        "purchases_of_loyal": 10,
        "worth_of_keeping": 60,
        "vanish": 0.81,
        "loyal_if_solved": 0.95,
        "good_for_one_bad": 12,
    }


def test_each_says_where_it_stands():
    for each in fields(DOCUMENTED):
        assert getattr(DOCUMENTED, each.name).source.startswith(("000: ", "001: ", "002: "))


def test_a_store_changes_some_and_their_source_stays_beside_them():
    own = DOCUMENTED.changed({"good_for_one_bad": 20})
    assert (own.good_for_one_bad.value, own.good_for_one_bad.own) == (20, True)
    assert own.good_for_one_bad.source == DOCUMENTED.good_for_one_bad.source
    assert own.vanish == DOCUMENTED.vanish


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"vanished": 0.8}, "'vanished' is no assumption"),
        ({"vanish": -0.1}, "0 or more"),
        ({"vanish": float("nan")}, "0 or more"),
        ({"vanish": 81}, "share of 0 to 1"),
        ({"complaints_heard": 0}, "above 0"),
        ({"told_by_happy_least": 7}, "told_by_happy_most"),
    ],
)
def test_what_cannot_be_is_refused_by_name(values, told):
    with pytest.raises(ValueError, match=told):
        DOCUMENTED.changed(values)
