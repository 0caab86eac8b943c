from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import BadInputError, StorageError
from kiosk.exchange import Importer, export_csv, write_export
from kiosk.exchange.answers import COLUMNS
from kiosk.model import Answer, ChoiceId, Chose, Language, Level, Origin, QuestionId, Rated, Scored, VisitId, Wrote
from kiosk.site import load_site
from kiosk.store import (
    ImportedFile,
    Reading,
    Record,
    Recorder,
    open_reader,
    open_store,
    read_records,
    save_records,
)
from kiosk.store import records as kept
from kiosk.store.privacy.erasure import erasure_of_visit, keep_erasures, replay
from kiosk.survey import load_survey
from kiosk.words import load_words

SEOUL = timezone(timedelta(hours=9))
NINE = datetime(2026, 10, 1, 9, 30, 5, 123_000, tzinfo=SEOUL)


def answer(visit, question, value, *, revision=0, minutes=0, language="ko"):
    at = NINE + timedelta(minutes=minutes)
    return Answer(VisitId(visit), QuestionId(question), revision, Language(language), at, value)


def fill(site, *answers):
    with open_store(site.data) as store:
        Recorder(store, site.origin, load_survey(site.survey)).save_all(answers)


def records(site):
    with open_reader(site.data) as reader:
        return list(read_records(reader, date.min, date.max))


def export(site, out, first=date.min, last=date.max):
    with open_reader(site.data) as reader:
        return export_csv(reader, first, last, out)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


VISIT = (
    answer("v1", "experience", Rated(Level.BAD)),
    answer("v1", "experience", Rated(Level.GOOD), revision=1, minutes=1),
    answer("v1", "reasons", Chose((ChoiceId("queue"), ChoiceId("staff"))), minutes=1),
    answer("v1", "reasons", Chose(()), revision=1, minutes=2),
    answer("v1", "comment", Wrote("=HYPERLINK(\"http://x\")\r\n줄을 오래\0 섰어요"), minutes=3, language="zh_TW"),
)


def test_an_answer_a_row_with_the_visits_face_beside_it(site, tmp_path):
    fill(site, *VISIT)
    exported = export(site, tmp_path / "out.csv")
    assert (exported.rows, exported.visits) == (5, 1)
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfvisit,question,")
    written = rows(tmp_path / "out.csv")
    assert [row["kind"] for row in written] == ["face", "reasons", "face", "reasons", "comment"]
    assert {row["visit_level"] for row in written} == {"good"}
    assert written[1]["reasons"] == "queue;staff"
    assert written[4]["comment"] == "'=HYPERLINK(\"http://x\")\r\n줄을 오래\0 섰어요"
    first = written[0]
    assert (first["at"], first["day"], first["hour"]) == ("2026-10-01T09:30:05.123+09:00", "2026-10-01", "9")


def test_the_codebook_explains_every_column_level_and_touchpoint(site, tmp_path):
    fill(site, *VISIT)
    codebook = rows(export(site, tmp_path / "out.csv").codebook)
    assert {row["column"] for row in codebook if not row["value"]} == set(COLUMNS)
    assert {row["value"] for row in codebook if row["column"] == "level"} - {""} == {level.word for level in Level}
    assert {"column": "reasons", "value": "queue", "language": "en", "meaning": "Waiting time"} in codebook
    told = {(row["column"], row["value"], row["language"]): row["meaning"] for row in codebook}
    assert told["level", "good", "ko"] == load_words(Language("ko")).levels[Level.GOOD]
    assert told["language", "zh_TW", "zh_TW"] == load_words(Language("zh_TW")).name
    assert told["question", "experience", "ko"].startswith("checkout: ")
    assert told["survey", "checkout", "en"]
    assert told["(file)", "apostrophe", "en"]


