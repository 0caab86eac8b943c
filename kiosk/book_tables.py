"""The book's file: what may stand in each table, and every fault that shows only between two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, FiniteFloat, StringConstraints, model_validator

from kiosk.items import DIMENSIONS
from kiosk.measure.assumptions import DOCUMENTED, Assumptions
from kiosk.measure.recovery import Step
from kiosk.model import Week
from kiosk.site_hours import WEEKDAYS, Day, Weekday
from kiosk.survey.file import load_touchpoints
from kiosk.tomlfile import ONE_LINE, Place, Table, shaped
from kiosk.words import reporting

WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
YEARS = range(1900, 3000)
"""Far enough from both ends of the calendar to count on from a moment."""
HOURS = re.compile(r"([01][0-9]|2[0-3]):00-([01][0-9]|2[0-4]):00")


def week_of(text: str) -> Week:
    """The week that a text names. Raises ValueError."""
    found = WEEK.fullmatch(text)
    try:
        week = Week(int(found[1]), int(found[2])) if found else None
        if week is not None and Week.of(week.monday) == week and week.back(60) and week.back(-60):
            return week
    except (ValueError, OverflowError):
        pass
    raise ValueError(f'must be a week such as "2026-W47", not {text!r}')


def _readable_week(text: str) -> str:
    week_of(text)
    return text


def _readable_hours(text: str) -> str:
    found = HOURS.fullmatch(text)
    if not found or int(found[1]) >= int(found[2]):
        raise ValueError(f'must be whole hours of a day such as "17:00-20:00", not {text!r}')
    return text


def _in_reports(texts: dict[str, str]) -> dict[str, str]:
    if strangers := [code for code in texts if code not in reporting()]:
        known = ", ".join(reporting())
        raise ValueError(f"there is no weekly page in {strangers[0]!r}, expected some of {known}")
    return texts


def _assumption(name: str) -> str:
    known = [each.name for each in fields(Assumptions)]
    if name not in known:
        raise ValueError(f"is no figure that is assumed, expected one of {', '.join(known)}")
    return name


def _dimension(name: str) -> str:
    if name not in DIMENSIONS:
        raise ValueError(f"is no dimension, expected one of {', '.join(DIMENSIONS)}")
    return name


def _touchpoint(name: str) -> str:
    if name not in load_touchpoints():
        raise ValueError(f"{name!r} is no touchpoint, expected one of {', '.join(load_touchpoints())}")
    return name


def _beside_the_book(name: str) -> str:
    if not name.endswith(".toml") or "://" in name:
        raise ValueError(f'must be a file such as "tags.toml", not {name!r}')
    return name


def _moment(value: object) -> object:
    if not isinstance(value, datetime) or value.tzinfo is not None:
        told = "must be a day and time by the shop's clock, without quotes, such as 2026-11-10 17:40:00"
        raise ValueError(f"{told}, not {str(value)!r}")
    if value.year not in YEARS:
        raise ValueError(f"must lie between {YEARS[0]} and {YEARS[-1]}, not in {value.year:04}")
    return value


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=140), ONE_LINE]
Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), ONE_LINE]
Who = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), ONE_LINE]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Texts = Annotated[dict[str, Line], Field(min_length=1), AfterValidator(_in_reports)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
WeekName = Annotated[str, AfterValidator(_readable_week)]
HoursText = Annotated[str, AfterValidator(_readable_hours)]
Points = Annotated[FiniteFloat, Field(ge=1, le=7)]
Touchpoint = Annotated[str, AfterValidator(_touchpoint)]
ByDimension = dict[Annotated[str, AfterValidator(_dimension)], Points]
File = Annotated[str, AfterValidator(_beside_the_book)]
Said = Literal["solved", "not_solved"]


class AssumptionTable(Table):
    """[assumptions.NAME]: the store's own value, and where it is from."""

    value: FiniteFloat = Field(ge=0)
    source: Source


class MoneyTable(Table):
    """[money]."""

    basket: FiniteFloat = Field(gt=0, le=1e9)
    visits_a_year: FiniteFloat = Field(gt=0, le=1e4)
    currency: Annotated[str, shaped("[A-Z]{3}", 'a currency such as "EUR" or "KRW"')]


