"""The drawing of a week: what earlier weeks have told of each question, and the chances that follow from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import stdev

from kiosk.items import IMPORTANCE
from kiosk.model import QuestionId, Rotation, Week
from kiosk.questions import Scale
from kiosk.store.connection import Reader, Store
from kiosk.store.turns import AskedVisit, freeze_allocation, read_allocation, read_asked_visits
from kiosk.survey.items import ItemBank
from kiosk.survey.sampler import Evidence, allocate

WEEKS = 13
"""How far back the drawing looks, which is the window of the figures."""
SPANS = {scale.value: scale.points[-1] - scale.points[0] for scale in Scale}


def freeze(store: Store, bank: ItemBank, rotation: Rotation, week: Week) -> dict[QuestionId, float]:
    """The chances of a week's drawing, settled the first time that this is asked; nothing where nothing is drawn."""
    if not rotation.share:
        return {}
    return read_allocation(store, week) or freeze_allocation(
        store, week, allocate(read_evidence(store, week), bank.questions)
    )


def read_evidence(source: Reader | Store, week: Week) -> dict[QuestionId, Evidence]:
    """What the weeks before a week have told of each question that was drawn in them; never that week itself."""
    visits = read_asked_visits(source, week.back(WEEKS).monday, week.back(1).sunday)
    drawn = [visit for visit in visits if visit.chances is not None]
    return _of_scales(drawn) | _of_importance(drawn)


def _of_scales(visits: Iterable[AskedVisit]) -> dict[QuestionId, Evidence]:
    found: dict[QuestionId, list[float]] = {}
    for visit in visits:
        for question, number in visit.numbers.items():
            if span := SPANS.get(number.scale):
                found.setdefault(question, []).append(number.value / span)
    return {
        question: Evidence(len(parts), stdev(parts) if len(parts) > 1 else None) for question, parts in found.items()
    }


def _of_importance(visits: Iterable[AskedVisit]) -> dict[QuestionId, Evidence]:
    """Each dimension's share is a mean of noughts and ones; the one that spreads most stands for all."""
    chosen = Counter(visit.picked[IMPORTANCE] for visit in visits if IMPORTANCE in visit.picked)
    n = chosen.total()
    if n < 2:
        return {IMPORTANCE: Evidence(n, None)} if n else {}
    return {IMPORTANCE: Evidence(n, max((hits * (n - hits)) ** 0.5 / n for hits in chosen.values()))}
