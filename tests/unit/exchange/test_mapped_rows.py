from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import BadInputError
from kiosk.model import COMMENT_LENGTH_MAX, Level, Scored, Wrote
from kiosk.store import Reading, open_reader, read_records

MAPPING = """
source = "reviews"
language = { column = "language" }
place = { column = "shop" }
comment = ["liked", "missed"]
no_comment = ["none"]
[date]
column = "day"
formats = ["%Y-%m-%d", "%d.%m.%Y %H:%M"]
[rating]
column = "stars"
values = { "perfect" = 10 }
[[scale]]
name = "1–10"
min = 1
max = 10
when = { column = "form", equals = "new" }
levels = { bad = [1, 4], neutral = [5, 6], good = [7, 8], excellent = [9, 10] }
[[scale]]
name = "1–5"
min = 1
max = 5
when = { column = "form", filled = false }
levels = { bad = [1, 2], neutral = [3, 3], good = [4, 4], excellent = [5, 5] }
[[aspects]]
scale = "1–5"
min = 1
max = 5
not_rated = [0]
columns = { staff = "staff" }
"""
HEADER = "language,shop,day,form,stars,staff,liked,missed\n"
ROW = {
    "language": "en",
    "shop": "north",
    "day": "2026-10-01",
    "form": "new",
    "stars": "9",
    "staff": "4",
    "liked": "Tea",
    "missed": "Seats",
}


def line(**cells):
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in (ROW | cells).values()) + "\n"


@pytest.fixture
def take(importer, tmp_path):
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING, encoding="utf-8")

    def run(*lines, header=HEADER, day=None, text=MAPPING):
        mapping.write_text(text, encoding="utf-8")
        path = tmp_path / "rows.csv"
        path.write_text(header + "".join(lines), encoding="utf-8", newline="")
        return importer.mapped(path, mapping, day)

    return run


@pytest.fixture
def kept(site):
    def read():
        with open_reader(site.data) as reader:
            return list(read_records(reader, date.min, date.max))

    return read


def values(records):
    return {record.question: record.value for record in records}


def refusals(imported):
    return [str(refusal) for refusal in imported.refused]


def test_a_row_becomes_a_visit(take, kept):
    imported = take(line())
    assert (imported.taken, imported.new, imported.refused, imported.notes) == (1, 1, (), ())
    records = kept()
    assert values(records) == {
        "experience": Scored(9, "1–10", Level.EXCELLENT),
        "staff": Scored(4, "1–5"),
        "comment": Wrote("Tea\nSeats"),
    }
    assert {(r.at, r.origin.place, r.origin.source, r.language) for r in records} == {
        (date(2026, 10, 1), "north", "import:reviews", "en")
    }


def test_each_scale_has_its_own_rows_and_the_report_learns_both(take, site):
    take(line(), line(form="", stars="4"))
    with open_reader(site.data) as reader:
        scales = Reading(reader).scales(date(2026, 10, 1), date(2026, 10, 1))
    assert [(s.scale, s.n, s.mapping) for s in scales] == [
        ("1–10", 1, "1–10: 1–4 bad, 5–6 neutral, 7–8 good, 9–10 excellent"),
        ("1–5", 1, "1–5: 1–2 bad, 3 neutral, 4 good, 5 excellent"),
    ]


def test_the_hour_is_kept_where_the_row_tells_it(take, kept):
    take(line(day="02.10.2026 17:45"))
    (record, *_) = kept()
    assert (record.day, record.hour, record.at.minute) == (date(2026, 10, 2), 17, 45)


@pytest.mark.parametrize(("zone", "written", "at"), [
    ("Asia/Seoul", "2026-10-01T23:30:00+0000", "2026-10-02T08:30:00+09:00"),
    ("America/New_York", "2026-10-02T01:30:00Z", "2026-10-01T21:30:00-04:00"),
])  # fmt: skip
def test_a_time_with_an_offset_counts_for_the_shops_own_day(*, take, kept, monkeypatch, zone, written, at):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        take(line(day=written), text=MAPPING.replace("%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M:%S%z"))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert {(r.at.isoformat(), r.day.isoformat(), r.hour) for r in kept()} == {(at, at[:10], int(at[11:13]))}


