from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database, Migrations

from kiosk.errors import KnownError, StorageError
from kiosk.model import ChoiceId, Chose, Level, Origin, QuestionId, Scored, VisitId, Wrote
from kiosk.store import (
    Comment,
    HourCount,
    ImportedFile,
    Reading,
    ReasonCount,
    Recorder,
    Row,
    ScaleCount,
    ScoreSummary,
    open_reader,
    open_store,
    scales_of,
)
from kiosk.store.connection import FILE_NAME, sqlite_is_sound, storage_errors
from kiosk.store.health import damage, sqlite_version
from kiosk.store.migrations import STEPS
from kiosk.store.reading import HOURS
from tests.unit.builders import COMMENT, EN, NOON, REASONS, SURVEY, answer, rated

ORIGIN = Origin("kiosk-1", "checkout")
MONDAY = NOON.date()
SUNDAY = MONDAY + timedelta(days=6)
QUEUE, STAFF = ChoiceId("queue"), ChoiceId("staff")


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as store:
        yield store


@pytest.fixture
def recorder(store):
    return Recorder(store, ORIGIN, SURVEY)


def rows(store, table):
    return list(store.database[table].rows)


def pragma(connection, name):
    return connection.database.execute(f"PRAGMA {name}").fetchone()[0]


# Saving


def test_one_tap_is_a_visit_and_an_answer_that_carry_kiosk_and_place(store, recorder):
    recorder.save(rated(4))
    (visit,), (row,) = rows(store, "visits"), rows(store, "answers")
    assert (visit["id"], visit["kiosk_id"], visit["place"], visit["source"]) == ("v1", "kiosk-1", "checkout", "kiosk")
    assert (visit["survey"], visit["survey_version"], visit["language"]) == ("checkout", 1, "en")
    assert (row["kiosk_id"], row["place"], row["day"], row["hour"], row["level"]) == (
        "kiosk-1", "checkout", "2026-11-16", 12, 4
    )  # fmt: skip
    assert datetime.fromisoformat(row["at"]) == NOON


def test_day_and_hour_are_the_shops_own(store, recorder):
    seoul = datetime.fromisoformat("2026-11-17T00:30:00+09:00")
    recorder.save(rated(3, at=seoul))
    (row,) = rows(store, "answers")
    assert (row["day"], row["hour"], row["at"]) == ("2026-11-17", 0, "2026-11-17T00:30:00.000+09:00")


def test_the_same_answers_a_second_time_add_nothing(store, recorder):
    taps = [rated(1), answer(Chose((QUEUE,)), REASONS), answer(Wrote("late"), COMMENT)]
    for tap in [*taps, *reversed(taps)]:
        recorder.save(tap)
    recorder.save_all(taps)
    assert [len(rows(store, table)) for table in ("visits", "answers", "comments")] == [1, 2, 1]


def test_every_revision_stays_on_file(store, recorder):
    recorder.save_all([rated(1), answer(Chose((QUEUE,)), REASONS), answer(Chose((STAFF,)), REASONS, revision=1)])
    assert [(row["revision"], row["choices"]) for row in rows(store, "answers") if row["question"] == REASONS] == [
        (0, '["queue"]'), (1, '["staff"]'),
    ]  # fmt: skip


def test_what_is_saved_is_seen_by_others_at_once(tmp_path, recorder):
    recorder.save(rated(2))
    with open_reader(tmp_path) as reader:
        assert Reading(reader).last_day() == MONDAY


def test_many_answers_are_saved_all_or_none(store, recorder):
    orphan = answer(Chose((QUEUE,)), REASONS, visit="unknown", revision=1)
    with pytest.raises(sqlite.IntegrityError):
        recorder.save_all([rated(1), orphan])
    assert rows(store, "visits") == []
    assert rows(store, "answers") == []


