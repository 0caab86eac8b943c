from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from kiosk.model import Level, Origin, QuestionId, Scored, VisitId, Wrote
from kiosk.store import HourCount, ImportedFile, Reading, Recorder, Row, ScaleCount, ScoreSummary, scales_of
from tests.unit.builders import COMMENT, EN, NOON, SURVEY, rated
from tests.unit.store.shop import MONDAY, SUNDAY, rows


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
    assert reading.scales(MONDAY, SUNDAY) == [ScaleCount("1–10", 2, "1–10: 7–8 good", tapped=False)]
    assert reading.scores(MONDAY, SUNDAY) == [ScoreSummary(None, "food", "1–5", {3.0: 2})]
    (comment,) = reading.comments(MONDAY, SUNDAY)
    assert (comment.text, comment.level, comment.hour, comment.place) == ("no stars", None, None, "lounge")
    (kept,) = rows(store, "imports")
    assert (kept["taken"], kept["refused"]) == (3, 1)


def test_faces_and_other_scales_are_counted_apart(store, recorder):
    recorder.save(rated(4, "face"))
    other = Recorder(store, Origin("kiosk-1", "lounge", "import:lounge"), SURVEY)
    row = Row(VisitId("r"), MONDAY, EN, ((QuestionId("overall"), Scored(9, "1–10", Level.EXCELLENT)),))
    other.save_import([row], ImportedFile("abc", "f", 0, {"1–10": "words"}), NOON)
    assert Reading(store).scales(MONDAY, SUNDAY) == [
        ScaleCount(None, 1, None, tapped=True), ScaleCount("1–10", 1, "words", tapped=False),
    ]  # fmt: skip


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
    assert Reading(store).scales(MONDAY, SUNDAY) == [
        ScaleCount("1–10", 1, "ten", tapped=False), ScaleCount("1–5", 1, "five", tapped=False),
    ]  # fmt: skip


def test_the_rule_of_a_scale_is_found_in_whichever_import_names_it(store):
    other = Recorder(store, Origin("kiosk-1", "lounge", "import:lounge"), SURVEY)
    name = 'out of "five"'
    files = [("abc", "a", name, "old"), ("abd", "b", name, "new"), ("abe", "c", "1–10", "ten")]
    for hour, (digest, visit, scale, words) in enumerate(files):
        file = ImportedFile(digest, "f.csv", 0, {scale: words})
        other.save_import([of_scale(visit, scale)], file, NOON + timedelta(hours=hour))
    assert Reading(store).scales(MONDAY, SUNDAY) == [
        ScaleCount("1–10", 1, "ten", tapped=False), ScaleCount(name, 2, "new", tapped=False),
    ]  # fmt: skip
