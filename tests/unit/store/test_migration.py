from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database, Migrations

from kiosk.model import Level
from kiosk.store import HourCount, Reading, open_store
from kiosk.store.connection import FILE_NAME
from kiosk.store.migrations import m001_visits_and_answers
from tests.unit.store.shop import MONDAY, QUEUE, STAFF, SUNDAY, rows

AT, DAY = "2026-11-16T12:00:00.000+00:00", "2026-11-16"
IDENTITY = "kiosk_id, place, language, at, day"


def first_database(folder):
    """As the first version wrote it: a visit with a reason taken back, one with a comment, an imported one."""
    connection = sqlite.connect(folder / FILE_NAME, isolation_level=None)
    database = Database(connection)
    first = Migrations("moment")
    first()(m001_visits_and_answers)
    first.apply(database)
    for visit, source in (("a", "kiosk"), ("b", "kiosk"), ("c", "import:elsewhere")):
        database.execute(
            "INSERT INTO visits VALUES (?, 'kiosk-1', 'checkout', ?, 'checkout', 1, 'en', ?, ?, 12)",
            (visit, source, AT, DAY),
        )
    for visit, question, revision, level, number, scale, choices in (
        ("a", "experience", 0, 1, None, None, None), ("a", "reasons", 0, None, None, None, '["queue"]'),
        ("a", "reasons", 1, None, None, None, '["staff"]'), ("b", "experience", 0, 4, None, None, None),
        ("c", "experience", 0, 3, 7.0, "1_10", None), ("c", "wifi", 0, None, 2.0, "1_5", None),
    ):  # fmt: skip
        database.execute(
            f"INSERT INTO answers (visit, question, revision, {IDENTITY}, hour, level, number, scale, choices) "
            "VALUES (?, ?, ?, 'kiosk-1', 'checkout', 'en', ?, ?, 12, ?, ?, ?, ?)",
            (visit, question, revision, AT, DAY, level, number, scale, choices),
        )
    database.execute(
        f"INSERT INTO comments (visit, question, revision, {IDENTITY}, text) "
        "VALUES ('b', 'comment', 0, 'kiosk-1', 'checkout', 'en', ?, ?, 'fine')",
        (AT, DAY),
    )
    connection.close()


def test_a_database_of_the_first_version_keeps_every_answer_and_its_figures(tmp_path):
    first_database(tmp_path)
    with open_store(tmp_path) as store:
        assert [len(rows(store, table)) for table in ("visits", "answers", "comments")] == [3, 6, 1]
        assert {(row["visit"], row["question"], row["revision"]): row["counts"] for row in rows(store, "answers")} == {
            ("a", "experience", 0): 1, ("a", "reasons", 0): 0, ("a", "reasons", 1): 1, ("b", "experience", 0): 1,
            ("c", "experience", 0): 1, ("c", "wifi", 0): 1,
        }  # fmt: skip
        reading = Reading(store)
        assert reading.hours(MONDAY, SUNDAY) == [
            HourCount(MONDAY, 12, Level.BAD, 1), HourCount(MONDAY, 12, Level.GOOD, 1),
            HourCount(MONDAY, 12, Level.EXCELLENT, 1),
        ]  # fmt: skip
        assert [(found.choice, found.n) for found in reading.reasons(MONDAY, SUNDAY)] == [(STAFF, 1)]
        assert QUEUE not in {found.choice for found in reading.reasons(MONDAY, SUNDAY)}
        (comment,) = reading.comments(MONDAY, SUNDAY)
        assert (comment.text, comment.level, comment.flag, comment.suspect) == ("fine", Level.EXCELLENT, None, None)
        assert reading.excluded(MONDAY, SUNDAY) == {}


def test_a_fresh_database_and_a_migrated_one_are_the_same(tmp_path):
    first_database(tmp_path)
    with open_store(tmp_path) as migrated, open_store(tmp_path / "fresh") as fresh:
        assert migrated.database.schema == fresh.database.schema
