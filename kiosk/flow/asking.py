"""Which questions a visit is asked: the survey's, or what its turn brings instead of the reasons."""

from __future__ import annotations

from kiosk.items import ItemsQuestion, Plan
from kiosk.questions import ChoiceQuestion, Question, Survey

Asked = Question | ItemsQuestion


def asked(survey: Survey, plan: Plan | None) -> tuple[Asked, ...]:
    """The visit's questions, as many as the survey has: the plan's one stands where the first about touchpoints would.

    A survey without such a question is asked as it is.
    """
    about_touchpoints = (isinstance(each, ChoiceQuestion) and each.touchpoints for each in survey.questions)
    reasons = next((place for place, is_one in enumerate(about_touchpoints) if is_one), None)
    if plan is None or reasons is None:
        return survey.questions
    return (*survey.questions[:reasons], plan.question, *survey.questions[reasons + 1 :])
