from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure.estimate import Estimate
from kiosk.measure.sample_mean import independent_difference
from kiosk.measure.tolerance import Place, adequacy_of, inverted_zones, superiority_of, zone

NOTHING = Estimate(3, None, None, None, "")
MEAN = st.floats(1, 7)


def mean(value, half=0.2):
    return Estimate(50, value, value - half, value + half, "")


def placed(perceived, adequate, desired):
    adequacy = independent_difference(perceived, adequate, "")
    superiority = independent_difference(perceived, desired, "")
    return zone(perceived, adequate, desired, adequacy, superiority)


@pytest.mark.parametrize(
    ("perceived", "place"),
    [(3.0, Place.BELOW), (5.0, Place.WITHIN), (6.9, Place.ABOVE), (4.1, Place.NOT_SURE), (6.0, Place.NOT_SURE)],
)
def test_a_place_is_told_only_where_the_intervals_allow_it(perceived, place):
    assert placed(mean(perceived), mean(4.0), mean(6.0)).place is place


def test_a_proper_zone_has_its_width():
    found = placed(mean(5.0), mean(4.0), mean(6.0))
    assert found.width.estimate == pytest.approx(2)
    assert not found.inverted
    assert not found.surely_inverted


def test_an_inverted_zone_is_told_and_surely_only_beyond_chance():
    sure, unsure = placed(mean(3.0), mean(6.0), mean(5.0)), placed(mean(3.0), mean(5.1), mean(5.0))
    assert (sure.inverted, sure.surely_inverted) == (True, True)
    assert (unsure.inverted, unsure.surely_inverted) == (True, False)
    assert inverted_zones({"a": sure, "b": placed(mean(5.0), mean(4.0), mean(6.0)), "c": unsure}) == ("a", "c")


def test_in_an_inverted_zone_under_and_over_at_once_is_not_sure():
    assert placed(mean(5.5), mean(7.0), mean(4.0)).place is Place.NOT_SURE
    assert placed(mean(4.1), mean(7.0), mean(4.0)).place is Place.NOT_SURE
    assert placed(mean(6.9), mean(7.0), mean(4.0)).place is Place.NOT_SURE
    assert placed(mean(2.0), mean(7.0), mean(4.0)).place is Place.BELOW
    assert placed(mean(7.0, 0.1), mean(6.0, 0.1), mean(4.0)).place is Place.ABOVE


@given(MEAN, MEAN, MEAN, st.floats(0, 2))
def test_no_place_contradicts_the_means(perceived, adequate, desired, half):
    found = placed(mean(perceived, half), mean(adequate, half), mean(desired, half))
    match found.place:
        case Place.BELOW:
            assert perceived < adequate
        case Place.WITHIN:
            assert adequate < perceived < desired
            assert not found.inverted
        case Place.ABOVE:
            assert perceived > desired
    assert found.inverted == (desired < adequate)
    assert found.inverted or not found.surely_inverted


@given(MEAN, MEAN, MEAN, st.floats(0, 2), st.floats(0, 2))
def test_a_wider_interval_never_makes_surer(perceived, adequate, desired, half, more):
    narrow = placed(mean(perceived, half), mean(adequate, half), mean(desired, half))
    wide = placed(mean(perceived, half + more), mean(adequate, half + more), mean(desired, half + more))
    assert wide.place in (narrow.place, Place.NOT_SURE)


@pytest.mark.parametrize("lacking", range(3))
def test_a_missing_mean_leaves_the_place_open(lacking):
    sides = [mean(5.0), mean(4.0), mean(6.0)]
    sides[lacking] = NOTHING
    found = placed(*sides)
    assert found.place is Place.NOT_SURE
    assert (found.width.estimate is None) == (lacking > 0)
    assert not found.inverted


def test_a_missing_side_still_tells_the_other():
    assert placed(mean(3.0), mean(4.0), NOTHING).place is Place.BELOW
    assert placed(mean(7.0), NOTHING, mean(6.0)).place is Place.ABOVE


def test_nothing_is_within_an_inverted_zone():
    adequacy, superiority = mean(0.5), mean(-0.5)
    assert zone(mean(5.0), mean(4.5), mean(5.5), adequacy, superiority).place is Place.WITHIN
    assert zone(mean(5.0), mean(5.5), mean(4.5), adequacy, superiority).place is Place.NOT_SURE


def test_complete_pairs_give_adequacy_and_superiority():
    perceived, adequate, desired = [4.0, 5.0, 5.0, 6.0, 5.0], [3.0, 3.0, 4.0, 4.0, 3.0], [6.0, 7.0, 7.0, 7.0, 6.0]
    assert adequacy_of(perceived, adequate).estimate == pytest.approx(1.6)
    assert superiority_of(perceived, desired).estimate == pytest.approx(-1.6)
    assert "least acceptable" in adequacy_of(perceived, adequate).definition
    assert "minus desired" in superiority_of(perceived, desired).definition
