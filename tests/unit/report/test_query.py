from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.measure import Verdict, wilson
from kiosk.model import Language, Level, Scored, Week
from kiosk.questions import Survey
from kiosk.report.data import Comparison, WeekState, to_json
from kiosk.report.measures import Measure, read_measures
from kiosk.report.query import default_week, read_report
from kiosk.store import open_reader
from tests.unit.report.conftest import WEEK, Shop, answers_of
from tests.unit.report.imported import save_imported

MONDAY = datetime(2026, 11, 9, 10, tzinfo=UTC)


def tap(shop: Shop, counts: dict[Level, int], at: datetime = MONDAY) -> None:
    shop.save([entry for level, n in counts.items() for _ in range(n) for entry in shop.visit(at, level)])


def measures(shop: Shop, first: date, last: date) -> dict[str, Measure]:
    with open_reader(shop.folder) as reader:
        return {measure.name: measure for measure in read_measures(reader, shop.site, first, last)}


def test_counts_and_shares_are_those_of_the_taps(shop: Shop) -> None:
    tap(shop, {Level.BAD: 4, Level.NEUTRAL: 3, Level.GOOD: 6, Level.EXCELLENT: 7})
    data = shop.report()
    assert data.ratings == 20
    assert [entry.figure.hits for entry in data.levels] == [4, 3, 6, 7]
    factor = data.dispersion.factor
    expected = wilson(13, 20, dispersion=factor)
    assert (data.happy.share, data.happy.low, data.happy.high) == (0.65, expected.low, expected.high)
    assert data.index.mean == pytest.approx((7 * 100 + 6 * 200 / 3 + 3 * 100 / 3) / 20)


def test_days_that_differ_widen_every_interval_alike(busy: Shop) -> None:
    data = busy.report()
    assert data.dispersion.estimated
    assert data.dispersion.factor > 1
    plain = wilson(data.happy.hits or 0, data.happy.n)
    assert data.happy.low is not None
    assert data.happy.low < plain.low
    newest = data.trend.weeks[-1]
    assert newest.band_high is not None
    assert data.trend.centre is not None
    centre = data.trend.centre
    sigma = (data.dispersion.factor * centre * (1 - centre) / newest.n) ** 0.5
    assert newest.band_high == pytest.approx(centre + 3 * sigma)


def test_the_better_week_is_called_better(busy: Shop) -> None:
    change = busy.report().change
    assert (change.comparison, change.verdict) == (Comparison.MADE, Verdict.BETTER)
    assert change.low is not None
    assert change.low > 0


@pytest.mark.parametrize(("this_week", "last_week"), [(4, 20), (20, 4), (20, 0)])
def test_fewer_than_five_are_not_compared(shop: Shop, this_week: int, last_week: int) -> None:
    tap(shop, {Level.GOOD: this_week})
    tap(shop, {Level.GOOD: last_week}, MONDAY - timedelta(days=7))
    change = shop.report().change
    assert (change.comparison, change.verdict, change.estimate) == (Comparison.TOO_FEW, Verdict.TOO_FEW, None)


def test_figures_on_fewer_than_five_are_withheld(shop: Shop) -> None:
    tap(shop, {Level.BAD: 2, Level.GOOD: 2})
    data = shop.report()
    figures = [data.happy, data.unhappy, *(entry.figure for entry in data.levels)]
    assert {(figure.hits, figure.n, figure.share, figure.low) for figure in figures} == {(None, 4, None, None)}
    assert data.index.mean is None
    assert data.trend.weeks[-1].state is WeekState.TOO_FEW
    assert data.trend.weeks[-1].share is None


def test_the_centre_of_the_trend_does_not_give_hidden_weeks_away(shop: Shop) -> None:
    for back, n in ((0, 10), (1, 10), (2, 10), (3, 4)):
        tap(shop, {Level.GOOD if n == 4 else Level.BAD: n}, MONDAY - timedelta(weeks=back))
    assert shop.report().trend.centre == 0


def test_no_band_around_one_or_two_weeks(shop: Shop) -> None:
    tap(shop, {Level.GOOD: 9, Level.BAD: 2})
    tap(shop, {Level.GOOD: 9, Level.BAD: 2}, MONDAY - timedelta(days=7))
    trend = shop.report().trend
    assert trend.centre is None
    assert [week.band_low for week in trend.weeks] == [None] * 12
    assert [week.state for week in trend.weeks[-2:]] == [WeekState.SHOWN] * 2


def test_weeks_on_other_scales_are_neither_compared_nor_charted(shop: Shop) -> None:
    save_imported(shop, {WEEK: ("of_ten", 20), WEEK.back(1): ("of_five", 20), WEEK.back(2): ("of_ten", 20)})
    data = shop.report()
    assert data.change.comparison is Comparison.OTHER_SCALES
    states = [week.state for week in data.trend.weeks[-3:]]
    assert states == [WeekState.SHOWN, WeekState.OTHER_SCALES, WeekState.SHOWN]
    assert data.imported == 20
    assert [(use.scale, use.n, use.mapping) for use in data.scales] == [("of_ten", 20, "of_ten means so")]


