from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.model import Language, Level, Origin, Paper
from kiosk.report.data import LeftOut, to_json
from kiosk.report.pdf import render
from kiosk.store import Reading, Recorder, clear_rule, open_reader, open_store
from kiosk.taps import RULES, always_open
from kiosk.words import load_words
from tests.unit.report.conftest import Shop
from tests.unit.report.reading import pages_by_pypdf, squeezed

NOON = datetime(2026, 11, 11, 12, tzinfo=UTC)
LANGUAGES = ["en", "ko", "zh_TW", "zh_CN"]


def play(shop: Shop) -> None:
    """Nine honest visits an hour apart, a face pressed three times in a row with words, and a greeting."""
    for hour in range(9):
        shop.save(shop.visit(NOON + timedelta(hours=hour), Level.GOOD))
    for second, words in ((1800, "first words"), (1802, "second words"), (1804, None)):
        shop.save(shop.visit(NOON + timedelta(seconds=second), Level.BAD, ["queue"], words))
    shop.save(shop.visit(NOON + timedelta(seconds=5400), Level.BAD, [], "hello"))
    with open_store(shop.folder) as store:
        Recorder(store, Origin("k1", "checkout"), shop.survey).screen(NOON + timedelta(hours=11), always_open)


def test_play_is_in_no_figure_and_told(shop: Shop) -> None:
    play(shop)
    data = shop.report()
    assert (data.ratings, data.unhappy.hits) == (11, 2)
    assert data.left_out == (LeftOut("repeat", 2),)
    assert data.heat_map.n == 11
    assert {comment.text: (comment.suspect, comment.flag) for comment in data.comments} == {
        "first words": (None, None), "second words": ("repeat", None), "hello": (None, "greeting"),
    }  # fmt: skip
    assert json.loads(to_json(data))["left_out"] == [{"rule": "repeat", "n": 2}]


def test_what_was_cleared_counts_again_and_is_not_told(shop: Shop) -> None:
    play(shop)
    with open_store(shop.folder) as store:
        clear_rule(store, "repeat", NOON)
    data = shop.report()
    assert (data.ratings, data.left_out) == (13, ())


def test_the_page_says_how_many_are_left_out_by_which_rule_and_marks_their_words(shop: Shop) -> None:
    play(shop)
    first, *others = pages_by_pypdf(render(shop.report(), Language("en"), Paper.A4))
    assert squeezed("2 ratings look like play and are left out: 2 repeated.") in squeezed(first)
    assert squeezed("first words") in squeezed(first)
    assert squeezed("second words") not in squeezed(first)
    assert "hello" not in first
    rest = squeezed("".join(others))
    assert squeezed("second words looks like play · Waiting time") in rest
    assert squeezed("hello greeting only") in rest
    assert squeezed("What looks like play is kept and is in no figure") in rest


def test_nothing_is_said_where_nothing_is_left_out(shop: Shop) -> None:
    shop.save(shop.visit(NOON, Level.BAD, ["queue"], "late again"))
    text = squeezed("".join(pages_by_pypdf(render(shop.report(), Language("en"), Paper.A4))))
    assert squeezed("looks like play") not in text
    assert squeezed("look like play") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_every_rule(shop: Shop, language: str) -> None:
    play(shop)
    words = load_words(Language(language))
    assert len({words.say(f"rule_{rule}", number=3) for rule in RULES}) == len(RULES)
    first, *_ = pages_by_pypdf(render(shop.report(), Language(language), Paper.A4))
    assert squeezed(words.count("left_out", 2, number=2, rules=words.say("rule_repeat", number=2))) in squeezed(first)


def test_rude_words_are_masked_on_paper_and_kept_on_file(shop: Shop) -> None:
    shop.save(shop.visit(NOON, Level.BAD, ["queue"], "what a shitty queue"))
    text = "".join(pages_by_pypdf(render(shop.report(), Language("en"), Paper.A4)))
    assert squeezed(text).count("whatas*****queue") == 2
    with open_reader(shop.folder) as reader:
        (kept,) = Reading(reader).comments(NOON.date(), NOON.date())
    assert kept.text == "what a shitty queue"
