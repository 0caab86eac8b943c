from __future__ import annotations

import random
from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kiosk.measure import wilson
from kiosk.measure.estimate import Estimate
from kiosk.measure.quantiles import student_t
from kiosk.measure.rotated import Drawn, Sample, response, weeks_until
from kiosk.measure.strata import PARTS

STRATA = {f"{face}-{part}": share / 3 for face, share in enumerate((0.1, 0.1, 0.5, 0.3), 1) for part in PARTS}
ITEM = (1.0, 7.0)
GAP = (-6.0, 6.0)

DRAWN = st.builds(
    Drawn,
    day=st.integers(739_000, 739_090),
    visit=st.integers(0, 10**6).map("v{}".format),
    stratum=st.sampled_from([*STRATA, None]),
    chance=st.sampled_from([0.003, 0.005, 0.02]),
    value=st.integers(1, 7).map(float),
)
MANY = st.lists(DRAWN, min_size=5, max_size=60, unique_by=lambda drawn: drawn.visit)


def answers(values, *, day=lambda place: 739_000 + place % 91, chance=0.01, prefix="v", layer=None):
    return [Drawn(day(place), f"{prefix}{place}", layer, chance, float(value)) for place, value in enumerate(values)]


def random_answers(n, seed, *, days=91, prefix="v"):
    dice = random.Random(seed)
    strata = list(STRATA)
    return [
        Drawn(739_000 + dice.randrange(days), f"{prefix}{place}", dice.choice(strata), dice.choice([0.004, 0.008]),
              float(dice.randint(1, 7)))
        for place in range(n)
    ]  # fmt: skip


def mean(drawn, strata=None, *, ends=ITEM, **options):
    return Sample({"q": drawn}, strata, **options).mean(["q"], "told", ends=ends)


def half(estimate):
    return (estimate.high - estimate.low) / 2


def close(first, second, tolerance=1e-6):
    assert first.n == second.n
    for side in ("estimate", "low", "high"):
        assert getattr(first, side) == pytest.approx(getattr(second, side), abs=tolerance)


# What the estimate is.


def test_what_is_asked_half_as_often_counts_twice():
    drawn = answers([7] * 10, chance=0.02) + answers([1] * 10, chance=0.01, prefix="w")
    assert mean(drawn).estimate == pytest.approx((7 * 10 + 1 * 20) / 30)


def test_a_refusal_that_goes_with_the_face_does_not_bend_the_mean():
    """Of the unhappy a tenth of the happy answer; both are half of all ratings."""
    drawn = answers([2] * 10, layer="1-morning") + answers([6] * 100, prefix="w", layer="4-morning")
    assert mean(drawn).estimate == pytest.approx((2 * 10 + 6 * 100) / 110)
    assert mean(drawn, {"1-morning": 0.5, "4-morning": 0.5}).estimate == pytest.approx(4)
    assert mean(drawn, {"1-morning": 700, "4-morning": 700}).estimate == pytest.approx(4)


def test_answers_of_no_known_stratum_keep_their_part_by_number():
    drawn = answers([2] * 10, layer="1-morning") + answers([6] * 10, prefix="w", layer="4-morning")
    unknown = answers([4] * 10, prefix="x") + answers([4] * 10, prefix="y", layer="4-nowhere")
    shares = {"1-morning": 0.75, "4-morning": 0.25}
    assert mean(drawn + unknown, shares).estimate == pytest.approx(0.5 * 3 + 0.5 * 4)


def test_thin_strata_are_put_together_and_keep_their_share():
    drawn = [
        *answers([1] * 2, layer="1-morning"),
        *answers([4] * 10, prefix="w", layer="2-morning"),
        *answers([7] * 10, prefix="x", layer="3-morning"),
    ]
    shares = {"1-morning": 0.2, "2-morning": 0.3, "3-morning": 0.5}
    assert mean(drawn, shares).estimate == pytest.approx(0.5 * (2 * 1 + 10 * 4) / 12 + 0.5 * 7)


