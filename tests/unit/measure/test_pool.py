from __future__ import annotations

import random
from math import sqrt

import pytest

from kiosk.measure.pool import Drawn, Pool, by_day, by_visit, checked, effective

SHARES = {"1-morning": 0.2, "4-morning": 0.8}


def test_kishs_number_of_equal_weights():
    assert effective([3, 3, 3, 3]) == pytest.approx(4)
    assert effective([1, 0, 0]) == pytest.approx(1)
    assert effective([2, 1]) == pytest.approx(9 / 5)
    assert effective([]) == 0


def test_deviations_are_the_jackknifes():
    """What the mean becomes without one visit, of two strata that keep their shares."""
    dice = random.Random(1)
    answers = [
        Drawn(739_000, f"v{place}", "1-morning" if place < 12 else "4-morning", 0.01, float(dice.randint(1, 7)))
        for place in range(40)
    ]
    pool = Pool(checked(answers), SHARES)
    for answer in answers:
        without = Pool(checked(other for other in answers if other is not answer), SHARES)
        change = sqrt(39 / 40) * (pool.mean - without.mean)
        assert pool.deviations(by_visit)[answer.visit] == pytest.approx(change)
    assert sum(pool.deviations(by_visit).values()) == pytest.approx(0)


def test_the_order_of_a_days_answers_does_not_matter():
    dice = random.Random(2)
    answers = [Drawn(place % 3, f"v{place}", "1-morning", dice.uniform(0.001, 1), dice.random()) for place in range(50)]
    mixed = dice.sample(answers, k=50)
    assert mixed != answers
    one, other = Pool(checked(answers), SHARES), Pool(checked(mixed), SHARES)
    assert (one.mean, one.deviations(by_day)) == (other.mean, other.deviations(by_day))


@pytest.mark.parametrize("chance", [0.0, -0.1, 1.1, 5e-324, float("nan")])
def test_a_chance_is_one_that_an_answer_can_be_weighed_by(chance):
    with pytest.raises(ValueError, match="a chance is above 0"):
        checked([Drawn(739_000, "v", None, chance, 4.0)])
