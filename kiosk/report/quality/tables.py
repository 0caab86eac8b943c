"""Gaps, the non-difference score and importance, dimension by dimension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kiosk.measure.estimate import Estimate
from kiosk.report.flow import Block
from kiosk.report.quality.grid import Figure, Grid, sentence, title
from kiosk.report.quality.told import WITHHELD, Told
from kiosk.report.rows import Rows


def dimension_blocks(told: Told, rows: Rows) -> list[Block]:
    """Gaps, the non-difference score and importance, one row a dimension; under them the mean of all."""
    quality = told.quality
    dimensions = quality.dimensions
    columns = [
        (told.say("gap"), {name: _gap(told, each.gap, each.perceived, each.desired)
                           for name, each in dimensions.items()}),
        (told.say("adequacy"), {name: _gap(told, each.adequacy, each.perceived, each.adequate)
                                for name, each in dimensions.items()}),
        (_difference_head(told), {name: _mean(told, each.difference) for name, each in dimensions.items()}),
        (told.say("importance"), {name: _share(told, figure) for name, figure in quality.importance.items()}),
    ]  # fmt: skip
    shown = [(head, cells) for head, cells in columns if any(cell.value != WITHHELD for cell in cells.values())]
    if not shown:
        return []
    names = [*dimensions, *(name for name in quality.importance if name not in dimensions)]
    grid = Grid.even(rows, 0.22, max(3, len(shown)))
    section = told.say("figures")
    gaps = {told.say("gap"), told.say("adequacy")}
    what = told.say("figures_what" if any(head in gaps for head, _ in shown) else "items_what")
    blocks = [title(rows, section, what), grid.head([head for head, _ in shown])]
    for number, name in enumerate(names):
        cells = [column.get(name, Figure(WITHHELD)) for _, column in shown]
        blocks.append(grid.row(told.dimension(name), cells, keep=number == 0, section=section))
    return [*blocks, *_overall(told, grid, [head for head, _ in shown]), *_meaning(told, rows)]


def _overall(told: Told, grid: Grid, heads: list[str]) -> list[Block]:
    overall = told.quality.overall
    if overall is None or not (_known(overall.gap) or _known(overall.difference)):
        return []
    even = _whole_gap(told, overall.gap, overall.dimensions)
    by_head = {told.say("gap"): even, _difference_head(told): _mean(told, overall.difference)}
    rows = [grid.row(told.say("even"), [by_head.get(head, Figure("")) for head in heads], bold=True, ruled=True)]
    if overall.gap_weighted is not None:
        by_head = {told.say("gap"): _whole_gap(told, overall.gap_weighted, overall.dimensions)}
        rows.append(grid.row(told.say("by_weight"), [by_head.get(head, Figure("")) for head in heads]))
    return rows


def _meaning(told: Told, rows: Rows) -> list[Block]:
    said = []
    gaps = {name: each.gap for name, each in told.quality.dimensions.items() if each.gap.estimate is not None}
    if gaps:
        said.append(_gaps_said(told, gaps))
    named = {name: share for name, share in told.quality.importance.items() if share.estimate is not None}
    if named:
        most = max(named, key=lambda name: named[name].estimate or 0.0)
        clear = all(told.surely_below(share, named[most].low) for name, share in named.items() if name != most)
        said.append(told.say("importance_text" if clear else "importance_open", dimension=told.dimension(most)))
    return [sentence(rows, told.text(said))] if said else []


def _gaps_said(told: Told, gaps: Mapping[str, Estimate]) -> str:
    """Where most is missing: of the dimensions surely below 0 the widest, where it lies apart from all others."""
    below = {name: gap for name, gap in gaps.items() if told.surely_below(gap, 0.0)}
    if not below:
        return told.say("gap_none")
    widest = min(below, key=lambda name: below[name].estimate or 0.0)
    clear = all(told.surely_below(below[widest], gap.low) for name, gap in gaps.items() if name != widest)
    if clear:
        return told.say("gap_text", dimension=told.dimension(widest))
    return told.say("gap_open", dimensions=told.dimensions(below))


def _known(figure: Estimate) -> bool:
    return figure.estimate is not None


def _difference_head(told: Told) -> str:
    ends = {(each.difference_low, each.difference_high) for each in told.quality.dimensions.values()}
    low, high = min(ends, default=(1.0, 5.0))
    return told.say("difference", low=told.point(low), high=told.point(high))


def _gap(told: Told, gap: Estimate, perceived: Estimate, reference: Estimate) -> Figure:
    if gap.estimate is None:
        return Figure(WITHHELD)
    counts = f"n {told.number(perceived.n)} / {told.number(reference.n)}"
    return Figure(told.signed(gap), f"{told.signed_interval(gap)} · {counts}")


def _whole_gap(told: Told, gap: Estimate, dimensions: Sequence[str]) -> Figure:
    if gap.estimate is None:
        return Figure(WITHHELD)
    return Figure(told.signed(gap), f"{told.signed_interval(gap)} · n {told.both_sides(dimensions)}")


def _mean(told: Told, figure: Estimate) -> Figure:
    if figure.estimate is None:
        return Figure(WITHHELD)
    wording = told.sentences.wording
    interval = wording.decimals(figure.low, figure.high, 2)
    return Figure(wording.decimal(figure.estimate, 2), f"{interval} · n {told.number(figure.n)}")


def _share(told: Told, figure: Estimate) -> Figure:
    if figure.estimate is None:
        return Figure(WITHHELD)
    wording = told.sentences.wording
    return Figure(wording.hundred(figure.estimate), f"{wording.hundreds(figure.low, figure.high)} · n {figure.n}")