def test_a_gap_is_the_difference_and_a_combination_the_weighted_sum():
    sample = Sample({"p": random_answers(80, 1), "d": random_answers(90, 2, prefix="w")}, STRATA)
    perceived, desired = sample.mean(["p"], "", ends=ITEM), sample.mean(["d"], "", ends=ITEM)
    gap = sample.gap(["p"], ["d"], "told", ends=GAP)
    assert gap.estimate == pytest.approx(perceived.estimate - desired.estimate)
    assert (gap.n, gap.definition) == (80, "told")
    weighted = sample.combined([(0.25, ["p"], ["d"]), (0.75, ["d"], [])], "", ends=GAP)
    assert weighted.estimate == pytest.approx(0.25 * gap.estimate + 0.75 * desired.estimate)
    close(sample.combined([(1, ["p"], ["d"])], "", ends=GAP), gap)


def test_several_questions_are_pooled():
    first, second = random_answers(40, 1), random_answers(50, 2, prefix="w")
    pooled = Sample({"a": first, "b": second}, STRATA).mean(["b", "a", "a"], "told", ends=ITEM)
    close(pooled, mean(first + second, STRATA))


# What the interval is.


def test_of_yes_and_no_it_is_wilsons_but_for_students_t():
    hits, n = 27, 900
    drawn = answers([place < hits for place in range(n)], day=lambda place: 739_000 + place)
    told = mean(drawn, ends=(0, 1), replicates=5000)
    share = wilson(hits, n)
    assert (told.low, told.high) == pytest.approx((share.low, share.high), rel=0.05)


def test_it_agrees_with_students_t_where_answers_are_even_and_days_independent():
    dice = np.random.default_rng(2)
    values = dice.normal(4, 1, 91).tolist()
    told = mean(answers(values), replicates=5000)
    expected = student_t(90) * np.std(values, ddof=1) / sqrt(91)
    assert half(told) == pytest.approx(expected, rel=0.05)


