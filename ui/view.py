"""What the screens show of a flow state, as plain values; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from kiosk.flow import Stage, State
from kiosk.model import CommentQuestion, FacesQuestion, Level, ReasonsQuestion
from kiosk.words import Words, load_words


@dataclass(frozen=True, slots=True)
class View:
    """One field per property of the QML session; every text is in the shopper's language."""

    screen: str
    language: str
    words: Mapping[str, str]
    font_family: str
    mirrored: bool
    keyboard: str
    title: str
    prompt: str
    faces: tuple[Mapping[str, object], ...]
    level: int
    choices: tuple[Mapping[str, str], ...]
    chosen: tuple[str, ...]
    comment_follows: bool
    busy: bool
    saved: bool
    warned: bool
    trouble: bool


def screen_of(state: State) -> str:
    """The screen's name: faces, reasons, comment or thanks."""
    if state.stage is Stage.THANKS:
        return "thanks"
    match state.question:
        case FacesQuestion():
            return "faces"
        case ReasonsQuestion():
            return "reasons"
        case CommentQuestion():
            return "comment"
        case _:
            assert_never(state.question)


def view_of(state: State) -> View:
    """The state in the shopper's language."""
    words = load_words(state.language)
    following = state.survey.questions[state.position + 1 : state.position + 2]
    return View(
        screen=screen_of(state),
        language=state.language,
        words=words.shopper,
        font_family=words.font,
        mirrored=words.mirrored,
        keyboard=words.keyboard,
        title=state.survey.title[state.language],
        prompt=_prompt(state),
        faces=_faces(words),
        level=int(state.level or 0),
        choices=_choices(state),
        chosen=state.chosen,
        comment_follows=any(isinstance(question, CommentQuestion) for question in following),
        busy=state.leaving is not None,
        saved=not state.unsaved,
        warned=state.warned,
        trouble=state.trouble,
    )


def _faces(words: Words) -> tuple[Mapping[str, object], ...]:
    return tuple({"level": int(level), "word": words.levels[level]} for level in Level)


def _prompt(state: State) -> str:
    match state.question:
        case FacesQuestion(prompt=prompt):
            return prompt[state.language]
        case ReasonsQuestion(prompt=prompts) | CommentQuestion(prompt=prompts) if state.level is not None:
            return prompts[state.level][state.language]
        case _:
            return ""


def _choices(state: State) -> tuple[Mapping[str, str], ...]:
    question, level = state.question, state.level
    if not isinstance(question, ReasonsQuestion) or level is None:
        return ()
    return tuple(
        {"choice": choice.id, "icon": choice.icon, "label": choice.label[state.language]}
        for choice in question.choices[level]
    )
