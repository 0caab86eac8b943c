"""A slow decline that no two weeks show, from the taps to the page."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from kiosk.measure import Rule
from kiosk.model import Language, Level
from kiosk.report.pdf import render
from tests.unit.report.conftest import WEEK, Shop
from tests.unit.report.reading import squeezed, text_by_poppler

SAID = {
    "en": "Eight weeks in a row lie below the mean",
    "ko": "8주 연속 평균보다 낮습니다",
    "zh_TW": "已連續八週低於平均",
    "zh_CN": "已连续八周低于平均",
}


@pytest.fixture
def declining(tmp_path: Path) -> Shop:
    """80 taps a week: four weeks with 70 happy ones, then eight with 66."""
    shop = Shop(tmp_path / "data")
    taps = []
    for back in range(12):
        happy = 66 if back < 8 else 70
        for number in range(80):
            day = WEEK.back(back).monday + timedelta(days=number % 5)
            at = datetime.combine(day, time(9 + number // 10), UTC)
            taps += shop.visit(at, Level.GOOD if number * 33 % 80 < happy else Level.NEUTRAL)
    shop.save(taps)
    return shop


@pytest.mark.parametrize("language", SAID)
def test_eight_weeks_below_the_mean_are_told(declining: Shop, language: str) -> None:
    data = declining.report()
    newest = data.trend.weeks[-1]
    assert newest.patterns == ((Rule.EIGHT_ON_ONE_SIDE, False),)
    assert newest.share is not None
    assert newest.band_low is not None
    assert newest.share > newest.band_low
    page = text_by_poppler(render(data, Language(language), declining.site.paper))
    assert squeezed(SAID[language]) in squeezed(page)


def test_the_weeks_before_completed_nothing(declining: Shop) -> None:
    assert all(not week.patterns for week in declining.report().trend.weeks[:-1])
