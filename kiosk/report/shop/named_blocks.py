"""What shoppers named, sorted in other ways, and scores by the names that they go by elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.report.flow import Block
from kiosk.report.quality.grid import Figure, Grid, sentence, title
from kiosk.report.rows import Rows
from kiosk.report.shop.data import StandardScore, TagRow
from kiosk.report.shop.named import STAFF
from kiosk.report.shop.told import WITHHELD, Told

DRIVERS_SHOWN: Final = 4


def driver_blocks(told: Told, rows: Rows) -> list[Block]:
    """The touchpoints that go with unhappy taps beyond chance; else that there are none."""
    if not told.shop.drivers:
        return []
    heading = title(rows, told.say("drivers"), told.say("drivers_what"))
    sure = [driver for driver in told.shop.drivers if driver.told][:DRIVERS_SHOWN]
    if not sure:
        return [heading, sentence(rows, told.say("drivers_none", n=told.number(len(told.shop.drivers))))]
    grid = Grid.even(rows, 0.34, 3)
    blocks = [heading, grid.head([told.say("drivers_named"), told.say("drivers_bad"), told.say("drivers_odds")])]
    for driver in sure:
        cells = (told.number(driver.named), told.number(driver.unhappy), f"× {told.decimal(driver.odds_ratio)}")
        blocks.append(grid.row(told.touchpoint(driver.touchpoint), [Figure(cell) for cell in cells]))
    return [*blocks, sentence(rows, told.say("drivers_text"))]


def tag_blocks(told: Told, rows: Rows) -> list[Block]:
    """All tag sets in one table, but for those about staff, which have a place of their own."""
    shown = {name: table for name, table in told.shop.tags.items() if name not in STAFF}
    if not shown:
        return []
    section = told.say("tags")
    first = next(row for table in shown.values() for row in table.tags.values())
    scored = any(row.unhappy.mean.estimate is not None for table in shown.values() for row in table.tags.values())
    heads = [
        told.say("tags_unhappy", n=told.number(first.unhappy.named.n)),
        told.say("tags_happy", n=told.number(first.happy.named.n)),
        *([told.say("tags_items")] if scored else []),
    ]  # fmt: skip
    grid = Grid.even(rows, 0.46, len(heads))
    blocks = [title(rows, section, told.say("tags_what"))]
    for table in shown.values():
        cells = [(told.text(row.name), _cells(told, row, scored=scored)) for row in table.tags.values()]
        blocks += _set(grid, told.text(table.name), heads, cells, section)
    return [*blocks, sentence(rows, told.say("tags_text"), soft=True)]


def _set(
    grid: Grid, name: str, heads: list[str], cells: list[tuple[str, list[Figure]]], section: str
) -> list[Block]:
    """A tag set with its own column heads, never torn apart by the end of a page."""
    blocks = [grid.row(name, [Figure(head) for head in heads], bold=True, ruled=True, section=section)]
    blocks += [grid.row(label, figures) for label, figures in cells]
    return [*(replace(block, keep=True) for block in blocks[:-1]), replace(blocks[-1], keep=False)]


def _cells(told: Told, row: TagRow, *, scored: bool) -> list[Figure]:
    cells = [Figure(told.share(row.unhappy.named)), Figure(told.share(row.happy.named))]
    return [*cells, Figure(told.decimal(row.unhappy.mean))] if scored else cells


def score_blocks(told: Told, rows: Rows) -> list[Block]:
    """CSAT, CES and NPS, each with the definition that is used."""
    if not told.shop.scores:
        return []
    grid = Grid(rows, 0.44, (0.88, 1.0))
    blocks = [title(rows, told.say("scores"), told.say("scores_what"))]
    kinds = []
    for name, score in told.shop.scores.items():
        kind, value, n = _score(told, score)
        kinds.append(kind)
        label = told.sentences.asked(score.prompt, name)
        blocks.append(grid.row(label, [Figure(value), Figure(told.say("n", n=told.number(n)))]))
    said = [told.say(f"{kind}_text") for kind in dict.fromkeys(kinds)]
    return [*blocks, sentence(rows, told.joined(*said), soft=True)]


def _score(told: Told, score: StandardScore) -> tuple[str, str, int]:
    """Which of the three it is, its figures, and how many answered."""
    if score.csat is not None:
        return "csat", told.say("csat", share=told.share(score.csat)), score.csat.n
    if score.effort is not None:
        mean, easy = told.decimal(score.effort.mean), told.share(score.effort.easy)
        return "ces", told.say("ces", mean=mean, easy=easy), score.effort.mean.n
    if score.nps is not None:
        return "nps", told.say("nps", value=told.nps(score.nps)), score.nps.n
    return "nps", WITHHELD, 0
