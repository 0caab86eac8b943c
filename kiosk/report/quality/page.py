"""The quality of the service on paper: two quiet pages at most, and nothing where nobody was asked."""

from __future__ import annotations

from math import ceil
from typing import Final

from kiosk.measure.estimate import Estimate
from kiosk.measure.tolerance import Place
from kiosk.report.charts import SMALL
from kiosk.report.flow import Block
from kiosk.report.quality.data import Quality
from kiosk.report.quality.grid import ROW, sentence, title
from kiosk.report.quality.items import FEWEST, MOST, item_blocks
from kiosk.report.quality.sources_table import source_blocks
from kiosk.report.quality.sure import caveat_blocks, sure_blocks
from kiosk.report.quality.tables import dimension_blocks
from kiosk.report.quality.told import Told
from kiosk.report.quality.whole import chain_blocks
from kiosk.report.quality.zone_chart import zone_rows
from kiosk.report.rows import Rows
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import SOFT, Sheet
from kiosk.report.typeset import Style

BIG: Final = Style(38, 38, semibold=True)
LEAD: Final = Style(11, 15, semibold=True)
LEAD_HEIGHT: Final = 58.0
GUTTER: Final = 84.0
PAGE_END: Final = 50.0
"""So much may stay empty at the end of the first page, where what comes next does not fit."""


def quality_blocks(sentences: Sentences, rows: Rows, room: float) -> list[Block]:
    """Everything on the service's quality; nothing where the report has none.

    room is the height of two pages: where they are too little, the strongest items are left out.
    """
    quality = sentences.data.quality
    if quality is None or not _tells(quality):
        return []
    told = Told(sentences, quality)
    days = sentences.wording.days(quality.first, quality.last)
    before = [
        title(rows, sentences.words.say("quality"), told.say("window", days=days)),
        *_lead(told, rows),
        *_zones(told, rows),
        *dimension_blocks(told, rows),
    ]
    after = [
        *chain_blocks(told, rows), *source_blocks(told, rows), *sure_blocks(told, rows), *caveat_blocks(told, rows),
    ]  # fmt: skip
    items = item_blocks(told, rows)
    over = sum(block.height for block in (*before, *items, *after)) + PAGE_END - room
    if over > 0:
        items = item_blocks(told, rows, max(FEWEST, MOST - ceil(over / ROW)))
    return [*before, *items, *after]


def _tells(quality: Quality) -> bool:
    """Whether there is a single figure to show: a page of dashes helps nobody."""
    forms = (
        figure for each in quality.dimensions.values()
        for figure in (each.perceived, each.desired, each.adequate, each.difference)
    )  # fmt: skip
    gaps = (
        gap for each in quality.gaps_model.values()
        for gap in (each.knowledge, each.delivery, each.communication, each.service)
    )  # fmt: skip
    whole = (each.figure for each in quality.statements.values())
    figures = (*forms, *gaps, *whole, *quality.importance.values())
    return any(figure.estimate is not None for figure in figures)


def _lead(told: Told, rows: Rows) -> list[Block]:
    """SERVPERF's mean in large, and weighted; then where to begin."""
    overall, quality = told.quality.overall, told.quality
    if overall is None or overall.perceived.estimate is None:
        return [sentence(rows, told.say("few"))] if quality.dimensions else []
    figure = overall.perceived
    wording = told.sentences.wording
    interval = told.count(
        "lead_interval", figure.n, interval=wording.decimals(figure.low, figure.high),
        dimensions=told.count("of_dimensions", len(overall.dimensions)),
    )  # fmt: skip
    weighted = overall.perceived_weighted
    by_weight = told.say("weighted_open") if weighted is None else told.say("weighted", value=told.mean(weighted, 1))
    value = wording.decimal(overall.perceived.estimate, 1)
    what = told.say("lead", low=told.point(overall.low), high=told.point(overall.high))

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(rows.x, y + 40, value, BIG)
        for number, (text, style, colour) in enumerate(
            ((what, LEAD, None), (interval, SMALL, SOFT), (by_weight, SMALL, SOFT))
        ):
            line = sheet.typesetter.fitted(text, style, rows.width - GUTTER)
            sheet.line_of_text(rows.x + GUTTER, y + 18 + number * 14, line, *([colour] if colour else []))

    blocks = [Block(LEAD_HEIGHT, draw, keep=True)]
    if lowest := _lowest(told):
        blocks.append(sentence(rows, lowest))
    return blocks


def _lowest(told: Told) -> str:
    """Where to begin; sure only where the intervals of all others lie above. Empty where there is nothing to choose."""
    overall = told.quality.overall
    known: dict[str, Estimate] = {
        name: each.perceived
        for name, each in told.quality.dimensions.items()
        if overall and each.perceived.estimate is not None and (each.low, each.high) == (overall.low, overall.high)
    }
    if len(known) < 2:
        return ""
    lowest = min(known, key=lambda name: known[name].estimate or 0.0)
    clear = all(told.surely_below(known[lowest], figure.low) for name, figure in known.items() if name != lowest)
    return told.say("lowest_clear" if clear else "lowest", dimension=told.dimension(lowest))


def _zones(told: Told, rows: Rows) -> list[Block]:
    """The zone chart, and what it says of each dimension."""
    dimensions = {name: each for name, each in told.quality.dimensions.items() if each.perceived.n}
    if not dimensions:
        return []
    zones = any(each.desired.estimate is not None or each.adequate.estimate is not None for each in dimensions.values())
    heading = title(rows, told.say("zones"), told.say("zones_what" if zones else "zones_alone"))
    return [heading, *zone_rows(told, rows, dimensions), *_meaning(told, rows)]


def _meaning(told: Told, rows: Rows) -> list[Block]:
    dimensions = told.quality.dimensions
    judged = {
        name: each
        for name, each in dimensions.items()
        if all(figure.estimate is not None for figure in (each.perceived, each.desired, each.adequate))
    }
    reversed_ones = [name for name, each in judged.items() if each.zone.inverted]
    places = {place: [name for name, each in judged.items() if each.zone.place is place and not each.zone.inverted]
              for place in Place}  # fmt: skip
    said = [told.say(f"zone_{place}", dimensions=told.dimensions(names)) for place, names in places.items() if names]
    if reversed_ones:
        said.append(told.say("zone_reversed", dimensions=told.dimensions(reversed_ones)))
    if items := sum(each.inverted for each in dimensions.values()):
        said.append(told.count("items_reversed", items))
    return [sentence(rows, told.text(said))] if said else []
