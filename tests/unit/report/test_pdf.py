from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from kiosk.model import Language, Level, Paper
from kiosk.report.data import ReportComment
from kiosk.report.figures import share_figure
from kiosk.report.pdf import render
from kiosk.report.sheet import ink, readable
from tests.unit.report.conftest import COMMENTS, WEEK, Shop
from tests.unit.report.imported import save_imported
from tests.unit.report.reading import fonts, pages_by_pypdf, squeezed, text_by_poppler

NOON = datetime(2026, 11, 11, 12, tzinfo=UTC)
EN = Language("en")


def comment(text: str, language: str = "en", level: Level | None = Level.BAD) -> ReportComment:
    return ReportComment(NOON.date(), 12, level, Language(language), "checkout", text)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", ["en", "ko", "zh_TW", "zh_CN"])
def test_every_comment_stands_in_the_text_in_its_own_script(busy: Shop, language: str, paper: Paper) -> None:
    pdf = render(busy.report(), Language(language), paper)
    by_pypdf, by_poppler = squeezed("".join(pages_by_pypdf(pdf))), squeezed(text_by_poppler(pdf))
    comments = busy.report().comments
    assert {text for texts in COMMENTS.values() for _, text in texts} > {entry.text for entry in comments} != set()
    for entry in comments:
        assert squeezed(entry.text) in by_pypdf
        if all(character < "\u0590" for character in entry.text):
            assert squeezed(entry.text) in by_poppler


def test_every_font_is_embedded_as_a_subset(busy: Shop) -> None:
    found = fonts(render(busy.report(), Language("zh_CN"), Paper.A4))
    assert len(found) >= 6
    assert all(embedded for _, embedded in found), found


def test_the_same_week_gives_the_same_bytes(busy: Shop) -> None:
    data = busy.report()
    first = render(data, Language("ko"), Paper.A4)
    render(data, Language("zh_TW"), Paper.LETTER)
    assert render(data, Language("ko"), Paper.A4) == first


def test_the_document_says_what_it_is(busy: Shop) -> None:
    reader = PdfReader(BytesIO(render(busy.report(), Language("zh_TW"), Paper.LETTER)))
    assert reader.metadata is not None
    assert reader.metadata.author == "Maple Street"
    assert "第 46 週" in (reader.metadata.title or "")
    assert reader.root_object["/Lang"] == "zh-TW"
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [612, 792]


def test_the_page_prints_the_numbers_of_its_data(busy: Shop) -> None:
    data = busy.report()
    page = pages_by_pypdf(render(data, EN, Paper.A4))[0]
    happy = data.happy
    assert happy.share is not None
    assert f"{happy.n} ratings" in page
    assert page.index("Look here first") < page.index("Waiting time: ") < page.index("Twelve weeks")
    assert f"{happy.share * 100:.0f}" in page
    assert sum(entry.figure.hits or 0 for entry in data.levels) == happy.n
    for entry in data.levels:
        assert f"{entry.level.word.capitalize()} {entry.figure.hits}" in page
    for reason in data.unhappy_reasons[:4]:
        assert reason.label[EN] in page
        assert f"{reason.figure.hits} · {(reason.figure.share or 0) * 100:.0f} (" in page


def test_a_week_without_answers_is_a_clear_page(shop: Shop) -> None:
    shop.save([])
    pages = pages_by_pypdf(render(shop.report(), EN, Paper.A4))
    assert "Nobody rated this week." in pages[0]
    assert "Earlier weeks" not in pages[0]
    assert "0 ratings" not in pages[0]
    assert "too few" not in pages[0]
    assert "No comments this week." in pages[0]
    assert "1 / 2" in pages[0]


def test_fewer_than_five_answers_give_no_figure(shop: Shop) -> None:
    shop.save([entry for level in (1, 1, 4) for entry in shop.visit(NOON, Level(level), ["queue"])])
    page = pages_by_pypdf(render(shop.report(), EN, Paper.A4))[0]
    assert "Too few ratings to say." in page
    assert "3 ratings" in page
    assert "Bad" not in page
    assert "Waiting time" not in page


