"""The shop as a whole: the chain from quality to loyalty, and how it stands against others."""

from __future__ import annotations

from typing import Final

from kiosk.measure.estimate import Estimate
from kiosk.measure.relationship import ChainStep
from kiosk.report.charts import TINY
from kiosk.report.flow import Block
from kiosk.report.quality.data import Whole
from kiosk.report.quality.grid import Figure, Grid, sentence, title
from kiosk.report.quality.told import Told
from kiosk.report.rows import TERM, Rows
from kiosk.report.sheet import FAINT, SOFT, Sheet
from kiosk.report.typeset import Style

NUMBER: Final = Style(15, 18, semibold=True)
BELOW: Final = 39.0
ARROW: Final = 10.0
RECOMMEND: Final = "recommend"
FEWEST_STEPS: Final = 2


def chain_blocks(told: Told, rows: Rows) -> list[Block]:
    """Quality, value, satisfaction, return and recommendation side by side; nothing where fewer than two are known."""
    steps = {name: step for name, step in told.quality.chain.items() if step.everyone.estimate is not None}
    blocks = []
    if len(steps) >= FEWEST_STEPS:
        below = {name: _below(told, name, step) for name, step in steps.items()}
        height = BELOW + TINY.leading * max(map(len, below.values()))

        def draw(sheet: Sheet, y: float) -> None:
            width = rows.width / max(4, len(steps))
            for number, (name, step) in enumerate(steps.items()):
                x = rows.x + number * width
                if number:
                    _arrow(sheet, x - 8, y + 24)
                sheet.line_of_text(x, y + 11, sheet.typesetter.fitted(told.say(f"step_{name}"), TERM, width - 8))
                sheet.text(x, y + 28, _hundredth(told, step.everyone.estimate), NUMBER)
                for line, text in enumerate(below[name]):
                    sheet.text(x, y + BELOW - 1 + line * TINY.leading, text, TINY, SOFT)

        blocks += [Block(height, draw, keep=True), sentence(rows, told.say("chain_text"))]
    if (others := told.quality.statements.get("others")) and others.figure.estimate is not None:
        blocks += _against_others(told, rows, others)
    return [title(rows, told.say("chain"), told.say("chain_what")), *blocks] if blocks else []


def _below(told: Told, name: str, step: ChainStep) -> list[str]:
    lines = [f"{_interval(told, step.everyone)} · n {told.number(step.everyone.n)}"]
    for key, figure in (("chain_happy", step.happy), ("chain_unhappy", step.unhappy)):
        if figure.estimate is not None:
            value = f"{_hundredth(told, figure.estimate)} {_interval(told, figure)} · n {told.number(figure.n)}"
            lines.append(told.say(key, value=value))
    nps = told.quality.nps
    if name == RECOMMEND and nps is not None and nps.estimate is not None:
        lines.append(f"NPS {told.nps(nps)}")
    return lines


def _hundredth(told: Told, value: float | None) -> str:
    return told.sentences.wording.hundred((value or 0.0) / 100)


def _interval(told: Told, figure: Estimate) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"({told.sentences.wording.hundreds(figure.low / 100, figure.high / 100)})"


def _arrow(sheet: Sheet, tip: float, y: float) -> None:
    sheet.stroke([(tip - ARROW, y), (tip, y)], FAINT, 0.9)
    sheet.stroke([(tip - 3, y - 3), (tip, y), (tip - 3, y + 3)], FAINT, 0.9)


def _against_others(told: Told, rows: Rows, others: Whole) -> list[Block]:
    """How far the shop outdoes its competitors, and whether the whole interval is on one side of "about the same"."""
    label = told.say("others", low=told.point(others.low), high=told.point(others.high))
    middle = (others.low + others.high) / 2
    meaning = "others_open"
    if told.surely_above(others.figure, middle):
        meaning = "others_better"
    elif told.surely_below(others.figure, middle):
        meaning = "others_worse"
    figures = [Figure(told.mean(others.figure)), Figure(f"n {told.number(others.figure.n)}")]
    row = Grid(rows, 0.7, (0.92, 1.0)).row(label, figures, keep=True)
    return [row, sentence(rows, told.say(meaning))]
