"""A million answers: every measure of a week, beside one GROUP BY over the raw rows."""

from __future__ import annotations

import json
import os
from random import Random

from kiosk.items import DIMENSIONS, IMPORTANCE, OFFER, SHOPPERS_FORMS, Cell, Form, Statement
from kiosk.questions import Scale
from kiosk.report.measures import read_measures
from kiosk.site import load_site
from kiosk.store import Store, open_reader, open_store
from kiosk.survey.items import load_bank
from tests.bench.history import WEEK, fill, timed
from tests.bench.measuring import folder, heading, table, take_turns

ANSWERS = int(os.environ.get("MOMENT_ANSWERS", "1000000").split()[-1])
SHARE = 0.25
"""Of all visits, those asked an item."""
ANSWERED = 0.5
ITEM = "INSERT INTO answers VALUES (?, ?, 0, 'kiosk-1', 'checkout', 'en', ?, ?, ?, NULL, ?, ?, ?, 1)"
ASKED_VISITS = "SELECT id, at, day, hour FROM visits WHERE day BETWEEN ? AND ? ORDER BY id"
GROUPED = "SELECT day, hour, level, count(*) FROM answers GROUP BY day, hour, level"
SCALES = {Form.DIFFERENCE: Scale.EXPECTED}
STATEMENTS = {
    Statement.VALUE: Scale.ITEM7, Statement.SATISFACTION: Scale.ITEM7, Statement.RETURN: Scale.ITEM7,
    Statement.RECOMMEND: Scale.NPS, Statement.PROMISE: Scale.YES_NO, Statement.OTHERS: Scale.EXPECTED,
}  # fmt: skip


def ask_items(store: Store) -> int:
    """Offers and answers in the 13 weeks that a page of WEEK looks at; how many visits were asked."""
    chance = Random(5)
    items = load_bank(None).items
    asked = [
        (Cell(form, item.dimension, item.id).question, SCALES.get(form, Scale.ITEM7))
        for form in SHOPPERS_FORMS for item in items
    ]  # fmt: skip
    asked += [(statement.value, scale) for statement, scale in STATEMENTS.items()]
    first = WEEK.back(12).monday.isoformat()
    visits = store.database.execute(ASKED_VISITS, (first, WEEK.sunday.isoformat())).fetchall()
    drawn = [visit for visit in visits if chance.random() < SHARE]
    execute = store.database.conn.execute
    with store.database.atomic():
        for visit, at, day, hour in drawn:
            question, scale = chance.choice([*asked, (IMPORTANCE, None)])
            offer = json.dumps({question: round(SHARE / (len(asked) + 1), 9)})
            execute(ITEM, (visit, OFFER, at, day, hour, None, "offer", offer))
            if chance.random() < ANSWERED and scale is None:
                choice = json.dumps([chance.choice(DIMENSIONS)])
                execute(ITEM, (visit, question, at, day, hour, None, "options", choice))
            elif scale is not None and chance.random() < ANSWERED:
                execute(ITEM, (visit, question, at, day, hour, chance.choice(scale.points), scale.value, None))
    return len(drawn)


def main() -> None:
    heading("All measures of a week", "less than twice one GROUP BY over a million raw answers")
    with folder() as place:
        with open_store(place) as store:
            fill(store, ANSWERS)
            asked = ask_items(store)
            rows = store.database.execute("SELECT count(*) FROM answers").fetchone()[0]
        site = load_site(None, place)
        with open_reader(place) as reader:
            execute = reader.database.execute
            found = read_measures(reader, site, WEEK.monday, WEEK.sunday)
            shown = sum(measure.value is not None for measure in found)
            print(f"{rows:,} answers over ten years, {asked:,} visits asked an item in 13 weeks: "
                  f"{len(found)} measures, {shown} of them on enough answers.\n")  # fmt: skip
            times = take_turns({
                "GROUP BY over the raw answers": timed(lambda: execute(GROUPED).fetchall()),
                "every measure of the week": timed(lambda: read_measures(reader, site, WEEK.monday, WEEK.sunday)),
            }, 9, 1)  # fmt: skip
        table(times, "GROUP BY over the raw answers", tail=None)