@given(st.text(min_size=1, max_size=40))
def test_a_comment_comes_back_as_it_was_written(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("comment")
    with open_store(folder) as store:
        Recorder(store, ORIGIN, SURVEY).save_all([rated(2), answer(Wrote(text), COMMENT)])
        assert [comment.text for comment in Reading(store).comments(MONDAY, MONDAY)] == [text]


@pytest.mark.parametrize("text", ["a\0b\x07\x1b", "<img src=x>", "x" * 10_000, "😀" * 50, "שלום", "'; DROP TABLE"])
def test_awkward_comments_come_back_too(store, recorder, text):
    recorder.save_all([rated(2), answer(Wrote(text), COMMENT)])
    assert [comment.text for comment in Reading(store).comments(MONDAY, MONDAY)] == [text]


def test_a_full_disk_keeps_nothing_of_the_answer_and_the_next_attempt_works(store, recorder):
    recorder.save(rated(3))
    pages = pragma(store, "page_count")
    store.database.execute(f"PRAGMA max_page_count = {pages}")
    big = answer(Wrote("word " * 2000), COMMENT, visit="v2")
    with pytest.raises(StorageError, match="the answer cannot be saved: database or disk is full"):
        recorder.save(big)
    assert len(rows(store, "visits")) == 1
    store.database.execute("PRAGMA max_page_count = 100000")
    recorder.save(big)
    assert [row["id"] for row in rows(store, "visits")] == ["v1", "v2"]


def test_a_wrong_statement_is_our_own_fault(store):
    with pytest.raises(sqlite.OperationalError), storage_errors("?"):
        store.database.execute("SELECT nothing FROM nowhere")


def test_the_survey_is_kept_as_it_was_asked(store, recorder):
    labels = Reading(store).touchpoint_labels()
    assert labels[QUEUE] == {"en": "Waiting time", "ko": "대기 시간", "zh_TW": "排隊等候", "zh_CN": "排队等候"}
    Recorder(store, ORIGIN, SURVEY)
    assert len(rows(store, "surveys")) == 1


def test_a_survey_edited_under_its_version_is_kept_as_it_reads_now(store, recorder):
    def renamed(question):
        if question.id != REASONS:
            return question
        choices = {
            level: tuple(replace(choice, label={EN: f"{choice.label[EN]}!"}) for choice in offered)
            for level, offered in question.choices.items()
        }
        return replace(question, choices=choices)

    Recorder(store, ORIGIN, replace(SURVEY, questions=tuple(renamed(each) for each in SURVEY.questions)))
    assert Reading(store).touchpoint_labels()[QUEUE] == {"en": "Waiting time!"}
    assert len(rows(store, "surveys")) == 1


# Opening


def test_a_commit_is_durable_and_a_deletion_is_real(store):
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2  # FULL
    assert pragma(store, "secure_delete") == 1
    assert pragma(store, "foreign_keys") == 1


def test_nobody_else_on_the_machine_looks_into_a_new_folder(tmp_path):
    with open_store(tmp_path / "data"):
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_reader_cannot_write(tmp_path, store):
    with open_reader(tmp_path) as reader, pytest.raises(sqlite.OperationalError, match="readonly"):
        reader.database.execute("DELETE FROM visits")


@pytest.mark.parametrize(("version", "sound"), [
    ("3.40.1", False), ("3.44.5", False), ("3.44.6", True), ("3.45.0", False), ("3.50.6", False), ("3.50.7", True),
    ("3.51.0", False), ("3.51.2", False), ("3.51.3", True), ("3.53.4", True), ("4.0", True),
])  # fmt: skip
def test_sqlite_versions_with_the_wal_bug_are_known(version, sound):
    assert sqlite_is_sound(version) is sound


def test_a_vulnerable_sqlite_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "sqlite_version", "3.51.2")
    for opening in (open_store, open_reader):
        with pytest.raises(KnownError, match=r"SQLite 3\.51\.2 may damage .* expected 3\.51\.3 or later"):
            opening(tmp_path)
    assert not (tmp_path / FILE_NAME).exists()


def test_the_sqlite_in_use_is_sound():
    assert sqlite_version()[1]


