"""The part of a mapping that brings a survey on service quality: every fault of it, with line and key."""

from __future__ import annotations

import pytest

from kiosk.checking import faults_in
from kiosk.errors import BadInputError
from kiosk.exchange.mapping import load_mapping
from tests.unit.exchange.conftest import REPOSITORY
from tests.unit.exchange.panel import MAPPING


def told(tmp_path, text):
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as error:
        load_mapping(path)
    return str(error.value).splitlines()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('on_time = "reliability"', "", "items.1.columns.on_time: has no dimension; expected one in [dimensions]"),
        ('{ parking = "access" }', '{ parking = "access", on_time = "empathy" }',
         "items.1.dimensions.on_time: is 'empathy', elsewhere 'reliability'; expected one dimension for each item"),
        ('on_time = "reliability"', 'on_time = "reliability"\nontime = "reliability"',
         "dimensions.ontime: is in no [[items]]; expected only items that are asked there"),
        ('{ parking = "access" }', '{ parking = "access", park = "access" }',
         "items.1.dimensions.park: is in no [[items]]"),
        ('"desired"', '"perceived"',
         "items.2.columns.on_time: is there twice; expected each item once in each form, and each statement once"),
        ('"desired"', '"wanted"', "items.2.form: must be one of perceived, desired, adequate, difference"),
        ('"E2"', '"P2"',
         "items.2.columns.parking: takes column 'P2', and so does perceived parking; expected a column for each"),
        ("max = 5\ncolumns = { on_time = \"E1\"", "max = 7\ncolumns = { on_time = \"E1\"",
         "items.2: asks reliability from 1 to 7, elsewhere from 1 to 5; expected one scale for a dimension in all"),
        ("max = 7\ncolumns = { value", "max = 5\ncolumns = { value",
         "statements.1: value is asked from 1 to 7 in whole steps, not from 1 to 5 in steps of 1; expected that scale"),
        ("max = 10\n", "max = 1e300\nstep = 1e299\n", "statements.2.max: must be less than or equal to 1000000000"),
        ("max = 10\n", "max = 10\nstep = 2\n", "recommend is asked from 0 to 10 in whole steps, not from 0 to 10 in"),
        ('others = "rivals"', 'other = "rivals"',
         "statements.4.columns.other: is no statement of ours; expected one of value, satisfaction,"),
        ('others = "rivals"', 'recommend = "rivals"', "statements.4.columns.recommend: is there twice"),
        ('"no idea" = 9', '"no idea" = 8', "values: 'no idea' must stand for a whole number from 1 to 5"),
        ('"the car park" = "access"', '"the car park" = "parking"',
         "importance.values.the car park: is 'parking'; expected a dimension of the items or one of tangibles"),
        ('on_time = "P1"', 'On_Time = "P1"', "items.1.columns.On_Time: must be a name of small letters"),
        ('dimensions = { parking = "access" }', 'dimensions = { parking = "access.road" }',
         "items.1.dimensions.parking: must be a name of small letters"),
        ("columns = { on_time = \"D1\" }", "columns = {}", "items.3.columns: must have at least 1 in it"),
    ],
)  # fmt: skip
def test_a_fault_of_the_mapping_is_told_with_line_and_key(tmp_path, old, new, fault):
    assert MAPPING.count(old) == 1
    faults = told(tmp_path, MAPPING.replace(old, new))
    assert any(fault in each and ", line " in each for each in faults), faults


def test_every_fault_is_told_in_one_go(tmp_path):
    text = MAPPING.replace('on_time = "reliability"', "").replace('"difference"', '"other"')
    text = text.replace("max = 10", "max = 5").replace('language = "en"', "").replace('= "access"', '= 5', 1)
    faults = told(tmp_path, text)
    for key in ("items.1.columns.on_time", "items.2.columns.on_time", "items.3.form", "statements.2", "language",
                "items.1.dimensions.parking"):  # fmt: skip
        assert any(f"{key}: " in fault for fault in faults), (key, faults)


@pytest.mark.parametrize(
    "text",
    ["items = 5", "dimensions = 5", "importance = []", "[[statements]]\ncolumns = 5",
     "[[items]]\nform = 5\ncolumns = []", "items = [1, 2]", "[dimensions]\na = { b = 1 }",
     "[importance]\nvalues = { a = 5 }"],
)  # fmt: skip
def test_what_is_no_table_is_a_fault_and_no_crash(tmp_path, text):
    assert told(tmp_path, f'source = "a"\nlanguage = "en"\n{text}')


def test_kiosk_check_tells_the_same(tmp_path):
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING, encoding="utf-8")
    assert faults_in(path) == []
    path.write_text(MAPPING.replace('on_time = "reliability"', ""), encoding="utf-8")
    assert "items.1.columns.on_time: has no dimension" in faults_in(path)[0]


def test_the_longest_names_fit_into_an_exports_id(tmp_path):
    item, dimension = "i" * 40, "d" * 40
    path = tmp_path / "mapping.toml"
    path.write_text(f"""
source = "a"
language = "en"
[[items]]
form = "difference"
min = 1
max = 5
columns = {{ {item} = "x" }}
dimensions = {{ {item} = "{dimension}" }}
""", encoding="utf-8")
    (longest,) = load_mapping(path).asked
    assert longest.question == f"difference.{dimension}.{item}"
    assert len(longest.question) <= 100


def test_the_mapping_in_the_manual_is_a_good_one(tmp_path):
    manual = (REPOSITORY / "docs" / "manual-it.md").read_text(encoding="utf-8")
    chapter = manual.split("### Imports: mapping files")[1].split("\n### ")[0]
    path = tmp_path / "mapping.toml"
    path.write_text("\n".join(line[4:] for line in chapter.splitlines() if line.startswith("    ")), encoding="utf-8")
    assert len(load_mapping(path).asked) == 8
