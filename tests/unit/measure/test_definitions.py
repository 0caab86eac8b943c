"""Every result says what it is."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kiosk.measure import (
    ControlChart,
    Dispersion,
    HappinessIndex,
    HotSpot,
    NetPromoterScore,
    RateRatio,
    Share,
    ShareChange,
    Signal,
)

RESULTS = [Share, ShareChange, HappinessIndex, NetPromoterScore, HotSpot, RateRatio, Dispersion, ControlChart, Signal]


@pytest.mark.parametrize("result", RESULTS)
def test_a_result_says_what_it_is_in_one_sentence(result):
    assert result.definition.endswith(".")
    assert "definition" not in [each.name for each in fields(result)]


def test_no_two_say_the_same():
    assert len({result.definition for result in RESULTS}) == len(RESULTS)