def test_days_that_differ_widen_it():
    dice = random.Random(3)
    mood = [dice.choice([2, 6]) for _ in range(30)]
    by_day = [mood[place // 10] for place in range(300)]
    together = mean(answers(by_day, day=lambda place: 739_000 + place // 10))
    apart = mean(answers(by_day, day=lambda place: 739_000 + place % 30))
    assert half(together) > 2 * half(apart)


def test_pairs_of_one_shopper_narrow_a_gap_as_their_covariance_says():
    """Var(P - D) = Var(P) + Var(D) - 2 Cov(P, D), of 400 shoppers who answered both and one who answers a day."""
    dice = np.random.default_rng(5)
    both = dice.multivariate_normal([4, 5], [[1.0, 0.6], [0.6, 1.5]], 400)
    day = (739_000).__add__
    perceived, desired = (answers(both[:, side], day=day) for side in (0, 1))
    strangers = answers(both[::-1, 1], day=day, prefix="w")
    variance = np.var(both[:, 0], ddof=1) + np.var(both[:, 1], ddof=1)
    covariance = np.cov(both.T)[0, 1]
    paired, unpaired = (
        Sample({"p": perceived, "d": other}, replicates=4000).gap(["p"], ["d"], "", ends=GAP)
        for other in (desired, strangers)
    )
    t = student_t(399)
    assert half(paired) == pytest.approx(t * sqrt((variance - 2 * covariance) / 400), rel=0.05)
    cross = np.cov(both[:, 0], both[::-1, 1])[0, 1]
    assert half(unpaired) == pytest.approx(t * sqrt((variance - 2 * cross) / 400), rel=0.05)
    assert half(paired) < 0.85 * half(unpaired)


def test_a_day_that_both_forms_share_is_taken_out_of_the_gap():
    dice = random.Random(8)
    mood = [dice.gauss(0, 1) for _ in range(60)]
    noise = [dice.gauss(0, 0.3) for _ in range(1200)]

    def form(prefix, level, seed):
        own = random.Random(seed)
        values = [level + mood[place % 60] + own.choice(noise) for place in range(600)]
        return answers(values, day=lambda place: 739_000 + place % 60, prefix=prefix)

    sample = Sample({"p": form("v", 3, 1), "d": form("w", 5, 2)})
    alone = half(sample.mean(["p"], "", ends=ITEM))
    assert half(sample.gap(["p"], ["d"], "", ends=GAP)) < 0.3 * alone


def test_answers_of_few_days_are_resampled_by_visit():
    values = [place % 7 + 1 for place in range(386)]
    one_day = mean(answers(values, day=lambda _: 739_000, chance=1.0))
    many_days = mean(answers(values, day=lambda place: 739_000 + place, chance=1.0))
    close(one_day, many_days, tolerance=0.01)
    assert half(one_day) == pytest.approx(1.97 * np.std(values, ddof=1) / sqrt(386), rel=0.07)


def test_more_visits_than_there_is_room_for_are_dealt_out():
    dice = random.Random(4)
    values = [dice.randint(1, 7) for _ in range(5000)]
    told = mean(answers(values, day=lambda _: 739_000, chance=1.0))
    assert half(told) == pytest.approx(1.96 * np.std(values, ddof=1) / sqrt(5000), rel=0.15)


@pytest.mark.parametrize(("value", "n"), [(7, 5), (7, 50), (1, 50), (4, 200)])
def test_where_all_agree_the_interval_has_a_width(value, n):
    told = mean(answers([value] * n))
    assert told.estimate == pytest.approx(value)
    assert told.low < told.high
    if value == 7:
        assert told.high == 7
        assert told.low == pytest.approx(7 - 3.84 / n, rel=0.5)


def test_a_gap_of_two_forms_on_which_all_agree_has_a_width_too():
    sample = Sample({"p": answers([6] * 20), "d": answers([7] * 20, prefix="w")})
    gap = sample.gap(["p"], ["d"], "", ends=GAP)
    assert gap.low < gap.estimate == -1 < gap.high


# What never changes.


@settings(max_examples=60, deadline=None)
@given(MANY, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(drawn, dice):
    mixed = list(drawn)
    dice.shuffle(mixed)
    assert mean(mixed, STRATA, replicates=50) == mean(drawn, STRATA, replicates=50)


@settings(max_examples=60, deadline=None)
@given(MANY, st.sampled_from([-3.0, 0.5, 10.0]), st.sampled_from([1.0, 2.0, 10.0, -1.0]))
def test_a_shift_and_a_larger_scale_move_all_figures_alike(drawn, shift, scale):
    alike = [replace(answer, chance=0.01) for answer in drawn]
    known = mean(alike, ends=(-1000, 1000), replicates=50)
    assume(half(known) * len(drawn) > 15)  # wider than where all but agree: that width is in points, on any scale
    moved = [replace(answer, value=shift + scale * answer.value) for answer in alike]
    told = mean(moved, ends=(-1000, 1000), replicates=50)
    ends = sorted((shift + scale * known.low, shift + scale * known.high))
    assert [told.low, told.estimate, told.high] == pytest.approx([ends[0], shift + scale * known.estimate, ends[1]])


@settings(max_examples=60, deadline=None)
@given(MANY, st.booleans())
def test_everything_lies_in_bounds_and_the_interval_holds_the_estimate(drawn, stratified):
    told = mean(drawn, STRATA if stratified else None, replicates=50)
    assert 1 <= told.low <= told.estimate <= told.high <= 7
    assert told.low < told.high
    values = [answer.value for answer in drawn]
    assert min(values) - 1e-9 <= told.estimate <= max(values) + 1e-9


@settings(max_examples=60, deadline=None)
@given(MANY, st.sampled_from([0.5, 2.0, 10.0]))
def test_only_the_ratio_of_chances_matters(drawn, factor):
    scaled = [replace(answer, chance=answer.chance * factor) for answer in drawn]
    close(mean(scaled, STRATA, replicates=50), mean(drawn, STRATA, replicates=50))


@settings(max_examples=40, deadline=None)
@given(MANY, MANY)
def test_exchanging_the_forms_turns_a_gap_round(first, second):
    sample = Sample({"p": first, "d": second}, STRATA, replicates=50)
    gap, back = (sample.gap([one], [other], "", ends=GAP) for one, other in (("p", "d"), ("d", "p")))
    assert (gap.low, gap.estimate, gap.high) == pytest.approx((-back.high, -back.estimate, -back.low))


def test_the_seed_settles_the_interval_and_leaves_the_estimate():
    drawn = random_answers(100, 1)
    first, again, other = (mean(drawn, STRATA, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.estimate == other.estimate
    assert first.low != other.low
    assert half(first) == pytest.approx(half(other), rel=0.15)


# Shares of choices.


def test_shares_of_choices_are_weighted_and_sum_to_one():
    drawn = random_answers(300, 1)
    choices = {"a": drawn[:150], "b": drawn[150:250], "c": drawn[250:]}
    shares = Sample({}, STRATA).shares(choices, "told")
    assert sum(share.estimate for share in shares.values()) == pytest.approx(1)
    assert {share.n for share in shares.values()} == {300}
    assert all(0 <= share.low < share.estimate < share.high <= 1 for share in shares.values())
    plain = [replace(answer, chance=0.01) for answer in drawn]
    counted = Sample({}).shares({"a": plain[:150], "b": plain[150:250], "c": plain[250:]}, "")
    assert [counted[choice].estimate for choice in "abc"] == pytest.approx([1 / 2, 1 / 3, 1 / 6])


def test_shares_of_choices_are_post_stratified():
    happy = answers([1] * 90, layer="4-morning")
    unhappy = answers([1] * 10, prefix="w", layer="1-morning")
    shares = Sample({}, {"1-morning": 0.5, "4-morning": 0.5}).shares({"a": happy, "b": unhappy}, "")
    assert shares["b"].estimate == pytest.approx(0.5)


def test_what_nobody_chose_has_a_share_of_nought_and_an_interval():
    share = Sample({}).shares({"a": random_answers(50, 1), "b": []}, "")["b"]
    assert (share.estimate, share.low) == (0, 0)
    assert 0.05 < share.high < 0.12


# Too little, and impossible.


def test_fewer_than_five_answers_are_counted_and_not_shown():
    assert mean(answers([1, 2, 3, 4])) == Estimate(4, None, None, None, "told")
    sample = Sample({"p": answers(range(1, 7)), "d": answers([1, 2, 3])})
    assert sample.gap(["p"], ["d"], "told", ends=GAP) == Estimate(3, None, None, None, "told")
    assert sample.mean(["nowhere"], "told", ends=ITEM) == Estimate(0, None, None, None, "told")
    assert sample.combined([], "told", ends=ITEM) == Estimate(0, None, None, None, "told")
    assert sample.shares({"a": answers([1]), "b": []}, "told")["b"] == Estimate(1, None, None, None, "told")
    assert sample.shares({}, "told") == {}
    assert Sample({}).mean([], "told", ends=ITEM).estimate is None


@pytest.mark.parametrize("chance", [0, -0.1, 1.01, float("nan")])
def test_a_chance_is_a_chance(chance):
    with pytest.raises(ValueError, match="chance"):
        mean(answers([1] * 5, chance=chance))


def test_a_value_is_a_number_and_a_share_is_not_negative():
    with pytest.raises(ValueError, match="number"):
        mean(answers([1, 2, 3, 4, float("nan")]))
    with pytest.raises(ValueError, match="never below 0"):
        mean(answers([1] * 5), {"1-morning": -0.1, "2-morning": 1.1})


# When it will be known, and who answered.


def test_weeks_until_follow_the_root_of_n():
    told = Estimate(100, 4.0, 3.5, 4.5, "")
    assert weeks_until(told, 4) == pytest.approx(12)
    assert weeks_until(told, 4, aim=0.5) == 0
    assert weeks_until(told, 4, aim=1) == 0
    assert weeks_until(told, 0) is None
    assert weeks_until(Estimate(3, None, None, None, ""), 4) is None
    with pytest.raises(ValueError, match="narrow"):
        weeks_until(told, 4, aim=0)


def test_responses_are_told_by_form():
    told = response({"perceived": 200, "desired": 4, "audit": 10}, {"perceived": 120})
    share = wilson(120, 200)
    assert (told["perceived"].estimate, told["perceived"].low) == (share.estimate, share.low)
    assert told["desired"].estimate is None
    assert told["audit"].estimate == 0
