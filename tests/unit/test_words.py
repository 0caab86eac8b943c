from __future__ import annotations

import shutil

import pytest

from kiosk.assets import LANGUAGES, SURVEYS
from kiosk.errors import BadInputError
from kiosk.model import Language, Level
from kiosk.survey import load_survey
from kiosk.survey.file import load_touchpoints
from kiosk.translations import gaps
from kiosk.words import available, load_words, read_words


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(LANGUAGES, tmp_path / "languages")


@pytest.fixture
def edit(folder):
    def change(language: str, old: str, new: str) -> None:
        path = folder / f"{language}.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


# make lint runs these: the translations are complete


def test_every_language_says_everything():
    assert gaps() == []


def test_the_four_languages_are_there():
    assert {"en", "ko", "zh_TW", "zh_CN"} <= set(available())


@pytest.mark.parametrize("path", sorted(SURVEYS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_survey_is_in_every_language(path):
    survey = load_survey(path)
    assert set(survey.languages) == set(available())


def test_every_touchpoint_is_in_every_language():
    for touchpoint in load_touchpoints().values():
        assert set(touchpoint.label) == set(available()), touchpoint.id


# and the test above can fail


@pytest.mark.parametrize(("language", "old", "new", "told"), [
    ("ko", 'skip = "', 'skipp = "', "ko.toml: shopper.skip: is missing"),
    ("ko", 'skip = "', 'skipp = "', "ko.toml: shopper.skipp: is not in en.toml"),
    ("zh_TW", "{seconds}", "{secs}", "zh_TW.toml: shopper.still_there_detail: has {secs}, expected {seconds}"),
    ("zh_CN", "{seconds}", "20", "shopper.still_there_detail: has no name in braces, expected {seconds}"),
    ("zh_CN", "{seconds}", "{seconds", "shopper.still_there_detail: its braces do not pair up"),
    ("zh_CN", 'send = "', 'send = ""#', "zh_CN.toml: shopper.send: is empty"),
    ("ko", "[shopper]", "[shoppers]", "ko.toml: shopper: is missing"),
    ("ko", "[shopper]", "[shopper", "not valid TOML"),
    ("ko", "[report]", '[report]\nodd = 3', "report.odd: must be text in quotes or a table of keys"),
    ("en", 'locale = "', 'local = "', "en.toml: locale: is missing"),
    ("ko", 'leave_it = "', 'leave_it = { other = "x" } # "', "shopper.leave_it: must be text in quotes"),
])  # fmt: skip
def test_a_gap_is_told(folder, edit, language, old, new, told):
    edit(language, old, new)
    assert any(told in gap.replace(", line", ":") or told in gap for gap in gaps(folder)), gaps(folder)


def report_of(folder, language, sentence):
    """Gives a language a report of one sentence."""
    path = folder / f"{language}.toml"
    shopper, _, _ = path.read_text(encoding="utf-8").partition("[report]")
    path.write_text(f"{shopper}[report]\nsaid = {sentence}\n", encoding="utf-8")


@pytest.mark.parametrize(("english", "korean", "told"), [
    ('"{n} of {m}"', '"{n}"', "report.said: has {n}, expected {m}, {n}"),
    ('"{n}"', '{ other = "{n}" }', "report.said: has plural forms, expected one sentence"),
    ('{ one = "one", other = "{n}" }', '{ one = "{n}" }', "report.said: has no form `other`"),
    ('{ one = "one", other = "{n}" }', '{ one = "{m}", other = "{n}" }', "report.said: one: {m} is not filled in"),
    ('{ one = "one", other = "{n}" }', '"{n}"', None),
    ('{ one = "one", other = "{n}" }', '{ few = "few", other = "{n}" }', None),
])  # fmt: skip
def test_the_reports_sentences_take_the_same_values(folder, english, korean, told):
    for language in available(folder):
        report_of(folder, language, english if language == "en" else korean)
    found = [gap for gap in gaps(folder) if "ko.toml" in gap]
    assert [told in gap for gap in found] == ([True] if told else [])


# Words


def test_a_language_is_read_once_whatever_stands_in_for_it():
    assert read_words(Language("en")) is read_words(Language("en"))


def test_words_come_in_their_language():
    words = load_words(Language("ko"))
    assert (words.name, words.mirrored, words.keyboard) == ("한국어", False, "ko_KR")
    assert words.levels[Level.EXCELLENT]


def test_a_language_without_a_file_is_told():
    with pytest.raises(BadInputError, match="'tlh' is no language of ours, expected one of ar, de, en"):
        load_words(Language("tlh"))


def test_a_sentence_is_filled_in_and_a_count_takes_its_plural_form(folder):
    report_of(
        folder, "en", '{ one = "{number} tap in {week}", other = "{number} taps in {week}" }\nplain = "{n} in all"'
    )
    words = load_words(Language("en"), folder)
    assert words.count("said", 1, number="1", week="W1") == "1 tap in W1"
    assert words.count("said", 1200, number="1,200", week="W1") == "1,200 taps in W1"
    assert words.count("plain", 3) == "3 in all"
    assert words.say("plain", n=4) == "4 in all"
    with pytest.raises(KeyError, match="needs a number"):
        words.say("said")
