"""Those who did not tap, those who did not complain, and who hears of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import DOCUMENTED, Figures, complaints_behind, silent_majority, wilson, word_of_mouth

TALLY = st.builds(lambda bad, fine: (bad, bad + fine), st.integers(0, 600), st.integers(0, 600))
ENOUGH = TALLY.filter(lambda tally: tally[1] >= 5)
FOOTFALL = st.integers(1, 20_000)


def test_bounds_by_hand():
    """40 of 400 tapped bad, 4,000 paid: 40 to 3,640, and 220 to 760 if the silent are half to twice as unhappy."""
    told = silent_majority((40, 400), 4000)
    assert (told.silent, told.bounds.estimate, told.bounds.low, told.bounds.high) == (3600, None, 40, 3640)
    share = wilson(40, 400)
    assert told.assumed.estimate == pytest.approx(400)
    assert (told.assumed.low, told.assumed.high) == pytest.approx((40 + 1800 * share.low, 40 + 7200 * share.high))


@given(ENOUGH, FOOTFALL, st.floats(1, 20), st.floats(1, 10))
def test_what_is_assumed_lies_within_what_is_certain_and_never_above_footfall(bad, footfall, times, dispersion):
    told = silent_majority(bad, footfall, times=times, dispersion=dispersion)
    assert told.bounds.low <= told.assumed.low + 1e-9
    assert told.assumed.low <= told.assumed.estimate + 1e-9
    assert told.assumed.estimate <= told.assumed.high + 1e-9
    assert told.assumed.high <= told.bounds.high + 1e-9
    assert told.bounds.high <= footfall


@given(ENOUGH, FOOTFALL, st.floats(1, 10), st.floats(1, 10))
def test_assuming_less_widens(bad, footfall, times, more):
    tight, loose = silent_majority(bad, footfall, times=times), silent_majority(bad, footfall, times=times * more)
    assert loose.assumed.low <= tight.assumed.low + 1e-9
    assert tight.assumed.high <= loose.assumed.high + 1e-9


def test_more_ratings_than_transactions_leave_nobody_silent():
    told = silent_majority((30, 120), 100)
    assert (told.silent, told.bounds.low, told.bounds.high, told.assumed.estimate) == (0, 30, 30, 30)
    assert silent_majority((120, 120), 100).bounds.high == 100


@pytest.mark.parametrize("transactions", [None, 0])
def test_without_transactions_there_is_no_number(transactions):
    told = silent_majority((40, 400), transactions)
    assert (told.transactions, told.silent) == (None, None)
    for estimate in (told.bounds, told.assumed):
        assert (estimate.estimate, estimate.low, estimate.high) == (None, None, None)


def test_four_ratings_give_nothing_away():
    told = silent_majority((3, 4), 1000)
    assert (told.bounds.low, told.bounds.high, told.assumed.estimate) == (None, None, None)


def test_the_4_percent_is_of_complaints():
    told = complaints_behind(4, 10_000)
    assert told.unhappy.estimate == pytest.approx(100)
    assert (told.unhappy.low, told.unhappy.high) == pytest.approx((1.0899 / 0.04, 10.2416 / 0.04), rel=1e-4)
    assert not told.capped


@given(st.integers(0, 900), FOOTFALL)
def test_complaints_never_make_more_unhappy_than_there_were_customers(complaints, footfall):
    told = complaints_behind(complaints, footfall)
    assert 0 <= told.unhappy.low <= told.unhappy.estimate <= told.unhappy.high <= footfall
    assert told.capped == (complaints / 0.04 > footfall)


def test_complaints_follow_the_stores_own_share_and_need_footfall():
    own = DOCUMENTED.changed({"complaints_heard": 0.1})
    assert complaints_behind(4, 10_000, assumptions=own).unhappy.estimate == pytest.approx(40)
    assert "10 %" in complaints_behind(4, 10_000, assumptions=own).unhappy.definition
    assert complaints_behind(4, None).unhappy.estimate is None


def test_word_of_mouth_by_both_documents():
    heard = word_of_mouth(300, 40, ratings=400)
    assert (heard.good.estimate, heard.good.low, heard.good.high) == (None, 1500, 1800)
    assert (heard.bad.estimate, heard.bad.low, heard.bad.high) == (None, 400, 600)


@pytest.mark.parametrize(("figures", "good", "bad"), [(Figures.LEAST, 1500, 400), (Figures.MOST, 1800, 600)])
def test_word_of_mouth_by_one_of_them(figures, good, bad):
    heard = word_of_mouth(300, 40, ratings=400, figures=figures)
    assert (heard.good.estimate, heard.good.low, heard.good.high) == (good, good, good)
    assert (heard.bad.estimate, heard.bad.low, heard.bad.high) == (bad, bad, bad)


def test_word_of_mouth_of_four_is_hidden():
    assert word_of_mouth(3, 1, ratings=4).bad.high is None


def test_impossible_counts_are_refused():
    for broken in (
        lambda: silent_majority((4, 3), 100),
        lambda: silent_majority((1, 30), -1),
        lambda: silent_majority((1, 30), 100, times=0.5),
        lambda: complaints_behind(-1, 100),
        lambda: complaints_behind(1, -100),
        lambda: word_of_mouth(8, 3, ratings=10),
    ):
        with pytest.raises(ValueError, match=r"\d"):
            broken()
