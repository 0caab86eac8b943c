from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.assets import SURVEYS
from kiosk.commands.measures_ import command as measures_command
from kiosk.model import (
    Answer,
    ChoiceId,
    Contacted,
    Language,
    Level,
    Numbered,
    Origin,
    Paper,
    Picked,
    QuestionId,
    Rated,
    Scored,
    Value,
    VisitId,
)
from kiosk.report.data import to_json
from kiosk.report.measures import read_measures
from kiosk.report.own_data import ScoreUnit
from kiosk.report.pdf import render
from kiosk.store import Recorder, open_reader, open_store
from kiosk.survey import load_survey
from kiosk.taps import always_open
from tests.goldens import assert_like_golden
from tests.unit.report.conftest import WEEK, Shop
from tests.unit.report.reading import pages_by_pypdf, squeezed
from tests.unit.report.test_goldens import GOLDENS, picture

NOON = datetime(2026, 11, 11, 12, tzinfo=UTC)
LANGUAGES = ["en", "ko", "zh_TW", "zh_CN"]
OUTCOMES = {Level.BAD: "sizes", Level.NEUTRAL: "queue", Level.GOOD: "staff", Level.EXCELLENT: "staff"}


def save(shop: Shop, survey: str, *visits: dict[str, Value], every: timedelta = timedelta(minutes=7)) -> None:
    """Visits to one of the ready surveys, one after the other from noon on; they are told apart by shop.serial."""
    answers = []
    for values in visits:
        shop.serial += 1
        visit, at = VisitId(f"{survey}-{shop.serial}"), NOON + shop.serial * every
        answers += [
            Answer(visit, QuestionId(name.rstrip("'")), name.count("'"), Language("en"), at, value)
            for name, value in values.items()
        ]  # fmt: skip
    shop.save(answers, load_survey(SURVEYS / f"{survey}.toml"))


def of(*choices: str) -> Picked:
    return Picked(tuple(map(ChoiceId, choices)))


def fitting(level: Level, *topics: str, missing: str = "") -> dict[str, Value]:
    values: dict[str, Value] = {"experience": Rated(level)}
    if topics:
        values["topics"] = of(*topics)
    if missing:
        values["missing"] = of(missing)
    return values


def fill(shop: Shop) -> None:
    """A fitting room of 60 visits on one day: 12 bad, all with "sizes", 9 of them told which."""
    bad = [fitting(Level.BAD, "sizes", missing="smaller" if n < 7 else "larger" if n < 9 else "") for n in range(12)]
    others = [
        fitting(level, *((OUTCOMES[level], "mirror") if n % 3 == 0 else (OUTCOMES[level],)))
        for level in (Level.NEUTRAL, Level.GOOD, Level.EXCELLENT) for n in range(16)
    ]  # fmt: skip
    save(shop, "fitting_room", *bad, *others)


def food(recommend: int, expected: int) -> dict[str, Value]:
    return {
        "experience": Rated(Level.GOOD),
        "expected": Scored(expected, "expected"),
        "recommend": Scored(recommend, "nps"),
    }


def pages(shop: Shop, language: str) -> list[str]:
    return [squeezed(page) for page in pages_by_pypdf(render(shop.report(), Language(language), Paper.A4))]


def test_what_stood_picked_at_the_end_counts_and_play_does_not(shop: Shop) -> None:
    corrected = fitting(Level.BAD, "queue") | {"topics'": of("staff", "mirror")}
    taken_back = fitting(Level.BAD, "queue") | {"topics'": of()}
    save(shop, "fitting_room", *(fitting(Level.BAD, "queue") for _ in range(4)), corrected, taken_back)
    (topics,) = shop.report().questions
    assert (topics.n, [(each.choice, each.figure.hits) for each in topics.options[:3]]) == (
        5, [("queue", 4), ("mirror", 1), ("staff", 1)],
    )  # fmt: skip
    save(shop, "fitting_room", *(fitting(Level.BAD, "room") for _ in range(9)), every=timedelta(seconds=1))
    with open_store(shop.folder) as store:
        Recorder(store, Origin("k1", "checkout"), shop.survey).screen(NOON + timedelta(hours=11), always_open)
    data = shop.report()
    assert sum(entry.n for entry in data.left_out) > 0
    assert data.questions[0].n == 14 - sum(entry.n for entry in data.left_out)


def test_scales_of_our_own_stand_under_scores_by_their_prompts(shop: Shop) -> None:
    save(shop, "food_counter", *(food(recommend, expected) for recommend, expected in
                                 [(10, 4)] * 5 + [(9, 5)] + [(8, 3)] * 2 + [(3, 1)] * 4))  # fmt: skip
    expected, recommend = shop.report().scores
    assert (expected.aspect, expected.unit, expected.figure.mean) == ("expected", ScoreUnit.MEAN, 35 / 12)
    assert (recommend.unit, recommend.figure.n) == (ScoreUnit.NPS, 12)
    assert recommend.figure.mean == pytest.approx(2 / 12)
    rest = "".join(pages(shop, "en")[1:])
    assert squeezed("How likely are you to recommend us? NPS, −100 to 100 +17 (−") in rest
    assert squeezed("Compared with what you expected, how was it? 1–5 2.9 (") in rest
    assert squeezed("the share of 9 and 10 minus the share of 0 to 6") in rest
    assert squeezed("Yes: Wilson") not in rest


