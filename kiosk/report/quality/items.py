"""Every item, the lowest first, the five weakest set apart."""

from __future__ import annotations

from typing import Final

from kiosk.report.flow import Block
from kiosk.report.quality.data import QualityItem
from kiosk.report.quality.grid import Figure, Grid, sentence, title
from kiosk.report.quality.told import Told
from kiosk.report.rows import Rows

MOST: Final = 22
"""So many rows: those of SERVQUAL."""
FEWEST: Final = 5


def item_blocks(told: Told, rows: Rows, most: int = MOST) -> list[Block]:
    """A row an item that has enough answers, so many at most; nothing where none has."""
    quality = told.quality
    known = [item for item in quality.items.values() if item.perceived.estimate is not None]
    if not known:
        return []
    known.sort(key=lambda item: _place(told, item))
    gaps = any(item.gap.estimate is not None for item in known)
    heads = [told.say("item_perceived"), "n", *((told.say("item_gap"), "n") if gaps else ())]
    grid = Grid(rows, 0.4, (0.6, 0.665, 0.925, 1.0) if gaps else (0.85, 1.0))
    section = f"{told.say('items')} – {' · '.join(heads)}"
    blocks = [title(rows, told.say("items"), told.say("items_what")), grid.head(heads)]
    for number, item in enumerate(known[:most]):
        weak = f"{item.dimension}.{item.item}" in quality.weakest
        blocks.append(grid.row(told.item(item), _figures(told, item), bold=weak, keep=number == 0, section=section))
    meaning = _meaning(told, known, most)
    return [*blocks, *([sentence(rows, meaning)] if meaning else [])]


def _figures(told: Told, item: QualityItem) -> list[Figure]:
    figures = [Figure(told.mean(item.perceived)), Figure(told.number(item.perceived.n))]
    if item.gap.estimate is not None:
        figures += [Figure(told.difference(item.gap)), Figure(told.number(item.desired.n))]
    return figures


def _meaning(told: Told, known: list[QualityItem], most: int) -> str:
    said = [told.say("items_text")] if len(known) > len(told.quality.weakest) else []
    if more := len(known[most:]):
        said.append(told.count("items_more", more))
    if hidden := len(told.quality.items) - len(known):
        said.append(told.count("items_hidden", hidden))
    return told.text(said)


def _place(told: Told, item: QualityItem) -> tuple[float, str]:
    dimension = told.quality.dimensions[item.dimension]
    return ((item.perceived.estimate or 0.0) - dimension.low) / (dimension.high - dimension.low), item.item
