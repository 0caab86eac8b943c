"""Small things that several tests of the core are made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.flow import Now
from kiosk.model import Answer, Language, Level, QuestionId, Rated, Value, VisitId
from kiosk.survey import load_survey

DATA = Path(__file__).resolve().parents[1] / "data"
SURVEY = load_survey(DATA / "four_languages.toml")
EN, KO = Language("en"), Language("ko")
FACES, REASONS, COMMENT = (question.id for question in SURVEY.questions[:3])
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
"""A Monday."""


def now(seconds: float = 0.0) -> Now:
    """Both clocks, so many seconds after noon."""
    return Now(1000.0 + seconds, NOON + timedelta(seconds=seconds))


def answer(
    value: Value, question: QuestionId | None = None, visit: str = "v1", revision: int = 0, at: datetime = NOON
) -> Answer:
    """An English answer; to the faces where nothing else is said."""
    return Answer(VisitId(visit), question or FACES, revision, EN, at, value)


def rated(level: int, visit: str = "v1", at: datetime = NOON) -> Answer:
    """A tapped face."""
    return answer(Rated(Level(level)), visit=visit, at=at)
