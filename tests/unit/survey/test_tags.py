from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.assets import TAGS
from kiosk.errors import BadInputError
from kiosk.items import DIMENSIONS
from kiosk.survey.file import load_touchpoints
from kiosk.survey.items import load_bank
from kiosk.survey.tags import OURS, load_tag_set, tag_sets
from kiosk.words import reporting

IDS = {
    "gronroos": ["technical", "functional", "image", "unsorted"],
    "perception": ["contact", "price", "image", "detail"],
    "value_cost": [
        *("brand_value", "service_value", "people_value", "image_value"),
        *("money_cost", "time_cost", "physical_cost", "mental_cost"),
    ],
    "telecom": ["stability", "truthful_advertising", "sales_service", "smooth_process"],
    "staff_abilities": ["willingness", "empathy", "training", "authority"],
    "training": ["friendly", "listening", "efficient_effective", "professional", "easy_to_deal_with"],
}
OWN = """
name = { en = "Ours" }
[tag.inside]
name = { en = "Inside", ko = "안" }
touchpoints = ["queue"]
items = ["reliability"]
[tag.outside]
name = { en = "Outside" }
"""


def write(tmp_path: Path, text: str, name: str = "ours.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_documents_sets_are_all_there():
    assert {name: [tag.id for tag in tag_set.tags] for name, tag_set in tag_sets().items()} == IDS
    assert {path.stem for path in TAGS.glob("*.toml")} == set(OURS)


def test_every_touchpoint_dimension_and_item_carries_one_of_groenroos_tags():
    gronroos = tag_sets()["gronroos"]
    for touchpoint in load_touchpoints():
        assert [tag.id for tag in gronroos.tags if touchpoint in tag.touchpoints] != [], touchpoint
    carried = frozenset().union(*(tag.items for tag in gronroos.tags))
    assert set(DIMENSIONS) <= carried
    assert {f"{item.dimension}.{item.id}" for item in load_bank().items} <= carried


def test_nothing_carries_two_of_groenroos_tags():
    covered = [each for tag in tag_sets()["gronroos"].tags for each in (*tag.touchpoints, *tag.items)]
    assert len(covered) == len(set(covered))


@pytest.mark.parametrize("name", ["perception", "value_cost", "telecom"])
def test_every_other_set_sorts_every_touchpoint_that_says_something(name):
    covered = frozenset().union(*tag_sets()[name].covers.values())
    assert set(load_touchpoints()) - covered == {"other"}


def test_every_name_is_there_in_every_language_of_the_page_and_differs_from_its_neighbours():
    for tag_set in tag_sets().values():
        for language in reporting():
            names = [tag.name[language] for tag in tag_set.tags]
            assert all(names)
            assert len(set(names)) == len(names)
            assert language == "en" or tag_set.name[language] != tag_set.name["en"]


def test_a_shop_adds_a_set_of_its_own_and_english_stands_in(tmp_path):
    ours = tag_sets([write(tmp_path, OWN)])["ours"]
    assert (ours.name["ko"], ours.tags[0].name["ko"], ours.tags[1].name["zh_TW"]) == ("Ours", "안", "Outside")
    assert ours.covers == {"inside": {"queue", "reliability"}, "outside": frozenset()}


def test_a_shops_file_takes_the_place_of_ours(tmp_path):
    sets = tag_sets([write(tmp_path, OWN, "telecom.toml")])
    assert list(sets) == list(OURS)
    assert [tag.id for tag in sets["telecom"].tags] == ["inside", "outside"]


def test_an_item_of_the_shops_own_carries_the_tags_that_it_names(tmp_path):
    rack = '[item.bike_rack]\ndimension = "tangibles"\ntags = ["technical"]\nlabel = { en = "Bicycle rack" }\n'
    items = write(tmp_path, rack, "items.toml")
    gronroos = tag_sets(bank=load_bank(items))["gronroos"]
    assert "tangibles.bike_rack" in gronroos.covers["technical"]
    assert "tangibles.bike_rack" not in gronroos.covers["functional"]


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ('["queue"]', '["cue"]', "line 5: tag.inside.touchpoints: 'cue' is no touchpoint, expected some of"),
        ('["reliability"]', '["reliability.x"]', "line 6: tag.inside.items: 'reliability.x' is no dimension or item"),
        ('{ en = "Ours" }', '{ ko = "우리" }', "line 2: name: has no text in 'en', 'zh_CN', 'zh_TW'"),
        ('{ en = "Ours" }', '{ en = "Ours", xx = "Ours" }', "line 2: name: 'xx' is no language of ours"),
        ("[tag.outside]", "[tag.Outside]", "a name of small letters"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path, wrong, right, told):
    with pytest.raises(BadInputError) as raised:
        load_tag_set(write(tmp_path, OWN.replace(wrong, right)))
    assert told in str(raised.value)


def test_one_tag_alone_sorts_nothing(tmp_path):
    with pytest.raises(BadInputError, match="at least 2"):
        load_tag_set(write(tmp_path, OWN.partition("[tag.outside]")[0]))