def test_a_period_takes_whole_visits(site, tmp_path):
    fill(site, answer("v1", "experience", Rated(Level.BAD)), answer("v1", "comment", Wrote("late"), minutes=24 * 60),
         answer("v2", "experience", Rated(Level.GOOD), minutes=24 * 60))  # fmt: skip
    export(site, tmp_path / "out.csv", date(2026, 10, 1), date(2026, 10, 1))
    assert [(row["visit"], row["comment"]) for row in rows(tmp_path / "out.csv")] == [("v1", ""), ("v1", "late")]


def test_a_fresh_folder_gets_the_same_answers_and_the_same_folder_nothing(site, importer, tmp_path):
    fill(site, *VISIT)
    out = export(site, tmp_path / "out.csv").answers
    fresh = load_site(None, tmp_path / "fresh")
    assert Importer(fresh, NINE).own(out).new == 5
    assert records(fresh) == records(site)
    assert importer.own(out).new == 0
    assert records(fresh) == records(site)


@pytest.mark.parametrize("kiosk_id", ["_till", "-1", ".x", "a" * 40])
def test_every_name_that_a_kiosk_may_have_comes_back(site, tmp_path, kiosk_id):
    fill(replace(site, kiosk_id=kiosk_id), answer("v1", "experience", Rated(Level.BAD)))
    imported = Importer(load_site(None, tmp_path / "fresh"), NINE).own(export(site, tmp_path / "out.csv").answers)
    assert (imported.new, imported.refused) == (1, ())


SUMMER, WINTER = (timezone(timedelta(hours=hours)) for hours in (2, 1))
BEFORE_THE_CLOCK_GOES_BACK = datetime(2026, 10, 25, 2, 59, 58, tzinfo=SUMMER)
AFTER = datetime(2026, 10, 25, 2, 0, 20, tzinfo=WINTER)


def visits(site):
    with open_reader(site.data) as reader:
        return reader.database.execute("SELECT id, at, day, hour FROM visits ORDER BY id").fetchall()


def over_the_clock_change(site):
    face, chosen = (answer("v1", question, value) for question, value in
                    (("experience", Rated(Level.BAD)), ("reasons", Chose((ChoiceId("queue"),)))))  # fmt: skip
    next_visit = answer("v0", "experience", Rated(Level.GOOD))
    fill(site, replace(face, at=BEFORE_THE_CLOCK_GOES_BACK), replace(chosen, at=AFTER), replace(next_visit, at=AFTER))


def test_a_visit_over_the_hour_that_comes_twice_keeps_its_order(site, tmp_path):
    over_the_clock_change(site)
    written = rows(export(site, tmp_path / "out.csv").answers)
    assert [(row["visit"], row["question"]) for row in written] == [
        ("v1", "experience"), ("v1", "reasons"), ("v0", "experience")
    ]  # fmt: skip


@pytest.mark.parametrize("order", [list, reversed])
def test_a_visit_begins_with_its_earliest_answer_however_the_rows_are_sorted(site, tmp_path, order):
    over_the_clock_change(site)
    out = export(site, tmp_path / "out.csv").answers
    header, *lines = out.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    out.write_text("".join([header, *order(lines)]), encoding="utf-8", newline="")
    fresh = load_site(None, tmp_path / "fresh")
    Importer(fresh, NINE).own(out)
    assert visits(fresh) == visits(site)
    assert records(fresh) == records(site)


def test_many_visits_are_put_in_order_a_span_of_days_at_a_time(site, tmp_path, monkeypatch):
    fill(site, *(answer(f"v{number}", "experience", Rated(Level.BAD), minutes=-700 * number) for number in range(9)))
    at_once = export(site, tmp_path / "at-once.csv").answers.read_bytes()
    monkeypatch.setattr(kept, "VISITS_AT_A_TIME", 3)
    assert export(site, tmp_path / "in-spans.csv").answers.read_bytes() == at_once
    assert [row["visit"] for row in rows(tmp_path / "in-spans.csv")] == [f"v{number}" for number in reversed(range(9))]


