from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import Estimate, by_tag, wilson
from kiosk.survey.tags import tag_sets

COVERS = {
    "what": {"stock", "price", "reliability"},
    "how": {"queue", "staff", "responsiveness", "reliability.problems"},
    "image": {"signs"},
}
NAMES = ("stock", "price", "queue", "staff", "signs", "other")
REASONS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 200))


def item(mean, n=30, arm=0.5):
    return Estimate(n, mean, mean - arm, mean + arm, "")


def test_reasons_by_hand():
    told = by_tag({"stock": 10, "price": 5, "queue": 30, "staff": 10, "other": 5}, {}, COVERS)
    assert list(told) == ["what", "how", "image"]
    assert told["how"].named.estimate == pytest.approx(40 / 60)
    assert (told["how"].named.low, told["how"].named.high) == pytest.approx((wilson(40, 60).low, wilson(40, 60).high))
    assert told["what"].named.estimate == 0.25
    assert told["what"].mean.estimate is None


def test_an_offered_reason_that_nobody_named_is_none_of_them_and_one_not_offered_is_unknown():
    assert by_tag({"stock": 10, "signs": 0}, {}, COVERS)["image"].named.estimate == 0
    assert by_tag({"stock": 10}, {}, COVERS)["image"].named.estimate is None


def test_items_by_hand_and_an_item_of_its_own_leaves_its_dimension():
    items = {"reliability.on_time": item(6), "reliability.bills": item(4), "reliability.problems": item(2)}
    told = by_tag({}, items, COVERS)
    assert (told["what"].mean.estimate, told["what"].mean.n) == (5, 60)
    assert told["what"].mean.high == pytest.approx(5 + 0.5**0.5 / 2)
    assert told["how"].mean.estimate == 2


def test_items_without_a_mean_are_left_out_and_a_dimension_may_stand_for_its_items():
    unknown = Estimate(3, None, None, None, "")
    items = {"reliability.on_time": unknown, "reliability.bills": item(4), "responsiveness": item(5)}
    told = by_tag({}, items, COVERS)
    assert (told["what"].mean.estimate, told["what"].mean.n) == (4, 30)
    assert told["how"].mean.estimate == 5


@given(REASONS, st.floats(1, 10))
def test_shares_of_tags_that_do_not_overlap_add_up_to_what_is_sorted(reasons, dispersion):
    told = by_tag(reasons, {}, COVERS, dispersion=dispersion)
    total = sum(reasons.values())
    sorted_ones = total - reasons.get("other", 0)
    if total >= 5:
        shares = [each.named.estimate or 0.0 for each in told.values()]
        assert sum(shares) == pytest.approx(sorted_ones / total)
        for each in told.values():
            if each.named.estimate is not None:
                assert 0 <= each.named.low <= each.named.estimate <= each.named.high <= 1


@given(REASONS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(reasons, dice):
    shuffled = {name: reasons[name] for name in dice.sample(list(reasons), len(reasons))}
    assert by_tag(shuffled, {}, COVERS) == by_tag(reasons, {}, COVERS)


def test_our_own_sets_can_be_read_off():
    for tag_set in tag_sets().values():
        told = by_tag({"queue": 5, "stock": 5, "complaints": 5}, {"reliability.on_time": item(5)}, tag_set.covers)
        assert list(told) == [tag.id for tag in tag_set.tags]
    how = by_tag({"queue": 15, "stock": 5}, {}, tag_sets()["gronroos"].covers)["functional"]
    assert how.named.estimate == 0.75


def test_counts_below_0_are_refused():
    with pytest.raises(ValueError, match="never below 0"):
        by_tag({"queue": -1}, {}, COVERS)
