from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kiosk.model import Language, Level, Paper
from kiosk.report.data import ReportComment, ReportData
from kiosk.report.faces import EmbeddedFont
from kiosk.report.fonts import Speller, font
from kiosk.report.pdf import render
from kiosk.report.typeset import LINE_ENDS, Line, Style, Typesetter, break_lines
from kiosk.typefaces import typefaces
from tests.unit.report.conftest import WEEK, Shop
from tests.unit.report.reading import pages_by_pypdf, squeezed

EN = Language("en")
STYLE = Style(10, 14)
FAMILIES = typefaces(EN)
HELD = sorted(
    character
    for character in {chr(code) for family in FAMILIES for code in font(family).face.charToGlyph if code < 0xF0000}
    if unicodedata.category(character) != "Cc"
)
HELD_SET = frozenset(HELD)
ANYTHING = st.one_of(st.sampled_from(HELD), st.characters())
HEBREW = st.text(st.sampled_from("אבגדהוזחטיכלמנסעפצקרשת"), min_size=1, max_size=9)
ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), min_size=1, max_size=9)
SENTENCES = st.one_of(st.lists(HEBREW, min_size=1, max_size=30), st.lists(ARABIC, min_size=1, max_size=30))
MANY = settings(
    max_examples=12, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
"""A PDF of many comments each; making a failing one smaller would take minutes."""


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> ReportData:
    """A week without answers; only the comments that a test adds can be in its text."""
    shop = Shop(tmp_path_factory.mktemp("quiet"))
    shop.save([])
    return shop.report()


def comments_in_pdf(quiet: ReportData, texts: list[str]) -> str:
    comments = tuple(ReportComment(WEEK.monday, None, Level.GOOD, EN, "p", text) for text in texts)
    pages = pages_by_pypdf(render(replace(quiet, comments=comments), EN, Paper.A4))
    return "".join(pages[1:]).partition("Method and definitions")[0]


def expected(text: str) -> Counter[str]:
    """What must be readable: after NFKC what our fonts hold, and a mark for each other character."""
    kept: Counter[str] = Counter()
    for character in unicodedata.normalize("NFC", "".join(LINE_ENDS.split(text)).replace("\t", "")):
        plain = unicodedata.normalize("NFKC", character)
        kept.update(plain if character in HELD_SET else (part if part in HELD_SET else "□" for part in plain))
    return Counter({character: n for character, n in kept.items() if not character.isspace()})


@MANY
@given(st.lists(st.text(ANYTHING.filter(lambda c: not unicodedata.category(c).startswith(("M", "Cf")))), max_size=40))
def test_no_character_of_any_comment_vanishes(quiet: ReportData, texts: list[str]) -> None:
    found = Counter(squeezed(comments_in_pdf(quiet, texts)))
    wanted = sum((expected(text) for text in texts), Counter())
    assert wanted - found == Counter()


@MANY
@given(st.lists(SENTENCES, min_size=1, max_size=20))
def test_right_to_left_comments_are_read_in_logical_order(quiet: ReportData, texts: list[list[str]]) -> None:
    found = squeezed(comments_in_pdf(quiet, [" ".join(words) for words in texts]))
    for words in texts:
        assert squeezed("".join(words)) in found


@MANY
@given(st.lists(st.text(st.sampled_from([c for c in HELD if c < "\u0590" or "\u3000" < c < "\uf900"])), max_size=30))
def test_left_to_right_comments_are_read_as_they_were_written(quiet: ReportData, texts: list[str]) -> None:
    found = squeezed(comments_in_pdf(quiet, texts))
    for text in texts:
        assert squeezed("".join(LINE_ENDS.split(text))) in found


@pytest.mark.parametrize(("language", "text", "family"), [
    ("ja", "店員さんがとても親切で、レジも早かったです。「また来ます」", "NotoSansJP-Regular"),
    ("th", "พนักงานใจดีมาก น้ำดื่มเย็น ที่จอดรถกว้าง", "NotoSansThai-Regular"),
    ("vi", "Nhân viên rất thân thiện, nhưng phải chờ lâu quá ở quầy.", "NotoSans-Regular"),
    ("ar", "الموظفون ودودون، لكن الانتظار طويل جدا.", "NotoSansArabic-Regular"),
    ("de", "Große Auswahl, schöne Äpfel – süß! „Gern wieder“", "NotoSans-Regular"),
    ("fr", "Très bien, mais où sont les œufs\u00a0?", "NotoSans-Regular"),
    ("es", "¿Dónde está el baño? ¡Muy mal señalizado!", "NotoSans-Regular"),
    ("tlh", "nuqneH", "NotoSansKR-Regular"),
])  # fmt: skip
def test_a_comment_is_set_in_its_own_languages_font_and_read_out(
    quiet: ReportData, language: str, text: str, family: str
) -> None:
    comment = ReportComment(WEEK.monday, None, Level.GOOD, Language(language), "p", text)
    paper = render(replace(quiet, comments=(comment,)), EN, Paper.A4)
    assert squeezed(unicodedata.normalize("NFKC", text)) in squeezed("".join(pages_by_pypdf(paper)))
    pieces = [piece for line in Typesetter(Language(language)).lines(text, STYLE, 200) for piece in line.pieces]
    assert {piece.font.fontName for piece in pieces} == {family}


@pytest.mark.parametrize(("language", "text", "families"), [
    ("zh_TW", "櫃檯", ["NotoSansTC-Regular"]),
    ("zh_CN", "櫃檯", ["NotoSansSC-Regular"]),
    ("ko", "櫃檯 계산", ["NotoSansTC-Regular", "NotoSansKR-Regular"]),
    ("en", "Queue 排队", ["NotoSansKR-Regular", "NotoSansSC-Regular"]),
    ("ko", "ขอบคุณ 계산", ["NotoSansThai-Regular", "NotoSansKR-Regular"]),
    ("zh_TW", "감사 😀", ["NotoSansKR-Regular", "NotoSansTC-Regular", "NotoEmoji-Regular"]),
])  # fmt: skip
def test_fonts_go_by_script_and_language(language: str, text: str, families: list[str]) -> None:
    line = Typesetter(Language(language)).line(text, STYLE)
    assert [piece.font.fontName for piece in line.pieces] == families


def test_semibold_falls_back_to_regular() -> None:
    heavy = Typesetter(EN).line("Queue שלום 😀", replace(STYLE, semibold=True))
    assert [piece.font.fontName for piece in heavy.pieces if piece.text.strip()] == [
        "NotoSansKR-SemiBold", "NotoSansHebrew-Regular", "NotoEmoji-Regular",
    ]  # fmt: skip


def test_an_unheld_compatibility_character_is_spelt_out() -> None:
    glyphs = Speller(EN, semibold=False).spell("\U0001d400")
    assert [glyph.character for glyph in glyphs] == ["A"]


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def lines_of(text: str, width: float, language: str = "en") -> list[str]:
    return [text_of(line) for line in Typesetter(Language(language)).lines(text, STYLE, width)]


@given(st.text(st.sampled_from("ab ,。「」中文가나-😀"), max_size=80), st.floats(25, 200))
def test_lines_fit_and_lose_nothing_but_blanks_at_their_ends(text: str, width: float) -> None:
    typesetter = Typesetter(EN)
    lines = typesetter.lines(text, STYLE, width)
    assert "".join(text_of(line).replace(" ", "") for line in lines) == text.replace(" ", "")
    assert all(line.width <= width + 1e-6 for line in lines)


def test_lines_break_where_each_script_breaks() -> None:
    assert lines_of("two words", 30) == ["two", "words"]
    assert lines_of("한국어는 낱말", 45, "ko") == ["한국어는", "낱말"]
    assert lines_of("中文中文中文", 31, "zh_CN") == ["中文中", "文中文"]
    assert lines_of("中文中。文中", 31, "zh_CN") == ["中文", "中。文", "中"]
    assert lines_of("中文「中文", 31, "zh_CN") == ["中文", "「中文"]
    assert lines_of("one well-known", 60) == ["one", "well-known"]
    assert lines_of("one - two", 28) == ["one", "- two"]
    assert lines_of("unbreakable", 30) == ["unbre", "akabl", "e"]


def test_no_text_is_one_empty_line() -> None:
    assert break_lines([], 10) == [(0, 0)]
    assert lines_of("\n", 10) == ["", ""]


def test_what_does_not_fit_ends_in_three_dots() -> None:
    typesetter = Typesetter(EN)
    assert text_of(typesetter.fitted("short", STYLE, 100)) == "short"
    cut = typesetter.fitted("a long name of a store", STYLE, 60)
    assert text_of(cut).endswith("...")
    assert cut.width <= 60
    two = typesetter.lines("a long name of a store by the river", STYLE, 60, most=2)
    assert len(two) == 2
    assert text_of(two[1]).endswith("...")
    assert text_of(Typesetter(Language("zh_CN")).fitted("很长很长的名字", STYLE, 45)).endswith("…")


def test_brackets_are_mirrored_on_paper_and_kept_in_the_text() -> None:
    line = Typesetter(EN).line("(שלום)", STYLE)
    first = line.pieces[0]
    assert isinstance(first.font, EmbeddedFont)
    glyphs = first.font.face.charToGlyph
    assert glyphs[ord(first.text)] == glyphs[ord(")")]
    assert first.x > line.pieces[-1].x


def test_there_is_one_of_each_font_however_it_is_asked_for() -> None:
    assert font("NotoSansKR") is font("NotoSansKR", False) is font("NotoSansKR", semibold=False)
