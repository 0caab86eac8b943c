from __future__ import annotations

from math import sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kiosk.measure import day_dispersion
from kiosk.model import Level, Week
from kiosk.report.figures import DayCounts, mean_figure


@given(st.lists(st.integers(1, 10), min_size=5, max_size=60), st.floats(1, 4))
def test_a_mean_has_students_interval_widened(scores: list[int], dispersion: float) -> None:
    figure = mean_figure(len(scores), sum(scores), sum(score * score for score in scores), dispersion)
    assert figure.mean == pytest.approx(fmean(scores))
    if len(set(scores)) == 1:
        assert figure.low is None
        assert figure.high is None
        return
    assert figure.low is not None
    half = stats.t.ppf(0.975, len(scores) - 1) * stdev(scores) * sqrt(dispersion / len(scores))
    assert figure.low == pytest.approx(fmean(scores) - half)


def test_days_differ_within_their_weeks_and_a_day_without_ratings_is_none() -> None:
    week = Week(2026, 46)
    days = DayCounts([
        (week.monday, Level.BAD, 6), (week.monday, Level.EXCELLENT, 2),
        (week.sunday, Level.GOOD, 5), (week.sunday, Level.NEUTRAL, 5), (week.back(1).sunday, Level.GOOD, 3),
    ])  # fmt: skip
    assert days.dispersion([week.back(1), week]) == day_dispersion([[(3, 3)], [(2, 8), (5, 10)]])


def test_few_scores_have_no_mean() -> None:
    assert mean_figure(4, 16, 64, 1).mean is None
