"""Where and when: how much places differ, and whether busy hours are the bad ones."""

from __future__ import annotations

from math import floor

from kiosk.report.flow import Block
from kiosk.report.quality.grid import sentence, title
from kiosk.report.rows import Rows
from kiosk.report.shop.told import Told
from kiosk.report.telling import tell


def between_blocks(told: Told, rows: Rows) -> list[Block]:
    """How far places lie apart beyond chance, beside their mean."""
    between = told.shop.between
    if between is None:
        return []
    text = told.say(
        "between_text", spread=told.share(between.spread), mean=told.share(between.mean), n=told.number(between.mean.n),
        places=told.number(between.spread.n),
    )  # fmt: skip
    heading = title(rows, told.say("between"), told.say("between_what"))
    return [heading, sentence(rows, told.joined(tell(between, told.sentences.words), text))]


def load_blocks(told: Told, rows: Rows) -> list[Block]:
    """The busiest third of the hours against all others."""
    load = told.shop.load
    if load is None:
        return []
    heading = title(rows, told.say("load"), told.say("load_what", hours=told.number(load.hours)))
    if load.from_load is None or load.ratio.estimate is None:
        return [heading, sentence(rows, told.say("load_few"))]
    wording = told.sentences.wording
    text = told.say(
        "load_text", load=wording.decimal(load.from_load), busy=told.share(load.busy), n=told.number(load.busy.n),
        other=told.share(load.other), others=told.number(load.other.n),
    )  # fmt: skip
    sure = load.ratio.low is not None and load.ratio.low > 1
    todo = told.say("load_todo", load=told.number(floor(load.from_load))) if sure else ""
    return [heading, sentence(rows, told.joined(text, tell(load, told.sentences.words), todo))]
