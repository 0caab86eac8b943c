"""What the week to come will bring."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from kiosk.hours import OpeningHours
from kiosk.measure import Tally
from kiosk.measure.estimate import Estimate
from kiosk.measure.forecast import Forecast, Slot, SlotForecast, forecast
from kiosk.model import Week

QUARTER = timedelta(minutes=15)


def closed_hours(hours: OpeningHours, week: Week) -> frozenset[Slot]:
    """The hours of a week in which the shop is not open for a quarter of an hour."""
    closed = set()
    for day in range(7):
        for hour in range(24):
            begins = datetime.combine(week.monday + timedelta(days=day), time(hour), hours.zone).astimezone(hours.zone)
            if not any(hours.open_at(begins + part * QUARTER) for part in range(4)):
                closed.add((day + 1, hour))
    return frozenset(closed)


def coming_week(
    weeks: Sequence[Mapping[Slot, Tally]], closed: Collection[Slot], hidden: Collection[Slot]
) -> Forecast | None:
    """Without figures for the hidden hours; None where too few weeks were seen, or nothing is open."""
    found = forecast(weeks, closed=closed)
    if not found.hours or found.ratings.estimate is None:
        return None
    hours = {name: _hidden(each) if (each.weekday, each.hour) in hidden else each for name, each in found.hours.items()}
    return replace(found, hours=hours)


def _hidden(slot: SlotForecast) -> SlotForecast:
    return replace(slot, ratings=_nothing(slot.ratings), bad=_nothing(slot.bad))


def _nothing(figure: Estimate) -> Estimate:
    return Estimate(figure.n, None, None, None, figure.definition)