@pytest.mark.parametrize("text", [
    "I <b bad service",
    '<img src="/etc/hostname"> </para> <font size=99999>big</font>',
    "50 & 60 &lt; &#65; %(escape)s {brace} \\u0041 ) Tj (",
    "😀👍🎉",
])  # fmt: skip
def test_markup_is_only_text(shop: Shop, text: str) -> None:
    shop.save(shop.visit(NOON, Level.BAD, [], text))
    pdf = render(shop.report(), EN, Paper.A4)
    assert squeezed(text) in squeezed("".join(pages_by_pypdf(pdf)))
    assert squeezed(text) in squeezed(text_by_poppler(pdf))


def test_ten_thousand_characters_flow_over_pages(shop: Shop) -> None:
    words = " ".join(f"word{number}" for number in range(1200))[:10_000]
    shop.save([*shop.visit(NOON, Level.BAD, [], words), *shop.visit(NOON, Level.BAD, [], "好" * 10_000)])
    pages = pages_by_pypdf(render(shop.report(), EN, Paper.A4))
    assert len(pages) > 5
    text = "".join(page.partition("continued")[2].rpartition("Happy =")[0] for page in pages[2:])
    assert text.count("好") + pages[1].count("好") == 10_000
    assert all(word in "".join(pages) for word in words.split(" "))


def test_a_word_longer_than_a_line_is_broken_and_stays_on_the_page(busy: Shop) -> None:
    word = "Dampfschifffahrt" * 30
    data = replace(busy.report(), shop=None, comments=(comment(word),))
    assert word in squeezed(pages_by_pypdf(render(data, EN, Paper.A4))[1])


def test_controls_and_unknown_signs_leave_a_mark(busy: Shop) -> None:
    data = replace(busy.report(), shop=None, comments=(comment("a\0b\x07c\x1bd\U000e0001e\ud800f\u0378g"),))
    text = squeezed("".join(pages_by_pypdf(render(data, EN, Paper.A4))[1:]))
    assert "a□b□c□d□e□f□g" in text


def test_line_ends_end_lines(busy: Shop) -> None:
    data = replace(busy.report(), shop=None, comments=(comment("one\r\ntwo\nthree\u2028four\tfive"),))
    lines = pages_by_pypdf(render(data, EN, Paper.A4))[1].splitlines()
    start = next(number for number, line in enumerate(lines) if "one" in line)
    assert [line.split() for line in lines[start + 1 : start + 4]] == [["two"], ["three"], ["four", "five"]]


@pytest.mark.parametrize("text", [
    "שלום עולם, תודה רבה!",
    "السلام عليكم ورحمة الله",
    "abc (שלום עולם) 12 ok",
    "שלום (abc) 12.",
    "السلام عليكم لا بأس 123 (جيد)",
    "Really 感謝 谢谢 감사합니다 مرحبا",
    "תודה! 😀 👍🏽 very",
    "שָׁלוֹם",
    "אבג [דהו (זחט)] 25% \"יכל\"",
])  # fmt: skip
def test_right_to_left_text_reads_in_logical_order(busy: Shop, text: str) -> None:
    data = replace(busy.report(), shop=None, comments=(comment(text),))
    assert squeezed(text) in squeezed(pages_by_pypdf(render(data, EN, Paper.A4))[1])


@pytest.mark.parametrize("text", ["שלום עולם תודה רבה לכם", "السلام عليكم ورحمة الله", "ریال گچ"])
def test_poppler_reads_right_to_left_words_in_logical_order(busy: Shop, text: str) -> None:
    data = replace(busy.report(), shop=None, comments=(comment(text),))
    assert squeezed(text) in squeezed(text_by_poppler(render(data, EN, Paper.A4)))


def test_comments_stand_under_their_faces_the_unhappy_first(busy: Shop) -> None:
    entries = (comment("first", level=Level.EXCELLENT), comment("second", level=None), comment("third"))
    text = pages_by_pypdf(render(replace(busy.report(), shop=None, comments=entries), EN, Paper.A4))[1]
    order = ["Comments", "Bad", "third", "Excellent", "first", "Without a rating", "second"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)


