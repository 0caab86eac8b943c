from __future__ import annotations

import random
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.meta_analysis import combine_effects

from kiosk.measure import between_places

TALLY = st.builds(lambda bad, fine: (bad, bad + fine), st.integers(0, 300), st.integers(0, 300))
CHAIN = st.dictionaries(st.integers(0, 30).map(str), TALLY, max_size=9)
UNEVEN = {"north": (180, 200), "south": (120, 200), "east": (300, 400), "west": (70, 100), "centre": (450, 500)}


def parts(shares, dispersion=1.0):
    seen = np.array([hits / n for hits, n in shares.values()])
    even = np.array([(hits + 0.5) / (n + 1) for hits, n in shares.values()])
    sizes = np.array([n for _, n in shares.values()])
    return seen, dispersion * even * (1 - even) / sizes


@pytest.mark.parametrize("dispersion", [1.0, 2.5])
@pytest.mark.parametrize("shares", [UNEVEN, {"a": (10, 40), "b": (30, 60)}, {"a": (0, 30), "b": (9, 30), "c": (5, 30)}])
def test_mean_spread_and_part_agree_with_statsmodels(shares, dispersion):
    reference = combine_effects(*parts(shares, dispersion), method_re="chi2")
    found = between_places(shares, dispersion=dispersion)
    assert found.mean.estimate == pytest.approx(reference.mean_effect_re)
    assert found.spread.estimate**2 == pytest.approx(reference.tau2)
    assert found.i_squared.estimate == pytest.approx(max(0.0, reference.i2))
    if reference.scale_hksj_re > 1:
        half = stats.t.ppf(0.975, len(shares) - 1) * reference.sd_eff_w_re_hksj
        limits = max(0, found.mean.estimate - half), min(1, found.mean.estimate + half)
        assert (found.mean.low, found.mean.high) == pytest.approx(limits)


def test_the_spreads_interval_is_the_q_profile():
    seen, chance = parts(UNEVEN)

    def q(between):
        weights = 1 / (chance + between)
        return float((weights * (seen - (weights * seen).sum() / weights.sum()) ** 2).sum())

    def where(part):
        return brentq(lambda between: q(between) - stats.chi2.ppf(part, 4), 0, 1, xtol=1e-14)

    low, high = where(0.975), where(0.025)
    found = between_places(UNEVEN)
    assert (found.spread.low, found.spread.high) == pytest.approx((sqrt(low), sqrt(high)), rel=1e-6)
    assert found.differ


def test_alike_places_do_not_differ():
    found = between_places({"a": (80, 100), "b": (160, 200), "c": (41, 50)})
    assert (found.spread.estimate, found.spread.low, found.i_squared.estimate) == (0, 0, 0)
    assert not found.differ
    assert 0 < found.spread.high < 0.3


@pytest.mark.parametrize("hits", [(80, 80, 80), (80, 81, 80), (300, 300, 300)])
def test_places_that_are_more_alike_than_chance_are_not_known_to_be_alike(hits):
    found = between_places({str(place): (each, 400) for place, each in enumerate(hits)})
    # chi² of 2 degrees stays below .0506356 with 2.5 %: Q of 2 falls to it where 2 chance² / (chance² + tau²) does.
    chance = np.mean([(each + 0.5) / 401 * (400.5 - each) / 401 / 400 for each in hits])
    assert (found.spread.estimate, found.spread.low) == (0, 0)
    assert found.spread.high == pytest.approx((chance * (2 / 0.0506356 - 1)) ** 0.5, rel=1e-2)
    assert found.i_squared.high == pytest.approx(1 - 0.0506356 / 2, abs=1e-3)


def test_dispersion_may_explain_what_looks_like_a_difference():
    assert not between_places(UNEVEN, dispersion=40).differ
    plain = between_places(UNEVEN, dispersion=dict.fromkeys(UNEVEN, 1.0))
    assert plain == between_places(UNEVEN)
    loose = between_places(UNEVEN, dispersion={**dict.fromkeys(UNEVEN, 1.0), "south": 40})
    assert loose.spread.estimate < plain.spread.estimate


def test_simulated_chains_give_back_their_spread():
    dice = random.Random(11)
    held = differ = 0
    for _ in range(150):
        shares = {}
        for place in range(8):
            rate = min(0.99, max(0.01, dice.gauss(0.8, 0.05)))
            shares[str(place)] = (sum(dice.random() < rate for _ in range(300)), 300)
        found = between_places(shares)
        held += found.spread.low <= 0.05 <= found.spread.high
        differ += found.differ
    assert held / 150 > 0.9
    assert differ / 150 > 0.8


@pytest.mark.parametrize("shares", [{}, {"a": (8, 10)}, {"a": (8, 10), "b": (3, 4)}])
def test_one_place_has_no_spread(shares):
    found = between_places(shares)
    assert (found.mean.estimate, found.spread.estimate, found.i_squared.estimate, found.differ) == (*(None,) * 3, False)
    assert set(found.places) == set(shares)


@given(CHAIN, st.floats(1, 10))
def test_figures_lie_in_bounds_and_intervals_hold_them(shares, dispersion):
    found = between_places(shares, dispersion=dispersion)
    if found.mean.estimate is not None:
        assert 0 <= found.mean.low <= found.mean.estimate <= found.mean.high <= 1
        assert 0 <= found.spread.low <= found.spread.estimate <= found.spread.high <= 0.5
        assert 0 <= found.i_squared.low <= found.i_squared.estimate <= found.i_squared.high <= 1
        assert found.differ == (found.spread.low > 0)


@given(CHAIN, st.randoms(use_true_random=False))
def test_the_order_of_places_does_not_matter(shares, dice):
    shuffled = between_places({place: shares[place] for place in dice.sample(list(shares), len(shares))})
    found = between_places(shares)
    assert shuffled.places == found.places
    if found.mean.estimate is not None:
        assert shuffled.mean.estimate == pytest.approx(found.mean.estimate)
        assert shuffled.spread.estimate == pytest.approx(found.spread.estimate, abs=1e-9)
        assert shuffled.spread.high == pytest.approx(found.spread.high, abs=1e-6)


@given(CHAIN)
def test_complements_spread_alike(shares):
    found = between_places(shares)
    rest = between_places({place: (n - hits, n) for place, (hits, n) in shares.items()})
    if found.mean.estimate is not None:
        assert rest.mean.estimate == pytest.approx(1 - found.mean.estimate)
        assert rest.spread.estimate == pytest.approx(found.spread.estimate, abs=1e-9)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="is no share"):
        between_places({"a": (9, 8)})
