"""What the shopper's screens show, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from kiosk.model import Answer, ChoiceId, Chose, Language, Level, Question, QuestionId, Rated, Survey, Value, VisitId


@dataclass(frozen=True, slots=True)
class Timings:
    """Every time-out of the shopper's screens, in seconds."""

    still_there_after: float = 30.0
    """Without a touch on a question, before the warning."""
    still_there_after_writing: float = 60.0
    """The same on the comment sheet, where people stop to think."""
    warning_lasts: float = 20.0
    """From the warning to the reset; at least 20 s so that everybody can answer it."""
    language_returns_after: float = 30.0
    """On the idle screen, before the store's own language comes back."""
    thanks_lasts: float = 5.0
    retry_every: float = 3.0
    """Between attempts to save while the disk refuses."""


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


class Heading(Enum):
    """Where the shopper is on the way to while the last tap is being committed."""

    NEXT = auto()
    END = auto()
    HOME = auto()


class Due(Enum):
    """What happens at a state's deadline."""

    LANGUAGE_RETURNS = auto()
    WARNING = auto()
    RESET = auto()
    RETRY = auto()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The one time-out that a state waits for; at is in steady seconds."""

    at: float
    due: Due


@dataclass(frozen=True, slots=True)
class State:
    """All that the screens show and all that is needed to go on."""

    survey: Survey
    home: Language
    language: Language
    timings: Timings
    visit: VisitId | None = None
    stage: Stage = Stage.IDLE
    position: int = 0
    answers: Mapping[QuestionId, Value] = field(default_factory=dict)
    revisions: Mapping[QuestionId, int] = field(default_factory=dict)
    unsaved: tuple[Answer, ...] = ()
    leaving: Heading | None = None
    trouble: bool = False
    deadline: Deadline | None = None

    @property
    def question(self) -> Question:
        """The question on the screen, or the last one shown."""
        return self.survey.questions[self.position]

    @property
    def level(self) -> Level | None:
        """The face tapped in this visit."""
        value = self.answers.get(self.survey.questions[0].id)
        return value.level if isinstance(value, Rated) else None

    @property
    def chosen(self) -> tuple[ChoiceId, ...]:
        """The touchpoints chosen on the screen."""
        value = self.answers.get(self.question.id)
        return value.choices if isinstance(value, Chose) else ()

    @property
    def warned(self) -> bool:
        """Whether "still there?" is on the screen."""
        return self.stage is Stage.ASKING and self.deadline is not None and self.deadline.due is Due.RESET
