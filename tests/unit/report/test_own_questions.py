from __future__ import annotations

import json
from collections.abc import Mapping
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.assets import SURVEYS
from kiosk.measure import net_promoter_score, wilson
from kiosk.model import ChoiceId, Language, Level, QuestionId
from kiosk.questions import ChoiceQuestion
from kiosk.report.figures import score_figure
from kiosk.report.own_data import OwnQuestion, ScoreUnit
from kiosk.report.own_questions import own_questions, scores
from kiosk.store.asked import AskedSurvey, read_asked
from kiosk.store.reading import OptionSummary, ScoreSummary
from kiosk.survey import load_survey
from kiosk.survey.kept import definition

EN, KO = Language("en"), Language("ko")
READY = sorted(path.stem for path in SURVEYS.glob("*.toml"))


def asked(*names: str) -> dict[str, AskedSurvey]:
    surveys = [load_survey(SURVEYS / f"{name}.toml") for name in names]
    return read_asked((survey.id, json.dumps(definition(survey), ensure_ascii=False)) for survey in surveys)


def kept(*questions: Mapping[str, object]) -> str:
    return json.dumps({"title": {"en": "Door"}, "languages": ["en"], "questions": questions})


def picked(question: str, n: int, level: Level | None = Level.BAD, **choices: int) -> OptionSummary:
    return OptionSummary("fitting_room", QuestionId(question), level, n, {ChoiceId(k): v for k, v in choices.items()})


def shares(question: OwnQuestion) -> dict[str, tuple[int | None, int]]:
    return {option.choice: (option.figure.hits, option.figure.n) for option in question.options}


@pytest.mark.parametrize("name", READY)
def test_what_is_kept_of_a_survey_says_what_was_asked(name: str) -> None:
    survey = load_survey(SURVEYS / f"{name}.toml")
    read = asked(name)[survey.id]
    assert read.title == survey.title
    assert [read.questions[question.id].prompt for question in survey.questions] == [
        question.prompt for question in survey.questions
    ]
    for question in survey.questions:
        if isinstance(question, ChoiceQuestion):
            choices = {choice.id: choice.label for offered in question.choices.values() for choice in offered}
            assert read.questions[question.id].labels == choices
    assert read.asks_reasons == any(isinstance(q, ChoiceQuestion) and q.touchpoints for q in survey.questions)


def test_of_a_changed_survey_the_newest_words_hold_and_older_options_keep_theirs() -> None:
    old = kept(
        {"id": "size", "type": "single", "prompt": {"en": "Size?"}, "choices": {"s": {"en": "S"}, "m": {"en": "M"}}},
        {"id": "gone", "type": "nps", "prompt": {"en": "Friends?"}},
    )
    new = kept({"id": "size", "type": "single", "prompt": {"en": "Which?"}, "choices": {"m": {"en": "Medium"}}})
    survey = read_asked([("door", old), ("door", new)])["door"]
    size = survey.questions[QuestionId("size")]
    assert (size.prompt, size.offered) == ({None: {EN: "Which?"}}, ("m",))
    assert size.labels == {"s": {EN: "S"}, "m": {EN: "Medium"}}
    assert survey.questions[QuestionId("gone")].prompt == {None: {EN: "Friends?"}}
    summary = OptionSummary("door", QuestionId("size"), Level.GOOD, 6, {ChoiceId("s"): 6})
    (question,) = own_questions([summary], {"door": survey}, 1)
    assert shares(question) == {"s": (6, 6), "m": (0, 6)}


def test_options_are_shares_of_those_who_answered_with_wilsons_interval() -> None:
    """8 of 10 by hand: (.8 + 1.921 / 10 ± 1.96 √(.16 / 10 + .9604 / 100)) / (1 + 3.841 / 10), 49.0 to 94.3 %."""
    (question,) = own_questions([picked("missing", 10, smaller=8, larger=2)], asked("fitting_room"), 1)
    first = question.options[0]
    assert (question.n, question.level, question.prompt[EN]) == (10, None, "Which one did you miss?")
    assert [option.choice for option in question.options] == ["smaller", "larger", "colour", "other"]
    assert (first.label[KO], first.figure.share) == ("더 작은 사이즈", 0.8)
    assert (first.figure.low, first.figure.high) == (pytest.approx(0.490, abs=5e-4), pytest.approx(0.943, abs=5e-4))
    (wider,) = own_questions([picked("missing", 10, smaller=8)], asked("fitting_room"), 1.5)
    assert wider.options[0].figure.low == wilson(8, 10, dispersion=1.5).low


