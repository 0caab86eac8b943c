"""A survey file (TOML) becomes a validated Survey, with every text in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, assert_never

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from kiosk.assets import TOUCHPOINTS
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
from kiosk.tomlfile import NAME, Place, Table, load_table, read_toml
from kiosk.words import available


@dataclass(frozen=True, slots=True)
class Known:
    """What a survey's texts and choices are held against: its own languages, and the touchpoints there are."""

    languages: tuple[str, ...]
    touchpoints: Mapping[ChoiceId, Choice]


def _in_every_language(texts: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    if isinstance(info.context, Known) and (lacking := [code for code in info.context.languages if code not in texts]):
        raise ValueError(f"has no text in {_listed(lacking)}, expected one in each of the survey's languages")
    return texts


def _touchpoints_that_exist(offered: list[str], info: ValidationInfo) -> list[str]:
    faults = [f"{name!r} stands twice" for name in sorted({name for name in offered if offered.count(name) > 1})]
    if isinstance(info.context, Known):
        known, languages = info.context.touchpoints, info.context.languages
        if strangers := [name for name in offered if ChoiceId(name) not in known]:
            faults.append(f"{_listed(strangers)} is no touchpoint, expected one of {', '.join(sorted(known))}")
        faults += [
            f"touchpoint {name!r} has no label in {code!r}"
            for name in offered for code in languages
            if (touchpoint := known.get(ChoiceId(name))) and code not in touchpoint.label
        ]  # fmt: skip
    if faults:
        raise ValueError("; ".join(faults))
    return offered


def _languages_of_ours(codes: list[str]) -> list[str]:
    if strangers := [code for code in codes if code not in available()]:
        raise ValueError(f"{_listed(strangers)} is no language of ours, expected some of {', '.join(available())}")
    if len(set(codes)) < len(codes):
        raise ValueError("a language stands twice, expected each once")
    return codes


def _listed(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)


Name = Annotated[str, NAME]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Texts = Annotated[dict[str, Sentence], AfterValidator(_in_every_language)]
Offered = Annotated[list[Name], Field(min_length=1, max_length=12), AfterValidator(_touchpoints_that_exist)]


class ByLevel(Table):
    """A text for each face."""

    bad: Texts
    neutral: Texts
    good: Texts
    excellent: Texts


class ChoicesByLevel(Table):
    """The touchpoints offered after each face, by id."""

    bad: Offered
    neutral: Offered
    good: Offered
    excellent: Offered


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
    languages: Annotated[list[str], Field(min_length=1), AfterValidator(_languages_of_ours)]
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
    content = read_toml(path)
    known = Known(_languages_in(content), load_touchpoints() if touchpoints is None else touchpoints)
    table = load_table(path, SurveyTable, known, _faults_of_order(content))
    return Survey(
        id=table.id,
        version=table.version,
        languages=tuple(Language(code) for code in table.languages),
        title=_text(table.title),
        questions=tuple(_question(each, known.touchpoints) for each in table.question),
    )


def _languages_in(content: Mapping[str, object]) -> tuple[str, ...]:
    codes = content.get("languages")
    return tuple(code for code in codes if isinstance(code, str)) if isinstance(codes, list) else ()


def _faults_of_order(content: Mapping[str, object]) -> Iterable[tuple[Place, str]]:
    """Faults that show only between questions. They are looked for in the raw file, to be told with all the others."""
    questions = content.get("question")
    if not isinstance(questions, list):
        return
    seen: set[object] = set()
    for number, question in enumerate(questions):
        if not isinstance(question, dict):
            continue
        name, kind = question.get("id"), question.get("type")
        if isinstance(name, str) and name in seen:
            yield ("question", number, "id"), f"{name!r} stands twice, expected an id of its own"
        seen.add(str(name))
        if (kind == "faces") != (number == 0):
            yield ("question", number, "type"), 'the first question, and only the first, must be "faces"'
        if kind == "reasons" and number > 1:
            yield ("question", number, "type"), '"reasons" must come straight after the faces, once at most'
        if kind == "comment" and number + 1 < len(questions):
            yield ("question", number, "type"), '"comment" must be the last question'


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
