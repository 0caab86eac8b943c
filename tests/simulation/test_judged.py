from __future__ import annotations

import pytest

from tests.simulation import judging, tuning
from tests.simulation.labelled import HONEST, PLAY, Judged, judge


@pytest.fixture(scope="module")
def judged() -> Judged:
    return judge(judging.days(240))


def test_honest_visits_are_left_alone(judged: Judged) -> None:
    assert judged.taps["shopper"] + judged.taps["family"] > 10_000
    assert judged.share(*HONEST) <= 0.01


def test_families_in_a_queue_are_left_alone(judged: Judged) -> None:
    assert judged.taps["family"] > 3_000
    assert judged.share("family") <= 0.01


@pytest.mark.parametrize("kind", PLAY)
def test_bursts_of_every_kind_are_caught(judged: Judged, kind: str) -> None:
    assert judged.taps[kind] > 50
    assert judged.share(kind) >= 0.9


def test_a_shop_of_which_nobody_plays_on_a_shift_raises_no_alarm_of_one() -> None:
    judged = judge(day for day in tuning.days(60) if not any(entry.kind == "shift" for entry in day.taps))
    assert judged.flagged["shopper"] > 0
    assert judged.rules["shopper", "shift"] == 0


def test_the_judge_sees_an_honest_tap_that_is_put_aside() -> None:
    """A rule that put everything aside would be found out, and one that found nothing."""
    (day,) = judging.days(1)
    closed = type(day)(day.taps, lambda _: False)
    assert judge([closed]).share(*HONEST) == 1
