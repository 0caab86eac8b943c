"""Those who say nothing, what may be told about them, and what it may cost; with what is assumed in small print."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.measure.estimate import Estimate
from kiosk.measure.word_of_mouth import Figures
from kiosk.report.charts import TINY
from kiosk.report.flow import Block
from kiosk.report.quality.grid import title
from kiosk.report.rows import Rows
from kiosk.report.sheet import SOFT, Sheet
from kiosk.report.shop.told import Told
from kiosk.report.typeset import Line


def silence_blocks(told: Told, rows: Rows) -> list[Block]:
    """Response, the silent majority, formal complaints, and word of mouth."""
    terms = [*_response(told), *_complaints(told), *_word_of_mouth(told)]
    if not terms:
        return []
    section = told.say("silence")
    blocks = [title(rows, section, told.say("silence_what"))]
    blocks += [rows.term(term, text, section=section) for term, text in terms]
    used = ["complaints_heard"] if told.shop.complaints else []
    if told.shop.word_of_mouth:
        used += [f"told_by_{who}_{end}" for who in ("happy", "unhappy") for end in _ends(told.shop.heard_by)]
    return _with_sources(told, rows, blocks, used)


def _response(told: Told) -> list[tuple[str, str]]:
    if told.shop.silence is None:
        return []
    response, majority = told.shop.silence.response, told.shop.silence.majority
    transactions = told.number(response.rate.n)
    if response.more_ratings:
        return [(told.say("response"), told.say("response_more", transactions=transactions))]
    ratings = told.number(majority.ratings)
    text = told.say("response_text", ratings=ratings, transactions=transactions, share=told.share(response.rate))
    terms = [(told.say("response"), text)]
    if majority.bounds.low is not None:
        text = told.say(
            "silent_text", silent=told.number(majority.silent or 0), bounds=told.between(majority.bounds),
            times=f"{majority.times:g}", assumed=told.middle(majority.assumed), between=told.between(majority.assumed),
        )  # fmt: skip
        terms.append((told.say("silent"), text))
    return terms


def _complaints(told: Told) -> list[tuple[str, str]]:
    behind = told.shop.complaints
    if behind is None or behind.unhappy.estimate is None:
        return []
    text = told.say(
        "complaints_text", n=told.number(behind.complaints), unhappy=told.count(behind.unhappy),
        heard=told.percent(told.shop.assumptions.complaints_heard.value),
    )  # fmt: skip
    bad = told.bad_taps
    more = "complaints_capped" if behind.capped else "complaints_more" if (behind.unhappy.high or 0.0) < bad else ""
    return [(told.say("complaints"), told.joined(text, told.say(more, bad=told.number(bad)) if more else ""))]


def _word_of_mouth(told: Told) -> list[tuple[str, str]]:
    words = told.shop.word_of_mouth
    if words is None or words.good.low is None or words.bad.low is None:
        return []
    good, bad = _range(told, words.good), _range(told, words.bad)
    return [(told.say("mouth"), told.say("mouth_text", good=good, bad=bad, n=told.number(words.bad.n)))]


def _ends(figures: Figures) -> tuple[str, ...]:
    """Whose figures were used."""
    match figures:
        case Figures.BOTH:
            return "least", "most"
        case Figures.LEAST | Figures.MOST as one:
            return (one.value,)
        case never:
            assert_never(never)


def _range(told: Told, figure: Estimate) -> str:
    between = told.between(figure)
    low, _, high = between.partition("–")
    return low if low == high else between


def money_blocks(told: Told, rows: Rows) -> list[Block]:
    """Revenue at risk and the documents' claims about it, one by one."""
    money = told.shop.money
    if money is None or money.at_risk.a_year.estimate is None:
        return []
    risk, assumptions, section = money.at_risk, told.shop.assumptions, told.say("money")
    text = told.say(
        "money_text", customers=told.count(risk.customers), n=told.number(risk.customers.n),
        revenue=told.rough_money(risk.a_year, money.currency),
        basket=told.sentences.wording.money(money.basket, money.currency), visits=f"{money.visits_a_year:g}",
    )  # fmt: skip
    loyal = told.say(
        "money_loyal_text", times=f"{assumptions.purchases_of_loyal.value:g}",
        value=told.rough_money(risk.loyal_purchases, money.currency),
    )  # fmt: skip
    new = told.say(
        "money_new_text", customers=told.middle(risk.customers),
        profit=told.count(risk.new_for_the_profit), cost=told.count(risk.cost_to_replace),
        calls=told.count(risk.calls_on_new), times=f"{assumptions.profit_of_old.value:g}",
        cost_times=f"{assumptions.cost_of_new.value:g}", call_times=f"{assumptions.worth_of_keeping.value:g}",
    )  # fmt: skip
    terms = [("money_risk", text), ("money_loyal", loyal), ("money_new", new)]
    used = ["purchases_of_loyal", "profit_of_old", "cost_of_new", "worth_of_keeping"]
    if money.solved:
        kept = told.say(
            "money_solved_text", solved=told.number(money.solved),
            stay=told.percent(assumptions.loyal_if_solved.value), vanish=told.percent(assumptions.vanish.value),
            value=told.rough_money(money.recovered, money.currency),
        )  # fmt: skip
        terms.append(("money_solved", kept))
        used += ["loyal_if_solved", "vanish"]
    blocks = [title(rows, section, told.say("money_what"))]
    blocks += [rows.term(told.say(term), said, section=section) for term, said in terms]
    return _with_sources(told, rows, blocks, used)


def _with_sources(told: Told, rows: Rows, blocks: list[Block], used: list[str]) -> list[Block]:
    """What is assumed and where it stands, in small print that stays with the last of the blocks."""
    if not used:
        return blocks
    text = told.say("sources", sources=" · ".join(map(told.assumption, used)))
    lines = rows.typesetter.lines(text, TINY, rows.width)
    small = Block(len(lines) * TINY.leading + 4, lambda sheet, y: _small(sheet, rows, y, lines))
    return [*blocks[:-1], replace(blocks[-1], keep=True), small]


def _small(sheet: Sheet, rows: Rows, y: float, lines: list[Line]) -> None:
    sheet.paragraph(rows.x, y + 8, lines, TINY, SOFT)
