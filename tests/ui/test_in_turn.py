"""What is asked in turns, on the real screens: taps become rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.comfort import Comfort
from kiosk.items import IMPORTANCE, OFFER, Plan
from kiosk.model import Language, Site
from kiosk.store import open_reader
from kiosk.store.turns import read_asked_visits
from tests.plans import PLANS
from tests.ui.arrows import Keypad
from tests.ui.conftest import Shop
from ui.hand import read, turn, wait_until
from ui.keypad import place_of

Opener = Callable[..., Shop]
ROWS = """
    SELECT question, revision, number, scale, choices FROM answers
    WHERE question GLOB '*.*' ORDER BY at, question, revision"""


def opened(open_shop: Opener, plan: Plan, **options: object) -> Shop:
    return open_shop(planner=lambda _: plan, **options)


def kept(plan: Plan) -> tuple[object, ...]:
    """The row of an offer."""
    return OFFER, 0, None, "offer", json.dumps({name: round(chance, 9) for name, chance in plan.offered.chances})


def test_one_tap_on_an_item_is_a_stored_answer_and_leads_on(open_shop: Opener) -> None:
    plan = PLANS["one item"]
    shop = opened(open_shop, plan)
    shop.hand.tap("face3")
    shop.hand.tap("row0-point5")
    shop.hand.wait_for("comment")
    shop.hand.tap("skip")
    shop.hand.wait_for("thanks")
    assert shop.rows(ROWS) == [kept(plan), (plan.question.rows[0].question, 0, 5.0, "item7", None)]
    assert [chance for _, chance in plan.offered.chances] == [1.0]
    (visit,) = read_asked_visits(open_reader(shop.site.data), date.min, date.max)
    assert visit.chances == {plan.question.rows[0].question: 1.0}


def test_who_skips_leaves_the_offer_alone(open_shop: Opener) -> None:
    plan = PLANS["two forms"]
    shop = opened(open_shop, plan)
    shop.hand.tap("face1")
    shop.hand.tap("skip")
    shop.hand.wait_for("comment")
    assert shop.rows(ROWS) == [kept(plan)]


def test_two_rows_take_a_tap_each_and_the_first_can_be_mended(open_shop: Opener) -> None:
    plan = PLANS["two forms"]
    shop = opened(open_shop, plan)
    shop.hand.tap("face2")
    assert read(shop.hand.wait_for("skip"), "text") == "Skip"
    for name in ("row1-point7", "row1-point6"):
        shop.hand.tap(name)
    shop.settle()
    assert read(shop.hand.wait_for("skip"), "text") == "Next"
    assert [read(shop.hand.wait_for(f"row1-point{point}"), "tapped") for point in (5, 6, 7)] == [False, True, False]
    shop.hand.tap("row0-point2")
    shop.hand.wait_for("comment")
    first, second = (row.question for row in plan.question.rows)
    assert shop.rows(ROWS) == [
        kept(plan), (second, 0, 7.0, "item7", None), (second, 1, 6.0, "item7", None), (first, 0, 2.0, "item7", None),
    ]  # fmt: skip


def test_next_goes_on_with_one_row_of_two(open_shop: Opener) -> None:
    shop = opened(open_shop, PLANS["two items"])
    for name in ("face4", "row0-point1", "skip"):
        shop.hand.tap(name)
    shop.hand.wait_for("comment")
    assert [row[2] for row in shop.rows(ROWS)] == [None, 1.0]


@pytest.mark.parametrize(
    ("name", "point", "scale"), [("recommend", 10, "nps"), ("promise", 1, "yes_no"), ("as expected", 3, "expected")]
)
def test_every_scale_stores_its_points(open_shop: Opener, name: str, point: int, scale: str) -> None:
    shop = opened(open_shop, PLANS[name])
    shop.hand.tap("face3")
    shop.hand.tap(f"row0-point{point}")
    shop.hand.wait_for("comment")
    assert shop.rows(ROWS)[1:] == [(PLANS[name].question.rows[0].question, 0, float(point), scale, None)]


def test_what_matters_most_is_one_tap(open_shop: Opener) -> None:
    shop = opened(open_shop, PLANS["importance"])
    for name in ("face3", "choice-empathy"):
        shop.hand.tap(name)
    shop.hand.wait_for("comment")
    assert shop.rows(ROWS) == [kept(PLANS["importance"]), (IMPORTANCE, 0, None, "options", '["empathy"]')]


def test_undo_leads_back_to_the_faces_and_the_offer_stays_one(open_shop: Opener) -> None:
    shop = opened(open_shop, PLANS["two forms"])
    for name in ("face1", "row0-point1", "undo", "face4", "row0-point7"):
        shop.hand.tap(name)
    shop.settle()
    assert [(row[0] == OFFER, row[1], row[2]) for row in shop.rows(ROWS)] == [
        (True, 0, None), (False, 0, 1.0), (False, 1, 7.0),
    ]  # fmt: skip


def test_another_language_says_the_same_and_keeps_what_is_tapped(open_shop: Opener) -> None:
    plan = PLANS["two forms"]
    shop = opened(open_shop, plan)
    for name in ("face1", "row0-point3", "language-ko"):
        shop.hand.tap(name)
    assert shop.session.prompt == plan.question.prompt[Language("ko")]
    assert read(shop.hand.wait_for("row0-point3"), "tapped") is True


@pytest.mark.parametrize("pause", [120, 250, 380])
def test_the_second_tap_of_a_double_tap_answers_no_item(open_shop: Opener, pause: int) -> None:
    shop = opened(open_shop, PLANS["one item"], motion=True)
    shop.hand.tap("face2")
    place = shop.hand.place_of(shop.hand.wait_for("row0-point4"))
    shop.hand.tap("startOver")
    face = shop.hand.place_of(shop.hand.wait_for("face2"))
    for where in (face, place):
        QTest.mouseClick(shop.hand.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        turn(pause)
    shop.hand.wait_for("row0-point4")
    shop.settle()
    assert [row[2] for row in shop.rows(ROWS)] == [None, None], "two offers"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_whole_visit_with_the_keypad(open_shop: Opener, language: str) -> None:
    shop = opened(open_shop, PLANS["two forms"])
    wait_until((shop.site.data / "feedback.db").exists, "the store to be open")
    keypad = Keypad(shop)
    keypad.choose_language(language)
    keypad.select("face1")
    keypad.select("row0-point6")
    shop.settle()
    assert keypad.focus == "row0-point6", "a tap does not take the focus away"
    one, two = (place_of(shop.hand.wait_for(f"row0-point{point}")) for point in (1, 2))
    assert (one.x() < two.x()) == (language == "en")
    keypad.select("row1-point2")
    shop.hand.wait_for("comment")
    keypad.select("skip")
    keypad.select("thanks")
    assert [row[2] for row in shop.rows(ROWS)] == [None, 6.0, 2.0]


def test_each_point_is_named_with_what_it_is_a_point_of(open_shop: Opener) -> None:
    shop = opened(open_shop, PLANS["two forms"])
    shop.hand.tap("face1")
    shop.hand.wait_for("skip")
    row = shop.session.itemRows[1]
    assert [point["spoken"] for point in row["points"]][4] == f"5 of 7, {row['label']}"
    assert [point["spoken"] for point in row["points"]][6] == f"7 of 7 {row['high']}, {row['label']}"
    shop.session.setLanguage("zh_TW")
    assert shop.session.itemRows[1]["points"][4]["spoken"].endswith(f"，{shop.session.itemRows[1]['label']}")


def test_beside_other_shops_no_point_is_called_as_expected(open_shop: Opener) -> None:
    shop = opened(open_shop, PLANS["others"])
    shop.hand.tap("face1")
    point = shop.hand.wait_for("row0-point3")
    assert read(point, "text") == "3"
    shop.hand.tap("row0-point4")
    shop.hand.wait_for("comment")
    assert shop.rows(ROWS)[1][2:4] == (4.0, "expected")


def test_where_words_do_not_fit_on_the_points_they_stand_at_the_ends(open_shop: Opener, site: Site) -> None:
    small = replace(site, screen_mm=(154.0, 92.4), comfort=Comfort(text_size=3))
    shop = opened(open_shop, PLANS["two as expected"], where=small, size=(800, 480))
    shop.session.setLanguage("en")
    shop.hand.tap("face1")
    assert read(shop.hand.wait_for("row1-point2"), "text") == "Worse"
    shop.session.setLanguage("ja")
    assert read(shop.hand.wait_for("row1-point2"), "text") == "2"
    assert "期待より悪い" in str(read(shop.hand.wait_for("row1-point2"), "spoken")), "it is said all the same"