class BeliefTable(Table):
    """[[belief]]: the share of excellent in percent, guessed before the week was seen."""

    week: WeekName
    excellent: FiniteFloat = Field(ge=0, le=100)


class ActionTable(Table):
    """[[action]]: what was done, and the hours that it touches."""

    name: Line | Texts
    touchpoint: Touchpoint | None = None
    hours: list[HoursText] = Field(default=["00:00-24:00"], min_length=1, max_length=10)
    weekdays: list[Weekday] = Field(default=list(WEEKDAYS), min_length=1)
    triggered_by: WeekName | None = None
    started: Day
    decision: Literal["keep", "change", "drop"] | None = None

    @model_validator(mode="after")
    def _comes_after(self) -> ActionTable:
        if self.triggered_by is not None and self.started < week_of(self.triggered_by).monday:
            raise ValueError(f"started {self.started} lies before the week {self.triggered_by} that led to it")
        return self


class ComplaintsTable(Table):
    """[[complaints]]: how many complained formally in a week."""

    week: WeekName
    n: int = Field(ge=0, le=1_000_000)


class StepTable(Table):
    """One step of a recovery."""

    at: Moment
    who: Who = ""
    note: Note = ""


class CaseTable(Table):
    """[[case]]: a failure, the five steps of making it good, and what the customer said of that."""

    opened: Moment
    reason: Line
    touchpoint: Touchpoint | None = None
    place: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)] | None = None
    apology: StepTable | None = None
    fix: StepTable | None = None
    empathy: StepTable | None = None
    atonement: StepTable | None = None
    follow_up: StepTable | None = None
    verdict: Said | Annotated[list[Said], Field(min_length=1, max_length=20)] | None = None
    """The customer's; of several, in the order in which they were said."""

    @model_validator(mode="after")
    def _runs_forwards(self) -> CaseTable:
        early = [key for key, step in self.steps().items() if step.at < self.opened]
        if early:
            raise ValueError(f"{early[0]} is earlier than opened")
        return self

    def steps(self) -> dict[str, StepTable]:
        """Those that were done, by their keys."""
        return {key: step for key in STEPS if (step := getattr(self, key)) is not None}


STEPS = {
    "apology": Step.APOLOGY, "fix": Step.URGENT_FIX, "empathy": Step.EMPATHY, "atonement": Step.ATONEMENT,
    "follow_up": Step.FOLLOW_UP,
}  # fmt: skip


class BookTable(Table):
    """A book."""

    assumptions: dict[Annotated[str, AfterValidator(_assumption)], AssumptionTable] = Field(default_factory=dict)
    money: MoneyTable | None = None
    belief: list[BeliefTable] = Field(default_factory=list)
    expectations: ByDimension = Field(default_factory=dict)
    standards: ByDimension = Field(default_factory=dict)
    action: list[ActionTable] = Field(default_factory=list)
    complaints: list[ComplaintsTable] = Field(default_factory=list)
    case: list[CaseTable] = Field(default_factory=list)
    word_of_mouth: Literal["both", "least", "most"] = "both"
    tags: list[File] = Field(default_factory=list, max_length=12)


def faults_between(content: Mapping[str, object]) -> Iterator[tuple[Place, str]]:
    """Those that show only between one entry and another, looked for in the raw file."""
    for key in ("belief", "complaints"):
        entries = content.get(key)
        seen: set[object] = set()
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            week = entry.get("week") if isinstance(entry, dict) else None
            if isinstance(week, str) and week in seen:
                yield (key, number, "week"), f"{week} stands twice, expected each week once"
            seen.add(week if isinstance(week, str) else None)
    assumed = content.get("assumptions")
    values = {
        name: float(value)
        for name, entry in (assumed.items() if isinstance(assumed, dict) else ())
        if isinstance(entry, dict) and isinstance(value := entry.get("value"), int | float) and value >= 0
    }
    whole = True
    for name, value in values.items():
        documented = getattr(DOCUMENTED, name, None)
        if documented is not None and ((documented.share and value > 1) or (name == "complaints_heard" and not value)):
            whole = False
            yield ("assumptions", name, "value"), f"must be a share above 0, up to 1, not {value:g}"
    try:
        known = {each.name for each in fields(Assumptions)}
        DOCUMENTED.changed({name: value for name, value in values.items() if name in known} if whole else {})
    except ValueError as error:
        yield ("assumptions",), str(error)
