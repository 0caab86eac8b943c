"""Weeks of answers, made through the real store, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from kiosk.assets import SURVEYS
from kiosk.model import (
    Answer,
    ChoiceId,
    Chose,
    Language,
    Level,
    Origin,
    Paper,
    QuestionId,
    Rated,
    Site,
    VisitId,
    Week,
    Wrote,
)
from kiosk.questions import Survey
from kiosk.report.data import ReportData
from kiosk.report.query import read_report
from kiosk.store import Recorder, open_reader, open_store
from kiosk.survey import load_survey

WEEK = Week(2026, 46)
COMMENTS: dict[Level, Sequence[tuple[str, str]]] = {
    Level.BAD: (
        ("en", "Twenty minutes for two bottles of milk."),
        ("ko", "광고에 나온 상품이 또 없어요. 세 번째 헛걸음입니다."),
        ("zh_TW", "只有一個櫃檯，等太久了。旁邊三個櫃檯都關著，店員卻站在後面聊天。"),
        ("zh_CN", "退货窗口没有人，按铃也没有人来。"),
        (
            "en",
            "The shelf said 2.49, the till said 2.99. Nobody could tell me which one is right, and I was sent to the "
            "returns desk, where the queue was even longer.",
        ),
    ),
    Level.NEUTRAL: (("en", "Fine, but the self-checkout lost its voice."), ("zh_CN", "还可以，就是停车位太少。")),
    Level.GOOD: (("ko", "직원분이 친절하게 찾아 주셨어요."), ("zh_TW", "新鮮，價格也公道 👍")),
    Level.EXCELLENT: (
        ("en", "The new till on Friday evening makes all the difference."),
        ("zh_CN", "收银员很热情，谢谢！"),
        ("ko", "늘 깨끗해서 좋아요 😊"),
        ("en", "שלום, תודה רבה! שירות מצוין (באמת)."),
        ("en", "خدمة ممتازة، شكرا لكم."),
    ),
}


@dataclass
class Shop:
    """A data folder that answers are put into."""

    folder: Path
    survey: Survey = field(default_factory=lambda: load_survey(SURVEYS / "checkout.toml"))
    site: Site = field(init=False)
    serial: int = 0

    def __post_init__(self) -> None:
        self.site = Site(
            store="Maple Street", place="checkout", kiosk_id="k1", data=self.folder,
            survey=SURVEYS / "checkout.toml", language=Language("en"), report_language=Language("en"),
            paper=Paper.A4, accent="#1f7a70", target=80, screen_mm=None,
        )  # fmt: skip

    def visit(
        self, at: datetime, level: Level, reasons: Sequence[str] = (), comment: str | None = None, language: str = "en"
    ) -> list[Answer]:
        """The answers of one visit, not yet saved."""
        self.serial += 1
        visit, tongue = VisitId(str(UUID(int=self.serial))), Language(language)
        answers = [Answer(visit, QuestionId("experience"), 0, tongue, at, Rated(level))]
        if reasons:
            chosen = Chose(tuple(ChoiceId(reason) for reason in reasons))
            answers.append(Answer(visit, QuestionId("reasons"), 0, tongue, at, chosen))
        if comment is not None:
            answers.append(Answer(visit, QuestionId("comment"), 0, tongue, at, Wrote(comment)))
        return answers

    def save(self, answers: Sequence[Answer], survey: Survey | None = None) -> None:
        """All at once."""
        with open_store(self.folder) as store:
            Recorder(store, Origin("k1", "checkout"), survey or self.survey).save_all(answers)

    def report(self, week: Week = WEEK, **changed: Any) -> ReportData:
        """The week as the report reads it."""
        with open_reader(self.folder) as reader:
            return read_report(reader, replace(self.site, **changed), week)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """An empty shop."""
    return Shop(tmp_path / "data")


def answers_of(
    shop: Shop, weeks: int = 12, a_day: int = 110, *, better: bool = True, comments: bool = True, seed: int = 7
) -> list[Answer]:
    """Weeks that end with WEEK: Friday and Saturday evenings are worse; the last week is better if asked."""
    random = Random(seed)
    answers: list[Answer] = []
    for week in (WEEK.back(n) for n in reversed(range(weeks))):
        for day in range(7):
            for _ in range(max(1, round(a_day * random.uniform(0.8, 1.2)))):
                hour = random.choices(range(9, 21), weights=(2, 4, 6, 8, 7, 6, 6, 7, 9, 8, 5, 2))[0]
                at = datetime.combine(week.monday + timedelta(days=day), time(hour, random.randrange(60)), UTC)
                bad = 0.28 if day in (4, 5) and hour in (17, 18, 19) else 0.075
                weights = (bad, 0.12, 0.42, 0.42) if week != WEEK or not better else (bad * 0.7, 0.08, 0.42, 0.46)
                level = random.choices(list(Level), weights=weights)[0]
                answers += shop.visit(at, level, _reasons(random, level), *_comment(random, level, week, comments))
    return answers


def _reasons(random: Random, level: Level) -> list[str]:
    if random.random() > 0.6:
        return []
    weights = (9, 3, 5, 3, 2, 1, 1, 1) if level <= Level.NEUTRAL else (4, 9, 3, 5, 6, 2, 2, 1)
    names = ("queue", "staff", "stock", "quality_price", "products", "services", "cleanliness", "signs")
    return list(dict.fromkeys(random.choices(names, weights=weights, k=random.choice((1, 1, 2)))))


def _comment(random: Random, level: Level, week: Week, wanted: bool) -> tuple[str | None, str]:
    if not wanted or week != WEEK or random.random() > 0.05:
        return None, "en"
    language, text = random.choice(COMMENTS[level])
    return text, language


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Twelve weeks of a busy shop; tests only read it."""
    shop = Shop(tmp_path_factory.mktemp("busy"))
    shop.save(answers_of(shop))
    return shop
