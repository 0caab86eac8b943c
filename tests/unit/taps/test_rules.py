from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model import Level, VisitId
from kiosk.taps import RULES, Tap, always_open, suspects

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
BAD, NEUTRAL, GOOD, EXCELLENT = Level


def day(*presses: tuple[float, Level], more: Sequence[int] = ()) -> list[Tap]:
    """Taps at seconds after noon; visits are numbered, those in more answered more."""
    return [
        Tap(VisitId(f"{number:03}"), NOON + timedelta(seconds=second), level, number in more)
        for number, (second, level) in enumerate(presses)
    ]


def every(seconds: float, *levels: Level, start: float = 0.0) -> list[tuple[float, Level]]:
    return [(start + number * seconds, level) for number, level in enumerate(levels)]


def found(taps: Sequence[Tap]) -> dict[int, str]:
    return {int(visit): rule for visit, rule in suspects(taps, always_open).items()}


def test_the_first_of_the_same_face_counts_and_those_within_five_seconds_of_the_last_do_not() -> None:
    assert found(day((0, BAD), (3, BAD), (7.9, BAD), (12.9, BAD))) == {1: "repeat", 2: "repeat"}


def test_another_face_in_between_does_not_hide_a_repeat() -> None:
    assert found(day((0, BAD), (1, GOOD), (4, BAD))) == {2: "repeat"}


def test_the_same_face_from_the_next_in_the_queue_counts() -> None:
    assert found(day((0, GOOD), (8, GOOD), (17, GOOD), (29, GOOD), (38, GOOD), (55, GOOD))) == {}


def test_six_of_a_family_at_their_quickest_count() -> None:
    assert found(day(*every(8, BAD, BAD, GOOD, EXCELLENT, BAD, NEUTRAL))) == {}


def test_one_face_hammered() -> None:
    presses = [(0.0, BAD), (5.5, BAD), (11.5, BAD), (16.9, BAD), (24.0, BAD), (70.0, GOOD)]
    assert found(day(*presses)) == dict.fromkeys(range(1, 5), "hammering")


def test_faces_pressed_in_alternation() -> None:
    presses = [(0.0, BAD), (3.1, GOOD), (9.0, BAD), (11.2, EXCELLENT), (18.0, GOOD), (21.5, BAD)]
    assert found(day(*presses)) == dict.fromkeys(range(1, 6), "alternating")


def test_a_beat_is_a_rhythm_and_its_first_tap_counts() -> None:
    assert found(day(*every(40, *[GOOD, BAD] * 4))) == dict.fromkeys(range(1, 8), "rhythm")


def test_six_on_a_beat_may_be_a_family() -> None:
    assert found(day(*every(15, *[GOOD] * 6))) == {}


def test_a_beat_of_minutes_is_no_burst() -> None:
    assert found(day(*every(120, *[GOOD] * 12))) == {}


UNEVEN = (0, 19, 31, 55, 68, 93, 106, 131, 144, 168)


def nearly_all_bad(more: Sequence[int]) -> dict[int, str]:
    return found(day(*((second, GOOD if number == 4 else BAD) for number, second in enumerate(UNEVEN)), more=more))


def test_nearly_all_bad_in_a_row_is_a_streak() -> None:
    assert nearly_all_bad(more=(0, 4)) == dict.fromkeys(range(1, 10), "streak")


def test_a_bad_hour_of_shoppers_who_say_why_is_none() -> None:
    assert nearly_all_bad(more=(0, 2, 4, 5, 7, 8)) == {}


def test_worst_and_best_in_turn_is_a_streak() -> None:
    taps = day(*((second, (BAD, EXCELLENT)[number % 2]) for number, second in enumerate(UNEVEN)))
    assert found(taps) == dict.fromkeys(range(1, 10), "streak")


def test_a_crowd_that_says_what_it_thinks_is_none() -> None:
    levels = (GOOD, EXCELLENT, BAD, GOOD, NEUTRAL, EXCELLENT, BAD, GOOD, EXCELLENT, BAD)
    assert found(day(*zip(UNEVEN, levels, strict=True))) == {}


def shift_day(bare_every: float, more: bool = True) -> list[Tap]:
    """Eight hours of one shopper each ten minutes; from the second hour to the sixth, bare excellent taps besides."""
    honest = [(600.0 * number + 7 * (number % 13), (GOOD, BAD, EXCELLENT, GOOD, NEUTRAL)[number % 5])
              for number in range(48)]  # fmt: skip
    taps = int(4 * 3600 / bare_every)
    staff = [(3600 + bare_every * number + 31 * (number % 7), EXCELLENT) for number in range(taps)]
    return sorted(day(*honest, *staff, more=[number for number in range(48) if number % 3 and more]),
                  key=lambda tap: tap.at)  # fmt: skip


def test_a_shift_of_excellent_taps_is_put_aside_as_a_whole() -> None:
    rules = found(shift_day(200))
    staff = set(range(48, 48 + 72))
    assert staff <= rules.keys()
    assert set(rules.values()) == {"shift"}
    assert len(rules.keys() - staff) <= 4


def test_a_happy_hour_is_no_shift() -> None:
    assert found(shift_day(1800)) == {}


def test_where_nobody_is_asked_more_a_shift_cannot_be_told() -> None:
    assert found(shift_day(200, more=False)) == {}


@pytest.mark.parametrize(("moment", "rule"), [
    ("08:54:59", "closed"), ("08:55:00", None), ("09:00:00", None), ("20:59:59", None), ("21:19:59", None),
    ("21:20:00", "closed"), ("23:00:00", "closed"),
])  # fmt: skip
def test_before_opening_and_after_closing(moment: str, rule: str | None) -> None:
    at = datetime.fromisoformat(f"2026-11-16T{moment}+00:00")
    tap = Tap(VisitId("v"), at, GOOD, answered_more=True)
    assert suspects([tap], lambda when: 9 <= when.hour < 21).get(VisitId("v")) == rule


taps_of_a_day = st.lists(
    st.tuples(st.integers(0, 2000), st.sampled_from(Level), st.booleans()), max_size=60
).map(lambda rows: [
    Tap(VisitId(f"{number:03}"), NOON + timedelta(seconds=second), level, more)
    for number, (second, level, more) in enumerate(rows)
])  # fmt: skip


@given(taps_of_a_day, st.randoms(use_true_random=False))
def test_the_order_in_which_taps_are_given_changes_nothing(taps: list[Tap], random) -> None:
    shuffled = taps.copy()
    random.shuffle(shuffled)
    assert suspects(shuffled, always_open) == suspects(taps, always_open)


@given(taps_of_a_day)
def test_the_days_first_tap_always_counts_and_every_rule_has_a_name(taps: list[Tap]) -> None:
    rules = suspects(taps, always_open)
    assert set(rules.values()) <= set(RULES)
    if taps:
        assert min(taps, key=lambda tap: (tap.at, tap.visit)).visit not in rules
    assert rules.keys() <= {tap.visit for tap in taps}


def test_nobody_came() -> None:
    assert suspects([], always_open) == {}
