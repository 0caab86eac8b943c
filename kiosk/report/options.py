"""After every reason: what shoppers picked of the survey's own options, and all scores."""

from __future__ import annotations

from itertools import groupby
from math import ceil
from typing import Final

from kiosk.report.charts import SMALL, TINY, share_bar, share_scale
from kiosk.report.flow import Block
from kiosk.report.own_data import Option, OwnQuestion, ScoreUnit
from kiosk.report.own_sentences import answered, prompt, score_name, score_scale, score_value
from kiosk.report.rows import Rows
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import Sheet

NOTES: Final = {
    ScoreUnit.MEAN: "method_scores_text",
    ScoreUnit.SHARE: "score_yes_text",
    ScoreUnit.NPS: "score_nps_text",
}
LABELS: Final = 0.42
BAR_LEFT: Final = 0.46
BAR_WIDTH: Final = 0.3


def option_blocks(sentences: Sentences, rows: Rows) -> list[Block]:
    """A part for each survey, in it one for each question, and after each face where it is put otherwise."""
    blocks: list[Block] = []
    for survey, group in groupby(sentences.data.questions, key=lambda question: question.survey):
        questions = list(group)
        title = sentences.asked(questions[0].title, survey)
        shares = [option.figure.high or 0.0 for question in questions for option in question.options]
        most = ceil(max(shares, default=1.0) * 10) / 10
        blocks.append(rows.title(title, sentences.words.say("options_what")))
        for question in questions:
            blocks += _question(sentences, rows, question, most, title)
    return blocks


def score_rows(sentences: Sentences, rows: Rows) -> list[Block]:
    """Every score by its question, and how its figures were made; nothing where there is none."""
    scores, say = sentences.data.scores, sentences.words.say
    if not scores:
        return []
    units = {score.unit for score in scores}
    return [
        rows.title(say("scores"), say("scores_what")),
        *(
            rows.row(score_name(sentences, score), score_scale(sentences, score), score_value(sentences, score),
                     sentences.wording.number(score.figure.n), section=say("scores"))
            for score in scores
        ),
        rows.term("", " ".join(say(note) for unit, note in NOTES.items() if unit in units)),
    ]  # fmt: skip


def _question(sentences: Sentences, rows: Rows, question: OwnQuestion, most: float, section: str) -> list[Block]:
    """The question, who answered it, and its options on bars from 0 to most."""
    about = answered(sentences, question)
    if not question.options:
        about = f"{about} · {sentences.words.say('options_few')}"
    heading = rows.heading(prompt(sentences, question), about, keep=bool(question.options), section=section)
    last = len(question.options) - 1
    return [
        heading,
        *(
            _option(sentences, rows, option, most, section, scale=number == last, keep=number < last)
            for number, option in enumerate(question.options)
        ),
    ]


def _option(
    sentences: Sentences, rows: Rows, option: Option, most: float, section: str, *, scale: bool, keep: bool
) -> Block:
    """One option: its words, its share on a bar, and in numbers; under the last one, what the bar's ends mean."""
    labels = rows.typesetter.lines(sentences.label(option), SMALL, rows.width * LABELS)
    figure = sentences.counted_share(option.figure)
    bar, width = rows.x + rows.width * BAR_LEFT, rows.width * BAR_WIDTH

    def draw(sheet: Sheet, y: float) -> None:
        sheet.paragraph(rows.x, y + 9, labels, SMALL)
        share_bar(sheet, bar, y + 6, width, option.figure, most)
        sheet.text(rows.x + rows.width, y + 9, figure, SMALL, align="right")
        if scale:
            share_scale(sheet, bar, y + height - 4, width, most)

    height = len(labels) * SMALL.leading + 2 + (TINY.leading + 2 if scale else 0.0)
    return Block(height, draw, keep=keep, section=section)
