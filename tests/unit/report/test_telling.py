"""No sentence about a measure claims more than its interval, in any language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import exp, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import (
    BeliefHistory,
    Case,
    ChartPoint,
    Driver,
    Estimate,
    Figures,
    HotSpot,
    HourLoad,
    Look,
    RateRatio,
    Step,
    Verdict,
    at_risk,
    belief_gap,
    belief_history,
    between_places,
    by_tag,
    ces,
    complaints_behind,
    csat,
    drivers,
    effect,
    forecast,
    happiness_index,
    hot_spots,
    load_against_bad,
    net_promoter_score,
    p_chart,
    pulse,
    recovery_summary,
    response_rate,
    share_change,
    silent_majority,
    wilson,
    word_of_mouth,
)
from kiosk.measure.effect import EffectVerdict
from kiosk.measure.relationship import Answered, relationship
from kiosk.measure.relationship import Step as ChainName
from kiosk.measure.sample_mean import independent_difference
from kiosk.measure.tolerance import Place, Zone, zone
from kiosk.model import Language, Level, Week
from kiosk.report.telling import Kind, tell
from kiosk.report.telling.tell import Result
from kiosk.report.wording import Wording
from kiosk.words import Words, load_words
from tests.unit.report.claims import ZERO, beyond_chance, side

LANGUAGES = ("en", "ko", "zh_TW", "zh_CN")
LANGUAGE = st.sampled_from(LANGUAGES)
COUNTS = st.integers(0, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
DIFFERENCES = [kind for kind in Kind if kind.difference]
AMOUNT = re.compile(r"([\d,]+(?:\.\d+)?) ?(?:points?\b|%p|점|個百分點|个百分点|分)")
UNDER = ("less than", "미만", "不到")


def words(language: str) -> Words:
    return load_words(Language(language))


def english(result: Result, kind: Kind | None = None, **more: object) -> str:
    return tell(result, words("en"), kind=kind, **more)  # type: ignore[arg-type]


def tells_n(sentence: str, language: str, n: int) -> bool:
    return bool(re.search(rf"n = {re.escape(Wording(words(language)).number(n))}(?!\d)", sentence))


def amount(sentence: str) -> float:
    """The size of a difference as it is told."""
    (first, *_) = AMOUNT.findall(sentence)
    return float(first.replace(",", ""))


def is_told(size: float, sentence: str, step: float) -> None:
    """The amount told is the size, rounded; one that would read 0 is told as less than a step."""
    assert not ZERO.search(sentence)
    if any(word in sentence.split("(", maxsplit=1)[0].lower() for word in UNDER):
        assert amount(sentence) == pytest.approx(step)
        assert size < step / 2 + 1e-9
    else:
        assert abs(amount(sentence) - size) <= step / 2 + 1e-6


def check_side(sentence: str, language: str, low: float, high: float) -> None:
    expected = (low > 0) - (high < 0)
    assert side(sentence, language) == expected, sentence
    assert beyond_chance(sentence, language) == bool(expected), sentence


# What the page says, in plain words


def test_what_it_says_of_a_change() -> None:
    assert english(share_change((700, 812), (650, 790))) == (
        "Up 4 points on last week, more than chance explains (n = 812, before 790)."
    )
    assert english(share_change((590, 812), (650, 790)), before="the week before the works") == (
        "Down 10 points on the week before the works, more than chance explains (n = 812, before 790)."
    )
    assert english(share_change((420, 560), (406, 560))) == (
        "No change on last week that chance would not explain; could not have seen less than 6 points "
        "(n = 560, before 560)."
    )
    assert english(share_change((3, 3), (650, 790))) == "Too few answers to say (n = 3)."
    assert english(share_change((650, 790), (0, 0))) == "Too few answers to say (n = 0)."


def test_what_it_says_of_levels() -> None:
    assert english(wilson(18, 20)) == "90 of 100 (95% interval 69–98; n = 20)."
    assert english(wilson(0, 30)) == "0 of 100 (95% interval 0–12; n = 30)."
    assert english(wilson(1, 1000)) == "Less than 1 of 100 (95% interval 0–1; n = 1,000)."
    assert english(wilson(999, 1000)) == "More than 99 of 100 (95% interval 99–100; n = 1,000)."
    assert english(net_promoter_score(promoters=3, passives=2, detractors=1)) == (
        "NPS +33 (95% interval −27 – +72; n = 6)."
    )
    assert "NPS within 1 of 0 (" in english(net_promoter_score(promoters=101, passives=200, detractors=100))
    assert english(csat({5: 40, 2: 10}), Kind.SHARE) == "80 of 100 (95% interval 66–89; n = 50)."
    assert english(Estimate(210, 5.8, 5.61, 5.98, ""), Kind.MEAN, ends=(1, 7)) == (
        "5.80 on a scale of 1 to 7 (95% interval 5.61–5.98; n = 210)."
    )
    assert english(happiness_index({Level.GOOD: 60, Level.BAD: 40})).startswith("Happiness index 40 (95% interval ")
    assert english(Estimate(40, None, None, None, ""), Kind.ALPHA).startswith("Alpha is not estimable")
    assert english(Estimate(9, 4.25, 1.0, None, ""), Kind.HOURS) == (
        "Half of the cases within 4.3 hours (no interval; n = 9)."
    )


def test_what_it_says_of_gaps() -> None:
    gap = Estimate(386, -0.25, -0.31, -0.19, "")
    assert english(gap, Kind.DESIRED, name="Reliability") == (
        "Reliability: 0.25 points below what shoppers wish for, more than chance explains (n = 386)."
    )
    assert english(replace(gap, high=0.02), Kind.DESIRED) == (
        "No difference from what shoppers wish for that chance would not explain; could not have seen less than "
        "0.27 points (n = 386)."
    )
    assert english(replace(gap, low=None, high=None), Kind.DESIRED) == (
        "−0.25 points against what shoppers wish for; without an interval this may be chance (n = 386)."
    )
    assert english(Estimate(0, 0.5, 0.5, 0.5, ""), Kind.STANDARDS) == (
        "+0.50 points against what the manager believes shoppers wish for; both were set, nothing was measured (n = 0)."
    )
    better, alike = Estimate(90, 3.4, 3.2, 3.6, ""), Estimate(90, 2.6, 2.4, 3.01, "")
    assert english(better, Kind.EXPECTED).startswith("0.40 points above what shoppers expected, more than chance")
    assert english(alike, Kind.OTHERS).startswith("No difference from other shops like this that chance would not")


def test_an_estimate_must_say_what_it_is_of() -> None:
    with pytest.raises(ValueError, match="needs its kind, one of share"):
        english(Estimate(9, 1.0, 0.5, 1.5, ""))
    with pytest.raises(ValueError, match="needs the ends"):
        english(Estimate(9, 1.0, 0.5, 1.5, ""), Kind.MEAN)


# Differences


@given(COUNTS, COUNTS, st.floats(1, 5), LANGUAGE)
def test_a_change_has_a_side_only_where_its_interval_has(
    now: tuple[int, int], before: tuple[int, int], factor: float, language: str
) -> None:
    result = share_change(now, before, dispersion=factor)
    sentence = tell(result, words(language))
    if result.verdict is Verdict.TOO_FEW or result.estimate is None:
        assert side(sentence, language) == 0
        assert not beyond_chance(sentence, language)
        assert tells_n(sentence, language, min(now[1], before[1]))
        return
    check_side(sentence, language, result.low, result.high)
    verdict = {1: Verdict.BETTER, -1: Verdict.WORSE, 0: Verdict.NO_CHANGE_SEEN}[side(sentence, language)]
    assert verdict is result.verdict
    assert tells_n(sentence, language, now[1])
    assert Wording(words(language)).number(before[1]) in sentence
    if result.verdict is Verdict.NO_CHANGE_SEEN:
        assert amount(sentence) >= 100 * result.could_not_have_seen - 1e-6
        assert amount(sentence) < max(1.0, 100 * result.could_not_have_seen) + 1
    else:
        is_told(abs(100 * result.estimate), sentence, 1)


INTERVALS = st.tuples(st.floats(-6, 6), st.floats(0, 6), st.floats(0, 6)) | st.tuples(
    st.floats(-0.01, 0.01), st.floats(0, 0.02), st.floats(0, 0.02)
)


@given(INTERVALS, st.integers(5, 5000), st.sampled_from(DIFFERENCES), LANGUAGE)
def test_a_difference_has_a_side_only_where_its_interval_has(
    around: tuple[float, float, float], n: int, kind: Kind, language: str
) -> None:
    value, below, above = around
    times = {Kind.BELIEF: 1 / 6, Kind.UNHAPPY: 100 / 6}.get(kind, 1.0)
    centre = 3.0 if kind in (Kind.EXPECTED, Kind.OTHERS) else 0.0
    told = [each * times + centre for each in (value, value - below, value + above)]
    result = Estimate(n, told[0], told[1], told[2], "")
    sentence = tell(result, words(language), kind=kind)
    assert tells_n(sentence, language, n)
    check_side(sentence, language, told[1] - centre, told[2] - centre)
    whole = {Kind.BELIEF: 100.0, Kind.UNHAPPY: 1.0}.get(kind)
    size, step = abs(told[0] - centre) * (whole or 1.0), 1.0 if whole else 0.01
    if side(sentence, language):
        is_told(size, sentence, step)
    else:
        assert not ZERO.search(sentence)


@given(st.floats(-6, 6), st.integers(0, 4), st.sampled_from(DIFFERENCES), LANGUAGE)
def test_a_difference_without_answers_or_interval_has_no_side(value: float, n: int, kind: Kind, language: str) -> None:
    for result in (Estimate(n, None, None, None, ""), Estimate(n, value, None, None, ""),
                   Estimate(60, value, None, None, ""), Estimate(n, value, value, value, "")):  # fmt: skip
        sentence = tell(result, words(language), kind=kind)
        assert side(sentence, language) == 0
        assert not beyond_chance(sentence, language)
        assert tells_n(sentence, language, result.n)


DAYS = st.lists(COUNTS, min_size=7, max_size=7)


@given(DAYS, DAYS, DAYS, DAYS, LANGUAGE)
def test_an_effect_has_a_side_only_where_its_interval_has(
    a0: list[tuple[int, int]], a1: list[tuple[int, int]], u0: list[tuple[int, int]], u1: list[tuple[int, int]],
    language: str,
) -> None:  # fmt: skip
    began = Week(2026, 40).monday

    def days(before: list[tuple[int, int]], after: list[tuple[int, int]]) -> dict[date, tuple[int, int]]:
        first = began - timedelta(days=7)
        return {first + timedelta(days=n): tally for n, tally in enumerate([*before, *after])}

    result = effect(days(a0, a1), days(u0, u1), began=began, trigger=None, look=Look.FIRST)
    sentence = tell(result, words(language))
    low, high = result.difference.low, result.difference.high
    if low is None or high is None:
        assert result.verdict is EffectVerdict.TOO_FEW
        assert side(sentence, language) == 0
        return
    check_side(sentence, language, low, high)
    sides = {1: EffectVerdict.BETTER, -1: EffectVerdict.WORSE, 0: EffectVerdict.NOT_SEEN}
    assert sides[side(sentence, language)] is result.verdict
    assert tells_n(sentence, language, result.difference.n)
    if result.verdict is EffectVerdict.NOT_SEEN:
        assert amount(sentence) >= (result.could_not_have_seen or inf) - 1e-6
    else:
        is_told(abs(result.difference.estimate or 0.0), sentence, 1)


@given(st.floats(0, 1), COUNTS, LANGUAGE)
def test_a_guess_is_off_only_beyond_chance(guess: float, excellent: tuple[int, int], language: str) -> None:
    result = belief_gap(guess, excellent)
    sentence = tell(result, words(language))
    if result.gap.low is None or result.gap.high is None:
        assert side(sentence, language) == 0
    else:
        check_side(sentence.split(":", 1)[-1], language, result.gap.low, result.gap.high)
    assert tells_n(sentence, language, result.truth.n)


def test_guesses_over_time_are_of_weeks() -> None:
    weeks = [Week(2026, number) for number in (44, 45, 46)]
    truths = dict(zip(weeks, [(20, 200), (22, 200), (18, 200)], strict=True))
    told = belief_history(dict.fromkeys(weeks, 0.8), truths)
    assert english(told) == "70 points above what shoppers said, more than chance explains (n = 3 weeks)."
    assert english(BeliefHistory((), Estimate(1, None, None, None, ""))) == "Too few answers to say (n = 1)."


@given(st.floats(0, 12), st.floats(0, 3), st.integers(5, 900), LANGUAGE)
def test_a_ratio_is_beyond_chance_only_where_its_interval_leaves_out_one(
    ratio: float, arm: float, n: int, language: str
) -> None:
    result = Estimate(n, ratio, ratio * exp(-arm), ratio * exp(arm), "")
    assert result.low is not None
    assert result.high is not None
    sentence = tell(result, words(language), kind=Kind.TIMES)
    assert beyond_chance(sentence, language) == (result.low > 1 or result.high < 1)
    assert tells_n(sentence, language, n)
    value, low, high = (float(number) for number in re.findall(r"\d+\.\d+", sentence)[:3])
    assert low <= result.low + 1e-6
    assert high >= result.high - 1e-6
    if beyond_chance(sentence, language):
        assert (low >= 1 and value > 1) or (high <= 1 and value < 1)


# Levels


@given(COUNTS, LANGUAGE)
def test_a_share_is_told_as_it_is(tally: tuple[int, int], language: str) -> None:
    hits, n = tally
    for result in (wilson(hits, n), response_rate(hits, n), by_tag({"a": hits, "b": n - hits}, {}, {"x": {"a"}})["x"]):
        sentence = tell(result, words(language))
        assert tells_n(sentence, language, n)
        assert side(sentence, language) == 0
        if n < 5:
            assert "95%" not in sentence
        elif 0.005 <= hits / n < 0.995:
            share = round(100 * hits / n + 1e-9)
            assert re.search(rf"(?<!\d){share}(?!\d)", sentence)
        elif 0 < hits < n:
            assert any(word in sentence.lower() for word in (*UNDER, "more than 99", "99 초과", "超過 99", "超过 99"))


@given(st.lists(st.integers(0, 400), min_size=4, max_size=4), LANGUAGE)
def test_an_index_and_a_score_claim_no_side(counts: list[int], language: str) -> None:
    n = sum(counts)
    index = happiness_index(dict(zip(Level, counts, strict=True)))
    score = net_promoter_score(promoters=counts[0], passives=counts[1] + counts[2], detractors=counts[3])
    effort = ces(dict(enumerate(counts, start=1)))
    staff = pulse({"x": dict(enumerate(counts, start=2))})["x"]
    for result in (index, score, effort, staff):
        sentence = tell(result, words(language))
        assert tells_n(sentence, language, n)
        assert side(sentence, language) == 0
        assert not beyond_chance(sentence, language)
    if n >= 5 and score.estimate is not None and abs(score.estimate) >= 0.005:
        whole = int(abs(score.estimate) * 100 + 0.5 + 1e-9)
        assert f"{'+' if score.estimate > 0 else '−'}{whole} " in tell(score, words(language)).replace("（", " ")


# The shop


@given(COUNTS, COUNTS, LANGUAGE)
def test_a_driver_and_a_hot_spot_are_told_only_beyond_chance(
    inside: tuple[int, int], outside: tuple[int, int], language: str
) -> None:
    everyone = inside[0] + outside[0], inside[1] + outside[1]
    for driver in drivers({"queue": inside}, everyone):
        sentence = tell(driver, words(language), name="Queue")
        assert beyond_chance(sentence, language) == driver.told
        assert sentence.startswith("Queue")
        assert tells_n(sentence, language, driver.named)
    for spot in hot_spots({"inside": inside, "outside": outside}):
        sentence = tell(spot, words(language))
        assert beyond_chance(sentence, language) == spot.framed
        assert tells_n(sentence, language, spot.n)


def test_a_hot_spot_without_bad_taps_elsewhere_is_compared_with_none() -> None:
    spot = HotSpot("x", 9, 30, RateRatio(None, 3.0, None), 0.001, 0.001, framed=True)
    assert english(spot) == "9 bad taps and none elsewhere, more than chance explains (n = 30)."


def test_a_driver_is_no_cause() -> None:
    told = Driver("queue", 40, 80, Estimate(80, 2.41, 1.62, 3.68, ""), 0.001, 0.002, told=True)
    assert english(replace(told, told=False)) == "Nothing shows that it goes along with unhappy taps (n = 80)."
    assert english(told, name="Queue") == (
        "Queue: Where it was named, the odds of an unhappy tap were 2.4 times those elsewhere (95% interval 1.6–3.7), "
        "more than chance explains; it goes along and need not be the cause (n = 80)."
    )


@given(COUNTS, st.none() | st.integers(0, 6000), st.integers(0, 60), LANGUAGE)
def test_bounds_and_assumptions_name_no_more_customers_than_there_were(
    bad: tuple[int, int], transactions: int | None, formal: int, language: str
) -> None:
    silent = silent_majority(bad, transactions)
    told = tell(silent, words(language))
    assert tells_n(told, language, bad[1])
    if transactions and bad[1] >= 5:
        low, high = (int(each.replace(",", "")) for each in re.findall(r"([\d,]+)–([\d,]+)", told)[0])
        assert low <= high <= transactions
    else:
        assert "–" not in told
    behind = complaints_behind(formal, transactions)
    assert tells_n(tell(behind, words(language)), language, formal)
    assert side(told, language) == 0


def test_what_it_says_of_money_and_word_of_mouth() -> None:
    risk = at_risk((30, 300), 900, basket=20, visits_a_year=12)
    assert english(risk) == (
        "Unhappy customers spend 21,600 a year: at risk, not lost (95% interval 15,324–30,060; n = 300)."
    )
    assert english(at_risk((3, 4), 900, basket=20, visits_a_year=12)) == "Too few answers to say (n = 4)."
    assert english(at_risk((30, 300), None, basket=20, visits_a_year=12)).startswith("Nothing can be said")
    both = word_of_mouth(100, 30, ratings=200)
    assert english(both).endswith("500–600 people hear of a good visit, 300–450 of a bad one (n = 200).")
    assert english(word_of_mouth(100, 30, ratings=200, figures=Figures.LEAST)).endswith(
        "500 people hear of a good visit, 300 of a bad one (n = 200)."
    )
    assert english(word_of_mouth(1, 0, ratings=4)) == "Too few answers to say (n = 4)."
    assert english(Estimate(200, None, 30.0, 630.0, ""), Kind.COUNT) == "30–630 (n = 200)."


HOURS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=12)


@given(HOURS, LANGUAGE)
def test_busy_hours_are_worse_only_beyond_chance(rows: list[tuple[int, int, int]], language: str) -> None:
    hours = [
        HourLoad(date(2026, 11, 2) + timedelta(days=day % 5), 9 + day, load, 2.0, min(bad, n), n)
        for day, (load, bad, n) in enumerate(rows)
    ]
    result = load_against_bad(hours)
    sentence = tell(result, words(language))
    low, high = result.ratio.low, result.ratio.high
    assert beyond_chance(sentence, language) == (low is not None and high is not None and (low > 1 or high < 1))
    assert tells_n(sentence, language, result.ratio.n)


@given(st.dictionaries(st.sampled_from("abcdef"), COUNTS, min_size=1), LANGUAGE)
def test_places_differ_only_beyond_chance(shares: dict[str, tuple[int, int]], language: str) -> None:
    result = between_places(shares)
    sentence = tell(result, words(language))
    assert beyond_chance(sentence, language) == result.differ
    assert tells_n(sentence, language, result.spread.n)
    assert side(sentence, language) == 0
    assert not ZERO.search(sentence)


@given(st.lists(COUNTS, min_size=1, max_size=6), LANGUAGE)
def test_a_point_is_above_or_below_its_band_or_neither(samples: list[tuple[int, int]], language: str) -> None:
    for point in p_chart(samples).points:
        sentence = tell(point, words(language))
        shown = point.n >= 5 and point.share is not None
        share = point.share or 0.0
        assert side(sentence, language) == (shown and (share > point.high) - (share < point.low))
        assert tells_n(sentence, language, point.n)


def test_a_point_beyond_its_band_is_told() -> None:
    assert english(ChartPoint(9, 10, 0.9, 0.1, 0.2, 0.8)) == "90 of 100: above what chance alone gives, 20–80 (n = 10)."
    assert english(ChartPoint(1, 10, 0.1, 0.1, 0.2, 0.8)) == "10 of 100: below what chance alone gives, 20–80 (n = 10)."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_zone_is_told_as_it_is(language: str) -> None:
    width = Estimate(120, 1.0, 0.4, 1.6, "")
    sides = {Place.BELOW: -1, Place.WITHIN: 0, Place.ABOVE: 1, Place.NOT_SURE: 0}
    told = {place: tell(Zone(place, False, False, width), words(language)) for place in Place}
    assert len(set(told.values())) == 4
    for place, sentence in told.items():
        assert side(sentence, language) == sides[place]
        assert beyond_chance(sentence, language) == (place is not Place.NOT_SURE)
        assert tells_n(sentence, language, 120)
    upside_down = Estimate(120, -1.0, -1.6, -0.4, "")
    sentence = tell(Zone(Place.BELOW, True, True, upside_down), words(language))
    assert side(sentence, language) == 0
    assert beyond_chance(sentence, language)
    nothing = tell(Zone(Place.NOT_SURE, False, False, Estimate(3, None, None, None, "")), words(language))
    assert tells_n(nothing, language, 3)


MEAN = st.tuples(st.floats(1, 7), st.floats(0, 2), st.floats(0, 2), st.integers(5, 900)).map(
    lambda drawn: Estimate(drawn[3], drawn[0], drawn[0] - drawn[1], drawn[0] + drawn[2], "")
)


@given(MEAN, MEAN, MEAN, LANGUAGE)
def test_a_zone_has_a_side_only_where_its_intervals_have(
    perceived: Estimate, adequate: Estimate, desired: Estimate, language: str
) -> None:
    adequacy = independent_difference(perceived, adequate, "")
    superiority = independent_difference(perceived, desired, "")
    sentence = tell(zone(perceived, adequate, desired, adequacy, superiority), words(language))
    assert adequacy.high is not None
    assert superiority.low is not None
    if side(sentence, language) < 0:
        assert adequacy.high < 0
    if side(sentence, language) > 0:
        assert superiority.low > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_forecast_is_a_range(language: str) -> None:
    week = {(1, 17): (3, 20), (2, 9): (0, 5)}
    told = forecast([week] * 4)
    sentence = tell(told.hours["1-17"], words(language))
    ratings, bad = told.hours["1-17"].ratings, told.hours["1-17"].bad
    assert f"{ratings.low:.0f}–{ratings.high:.0f}" in sentence
    assert f"{bad.low:.0f}–{bad.high:.0f}" in sentence
    assert tells_n(sentence, language, 80)
    assert tells_n(tell(told, words(language)), language, 100)
    assert "–" not in tell(forecast([week] * 2), words(language))


def test_what_it_says_of_recovery() -> None:
    opened = datetime(2026, 11, 2, 9, 0)  # noqa: DTZ001 - a shop's own clock
    cases = [
        Case(str(n), opened, {Step.APOLOGY: opened + timedelta(hours=n + 1)}, ((opened + timedelta(days=2), n < 6),))
        for n in range(8)
    ]
    told = recovery_summary(cases)
    assert english(told) == "75 of 100 cases were called fixed by their customers (95% interval 40–93; n = 8)."
    assert english(told.time_to_apology, Kind.HOURS) == (
        "Half of the cases within 4.5 hours (95% interval 1.0–8.0; n = 8)."
    )
    assert english(told.steps["apology"]) == "Half of the cases within 4.5 hours (95% interval 1.0–8.0; n = 8)."
    assert english(told.steps["follow_up"]).startswith("Done in 0 of 100 cases; the time is not known yet")


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_ratings_than_transactions_are_said_to_be_wrong(language: str) -> None:
    sentence = tell(response_rate(30, 20), words(language))
    assert sentence == words(language).say("tell_response_over", n="20")


def test_a_step_of_the_chain_is_told_by_happy_against_unhappy() -> None:
    mean = Estimate(200, 5.0, 4.8, 5.2, "")
    answered = Answered(mean, Estimate(150, 5.6, 5.4, 5.8, ""), Estimate(50, 3.2, 2.8, 3.6, ""), 1, 7)
    step = relationship({ChainName.SATISFACTION: answered})[ChainName.SATISFACTION]
    assert english(step) == "40 points above unhappy shoppers, more than chance explains (n = 50)."
    assert english(step.everyone, Kind.HUNDRED) == "67 of 100 (95% interval 63–70; n = 200)."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_words(language: str) -> None:
    for kind in Kind:
        for result in (Estimate(50, 0.4, 0.2, 0.6, ""), Estimate(50, 0.4, None, None, ""),
                       Estimate(50, None, 0.2, 0.6, ""), Estimate(2, None, None, None, "")):  # fmt: skip
            sentence = tell(result, words(language), kind=kind, ends=(1, 7))
            assert tells_n(sentence, language, result.n)
            assert "{" not in sentence
