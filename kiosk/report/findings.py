"""What stands out, in sentences: where to look first, the worst hours, and what reasons are shares of."""

from __future__ import annotations

from typing import Final

from kiosk.measure import FEWEST_SHOWN, Verdict
from kiosk.report.data import BadHours, CellState, Reason
from kiosk.report.own_data import OwnQuestion
from kiosk.report.sentences import Sentences

HOURS_TOLD: Final = 3
HOURS_FIRST: Final = 2


def look_first(sentences: Sentences) -> list[str]:
    """The place that differs, the surest of the framed hours, and the reason that most unhappy shoppers named."""
    data, say, wording = sentences.data, sentences.words.say, sentences.wording
    lines = _place_that_differs(sentences)
    lines += [
        say(
            "look_hours", when=_when(sentences, hours), bad=wording.number(hours.bad.hits or 0),
            n=wording.number(hours.bad.n), share=wording.hundred(hours.bad.share or 0.0),
            interval=wording.hundreds(hours.bad.low, hours.bad.high),
        )
        for hours in data.heat_map.worst[:HOURS_FIRST]
    ]  # fmt: skip
    for reason in data.unhappy_reasons[:1]:
        figure = reason.figure
        lines.append(say(
            "look_reason", reason=sentences.label(reason), hits=wording.number(figure.hits or 0),
            n=wording.number(figure.n), share=wording.hundred(figure.share or 0.0),
            interval=wording.hundreds(figure.low, figure.high),
        ))  # fmt: skip
    return lines


def _place_that_differs(sentences: Sentences) -> list[str]:
    """The place that is surest to be worse than the others, else the one that is surest to be better, or nothing."""
    places, points = sentences.data.places.shown, sentences.wording.points
    sure = [(each.place, each.against_others.low or 0.0, each.against_others.high or 0.0) for each in places
            if each.against_others.verdict in (Verdict.BETTER, Verdict.WORSE)]  # fmt: skip
    if not sure:
        return []
    say, who = sentences.words.say, sentences.who()
    place, low, high = min(sure, key=lambda each: each[2])
    if high < 0:
        fewer = {"low": points(-high, up=False), "high": points(-low, up=True)}
        return [say("look_place_fewer", place=place, who=who, **fewer)]
    place, low, high = max(sure, key=lambda each: each[1])
    more = {"low": points(low, up=False), "high": points(high, up=True)}
    return [say("look_place_more", place=place, who=who, **more)]


def heat_notes(sentences: Sentences) -> list[str]:
    """What the heat map shows and what it leaves out."""
    heat, say = sentences.data.heat_map, sentences.words.say
    notes = []
    if heat.worst:
        notes += [_ratio(sentences, hours) for hours in heat.worst[:HOURS_TOLD]]
        notes.append(say("heat_framed"))
    elif any(cell.state is CellState.SHOWN for cell in heat.cells):
        notes.append(say("heat_calm"))
    elif not heat.without_hour:
        notes.append(say("heat_empty"))
    if any(cell.state is CellState.HIDDEN for cell in heat.cells):
        notes.append(say("heat_hidden"))
    if heat.without_hour:
        notes.append(sentences.count("heat_without_hour", heat.without_hour))
    return notes


def _when(sentences: Sentences, hours: BadHours) -> str:
    return f"{sentences.wording.weekday(hours.weekday)} {sentences.wording.hours(hours.first, hours.last)}"


def _ratio(sentences: Sentences, hours: BadHours) -> str:
    wording, say = sentences.wording, sentences.words.say
    when, bad, n = _when(sentences, hours), wording.number(hours.bad.hits or 0), wording.number(hours.bad.n)
    if hours.ratio is None or hours.ratio_high is None:
        return say("heat_worst_open", when=when, bad=bad, n=n)
    low, high = wording.decimals(hours.ratio_low, hours.ratio_high).split("–")
    return say("heat_worst", when=when, bad=bad, n=n, ratio=wording.decimal(hours.ratio), low=low, high=high)


def reasons_note(
    sentences: Sentences, reasons: tuple[Reason, ...], tapped: int | None, instead: int, nobody: str
) -> str:
    """What the shares of reasons are of, or why there are none.

    tapped: how many tapped such a face, None where that is withheld; instead: of them, those asked something else in
    place of reasons; nobody: the key of what is said of 0.
    """
    if tapped == 0:
        return sentences.words.say(nobody)
    if tapped is None or tapped - instead < FEWEST_SHOWN:
        return sentences.words.say("reasons_few")
    if not reasons:
        return sentences.words.say("reasons_unnamed")
    return sentences.count("reasons_asked" if instead else "reasons_of", tapped - instead)


def told_first(questions: tuple[OwnQuestion, ...]) -> tuple[OwnQuestion, ...]:
    """The two that page one has room for: the first, after the worst face, and of the rest the most answered."""
    told = [question for question in questions if question.options]
    return (*told[:1], *sorted(told[1:], key=lambda question: -question.n)[:1])
