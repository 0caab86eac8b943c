"""After the comments: every reason, the survey's own questions, scores, scales, method and definitions."""

from __future__ import annotations

from kiosk.measure import FEWEST_SHOWN
from kiosk.report.data import Reason
from kiosk.report.definitions import definitions, scale_rule
from kiosk.report.flow import Block
from kiosk.report.options import option_blocks, score_rows
from kiosk.report.rows import Rows
from kiosk.report.sentences import Sentences
from kiosk.report.sheet import SOFT
from kiosk.report.typeset import Typesetter


def method_blocks(sentences: Sentences, typesetter: Typesetter, x: float, width: float) -> list[Block]:
    """Everything after the comments."""
    data, words = sentences.data, sentences.words
    rows = Rows(typesetter, x, width)
    blocks: list[Block] = []
    if data.unhappy_reasons or data.happy_reasons:
        heads = (words.say("named_by_unhappy"), words.say("named_by_happy"))
        blocks += [rows.title(words.say("every_reason")), rows.row("", *heads, colour=SOFT, keep=True)]
        blocks += [rows.row(*cells, section=words.say("every_reason")) for cells in _every_reason(sentences)]
    blocks += option_blocks(sentences, rows)
    blocks += score_rows(sentences, rows)
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

    def cell(reason: Reason | None, tapped: int | None, instead: int) -> str:
        if reason is None:
            return "–" if tapped is None or tapped - instead < FEWEST_SHOWN else "0"
        return sentences.counted_share(reason.figure)

    return [
        (
            labels[choice],
            cell(unhappy.get(choice), data.unhappy.hits, data.instead.unhappy),
            cell(happy.get(choice), data.happy.hits, data.instead.happy),
        )
        for choice in unhappy | happy
    ]
