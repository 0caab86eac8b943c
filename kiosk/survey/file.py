"""A survey file (TOML) becomes a validated Survey, with every text in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, assert_never

from pydantic import Field

from kiosk.assets import TOUCHPOINTS
from kiosk.errors import BadInputError
from kiosk.model import (
    Choice,
    ChoiceId,
    CommentQuestion,
    FacesQuestion,
    Language,
    Level,
    Question,
    QuestionId,
    ReasonsQuestion,
    Survey,
    Text,
)
from kiosk.tomlfile import Table, load_table

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)]
Texts = dict[str, Annotated[str, Field(min_length=1, max_length=200)]]


class ByLevel(Table):
    """A text for each face."""

    bad: Texts
    neutral: Texts
    good: Texts
    excellent: Texts


class ChoicesByLevel(Table):
    """The touchpoints offered after each face, by id."""

    bad: list[Name] = Field(min_length=1, max_length=12)
    neutral: list[Name] = Field(min_length=1, max_length=12)
    good: list[Name] = Field(min_length=1, max_length=12)
    excellent: list[Name] = Field(min_length=1, max_length=12)


class FacesTable(Table):
    """[[question]] type = "faces"."""

    id: Name
    type: Literal["faces"]
    prompt: Texts


class ReasonsTable(Table):
    """[[question]] type = "reasons"."""

    id: Name
    type: Literal["reasons"]
    prompt: ByLevel
    choices: ChoicesByLevel


class CommentTable(Table):
    """[[question]] type = "comment"."""

    id: Name
    type: Literal["comment"]
    prompt: ByLevel


QuestionTable = Annotated[FacesTable | ReasonsTable | CommentTable, Field(discriminator="type")]


class SurveyTable(Table):
    """A whole survey file."""

    id: Name
    version: int = Field(ge=1)
    languages: list[str] = Field(min_length=1)
    title: Texts
    question: list[QuestionTable] = Field(min_length=1, max_length=3)


class TouchpointTable(Table):
    """[touchpoint.ID]: an icon's name and a word in each language."""

    icon: Name
    label: Texts


class TouchpointsTable(Table):
    """The touchpoints file."""

    touchpoint: dict[Name, TouchpointTable]


def load_touchpoints(path: Path = TOUCHPOINTS) -> dict[ChoiceId, Choice]:
    """All touchpoints that a survey may offer, by id."""
    table = load_table(path, TouchpointsTable)
    return {
        ChoiceId(name): Choice(ChoiceId(name), entry.icon, _text(entry.label))
        for name, entry in table.touchpoint.items()
    }


def load_survey(path: Path, touchpoints: Mapping[ChoiceId, Choice] | None = None) -> Survey:
    """The survey of a file. Raises BadInputError that lists every fault at once."""
    table = load_table(path, SurveyTable)
    known = load_touchpoints() if touchpoints is None else touchpoints
    found = list(_disagreements(table, known))
    if found:
        raise BadInputError("\n".join(f"{path}: {fault}" for fault in found))
    return Survey(
        id=table.id,
        version=table.version,
        languages=tuple(Language(code) for code in table.languages),
        title=_text(table.title),
        questions=tuple(_question(each, known) for each in table.question),
    )


def check_survey(path: Path) -> list[str]:
    """Every fault of a survey file, a sentence each; none means that it can be used."""
    try:
        load_survey(path)
    except BadInputError as error:
        return str(error).splitlines()
    return []


def _disagreements(table: SurveyTable, known: Mapping[ChoiceId, Choice]) -> Iterable[str]:
    """Faults that only the whole file shows: languages, ids and touchpoints that do not fit together."""
    yield from _missing(table.languages, "title", table.title)
    seen: set[str] = set()
    for number, question in enumerate(table.question, 1):
        where = f"question.{number}"
        if question.id in seen:
            yield f"{where}.id: {question.id!r} stands twice, expected an id of its own"
        seen.add(question.id)
        if (question.type == "faces") != (number == 1):
            yield f"{where}.type: the first question, and only the first, must be \"faces\""
        for key, texts in _texts_of(question):
            yield from _missing(table.languages, f"{where}.{key}", texts)
        if isinstance(question, ReasonsTable):
            yield from _unknown_choices(table.languages, where, question.choices, known)


def _texts_of(question: FacesTable | ReasonsTable | CommentTable) -> Iterable[tuple[str, Texts]]:
    if isinstance(question, FacesTable):
        yield "prompt", question.prompt
    else:
        for level in Level:
            yield f"prompt.{level.word}", getattr(question.prompt, level.word)


def _unknown_choices(
    languages: list[str], where: str, choices: ChoicesByLevel, known: Mapping[ChoiceId, Choice]
) -> Iterable[str]:
    for level in Level:
        offered: list[str] = getattr(choices, level.word)
        key = f"{where}.choices.{level.word}"
        for name in sorted({name for name in offered if offered.count(name) > 1}):
            yield f"{key}: {name!r} stands twice"
        for name in offered:
            if ChoiceId(name) not in known:
                yield f"{key}: {name!r} is no touchpoint, expected one of {', '.join(sorted(known))}"
            else:
                yield from _missing(languages, f"touchpoint {name}", known[ChoiceId(name)].label)


def _missing(languages: list[str], key: str, texts: Mapping[str, str] | Text) -> Iterable[str]:
    for code in languages:
        if code not in texts:
            yield f"{key}: has no text in {code!r}, expected one in each of the survey's languages"


def _text(texts: Mapping[str, str]) -> Text:
    return {Language(code): text for code, text in texts.items()}


def _by_level(table: ByLevel) -> dict[Level, Text]:
    return {level: _text(getattr(table, level.word)) for level in Level}


def _choices(table: ChoicesByLevel, known: Mapping[ChoiceId, Choice]) -> dict[Level, tuple[Choice, ...]]:
    return {level: tuple(known[ChoiceId(name)] for name in getattr(table, level.word)) for level in Level}


def _question(table: FacesTable | ReasonsTable | CommentTable, known: Mapping[ChoiceId, Choice]) -> Question:
    name = QuestionId(table.id)
    match table:
        case FacesTable():
            return FacesQuestion(name, _text(table.prompt))
        case ReasonsTable():
            return ReasonsQuestion(name, _by_level(table.prompt), _choices(table.choices, known))
        case CommentTable():
            return CommentQuestion(name, _by_level(table.prompt))
        case _:
            assert_never(table)