@pytest.mark.parametrize(
    ("ending", "told"), [(b'"open,', "no CSV row"), (b"v9,\xff\n", r"byte \d+ \(0xFF\) is not utf-8")]
)
def test_a_fault_at_the_end_takes_all_back(site, importer, tmp_path, ending, told):
    fill(site, *VISIT)
    out = export(site, tmp_path / "out.csv").answers
    out.write_bytes(out.read_bytes() + ending)
    fresh = load_site(None, tmp_path / "fresh")
    with pytest.raises(BadInputError, match=told):
        Importer(fresh, NINE).own(out)
    assert not fresh.data.exists() or records(fresh) == []


def test_a_scale_that_means_something_else_here_takes_all_back(site, tmp_path):
    one = Record(VisitId("v2"), QuestionId("experience"), 0, Origin("k", "north", "import:reviews"), "checkout", 1,
                 Language("en"), date(2026, 10, 1), Scored(2.0, "1–5", Level.BAD))  # fmt: skip
    fresh = load_site(None, tmp_path / "fresh")
    for place, record, words in ((site, one, "1–5: 1–2 bad"), (fresh, replace(one, visit=VisitId("v3")), "1–5: 1 bad")):
        with open_store(place.data) as store:
            file = ImportedFile("d", "f.csv", 0, {"1–5": words})
            save_records(store, [record], {"import:reviews": file}, NINE)
    with pytest.raises(BadInputError, match="already has rows with “1–5: 1 bad”, here it is “1–5: 1–2 bad”"):
        Importer(fresh, NINE).own(export(site, tmp_path / "out.csv").answers)
    assert [record.visit for record in records(fresh)] == ["v3"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_erased_visit_does_not_come_back_with_an_older_file(site, importer, tmp_path, form):
    fill(site, *VISIT, answer("v2", "experience", Rated(Level.GOOD)))
    with open_reader(site.data) as reader:
        out = write_export(reader, form, date.min, date.max, tmp_path / f"out.{form}").answers
    erasures = [erasure_of_visit("v1", NINE)]
    keep_erasures(site.data, erasures)
    with open_store(site.data) as store, store.database.atomic():
        replay(store.database, erasures)
    imported = importer.own(out)
    assert imported.notes == ("1 visits of the file are left out: they were erased on request before",)
    assert imported.new == 0
    assert {record.visit for record in records(site)} == {"v2"}


def test_a_day_without_a_time_comes_before_the_times_of_that_day(site):
    early = datetime(2026, 10, 1, 0, 30, tzinfo=SEOUL)
    origin = Origin("k", "north", "import:reviews")
    dated, timed = (Record(VisitId(f"v{number}"), QuestionId("experience"), 0, origin, "checkout", 1, Language("en"),
                           at, Rated(Level.BAD)) for number, at in enumerate((date(2026, 10, 1), early)))  # fmt: skip
    with open_store(site.data) as store:
        save_records(store, [timed, dated], {"import:reviews": ImportedFile("d", "f.csv", 0, {})}, NINE)
    assert records(site) == [dated, timed]


def test_an_empty_database_file_is_deleted_only_once_the_kiosk_is_stopped(site):
    site.data.mkdir()
    (site.data / "feedback.db").touch()
    with pytest.raises(StorageError) as caught:
        records(site)
    assert caught.value.mend.startswith("stop the kiosk")


def test_the_report_of_a_fresh_folder_knows_hours_words_and_scales(site, tmp_path):
    scale = {"1–5": "1–5: 1–2 bad, 3 neutral, 4 good, 5 excellent"}
    scored = Record(VisitId("v2"), QuestionId("experience"), 0, Origin("k", "north", "import:reviews"), "checkout", 1,
                    Language("en"), date(2026, 10, 1), Scored(-2.5, "1–5", Level.BAD))  # fmt: skip
    fill(site, *VISIT)
    with open_store(site.data) as store:
        save_records(store, [scored], {"import:reviews": ImportedFile("d", "f.csv", 0, scale)}, NINE)
    out = export(site, tmp_path / "out.csv").answers
    fresh = load_site(None, tmp_path / "fresh")
    Importer(fresh, NINE).own(out)
    day = date(2026, 10, 1)
    with open_reader(site.data) as old, open_reader(fresh.data) as new:
        for read in (Reading(old), Reading(new)):
            assert read.scales(day, day)[-1].mapping == scale["1–5"]
        assert Reading(new).hours(day, day) == Reading(old).hours(day, day)
        assert Reading(new).comments(day, day) == Reading(old).comments(day, day)
        assert Reading(new).touchpoint_labels() == Reading(old).touchpoint_labels()
    assert rows(out)[0]["number"] == "-2.5"


ANY = st.text(min_size=1, max_size=60)
RISKY = st.builds(str.__add__, st.sampled_from("=+-@'\t\r\n \0"), st.text(max_size=20))


@settings(max_examples=25, deadline=None)
@given(st.lists(ANY | RISKY, min_size=1, max_size=12))
def test_any_comment_comes_back_to_the_letter(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("trip")
    site, fresh = load_site(None, folder / "a"), load_site(None, folder / "b")
    fill(site, *(answer(f"v{number}", "comment", Wrote(text)) for number, text in enumerate(texts)))
    out = export(site, folder / "out.csv").answers
    assert not any(cell.startswith(tuple("=+-@\t\r\n ")) for row in rows(out) for cell in row.values())
    imported = Importer(fresh, NINE).own(out)
    assert (imported.new, imported.refused) == (len(texts), ())
    assert {r.visit: r.value.text for r in records(fresh)} == {f"v{n}": text for n, text in enumerate(texts)}


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("visit", "", "visit is empty; expected an id"),
        ("revision", "-1", "revision is '-1'; expected a number from 0"),
        ("kind", "smile", "kind is 'smile'; expected one of face, reasons, comment, options"),
        ("level", "great", "level is 'great'; expected one of bad, neutral, good, excellent"),
        ("at", "10/1/2026", "at is '10/1/2026'; expected a date"),
        ("at", "2026-10-01T09:30:05", "expected a date (2026-01-31) or a time with its offset"),
        ("source", "web", "source is 'web'; expected kiosk, demo or import:NAME"),
        ("language", "?", "language is '?'; expected a language"),
    ],
)
def test_a_row_changed_by_hand_is_refused_with_its_reason(*, site, importer, tmp_path, column, cell, reason):
    fill(site, answer("v1", "experience", Rated(Level.BAD)), answer("v2", "experience", Rated(Level.BAD)))
    out = export(site, tmp_path / "out.csv").answers
    written = rows(out)
    written[0][column] = cell
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(written)
    imported = importer.own(out)
    assert (imported.taken, imported.new) == (1, 0)
    assert reason in str(imported.refused[0])


