from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import Verdict
from kiosk.model import ChoiceId, Language, Level, Week
from kiosk.report.data import (
    BadHours,
    Comparison,
    DayDispersion,
    HeatMap,
    Places,
    Reason,
    ReportData,
    ScaleUse,
    Trend,
    TrendWeek,
    WeekState,
)
from kiosk.report.definitions import definitions, scale_rule
from kiosk.report.estimates import MeanFigure
from kiosk.report.figures import change, share_figure
from kiosk.report.findings import heat_notes, look_first, reasons_note
from kiosk.report.sentences import Sentences
from kiosk.report.wording import Wording
from kiosk.words import load_words
from tests.unit.report.conftest import Shop

LANGUAGES = [Language(code) for code in ("en", "ko", "zh_TW", "zh_CN")]
COUNTS = st.integers(0, 900).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
NUMBER = re.compile(r"\d+(?:\.\d+)?")
INTERVAL = re.compile(r"(\d+)–(\d+)")


def week(now: tuple[int, int], before: tuple[int, int], factor: float = 1.0, target: int | None = None) -> ReportData:
    nothing = MeanFigure(now[1], None, None, None)
    return ReportData(
        store="S", place="P", week=Week(2026, 46), until=None, target=target, ratings=now[1], levels=(),
        happy=share_figure(*now, factor), unhappy=share_figure(0, now[1], factor), index=nothing,
        happy_last_week=share_figure(*before, factor), change=change(now, before, factor, same_scale=True),
        dispersion=DayDispersion(factor, 20, True), trend=Trend(None, ()), heat_map=HeatMap((), (), (), 0, 0),
        places=Places((), 0, 0, 0.95), unhappy_reasons=(), happy_reasons=(), comments=(), scales=(), scores=(),
        left_out=(), asks_reasons=now[1] > 0, questions=(), waiting=0,
    )  # fmt: skip


def sentences(data: ReportData, language: str = "en") -> Sentences:
    words = load_words(Language(language))
    return Sentences(data, words, Wording(words))


@given(COUNTS, COUNTS, st.floats(1, 5), st.sampled_from(LANGUAGES))
def test_better_or_worse_is_said_only_where_the_interval_leaves_out_nothing(
    now: tuple[int, int], before: tuple[int, int], factor: float, language: Language
) -> None:
    data = week(now, before, factor)
    said = sentences(data, language)
    words = load_words(language)
    low, high = data.change.low or 0.0, data.change.high or 0.0
    assert (said.headline() == words.say("better")) == (low > 0)
    assert (said.headline() == words.say("worse")) == (high < 0)
    if data.change.comparison is not Comparison.MADE:
        return
    numbers = [float(number) for number in NUMBER.findall(said.detail().replace("100", "", 1))]
    if data.change.verdict is Verdict.NO_CHANGE_SEEN:
        fewer, more, reach = numbers
        assert fewer >= -low * 100 - 1e-6
        assert more >= high * 100 - 1e-6
        assert reach >= (data.change.could_not_have_seen or 0.0) * 100 - 1e-6
        assert all(number == int(number) for number in numbers)
    else:
        least, most = numbers
        near, far = sorted((abs(low), abs(high)))
        assert 0 < least <= near * 100 + 1e-6
        assert most >= far * 100 - 1e-6


@given(COUNTS, st.integers(1, 100), st.floats(1, 5))
def test_the_target_is_reached_or_missed_only_where_the_interval_says_so(
    now: tuple[int, int], target: int, factor: float
) -> None:
    data = week(now, (10, 20), factor, target)
    said = sentences(data).target()
    if data.happy.low is None or data.happy.high is None:
        assert said is None
        return
    assert said is not None
    low, high = (int(number) for number in INTERVAL.findall(sentences(data).interval_and_count())[0])
    assert (": reached" in said) == (low >= target)
    assert ("not reached" in said) == (high < target)


@given(COUNTS, st.floats(1, 5))
def test_printed_intervals_hold_the_computed_ones(now: tuple[int, int], factor: float) -> None:
    figure = share_figure(*now, factor)
    if figure.share is None or figure.low is None or figure.high is None:
        return
    share, low, high = (float(number) for number in NUMBER.findall(sentences(week(now, now)).share(figure)))
    assert low <= figure.low * 100 + 1e-6
    assert high >= figure.high * 100 - 1e-6
    assert abs(share - figure.share * 100) <= 0.5 + 1e-6
    assert low <= share <= high


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sketch_is_no_change_but_two_more_happy_shoppers_are_better(language: Language) -> None:
    """81 of 100 against 77 does not leave out 0 on the sketch's counts, 83 does."""
    words = load_words(language)
    assert sentences(week((657, 812), (585, 760)), language).headline() == words.say("no_change")
    assert sentences(week((674, 812), (585, 760)), language).headline() == words.say("better")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("now", "before", "key"), [
    ((0, 0), (5, 9), "nobody"),
    ((1, 4), (5, 9), "too_few"),
    ((5, 9), (1, 4), "too_few_before"),
])  # fmt: skip
def test_too_few_answers_are_said_to_be_too_few(
    language: Language, now: tuple[int, int], before: tuple[int, int], key: str
) -> None:
    said = sentences(week(now, before), language)
    assert said.headline() == load_words(language).say(key)
    assert bool(said.detail()) == (key != "nobody")


