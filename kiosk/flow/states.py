"""What the shopper's screens show, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from kiosk.comfort import MORE_TIME_FACTOR, Comfort
from kiosk.flow.asking import Asked, asked
from kiosk.items import ItemsQuestion, Plan
from kiosk.model import (
    Answer,
    ChoiceId,
    Chose,
    Contacted,
    Language,
    Level,
    Numbered,
    Picked,
    QuestionId,
    Rated,
    Scored,
    Value,
    VisitId,
)
from kiosk.questions import CommentQuestion, ContactQuestion, Survey

SCREENS_UNASKED = 3
"""Questions in a row that nobody has asked for; more than three collapse completion."""

WAITING_LIMIT = 1000
"""Answers that wait in memory at most while the disk refuses them: some days of a busy shop, under 10 MB."""


@dataclass(frozen=True, slots=True)
class Timings:
    """Every time-out of the shopper's screens, in seconds; and how many answers may wait for the disk."""

    still_there_after: float = 30.0
    """Without a touch on a question, before the warning."""
    still_there_after_writing: float = 60.0
    """The same on the comment sheet, where people stop to think."""
    still_there_after_contact: float = 20.0
    """The same while an address stands on the screen, where a queue could read it."""
    warning_lasts: float = 20.0
    """From the warning to the reset; at least 20 s so that everybody can answer it."""
    language_returns_after: float = 30.0
    """On the idle screen, before the store's own language and looks come back."""
    thanks_lasts: float = 5.0
    number_lasts: float = 20.0
    """The thanks that show a number to note down, or an address, masked."""
    undo_lasts: float = 5.0
    """After the rating, to correct a mis-tap."""
    cleaning_lasts: float = 30.0
    awake_lasts: float = 60.0
    """Outside the opening hours, from the last touch until the screen sleeps again."""
    retry_every: float = 3.0
    """Between attempts to save while the disk refuses."""
    slow_after: float = 2.0
    """Without a word from the disk, before the shopper is told that it takes a while."""
    trouble_lasts: float = 20.0
    """Of waiting for the disk with the shopper; then the answer waits without them."""
    kept_lasts: float = 10.0
    """The screen that says that an answer is not stored yet."""
    waiting_limit: int = WAITING_LIMIT


@dataclass(frozen=True, slots=True)
class Now:
    """One reading of both clocks: steady seconds for time-outs, aware local time for the record."""

    steady: float
    wall: datetime


class Stage(Enum):
    """What the screen shows; IDLE is the first question, waiting for anybody."""

    IDLE = auto()
    ASKING = auto()
    THANKS = auto()
    KEPT = auto()
    """The visit is over and its answers wait in memory; nobody is thanked."""
    ASLEEP = auto()
    CLEANING = auto()


class Heading(Enum):
    """Where the shopper is on the way to while the last tap is being committed."""

    NEXT = auto()
    END = auto()
    HOME = auto()


class Due(Enum):
    """What happens at a state's deadline."""

    HOME_RETURNS = auto()
    """The store's own language and looks, on the idle screen."""
    SLEEP = auto()
    WARNING = auto()
    RESET = auto()
    TROUBLE = auto()
    """The disk is slow: say so."""
    KEPT = auto()
    """The shopper has waited for the disk long enough."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The one time-out that a state waits for; at is in steady seconds."""

    at: float
    due: Due


def always(_: datetime) -> bool:
    """A shop that never closes."""
    return True


@dataclass(frozen=True, slots=True)
class Home:
    """What every visit begins with: the store's own language, looks and opening hours."""

    language: Language
    comfort: Comfort = field(default_factory=Comfort)
    is_open: Callable[[datetime], bool] = always


def home_language(survey: Survey, home: Home) -> Language:
    """The store's language, or the survey's first where it is not in it."""
    return home.language if home.language in survey.languages else survey.languages[0]


