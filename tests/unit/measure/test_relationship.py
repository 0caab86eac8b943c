from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure.estimate import Estimate
from kiosk.measure.relationship import Answered, Step, on_hundred, relationship

NOTHING = Estimate(4, None, None, None, "")


def answered(everyone, happy, unhappy, low=1.0, high=7.0):
    means = (Estimate(60, value, value - 0.3, value + 0.3, "") for value in (everyone, happy, unhappy))
    return Answered(*means, low, high)


def test_steps_on_different_scales_stand_side_by_side():
    found = relationship({
        Step.RECOMMEND: answered(7.0, 8.0, 3.0, 0, 10),
        Step.QUALITY: answered(4.0, 5.5, 2.5),
        Step.VALUE: answered(3.0, 3.5, 2.0, 1, 5),
    })  # fmt: skip
    assert list(found) == [Step.QUALITY, Step.VALUE, Step.RECOMMEND]
    assert [step.everyone.estimate for step in found.values()] == pytest.approx([50, 50, 70])
    assert [step.difference.estimate for step in found.values()] == pytest.approx([50, 37.5, 50])


def test_happy_and_unhappy_are_different_people():
    difference = relationship({Step.VALUE: answered(4.0, 5.0, 3.0)})[Step.VALUE].difference
    half = 0.3 / 6 * 100 * 2**0.5
    assert (difference.low, difference.high) == pytest.approx((100 / 3 - half, 100 / 3 + half))


def test_who_said_nothing_leaves_the_difference_open():
    mean = Estimate(60, 4.0, 3.7, 4.3, "")
    step = relationship({Step.VALUE: Answered(mean, mean, NOTHING, 1, 7)})[Step.VALUE]
    assert (step.unhappy.n, step.unhappy.estimate, step.difference.estimate) == (4, None, None)
    assert step.everyone.estimate == pytest.approx(50)


def test_definitions_tell_whose_mean_and_which_scale():
    step = relationship({Step.RETURN: answered(4.0, 5.0, 3.0)})[Step.RETURN]
    assert step.happy.definition == (
        "Mean return of those who tapped good or excellent, 0 to 100 from one end of its scale (1 to 7) to the other."
    )
    assert "minus that of those who tapped bad" in step.difference.definition


@given(st.floats(-10, 10), st.floats(0.5, 20), st.floats(0, 1), st.floats(0, 1))
def test_a_place_on_a_scale_stays_where_it_is(low, length, place, half):
    value = low + place * length
    told = on_hundred(Estimate(9, value, value - half, value + half, ""), low, low + length, "d")
    assert told.estimate == pytest.approx(100 * place, abs=1e-6)
    assert 0 <= told.low <= told.estimate <= told.high <= 100


@pytest.mark.parametrize(("value", "low", "high"), [(0.5, 1, 7), (7.1, 1, 7), (4, 7, 1), (4, 4, 4)])
def test_what_is_on_no_scale_is_refused(value, low, high):
    with pytest.raises(ValueError, match="scale"):
        on_hundred(Estimate(9, value, value, value, ""), low, high, "d")


def test_a_mean_without_interval_stays_without():
    told = on_hundred(Estimate(9, 4.0, None, None, ""), 1, 7, "d")
    assert (told.estimate, told.low, told.high) == (50, None, None)
