from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.multitest import multipletests

from kiosk.measure import drivers

TALLY = st.builds(lambda unhappy, happy: (unhappy, unhappy + happy), st.integers(0, 150), st.integers(0, 150))
ENOUGH = TALLY.filter(lambda tally: tally[1] >= 5)


def one(inside, outside, **how):
    """The driver of a touchpoint from those who named it and those who did not."""
    (found,) = drivers({"queue": inside}, (inside[0] + outside[0], inside[1] + outside[1]), **how)
    return found


@given(ENOUGH, ENOUGH)
def test_odds_ratio_interval_and_p_value_agree_with_statsmodels(inside, outside):
    """Where a count is 0, Table2x2 of 0.15 puts ½ in its place alone; Haldane and Anscombe add it to all four."""
    counts = np.array([[inside[0], inside[1] - inside[0]], [outside[0], outside[1] - outside[0]]], dtype=float)
    table = Table2x2(counts if counts.all() else counts + 0.5)
    found = one(inside, outside)
    assert found.odds_ratio.estimate == pytest.approx(table.oddsratio)
    assert (found.odds_ratio.low, found.odds_ratio.high) == pytest.approx(table.oddsratio_confint())
    assert found.p_value == pytest.approx(table.log_oddsratio_pvalue(), abs=1e-12)


def test_an_interval_beyond_all_numbers_is_none():
    found = one((5, 5), (0, 5), dispersion=1e6)
    assert (found.odds_ratio.n, found.odds_ratio.estimate, found.odds_ratio.low, found.told) == (5, None, None, False)


def test_by_hand():
    # 30 of 100 who named it were unhappy, 40 of 400 others: (30/70) / (40/360) = 3.857.
    found = one((30, 100), (40, 400))
    assert found.odds_ratio.estimate == pytest.approx(30 * 360 / (70 * 40))
    assert found.told
    assert (found.unhappy, found.named, found.odds_ratio.n) == (30, 100, 100)


def test_what_goes_with_happy_taps_is_not_told():
    found = one((1, 100), (100, 400))
    assert found.adjusted < 0.001
    assert not found.told


def test_several_are_adjusted_for_being_several():
    named = {"queue": (40, 100), "staff": (25, 90), "stock": (22, 100), "price": (9, 60), "signs": (3, 20)}
    found = drivers(named, (60, 350))
    p_values = [driver.p_value for driver in found]
    assert [driver.adjusted for driver in found] == pytest.approx(list(multipletests(p_values, method="fdr_bh")[1]))
    assert [driver.odds_ratio.estimate for driver in found] == sorted(
        (driver.odds_ratio.estimate for driver in found), reverse=True
    )
    assert found[0].touchpoint == "queue"


def test_a_planted_driver_is_found_and_chance_is_not():
    dice = random.Random(7)
    touchpoints = [f"t{number}" for number in range(10)]
    wrong = missed = 0
    for _ in range(80):
        visits = []
        for _ in range(500):
            named = {name for name in touchpoints if dice.random() < 0.2}
            visits.append((named, dice.random() < (0.35 if "t0" in named else 0.1)))
        counts = {
            name: (sum(bad for named, bad in visits if name in named), sum(name in named for named, _ in visits))
            for name in touchpoints
        }
        told = {each.touchpoint for each in drivers(counts, (sum(bad for _, bad in visits), 500)) if each.told}
        wrong += bool(told - {"t0"})
        missed += "t0" not in told
    assert missed <= 2
    assert wrong <= 12


def test_fewer_than_five_are_left_out_on_either_side():
    assert drivers({"queue": (4, 4), "staff": (7, 97)}, (8, 100)) == ()
    assert len(drivers({"queue": (4, 5), "staff": (4, 95)}, (8, 100))) == 2


@given(ENOUGH, ENOUGH, st.floats(1.01, 10))
def test_dispersion_widens_and_takes_verdicts_back(inside, outside, dispersion):
    plain, wide = one(inside, outside), one(inside, outside, dispersion=dispersion)
    assert wide.odds_ratio.low < plain.odds_ratio.low <= plain.odds_ratio.estimate
    assert wide.odds_ratio.estimate <= plain.odds_ratio.high < wide.odds_ratio.high
    assert plain.told or not wide.told


@given(ENOUGH, ENOUGH)
def test_a_frame_never_contradicts_its_interval(inside, outside):
    found = one(inside, outside)
    if found.told:
        assert found.odds_ratio.low > 1
        assert found.adjusted <= 0.05


@given(st.dictionaries(st.integers(0, 9).map(str), ENOUGH, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_touchpoints_does_not_matter(named, dice):
    everyone = (sum(bad for bad, _ in named.values()), sum(n for _, n in named.values()))
    assume(named)
    shuffled = {name: named[name] for name in dice.sample(list(named), len(named))}
    assert drivers(shuffled, everyone) == drivers(named, everyone)


def test_more_named_than_there_were_is_refused():
    with pytest.raises(ValueError, match="is no share"):
        drivers({"queue": (3, 20)}, (2, 30))
