from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, cycle

import numpy as np
import pytest

from kiosk.measure.alpha import classic, pairwise
from kiosk.measure.pool import by_day
from kiosk.measure.rotated import Drawn, Sample
from kiosk.measure.rotated_alpha import jackknifed, paired

ITEMS = ("a", "b", "c", "d")
ALL_PAIRS = list(combinations(ITEMS, 2))


def shoppers(n, seed=1):
    """What n shoppers would answer to all four items, which have half of their variance in common: alpha is 0.8."""
    dice = np.random.default_rng(seed)
    return 4 + dice.normal(size=(n, 1)) + dice.normal(size=(n, 4))


def rotated(rows, *, days=91, seed=1):
    """Each shopper is asked two of the items."""
    dice = random.Random(seed)
    answers = {item: [] for item in ITEMS}
    for place, (row, pair) in enumerate(zip(rows, cycle(ALL_PAIRS))):
        day = 739_000 + dice.randrange(days)
        for item in pair:
            answers[item].append(Drawn(day, f"v{place}", None, 0.01, float(row[ITEMS.index(item)])))
    return answers


def test_it_is_the_pooled_pairwise_alpha():
    rows = shoppers(900)
    answers = rotated(rows)
    told = Sample(answers).alpha(ITEMS, "told")
    pairs = {pair: [(rows[i][ITEMS.index(pair[0])], rows[i][ITEMS.index(pair[1])]) for i in range(p, 900, 6)]
             for p, pair in enumerate(ALL_PAIRS)}  # fmt: skip
    assert told.estimate == pytest.approx(pairwise(pairs))
    assert (told.n, told.definition) == (900, "told")
    assert told.low < told.estimate < told.high <= 1


def test_pairs_are_found_by_visit():
    answers = rotated(shoppers(12))
    pairs = paired(answers)
    assert {pair: len(both) for pair, both in pairs.items()} == dict.fromkeys(ALL_PAIRS, 2)
    assert all(first.visit == second.visit for both in pairs.values() for first, second in both)


def test_without_one_day_alpha_is_what_it_is_without_its_answers():
    answers = rotated(shoppers(1200), days=20)
    pairs = paired(answers)
    deviations = jackknifed(pairs, by_day)
    without = {
        day: pairwise({pair: [(x.value, y.value) for x, y in both if x.day != day] for pair, both in pairs.items()})
        for day in deviations
    }
    middle = sum(without.values()) / 20
    for day, deviation in deviations.items():
        assert deviation == pytest.approx((19 / 20) ** 0.5 * (middle - without[day]), abs=1e-9)


def test_an_item_answered_by_99_beside_another_makes_it_not_estimable():
    answers = rotated(shoppers(600))
    assert Sample(answers).alpha(ITEMS, "").estimate is not None
    fewer = {item: [each for each in drawn if each.visit != "v0"] for item, drawn in answers.items()}
    told = Sample(fewer).alpha(ITEMS, "told")
    assert (told.n, told.estimate, told.low, told.high) == (599, None, None, None)


@pytest.mark.parametrize("questions", [(), ("a",), ("a", "nowhere"), ("nowhere", "else")])
def test_less_than_two_answered_items_have_none(questions):
    assert Sample(rotated(shoppers(600))).alpha(questions, "").estimate is None


def test_answers_that_never_vary_have_none():
    assert Sample(rotated(np.full((600, 4), 4.0))).alpha(ITEMS, "").estimate is None


def test_a_pair_that_came_on_one_day_only_makes_it_not_estimable():
    """Nobody knows what it would be without that day."""
    answers = rotated(shoppers(900))
    lone = {each.visit for each in answers["a"]} & {each.visit for each in answers["b"]}
    moved = {
        item: [replace(each, day=738_000) if each.visit in lone else each for each in drawn]
        for item, drawn in answers.items()
    }
    assert Sample(moved).alpha(ITEMS, "").estimate is None


def test_items_that_say_the_same_have_an_interval_that_ends_at_one():
    rows = np.repeat(shoppers(900)[:, :1], 4, axis=1) + 0.01 * shoppers(900, 2)
    told = Sample(rotated(rows)).alpha(ITEMS, "")
    assert 0.9 < told.low < told.high <= 1


def test_items_that_are_copies_are_one_without_an_interval():
    told = Sample(rotated(np.repeat(shoppers(900)[:, :1], 4, axis=1))).alpha(ITEMS, "")
    assert (told.estimate, told.low, told.high) == (1.0, None, None)


def test_complete_answers_of_one_day_lead_to_the_classic_one():
    """An imported survey: everybody answers everything, so that visits are resampled, not days."""
    rows = shoppers(386)
    answers = {
        item: [Drawn(739_000, f"v{i}", None, 1.0, float(row[place])) for i, row in enumerate(rows)]
        for place, item in enumerate(ITEMS)
    }
    told, expected = Sample(answers).alpha(ITEMS, ""), classic(rows.tolist())
    assert told.estimate == pytest.approx(expected.estimate)
    assert told.high - told.low == pytest.approx(expected.high - expected.low, rel=0.2)


def test_the_interval_holds_the_true_alpha_as_often_as_said():
    held = 0
    for seed in range(200):
        told = Sample(rotated(shoppers(900, seed), seed=seed), replicates=199).alpha(ITEMS, "")
        held += told.low <= 0.8 <= told.high
    assert 180 <= held <= 200


def test_the_order_of_answers_does_not_matter():
    answers = rotated(shoppers(600))
    mixed = {item: list(reversed(drawn)) for item, drawn in reversed(answers.items())}
    assert Sample(mixed).alpha(tuple(reversed(ITEMS)), "") == Sample(answers).alpha(ITEMS, "")