def test_a_newer_database_is_refused_and_left_alone(tmp_path):
    with open_store(tmp_path) as store:
        store.database["_sqlite_migrations"].insert(
            {"migration_set": "moment", "name": "m999_future", "applied_at": "2030-01-01"}
        )
    before = (tmp_path / FILE_NAME).read_bytes()
    for opening in (open_store, open_reader):
        with pytest.raises(KnownError, match=r"written by a newer version of Moment \(m999_future\)"):
            opening(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_database_that_is_none_of_ours_is_not_read(tmp_path):
    with closing(sqlite.connect(tmp_path / FILE_NAME)) as other:
        other.execute("CREATE TABLE a (b)")
    with pytest.raises(StorageError, match="is not of this version of Moment"):
        open_reader(tmp_path)


def test_a_damaged_file_is_told(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"no database at all " * 500)
    for opening in (open_store, open_reader):
        with pytest.raises(StorageError, match=r"feedback\.db: .*file is not a database"):
            opening(tmp_path)


def test_a_broken_page_is_found(tmp_path):
    with open_store(tmp_path) as store:
        Recorder(store, ORIGIN, SURVEY).save_all([rated(1 + n % 4, visit=f"v{n:04}") for n in range(500)])
    with open_reader(tmp_path) as reader:
        assert damage(reader) == []
        size = pragma(reader, "page_size")
        root = reader.database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'answers'").fetchone()[0]
    with (tmp_path / FILE_NAME).open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\0" * size)
    with open_reader(tmp_path) as reader:
        assert damage(reader) != []


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"file/data: the data folder cannot be made \(Not a directory\)"):
        open_store(tmp_path / "file" / "data")
    with pytest.raises(StorageError, match="cannot be made"):
        open_store(tmp_path / "file")


def test_a_database_that_cannot_be_opened_is_told(tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StorageError, match=r"feedback\.db: cannot be opened for writing"):
        open_store(tmp_path)


def test_no_database_is_told_with_what_makes_one(tmp_path):
    with pytest.raises(StorageError, match="no such database; `kiosk run`"):
        open_reader(tmp_path)


def test_opening_again_changes_nothing(tmp_path):
    with open_store(tmp_path) as store:
        schema = store.database.schema
    with open_store(tmp_path) as store:
        assert store.database.schema == schema
        assert {row["name"] for row in store.database["_sqlite_migrations"].rows} == STEPS


def test_a_step_that_fails_leaves_nothing_behind(store):
    later = Migrations("moment")

    @later()
    def m002_breaks(db: Database) -> None:
        db.execute("CREATE TABLE half (a)")
        db.execute("INSERT INTO half VALUES (1)")
        raise StorageError("the disk is full")

    before = store.database.schema
    with pytest.raises(StorageError):
        later.apply(store.database)
    assert store.database.schema == before
    assert "m002_breaks" not in {row["name"] for row in store.database["_sqlite_migrations"].rows}


# Reading a week


def test_hours_count_first_ratings_by_day_hour_and_level(store, recorder):
    late = NOON + timedelta(days=6, hours=11, minutes=59)
    recorder.save_all([
        rated(1, "a"), rated(1, "b"), rated(4, "c"), rated(4, "d", late),
        rated(1, "before", NOON - timedelta(hours=13)), rated(1, "after", late + timedelta(minutes=1)),
    ])  # fmt: skip
    assert Reading(store).hours(MONDAY, SUNDAY) == [
        HourCount(MONDAY, 12, Level.BAD, 2), HourCount(MONDAY, 12, Level.EXCELLENT, 1),
        HourCount(SUNDAY, 23, Level.EXCELLENT, 1),
    ]  # fmt: skip


def test_reasons_count_only_what_stood_chosen_at_the_end(store, recorder):
    recorder.save_all([
        rated(1, "a"), answer(Chose((QUEUE,)), REASONS, "a"), answer(Chose((QUEUE, STAFF)), REASONS, "a", 1),
        rated(1, "b"), answer(Chose((QUEUE,)), REASONS, "b"), answer(Chose(()), REASONS, "b", 1),
        rated(4, "c"), answer(Chose((STAFF,)), REASONS, "c"),
    ])  # fmt: skip
    assert Reading(store).reasons(MONDAY, SUNDAY) == [
        ReasonCount(QUEUE, Level.BAD, 1), ReasonCount(STAFF, Level.BAD, 1), ReasonCount(STAFF, Level.EXCELLENT, 1),
    ]  # fmt: skip