def test_a_headline_on_another_scale_is_a_score_too(shop: Shop) -> None:
    levels = {1: Level.GOOD, 0: Level.BAD}
    visits: list[dict[str, Value]] = [{"experience": Scored(n, "yes_no", levels[n])} for n in [1] * 8 + [0] * 2]
    save(shop, "returns", *visits)
    (score,) = shop.report().scores
    assert (score.unit, score.figure.mean, score.prompt) == (ScoreUnit.SHARE, 0.8, {})
    assert squeezed("experience % yes 80 (4") in pages(shop, "en")[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_prompt_options_and_who_answered(shop: Shop, language: str) -> None:
    fill(shop)
    survey = load_survey(SURVEYS / "fitting_room.toml")
    data, rest = shop.report(), "".join(pages(shop, language)[1:])
    assert [(each.question, each.level, each.n) for each in data.questions] == [
        ("topics", Level.BAD, 12), ("topics", Level.NEUTRAL, 16), ("topics", Level.GOOD, 16),
        ("topics", Level.EXCELLENT, 16), ("missing", None, 9),
    ]  # fmt: skip
    for question in data.questions:
        assert squeezed(question.prompt[Language(language)]) in rest
        for option in question.options:
            assert squeezed(option.label[Language(language)]) in rest
    assert squeezed(survey.title[Language(language)]) in rest
    assert squeezed("7 · 78 (") in rest


def test_of_few_answers_the_page_tells_only_how_many(shop: Shop) -> None:
    save(shop, "fitting_room", *(fitting(Level.BAD, "sizes", missing="larger" if n < 4 else "") for n in range(6)))
    rest = "".join(pages(shop, "en")[1:])
    assert squeezed("Which one did you miss? 4 answered · too few for shares") in rest
    assert squeezed("A larger size") not in rest


def test_a_survey_that_asks_no_touchpoints_says_nothing_of_them(shop: Shop) -> None:
    fill(shop)
    assert not shop.report().asks_reasons
    assert not any(squeezed(said) in page for page in pages(shop, "en") for said in (
        "What unhappy shoppers named", "Nobody named a reason", "whether they named a reason or not"))  # fmt: skip
    save(shop, "returns", {"experience": Rated(Level.BAD)})
    assert shop.report().asks_reasons
    assert squeezed("What unhappy shoppers named") in pages(shop, "en")[0]


def test_json_and_measures_carry_the_numbers_of_the_page(shop: Shop, tmp_path: Path) -> None:
    fill(shop)
    save(shop, "food_counter", *(food(10, 4) for _ in range(6)))
    data = shop.report()
    found = json.loads(to_json(data))
    assert [(q["survey"], q["question"], q["level"], q["n"]) for q in found["questions"]] == [
        (q.survey, q.question, q.level and q.level.word, q.n) for q in data.questions
    ]
    assert found["questions"][0]["options"][0]["figure"]["share"] == 1
    assert [score["unit"] for score in found["scores"]] == ["mean", "nps"]
    with open_reader(shop.folder) as reader:
        measures = {each.name: each for each in read_measures(reader, shop.site, WEEK.monday, WEEK.sunday)}
    missing = data.questions[-1].options[0].figure
    listed = measures["picked.fitting_room.missing.smaller"]
    assert (listed.unit, listed.value, listed.low, listed.n) == ("share", missing.share, missing.low, 9)
    assert measures["picked.fitting_room.topics.bad.sizes"].value == 1
    nps = measures["score.food_counter.recommend"]
    assert (nps.unit, nps.value, nps.low) == ("nps", 1, data.scores[1].figure.low)
    arguments = ["--data", str(shop.folder), "--from", "2026-11-09", "--to", "2026-11-15"]
    table = CliRunner().invoke(measures_command, arguments, catch_exceptions=False).output
    assert "score.food_counter.recommend -100 to 100" in table
    assert "100.0" in next(line for line in table.splitlines() if "recommend" in line)


def test_only_how_many_wait_for_an_answer_is_told(shop: Shop) -> None:
    address = Contacted("lee.minji@example.org", "may write", 1)
    save(
        shop, "returns", {"experience": Rated(Level.BAD), "contact": address},
        {"experience": Rated(Level.BAD), "contact": Numbered("4711")},
        {"experience": Rated(Level.BAD), "contact": address, "contact'": address}, {"experience": Rated(Level.GOOD)},
    )  # fmt: skip
    data = shop.report()
    assert data.waiting == 3
    for page in (*pages(shop, "en"), to_json(data)):
        assert "minji" not in page
        assert "4711" not in page
    assert squeezed("3 shoppers wait for an answer.") in pages(shop, "en")[0]
    assert squeezed("고객 3분이 답변을 기다리고 있습니다.") in pages(shop, "ko")[0]


def test_the_options_look_as_they_did(shop: Shop) -> None:
    fill(shop)
    pdf = render(shop.report(), Language("ko"), Paper.A4)
    assert_like_golden(picture(pdf, 1), GOLDENS / "page-1-options-ko-a4.png")
    assert_like_golden(picture(pdf, 2), GOLDENS / "options-ko-a4.png")
