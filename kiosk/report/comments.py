"""All comments, the unhappy first, each in its own script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.model import Language, Level
from kiosk.report.charts import TINY, face
from kiosk.report.data import ReportComment
from kiosk.report.flow import Block
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import SOFT, Sheet
from kiosk.report.typeset import Line, Style, Typesetter

TITLE: Final = Style(15, 20, semibold=True)
GROUP: Final = Style(11, 16, semibold=True)
BODY: Final = Style(9.4, 14)
GUTTER: Final = 96.0
AFTER: Final = 6.0
WHOLE: Final = 18
"""A comment of no more lines than this, a third of a page, is never split over pages."""

SAYS_NOTHING: Final = 1
"""Lines for a comment that is a greeting or keys pressed at random."""


def comment_blocks(sentences: Sentences, x: float, width: float) -> list[Block]:
    """Headings and comments in the order they are printed; nothing where there are no comments."""
    comments = sentences.data.comments
    if not comments:
        return []
    typesetters: dict[Language, Typesetter] = {}
    several = len({comment.place for comment in comments}) > 1
    blocks = [_title(sentences.words.say("comments"), x)]
    for level in (*Level, None):
        group = [comment for comment in comments if comment.level is level]
        if group:
            title = sentences.level_title(level)
            blocks.append(_group_title(level, title, sentences.wording.number(len(group)), x))
            for comment in group:
                typesetter = typesetters.setdefault(comment.language, Typesetter(comment.language))
                place = comment.place if several else ""
                blocks += _comment(sentences, comment, typesetter, title, place, x, width)
    return blocks


def _title(text: str, x: float) -> Block:
    return Block(30, lambda sheet, y: _write(sheet, x, y + 18, text, TITLE), keep=True)


def _write(sheet: Sheet, x: float, y: float, text: str, style: Style) -> None:
    sheet.text(x, y, text, style)


def _group_title(level: Level | None, text: str, count: str, x: float) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        left = x
        if level is not None:
            face(sheet, x + 7.5, y + 17, 7.5, level)
            left += 22
        left += sheet.text(left, y + 21, text, GROUP) + 6
        sheet.text(left, y + 21, count, BODY, SOFT)

    return Block(36, draw, keep=True)


def _comment(
    sentences: Sentences, comment: ReportComment, typesetter: Typesetter, group: str, place: str, x: float,
    width: float,
) -> list[Block]:  # fmt: skip
    most = SAYS_NOTHING if comment.flag else None
    lines = typesetter.lines(comment.text.strip(" \t\r\n"), BODY, width - GUTTER, most=most)
    when = sentences.wording.day_and_hour(comment.day, comment.hour)
    named = " · ".join(filter(None, (sentences.mark(comment), place, sentences.named(comment))))
    last = len(lines) - 1
    blocks = [
        Block(
            BODY.leading + (AFTER if number == last and not named else 0.0),
            _draw_line(line, when if number == 0 else None, x, width),
            keep=(number < last and (last < WHOLE or number in (0, last - 1))) or (number == last and bool(named)),
            section=group,
        )
        for number, line in enumerate(lines)
    ]
    return [*blocks, _reasons(named, x, group)] if named else blocks


def _reasons(named: str, x: float, group: str) -> Block:
    """Where the shopper was and what was chosen before writing, small and grey under the words."""
    return Block(
        TINY.leading + AFTER, lambda sheet, y: _write_softly(sheet, x + GUTTER, y + 8, named), section=group
    )


def _write_softly(sheet: Sheet, x: float, y: float, text: str) -> None:
    sheet.text(x, y, text, TINY, SOFT)


def _draw_line(line: Line, when: str | None, x: float, width: float) -> Callable[[Sheet, float], None]:
    def draw(sheet: Sheet, y: float) -> None:
        if when is not None:
            sheet.text(x, y + 10, when, TINY, SOFT)
        left = x + (width - line.width if line.right_to_left else GUTTER)
        sheet.line_of_text(left, y + 10, line)

    return draw
