"""Staff: what to practise and what to be proud of, what they think themselves, and how failures were made good."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.measure.estimate import Estimate
from kiosk.measure.recovery import RecoverySummary, Step
from kiosk.report.charts import SMALL
from kiosk.report.data import ReportComment
from kiosk.report.flow import Block
from kiosk.report.quality.grid import Figure, Grid, sentence, title
from kiosk.report.rows import Rows
from kiosk.report.sheet import FAINT, INK, SOFT, WHITE, Sheet
from kiosk.report.shop.data import CaseFigures
from kiosk.report.shop.told import Told
from kiosk.report.typeset import Line, Typesetter

STAFF: Final = "staff"
"""The touchpoint that praise is about."""
PRAISE: Final = 3
PRAISE_LINES: Final = 2
COACHING: Final = 4
CASES: Final = 6
STATEMENTS: Final = ("purpose", "different", "valued", "able", "values", "step_before")
"""Whose words we have, in the order in which they are told; any other is told by its name, after them."""


def staff_blocks(told: Told, rows: Rows) -> list[Block]:
    """For the staff room: kind words first, then what is worth practising; on one page, to be cut out."""
    praise, coaching = _praise(told, rows), _coaching(told, rows)
    if not praise and not coaching:
        return []
    blocks = [title(rows, told.say("staff"), told.say("staff_what")), *praise, *coaching]
    return [*(replace(block, keep=True) for block in blocks[:-1]), blocks[-1]]


def _praise(told: Told, rows: Rows) -> list[Block]:
    """What happy shoppers who named the staff wrote, the longest first; no play, no greetings."""
    kind = [
        comment for comment in told.sentences.data.comments
        if comment.level is not None and comment.level.happy and not comment.flag and not comment.suspect
        and any(reason.choice == STAFF for reason in comment.reasons)
    ]  # fmt: skip
    kind.sort(key=lambda comment: (-len(comment.text), comment.day, comment.text))
    once = {comment.text: comment for comment in reversed(kind)}
    shown = [comment for comment in kind if once[comment.text] is comment][:PRAISE]
    return [_quote(told, rows, comment, Typesetter(comment.language)) for comment in shown]


def _quote(told: Told, rows: Rows, comment: ReportComment, typesetter: Typesetter) -> Block:
    lines = typesetter.lines(" ".join(comment.text.split()), SMALL, rows.width - 96, most=PRAISE_LINES)
    when = told.sentences.wording.day_and_hour(comment.day, comment.hour)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(rows.x, y + 9, when, SMALL, SOFT)
        sheet.paragraph(rows.x + 96, y + 9, lines, SMALL, width=rows.width - 96)

    return Block(len(lines) * SMALL.leading + 3, draw, section=told.say("staff"))


def _coaching(told: Told, rows: Rows) -> list[Block]:
    """What staff were trained in and what they need, the lowest first."""
    if not told.shop.coaching:
        return []
    grid = Grid(rows, 0.5, (0.86, 1.0))
    blocks = [grid.head([told.say("coaching_mean"), told.say("coaching_n")])]
    for name, tag in told.shop.coaching[:COACHING]:
        row = told.shop.tags[name].tags[tag]
        mean = row.unhappy.mean
        blocks.append(grid.row(told.text(row.name), [Figure(told.decimal(mean)), Figure(told.number(mean.n))]))
    return [*blocks, sentence(rows, told.say("coaching_text"))]


def pulse_blocks(told: Told, rows: Rows) -> list[Block]:
    """What staff agree with; apart from all that shoppers said."""
    if not told.shop.pulse:
        return []
    section = told.say("pulse")
    grid = Grid(rows, 0.56, (0.76, 0.92, 1.0))
    blocks = [
        title(rows, section, told.say("pulse_what")),
        grid.head([told.say("pulse_agree"), told.say("pulse_mean"), told.say("pulse_n")]),
    ]  # fmt: skip
    known = [statement for statement in STATEMENTS if statement in told.shop.pulse]
    for statement in (*known, *(each for each in told.shop.pulse if each not in STATEMENTS)):
        figures = told.shop.pulse[statement]
        label = told.say(f"pulse_{statement}") if statement in STATEMENTS else statement
        cells = (told.share(figures.agree), told.decimal(figures.mean), told.number(figures.agree.n))
        blocks.append(grid.row(label, [Figure(cell) for cell in cells], section=section))
    return [*blocks, sentence(rows, told.say("pulse_text"), soft=True)]


def recovery_blocks(told: Told, rows: Rows) -> list[Block]:
    """How failures were made good: counts, time to an apology, and the cases that need somebody."""
    recovery = told.shop.recovery
    if recovery is None:
        return []
    summary, section = recovery.summary, told.say("recovery")
    good_for_bad = told.shop.assumptions.good_for_one_bad
    again = len({*summary.failed_again, *summary.same_again})
    terms = [
        ("recovery_cases", _cases(told, summary)),
        ("recovery_apology", told.say(
            "recovery_apology_text", time=_time(told, summary.time_to_apology),
            done=told.share(summary.steps[Step.APOLOGY].done), n=told.number(summary.cases),
        ) if summary.time_to_apology.estimate is not None else told.say("recovery_apology_few")),
        ("recovery_good", told.say(
            "recovery_good_text", times=f"{good_for_bad.value:g}", source=told.source(good_for_bad),
            needed=told.count(summary.good_services_needed),
        )),
    ]  # fmt: skip
    blocks = [title(rows, section, told.say("recovery_what"))]
    blocks += [rows.term(told.say(term), text, section=section) for term, text in terms]
    if again:
        text = told.say("recovery_again_text", n=told.number(again))
        blocks.append(rows.term(told.say("recovery_again"), text, section=section))
    return [*blocks, *(_case(told, rows, case) for case in recovery.cases[:CASES])]


def _cases(told: Told, summary: RecoverySummary) -> str:
    """How many there were, and of how many customers said that it was made good; as a share once there are enough."""
    text = told.sentences.count(
        "shop_recovery_cases_text", summary.cases, open=told.number(summary.open),
        solved=told.number(summary.cases - summary.open),
    )  # fmt: skip
    share = told.say("recovery_share", closed=told.share(summary.closed)) if summary.closed.estimate is not None else ""
    return told.joined(text, share)


def _time(told: Told, hours: Estimate) -> str:
    """In minutes where it is less than two hours."""
    if (hours.estimate or 0.0) >= 2:
        return told.say("hours", n=told.decimal(hours))
    low, high = (None if end is None else end * 60 for end in (hours.low, hours.high))
    return told.say("minutes", n=told.count(replace(hours, estimate=(hours.estimate or 0.0) * 60, low=low, high=high)))


def _case(told: Told, rows: Rows, case: CaseFigures) -> Block:
    """A case in a line: when, five dots for five steps, what for, and what the customer said."""
    when = told.sentences.wording.dated(case.opened.date())
    marks = [
        told.say("case_open") if not case.closed else told.say("case_solved"),
        *([told.say("case_failed")] if case.failed_again else []),
        *([told.say("case_same")] if case.same_again else []),
    ]  # fmt: skip
    mark: Line = rows.typesetter.line(" · ".join(marks), SMALL)
    reason = rows.typesetter.fitted(case.reason, SMALL, rows.width - 150 - mark.width)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(rows.x, y + 9, when, SMALL, SOFT)
        for number, step in enumerate(Step):
            done = step.value in case.steps
            sheet.disc(rows.x + 86 + number * 9, y + 6, 2.6, INK if done else WHITE, INK if done else FAINT, 0.7)
        sheet.line_of_text(rows.x + 138, y + 9, reason)
        sheet.line_of_text(rows.x + rows.width - mark.width, y + 9, mark, SOFT)

    return Block(SMALL.leading + 2, draw, section=told.say("recovery"))