def test_one_tap_and_two_taps() -> None:
    assert sentences(week((1, 1), (5, 9))).detail() == "1 rating this week; a figure needs five."
    assert sentences(week((1, 2), (5, 9))).interval_and_count() == "2 ratings"
    assert sentences(week((1000, 1234), (5, 9))).interval_and_count().endswith("· 1,234 ratings")


def test_a_week_beyond_the_band_is_said_to_be() -> None:
    weeks = tuple(
        TrendWeek(Week(2026, 40 + n), WeekState.SHOWN, 90, share, 0.7, 0.9) for n, share in enumerate((0.8, 0.69))
    )
    data = replace(week((80, 100), (80, 100)), trend=Trend(0.8, weeks))
    assert sentences(data).trend_notes() == ["This week lies below what chance alone gives."]
    inside = replace(data, trend=Trend(0.8, weeks[:1]))
    assert sentences(inside).trend_notes() == []


def test_weeks_that_are_left_out_are_counted() -> None:
    states = (WeekState.TOO_FEW, WeekState.EMPTY, WeekState.OTHER_SCALES, WeekState.OTHER_SCALES)
    weeks = [TrendWeek(Week(2026, 40 + n), state, 3, None, None, None) for n, state in enumerate(states)]
    weeks.append(TrendWeek(Week(2026, 46), WeekState.SHOWN, 90, 0.8, None, None))
    notes = sentences(replace(week((80, 100), (80, 100)), trend=Trend(None, tuple(weeks)))).trend_notes()
    assert notes == ["1 week with too few ratings is left out.", "2 weeks rated on other scales are left out."]


def test_mixed_scales_are_named_with_their_counts() -> None:
    uses = (ScaleUse(None, 12, None, tapped=True), ScaleUse("stars", 30, "5 is excellent.", tapped=False))
    said = sentences(replace(week((20, 42), (20, 42)), scales=uses))
    notes = said.notes()
    assert "30 of 42 ratings were not tapped" in notes[0]
    assert notes[1] == "These figures mix scales: Faces (12), stars (30)."
    assert scale_rule(said, uses[0]) == "12 ratings tapped on our four faces."
    assert scale_rule(said, uses[1]) == "30 ratings. 5 is excellent."
    assert "was not recorded" in scale_rule(said, replace(uses[1], mapping=None))


def test_the_worst_hour_is_told_with_its_evidence(busy: Shop) -> None:
    notes = heat_notes(sentences(busy.report()))
    assert re.match(r"(Fri|Sat) 1[789]:00–\d\d:00: \d+ of \d+ unhappy, \d\.\d times other hours \(", notes[0])