def test_a_day_with_an_offset_and_no_time_stays_that_day(take, kept):
    take(line(day="2026-10-01 +1400"), text=MAPPING.replace("%Y-%m-%d", "%Y-%m-%d %z"))
    assert {r.at for r in kept()} == {date(2026, 10, 1)}


def test_words_stand_for_numbers(take, kept):
    take(line(stars="perfect"))
    assert values(kept())["experience"] == Scored(10, "1–10", Level.EXCELLENT)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"form": "", "stars": "6.0"},
         "line 2: stars is '6.0'; expected a whole number from 1 to 5 (scale 1–5, as form is empty)"),
        ({"stars": "0"}, "line 2: stars is '0'; expected a whole number from 1 to 10 (scale 1–10, as form is 'new')"),
        ({"stars": "7.5"}, "stars is '7.5'; expected a whole number"),
        ({"stars": "nan"}, "stars is 'nan'; expected a whole number"),
        ({"stars": "٣"}, "stars is '٣'; expected a whole number"),
        ({"stars": "9" * 400}, "stars is '" + "9" * 40 + "…'; expected a whole number"),
        ({"form": "old"}, "stars is '9'; expected the row to be on one scale, by the mapping it is on no scale"),
        ({"staff": "6"}, "staff is '6'; expected a whole number from 1 to 5 (scale 1–5)"),
        ({"day": "01/10/2026"}, "day is '01/10/2026'; expected a date written as %Y-%m-%d or %d.%m.%Y %H:%M"),
        ({"day": ""}, "day is empty; expected a date"),
        ({"language": "English?"}, "language is 'English?'; expected a language such as en or zh_TW"),
        ({"stars": "", "staff": "0", "liked": " ", "missed": "none"}, "line 2: has no answer in any column"),
    ],
)  # fmt: skip
def test_a_bad_row_is_refused_with_its_reason_and_the_others_stay(take, cells, reason):
    imported = take(line(**cells), line())
    assert imported.taken == 1
    (told,) = refusals(imported)
    assert reason in told


def test_ragged_and_refused_rows_are_told_in_the_order_of_the_file(take):
    imported = take(line(staff="9"), "a,b\n", line(stars="x"), line())
    assert [refusal.line for refusal in imported.refused] == [2, 3, 4]


def test_no_stars_on_an_aspect_is_no_answer_and_the_row_stays(take, kept):
    imported = take(line(staff="0"))
    assert "staff" not in values(kept())
    assert imported.notes == ("1 aspects not rated: left out, their rows stay",)


def test_a_row_without_overall_rating_keeps_the_rest_and_is_told(take, kept):
    imported = take(line(stars=""))
    assert values(kept()) == {"staff": Scored(4, "1–5"), "comment": Wrote("Tea\nSeats")}
    assert imported.notes == ("1 rows without an overall rating: the rest of each is kept, it counts for no face",)


def test_a_row_without_overall_rating_is_refused_where_the_mapping_says_so(take):
    imported = take(line(stars=""), line(), text=MAPPING.replace("[rating]", "[rating]\nmissing = \"refuse\""))
    assert "line 2: stars is empty; expected a whole number" in refusals(imported)[0]


def test_refused_rows_are_in_no_note(take):
    assert take(line(stars="", liked="\0", staff="9"), line()).notes == ()


def test_a_long_comment_is_shortened_and_told(take, kept):
    imported = take(line(liked="x" * 7000, missed="y" * 7000))
    assert len(values(kept())["comment"].text) == COMMENT_LENGTH_MAX
    assert imported.notes == ("line 2: a comment of 14,001 characters, the first 10,000 are kept",)


def test_control_characters_are_marked_and_told(take, kept):
    imported = take(line(liked="no\0thing", missed=""))
    assert values(kept())["comment"] == Wrote("no�thing")
    assert imported.notes == ("1 comments with control characters: each such character is now �",)


def test_a_place_that_is_not_told_is_the_kiosks_own(take, kept, site):
    take(line(shop=""))
    assert kept()[0].origin.place == site.place


