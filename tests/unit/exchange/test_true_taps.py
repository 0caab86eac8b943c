"""Flags, corrections, options and our own scales on their way through an export, and addresses that never leave."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.exchange import Importer, export_csv
from kiosk.exchange.answers import COLUMNS
from kiosk.model import (
    Answer,
    ChoiceId,
    Chose,
    Contacted,
    Language,
    Level,
    Numbered,
    Picked,
    QuestionId,
    Rated,
    Scored,
    VisitId,
    Wrote,
)
from kiosk.site import load_site
from kiosk.store import (
    Reading,
    Recorder,
    clear_visits,
    list_suspects,
    open_reader,
    open_store,
    read_records,
)
from kiosk.survey import load_survey
from kiosk.taps import RULES, always_open

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
DAY = NOON.date()


def answer(visit, question, value, *, revision=0, seconds=0):
    at = NOON + timedelta(seconds=seconds)
    return Answer(VisitId(visit), QuestionId(question), revision, Language("en"), at, value)


@pytest.fixture
def filled(site):
    """Two taps on one face, a correction, options, stars, an address and a number taken away."""
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        recorder.save_all([
            answer("v1", "experience", Rated(Level.BAD)),
            answer("v2", "experience", Rated(Level.BAD), seconds=2),
            answer("v2", "comment", Wrote("twice"), seconds=3),
            answer("v3", "experience", Rated(Level.BAD), seconds=60),
            answer("v3", "experience", Rated(Level.GOOD), revision=1, seconds=63),
            answer("v3", "what", Picked((ChoiceId("size"), ChoiceId("colour"))), seconds=64),
            answer("v3", "reasons", Chose((ChoiceId("staff"),)), seconds=65),
            answer("v3", "contact", Contacted("secret@shop.example", "We write once.", 1), seconds=70),
            answer("v4", "experience", Scored(5.0, "stars", Level.EXCELLENT), seconds=120),
            answer("v4", "contact", Numbered("4711-secret"), seconds=121),
        ])  # fmt: skip
        recorder.screen(NOON + timedelta(hours=1), always_open)
    return site


def export(site, out):
    with open_reader(site.data) as reader:
        return export_csv(reader, date.min, date.max, out)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def state(site):
    """All that an export must bring back."""
    with open_reader(site.data) as reader:
        reading = Reading(reader)
        figures = [read(DAY, DAY) for read in (reading.hours, reading.reasons, reading.comments, reading.scales)]
        flags = [(found.visit, found.rule, found.cleared) for found in list_suspects(reader, DAY, DAY)]
        return list(read_records(reader, date.min, date.max)), figures, flags, reading.excluded(DAY, DAY)


def test_an_export_brings_everything_back_flags_included(filled, tmp_path):
    fresh = load_site(None, tmp_path / "fresh")
    out = export(filled, tmp_path / "out.csv").answers
    imported = Importer(fresh, NOON).own(out)
    assert imported.refused == ()
    assert state(fresh) == state(filled)
    assert export(fresh, tmp_path / "again.csv").answers.read_bytes() == out.read_bytes()


def test_every_row_of_a_suspect_visit_says_by_which_rule(filled, tmp_path):
    written = rows(export(filled, tmp_path / "out.csv").answers)
    assert {(row["visit"], row["suspect"]) for row in written} == {
        ("v1", ""), ("v2", "repeat"), ("v3", ""), ("v4", ""),
    }  # fmt: skip


def test_a_cleared_flag_is_empty(filled, tmp_path):
    with open_store(filled.data) as store:
        clear_visits(store, [VisitId("v2")], NOON)
    assert {row["suspect"] for row in rows(export(filled, tmp_path / "out.csv").answers)} == {""}


def test_an_import_flags_nobody_who_is_here_already(filled, tmp_path):
    out = export(filled, tmp_path / "out.csv").answers
    with open_store(filled.data) as store:
        clear_visits(store, [VisitId("v2")], NOON)
    before = state(filled)
    assert Importer(filled, NOON).own(out).new == 0
    assert state(filled) == before


def test_the_face_beside_each_row_is_the_corrected_one(filled, tmp_path):
    written = rows(export(filled, tmp_path / "out.csv").answers)
    assert {row["visit_level"] for row in written if row["visit"] == "v3"} == {"good"}


def test_options_and_our_own_scales_are_kinds_of_their_own(filled, tmp_path):
    exported = export(filled, tmp_path / "out.csv")
    written = {(row["visit"], row["question"]): row for row in rows(exported.answers)}
    assert (written["v3", "what"]["kind"], written["v3", "what"]["reasons"]) == ("options", "size;colour")
    stars = written["v4", "experience"]
    assert (stars["kind"], stars["number"], stars["scale"]) == ("score", "5", "stars")
    assert stars["scale_levels"] == "stars: 1–2 bad, 3 neutral, 4 good, 5 excellent"
    codebook = rows(exported.codebook)
    assert {row["value"] for row in codebook if row["column"] == "suspect"} == {"", *RULES}
    assert "kiosk: stars: 1–2 bad, 3 neutral, 4 good, 5 excellent" in {row["meaning"] for row in codebook}


def test_addresses_and_numbers_taken_away_are_never_exported(filled, tmp_path):
    exported = export(filled, tmp_path / "out.csv")
    for path in (exported.answers, exported.codebook):
        assert "secret" not in path.read_text(encoding="utf-8-sig")
    assert exported.rows == 8


def test_an_export_of_the_first_version_has_no_such_column(filled, tmp_path):
    written = rows(export(filled, tmp_path / "out.csv").answers)
    old = tmp_path / "old.csv"
    with old.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column for column in COLUMNS if column != "suspect"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(written)
    fresh = load_site(None, tmp_path / "fresh")
    imported = Importer(fresh, NOON).own(old)
    assert (imported.taken, imported.refused) == (8, ())
    assert state(fresh)[2] == []
