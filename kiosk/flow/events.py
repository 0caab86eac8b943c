"""What happens to a visit, and what it asks of the world."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.flow.states import Now
from kiosk.model import Answer, ChoiceId, Language, Level, VisitId


@dataclass(frozen=True, slots=True)
class Prepared:
    """A fresh id for the next visit."""

    now: Now
    visit: VisitId


@dataclass(frozen=True, slots=True)
class FaceTapped:
    """A face was tapped."""

    now: Now
    level: Level


@dataclass(frozen=True, slots=True)
class ChoiceTapped:
    """A touchpoint was tapped: chosen, or taken back."""

    now: Now
    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class NextTapped:
    """On to the next question, with this one answered or skipped; on the thanks screen, away."""

    now: Now


@dataclass(frozen=True, slots=True)
class FinishTapped:
    """That was all: to the thanks, past whatever is left."""

    now: Now


@dataclass(frozen=True, slots=True)
class CommentSent:
    """The comment was sent."""

    now: Now
    text: str


@dataclass(frozen=True, slots=True)
class LanguageTapped:
    """Another language was chosen."""

    now: Now
    language: Language


@dataclass(frozen=True, slots=True)
class StartOverTapped:
    """The shopper wants to leave; what was saved stays."""

    now: Now


@dataclass(frozen=True, slots=True)
class Touched:
    """Any sign of life: a touch, a key of the keyboard, "I'm still here"."""

    now: Now


@dataclass(frozen=True, slots=True)
class Ticked:
    """A deadline may have passed."""

    now: Now


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer is committed."""

    now: Now
    answer: Answer


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """The environment refused the answer; nothing of it is on the disk."""

    now: Now
    answer: Answer


@dataclass(frozen=True, slots=True)
class RetryTapped:
    """The shopper asks to try saving again."""

    now: Now


Event = (
    Prepared
    | FaceTapped
    | ChoiceTapped
    | NextTapped
    | FinishTapped
    | CommentSent
    | LanguageTapped
    | StartOverTapped
    | Touched
    | Ticked
    | Saved
    | SaveFailed
    | RetryTapped
)


@dataclass(frozen=True, slots=True)
class Save:
    """Commit this answer, then send Saved or SaveFailed."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class PrepareVisit:
    """Make an id for the next visit and send Prepared."""


@dataclass(frozen=True, slots=True)
class ForgetInput:
    """Leave nothing of this visit in any field or keyboard: text, pre-edit, candidates, layout."""


Effect = Save | PrepareVisit | ForgetInput
