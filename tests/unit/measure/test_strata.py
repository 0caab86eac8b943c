from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure.strata import PARTS, collapsed, stratum
from kiosk.model import Level

ALL = [f"{level:d}-{part}" for level in Level for part in PARTS]


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "morning"), (11, "morning"), (12, "afternoon"), (16, "afternoon"), (17, "evening"), (23, "evening")],
)
def test_parts_of_the_day_begin_at_12_and_17(hour, part):
    assert stratum(Level.BAD, hour) == f"1-{part}"


def test_a_stratum_needs_both_the_face_and_the_hour():
    assert stratum(None, 9) is None
    assert stratum(Level.GOOD, None) is None


def test_full_strata_stay_on_their_own():
    assert collapsed(dict.fromkeys(ALL, 10), ALL) == [(name,) for name in ALL]


def test_parts_of_one_face_are_put_together_first():
    counts = dict.fromkeys(ALL, 10) | {"2-morning": 3, "2-evening": 2}
    groups = collapsed(counts, ALL)
    assert ("2-morning", "2-afternoon", "2-evening") in groups
    assert len(groups) == len(ALL) - 2


def test_a_thin_face_joins_the_next_one_and_the_last_one_the_one_before():
    counts = dict.fromkeys(ALL, 10) | {name: 0 for name in ALL if name[0] in "14"} | {"1-evening": 2}
    groups = collapsed(counts, ALL)
    assert groups[0] == ("1-morning", "1-afternoon", "1-evening", "2-morning")
    assert groups[-1] == ("3-evening", "4-morning", "4-afternoon", "4-evening")


def test_a_face_of_three_answers_stands_on_its_own():
    counts = dict.fromkeys(ALL, 10) | {name: 1 for name in ALL if name[0] == "1"}
    assert collapsed(counts, ALL)[0] == ("1-morning", "1-afternoon", "1-evening")


@given(st.fixed_dictionaries({name: st.integers(0, 30) for name in ALL}))
def test_every_stratum_is_in_one_group_and_every_group_has_answers_enough(counts):
    groups = collapsed(counts, reversed(ALL))
    assert [name for group in groups for name in group] == ALL
    assert len(groups) == 1 or all(sum(counts[name] for name in group) >= 3 for group in groups)
