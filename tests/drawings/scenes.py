"""What a picture is: a file's name, the picture, and the sentences that its figures come to."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.measure import Estimate
from kiosk.model import Language
from kiosk.report.telling import Kind, tell
from kiosk.report.telling.levels import Ends
from kiosk.report.telling.tell import Result
from kiosk.words import load_words
from tests.drawings.canvas import Canvas, Row

ENGLISH = load_words(Language("en"))


@dataclass(frozen=True)
class Scene:
    """One picture of docs/measures; each sentence stands word for word in docs/measures.md."""

    name: str
    canvas: Canvas
    said: tuple[str, ...]


def say(result: Result, kind: Kind | None = None, *, name: str = "", ends: Ends | None = None, before: str = "") -> str:
    """In English."""
    return tell(result, ENGLISH, kind=kind, name=name, ends=ends, before=before or None)


def hundred(name: str, figure: Estimate, *, hollow: bool = False) -> Row:
    """A share as a row of 100."""
    told = "–" if figure.estimate is None else f"{100 * figure.estimate:.0f} of 100 (n = {figure.n})"
    return Row(name, figure, told, hollow)


def scaled(name: str, figure: Estimate, *, hollow: bool = False, signed: bool = False) -> Row:
    """A mean or gap as a row."""
    told = "–" if figure.estimate is None else f"{figure.estimate:{'+' if signed else ''}.2f} (n = {figure.n})"
    return Row(name, figure, told.replace("-", "−"), hollow)
