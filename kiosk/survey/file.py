"""A survey file (TOML) becomes a validated Survey, with every text in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, assert_never

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StringConstraints, Tag, ValidationInfo

from kiosk.assets import TOUCHPOINTS
from kiosk.icons import icons
from kiosk.model import Choice, ChoiceId, Language, Level, QuestionId, Text
from kiosk.questions import (
    ChoiceQuestion,
    CommentQuestion,
    Condition,
    ContactQuestion,
    Prompt,
    Question,
    Scale,
    ScaleQuestion,
    Survey,
)
from kiosk.survey.branching import faults_between
from kiosk.tomlfile import NAME, Table, load_table, read_toml
from kiosk.words import available

LEVEL_WORDS = frozenset(level.word for level in Level)
Touchpoints = Mapping[ChoiceId, Choice]


@dataclass(frozen=True, slots=True)
class Known:
    """What a survey's texts and choices are held against: its own languages, and the touchpoints there are."""

    languages: tuple[str, ...]
    touchpoints: Touchpoints


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


def _drawn(name: str) -> str:
    if name not in icons():
        raise ValueError(f"{name!r} is no picture of ours, expected one of {', '.join(sorted(icons()))}")
    return name


Name = Annotated[str, NAME]
Icon = Annotated[str, AfterValidator(_drawn)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Texts = Annotated[dict[str, Sentence], AfterValidator(_in_every_language)]
Offered = Annotated[list[Name], Field(min_length=1, max_length=24), AfterValidator(_touchpoints_that_exist)]


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


def _by_face(value: object) -> str:
    return "by face" if isinstance(value, dict) and LEVEL_WORDS & value.keys() else "the same"


PromptTable = Annotated[
    Annotated[Texts, Tag("the same")] | Annotated[ByLevel, Tag("by face")], Discriminator(_by_face)
]
OfferedTable = Annotated[
    Annotated[Offered, Tag("the same")] | Annotated[ChoicesByLevel, Tag("by face")], Discriminator(_by_face)
]


class ConditionTable(Table):
    """show_if: an earlier question, and which answers to it bring this one up."""

    question: Name
    among: list[str | int] = Field(alias="is", min_length=1)


Conditions = Annotated[
    tuple[ConditionTable, ...], BeforeValidator(lambda value: (value,) if isinstance(value, dict) else _tuple(value))
]


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class OptionTable(Table):
    """[[question.choice]]: an option of the survey's own."""

    id: Name
    icon: Icon
    label: Texts


def _options_of_their_own(options: list[OptionTable]) -> list[OptionTable]:
    names = [option.id for option in options]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{_listed(twice)} stands twice, expected an id of its own for each option")
    return options


class QuestionTable(Table):
    """What every [[question]] has."""

    id: Name
    prompt: PromptTable
    show_if: Conditions = ()


class ScaleTable(QuestionTable):
    """A question answered by one tap on a scale."""

    type: Literal["faces", "faces5", "stars", "nps", "ces", "csat", "yes_no", "item7", "expected"]


class ReasonsTable(QuestionTable):
    """[[question]] type = "reasons": touchpoints, as many as the shopper likes."""

    type: Literal["reasons"]
    choices: OfferedTable


class OptionsTable(QuestionTable):
    """[[question]] type = "single" or "multiple": options of the survey's own."""

    type: Literal["single", "multiple"]
    choice: Annotated[list[OptionTable], Field(min_length=2, max_length=24), AfterValidator(_options_of_their_own)]


class CommentTable(QuestionTable):
    """[[question]] type = "comment"."""

    type: Literal["comment"]


class ContactTable(QuestionTable):
    """[[question]] type = "contact": consent is the wording that the shopper agrees to, under a version number."""

    type: Literal["contact"]
    consent: Texts
    consent_version: int = Field(ge=1)


AnyQuestion = Annotated[
    ScaleTable | ReasonsTable | OptionsTable | CommentTable | ContactTable, Field(discriminator="type")
]


class SurveyTable(Table):
    """A whole survey file."""

    id: Name
    version: int = Field(ge=1)
    languages: Annotated[list[str], Field(min_length=1), AfterValidator(_languages_of_ours)]
    title: Texts
    question: list[AnyQuestion] = Field(min_length=1, max_length=8)


class TouchpointTable(Table):
    """[touchpoint.ID]: an icon's name and a word in each language."""

    icon: Icon
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


def load_survey(path: Path, touchpoints: Touchpoints | None = None) -> Survey:
    """The survey of a file. Raises BadInputError that lists every fault at once."""
    content = read_toml(path)
    known = Known(_languages_in(content), load_touchpoints() if touchpoints is None else touchpoints)
    table = load_table(path, SurveyTable, known, faults_between(content))
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


def _text(texts: Mapping[str, str]) -> Text:
    return {Language(code): text for code, text in texts.items()}


def _prompt(table: dict[str, str] | ByLevel) -> Prompt:
    if isinstance(table, ByLevel):
        return {level: _text(getattr(table, level.word)) for level in Level}
    return {None: _text(table)}


def _choices(table: list[str] | ChoicesByLevel, known: Touchpoints) -> dict[Level | None, tuple[Choice, ...]]:
    def named(names: Iterable[str]) -> tuple[Choice, ...]:
        return tuple(known[ChoiceId(name)] for name in names)

    if isinstance(table, ChoicesByLevel):
        return {level: named(getattr(table, level.word)) for level in Level}
    return {None: named(table)}


def _conditions(tables: Iterable[ConditionTable]) -> tuple[Condition, ...]:
    return tuple(Condition(QuestionId(each.question), frozenset(map(str, each.among))) for each in tables)


def _question(
    table: ScaleTable | ReasonsTable | OptionsTable | CommentTable | ContactTable, known: Touchpoints
) -> Question:
    name, prompt, show_if = QuestionId(table.id), _prompt(table.prompt), _conditions(table.show_if)
    match table:
        case ScaleTable(type=scale):
            return ScaleQuestion(name, prompt, Scale(scale), show_if)
        case ReasonsTable(choices=choices):
            return ChoiceQuestion(name, prompt, _choices(choices, known), True, True, show_if)
        case OptionsTable(choice=options):
            own = tuple(Choice(ChoiceId(each.id), each.icon, _text(each.label)) for each in options)
            return ChoiceQuestion(name, prompt, {None: own}, table.type == "multiple", False, show_if)
        case CommentTable():
            return CommentQuestion(name, prompt, show_if)
        case ContactTable(consent=consent, consent_version=version):
            return ContactQuestion(name, prompt, _text(consent), version, show_if)
        case _:
            assert_never(table)
