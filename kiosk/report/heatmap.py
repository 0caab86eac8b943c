"""Hour × weekday: which cells may be shown, and which are worse than chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TypeAlias

from kiosk.measure import HotSpot, Tally, hot_spots, rate_ratio
from kiosk.report.data import BadHours, CellState, HeatCell, HeatMap
from kiosk.report.figures import share_figure
from kiosk.report.hiding import hidden_groups

Cell: TypeAlias = tuple[int, int]
"""Weekday (1 Monday … 7 Sunday) and hour."""

WEEKDAYS = range(1, 8)


def heat_map(tallies: Mapping[Cell, Tally], without_hour: int, dispersion: float) -> HeatMap:
    """The map of (bad, n) by cell; ratings without an hour are only counted."""
    taken = {cell: tally for cell, tally in tallies.items() if tally[1]}
    hours = tuple(range(min(hour for _, hour in taken), max(hour for _, hour in taken) + 1)) if taken else ()
    spots = {spot.cell: spot for spot in hot_spots(taken)}
    framed = {cell for cell, spot in spots.items() if spot.framed}
    hidden = hidden_cells({cell: n for cell, (_, n) in taken.items()}, framed)
    cells = tuple(_cell((weekday, hour), taken, hidden, spots) for weekday in WEEKDAYS for hour in hours)
    worst = bad_hours(taken, framed - hidden, dispersion)
    return HeatMap(hours, cells, worst, sum(n for _, n in taken.values()), without_hour)


def bad_hours(tallies: Mapping[Cell, Tally], framed: Set[Cell], dispersion: float) -> tuple[BadHours, ...]:
    """Framed cells, those that follow each other as one; by the lower limit of their ratio, highest first."""
    runs: list[list[Cell]] = []
    for weekday, hour in sorted(framed):
        if runs and runs[-1][-1] == (weekday, hour - 1):
            runs[-1].append((weekday, hour))
        else:
            runs.append([(weekday, hour)])
    total = _together(tallies.values())
    found = [_bad_hours(run, _together(tallies[cell] for cell in run), total, dispersion) for run in runs]
    return tuple(sorted(found, key=lambda hours: (-hours.ratio_low, hours.weekday, hours.first)))


def _together(tallies: Iterable[Tally]) -> Tally:
    pairs = list(tallies)
    return sum(bad for bad, _ in pairs), sum(n for _, n in pairs)


def _bad_hours(run: Sequence[Cell], inside: Tally, total: Tally, dispersion: float) -> BadHours:
    ratio = rate_ratio(inside, (total[0] - inside[0], total[1] - inside[1]))
    (weekday, first), (_, last) = run[0], run[-1]
    return BadHours(
        weekday, first, last, share_figure(*inside, dispersion), ratio.estimate, ratio.low, ratio.high
    )


def hidden_cells(counts: Mapping[Cell, int], framed: frozenset[Cell] | set[Cell] = frozenset()) -> set[Cell]:
    """Cells to hide; framed ones last.

    A day's total and the week's are known from elsewhere (the page, `kiosk measures`), an hour's over all days is not.
    """
    lines = [{cell for cell in counts if cell[0] == weekday} for weekday in WEEKDAYS]
    return hidden_groups(counts, [*lines, set(counts)], framed)


def _cell(
    cell: Cell, tallies: Mapping[Cell, Tally], hidden: set[Cell], spots: Mapping[Cell, HotSpot[Cell]]
) -> HeatCell:
    if cell in hidden:
        return HeatCell(*cell, CellState.HIDDEN, None, None, False, None, None, None)
    if cell not in tallies:
        return HeatCell(*cell, CellState.EMPTY, None, None, False, None, None, None)
    bad, n = tallies[cell]
    spot = spots.get(cell)
    if spot is None:
        return HeatCell(*cell, CellState.SHOWN, bad, n, False, None, None, None)
    ratio = spot.ratio
    return HeatCell(*cell, CellState.SHOWN, bad, n, spot.framed, ratio.estimate, ratio.low, ratio.high)
