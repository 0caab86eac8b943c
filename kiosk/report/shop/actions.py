"""What was done, and what may be said of its effect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kiosk.book import Action
from kiosk.measure import Tally
from kiosk.measure.effect import Look, effect, looks_due
from kiosk.report.shop.data import ActionFigures
from kiosk.store import HourCount

SHOWN_DAYS = 56
"""An action whose fate is decided is told of for so long."""
UNDECIDED_DAYS = 182
MOST = 4


def told_actions(actions: Iterable[Action], today: date) -> list[Action]:
    """Those that were begun, and lately, or are still to be decided upon; the latest first."""

    def lasts(action: Action) -> timedelta:
        return timedelta(days=SHOWN_DAYS if action.decision else UNDECIDED_DAYS)

    return [each for each in actions if each.started < today <= each.started + lasts(each)][:MOST]


def action_figures(action: Action, hours: Sequence[HourCount], today: date) -> ActionFigures:
    """hours: ratings from the baseline's first week on."""
    due = looks_due(action.started, today)
    later = [action.started + timedelta(days=look.days) for look in Look if look not in due]
    inside, outside = _days(action, hours, touched=True), _days(action, hours, touched=False)
    return ActionFigures(
        action.name, action.touchpoint, action.triggered_by, action.started, action.decision,
        later[0] if later else None,
        effect(inside, outside, began=action.started, trigger=action.triggered_by, look=due[-1]) if due else None,
        all(action.touches(weekday, hour) for weekday in range(1, 8) for hour in range(24)),
    )  # fmt: skip


def _days(action: Action, hours: Sequence[HourCount], *, touched: bool) -> dict[date, Tally]:
    days: dict[date, Tally] = {}
    for count in hours:
        if count.hour is not None and action.touches(count.day.isoweekday(), count.hour) is touched:
            happy, n = days.get(count.day, (0, 0))
            days[count.day] = happy + (count.n if count.level.happy else 0), n + count.n
    return days
