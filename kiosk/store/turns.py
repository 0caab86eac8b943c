"""What is asked in turns: the drawing of a week, and the visits that were asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from kiosk.items import OFFER
from kiosk.model import ChoiceId, Level, QuestionId, VisitId, Week
from kiosk.store.connection import Reader, Store, storage_errors
from kiosk.store.reading import Reading

VISITS = """
    SELECT asked.visit, asked.day, asked.hour, asked.place, asked.question, asked.number, asked.scale, asked.choices,
           (SELECT level FROM answers AS rating
            WHERE rating.visit = asked.visit AND rating.level IS NOT NULL AND rating.counts = 1)
    FROM answers AS asked INDEXED BY items_by_day
    WHERE asked.day BETWEEN ? AND ? AND asked.question GLOB '*.*' AND asked.counts = 1
    ORDER BY asked.visit, asked.question"""
OFFERED = """
    SELECT rating.level, count(*)
    FROM answers AS offer INDEXED BY items_by_day
    JOIN answers AS rating ON rating.visit = offer.visit AND rating.level IS NOT NULL AND rating.counts = 1
    WHERE offer.day BETWEEN ? AND ? AND offer.question GLOB '*.*' AND offer.scale = 'offer' AND offer.counts = 1
    GROUP BY rating.level"""
ALLOCATION = "SELECT question, chance FROM allocations WHERE week = ?"
FREEZE = "INSERT INTO allocations (week, question, chance) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True)
class Number:
    """A point on a scale. scale: item7, expected, nps, yes_no; of an imported item its ends, such as "1..5"."""

    value: float
    scale: str


@dataclass(frozen=True, slots=True)
class AskedVisit:
    """A visit that was asked something in its turn, or an imported one that brought items.

    chances: what was offered, by the chance that a visit was asked it; None where it was not drawn but imported.
    numbers: what was answered, by question. picked: the one option chosen (importance). level: the visit's face.
    """

    visit: VisitId
    day: date
    hour: int | None
    place: str
    level: Level | None
    chances: Mapping[QuestionId, float] | None
    numbers: Mapping[QuestionId, Number]
    picked: Mapping[QuestionId, ChoiceId]


def read_asked_visits(source: Reader | Store | Reading, first: date, last: date) -> tuple[AskedVisit, ...]:
    """Every visit of a period that was asked in its turn and counts, skipped offers included, by its id."""
    with storage_errors("the answers cannot be read"):
        rows = source.database.execute(VISITS, (first.isoformat(), last.isoformat())).fetchall()
    by_visit = groupby(rows, key=lambda row: row[0])
    return tuple(_asked_visit(list(own)) for _, own in by_visit)


def _asked_visit(rows: list[Any]) -> AskedVisit:
    visit, day, hour, place, *_, level = rows[0]
    chances: dict[QuestionId, float] | None = None
    numbers: dict[QuestionId, Number] = {}
    picked: dict[QuestionId, ChoiceId] = {}
    for _, _, _, _, question, number, scale, choices, _ in rows:
        if (question == OFFER) != (scale == "offer"):
            continue  # an older version imported whatever an export said
        if question == OFFER:
            chances = json.loads(choices)
        elif number is not None:
            numbers[question] = Number(number, scale)
        elif scale == "options" and (chosen := json.loads(choices)):
            picked[question] = chosen[0]
    face = None if level is None else Level(level)
    return AskedVisit(visit, date.fromisoformat(day), hour, place, face, chances, numbers, picked)


def read_allocation(source: Reader | Store, week: Week) -> dict[QuestionId, float]:
    """The chances of a week's drawing; empty where none is frozen."""
    with storage_errors("the drawing cannot be read"):
        rows = source.database.execute(ALLOCATION, (str(week),)).fetchall()
    return {QuestionId(question): chance for question, chance in rows}


def freeze_allocation(store: Store, week: Week, chances: Mapping[QuestionId, float]) -> dict[QuestionId, float]:
    """Keeps the chances of a week's drawing, unless there are some already; those that hold."""
    with storage_errors("the drawing cannot be kept"), store.database.atomic():
        if not read_allocation(store, week):
            for question, chance in chances.items():
                store.database.conn.execute(FREEZE, (str(week), question, chance))
    return read_allocation(store, week)


def read_offered_levels(source: Reader | Store | Reading, first: date, last: date) -> dict[Level, int]:
    """By face, how many visits of a period were offered something in their turn, and so were not asked for reasons."""
    with storage_errors("the answers cannot be read"):
        rows = source.database.execute(OFFERED, (first.isoformat(), last.isoformat())).fetchall()
    return {Level(level): n for level, n in rows}
