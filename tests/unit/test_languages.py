"""All that is shown in a language can be drawn in the font that the language names, whatever languages there are."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from kiosk.assets import ASSETS, FONTS, LANGUAGES, SURVEYS
from kiosk.model import Language
from kiosk.questions import ChoiceQuestion, ContactQuestion, Survey
from kiosk.report.coverage import coverage
from kiosk.survey import load_survey
from kiosk.survey.file import load_touchpoints
from kiosk.survey.items import ItemBank, load_bank
from kiosk.typefaces import PICTURES, file_of, typefaces
from kiosk.words import available, load_words, reporting

ALL = available()
READY = [load_survey(path) for path in sorted(SURVEYS.glob("*.toml"))]
INVISIBLE = frozenset({"\n", "\u200c", "\u200d", "\u2068", "\u2069"})


def texts_of(survey: Survey, language: Language) -> Iterator[str]:
    yield survey.title[language]
    for question in survey.questions:
        yield from (text[language] for text in question.prompt.values())
        if isinstance(question, ChoiceQuestion):
            yield from (choice.label[language] for choices in question.choices.values() for choice in choices)
        if isinstance(question, ContactQuestion):
            yield question.consent[language]


def texts_in_turn(bank: ItemBank, language: Language) -> Iterator[str]:
    yield bank.importance[language]
    yield from (each.label[language] for each in (*bank.items, *bank.dimensions.values()))
    for said in (*bank.forms.values(), *bank.statements.values()):
        yield from (said.line[language], said.low[language], said.high[language])


def shown(language: Language) -> set[str]:
    """Every character of a language on the screens: its words, the ready surveys, the touchpoints and the items."""
    words = load_words(language)
    locale = Locale.parse(words.locale)
    texts = [words.name, *words.levels.values(), *words.shopper.values()]
    texts += [text for survey in READY for text in texts_of(survey, language)]
    texts += [touchpoint.label[language] for touchpoint in load_touchpoints().values()]
    texts += texts_in_turn(load_bank(), language)
    texts += [format_decimal(1234567890.5, locale=locale), format_date(date(2026, 11, 22), "full", locale=locale)]
    return set(unicodedata.normalize("NFC", "".join(texts))) - INVISIBLE


def test_the_eleven_languages_are_there() -> None:
    assert {"en", "ko", "zh_TW", "zh_CN", "ja", "es", "fr", "de", "vi", "th", "ar"} <= set(ALL)


def test_the_managers_paper_is_in_the_languages_that_have_a_report() -> None:
    assert reporting() == ("en", "ko", "zh_CN", "zh_TW")
    assert all(bool(load_words(language).report) == (language in reporting()) for language in ALL)


@pytest.mark.parametrize("semibold", [False, True], ids=["regular", "semibold"])
@pytest.mark.parametrize("language", ALL)
def test_every_character_shown_is_in_the_languages_own_font(language: Language, semibold: bool) -> None:
    held = coverage(file_of(load_words(language).font, semibold=semibold))
    assert [character for character in sorted(shown(language)) if ord(character) not in held] == []


@pytest.mark.parametrize("language", ALL)
def test_a_face_and_a_word_are_never_the_same_as_another(language: Language) -> None:
    words = load_words(language)
    assert len(set(words.levels.values())) == 4
    for scale, points in (("faces5", 5), ("csat", 5), ("expected", 5)):
        assert len({words.shopper[f"{scale}_{point}"] for point in range(1, points + 1)}) == points
    for size in ("text_size", "theme"):
        told = [text for key, text in words.shopper.items() if key.startswith(f"{size}_")]
        assert len(set(told)) == len(told) == 4


@pytest.mark.parametrize("language", ALL)
def test_the_locale_is_one_that_cldr_knows(language: Language) -> None:
    locale = Locale.parse(load_words(language).locale)
    assert locale.language == language.partition("_")[0]
    assert (locale.text_direction == "rtl") == load_words(language).mirrored


def test_only_arabic_is_mirrored() -> None:
    assert [language for language in ALL if load_words(language).mirrored] == ["ar"]


@pytest.mark.parametrize("survey", READY, ids=lambda survey: survey.id)
@pytest.mark.parametrize("language", ALL)
def test_no_two_choices_read_alike(survey: Survey, language: Language) -> None:
    for question in survey.questions:
        if isinstance(question, ChoiceQuestion):
            for choices in question.choices.values():
                labels = [choice.label[language] for choice in choices]
                assert len(set(labels)) == len(labels), question.id



# Fonts


def test_a_languages_own_font_comes_first_and_the_pictures_last() -> None:
    for language in ALL:
        order = typefaces(language)
        assert order[0] == load_words(language).font.replace(" ", "")
        assert order[-1] == PICTURES
        assert sorted(order) == sorted(path.stem.removesuffix("-Regular") for path in FONTS.glob("*-Regular.ttf"))


def test_a_language_names_what_draws_the_rest() -> None:
    assert typefaces(Language("ko"))[:2] == ("NotoSansKR", "NotoSansTC")
    assert typefaces(Language("ja"))[:3] == ("NotoSansJP", "NotoSansTC", "NotoSansSC")


def test_a_comment_in_a_language_without_a_file_has_the_references_fonts() -> None:
    assert typefaces(Language("tlh")) == typefaces(Language("en"))


def test_fonts_that_languages_name_are_there_in_both_weights() -> None:
    for language in ALL:
        font = load_words(language).font
        assert file_of(font).exists(), language
        assert file_of(font, semibold=True).exists(), language


# A language is dropped in


HEBREW = """
name = "עברית"
locale = "he_IL"
keyboard = "he_IL"
direction = "rtl"
font = "Noto Sans Drop"
fallback = ["Noto Sans Hebrew"]

