"""A real AT-SPI client walks every screen in every language: whatever a finger can tap, it can find, name and press."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.items import ItemsQuestion
from kiosk.model import Language, Level
from kiosk.questions import ChoiceQuestion, ContactQuestion, ScaleQuestion
from kiosk.words import Words, load_words
from tests.access.conftest import READER, SYSTEM_PYTHON, ScreenReader, Thing, running
from tests.everything import everything
from tests.plans import PLANS
from ui.view import item_row, point_words

PIXELS_PER_MM = 1280 / 323
FINGERTIP_MM = 12.7
SURVEY = everything()
ROLES = {"button", "radio button", "check box"}
NUMBER = r"[0-9]{3} [0-9]{3}"
"""What a shopper may take away instead of leaving an address."""


class Walk:
    """The screen reader and, beside it, what the kiosk itself knows of its screen."""

    def __init__(self, reader: ScreenReader, kiosk: subprocess.Popen[str]) -> None:
        self.reader = reader
        self._kiosk = kiosk
        self.met: list[str] = []

    def look(self, line: str = "look") -> dict[str, object]:
        """The kiosk's own account of the screen, once it has come to rest."""
        assert self._kiosk.stdin is not None
        assert self._kiosk.stdout is not None
        self._kiosk.stdin.write(line + "\n")
        self._kiosk.stdin.flush()
        return json.loads(self._kiosk.stdout.readline())

    def compare(self, words: Words, screen: str) -> None:
        """Every button of the screen is in the tree, once, with all that it takes to be used."""
        own = self.look()
        assert own["screen"] == screen
        things = self.reader.tappable()
        wrong = [fault for thing in things for fault in faults(thing, words)]
        assert wrong == [], f"{screen} in {words.language}"
        buttons = own["buttons"]
        assert len(things) == len(buttons), f"{screen} in {words.language}: {[each.name for each in things]} {buttons}"
        self.met.append(screen)


def faults(thing: Thing, words: Words) -> Iterator[str]:
    if thing.role not in ROLES:
        yield f"{thing.name!r} is a {thing.role!r}"
    if not spoken(words).fullmatch(thing.name):
        yield f"{thing.name!r} is not said in {words.language}"
    if thing.actions.count("Press") != 1:
        yield f"{thing.name!r} offers {thing.actions}"
    if min(thing.size) < FINGERTIP_MM * PIXELS_PER_MM - 1:
        yield f"{thing.name!r} measures {[round(side / PIXELS_PER_MM, 1) for side in thing.size]} mm"


def spoken(words: Words) -> re.Pattern[str]:
    """All names that a thing may have in a language: our words, the survey's, the levels and every language's own."""
    texts = {*words.levels.values(), *words.shopper.values(), *(load_words(code).name for code in SURVEY.languages)}
    for question in SURVEY.questions:
        match question:
            case ChoiceQuestion(choices=choices):
                texts |= {choice.label[words.language] for offered in choices.values() for choice in offered}
            case ScaleQuestion(scale=scale):
                texts |= {point_words(scale, point, words)[1] for point in scale.points}
            case _:
                texts |= {text[words.language] for text in question.prompt.values()}
    rows = [row for plan in PLANS.values() if isinstance(plan.question, ItemsQuestion) for row in plan.question.rows]
    texts |= {str(point["spoken"]) for row in rows for point in item_row(row, words)["points"]}
    one = "|".join(re.sub(r"\\{\w+\\}", ".+", re.escape(text)) for text in sorted(texts, key=len, reverse=True))
    return re.compile(rf"(?:{one})(?:[ :,.，。：]*(?:{NUMBER}|{one}))*[ .。]*")


