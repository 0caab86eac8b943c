"""What the screens show of a flow state, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import QLocale

from kiosk.comfort import TEXT_SIZES
from kiosk.contact import masked
from kiosk.flow import Stage, State
from kiosk.items import ItemRow, ItemsQuestion, Statement
from kiosk.model import Contacted, Level, Numbered, QuestionId
from kiosk.questions import (
    ChoiceQuestion,
    CommentQuestion,
    ContactQuestion,
    Scale,
    ScaleQuestion,
    prompt_for,
)
from kiosk.spoken import in_one_breath
from kiosk.words import Words, load_words

ENDS = {Scale.NPS: ("nps_low", "nps_high"), Scale.CES: ("agree_low", "agree_high"),
        Scale.ITEM7: ("agree_low", "agree_high")}  # fmt: skip
"""The words at the two ends of scales whose points are bare numbers."""
WORDED = {Scale.FACES, Scale.FACES5, Scale.CSAT, Scale.YES_NO, Scale.EXPECTED}
"""Scales with a word at each point."""


@dataclass(frozen=True, slots=True)
class View:
    """One field per property of the QML session; every text is in the shopper's language."""

    screen: str
    position: int
    begun: bool
    language: str
    words: Mapping[str, str]
    font_family: str
    mirrored: bool
    keyboard: str
    locale: str
    title: str
    prompt: str
    headline: bool
    level: int
    scale: str
    points: tuple[Mapping[str, object], ...]
    low_label: str
    high_label: str
    picked: int
    item_rows: tuple[Mapping[str, object], ...]
    item_picks: Mapping[QuestionId, int]
    choices: tuple[Mapping[str, str], ...]
    multiple: bool
    chosen: tuple[str, ...]
    comment_follows: bool
    last_question: bool
    more_questions: bool
    can_undo: bool
    consent: str
    masked_contact: str
    number: str
    text_size: int
    text_scale: float
    look: str
    speech: bool
    low_reach: bool
    less_motion: bool
    more_time: bool
    busy: bool
    saved: bool
    warned: bool
    trouble: bool


def screen_of(state: State) -> str:
    """The screen's name: scale, choices, items, comment, contact, thanks, kept, unavailable, asleep or cleaning."""
    if state.unavailable:
        return "unavailable"
    match state.stage:
        case Stage.THANKS | Stage.KEPT | Stage.ASLEEP | Stage.CLEANING:
            return state.stage.name.lower()
        case Stage.IDLE | Stage.ASKING:
            pass
        case _:
            assert_never(state.stage)
    match state.question:
        case ScaleQuestion():
            return "scale"
        case ChoiceQuestion():
            return "choices"
        case ItemsQuestion():
            return "items"
        case CommentQuestion():
            return "comment"
        case ContactQuestion():
            return "contact"
        case _:
            assert_never(state.question)