@pytest.mark.parametrize(("factor", "estimated", "said"), [
    (1.0, True, "no more than chance allows"),
    (1.234, True, "by a factor of 1.23"),
    (1.5, False, "A factor of 1.50 in the variance is assumed"),
])  # fmt: skip
def test_the_small_print_says_by_what_days_widen(factor: float, estimated: bool, said: str) -> None:
    data = replace(week((8, 10), (8, 10)), dispersion=DayDispersion(factor, 9, estimated))
    assert said in dict(definitions(sentences(data)))["Days"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_values(language: Language) -> None:
    english, ours = load_words(Language("en")).report, load_words(language).report
    assert set(ours) == set(english)
    for key, entry in ours.items():
        forms = [entry] if isinstance(entry, str) else [*entry.values()]
        originals = english[key]
        other = originals if isinstance(originals, str) else originals["other"]
        assert isinstance(entry, str) == isinstance(originals, str), key
        assert {frozenset(values_of(form)) for form in forms} == {frozenset(values_of(other))}, key


def values_of(sentence: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(sentence) if name]


@pytest.mark.parametrize(("language", "days", "hour"), [
    ("en", "Nov 9 – 15, 2026", "13 Fri 17:00"),
    ("ko", "2026년 11월 9일~15일", "13일 (금) 17:00"),
    ("zh_TW", "2026年11月9日至15日", "13日 週五 17:00"),
    ("zh_CN", "2026年11月9日至15日", "13日周五 17:00"),
])  # fmt: skip
def test_dates_are_written_as_the_language_writes_them(language: str, days: str, hour: str) -> None:
    wording = Wording(load_words(Language(language)))
    friday = Week(2026, 46).monday.replace(day=13)
    assert wording.week_days(Week(2026, 46)) == days
    assert wording.day_and_hour(friday, 17) == hour
    assert wording.day_and_hour(friday, None) == hour.removesuffix(" 17:00")


def test_groups_of_comments_bear_their_level() -> None:
    said = sentences(week((8, 10), (8, 10)))
    assert [said.level_title(level) for level in (Level.BAD, None)] == ["Bad", "Without a rating"]


@pytest.mark.parametrize(("language", "said"), [("en", "1–2 Bad · 3 Neutral · 4.5–5 Good"),
                                                ("ko", "1–2 나빠요 · 3 보통이에요 · 4.5–5 좋아요")])  # fmt: skip
def test_the_rule_of_a_scale_is_told_in_the_pages_words_and_without_its_name(language: str, said: str) -> None:
    use = ScaleUse("1–5", 30, "1–5: 1–2 bad, 3 neutral, 4.5–5 good", tapped=False)
    ours = sentences(week((8, 10), (8, 10)), language)
    assert scale_rule(ours, use) == ours.count("scale_imported", 30, mapping=said)


def test_a_rule_of_another_form_stays_as_it_was_stored() -> None:
    use = ScaleUse("stars", 30, "stars: more than half, 3 neutral", tapped=False)
    assert scale_rule(sentences(week((8, 10), (8, 10))), use) == "30 ratings. more than half, 3 neutral"


def test_a_week_on_other_scales_is_not_shown_beside_this_one() -> None:
    data = replace(week((20, 30), (8, 30)), change=change((20, 30), (8, 30), 1.0, same_scale=False))
    assert sentences(data).last_week() == ""
    assert sentences(data).comparable_last_week() is None
    assert sentences(week((20, 30), (8, 30))).last_week() == "last week 27 (14–45)"


def test_a_week_of_nobody_says_so_once() -> None:
    said = sentences(week((0, 0), (1, 4), target=80))
    assert [said.lead(), said.interval_and_count(), said.last_week(), said.target()] == ["", "", "", None]
    assert sentences(week((0, 0), (8, 10))).last_week().startswith("last week 80 (")


@pytest.mark.parametrize(("language", "said"), [
    ("en", "Week 46 · Nov 9 – 15, 2026 · so far, until Wed, Nov 11"),
    ("ko", "46주차 · 2026년 11월 9일~15일 · 11월 11일 (수)까지의 중간 집계"),
    ("zh_TW", "第 46 週 · 2026年11月9日至15日 · 截至11月11日 週三"),
    ("zh_CN", "第 46 周 · 2026年11月9日至15日 · 截至11月11日周三"),
])  # fmt: skip
def test_a_week_that_still_runs_says_until_when(language: str, said: str) -> None:
    data = replace(week((8, 10), (8, 10)), until=Week(2026, 46).monday.replace(day=11))
    assert sentences(data, language).week() == said


@pytest.mark.parametrize(("asked", "said"), [
    (0, "Nobody was unhappy."), (4, "Too few ratings for shares."), (None, "Too few ratings for shares."),
    (5, "Nobody named a reason."),
])  # fmt: skip
def test_without_reasons_the_page_says_why(asked: int | None, said: str) -> None:
    assert reasons_note(sentences(week((8, 10), (8, 10))), (), asked, 0, "nobody_unhappy") == said


def test_where_to_look_first_has_shares_intervals_and_counts() -> None:
    hours = [BadHours(5, 17, 18, share_figure(20, 50, 1.0), 2.5, 1.6, 3.9),
             BadHours(6, 23, 23, share_figure(9, 30, 1.0), 1.9, 1.2, 2.8),
             BadHours(7, 9, 9, share_figure(9, 30, 1.0), 1.9, 1.1, 2.8)]  # fmt: skip
    queue = Reason(ChoiceId("queue"), {Language("en"): "Waiting time"}, share_figure(13, 46, 1.0))
    data = replace(week((80, 126), (80, 126)), heat_map=HeatMap((), (), tuple(hours), 0, 0), unhappy_reasons=(queue,))
    said = sentences(data)
    assert look_first(said) == [
        "Fri 17:00–19:00: 20 of 50 ratings in twelve weeks were bad, 40 of 100 (27–54).",
        "Sat 23:00–00:00: 9 of 30 ratings in twelve weeks were bad, 30 of 100 (16–48).",
        "Waiting time: 13 of 46 unhappy shoppers named it this week, 28 of 100 (17–43).",
    ]
    assert heat_notes(said)[2] == "Sun 09:00–10:00: 9 of 30 unhappy, 1.9 times other hours (1.1–2.8)."
    assert look_first(sentences(week((80, 126), (80, 126)))) == []


def test_scores_up_to_one_have_two_decimals() -> None:
    said = sentences(week((8, 10), (8, 10)))
    assert said.mean(MeanFigure(30, 0.436, 0.381, 0.482)) == "0.44 (0.38–0.49)"
    assert said.mean(MeanFigure(30, 3.436, 3.381, 3.482)) == "3.4 (3.3–3.5)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_quotes_the_headline(language: Language) -> None:
    words = load_words(language)
    assert words.say("no_change").rstrip(".。") in words.say("method_change_text")