def test_a_mixture_of_scales_is_not_compared_even_with_the_same_mixture(shop: Shop) -> None:
    tap(shop, {Level.GOOD: 10})
    tap(shop, {Level.GOOD: 10}, MONDAY - timedelta(days=7))
    save_imported(shop, {WEEK: ("of_ten", 20), WEEK.back(1): ("of_ten", 20)})
    assert shop.report().change.comparison is Comparison.OTHER_SCALES


def test_one_scale_read_by_two_rules_is_not_compared(shop: Shop) -> None:
    save_imported(shop, {WEEK: ("of_five", 20)}, "north", "one way")
    save_imported(shop, {WEEK.back(1): ("of_five", 20)}, "south", "another way")
    data = shop.report()
    assert data.change.comparison is Comparison.OTHER_SCALES
    assert data.trend.weeks[-2].state is WeekState.OTHER_SCALES


def test_one_scale_read_by_one_rule_is_compared_whatever_its_source(shop: Shop) -> None:
    save_imported(shop, {WEEK: ("of_five", 20)}, "north")
    save_imported(shop, {WEEK.back(1): ("of_five", 20)}, "south")
    assert shop.report().change.comparison is Comparison.MADE


def test_weeks_on_other_scales_stay_out_of_the_map_and_of_the_dispersion(shop: Shop) -> None:
    for day in range(5):
        tap(shop, {Level.BAD: 2 + day, Level.GOOD: 20}, MONDAY + timedelta(days=day))
    alone = shop.report()
    alone_measures = measures(shop, WEEK.monday, WEEK.sunday)
    save_imported(shop, {WEEK.back(2): ("of_ten", 70)}, hour=3)
    data = shop.report()
    assert data.trend.weeks[-3].state is WeekState.OTHER_SCALES
    assert (data.heat_map, data.dispersion) == (alone.heat_map, alone.dispersion)
    assert measures(shop, WEEK.monday, WEEK.sunday) == alone_measures


def test_a_tap_while_the_week_is_read_is_seen_in_all_figures_or_in_none(shop: Shop) -> None:
    shop.save([entry for _ in range(5) for entry in shop.visit(MONDAY, Level.BAD, ["queue"])])

    def tap_first(sql: str, _: object) -> None:
        if "SELECT" in sql:
            shop.save(shop.visit(MONDAY, Level.BAD, ["queue"]))

    with open_reader(shop.folder) as reader, reader.database.tracer(tap_first):
        data = read_report(reader, shop.site, WEEK)
        found = {measure.name: measure for measure in read_measures(reader, shop.site, WEEK.monday, WEEK.sunday)}
    (queue,) = data.unhappy_reasons
    assert data.ratings > 5
    assert (queue.figure.hits, queue.figure.n, data.happy.n) == (data.ratings,) * 3
    assert found["bad"].n > data.ratings
    assert (found["unhappy_named.queue"].value, found["unhappy_named.queue"].n) == (1, found["bad"].n)


def test_a_touchpoint_that_no_stored_survey_offers_has_our_own_words(shop: Shop) -> None:
    shop.save([entry for _ in range(5) for entry in shop.visit(MONDAY, Level.BAD, ["queue"], "slow")], faces_only(shop))
    data = shop.report()
    assert data.unhappy_reasons[0].label[Language("en")] == "Waiting time"
    assert data.comments[0].reasons[0].label[Language("ko")] == "대기 시간"


def faces_only(shop: Shop) -> Survey:
    return replace(shop.survey, questions=shop.survey.questions[:1])


def test_imported_aspects_keep_their_scale(shop: Shop) -> None:
    save_imported(shop, {WEEK: ("of_ten", 40)})
    (score,) = shop.report().scores
    assert (score.aspect, score.scale, score.figure.n, score.figure.mean) == ("wifi", "1_5", 40, 2.5)
    assert score.figure.low is not None
    assert score.figure.high is not None
    assert score.figure.low < 2.5 < score.figure.high


def test_ratings_without_an_hour_stay_out_of_the_map(shop: Shop) -> None:
    save_imported(shop, {WEEK: ("of_ten", 40)})
    tap(shop, {Level.GOOD: 6})
    heat = shop.report().heat_map
    assert (heat.n, heat.without_hour, heat.hours) == (6, 40, (10,))


