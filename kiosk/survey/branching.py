"""Faults that show only between a survey's questions: their order, and what brings each of them up.

Looked for in the raw file, so that they are told together with all other faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.model import Level
from kiosk.questions import Scale
from kiosk.tomlfile import Place

SCALES = {scale.value: scale for scale in Scale}
LEVELS = {level.word: level for level in Level}
Fault = tuple[Place, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of the file as far as its order and its conditions go; answers are those it may have."""

    number: int
    name: str
    kind: str
    answers: frozenset[str]
    offered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By answer, the headline answers after which it is offered; only what not every face offers."""
    conditions: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def one_answer(self) -> bool:
        """Whether two different answers can never be given together."""
        return self.kind in SCALES or self.kind == "single"


def faults_between(content: Mapping[str, object]) -> Iterator[Fault]:
    """Every fault of order, of conditions, and every question that nobody could ever be asked."""
    questions = content.get("question")
    if not isinstance(questions, list):
        return
    entries = [_entry(number, table, questions) for number, table in enumerate(questions) if isinstance(table, dict)]
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            yield ("question", entry.number, "id"), f"{entry.name!r} stands twice, expected an id of its own"
        seen.add(entry.name)
    if entries and entries[0].number == 0 and entries[0].kind and entries[0].kind not in SCALES:
        yield ("question", 0, "type"), f"the first question gives the rating, expected one of {', '.join(SCALES)}"
    if isinstance(questions[0], dict) and LEVELS.keys() & _keys(questions[0].get("prompt")):
        yield ("question", 0, "prompt"), "nobody has tapped a face yet: expected one text, not one by face"
    if entries and entries[0].conditions:
        yield ("question", 0, "show_if"), "the first question is always asked, expected none"
    for entry in entries[1:]:
        faults = list(_faults_of_conditions(entry, entries))
        yield from faults or _unreachable(entry, entries)


def _entry(number: int, table: dict[str, Any], questions: Sequence[object]) -> Entry:
    kind = str(table.get("type", ""))
    answers, offered = _answers(number, kind, table, _headline(questions))
    return Entry(number, str(table.get("id", "")), kind, answers, offered, tuple(_conditions(table.get("show_if"))))


def _keys(table: object) -> set[str]:
    return set(table) if isinstance(table, dict) else set()


def _headline(questions: Sequence[object]) -> Scale | None:
    first = questions[0]
    return SCALES.get(str(first.get("type"))) if isinstance(first, dict) else None


def _answers(
    number: int, kind: str, table: dict[str, Any], headline: Scale | None
) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """All answers there can be, and those that only some faces offer."""
    if kind in SCALES:
        points = frozenset(map(str, SCALES[kind].points))
        return (points | LEVELS.keys() if number == 0 else points), {}
    if kind in {"single", "multiple"}:
        options = table.get("choice")
        return frozenset(str(o.get("id")) for o in options if isinstance(o, dict)) if isinstance(options, list) else (
            frozenset()), {}  # fmt: skip
    choices = table.get("choices") if kind == "reasons" else None
    if isinstance(choices, list):
        return frozenset(map(str, choices)), {}
    if isinstance(choices, dict) and headline:
        by_name: dict[str, set[str]] = {}
        for word, names in choices.items():
            if word in LEVELS and isinstance(names, list):
                for name in names:
                    by_name.setdefault(str(name), set()).update(_points(word, headline))
        return frozenset(by_name), {name: frozenset(points) for name, points in by_name.items()}
    return frozenset(), {}


def _points(word: str, headline: Scale) -> frozenset[str]:
    """The points of the headline scale that have a level."""
    return frozenset(str(point) for point in headline.points if headline.level(point) is LEVELS[word])


def _conditions(show_if: object) -> Iterator[tuple[str, frozenset[str]]]:
    for table in show_if if isinstance(show_if, list) else [show_if]:
        if isinstance(table, dict) and isinstance(table.get("is"), list):
            yield str(table.get("question", "")), frozenset(map(str, table["is"]))


def _faults_of_conditions(entry: Entry, entries: Sequence[Entry]) -> Iterator[Fault]:
    place: Place = ("question", entry.number, "show_if")
    by_name = {each.name: each for each in entries}
    for name, wanted in entry.conditions:
        asked = by_name.get(name)
        if asked is None:
            earlier = ", ".join(each.name for each in entries[: entry.number])
            yield place, f"{name!r} is no question of this survey, expected an earlier one: {earlier}"
        elif asked.number >= entry.number:
            circle = any(back == entry.name for back, _ in asked.conditions)
            why = "each waits for the other, a circle" if circle else "it is not asked before this one"
            yield place, f"{name!r}: {why}, expected an earlier question"
        elif strangers := sorted(wanted - asked.answers):
            some = ", ".join(sorted(asked.answers)) or "none that a condition could name"
            yield place, f"{', '.join(map(repr, strangers))} is no answer to {name!r}, expected some of {some}"


def _unreachable(entry: Entry, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Conditions, its own and those of the questions it waits for, that can never hold together."""
    headline = SCALES.get(entries[0].kind)
    if headline is None:
        return
    allowed: dict[str, frozenset[str]] = {}
    for each in _waited_for(entry, {each.name: each for each in entries}):
        for name, answers in _limits(each, entries, headline):
            allowed[name] = allowed.get(name, answers) & answers
    if never := [name for name, answers in allowed.items() if not answers]:
        told = f"nobody can ever be asked this: no answer to {never[0]!r} fulfils all conditions together"
        yield ("question", entry.number, "show_if"), f"{told}, expected one that does"


def _waited_for(entry: Entry, by_name: Mapping[str, Entry]) -> list[Entry]:
    """The question itself and all that must have been asked before it."""
    found = [entry]
    for each in found:
        found += [
            by_name[name]
            for name, _ in each.conditions
            if name in by_name and by_name[name].number < each.number and by_name[name] not in found
        ]
    return found


def _limits(entry: Entry, entries: Sequence[Entry], headline: Scale) -> Iterator[tuple[str, frozenset[str]]]:
    """What a question's own conditions leave of the answers to earlier ones that have just one answer."""
    for name, wanted in entry.conditions:
        asked = next((each for each in entries if each.name == name), None)
        if asked is entries[0]:
            points = (_points(answer, headline) if answer in LEVELS else {answer} for answer in wanted)
            yield name, frozenset[str]().union(*points)
        elif asked and asked.one_answer:
            yield name, wanted
        if asked and asked.offered:
            after = (asked.offered.get(answer, frozenset()) for answer in wanted)
            yield entries[0].name, frozenset[str]().union(*after)