@dataclass(frozen=True, slots=True)
class State:
    """All that the screens show and all that is needed to go on."""

    survey: Survey
    home: Home
    language: Language
    comfort: Comfort
    timings: Timings
    visit: VisitId | None = None
    plan: Plan | None = None
    stage: Stage = Stage.IDLE
    position: int = 0
    shown: int = 1
    """Questions shown in a row without the shopper asking for more."""
    answers: Mapping[QuestionId, Value] = field(default_factory=dict)
    revisions: Mapping[QuestionId, int] = field(default_factory=dict)
    unsaved: tuple[Answer, ...] = ()
    """This visit's answers that are not on the disk, oldest first."""
    backlog: tuple[Answer, ...] = ()
    """Those of visits that ended without thanks, all older; nothing leaves it but by Saved."""
    under_way: bool = False
    """Whether the writer has the oldest of them."""
    retry_at: float | None = None
    """When the oldest is tried again, in steady seconds."""
    shut: bool = False
    """Whether there is no database that could take an answer."""
    leaving: Heading | None = None
    trouble: bool = False
    deadline: Deadline | None = None
    undo_until: float | None = None
    writing: bool = True
    upcoming: Survey | None = None

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The visit's questions: the survey's, but what was planned for it instead of the first reasons."""
        return asked(self.survey, self.plan)

    @property
    def question(self) -> Asked:
        """The question on the screen, or the last one shown."""
        return self.asked[self.position]

    @property
    def level(self) -> Level | None:
        """The level of the headline rating of this visit."""
        value = self.answers.get(self.survey.questions[0].id)
        return value.level if isinstance(value, Rated | Scored) else None

    @property
    def point(self) -> int | None:
        """What is tapped on the scale on the screen."""
        match self.answers.get(self.question.id):
            case Rated(level=level):
                return int(level)
            case Scored(number=number):
                return int(number)
            case _:
                return None

    @property
    def chosen(self) -> tuple[ChoiceId, ...]:
        """The options chosen on the screen."""
        value = self.answers.get(self.question.id)
        return value.choices if isinstance(value, Chose | Picked) else ()

    @property
    def picks(self) -> Mapping[QuestionId, int]:
        """What is tapped in each row of the item screen."""
        rows = self.question.rows if isinstance(self.question, ItemsQuestion) else ()
        given = ((row.question, self.answers.get(row.question)) for row in rows)
        return {question: int(value.number) for question, value in given if isinstance(value, Scored)}

    @property
    def correcting(self) -> bool:
        """Whether the rating is being given anew after a mis-tap."""
        return self.stage is Stage.ASKING and self.position == 0

    @property
    def left_behind(self) -> Contacted | Numbered | None:
        """The address or number of this visit."""
        return next((value for value in self.answers.values() if isinstance(value, Contacted | Numbered)), None)

    @property
    def waiting(self) -> tuple[Answer, ...]:
        """Every answer that is not known to be on the disk, in the order of the taps."""
        return self.backlog + self.unsaved

    @property
    def room(self) -> int:
        """How many further answers may wait."""
        return self.timings.waiting_limit - len(self.backlog) - len(self.unsaved)

    @property
    def unavailable(self) -> bool:
        """Whether nobody can begin: what they tap could neither be stored nor kept."""
        return self.stage is Stage.IDLE and (self.shut or self.room < 1)

    @property
    def failing(self) -> bool:
        """Whether the disk was last heard to refuse, or is slow, with something waiting for it."""
        return self.trouble or bool(self.backlog)

    @property
    def warned(self) -> bool:
        """Whether "still there?" is on the screen."""
        return self.stage is Stage.ASKING and self.deadline is not None and self.deadline.due is Due.RESET

    @property
    def at_home(self) -> bool:
        """Whether language and looks are the store's own."""
        return self.language == home_language(self.survey, self.home) and self.comfort == self.home.comfort

    @property
    def next_moment(self) -> float | None:
        """When the clock is to be looked at again, in steady seconds."""
        moments = [self.undo_until, self.retry_at, self.deadline.at if self.deadline else None]
        return min((moment for moment in moments if moment is not None), default=None)

    def seconds(self, usual: float) -> float:
        """How long something waits for this shopper."""
        return usual * (MORE_TIME_FACTOR if self.comfort.more_time else 1.0)

    def following(self) -> int | None:
        """The position of the next question that is to be asked; None where there is none."""
        for position in range(self.position + 1, len(self.survey.questions)):
            question = self.survey.questions[position]
            if isinstance(question, CommentQuestion | ContactQuestion) and not self.writing:
                continue
            # What stands in another question's place is asked where that one would have been.
            if all(condition.holds(self.answers) for condition in question.show_if):
                return position
        return None