def test_a_visit_that_names_a_touchpoint_twice_counts_once(store, recorder):
    recorder.save_all([
        rated(1), answer(Chose((QUEUE,)), REASONS), answer(Chose((QUEUE,)), QuestionId("reasons_again")),
    ])  # fmt: skip
    assert Reading(store).reasons(MONDAY, SUNDAY) == [ReasonCount(QUEUE, Level.BAD, 1)]


def test_a_comment_after_midnight_belongs_to_the_day_of_its_visit(store, recorder):
    late = NOON + timedelta(days=6, hours=11, minutes=59)
    written = late + timedelta(minutes=2)
    recorder.save_all([rated(1, at=late), answer(Wrote("late"), COMMENT, at=written)])
    assert [(found.day, found.hour) for found in Reading(store).comments(MONDAY, SUNDAY)] == [(SUNDAY, 23)]
    assert Reading(store).comments(written.date(), written.date()) == []


def test_a_snapshot_sees_one_moment(tmp_path, recorder):
    recorder.save(rated(1))
    with open_reader(tmp_path) as reader:
        reading = Reading(reader)
        with reading.snapshot():
            before = reading.hours(MONDAY, SUNDAY)
            recorder.save(rated(1, "during"))
            assert reading.hours(MONDAY, SUNDAY) == before
        assert reading.hours(MONDAY, SUNDAY) == [HourCount(MONDAY, 12, Level.BAD, 2)]


def test_a_snapshot_ends_where_reading_fails(store, recorder):
    reading = Reading(store)
    with pytest.raises(sqlite.OperationalError), reading.snapshot():
        store.database.execute("SELECT nothing FROM nowhere")
    recorder.save(rated(1))
    with reading.snapshot():
        assert reading.last_day() == MONDAY


def test_the_last_rated_day_is_not_after_the_day_asked_for(store, recorder):
    reading = Reading(store)
    assert reading.last_rated_day(SUNDAY) is None
    recorder.save_all([rated(1), rated(1, "jump", NOON + timedelta(days=900))])
    recorder.save_all([rated(4, "old", NOON - timedelta(days=9)), answer(Wrote("w"), COMMENT, "old")])
    assert reading.last_rated_day(SUNDAY) == MONDAY
    assert reading.last_rated_day(MONDAY) == MONDAY
    assert reading.last_rated_day(MONDAY - timedelta(days=1)) == MONDAY - timedelta(days=9)


def test_comments_come_oldest_first_with_the_face_of_their_visit(store, recorder):
    recorder.save_all([
        rated(4, "late", NOON + timedelta(hours=1)),
        answer(Wrote("second"), COMMENT, "late", at=NOON + timedelta(hours=1)),
        rated(1, "early"),
        answer(Wrote("first"), COMMENT, "early", at=NOON + timedelta(minutes=1)),
    ])  # fmt: skip
    assert Reading(store).comments(MONDAY, SUNDAY) == [
        Comment(VisitId("early"), MONDAY, 12, EN, "checkout", Level.BAD, "first"),
        Comment(VisitId("late"), MONDAY, 13, EN, "checkout", Level.EXCELLENT, "second"),
    ]  # fmt: skip


def test_an_empty_database_reads_as_empty(store):
    reading = Reading(store)
    assert reading.last_day() is None
    for read in (reading.hours, reading.reasons, reading.comments, reading.scales, reading.scores):
        assert read(MONDAY, SUNDAY) == []


