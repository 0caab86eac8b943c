"""A survey as it is kept beside its answers, so that they stay readable after the file changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from kiosk.model import Language, Level
from kiosk.questions import (
    ChoiceQuestion,
    CommentQuestion,
    ContactQuestion,
    Prompt,
    Question,
    ScaleQuestion,
    Survey,
)


def definition(survey: Survey) -> dict[str, object]:
    """The survey as plain values for JSON."""
    questions = [_question(question) for question in survey.questions]
    return {"title": dict(survey.title), "languages": survey.languages, "questions": questions}


def _question(question: Question) -> dict[str, object]:
    entry: dict[str, object] = {"id": question.id, "prompt": _prompt(question.prompt)}
    if question.show_if:
        entry["show_if"] = [{"question": each.question, "is": sorted(each.among)} for each in question.show_if]
    match question:
        case ScaleQuestion(scale=scale):
            return entry | {"type": scale.value}
        case ChoiceQuestion(choices=choices, multiple=multiple, touchpoints=touchpoints):
            kind = "reasons" if touchpoints else "multiple" if multiple else "single"
            labels = {choice.id: dict(choice.label) for offered in choices.values() for choice in offered}
            return entry | {"type": kind, "choices": labels}
        case CommentQuestion():
            return entry | {"type": "comment"}
        case ContactQuestion(consent=consent, consent_version=version):
            return entry | {"type": "contact", "consent": dict(consent), "consent_version": version}
        case _:
            assert_never(question)


def _prompt(prompt: Prompt) -> Mapping[Language, str] | dict[str, dict[Language, str]]:
    """The text by language, or by face and language."""
    if None in prompt:
        return dict(prompt[None])
    return {level.word: dict(prompt[level]) for level in Level if level in prompt}
