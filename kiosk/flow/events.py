"""What happens to a visit, and what it asks of the world."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.comfort import Comfort
from kiosk.flow.states import Now
from kiosk.items import Plan
from kiosk.model import Answer, ChoiceId, Language, QuestionId, VisitId
from kiosk.questions import Survey


@dataclass(frozen=True, slots=True)
class Prepared:
    """A fresh id for the next visit, and what it is asked instead of its reasons.

    With the id that is there already, and before the first tap, it brings another plan.
    """

    now: Now
    visit: VisitId
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class ScaleTapped:
    """A point of the scale on the screen was tapped: a face, a star, a number."""

    now: Now
    point: int


@dataclass(frozen=True, slots=True)
class ChoiceTapped:
    """An option was tapped: chosen, or taken back; where only one may be chosen, it leads on."""

    now: Now
    choice: ChoiceId


@dataclass(frozen=True, slots=True)
class ItemTapped:
    """A point in one row of an item screen was tapped; question is the row's."""

    now: Now
    question: QuestionId
    point: int


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
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContactSent:
    """The shopper agrees to the wording on the screen and leaves an address."""

    now: Now
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NumberTaken:
    """The shopper takes a number away instead of leaving an address."""

    now: Now


@dataclass(frozen=True, slots=True)
class UndoTapped:
    """The rating was a mis-tap."""

    now: Now


@dataclass(frozen=True, slots=True)
class MoreTapped:
    """On the thanks screen: the questions that are left."""

    now: Now


@dataclass(frozen=True, slots=True)
class LanguageTapped:
    """Another language was chosen."""

    now: Now
    language: Language


@dataclass(frozen=True, slots=True)
class ComfortChosen:
    """The shopper wants the screen otherwise."""

    now: Now
    comfort: Comfort


@dataclass(frozen=True, slots=True)
class WritingPossible:
    """Whether a keyboard fits on the screen as it is now; where it does not, nothing is asked that needs one."""

    now: Now
    possible: bool


@dataclass(frozen=True, slots=True)
class CleaningStarted:
    """Staff want to wipe the screen."""

    now: Now


@dataclass(frozen=True, slots=True)
class SurveyOffered:
    """From the next visit on, another survey is to be asked."""

    survey: Survey


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
    """The environment refused the answer; whether anything of it is on the disk is not known."""

    now: Now
    answer: Answer


@dataclass(frozen=True, slots=True)
class LeaveTapped:
    """The shopper does not wait until the disk takes the answer."""

    now: Now


@dataclass(frozen=True, slots=True)
class StoreFound:
    """Whether there is a database that answers can go into at all; a damaged one does not heal by itself."""

    now: Now
    usable: bool


Event = (
    Prepared
    | ScaleTapped
    | ChoiceTapped
    | ItemTapped
    | NextTapped
    | FinishTapped
    | CommentSent
    | ContactSent
    | NumberTaken
    | UndoTapped
    | MoreTapped
    | LanguageTapped
    | ComfortChosen
    | WritingPossible
    | CleaningStarted
    | SurveyOffered
    | StartOverTapped
    | Touched
    | Ticked
    | Saved
    | SaveFailed
    | LeaveTapped
    | StoreFound
)


@dataclass(frozen=True, slots=True)
class Save:
    """Commit this answer, then send Saved or SaveFailed. There is never more than one under way."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class PrepareVisit:
    """Make an id for the next visit and send Prepared."""


@dataclass(frozen=True, slots=True)
class ForgetInput:
    """Leave nothing of this visit in any field or keyboard: text, pre-edit, candidates, layout."""


@dataclass(frozen=True, slots=True)
class UseSurvey:
    """All answers from here on belong to this survey."""

    survey: Survey


@dataclass(frozen=True, slots=True)
class Sleep:
    """Switch the display off."""


@dataclass(frozen=True, slots=True)
class Wake:
    """Switch it on."""


Effect = Save | PrepareVisit | ForgetInput | UseSurvey | Sleep | Wake
