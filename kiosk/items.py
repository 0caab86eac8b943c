"""What is asked in turns, a few shoppers each: items in several forms, and statements about the shop as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.model import Offered, QuestionId, Text
from kiosk.questions import ChoiceQuestion, Scale

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
"""SERVQUAL's five, in their usual order. A published survey may bring others."""
OFFER = QuestionId("quality.offer")
"""The question under which it is kept what a visit was offered, and how likely."""
IMPORTANCE = QuestionId("quality.importance")
"""Which of the five dimensions matters most: one choice."""


class Form(StrEnum):
    """How an item is asked. The first four are for shoppers; believed and target for the manager, audit for staff."""

    PERCEIVED = "perceived"
    """How it was."""
    DESIRED = "desired"
    """How it should be in a very good shop."""
    ADEQUATE = "adequate"
    """How it has to be at the least."""
    DIFFERENCE = "difference"
    """Compared with what was expected: much worse … much better."""
    BELIEVED = "believed"
    """What the manager believes that shoppers want (GAPS 1)."""
    TARGET = "target"
    """What the shop has set itself (GAPS 2)."""
    AUDIT = "audit"
    """How staff say that it is done (GAPS 3)."""

    @property
    def asked_of_shoppers(self) -> bool:
        """Whether the kiosk asks it."""
        return self in SHOPPERS_FORMS


SHOPPERS_FORMS = (Form.PERCEIVED, Form.DESIRED, Form.ADEQUATE, Form.DIFFERENCE)


class Statement(StrEnum):
    """What is asked of the shop as a whole; the value is the question's id."""

    VALUE = "quality.value"
    """Worth its price (item7)."""
    SATISFACTION = "quality.satisfaction"
    """item7."""
    RETURN = "quality.return"
    """Would come again (item7)."""
    RECOMMEND = "quality.recommend"
    """nps."""
    PROMISE = "quality.promise"
    """Was what we promised true (yes_no; GAPS 4)?"""
    OTHERS = "quality.others"
    """Compared with other shops like this (expected)."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One item in one form."""

    form: Form
    dimension: str
    item: str

    @property
    def question(self) -> QuestionId:
        """The id under which its answers are stored: perceived.reliability.on_time."""
        return QuestionId(f"{self.form}.{self.dimension}.{self.item}")

    @classmethod
    def of(cls, question: str) -> Cell | None:
        """The cell of a question's id; None for the id of anything else."""
        parts = question.split(".")
        if len(parts) != 3 or parts[0] not in Form.__members__.values():
            return None
        return cls(Form(parts[0]), parts[1], parts[2])


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One scale of an item screen. question is the id that its answer is stored under; the ends name its points."""

    question: QuestionId
    label: Text
    scale: Scale
    low: Text
    high: Text


@dataclass(frozen=True, slots=True)
class ItemsQuestion:
    """One or two scales under one heading, on one screen; each tap is an answer of its own."""

    id: QuestionId
    prompt: Text
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one visit is asked instead of its reasons, and what is kept about that."""

    offered: Offered
    question: ItemsQuestion | ChoiceQuestion