def test_a_question_put_otherwise_after_each_face_is_told_by_face() -> None:
    summaries = [
        picked("missing", 2, Level.NEUTRAL, smaller=2), picked("missing", 3, Level.BAD, larger=3),
        picked("topics", 9, Level.GOOD, staff=9), picked("topics", 6, Level.BAD, sizes=4, queue=5),
    ]  # fmt: skip
    found = own_questions(summaries, asked("fitting_room"), 1)
    assert [(each.question, each.level, each.n) for each in found] == [
        ("topics", Level.BAD, 6), ("topics", Level.GOOD, 9), ("missing", None, 5),
    ]  # fmt: skip
    assert (found[0].prompt[EN], found[1].prompt[EN]) == ("What went wrong?", "What did we do well?")
    assert list(shares(found[0]).items())[:3] == [("queue", (5, 6)), ("sizes", (4, 6)), ("cleanliness", (0, 6))]
    assert shares(found[2])["larger"] == (3, 5)


def test_nothing_is_told_of_fewer_than_five_answers_but_their_number() -> None:
    (question,) = own_questions([picked("missing", 4, smaller=4)], asked("fitting_room"), 1)
    assert (question.n, question.options) == (4, ())


def test_one_id_in_two_surveys_is_two_questions_and_an_unknown_survey_keeps_its_ids() -> None:
    summaries = [
        OptionSummary(survey, QuestionId("topics"), Level.BAD, 5, {ChoiceId("queue"): 5})
        for survey in ("food_counter", "fitting_room", "lost")
    ]
    found = own_questions(summaries, asked("fitting_room", "food_counter"), 1)
    assert [(each.survey, each.level) for each in found] == [
        ("fitting_room", Level.BAD), ("food_counter", Level.BAD), ("lost", None),
    ]  # fmt: skip
    assert (found[2].title, found[2].prompt, found[2].options[0].label) == ({}, {}, {})


def test_yes_or_no_is_a_share_with_wilsons_interval() -> None:
    figure = score_figure(ScoreUnit.SHARE, {0.0: 2, 1.0: 8}, 1)
    assert (figure.n, figure.mean) == (10, 0.8)
    assert (figure.low, figure.high) == (pytest.approx(0.490, abs=5e-4), pytest.approx(0.943, abs=5e-4))
    assert score_figure(ScoreUnit.SHARE, {1.0: 4}, 1).mean is None


def test_nps_is_promoters_minus_detractors() -> None:
    """9 and 10 promote, 0 to 6 detract: 5 - 3 of 12. The interval by hand: of 15, with .75, 1.5 and .75 added."""
    figure = score_figure(ScoreUnit.NPS, {0.0: 1, 6.0: 2, 7.0: 1, 8.0: 3, 9.0: 2, 10.0: 3}, 1)
    centre = (5.75 - 3.75) / 15
    half = 1.959964 * sqrt(((5.75 + 3.75) / 15 - centre**2) / 15)
    assert figure.n == 12
    assert figure.mean == pytest.approx(2 / 12)
    assert figure.low == pytest.approx(centre - half)
    assert figure.high == pytest.approx(centre + half)


@given(st.dictionaries(st.sampled_from([0.0, 6.0, 7.0, 8.0, 9.0, 10.0]), st.integers(1, 40)), st.floats(1, 9))
def test_the_interval_of_nps_widens_with_the_days(counts: dict[float, int], factor: float) -> None:
    figure = score_figure(ScoreUnit.NPS, counts, factor)
    n = sum(counts.values())
    if n < 5:
        assert (figure.n, figure.mean, figure.low, figure.high) == (n, None, None, None)
        return
    promoters, detractors = (counts.get(9.0, 0) + counts.get(10.0, 0)), (counts.get(0.0, 0) + counts.get(6.0, 0))
    plain = net_promoter_score(promoters=promoters, passives=n - promoters - detractors, detractors=detractors)
    assert plain.estimate is not None
    assert figure.mean == plain.estimate
    assert figure.low == pytest.approx(max(-1, plain.estimate - (plain.estimate - plain.low) * sqrt(factor)))
    assert figure.high == pytest.approx(min(1, plain.estimate + (plain.high - plain.estimate) * sqrt(factor)))


def test_scores_go_by_their_prompts_in_the_surveys_order_after_imported_ones() -> None:
    summaries = [
        ScoreSummary("food_counter", QuestionId("recommend"), "nps", {10.0: 5}),
        ScoreSummary("food_counter", QuestionId("expected"), "expected", {2.0: 3, 4.0: 3}),
        ScoreSummary(None, QuestionId("recommend"), "nps", {8.0: 3, 9.0: 3}),
        ScoreSummary("food_counter", QuestionId("expected"), "stars", {5.0: 9}),
    ]
    found = scores(summaries, asked("food_counter"), 1)
    assert [(each.survey, each.aspect, each.scale, each.unit, each.figure.mean) for each in found] == [
        (None, "recommend", "nps", ScoreUnit.MEAN, 8.5),
        ("food_counter", "expected", "expected", ScoreUnit.MEAN, 3),
        ("food_counter", "expected", "stars", ScoreUnit.MEAN, 5),
        ("food_counter", "recommend", "nps", ScoreUnit.NPS, 1),
    ]
    assert [each.prompt.get(EN, "") for each in found] == [
        "", "Compared with what you expected, how was it?", "", "How likely are you to recommend us?",
    ]  # fmt: skip
