"""The bank of items: whole in every language, short enough for a button row, and open to a store's own."""

from __future__ import annotations

import tomllib
import unicodedata

import pytest

from kiosk.assets import ASSETS, ITEMS
from kiosk.errors import BadInputError
from kiosk.items import DIMENSIONS, IMPORTANCE, Cell, Form, Statement
from kiosk.model import Language
from kiosk.survey.items import load_bank
from kiosk.words import available, load_words, reporting

BANK = load_bank()
FILE = tomllib.loads(ITEMS.read_text(encoding="utf-8"))
STAFF_FORMS = {"believed", "target", "audit"}
EN, KO = Language("en"), Language("ko")
OWN = """
[item.parking]
dimension = "tangibles"
tags = ["outside"]
label = { en = "Parking close by", ko = "가까운 주차장" }

[item.bills]
dimension = "reliability"
label = { en = "Correct receipts", ko = "정확한 영수증" }
"""


def texts(table, place=()):
    """Every text of the file by its place: a table whose keys are languages."""
    if "en" in table:
        yield place, table
        return
    for key, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, (*place, key))


def width(text):
    """Columns that a text takes in a typeface of even width."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign) for sign in text)


@pytest.fixture
def own(tmp_path):
    def write(text):
        path = tmp_path / "my-items.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_there_are_servquals_numbers_of_items():
    assert [len(BANK.items_of(dimension)) for dimension in DIMENSIONS] == [4, 5, 4, 4, 5]
    assert tuple(BANK.dimensions) == DIMENSIONS
    assert len({item.id for item in BANK.items}) == 22


def test_there_are_ninety_five_cells():
    questions = BANK.questions
    assert len(set(questions)) == 88 + 1 + 6
    assert IMPORTANCE in questions
    assert {each.value for each in Statement} < set(questions)
    cells = [cell for cell in map(Cell.of, questions) if cell]
    assert len(cells) == 88
    assert all(cell.form.asked_of_shoppers for cell in cells)


@pytest.mark.parametrize(("place", "said"), [*texts(FILE)], ids=lambda value: ".".join(value) if value else "")
def test_every_text_is_there_in_every_language(place, said):
    needed = reporting() if place[0] == "form" and place[1] in STAFF_FORMS else available()
    assert set(said) == set(needed)


def test_no_two_items_read_alike_in_a_language():
    for language in available():
        assert len({item.label[language] for item in BANK.items}) == 22


def test_what_stands_beside_seven_buttons_is_short():
    labels = [(item.id, code, text) for item in BANK.items for code, text in item.label.items()]
    assert {(name, code) for name, code, text in labels if width(text) > 35} == set()
    ends = [text for lead in BANK.forms.values() for end in (lead.low, lead.high) for text in end.values()]
    assert max(map(width, ends)) <= 20


def test_what_is_compared_has_the_same_ends():
    ends = {(str(BANK.forms[form].low), str(BANK.forms[form].high)) for form in (
        Form.PERCEIVED, Form.DESIRED, Form.ADEQUATE)}  # fmt: skip
    assert len(ends) == 1


@pytest.mark.parametrize("language", available())
def test_ends_are_named_as_on_the_scales_of_surveys(language):
    words = load_words(language).shopper
    difference, recommend = BANK.forms[Form.DIFFERENCE], BANK.statements[Statement.RECOMMEND]
    assert (difference.low[language], difference.high[language]) == (words["expected_1"], words["expected_5"])
    assert (recommend.low[language], recommend.high[language]) == (words["nps_low"], words["nps_high"])


def test_each_statement_has_the_scale_that_its_figures_expect():
    assert {each: BANK.statements[each].scale.value for each in Statement} == {
        Statement.VALUE: "item7", Statement.SATISFACTION: "item7", Statement.RETURN: "item7",
        Statement.RECOMMEND: "nps", Statement.PROMISE: "yes_no", Statement.OTHERS: "expected",
    }  # fmt: skip


def test_every_item_is_technical_or_functional():
    assert all(len({"technical", "functional"} & set(item.tags)) == 1 for item in BANK.items)


def test_the_tag_set_of_groenroos_says_the_same():
    """There a single item goes before its dimension."""
    tags = tomllib.loads((ASSETS / "tags" / "gronroos.toml").read_text(encoding="utf-8"))["tag"]
    carries = {name: tag for tag, table in tags.items() for name in table.get("items", ())}
    for item in BANK.items:
        assert carries.get(f"{item.dimension}.{item.id}", carries[item.dimension]) in item.tags


def test_the_five_have_pictures_of_their_own():
    assert len({choice.icon for choice in BANK.dimensions.values()}) == 5


def test_a_store_adds_items_and_puts_others_in_its_own_words(own):
    bank = load_bank(own(OWN), (EN, KO))
    assert len(bank.items) == 23
    parking, bills = bank.find("parking"), bank.find("bills")
    assert parking is not None
    assert bills is not None
    assert (parking.dimension, parking.tags, parking.label[KO]) == ("tangibles", ("outside",), "가까운 주차장")
    assert (bills.dimension, bills.label[EN]) == ("reliability", "Correct receipts")
    assert len(bank.questions) == 99
    assert [item.id for item in bank.items if item.id != "parking"] == [item.id for item in BANK.items]


def test_a_language_that_a_store_does_not_offer_has_its_english(own):
    bills = load_bank(own(OWN)).find("bills")
    assert bills is not None
    assert bills.label[Language("ar")] == "Correct receipts"


def test_a_store_without_english_is_read_too(own):
    text = '[item.parking]\ndimension = "tangibles"\nlabel = { ko = "주차장" }'
    parking = load_bank(own(text), (KO,)).find("parking")
    assert parking is not None
    assert parking.label[EN] == "주차장"


@pytest.mark.parametrize(("old", "new", "told"), [
    ('dimension = "tangibles"', 'dimension = "comfort"', "line 3: item.parking.dimension: must be 'tangibles'"),
    ('ko = "가까운 주차장"', 'xx = "?"', "line 5: item.parking.label: 'xx' is no language of ours"),
    (', ko = "가까운 주차장"', "", "line 5: item.parking.label: has no text in 'ko', expected one in every language"),
    ("Parking close by", "x" * 61, "line 5: item.parking.label.en: must have at most 60 characters"),
    ("Parking close by", "Parking\\nclose by", "line 5: item.parking.label.en: must be one line"),
    ("item.parking", "item.Parking", "line 2: item.Parking: must be a name of small letters"),
    ('tags = ["outside"]', "tags = [1]", "line 4: item.parking.tags.1: must be text in quotes"),
    ('dimension = "reliability"', 'dimension = "empathy"',
     "line 8: item.bills.dimension: is ours, expected its own dimension, 'reliability'"),
])  # fmt: skip
def test_each_fault_is_told_with_its_line(own, old, new, told):
    with pytest.raises(BadInputError) as caught:
        load_bank(own(OWN.replace(old, new, 1)), (EN, KO))
    assert told in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_the_marks_that_some_scripts_need_are_no_line_breaks(own):
    bank = load_bank(own(OWN.replace("Parking close by", "نمی\u200cخواهم")), (EN, KO))
    parking = bank.find("parking")
    assert parking is not None
    assert parking.label[EN] == "نمی\u200cخواهم"


def test_every_fault_is_told_at_once(own):
    with pytest.raises(BadInputError) as caught:
        load_bank(own(OWN.replace("tangibles", "comfort").replace("reliability", "empathy").replace("tags", "tag")))
    assert [line.split(": ")[1] for line in str(caught.value).splitlines()] == [
        "item.parking.dimension", "item.parking.tag", "item.bills.dimension"
    ]  # fmt: skip


def test_a_file_without_an_item_is_a_fault(own):
    with pytest.raises(BadInputError, match="item: is missing"):
        load_bank(own(""))
