"""The week to come, hour by hour."""

from __future__ import annotations

from math import floor
from typing import Final

from kiosk.measure.forecast import Forecast, SlotForecast
from kiosk.report.charts import TINY
from kiosk.report.flow import Block
from kiosk.report.quality.grid import sentence, title
from kiosk.report.rows import Rows
from kiosk.report.sheet import BAND, INK, SOFT, Sheet
from kiosk.report.shop.told import Told

FRAMED: Final = 3
"""So many hours are told of one by one."""
LABEL: Final = 34.0
ROW: Final = 11.0


def coming_blocks(told: Told, rows: Rows) -> list[Block]:
    """The whole week in a sentence, all hours in a grid, and the hours with most bad taps to expect."""
    coming = told.shop.forecast
    if coming is None:
        return []
    text = told.say("coming_text", ratings=told.count(coming.ratings), bad=told.count(coming.bad))
    worst = _worst(coming)
    hours = told.sentences.words.say("and_then").join(_hour(told, slot) for slot in worst)
    more = told.say("coming_worst", hours=hours) if worst else ""
    heading = title(rows, told.say("coming"), told.say("coming_what", weeks=told.number(coming.weeks)))
    return [heading, sentence(rows, told.joined(text, more)), _grid(told, rows, coming, worst)]


def _worst(coming: Forecast) -> list[SlotForecast]:
    """Those that are sure to be told apart from an hour without bad taps come first."""
    shown = [slot for slot in coming.hours.values() if slot.bad.estimate]
    return sorted(shown, key=lambda slot: (-(slot.bad.estimate or 0.0), slot.weekday, slot.hour))[:FRAMED]


def _hour(told: Told, slot: SlotForecast) -> str:
    wording = told.sentences.wording
    when = f"{wording.weekday(slot.weekday)} {wording.hours(slot.hour, slot.hour)}"
    return told.say("coming_hour", when=when, bad=told.count(slot.bad), ratings=told.count(slot.ratings))


def _grid(told: Told, rows: Rows, coming: Forecast, worst: list[SlotForecast]) -> Block:
    hours = sorted({slot.hour for slot in coming.hours.values()})
    weekdays = sorted({slot.weekday for slot in coming.hours.values()})
    span = range(hours[0], hours[-1] + 1)
    step = min(40.0, (rows.width - LABEL) / len(span))

    def draw(sheet: Sheet, y: float) -> None:
        for column, hour in enumerate(span):
            sheet.text(rows.x + LABEL + (column + 0.5) * step, y + 8, str(hour), TINY, SOFT, align="centre")
        for row, weekday in enumerate(weekdays):
            top = y + 12 + row * ROW
            sheet.text(rows.x, top + 8, told.sentences.wording.weekday(weekday), TINY, SOFT)
            for column, hour in enumerate(span):
                if slot := coming.hours.get(f"{weekday}-{hour:02}"):
                    _cell(told, sheet, rows.x + LABEL + column * step, top, step, slot, framed=slot in worst)

    return Block(12 + len(weekdays) * ROW + 6, draw)


def _cell(told: Told, sheet: Sheet, x: float, y: float, width: float, slot: SlotForecast, *, framed: bool) -> None:
    expected = slot.ratings.estimate
    if framed:
        sheet.box(x + 0.5, y + 0.5, width - 1, ROW - 1, BAND, INK, 0.9)
    text = "·" if expected is None else told.number(floor(expected + 0.5))
    sheet.text(x + width / 2, y + 8.2, text, TINY, INK if framed or expected is not None else SOFT, align="centre")
