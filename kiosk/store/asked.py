"""What shoppers were asked, as the surveys tell that are kept beside their answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.model import ChoiceId, Language, Level, QuestionId, Text
from kiosk.questions import Prompt

LEVELS = {level.word: level for level in Level}


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as the newest version of its survey that has it asks it.

    type is that of survey files. offered are its options in order; labels has those of earlier versions too.
    """

    type: str
    prompt: Prompt
    offered: tuple[ChoiceId, ...]
    labels: Mapping[ChoiceId, Text]


@dataclass(frozen=True, slots=True)
class AskedSurvey:
    """A survey by its newest title, and every question that it ever asked, in its order."""

    title: Text
    questions: Mapping[QuestionId, AskedQuestion]

    @property
    def asks_reasons(self) -> bool:
        """Whether it asks for touchpoints."""
        return any(question.type == "reasons" for question in self.questions.values())


def read_asked(kept: Iterable[tuple[str, str]]) -> dict[str, AskedSurvey]:
    """Surveys by id, from their ids and definitions (kiosk.survey.kept), oldest version first."""
    surveys: dict[str, AskedSurvey] = {}
    for name, definition in kept:
        content = json.loads(definition)
        earlier = surveys[name].questions if name in surveys else {}
        newest = {QuestionId(entry["id"]): _question(entry, earlier) for entry in content["questions"]}
        dropped = {key: question for key, question in earlier.items() if key not in newest}
        surveys[name] = AskedSurvey(_text(content["title"]), newest | dropped)
    return surveys


def _question(entry: Mapping[str, Any], earlier: Mapping[QuestionId, AskedQuestion]) -> AskedQuestion:
    labels = {ChoiceId(choice): _text(label) for choice, label in entry.get("choices", {}).items()}
    before = earlier.get(QuestionId(entry["id"]))
    known = {**before.labels, **labels} if before else labels
    return AskedQuestion(entry["type"], _prompt(entry["prompt"]), tuple(labels), known)


def _prompt(kept: Mapping[str, Any]) -> Prompt:
    if kept.keys() <= LEVELS.keys():
        return {LEVELS[word]: _text(text) for word, text in kept.items()}
    return {None: _text(kept)}


def _text(kept: Mapping[str, str]) -> Text:
    return {Language(code): text for code, text in kept.items()}
