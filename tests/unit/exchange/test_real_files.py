"""Reviews that people wrote on other systems; the files stay outside the repository."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime

import pytest

from kiosk.errors import BadInputError
from kiosk.exchange import Importer, export_csv
from kiosk.model import COMMENT_LENGTH_MAX, Level, Scored, Week, Wrote
from kiosk.site import load_site
from kiosk.store import Reading, open_reader, read_records

UNDATED = {"google_reviews_zh-TW": 300, "cafe_reviews_ko": 59, "hotel_reviews_zh-CN": 800}
TAKEN_ON = date(2026, 10, 1)
NOW = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_kept(text):
    return text.replace("\r\n", "\n").strip()[:COMMENT_LENGTH_MAX]


@pytest.fixture
def lounges(importer, real_data, mappings):
    return lambda: importer.mapped(real_data / "skytrax_lounge_en.csv", mappings / "skytrax_lounge_en.toml", None)


@pytest.fixture
def records(site):
    def read(first=date.min, last=date.max):
        with open_reader(site.data) as reader:
            return list(read_records(reader, first, last))

    return read


def test_lounges_ten_rows_are_refused_each_with_its_reason(lounges):
    imported = lounges()
    assert (imported.taken, imported.new, len(imported.refused)) == (2254, 2254, 10)
    told = "line {}: overall_rating is '{}'; expected a whole number from 1 to 5 (scale 1–5, as date_visit is empty)"
    assert [str(refusal) for refusal in imported.refused] == [
        told.format(line, number)
        for line, number in [(33, "9.0"), (34, "6.0"), (52, "6.0"), (290, "10.0"), (291, "8.0"), (432, "8.0"),
                             (434, "7.0"), (460, "9.0"), (1690, "10.0"), (1818, "7.0")]
    ]  # fmt: skip
    assert imported.notes == (
        "5 rows without an overall rating: the rest of each is kept, it counts for no face",
        "326 aspects not rated: left out, their rows stay",
    )


def test_lounges_twice_add_nothing(lounges, records):
    lounges()
    before = records()
    assert (lounges().taken, lounges().new) == (2254, 0)
    assert records() == before


@pytest.mark.parametrize(("week", "n"), [(Week(2014, 40), 66), (Week(2015, 28), 23)])
def test_lounges_busy_weeks_hold_those_very_comments(lounges, records, real_data, week, n):
    lounges()
    kept = [r.value.text for r in records(week.monday, week.sunday) if isinstance(r.value, Wrote)]
    days = {week.monday.isoformat(), week.sunday.isoformat()}
    written = [as_kept(row["content"]) for row in rows(real_data / "skytrax_lounge_en.csv")
               if min(days) <= row["date"] <= max(days)]  # fmt: skip
    assert len(kept) == n
    assert sorted(kept) == sorted(written)


def test_lounges_two_scales_stay_apart(lounges, site):
    lounges()
    with open_reader(site.data) as reader:
        scales = Reading(reader).scales(date.min, date.max)
        hours = Reading(reader).hours(date.min, date.max)
    assert [(s.scale, s.n) for s in scales] == [("1–10", 99), ("1–5", 2150)]
    assert {count.hour for count in hours} == {None}


def test_lounges_an_aspect_of_nought_is_no_answer(lounges, records):
    lounges()
    aspects = [r.value for r in records() if r.question not in {"experience", "comment", "recommended"}]
    assert {value.number for value in aspects if isinstance(value, Scored)} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(("name", "n"), UNDATED.items())
def test_files_without_dates_are_refused_without_one_and_taken_with_it(
    *, importer, real_data, mappings, records, name, n
):
    path, mapping = real_data / f"{name}.csv", mappings / f"{name}.toml"
    with pytest.raises(BadInputError, match=f"{name}.csv: its rows have no usable date; expected .* --date YYYY-MM-DD"):
        importer.mapped(path, mapping, None)
    imported = importer.mapped(path, mapping, TAKEN_ON)
    assert (imported.taken, imported.new, imported.refused) == (n, n, ())
    assert importer.mapped(path, mapping, TAKEN_ON).new == 0
    assert {r.day for r in records()} == {TAKEN_ON}


def test_chinese_line_breaks_and_emoji_are_kept(importer, real_data, mappings, records):
    path = real_data / "google_reviews_zh-TW.csv"
    importer.mapped(path, mappings / "google_reviews_zh-TW.toml", TAKEN_ON)
    kept = sorted(r.value.text for r in records() if isinstance(r.value, Wrote))
    assert kept == sorted(as_kept(row["comment"]) for row in rows(path))
    assert sum(text.count("\n") for text in kept) == 1084


def test_the_words_for_no_review_are_no_comment(importer, real_data, mappings, records):
    imported = importer.mapped(real_data / "cafe_reviews_ko.csv", mappings / "cafe_reviews_ko.toml", TAKEN_ON)
    assert imported.notes == ('2 comments are words of the file for "no comment": left out, their rows stay',)
    assert sum(isinstance(r.value, Wrote) for r in records()) == 57


def test_a_label_is_good_or_bad_and_never_excellent(importer, real_data, mappings, site):
    importer.mapped(real_data / "hotel_reviews_zh-CN.csv", mappings / "hotel_reviews_zh-CN.toml", TAKEN_ON)
    with open_reader(site.data) as reader:
        counts = Reading(reader).hours(TAKEN_ON, TAKEN_ON)
    assert [(count.level, count.n) for count in counts] == [(Level.BAD, 400), (Level.GOOD, 400)]


def test_all_of_it_goes_out_and_into_a_fresh_folder(*, importer, real_data, mappings, site, tmp_path, lounges, records):
    lounges()
    for name in UNDATED:
        importer.mapped(real_data / f"{name}.csv", mappings / f"{name}.toml", TAKEN_ON)
    with open_reader(site.data) as reader:
        exported = export_csv(reader, date.min, date.max, tmp_path / "out.csv")
    fresh = load_site(None, tmp_path / "fresh")
    imported = Importer(fresh, NOW).own(exported.answers)
    assert (imported.new, imported.refused) == (exported.rows, ())
    with open_reader(fresh.data) as reader:
        assert list(read_records(reader, date.min, date.max)) == records()