def view_of(state: State) -> View:
    """The state in the shopper's language."""
    words = load_words(state.language)
    question, following = state.question, state.following()
    scale = question.scale if isinstance(question, ScaleQuestion) else None
    ends = ENDS.get(scale) if scale else None
    left, comfort = state.left_behind, state.comfort
    return View(
        screen=screen_of(state),
        position=state.position,
        begun=state.stage is Stage.ASKING,
        language=state.language,
        words=words.shopper,
        font_family=words.font,
        mirrored=words.mirrored,
        keyboard=words.keyboard,
        locale=words.locale,
        title=state.survey.title[state.language],
        prompt=question.prompt[state.language]
        if isinstance(question, ItemsQuestion)
        else prompt_for(question, state.level, state.language),
        headline=state.position == 0,
        level=int(state.level or 0),
        scale=scale.value if scale else "",
        points=_points(scale, words) if scale else (),
        low_label=words.shopper[ends[0]] if ends else "",
        high_label=words.shopper[ends[1]] if ends else "",
        picked=-1 if state.point is None else state.point,
        item_rows=tuple(item_row(row, words) for row in question.rows) if isinstance(question, ItemsQuestion) else (),
        item_picks=state.picks,
        choices=_choices(state),
        multiple=isinstance(question, ChoiceQuestion) and question.multiple,
        chosen=state.chosen,
        comment_follows=following is not None and isinstance(state.asked[following], CommentQuestion),
        last_question=following is None,
        more_questions=state.stage is Stage.THANKS and following is not None,
        can_undo=state.undo_until is not None and not state.correcting and state.leaving is None,
        consent=question.consent[state.language] if isinstance(question, ContactQuestion) else "",
        masked_contact=masked(left.text) if isinstance(left, Contacted) else "",
        number=left.number if isinstance(left, Numbered) else "",
        text_size=comfort.text_size,
        text_scale=TEXT_SIZES[comfort.text_size],
        look=comfort.look.value,
        speech=comfort.speech,
        low_reach=comfort.low_reach,
        less_motion=comfort.less_motion,
        more_time=comfort.more_time,
        busy=state.leaving is not None,
        saved=not state.waiting,
        warned=state.warned,
        trouble=state.trouble,
    )


def _points(scale: Scale, words: Words) -> tuple[Mapping[str, object], ...]:
    """Each point's number, the word under it, and how it is said aloud."""
    named = [(point, *point_words(scale, point, words)) for point in scale.points]
    return tuple({"point": point, "word": word, "spoken": spoken} for point, word, spoken in named)


def point_words(scale: Scale, point: int, words: Words) -> tuple[str, str]:
    """What stands under a point of a scale, and how it is said aloud."""
    shopper, total, digits = words.shopper, scale.points[-1], QLocale(words.locale).toString
    match scale:
        case Scale.FACES:
            word = words.levels[Level(point)]
            return word, word
        case Scale.YES_NO:
            word = shopper["yes" if point else "no"]
            return word, word
        case Scale.FACES5 | Scale.CSAT | Scale.EXPECTED:
            word = shopper[f"{scale.value}_{point}"]
            return word, word
        case Scale.STARS:
            return "", shopper["star"].format(number=digits(point), total=digits(total))
        case Scale.NPS | Scale.CES | Scale.ITEM7:
            low, high = ENDS[scale]
            end = {scale.points[0]: shopper[low], scale.points[-1]: shopper[high]}.get(point, "")
            spoken = shopper["point"].format(number=digits(point), total=digits(total))
            return digits(point), f"{spoken} {end}".strip()
        case _:
            assert_never(scale)


def item_row(row: ItemRow, words: Words) -> Mapping[str, object]:
    """One row of an item screen; each point is said with what it is a point of."""
    label, low, high = (text[words.language] for text in (row.label, row.low, row.high))
    first, last = row.scale.points[0], row.scale.points[-1]
    digits = QLocale(words.locale).toString
    # Beside other shops, the middle of the scale is not "as expected".
    worded = row.scale in WORDED and row.question != Statement.OTHERS.value
    points: list[Mapping[str, object]] = []
    for point in row.scale.points:
        word = point_words(row.scale, point, words)[0]
        end = {first: low, last: high}.get(point, "")
        numbered = words.shopper["point"].format(number=digits(point), total=digits(last))
        spoken = word if worded else f"{numbered} {end}".strip()
        said = in_one_breath([spoken, label], words.language)
        points.append({"point": point, "word": word, "number": digits(point), "spoken": said})
    return {
        "question": row.question, "label": label, "scale": row.scale.value, "worded": worded, "points": points,
        "low": low, "high": high,
    }  # fmt: skip


def _choices(state: State) -> tuple[Mapping[str, str], ...]:
    question = state.question
    if not isinstance(question, ChoiceQuestion):
        return ()
    return tuple(
        {"choice": choice.id, "icon": choice.icon, "label": choice.label[state.language]}
        for choice in question.offered(state.level)
    )
