"""Where gaps come from: GAPS 1–5 on paper."""

from __future__ import annotations

from typing import Final

from kiosk.measure.estimate import Estimate
from kiosk.measure.gaps_model import GapsModel
from kiosk.report.flow import Block
from kiosk.report.quality.data import OVERALL
from kiosk.report.quality.grid import Figure, Grid, sentence, title
from kiosk.report.quality.told import WITHHELD, Told
from kiosk.report.rows import Rows

COMMUNICATION: Final = "communication"
SERVICE: Final = "service"


def source_blocks(told: Told, rows: Rows) -> list[Block]:
    """A row a gap that is known: of the dimensions' mean, and the dimension that is furthest below 0."""
    gaps: dict[str, dict[str, Estimate]] = {}
    for dimension, model in told.quality.gaps_model.items():
        for gap, figure in _five(model).items():
            if figure.estimate is not None:
                gaps.setdefault(gap, {})[dimension] = figure
    cells = {gap: _figures(told, gap, known) for gap, known in gaps.items()}
    told_of = {gap: figures for gap, figures in cells.items() if figures[0].value != WITHHELD or len(figures) > 2}
    if not told_of:
        return []
    grid = Grid(rows, 0.44, (0.64, 0.7, 1.0))
    section = told.say("gaps5")
    blocks = [title(rows, section), grid.head([told.say("gaps5_mean"), "n", told.say("gaps5_furthest")])]
    blocks += [
        grid.row(told.say(f"gap_{gap}"), told_of[gap], section=section)
        for gap in _five(next(iter(told.quality.gaps_model.values())))
        if gap in told_of
    ]
    return [*blocks, sentence(rows, told.say("gaps5_text"))]


def _five(model: GapsModel) -> dict[str, Estimate]:
    """In the order of their numbers."""
    return {
        "knowledge": model.knowledge, "standards": model.standards, "delivery": model.delivery,
        COMMUNICATION: model.communication, SERVICE: model.service,
    }  # fmt: skip


def _figures(told: Told, gap: str, known: dict[str, Estimate]) -> list[Figure]:
    overall = known.get(OVERALL)
    if overall is None:
        figures = [Figure(WITHHELD), Figure("")]
    else:
        value = told.share(overall) if gap == COMMUNICATION else _difference(told, overall)
        figures = [Figure(value), _answers(told, gap, overall)]
    dimensions = {name: figure for name, figure in known.items() if name != OVERALL}
    furthest = min((figure.estimate or 0.0 for figure in dimensions.values()), default=0.0)
    if furthest < 0:
        names = [name for name, figure in dimensions.items() if figure.estimate == furthest]
        figures.append(Figure(f"{told.dimensions(names)} {_difference(told, dimensions[names[0]])}"))
    return figures


def _answers(told: Told, gap: str, figure: Estimate) -> Figure:
    """How many; of gap 5 on how it was, and under it on what is wished for."""
    overall = told.quality.overall
    if gap == SERVICE and overall is not None:
        perceived, desired = told.both_sides(overall.dimensions).split(" / ")
        return Figure(perceived, f"/ {desired}")
    return Figure(told.number(figure.n) if figure.n else "")


def _difference(told: Told, figure: Estimate) -> str:
    """What was set and what is believed are no samples: their difference has no interval."""
    return told.signed(figure) if figure.low == figure.high else told.difference(figure)