def test_an_imported_file_is_one_transaction_and_counts_once(store):
    recorder = Recorder(store, Origin("kiosk-1", "lounge", "import:lounge"), SURVEY)
    tuesday = date(2026, 11, 17)
    food = (QuestionId("food"), Scored(3, "1–5"))
    taken = [
        Row(VisitId("seven"), tuesday, EN, ((QuestionId("overall"), Scored(7, "1–10", Level.GOOD)), food)),
        Row(VisitId("eight"), tuesday, EN, ((QuestionId("overall"), Scored(8, "1–10", Level.GOOD)), food)),
        Row(VisitId("words"), tuesday, EN, ((COMMENT, Wrote("no stars")),)),
    ]
    file = ImportedFile("abc", "lounge.csv", 1, {"1–10": "1–10: 7–8 good"})
    at = datetime(2026, 11, 20, tzinfo=UTC)
    assert recorder.save_import(taken, file, at) == 3
    assert recorder.save_import(taken, file, at) == 0
    reading = Reading(store)
    assert reading.hours(MONDAY, SUNDAY) == [HourCount(tuesday, None, Level.GOOD, 2)]
    assert reading.scales(MONDAY, SUNDAY) == [ScaleCount("1–10", 2, "1–10: 7–8 good")]
    assert reading.scores(MONDAY, SUNDAY) == [ScoreSummary("food", "1–5", 2, 6.0, 18.0)]
    (comment,) = reading.comments(MONDAY, SUNDAY)
    assert (comment.text, comment.level, comment.hour, comment.place) == ("no stars", None, None, "lounge")
    (kept,) = rows(store, "imports")
    assert (kept["taken"], kept["refused"]) == (3, 1)


def test_faces_and_other_scales_are_counted_apart(store, recorder):
    recorder.save(rated(4, "face"))
    other = Recorder(store, Origin("kiosk-1", "lounge", "import:lounge"), SURVEY)
    row = Row(VisitId("r"), MONDAY, EN, ((QuestionId("overall"), Scored(9, "1–10", Level.EXCELLENT)),))
    other.save_import([row], ImportedFile("abc", "f", 0, {"1–10": "words"}), NOON)
    assert Reading(store).scales(MONDAY, SUNDAY) == [ScaleCount(None, 1, None), ScaleCount("1–10", 1, "words")]


def of_scale(visit, scale):
    return Row(VisitId(visit), MONDAY, EN, ((QuestionId("overall"), Scored(9, scale, Level.EXCELLENT)),))


def test_a_file_imported_again_keeps_the_rules_of_both_times(store):
    other = Recorder(store, Origin("kiosk-1", "lounge", "import:lounge"), SURVEY)
    other.save_import([of_scale("a", "1–5")], ImportedFile("abc", "f.csv", 2, {"1–5": "five"}), NOON)
    both = [of_scale("a", "1–5"), of_scale("b", "1–10")]
    other.save_import(both, ImportedFile("abc", "f.csv", 1, {"1–10": "ten"}), NOON + timedelta(hours=1))
    assert scales_of(store, "import:lounge") == {"1–5": "five", "1–10": "ten"}
    (kept,) = rows(store, "imports")
    assert (kept["taken"], kept["refused"]) == (2, 1)
    assert Reading(store).scales(MONDAY, SUNDAY) == [ScaleCount("1–10", 1, "ten"), ScaleCount("1–5", 1, "five")]


def test_the_rule_of_a_scale_is_found_in_whichever_import_names_it(store):
    other = Recorder(store, Origin("kiosk-1", "lounge", "import:lounge"), SURVEY)
    name = 'out of "five"'
    files = [("abc", "a", name, "old"), ("abd", "b", name, "new"), ("abe", "c", "1–10", "ten")]
    for hour, (digest, visit, scale, words) in enumerate(files):
        file = ImportedFile(digest, "f.csv", 0, {scale: words})
        other.save_import([of_scale(visit, scale)], file, NOON + timedelta(hours=hour))
    assert Reading(store).scales(MONDAY, SUNDAY) == [ScaleCount("1–10", 1, "ten"), ScaleCount(name, 2, "new")]


def test_a_week_is_read_by_the_index_of_its_days(store):
    week = {"first": MONDAY.isoformat(), "last": SUNDAY.isoformat()}
    plan = store.database.execute(f"EXPLAIN QUERY PLAN {HOURS}", week).fetchall()
    assert "USING COVERING INDEX answers_level_by_day" in str(plan)
