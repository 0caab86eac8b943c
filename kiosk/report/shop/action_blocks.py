"""What was done, whether it helped, and what is to be decided."""

from __future__ import annotations

from math import ceil, floor
from typing import assert_never

from kiosk.measure.effect import EffectVerdict
from kiosk.report.charts import SMALL
from kiosk.report.flow import Block
from kiosk.report.quality.grid import sentence, title
from kiosk.report.rows import TERM, TEXT, Rows
from kiosk.report.sheet import SOFT, Sheet
from kiosk.report.shop.data import ActionFigures
from kiosk.report.shop.told import Told
from kiosk.report.wording import ROUNDING


def action_blocks(told: Told, rows: Rows) -> list[Block]:
    """Each action of late, the latest first."""
    if not told.shop.actions:
        return []
    section = told.say("actions")
    blocks = [title(rows, section, told.say("actions_what"))]
    for action in told.shop.actions:
        said = told.joined(_effect(told, action), *what_next(told, action))
        blocks += [_name(told, rows, action), sentence(rows, said)]
    return blocks


def _name(told: Told, rows: Rows, action: ActionFigures) -> Block:
    about = [told.sentences.wording.dated(action.started)]
    if action.touchpoint is not None:
        about.append(told.touchpoint(action.touchpoint))
    if action.triggered_by is not None:
        about.append(told.say("action_trigger", week=action.triggered_by.number))
    when = rows.typesetter.line(" · ".join(about), SMALL)
    name = rows.typesetter.fitted(told.text(action.name), TERM, rows.width - when.width - 16)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.line_of_text(rows.x, y + 10, name)
        sheet.line_of_text(rows.x + rows.width - when.width, y + 10, when, SOFT)

    return Block(TEXT.leading + 2, draw, keep=True, section=told.say("actions"))


def what_next(told: Told, action: ActionFigures) -> list[str]:
    """When more can be said of an action, and what was or is to be decided."""
    said = []
    if action.everywhere:
        said.append(told.say("effect_everywhere"))
    elif action.next_look is not None:
        key = "action_next" if action.effect else "action_early"
        said.append(told.say(key, day=told.sentences.wording.dated(action.next_look)))
    if action.decision is not None:
        said.append(told.say(f"action_{action.decision}"))
    elif action.next_look is None and not action.everywhere:
        said.append(told.say("action_decide"))
    return said


def _effect(told: Told, action: ActionFigures) -> str:
    effect = action.effect
    if effect is None or action.everywhere:
        return ""
    values = {
        "days": effect.look.days, "before": told.points(effect.affected_before),
        "after": told.points(effect.affected_after), "others_before": told.points(effect.unaffected_before),
        "others_after": told.points(effect.unaffected_after), "n": told.number(effect.difference.n),
    }  # fmt: skip
    low, high = effect.difference.low or 0.0, effect.difference.high or 0.0
    match effect.verdict:
        case EffectVerdict.BETTER:
            return told.say("effect_better", low=_down(low), high=_up(high), **values)
        case EffectVerdict.WORSE:
            return told.say("effect_worse", low=_down(-high), high=_up(-low), **values)
        case EffectVerdict.NOT_SEEN:
            return told.say("effect_not_seen", reach=_up(effect.could_not_have_seen or 0.0), **values)
        case EffectVerdict.TOO_FEW:
            elsewhere = effect.unaffected_before.n + effect.unaffected_after.n
            touched = effect.affected_before.n + effect.affected_after.n
            return told.say("effect_everywhere" if touched and not elsewhere else "effect_few")
        case never:
            assert_never(never)


def _down(points: float) -> int:
    return floor(points + ROUNDING)


def _up(points: float) -> int:
    return ceil(points - ROUNDING)
