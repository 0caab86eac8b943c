"""Some of the unhappy shoppers' comments for page one; all of them follow on their own pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.model import Language, Level
from kiosk.report.charts import TINY
from kiosk.report.data import ReportComment, ReportData
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import SOFT, Sheet
from kiosk.report.typeset import Line, Style, Typesetter

BODY: Final = Style(9.2, 13.4)
GUTTER: Final = 150.0
AFTER: Final = 4.0
LINE_LENGTH: Final = 300
"""More characters than a line takes."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A comment as it is printed: its day and what it named at the left, its words at the right."""

    about: Line
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """In points."""
        return len(self.lines) * BODY.leading + AFTER

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """At a first baseline."""
        sheet.line_of_text(x, y, self.about, SOFT)
        sheet.paragraph(x + GUTTER, y, self.lines, BODY, width=width - GUTTER)


def choose(data: ReportData, language: Language, most: int) -> list[ReportComment]:
    """Unhappy comments: first the report's language, then the most named reason, then other days, then the newest.

    No words twice while there are others; none that say nothing, none of a visit that looks like play.
    """
    top = data.unhappy_reasons[0].choice if data.unhappy_reasons else None
    left = [
        comment for comment in reversed(data.comments)
        if comment.level is Level.BAD and comment.flag is None and comment.suspect is None
    ]  # fmt: skip
    chosen: list[ReportComment] = []

    def rank(comment: ReportComment) -> tuple[bool, ...]:
        return (
            comment.text in {other.text for other in chosen},
            comment.language != language,
            top not in {reason.choice for reason in comment.reasons},
            comment.day in {other.day for other in chosen},
        )

    while left and len(chosen) < most:
        best = min(range(len(left)), key=lambda number: rank(left[number]))
        chosen.append(left.pop(best))
    return chosen


def fit_quotes(
    sentences: Sentences, typesetter: Typesetter, width: float, height: float, most: int, lines: int
) -> list[Quote]:
    """As many quotes as fit, of so many lines each."""
    quotes: list[Quote] = []
    for comment in choose(sentences.data, sentences.words.language, most):
        when = sentences.wording.day_and_hour(comment.day, comment.hour)
        about = " · ".join(filter(None, (when, sentences.named(comment))))
        text = " ".join(comment.text[: LINE_LENGTH * lines].split())
        quote = Quote(
            typesetter.fitted(about, TINY, GUTTER - 12),
            tuple(Typesetter(comment.language).lines(text, BODY, width - GUTTER, most=lines)),
        )
        height -= quote.height
        if height < 0:
            break
        quotes.append(quote)
    return quotes