def test_thousands_of_comments_are_all_there(busy: Shop) -> None:
    entries = tuple(comment(f"Comment number {number}.") for number in range(2000))
    pages = pages_by_pypdf(render(replace(busy.report(), shop=None, comments=entries), EN, Paper.A4))
    text = "".join(pages)
    assert all(f"Comment number {number}." in text for number in range(2000))
    assert not [page for page in pages[2:-1] if "Bad, continued" not in page][1:]


def test_long_names_and_reasons_keep_their_place(shop: Shop) -> None:
    long = {EN: "a reason that goes on and on " * 7}
    shop.save([entry for _ in range(9) for entry in shop.visit(NOON, Level.BAD, ["queue", "staff"])])
    data = shop.report(store="The Very Long Named Department Store of Somewhere " * 2)
    reasons = tuple(replace(reason, label=long) for reason in data.unhappy_reasons)
    pages = pages_by_pypdf(render(replace(data, unhappy_reasons=reasons), EN, Paper.LETTER))
    assert "a reason that goes" in pages[0]
    assert squeezed(long[EN]) in squeezed(pages[-1])


def test_the_accent_is_darkened_until_it_can_be_read() -> None:
    assert readable(ink("#1f7a70")) == ink("#1f7a70")
    dark = readable(ink("#ffee00"))
    assert dark < ink("#ffee00")
    assert max(dark) < 0.6


def test_imported_scales_are_said_and_not_compared(shop: Shop) -> None:
    save_imported(shop, {WEEK: ("of_ten", 30), WEEK.back(1): ("of_five", 30)})
    pages = pages_by_pypdf(render(shop.report(), EN, Paper.A4))
    assert "Not compared with last week" in pages[0]
    assert "30 of 30 ratings were not tapped" in pages[0].replace("\n", " ")
    assert "30 ratings without an hour are left out." in pages[0]
    assert pages[0].count("last week") == 1
    assert "of 100 who rated were happy" in pages[0]
    assert "1 week rated on other scales is left out." in pages[0]
    assert "of_ten means so" in pages[-1]


def test_a_reason_of_nobody_is_0_and_a_withheld_one_a_dash(shop: Shop) -> None:
    visits = [shop.visit(NOON, Level.BAD, ["queue"]) for _ in range(6)]
    visits += [shop.visit(NOON, Level.GOOD, ["staff"]) for _ in range(5)]
    shop.save([entry for visit in visits for entry in visit])
    data = shop.report()
    few = replace(data, happy=share_figure(0, 4, 1.0), happy_reasons=())
    for figures, other in ((data, "0"), (few, "–")):
        text = " ".join(pages_by_pypdf(render(figures, EN, Paper.A4))[1].split())
        assert re.search(rf"Waiting time 6 · 100 \(\d+–100\) {other} ", text)


def test_scores_take_the_place_of_hours_where_ratings_have_none(shop: Shop) -> None:
    save_imported(shop, {WEEK: ("of_ten", 30)})
    page = pages_by_pypdf(render(shop.report(), EN, Paper.A4))[0]
    assert "Scores" in page
    assert "wifi" in page
    assert "When shoppers leave unhappy" not in page
    assert "What unhappy shoppers named" not in page
    assert "30 ratings without an hour are left out." in page


def test_the_method_follows_the_last_comment_on_its_page(shop: Shop) -> None:
    shop.save(shop.visit(NOON, Level.BAD, [], "A short one."))
    pages = pages_by_pypdf(render(shop.report(), EN, Paper.A4))
    assert len(pages) == 2
    assert pages[1].index("A short one.") < pages[1].index("Method and definitions")


def test_comments_say_their_place_where_places_differ(busy: Shop) -> None:
    here, there = comment("Here."), replace(comment("There."), place="bakery")
    one, two = (
        pages_by_pypdf(render(replace(busy.report(), shop=None, comments=entries), EN, Paper.A4))[1]
        for entries in ((here,), (here, there))
    )
    assert "bakery" in two
    assert one.count("checkout") + 1 == two.count("checkout")
