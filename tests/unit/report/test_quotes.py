from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.model import ChoiceId, Language, Level
from kiosk.report.data import Reason, ReportComment, ReportData, Touchpoint
from kiosk.report.figures import share_figure
from kiosk.report.quotes import choose
from tests.unit.report.conftest import WEEK, Shop

QUEUE = Reason(ChoiceId("queue"), {}, share_figure(9, 20, 1.0))


def comment(
    text: str, language: str = "ko", day: int = 0, about: str = "queue", level: Level = Level.BAD
) -> ReportComment:
    reasons = (Touchpoint(ChoiceId(about), {}),)
    return ReportComment(WEEK.monday + timedelta(days=day), 9, level, Language(language), "p", text, reasons)


def chosen(shop: Shop, *comments: ReportComment, most: int = 3) -> list[str]:
    shop.save([])
    data: ReportData = replace(shop.report(), comments=comments, unhappy_reasons=(QUEUE,))
    return [entry.text for entry in choose(data, Language("ko"), most)]


def test_the_reports_language_comes_first_then_the_top_reason_then_the_newest(shop: Shop) -> None:
    texts = chosen(
        shop, comment("older"), comment("other reason", about="staff", day=1), comment("foreign", "en", day=3),
        comment("newer", day=2), comment("happy", level=Level.GOOD), most=4,
    )  # fmt: skip
    assert texts == ["newer", "older", "other reason", "foreign"]


def test_days_differ_where_they_can(shop: Shop) -> None:
    assert chosen(shop, comment("monday"), comment("tuesday", day=1), comment("later", day=1), most=2) == [
        "later", "monday",
    ]  # fmt: skip


def test_words_are_not_said_twice_while_there_are_others(shop: Shop) -> None:
    assert chosen(shop, comment("a", "en"), comment("b"), comment("b", day=1)) == ["b", "a", "b"]


def test_play_greetings_and_random_keys_are_never_quoted(shop: Shop) -> None:
    assert chosen(
        shop, replace(comment("played", day=3), suspect="repeat"), replace(comment("hello", day=2), flag="greeting"),
        replace(comment("asdf", day=2), flag="mash"), comment("said"),
    ) == ["said"]  # fmt: skip
