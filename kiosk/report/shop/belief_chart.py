"""The manager's guesses against what shoppers said, week by week."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.measure.belief import Belief, BeliefGap
from kiosk.report.charts import TINY, axis_around
from kiosk.report.flow import Block
from kiosk.report.quality.grid import sentence, title
from kiosk.report.rows import TEXT, Rows
from kiosk.report.sheet import FAINT, INK, RULE, SOFT, WHITE, Sheet
from kiosk.report.shop.told import Told

HEIGHT: Final = 86.0
WEEKS: Final = 12


def belief_blocks(told: Told, rows: Rows) -> list[Block]:
    """This week's guess in words; all of them as a chart, once there are two."""
    belief = told.shop.belief
    if belief is None:
        return []
    text = told.joined(*_this_week(told), *_on_average(told), *_documents(told))
    heading = title(rows, told.say("belief"), told.say("belief_what"))
    if len(belief.weeks) < 2:
        return [heading, sentence(rows, text)]
    return [heading, _beside_chart(told, rows, text)]


def _this_week(told: Told) -> list[str]:
    week = told.sentences.data.week
    gap = next((each for each in told.shop.belief.weeks if each.week == week), None) if told.shop.belief else None
    if gap is None:
        return [told.say("belief_none")]
    wording = told.sentences.wording
    values = {"guess": wording.hundred(gap.guess), "truth": told.share(gap.truth), "n": told.number(gap.truth.n)}
    return [told.say(f"belief_{gap.verdict}", **values)] if gap.verdict is not Belief.TOO_FEW else []


def _on_average(told: Told) -> list[str]:
    belief = told.shop.belief
    mean = belief.mean if belief else None
    if mean is None or mean.estimate is None or mean.low is None or mean.high is None:
        return []
    told_mean = told.sentences.wording.signed(mean.estimate, mean.low, mean.high)
    return [told.say("belief_mean", weeks=told.number(mean.n), mean=told_mean)]


def _documents(told: Told) -> list[str]:
    assumptions = told.shop.assumptions
    believed, said = assumptions.believed_superior, assumptions.said_superior
    shares = {"believed": told.percent(believed.value), "said": told.percent(said.value)}
    return [told.say("belief_elsewhere", **shares, source=told.source(believed, said))]


def _beside_chart(told: Told, rows: Rows, text: str) -> Block:
    lines = rows.typesetter.lines(text, TEXT, rows.width * 0.44)
    height = max(HEIGHT, len(lines) * TEXT.leading + 6)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.paragraph(rows.x, y + 10, lines, TEXT)
        _chart(told, sheet, rows.x + rows.width * 0.5, y + 2, rows.width * 0.5)

    return Block(height, draw)


def _chart(told: Told, sheet: Sheet, x: float, top: float, width: float) -> None:
    gaps = {gap.week: gap for gap in told.shop.belief.weeks} if told.shop.belief else {}
    weeks = [told.sentences.data.week.back(back) for back in reversed(range(WEEKS))]
    left, right, bottom = x + 18, x + width - 8, top + HEIGHT - 18
    step = (right - left) / (WEEKS - 1)
    values = [each for gap in gaps.values() for each in (gap.guess, gap.truth.low, gap.truth.high) if each is not None]
    axis = axis_around(values, bottom, top + 6)
    for tick in axis.ticks():
        sheet.text(x + 10, axis.at(tick) + 2.5, told.sentences.wording.hundred(tick), TINY, SOFT, align="right")
        sheet.rule(left, axis.at(tick), right - left, RULE, 0.25)
    for number, week in enumerate(weeks):
        at = left + number * step
        if (WEEKS - 1 - number) % 2 == 0:
            sheet.text(at, bottom + 12, str(week.number), TINY, SOFT, align="centre")
        if week in gaps:
            _point(sheet, at, gaps[week], axis.at)


def _point(sheet: Sheet, x: float, gap: BeliefGap, at: Callable[[float], float]) -> None:
    """The guess as a ring, what was said as a dot in its interval, and a fine line between them."""
    if gap.truth.estimate is not None and gap.truth.low is not None and gap.truth.high is not None:
        sheet.stroke([(x, at(gap.guess)), (x, at(gap.truth.estimate))], FAINT, 0.6, dash=(1.5, 1.5))
        sheet.stroke([(x, at(gap.truth.low)), (x, at(gap.truth.high))], INK, 1.4)
        sheet.disc(x, at(gap.truth.estimate), 2.4)
    sheet.disc(x, at(gap.guess), 2.6, WHITE, INK, 0.9)
