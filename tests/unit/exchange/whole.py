"""A database that has something in every table, and what is in all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kiosk.model import (
    Answer,
    ChoiceId,
    Chose,
    Contacted,
    Language,
    Level,
    Numbered,
    Origin,
    Picked,
    QuestionId,
    Rated,
    Scored,
    Site,
    VisitId,
    Wrote,
)
from kiosk.site import load_site
from kiosk.store import ImportedFile, Record, Recorder, clear_visits, open_reader, open_store, save_records
from kiosk.store.operations import Operations, save_operations
from kiosk.store.privacy.erasure import erasure_before, erasure_of_contact, erasure_of_visit, keep_erasures, replay
from kiosk.survey import load_survey
from kiosk.taps import always_open

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
DAY = NOON.date()
RULES_OF_REVIEWS = {"1–5": "1–5: 1–2 bad, 3 neutral, 4 good, 5 excellent"}


def answer(visit, question, value, *, revision=0, seconds=0.0, language="en"):
    at = NOON + timedelta(seconds=seconds)
    return Answer(VisitId(visit), QuestionId(question), revision, Language(language), at, value)


def fill(site: Site) -> None:
    """Corrections, options, a standing flag, a cleared one and one that the rules took back, an import, erasures."""
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        recorder.save_all([
            answer("v1", "experience", Rated(Level.BAD)),
            answer("v2", "experience", Rated(Level.BAD), seconds=2),
            answer("v2", "comment", Wrote("=twice\n\0 두 번 😀"), seconds=3, language="ko"),
            answer("v3", "experience", Rated(Level.BAD), seconds=60),
            answer("v3", "experience", Rated(Level.GOOD), revision=1, seconds=63),
            answer("v3", "what", Picked((ChoiceId("size"), ChoiceId("colour"))), seconds=64),
            answer("v3", "reasons", Chose((ChoiceId("staff"),)), seconds=65),
            answer("v3", "contact", Contacted("secret@shop.example", "We write once.", 1), seconds=70),
            answer("v4", "experience", Scored(5.0, "stars", Level.EXCELLENT), seconds=120),
            answer("v4", "contact", Numbered("471 100"), seconds=121),
            answer("v5", "experience", Rated(Level.BAD), seconds=200),
            answer("v6", "experience", Rated(Level.BAD), seconds=201),
            answer("v7", "experience", Rated(Level.GOOD), seconds=3 * 86_400),
            answer("v7", "comment", Wrote("hello"), seconds=3 * 86_400 + 9),
            answer("v8", "experience", Rated(Level.NEUTRAL), seconds=4 * 86_400),
        ])  # fmt: skip
        recorder.screen(NOON + timedelta(hours=1), always_open)
        clear_visits(store, [VisitId("v2")], NOON + timedelta(hours=2))
        recorder.save_all([answer("v6", "comment", Wrote("no play, I am slow"), seconds=240)])
        for is_open in (lambda _: False, always_open):  # the hours were wrong at first
            recorder.screen(NOON + timedelta(days=3, hours=3), is_open)
        scored = Record(
            VisitId("r1"), QuestionId("experience"), 0, Origin("k", "north", "import:reviews"), "checkout", 1,
            Language("en"), date(2026, 10, 1), Scored(0.1 + 0.2, "1–5", Level.BAD),
        )  # fmt: skip
        aspect = Record(
            VisitId("r1"), QuestionId("wifi"), 0, Origin("k", "north", "import:reviews"), "checkout", 1,
            Language("en"), date(2026, 10, 1), Scored(-2.0, "1–5"),
        )  # fmt: skip
        file = ImportedFile("d" * 64, "reviews.csv", 1, RULES_OF_REVIEWS)
        save_records(store, [scored, aspect], {"import:reviews": file}, NOON)
        later = Operations(DAY + timedelta(days=3), 12, "checkout", None, 1.0)
        save_operations(store, [Operations(DAY, 9, "north", 40, 2.0, 3.5), later], NOON)
        erasures = [
            erasure_of_visit("v8", NOON), erasure_of_contact("gone@shop.example", NOON),
            erasure_before(date(2026, 1, 1), NOON),
        ]  # fmt: skip
        keep_erasures(site.data, erasures)
        with store.database.atomic():
            replay(store.database, erasures)


def whole(folder: Path) -> Site:
    """A folder with everything."""
    site = load_site(None, folder)
    fill(site)
    return site


def contents(
    folder: Path, *, without: tuple[str, ...] = ("marks", "allocations")
) -> dict[str, list[tuple[object, ...]]]:
    """Every table's rows but for those of one database alone; comments without their number."""
    with open_reader(folder) as reader:
        database = reader.database
        tables = [name for name in database.table_names()
                  if not name.startswith(("comments_fts", "_sqlite")) and name not in without]  # fmt: skip
        return {
            table: sorted(database.execute(f"SELECT {_columns(database, table)} FROM {table}").fetchall(), key=repr)
            for table in tables
        }


def _columns(database, table):
    return ", ".join(column.name for column in database[table].columns if (table, column.name) != ("comments", "id"))