def test_a_correction_without_its_first_answer_is_kept(site, importer, tmp_path):
    fill(site, *VISIT)
    out = export(site, tmp_path / "out.csv").answers
    lines = out.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    out.write_text(lines[0] + next(text for text in lines if ",experience,1," in text), encoding="utf-8", newline="")
    fresh = load_site(None, tmp_path / "fresh")
    assert Importer(fresh, NINE).own(out).new == 1
    assert [r.value for r in records(fresh)] == [Rated(Level.GOOD)]


def test_another_file_without_mapping_is_told(importer, tmp_path):
    (tmp_path / "rows.csv").write_text("stars,text\n5,x\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"no CSV that `kiosk export` wrote .* or --mapping FILE.toml"):
        importer.own(tmp_path / "rows.csv")


def test_a_failed_export_leaves_the_earlier_file_and_no_crumbs(site, tmp_path):
    fill(site, *VISIT)
    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")

    def torn(items, total, label):
        yield next(iter(items))
        raise OSError(28, "No space left on device")

    with open_reader(site.data) as reader, pytest.raises(StorageError, match=r"out.csv: cannot be written \(No space"):
        export_csv(reader, date.min, date.max, out, torn)
    assert out.read_text(encoding="utf-8") == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"out.csv", "data"}


def test_a_folder_that_cannot_be_made_is_told(site, tmp_path):
    fill(site, *VISIT)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be written"):
        export(site, tmp_path / "file" / "out.csv")