def test_the_same_file_twice_adds_nothing(take, kept):
    lines = line(), line(), line(stars="2")
    assert take(*lines).new == 3
    before = kept()
    again = take(*lines)
    assert (again.taken, again.new) == (3, 0)
    assert kept() == before


def test_a_corrected_date_changes_no_stored_visit_and_that_is_told(take, kept):
    lines = line(day="02/11/2026"), line(day="03/11/2026", stars="2"), line(day="04/04/2026")
    take(*lines, text=MAPPING.replace("%Y-%m-%d", "%m/%d/%Y"))
    before = kept()
    again = take(*lines, line(day="05/11/2026"), text=MAPPING.replace("%Y-%m-%d", "%d/%m/%Y"))
    assert (again.taken, again.new) == (4, 1)
    assert again.notes == ("2 visits are here already with another day or rating: they stay as they were",)
    assert [record for record in kept() if record in before] == before


@pytest.mark.parametrize(("words", "column"), [("perfect\" = 9", "stars"), ("perfect\" = 10", "staff")])
def test_a_corrected_rating_changes_no_stored_visit_and_that_is_told(take, kept, words, column):
    take(line(stars="perfect", staff="5"))
    before = kept()
    changed = MAPPING.replace("perfect\" = 10", words).replace("column = \"stars\"", f"column = \"{column}\"")
    assert take(line(stars="perfect", staff="5"), text=changed).notes[0].startswith("1 visits are here already")
    assert kept() == before


def test_a_file_that_overlaps_an_earlier_one_adds_what_is_new(take):
    take(line(), line(stars="2"))
    assert take(line(stars="2"), line(stars="3"), line()).new == 1


def test_equal_rows_are_as_many_visits_as_the_longer_file_has(take):
    take(line(), line())
    assert take(line(), line(), line()).new == 1


def test_another_order_of_columns_is_the_same_row(take):
    take(line())
    names = list(reversed(ROW))
    assert take(",".join(ROW[name] for name in names) + "\n", header=",".join(names) + "\n").new == 0


def test_one_sources_scale_cannot_change_its_meaning(take):
    take(line())
    changed = MAPPING.replace("bad = [1, 4], neutral = [5, 6]", "bad = [1, 3], neutral = [4, 6]")
    with pytest.raises(BadInputError, match=r"already has rows with “1–10: 1–4 bad, .* here it is “1–10: 1–3 bad"):
        take(line(stars="4"), text=changed)


def test_a_missing_column_is_named(take):
    with pytest.raises(BadInputError, match=r"no column 'missed' \(mapping key comment\); it has 'language', 'shop'"):
        take("en,north,2026-10-01,new,9,4,Tea\n", header=HEADER.replace(",missed", ""))


def test_a_date_for_all_rows_needs_rows_without_dates(take):
    with pytest.raises(BadInputError, match="takes the dates from column 'day'; expected no --date"):
        take(line(), day=date(2026, 10, 1))
    undated = MAPPING.replace('[date]\ncolumn = "day"\nformats = ["%Y-%m-%d", "%d.%m.%Y %H:%M"]\n', "")
    with pytest.raises(BadInputError, match="no usable date; expected the day they count for as --date YYYY-MM-DD"):
        take(line(), text=undated)
    assert take(line(), text=undated, day=date(2026, 10, 2)).new == 1


def test_an_aspect_may_not_pose_as_a_question_of_the_survey(take):
    with pytest.raises(BadInputError, match="'experience' is a question of the survey"):
        take(line(), text=MAPPING.replace("columns = { staff", "columns = { experience"))


def test_a_file_of_bad_rows_makes_no_database(take, site):
    assert take(line(stars="x")).taken == 0
    assert not site.data.exists()


EDGES = [*ROW.values(), "", "0", "1e9", "-1", "9999-12-31", "31.12.9999 23:59", "01.01.0001 00:00"]
CELL = st.text(max_size=20) | st.sampled_from(EDGES)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(ROW, CELL)), min_size=1, max_size=5))
def test_any_cells_are_taken_or_refused(take, rows):
    imported = take(*(line(**cells) for cells in rows))
    assert imported.taken + len(imported.refused) == len(rows)
