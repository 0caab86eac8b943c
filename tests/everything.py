"""A survey that asks everything there is to ask, in every language: for walks over all screens."""

from __future__ import annotations

from dataclasses import replace

from kiosk.assets import SURVEYS
from kiosk.model import Level, QuestionId
from kiosk.questions import (
    ChoiceQuestion,
    CommentQuestion,
    ContactQuestion,
    Question,
    Scale,
    ScaleQuestion,
    Survey,
)
from kiosk.survey import load_survey

CHECKOUT = load_survey(SURVEYS / "checkout.toml")
READY = tuple(load_survey(path) for path in sorted(SURVEYS.glob("*.toml")))


def _first(kind: type[Question]) -> Question | None:
    return next((each for survey in READY for each in survey.questions if isinstance(each, kind)), None)


def everything() -> Survey:
    """Faces, reasons and a comment; behind "more" all other scales, one of several options, and a contact."""
    reasons = next(each for each in CHECKOUT.questions if isinstance(each, ChoiceQuestion))
    prompt = {None: CHECKOUT.headline.prompt[None]}
    scales = [ScaleQuestion(QuestionId(scale.value), prompt, scale) for scale in Scale if scale is not Scale.FACES]
    single = replace(
        reasons, id=QuestionId("single"), prompt=prompt, choices={None: reasons.offered(Level.BAD)},
        multiple=False, touchpoints=False,
    )  # fmt: skip
    comment = next(each for each in CHECKOUT.questions if isinstance(each, CommentQuestion))
    contact = _first(ContactQuestion)
    text = prompt[None]
    asked = contact if isinstance(contact, ContactQuestion) else ContactQuestion(QuestionId("contact"), prompt, text, 1)
    asked = replace(asked, id=QuestionId("contact"), show_if=())
    questions = (CHECKOUT.headline, reasons, comment, *scales, single, asked)
    return replace(CHECKOUT, id="everything", questions=questions)
