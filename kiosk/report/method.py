"""After the comments: every reason, imported scores, scales, method and definitions, in small print."""

from __future__ import annotations

from typing import Final

from kiosk.measure import FEWEST_SHOWN
from kiosk.report.charts import SMALL
from kiosk.report.data import Reason
from kiosk.report.definitions import definitions, scale_rule
from kiosk.report.flow import Block
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import INK, SOFT, Ink, Sheet
from kiosk.report.typeset import Line, Style, Typesetter

TITLE: Final = Style(12, 18, semibold=True)
TERM: Final = Style(8.2, 11.8, semibold=True)
TEXT: Final = Style(8.2, 11.8)
TERM_WIDTH: Final = 110.0


def method_blocks(sentences: Sentences, typesetter: Typesetter, x: float, width: float) -> list[Block]:
    """Everything after the comments."""
    data, words = sentences.data, sentences.words
    rows = _Rows(typesetter, x, width)
    blocks: list[Block] = []
    if data.unhappy_reasons or data.happy_reasons:
        heads = (words.say("named_by_unhappy"), words.say("named_by_happy"))
        blocks += [rows.title(words.say("every_reason")), rows.row("", *heads, colour=SOFT, keep=True)]
        blocks += [rows.row(*cells, section=words.say("every_reason")) for cells in _every_reason(sentences)]
    if data.scores:
        blocks += [rows.title(words.say("scores"), words.say("scores_what"))]
        blocks += [
            rows.row(score.aspect, score.scale, sentences.mean(score.figure), sentences.wording.number(score.figure.n),
                     section=words.say("scores"))
            for score in data.scores
        ]  # fmt: skip
        blocks.append(rows.term("", words.say("method_scores_text")))
    if data.scales:
        blocks.append(rows.title(words.say("scales")))
        blocks += [rows.term(sentences.scale_name(use), scale_rule(sentences, use)) for use in data.scales]
    blocks.append(rows.title(words.say("method")))
    blocks += [rows.term(term, text, section=words.say("method")) for term, text in definitions(sentences)]
    return blocks


def _every_reason(sentences: Sentences) -> list[tuple[str, str, str]]:
    data = sentences.data
    unhappy = {reason.choice: reason for reason in data.unhappy_reasons}
    happy = {reason.choice: reason for reason in data.happy_reasons}
    labels = {choice: sentences.label(reason) for choice, reason in (happy | unhappy).items()}

    def cell(reason: Reason | None, asked: int | None) -> str:
        if reason is None:
            return "–" if asked is None or asked < FEWEST_SHOWN else "0"
        return sentences.counted_share(reason.figure)

    return [
        (labels[choice], cell(unhappy.get(choice), data.unhappy.hits), cell(happy.get(choice), data.happy.hits))
        for choice in unhappy | happy
    ]


class _Rows:
    """Titles, table rows and terms on the page's grid."""

    def __init__(self, typesetter: Typesetter, x: float, width: float) -> None:
        self._typesetter = typesetter
        self._x = x
        self._width = width

    def title(self, text: str, what: str = "") -> Block:
        def draw(sheet: Sheet, y: float) -> None:
            right = sheet.text(self._x, y + 24, text, TITLE)
            sheet.text(self._x + right + 8, y + 24, what, TEXT, SOFT)

        return Block(34, draw, keep=True)

    def term(self, term: str, text: str, section: str | None = None) -> Block:
        terms = self._typesetter.lines(term, TERM, TERM_WIDTH - 12)
        lines = self._typesetter.lines(text, TEXT, self._width - TERM_WIDTH)

        def draw(sheet: Sheet, y: float) -> None:
            sheet.paragraph(self._x, y + 8.5, terms, TERM)
            sheet.paragraph(self._x + TERM_WIDTH, y + 8.5, lines, TEXT, width=self._width - TERM_WIDTH)

        return Block(max(len(terms), len(lines)) * TEXT.leading + 4, draw, section=section)

    def row(
        self, label: str, *cells: str, colour: Ink = INK, keep: bool = False, section: str | None = None
    ) -> Block:
        labels = self._typesetter.lines(label, SMALL, self._width * 0.45)
        columns: list[Line] = [self._typesetter.line(cell, SMALL) for cell in cells]
        step = self._width * 0.5 / max(1, len(columns))

        def draw(sheet: Sheet, y: float) -> None:
            sheet.paragraph(self._x, y + 9, labels, SMALL, colour)
            for number, line in enumerate(columns):
                sheet.line_of_text(self._x + self._width * 0.5 + step * (number + 1) - line.width, y + 9, line, colour)

        return Block(len(labels) * SMALL.leading + 2, draw, keep=keep, section=section)