[levels]
bad = "רע"
neutral = "סביר"
good = "טוב"
excellent = "מצוין"

[shopper]
thanks = "תודה"
"""

SURVEY = """
id = "door"
version = 1
languages = ["en", "he"]
title = { en = "Door", he = "דלת" }

[[question]]
id = "experience"
type = "faces"
prompt = { en = "How was it?", he = "איך היה?" }
"""

PROBE = """
from pathlib import Path
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtGui import QFont, QGuiApplication, QRawFont
from kiosk.model import Language
from kiosk.report.typeset import Style, Typesetter
from kiosk.site import load_site
from kiosk.survey import load_survey
from kiosk.translations import gaps
from kiosk.words import available, load_words
from ui.fonts import load_fonts

he = Language("he")
words = load_words(he)
print("listed", he in available())
print("own word", words.shopper["thanks"])
print("lacking word", words.shopper["skip"])
print("gap", any("he.toml: shopper.skip: is missing" in gap for gap in gaps()))
print("report", words.report)
print("survey", load_survey(Path("door.toml")).headline.prompt[None][he])
print("site", load_site(Path("site.toml")).language)
line = Typesetter(he).line("\u05d0\u0e01", Style(10, 14))
print("paper", sorted(piece.font.fontName for piece in line.pieces))
app = QGuiApplication([])
load_fonts()
print("screen", QRawFont.fromFont(QFont("Noto Sans Drop")).familyName())
print("stands in", QFont.substitutes("Noto Sans Drop")[:2])
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A copy of the program in which files can be dropped; its fonts are links, since they are large."""
    root = ASSETS.parent
    ignore = shutil.ignore_patterns("__pycache__")
    for package in ("kiosk", "ui"):
        shutil.copytree(root / package, tmp_path / package, ignore=ignore)
    shutil.copytree(ASSETS, tmp_path / "assets", ignore=shutil.ignore_patterns("fonts"))
    (tmp_path / "assets" / "fonts").mkdir()
    for font in FONTS.glob("*.ttf"):
        (tmp_path / "assets" / "fonts" / font.name).symlink_to(font)
    return tmp_path


def renamed(font: Path, old: str, new: str) -> bytes:
    """A font under another name of the same length."""
    content = font.read_bytes()
    for codec in ("utf-16-be", "ascii"):
        content = content.replace(old.encode(codec), new.encode(codec))
    return content


def test_a_language_and_a_font_are_dropped_in_as_files(installed: Path) -> None:
    (installed / "assets" / "languages" / "he.toml").write_text(HEBREW, encoding="utf-8")
    thai = renamed(file_of("Noto Sans Thai"), "Noto Sans Thai", "Noto Sans Drop")
    (installed / "assets" / "fonts" / "NotoSansDrop-Regular.ttf").write_bytes(thai)
    (installed / "door.toml").write_text(SURVEY, encoding="utf-8")
    (installed / "site.toml").write_text(
        'survey = "door.toml"\nlanguage = "he"\nreport_language = "en"\n', encoding="utf-8"
    )
    result = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=installed, capture_output=True, text=True, check=True, timeout=60,
        encoding="utf-8",
    )  # fmt: skip
    assert result.stdout.splitlines() == [
        "listed True",
        "own word תודה",
        "lacking word Skip",
        "gap True",
        "report {}",
        "survey איך היה?",
        "site he",
        "paper ['NotoSansDrop-Regular', 'NotoSansHebrew-Regular']",
        "screen Noto Sans Drop",
        "stands in ['noto sans drop', 'noto sans hebrew']",
    ]


def test_the_languages_folder_holds_languages_only() -> None:
    assert {path.suffix for path in LANGUAGES.iterdir()} == {".toml"}
