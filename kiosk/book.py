"""The manager's book: what was believed and aimed at, what was done, who complained, and which figures to assume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from kiosk.book_tables import HOURS, STEPS, ActionTable, BookTable, CaseTable, faults_between, week_of
from kiosk.measure.assumptions import DOCUMENTED, Assumed, Assumptions
from kiosk.measure.recovery import Case, Step
from kiosk.measure.word_of_mouth import Figures
from kiosk.model import ChoiceId, Language, Text, Week
from kiosk.site_hours import WEEKDAYS
from kiosk.tomlfile import load_table, read_toml
from kiosk.words import REFERENCE


class Decision(StrEnum):
    """What becomes of an action once its effect has been looked at."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Money:
    """What a purchase is worth on average, in a currency (ISO 4217), and how often a customer comes in a year."""

    basket: float
    visits_a_year: float
    currency: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something done about a complaint. hours and weekdays (1 Monday … 7 Sunday) are those that it touches.

    triggered_by is the week whose figures led to it, which no comparison may start from.
    """

    name: Text
    touchpoint: ChoiceId | None
    hours: frozenset[int]
    weekdays: frozenset[int]
    triggered_by: Week | None
    started: date
    decision: Decision | None

    def touches(self, weekday: int, hour: int) -> bool:
        """Whether an hour of a weekday is one that the action is for."""
        return weekday in self.weekdays and hour in self.hours


@dataclass(frozen=True, slots=True)
class StepNote:
    """Who did a step of a recovery, and what is noted about it."""

    who: str
    note: str


@dataclass(frozen=True, slots=True)
class BookCase:
    """A failure and its recovery; notes are by step, of those that were done."""

    case: Case
    reason: str
    notes: Mapping[Step, StepNote] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """Everything in the book. Shares are fractions of 1; expectations and standards are 1 to 7, by dimension."""

    assumptions: Assumptions = DOCUMENTED
    money: Money | None = None
    beliefs: Mapping[Week, float] = field(default_factory=dict)
    """The guessed share of excellent."""
    expectations: Mapping[str, float] = field(default_factory=dict)
    """What the manager believes that shoppers want."""
    standards: Mapping[str, float] = field(default_factory=dict)
    """What the shop has set itself."""
    actions: tuple[Action, ...] = ()
    """The one that was begun last comes first."""
    complaints: Mapping[Week, int] = field(default_factory=dict)
    """Formal ones, by letter, form or telephone; never taps."""
    cases: tuple[BookCase, ...] = ()
    """The oldest first."""
    word_of_mouth: Figures = Figures.BOTH
    """Whose figures are used where the documents differ."""
    tags: tuple[Path, ...] = ()
    """Files with tag sets of the shop's own."""


def load_book(path: Path) -> Book:
    """The book in a file. Raises BadInputError that lists every fault."""
    table = load_table(path, BookTable, None, faults_between(read_toml(path)))
    actions = sorted(map(_action, table.action), key=lambda action: action.started, reverse=True)
    cases = [_case(number, each) for number, each in enumerate(table.case, start=1)]
    return Book(
        assumptions=_assumptions({name: (own.value, own.source) for name, own in table.assumptions.items()}),
        money=Money(**table.money.model_dump()) if table.money else None,
        beliefs={week_of(each.week): each.excellent / 100 for each in table.belief},
        expectations=table.expectations,
        standards=table.standards,
        actions=tuple(actions),
        complaints={week_of(each.week): each.n for each in table.complaints},
        cases=tuple(sorted(cases, key=lambda each: each.case.opened)),
        word_of_mouth=Figures(table.word_of_mouth),
        tags=tuple(path.parent / name for name in table.tags),
    )


def read_book(path: Path | None) -> Book:
    """The book of a site; an empty one where it has none."""
    return Book() if path is None else load_book(path)


def _assumptions(own: Mapping[str, tuple[float, str]]) -> Assumptions:
    changed = DOCUMENTED.changed({name: value for name, (value, _) in own.items()})
    sources: dict[str, Assumed] = {
        name: replace(getattr(changed, name), source=source) for name, (_, source) in own.items()
    }
    return replace(changed, **sources)


def _action(table: ActionTable) -> Action:
    spans = [found for text in table.hours if (found := HOURS.fullmatch(text))]
    return Action(
        name={Language(REFERENCE): table.name} if isinstance(table.name, str) else _text(table.name),
        touchpoint=ChoiceId(table.touchpoint) if table.touchpoint else None,
        hours=frozenset(hour for span in spans for hour in range(int(span[1]), int(span[2]))),
        weekdays=frozenset(WEEKDAYS.index(day) + 1 for day in table.weekdays),
        triggered_by=week_of(table.triggered_by) if table.triggered_by else None,
        started=table.started,
        decision=Decision(table.decision) if table.decision else None,
    )


def _case(number: int, table: CaseTable) -> BookCase:
    said = [table.verdict] if isinstance(table.verdict, str) else table.verdict or []
    # Nobody notes at which minute: the order is what counts.
    last = max([table.opened, *(step.at for step in table.steps().values())])
    verdicts = tuple((last + timedelta(microseconds=n), each == "solved") for n, each in enumerate(said))
    case = Case(
        str(number), table.opened, {STEPS[key]: step.at for key, step in table.steps().items()}, verdicts,
        table.touchpoint, table.place,
    )  # fmt: skip
    return BookCase(
        case, table.reason, {STEPS[key]: StepNote(step.who, step.note) for key, step in table.steps().items()}
    )


def _text(texts: Mapping[str, str]) -> Text:
    return {Language(code): text for code, text in texts.items()}