@pytest.fixture(scope="module")
def walk(desk: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    data = tmp_path_factory.mktemp("everything")
    (data / "site.toml").write_text('[screen]\nwidth_mm = 323\nheight_mm = 202\n', encoding="utf-8")
    shown = {"QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    kiosk = [sys.executable, "-m", "tests.access.kiosk_process", str(data)]
    reader = [SYSTEM_PYTHON, str(READER)]
    with running(kiosk, desk | shown) as process, running(reader, desk, stop=False) as client:
        yield Walk(ScreenReader(client, data), process)


@pytest.mark.parametrize("language", SURVEY.languages)
def test_whatever_can_be_tapped_can_be_found_named_and_pressed(walk: Walk, language: Language) -> None:
    words, reader = load_words(language), walk.reader
    say = words.shopper
    walk.met = []
    choose_language(walk, words)
    walk.compare(words, "scale")
    sheet(walk, words, say["access"], "scale")
    reader.press(words.levels[Level.BAD])
    walk.compare(words, "choices")
    reader.press(say["add_comment"])
    walk.compare(words, "comment")
    sheet(walk, words, say["access"], "comment")
    reader.press(say["skip"])
    walk.compare(words, "thanks")
    reader.press(say["more_questions"])
    rest = SURVEY.questions[3:]
    for number, question in enumerate(rest):
        match question:
            case ScaleQuestion(scale=scale):
                walk.compare(words, "scale")
                reader.press(point_words(scale, scale.points[0], words)[1])
            case ChoiceQuestion():
                walk.compare(words, "choices")
                reader.press(question.offered(Level.BAD)[0].label[language])
            case ContactQuestion():
                walk.compare(words, "contact")
                reader.press(say["take_number"])
        if walk.look()["screen"] == "thanks" and number + 1 < len(rest):
            reader.press(say["more_questions"])
    walk.compare(words, "thanks")
    leave(walk, words)
    assert set(walk.met) == {"scale", "choices", "comment", "contact", "thanks"}


def sheet(walk: Walk, words: Words, name: str, screen: str) -> None:
    """Opens a sheet, looks at it, closes it."""
    walk.reader.press(name)
    walk.reader.find("button", words.shopper["close"])
    walk.compare(words, screen)
    walk.reader.press(words.shopper["close"])


def choose_language(walk: Walk, words: Words) -> None:
    """In the bar, or behind the globe, from the store's own language."""
    home = load_words(SURVEY.languages[0]).shopper
    if words.name not in [thing.name for thing in walk.reader.tappable()]:
        walk.reader.press(home["languages"])
    walk.reader.press(words.name)


def leave(walk: Walk, words: Words) -> None:
    """Ends the thanks by its own button."""
    (name,) = [thing.name for thing in walk.reader.tappable() if thing.name.startswith(words.shopper["thanks"])]
    walk.reader.press(name)
    walk.look()
    walk.reader.find("button", load_words(SURVEY.languages[0]).levels[Level.BAD])


def test_a_whole_visit_is_finished_without_seeing_the_screen(walk: Walk) -> None:
    words = load_words(Language("ko"))
    reader, say = walk.reader, words.shopper
    before = reader.rows("SELECT count(*) FROM visits")[0][0] if Path(reader._data / "feedback.db").exists() else 0
    choose_language(walk, words)
    reader.press(words.levels[Level.BAD])
    reasons = next(each for each in SURVEY.questions if isinstance(each, ChoiceQuestion))
    first = reasons.offered(Level.BAD)[0]
    reader.press(first.label[words.language])
    reader.press(say["finish"])
    leave(walk, words)
    assert reader.rows("SELECT count(*) FROM visits") == [(before + 1,)]
    assert reader.rows("""
        SELECT level, language, choices FROM answers
        WHERE visit = (SELECT id FROM visits ORDER BY at DESC LIMIT 1) ORDER BY at""") == [
        (1, "ko", None), (None, "ko", f'["{first.id}"]'),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ko", "zh_TW", "zh_CN", "ar"])
def test_an_item_screen_is_answered_without_seeing_it(walk: Walk, language: Language) -> None:
    words, reader, plan = load_words(language), walk.reader, PLANS["two forms"]
    walk.look("two forms")
    choose_language(walk, words)
    reader.press(words.levels[Level.BAD])
    walk.compare(words, "items")
    first, second = (item_row(row, words)["points"] for row in plan.question.rows)
    assert not reader.act("radio button", second[6]["spoken"]).checked
    reader.find("button", words.shopper["next"])
    assert reader.find("radio button", second[6]["spoken"]).checked
    assert not reader.find("radio button", first[6]["spoken"]).checked
    reader.press(first[2]["spoken"])
    reader.press(words.shopper["skip"])
    leave(walk, words)
    assert reader.rows("""
        SELECT question, number, language FROM answers
        WHERE visit = (SELECT id FROM visits ORDER BY at DESC LIMIT 1) ORDER BY at""")[2:] == [
        (plan.question.rows[1].question, 7.0, language), (plan.question.rows[0].question, 3.0, language),
    ]  # fmt: skip
