from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.report.charts import APART, axis_around, side_by_side

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=9)
WIDTHS = st.lists(st.floats(10, 60), min_size=1, max_size=4)


@given(SHARES)
def test_an_axis_holds_its_shares_and_ends_on_ticks(shares: list[float]) -> None:
    axis = axis_around(shares, 0, 100)
    ticks = axis.ticks()
    assert axis.low <= min(shares) + 1e-6
    assert axis.high >= max(shares) - 1e-6
    assert (ticks[0], ticks[-1]) == (pytest.approx(axis.low), pytest.approx(axis.high))
    assert 2 <= len(ticks) <= 6
    assert axis.high - axis.low >= 0.2 - 1e-6
    assert -1e-9 <= axis.low < axis.high <= 1 + 1e-9


@given(WIDTHS, st.data())
def test_labels_neither_overlap_nor_leave_the_bar(widths: list[float], data: st.DataObject) -> None:
    lefts = sorted(data.draw(st.lists(st.floats(0, 300), min_size=len(widths), max_size=len(widths))))
    places = side_by_side(list(zip(lefts, widths, strict=True)), 300)
    ends = [place + width for place, width in zip(places, widths, strict=True)]
    assert ends[-1] <= 300 + 1e-6
    assert all(after - end >= APART - 1e-6 for end, after in zip(ends, places[1:], strict=False))


def test_labels_with_room_stay_where_they_belong() -> None:
    assert side_by_side([(0, 40), (100, 40), (200, 40)], 300) == [0, 100, 200]
