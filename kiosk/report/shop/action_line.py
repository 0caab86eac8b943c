"""The one action that page one tells of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from kiosk.model import Week
from kiosk.report.sentences import Sentences
from kiosk.report.shop.action_blocks import what_next
from kiosk.report.shop.data import ActionFigures
from kiosk.report.shop.told import Told
from kiosk.report.telling import tell


def action_line(sentences: Sentences) -> list[str]:
    """What an action did and what is to be decided; nothing where none is told of."""
    shop = sentences.data.shop
    if shop is None or not shop.actions:
        return []
    told = Told(sentences, shop)
    action = chosen(shop.actions, sentences.data.week)
    name, next_steps = told.text(action.name), what_next(told, action)
    if action.effect is None or action.everywhere:
        return [sentences.words.say("tell_named", name=name, sentence=told.joined(*next_steps))]
    return [told.joined(tell(action.effect, sentences.words, name=name), *next_steps)]


def chosen(actions: Sequence[ActionFigures], week: Week) -> ActionFigures:
    """The action that was looked at for the first or second time this week, else the latest."""

    def is_news(action: ActionFigures) -> bool:
        if action.effect is None:
            return False
        looked_at = action.started + timedelta(days=action.effect.look.days)
        return week.monday < looked_at <= week.monday + timedelta(days=7)

    return next(filter(is_news, actions), actions[0])