def test_reasons_are_shares_of_all_who_tapped_so(shop: Shop) -> None:
    entries = [shop.visit(MONDAY, Level.BAD, ["queue", "staff"]) for _ in range(3)]
    entries += [shop.visit(MONDAY, Level.BAD, ["queue"]), shop.visit(MONDAY, Level.BAD)]
    entries += [shop.visit(MONDAY, Level.GOOD, ["staff"]), shop.visit(MONDAY, Level.EXCELLENT, ["staff"])]
    shop.save([answer for visit in entries for answer in visit])
    data = shop.report()
    named = [(reason.choice, reason.figure.hits, reason.figure.n) for reason in data.unhappy_reasons]
    assert named == [("queue", 4, 5), ("staff", 3, 5)]
    assert data.unhappy_reasons[0].label[Language("ko")] == "대기 시간"
    assert data.happy_reasons == ()


def test_the_json_is_the_data(busy: Shop) -> None:
    data = busy.report()
    found = json.loads(to_json(data))
    assert found["week"] == "2026-W46"
    assert found["happy"]["n"] == data.happy.n
    assert found["happy"]["share"] == data.happy.share
    assert Counter(entry["level"] for entry in found["levels"]) == Counter(level.word for level in Level)
    assert [entry["text"] for entry in found["comments"]] == [entry.text for entry in data.comments]
    assert found["comments"][0]["day"] == data.comments[0].day.isoformat()
    assert to_json(busy.report()) == to_json(data)


def test_measures_of_a_week_are_the_reports_figures(busy: Shop) -> None:
    data = busy.report()
    found = measures(busy, WEEK.monday, WEEK.sunday)
    happy = found["happy"]
    assert (happy.value, happy.low, happy.high, happy.n) == (
        data.happy.share, data.happy.low, data.happy.high, data.happy.n,
    )  # fmt: skip
    assert found["happiness_index"].low == data.index.low
    assert found["bad"].value == data.unhappy.share
    reason = data.unhappy_reasons[0]
    assert found[f"unhappy_named.{reason.choice}"].high == reason.figure.high


def test_measures_of_a_day_count_that_day(shop: Shop) -> None:
    tap(shop, {Level.GOOD: 6})
    tap(shop, {Level.BAD: 9}, MONDAY + timedelta(days=1))
    assert measures(shop, MONDAY.date(), MONDAY.date())["happy"].value == 1
    assert measures(shop, MONDAY.date(), MONDAY.date() + timedelta(days=1))["happy"].n == 15


def test_the_default_week_is_yesterdays_or_the_last_with_answers(shop: Shop) -> None:
    def chosen(today: date) -> Week:
        with open_reader(shop.folder) as reader:
            return default_week(reader, today)

    shop.save([])
    assert chosen(date(2026, 11, 25)) == Week(2026, 48)
    assert chosen(date(2026, 11, 23)) == Week(2026, 47)
    tap(shop, {Level.GOOD: 1})
    assert chosen(date(2026, 11, 12)) == WEEK
    assert chosen(date(2026, 11, 25)) == WEEK
    assert chosen(date(2026, 11, 9)) == WEEK
    tap(shop, {Level.GOOD: 1}, MONDAY + timedelta(days=7))
    assert chosen(date(2026, 11, 16)) == WEEK
    assert chosen(date(2026, 11, 17)) == WEEK.back(-1)


def test_a_rating_of_a_day_to_come_does_not_choose_the_week(shop: Shop) -> None:
    tap(shop, {Level.GOOD: 8})
    tap(shop, {Level.GOOD: 1}, MONDAY.replace(year=2031))
    with open_reader(shop.folder) as reader:
        assert default_week(reader, date(2026, 11, 27)) == WEEK


@pytest.mark.parametrize(("today", "until"), [
    (date(2026, 11, 8), None), (date(2026, 11, 9), date(2026, 11, 9)), (date(2026, 11, 15), date(2026, 11, 15)),
    (date(2026, 11, 16), None),
])  # fmt: skip
def test_a_week_runs_until_its_sunday_is_over(shop: Shop, today: date, until: date | None) -> None:
    tap(shop, {Level.GOOD: 9})
    with open_reader(shop.folder) as reader:
        assert read_report(reader, shop.site, WEEK, today).until == until


def test_the_generated_shop_is_the_same_every_time(shop: Shop) -> None:
    assert [answer.value for answer in answers_of(shop, weeks=1, a_day=5)][:3] == [
        answer.value for answer in answers_of(shop, weeks=1, a_day=5)
    ][:3]


def test_a_week_of_stars_is_not_compared_with_a_week_of_faces(shop: Shop) -> None:
    stars = [
        replace(answer, value=Scored(5.0, "stars", Level.EXCELLENT))
        for _ in range(10) for answer in shop.visit(MONDAY, Level.EXCELLENT)
    ]  # fmt: skip
    shop.save(stars)
    tap(shop, {Level.EXCELLENT: 10}, MONDAY - timedelta(days=7))
    data = shop.report()
    assert data.change.comparison is Comparison.OTHER_SCALES
    assert [(use.scale, use.n, use.mapping, use.tapped) for use in data.scales] == [
        ("stars", 10, "stars: 1–2 bad, 3 neutral, 4 good, 5 excellent", True)
    ]
    assert data.imported == 0
