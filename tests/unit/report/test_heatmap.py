from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import rate_ratio, wilson
from kiosk.report.data import CellState
from kiosk.report.heatmap import WEEKDAYS, bad_hours, heat_map, hidden_cells

CELLS = st.tuples(st.integers(1, 7), st.integers(8, 21))
COUNTS = st.dictionaries(CELLS, st.integers(1, 30), max_size=98)


@given(COUNTS)
def test_no_cell_below_five_is_shown_nor_worked_out(counts: dict[tuple[int, int], int]) -> None:
    hidden = hidden_cells(counts)
    assert {cell for cell, n in counts.items() if n < 5} <= hidden
    lines = [[cell for cell in counts if cell[0] == weekday] for weekday in WEEKDAYS]
    for line in [*lines, list(counts)]:
        inside = [counts[cell] for cell in line if cell in hidden]
        all_hidden = len(inside) == len(line)
        assert not inside or all_hidden or (len(inside) > 1 and sum(inside) >= 5)


@given(COUNTS)
def test_nothing_is_hidden_without_need(counts: dict[tuple[int, int], int]) -> None:
    enough = {cell: n + 5 for cell, n in counts.items()}
    assert hidden_cells(enough) == set()


def test_one_small_cell_takes_the_smallest_of_its_day_with_it() -> None:
    counts = {(1, 9): 3, (1, 10): 40, (1, 11): 7, (2, 9): 6}
    assert hidden_cells(counts) == {(1, 9), (1, 11)}


def test_a_framed_cell_is_hidden_last() -> None:
    counts = {(1, 9): 3, (1, 10): 40, (1, 11): 7}
    assert hidden_cells(counts, {(1, 11)}) == {(1, 9), (1, 10)}


def test_hidden_cells_have_no_numbers_and_bad_hours_are_framed() -> None:
    tallies = {(day, hour): (3, 60) for day in WEEKDAYS for hour in range(9, 12)}
    tallies |= {(5, 18): (40, 60), (6, 9): (1, 2), (6, 20): (0, 0)}
    found = heat_map(tallies, 4, 1.0)
    cells = {(cell.weekday, cell.hour): cell for cell in found.cells}
    assert found.hours == tuple(range(9, 19))
    assert found.without_hour == 4
    assert {place for place, cell in cells.items() if cell.framed} == {(5, 18)}
    assert (cells[5, 18].bad, cells[5, 18].n) == (40, 60)
    assert (cells[6, 9].state, cells[6, 9].bad, cells[6, 9].n) == (CellState.HIDDEN, None, None)
    assert [cell.state for cell in found.cells].count(CellState.HIDDEN) == 2
    assert cells[1, 15].state is CellState.EMPTY


def test_a_map_without_ratings_is_empty() -> None:
    assert heat_map({}, 0, 1.0).cells == ()


def test_framed_hours_that_follow_each_other_are_one_with_pooled_figures() -> None:
    tallies = {(5, 17): (10, 40), (5, 18): (12, 40), (5, 20): (9, 30), (6, 18): (20, 40), (1, 9): (2, 200)}
    found = bad_hours(tallies, {(5, 17), (5, 18), (5, 20), (6, 18)}, 1.5)
    assert {(hours.weekday, hours.first, hours.last) for hours in found} == {(5, 17, 18), (5, 20, 20), (6, 18, 18)}
    assert [hours.ratio_low for hours in found] == sorted((hours.ratio_low for hours in found), reverse=True)
    pooled = next(hours for hours in found if hours.first == 17)
    share, ratio = wilson(22, 80, dispersion=1.5), rate_ratio((22, 80), (31, 270))
    assert (pooled.bad.hits, pooled.bad.n, pooled.bad.low) == (22, 80, share.low)
    assert (pooled.ratio, pooled.ratio_low, pooled.ratio_high) == (ratio.estimate, ratio.low, ratio.high)


def test_only_framed_cells_are_told() -> None:
    tallies = {(day, hour): (3, 60) for day in WEEKDAYS for hour in range(9, 12)}
    assert heat_map(tallies, 0, 1.0).worst == ()
    (worst,) = heat_map(tallies | {(5, 9): (30, 60), (5, 10): (28, 60)}, 0, 1.0).worst
    assert (worst.weekday, worst.first, worst.last, worst.bad.hits) == (5, 9, 10, 58)
