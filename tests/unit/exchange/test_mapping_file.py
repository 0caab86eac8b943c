from __future__ import annotations

import pytest

from kiosk.errors import BadInputError
from kiosk.exchange.mapping import load_mapping
from kiosk.model import Level

GOOD = """
source = "reviews"
language = "en"
comment = ["text"]
[rating]
column = "stars"
[[scale]]
name = "1–5"
min = 1
max = 5
levels = { bad = [1, 2], neutral = [3, 3], good = [4, 4], excellent = [5, 5] }
"""
TWO_SCALES = """
[[scale]]
name = "1–10"
min = 1
max = 10
when = { column = "form", equals = "new" }
levels = { bad = [1, 4], neutral = [5, 6], good = [7, 8], excellent = [9, 10] }
"""


@pytest.fixture
def mapping_of(tmp_path):
    def load(text):
        path = tmp_path / "mapping.toml"
        path.write_text(text, encoding="utf-8")
        return load_mapping(path)

    return load


def told(mapping_of, text):
    with pytest.raises(BadInputError) as error:
        mapping_of(text)
    return str(error.value)


def test_a_scale_says_its_faces_in_words(mapping_of):
    assert mapping_of(GOOD).scale_words() == {"1–5": "1–5: 1–2 bad, 3 neutral, 4 good, 5 excellent"}


def test_half_points_have_a_face_each(mapping_of):
    halves = GOOD.replace("max = 5", "max = 5\nstep = 0.5").replace("[1, 2], neutral = [3, 3]", "[1, 2.5]")
    (scale,) = mapping_of(halves.replace("good = [4, 4]", "good = [3, 4.5]")).scale
    assert [scale.level(number) for number in scale.points()] == [Level.BAD] * 4 + [Level.GOOD] * 4 + [Level.EXCELLENT]
    assert scale.words() == "1–5: 1–2.5 bad, 3–4.5 good, 5 excellent"


def test_a_scale_may_run_from_excellent_down_to_bad(mapping_of):
    school = GOOD.replace("excellent = [5, 5]", "bad = [5, 5]").replace("bad = [1, 2]", "excellent = [1, 2]")
    (scale,) = mapping_of(school).scale
    assert (scale.level(1), scale.level(5)) == (Level.EXCELLENT, Level.BAD)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("bad = [1, 2]", "bad = [1, 1]", "scale.1: levels: 2 is no level; expected exactly one level for each number"),
        ("bad = [1, 2]", "bad = [1, 3]", "levels: 3 is bad and neutral; expected exactly one"),
        ("bad = [1, 2]", "bad = [0, 2]", "levels: [0, 2] must run upwards between numbers of the scale"),
        ("bad = [1, 2]", "bad = [2, 1]", "levels: [2, 1] must run upwards"),
        ("max = 5", "max = 1", "min must be below max, not 1 and 1"),
        ("max = 5", "max = 5\nstep = 3", "reach max in whole steps"),
        ("max = 5", "max = 5e8", "must have from 2 to 1001 numbers"),
        ("min = 1", "min = nan", "line 9: scale.1"),
        ("name = \"1–5\"", "name = 'a\"b'", "without \" and \\, such as"),
        ("source", "sauce", "sauce: is not a known key"),
        ("source = \"reviews\"", "", "source: is missing"),
        ("language = \"en\"", "language = \"English please\"", "must be a language such as \"en\""),
        ("language = \"en\"", "language = \"en\"\nencoding = \"utf-9\"", "must be an encoding such as"),
        ("language = \"en\"", "language = \"en\"\nencoding = \"hex\"", "must be an encoding such as"),
        ("language = \"en\"", "language = \"en\"\ndelimiter = \"ab\"", "delimiter"),
        ("[rating]\ncolumn = \"stars\"", "", "expected [rating] and at least one [[scale]] together"),
        ("[[scale]]", "[date]\ncolumn = \"d\"\nformats = [\"%m-%d\"]\n[[scale]]", "must give year, month and day"),
        ("[[scale]]", "[date]\ncolumn = \"d\"\nformats = [\"%Q\"]\n[[scale]]", "must give year, month and day"),
        ("[[scale]]", "[date]\ncolumn = \"d\"\nformats = [\"%Y%Y-%m-%d\"]\n[[scale]]", "must give year, month and day"),
        ("[[scale]]", "[date]\ncolumn = \"d\"\nformats = [\"%Y-%m-%d %H:%M %Z\"]\n[[scale]]",
         "must tell the zone as an offset from UTC (%z), not by its name (%Z)"),
        ("levels =", "when = { column = \"x\" }\nlevels =", "must have either `filled` or `equals`"),
        ("levels =", "when = { column = \"x\", filled = true, equals = \"\" }\nlevels =", "must have either"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_key(mapping_of, old, new, message):
    assert old in GOOD
    assert message in told(mapping_of, GOOD.replace(old, new, 1))


def test_a_scale_fault_is_told_with_its_line(mapping_of):
    assert "mapping.toml, line 7: scale.1" in told(mapping_of, GOOD.replace("bad = [1, 2]", "bad = [1, 1]"))


def test_several_scales_need_a_condition_each(mapping_of):
    assert "expected `when` in each of several scales" in told(mapping_of, GOOD + TWO_SCALES)


def test_a_scale_name_means_one_thing(mapping_of):
    aspects = '[[aspects]]\nscale = "1–5"\nmin = 0\nmax = 5\ncolumns = { staff = "staff" }\n'
    assert "scale '1–5' has other numbers elsewhere" in told(mapping_of, GOOD + aspects)


def test_an_aspect_is_asked_once(mapping_of):
    aspects = '[[aspects]]\nscale = "0–9"\nmin = 0\nmax = 9\ncolumns = { staff = "staff" }\n'
    assert "expected each question once" in told(mapping_of, GOOD + aspects + aspects)


def test_a_mapping_of_nothing_is_told(mapping_of):
    empty = 'source = "a"\nlanguage = "en"'
    assert "expected at least one of comment, [rating], [[aspects]], [[items]]" in told(mapping_of, empty)
