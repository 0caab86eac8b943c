"""From taps, a book and imported hours to the words on the shop's pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli import kiosk
from kiosk.measure.effect import EffectVerdict
from kiosk.model import Level, QuestionId, Scored
from kiosk.report.query import read_report
from kiosk.store import open_reader
from tests.unit.report.conftest import WEEK, Shop
from tests.unit.report.printing import import_hours, pages_after_the_first, printed_pages, tap, week_of_taps
from tests.unit.report.reading import squeezed

Text = Callable[..., str]


@pytest.fixture
def printed(shop: Shop, tmp_path: Path) -> Text:
    """The pages of the week after the first, as `kiosk report` prints them with this book."""
    return partial(pages_after_the_first, shop, tmp_path)


def test_a_shop_without_a_book_that_began_this_week_has_no_such_page(shop: Shop) -> None:
    week_of_taps(shop, {Level.GOOD: 20, Level.BAD: 6})
    assert shop.report().shop is None


def test_after_four_weeks_the_next_one_is_told_from_them(shop: Shop, printed: Text) -> None:
    for back in range(4):
        shop.save([answer for day in range(7) for answer in tap(shop, back, day, 12, {Level.GOOD: 9, Level.BAD: 1})])
        assert (shop.report().shop is None) is (back < 3)
    coming = shop.report().shop.forecast  # type: ignore[union-attr]
    assert coming is not None
    assert (coming.ratings.estimate, coming.bad.estimate, coming.hours["1-12"].ratings.estimate) == (70, 7, 10)
    text = printed()
    assert "Next week, expect ratings by weekday and hour, as in 4 weeks" in text
    assert "Ratings: 70 (" in text
    assert "Mon 12:00–13:00: 1 (" in text


def test_a_week_that_still_runs_says_nothing_of_whole_ones(shop: Shop) -> None:
    shop.save([answer for back in range(6) for answer in tap(shop, back, 0, 12, {Level.GOOD: 8 if back else 5})])
    with open_reader(shop.folder) as reader:
        found = read_report(reader, shop.site, WEEK, WEEK.monday).shop
    assert found is not None
    assert found.forecast is not None
    assert (found.forecast.weeks, found.forecast.ratings.estimate) == (5, 8)


def test_what_goes_with_bad_taps_is_named(shop: Shop, printed: Text) -> None:
    for back in range(4):
        shop.save(tap(shop, back, 0, 12, {Level.GOOD: 5, Level.BAD: 15}, "queue"))
        shop.save(tap(shop, back, 1, 12, {Level.GOOD: 18, Level.BAD: 2}, "products"))
        shop.save(tap(shop, back, 2, 12, {Level.GOOD: 10}))
    (queue, *_) = shop.report().shop.drivers  # type: ignore[union-attr]
    assert (queue.touchpoint, queue.unhappy, queue.named, queue.told) == ("queue", 60, 80, True)
    assert queue.odds_ratio.estimate == pytest.approx(60 * 72 / (20 * 8))
    text = printed()
    assert "What goes with bad taps" in text
    assert "Waiting time 80 60 × 27.0 (" in text
    assert "It need not be the cause: read the comments first." in text


def test_the_same_reasons_sorted_by_gronroos(shop: Shop, printed: Text) -> None:
    for back in range(4):
        shop.save(tap(shop, back, 0, 12, {Level.BAD: 15}, "queue"))
        shop.save(tap(shop, back, 1, 12, {Level.BAD: 5}, "products"))
        shop.save(tap(shop, back, 2, 12, {Level.GOOD: 10}, "products"))
    text = printed()
    assert "What, how and image unhappy (n 80) happy (n 40) What shoppers get 25 (" in text
    assert "How it is done 75 (" in text


def test_a_guess_is_held_against_the_truth(shop: Shop, printed: Text) -> None:
    week_of_taps(shop, {Level.EXCELLENT: 30, Level.GOOD: 60, Level.BAD: 10})
    text = printed('[[belief]]\nweek = "2026-W46"\nexcellent = 70\n')
    assert "You guessed 70 of 100; it was 30 (" in text
    assert "(n 100): too high." in text
    assert "Elsewhere 80 of 100 companies believed their service superior, and 8 of 100 customers said so" in text
    (gap,) = shop.report(book=shop.folder.parent / "book.toml").shop.belief.weeks  # type: ignore[union-attr]
    assert gap.gap.estimate == pytest.approx(0.4)


def test_guesses_are_kept_over_time(shop: Shop, printed: Text) -> None:
    for back in range(3):
        shop.save(tap(shop, back, 0, 12, {Level.EXCELLENT: 40, Level.GOOD: 60}))
    guesses = "".join(f'[[belief]]\nweek = "2026-W{46 - back}"\nexcellent = {60 + back}\n' for back in range(3))
    assert "On average of 3 weeks, guess minus truth: +21 (" in printed(guesses)


def test_the_silent_have_bounds_and_none_without_sales(shop: Shop, printed: Text, tmp_path: Path) -> None:
    week_of_taps(shop, {Level.GOOD: 80, Level.BAD: 20})
    book = '[[complaints]]\nweek = "2026-W46"\nn = 2\n'
    assert "Silent majority" not in printed(book)
    assert "Complaints" not in printed(book)
    import_hours(shop, tmp_path, "2026-11-09 12,400,2\n2026-11-09 13,100,2\n")
    text = printed(book)
    assert "100 of 500 customers tapped: 20 (" in text
    assert "400 did not tap. Whatever they think, 20–420 customers were unhappy." in text
    assert "If they are unhappy as often as those who tapped: 100; from 1/2 to 2 times as often: " in text
    assert "Formal complaints: 2. If 4 of 100 unhappy customers complain formally, these stand for 50 (" in text


def test_bad_taps_may_be_more_than_complaints_account_for(shop: Shop, printed: Text, tmp_path: Path) -> None:
    week_of_taps(shop, {Level.GOOD: 80, Level.BAD: 20})
    import_hours(shop, tmp_path, "2026-11-09 12,500,2\n")
    book = '[[complaints]]\nweek = "2026-W46"\nn = 1\n[assumptions]\ncomplaints_heard = { value = %s, source = "us" }\n'
    said = "20 tapped bad: fewer complain here than is assumed."
    assert said in printed(book % "0.5")
    assert said not in printed(book % "0.05")


def test_only_days_with_sales_are_compared_with_sales(shop: Shop, printed: Text, tmp_path: Path) -> None:
    shop.save([*tap(shop, 0, 0, 12, {Level.GOOD: 10}), *tap(shop, 0, 1, 12, {Level.GOOD: 90})])
    import_hours(shop, tmp_path, "2026-11-09 12,50,2\n")
    assert "10 of 50 customers tapped: 20 (" in printed()


def test_word_of_mouth_is_a_range_unless_one_is_chosen(shop: Shop, printed: Text) -> None:
    week_of_taps(shop, {Level.GOOD: 80, Level.BAD: 20})
    assert "this week’s 100 who tapped: 400–480 people hear of a good visit, 200–300 of a bad one" in printed(
        'word_of_mouth = "both"\n'
    )
    most = printed('word_of_mouth = "most"\n')
    assert "480 people hear of a good visit, 300 of a bad one" in most
    assert "a happy customer tells 6 at most (document 001) · an unhappy one 15 at least (document 001)" in most
    assert "on average" not in most


def test_money_at_risk_comes_with_what_is_assumed(shop: Shop, printed: Text, tmp_path: Path) -> None:
    week_of_taps(shop, {Level.GOOD: 80, Level.BAD: 20})
    import_hours(shop, tmp_path, "2026-11-09 12,500,2\n")
    book = """
        [money]
        basket = 30
        visits_a_year = 20
        currency = "EUR"
        [assumptions]
        profit_of_old = { value = 3, source = "our books of 2025" }
        """
    text = printed(book)
    assert "100 (" in text
    assert "unhappy customers spend €60,000 (" in text
    assert "If a loyal customer is worth 10 purchases, as published, it is €30,000 (" in text
    assert "300 (" in text
    assert "new customers to bring the same profit (× 3). Winning 100 new ones costs as much as keeping 500 (" in text
    assert "an existing customer brings 3 times the profit of a new one (our books of 2025)" in text
    assert "a loyal customer is worth 10 purchases (document 002)" in text


def test_busy_hours_stand_beside_bad_taps(shop: Shop, printed: Text, tmp_path: Path) -> None:
    rows = ""
    for day in range(6):
        shop.save(tap(shop, 0, day, 12, {Level.GOOD: 10, Level.BAD: 10}))
        shop.save(tap(shop, 0, day, 15, {Level.GOOD: 36, Level.BAD: 4}))
        rows += f"2026-11-{9 + day:02} 12,60,2\n2026-11-{9 + day:02} 15,20,2\n"
    import_hours(shop, tmp_path, rows)
    text = printed()
    assert "12 hours of twelve weeks" in text
    assert "from 30.0 sales a till and hour, 50 (" in text
    assert "In busy hours taps are bad 5.0 times as often as in others (95% interval " in text
    assert "more than chance explains" in text


ACTION = """
[[action]]
name = "A third till on Friday evening"
weekdays = ["fri"]
hours = ["17:00-19:00"]
triggered_by = "2026-W41"
started = 2026-10-12
"""


def weeks_of_fridays(shop: Shop, *, helped: bool) -> None:
    answers = []
    for back in range(10):
        after = back < 5
        bad = 2 if after and helped else 12
        answers += tap(shop, back, 4, 17, {Level.GOOD: 20 - bad, Level.BAD: bad})
        answers += tap(shop, back, 1, 12, {Level.GOOD: 36, Level.BAD: 4})
    shop.save(answers)


def test_what_helped_is_told_against_the_other_hours(shop: Shop, printed: Text) -> None:
    weeks_of_fridays(shop, helped=True)
    text = printed(ACTION)
    assert "A third till on Friday evening Mon, Oct 12 · because of week 41 Better after 28 days: of 100" in text
    assert "(40 → 90, others 90 → 90; n 480)" in text
    assert "To be decided: keep, change or drop?" in text
    (action,) = shop.report(book=shop.folder.parent / "book.toml").shop.actions  # type: ignore[union-attr]
    assert action.effect is not None
    assert (action.effect.verdict, action.effect.difference.estimate) == (EffectVerdict.BETTER, pytest.approx(50))


def test_what_was_not_seen_is_told_with_its_reach(shop: Shop, printed: Text) -> None:
    weeks_of_fridays(shop, helped=False)
    assert "No effect seen after 28 days; one smaller than " in printed(ACTION + 'decision = "drop"\n')


def test_an_action_of_last_week_is_too_early(shop: Shop, printed: Text) -> None:
    weeks_of_fridays(shop, helped=False)
    text = printed(ACTION.replace("2026-10-12", "2026-11-09"))
    assert "Too early to say. First look: Mon, Nov 23." in text
    assert "No effect" not in text


def test_page_one_tells_what_the_latest_action_did(shop: Shop, tmp_path: Path) -> None:
    weeks_of_fridays(shop, helped=True)
    front = printed_pages(shop, tmp_path, ACTION + 'decision = "keep"\n')[0]
    did = "What was done A third till on Friday evening: Better: up "
    assert re.search(did + r"[\d–]+ points? .*, more than chance explains \(n = 480\)\. Decided: keep\.", front), front
    assert "What was done" not in printed_pages(shop, tmp_path)[0]


def test_page_one_tells_of_the_action_that_was_looked_at_this_week(shop: Shop, tmp_path: Path) -> None:
    weeks_of_fridays(shop, helped=False)
    two = ACTION.replace("2026-10-12", "{}").format
    later = two("2026-11-10").replace("A third till", "A sign")
    for started, told in (
        ("2026-10-12", "A sign on Friday evening: Too early to say. First look: Tue, Nov 24."),
        ("2026-10-13", "A third till on Friday evening: No effect that chance would not explain; could not have seen "),
        ("2026-10-19", "A third till on Friday evening: No effect that chance would not explain; could not have seen "),
        ("2026-11-02", "A third till on Friday evening: No effect that chance would not explain; could not have seen "),
        ("2026-11-03", "A sign on Friday evening: Too early to say. First look: Tue, Nov 24."),
    ):
        assert told in printed_pages(shop, tmp_path, later + two(started))[0], started


def test_an_action_for_all_hours_has_nothing_to_be_compared_with(shop: Shop, printed: Text, tmp_path: Path) -> None:
    weeks_of_fridays(shop, helped=False)
    for started in ("2026-10-12", "2026-11-09"):
        text = printed(f'[[action]]\nname = "A sign"\nstarted = {started}\n')
        assert "It touches every hour" in text
        assert "look:" not in text
        front = printed_pages(shop, tmp_path, f'[[action]]\nname = "A sign"\nstarted = {started}\n')[0]
        assert "What was done A sign: It touches every hour: there are no others to compare with." in front


def test_an_action_of_some_hours_without_ratings_is_not_one_for_all(shop: Shop, printed: Text) -> None:
    week_of_taps(shop, {Level.GOOD: 20})
    text = printed(ACTION.replace("2026-10-12", "2026-10-05"))
    assert "Too few ratings in its hours or in the others." in text
    assert "It touches every hour" not in text


def test_sources_stand_in_the_report_s_language(shop: Shop, tmp_path: Path) -> None:
    week_of_taps(shop, {Level.GOOD: 80, Level.BAD: 20})
    book = 'word_of_mouth = "both"\n'
    sources = {"en": "(document 001)", "ko": "(자료 001)", "zh_TW": "（文件 001）", "zh_CN": "（文件 001）"}
    for language, said in sources.items():
        text = squeezed(pages_after_the_first(shop, tmp_path, book, language))
        assert squeezed(said) in text
        assert "顧客最多會把" not in text


def test_scores_go_by_the_names_that_others_give_them(shop: Shop, printed: Text) -> None:
    at = datetime(2026, 11, 9, 12, tzinfo=UTC)
    answers = []
    for number in range(20):
        (rating,) = shop.visit(at + timedelta(seconds=40 * number), Level.GOOD)
        answers.append(rating)
        for question, scale, point in (("a", "csat", 5 if number < 15 else 3), ("b", "ces", 6), ("c", "nps", 10)):
            answers.append(replace(rating, question=QuestionId(question), value=Scored(float(point), scale)))
    shop.save(answers)
    text = printed()
    assert "CSAT 75 (" in text
    assert "CES 6.0 (" in text
    assert "easy 100 (" in text
    assert "NPS +100 (" in text
    assert "CSAT: the share of 4 and 5 of 5" in text


def test_small_groups_stay_hidden(shop: Shop) -> None:
    shop.save([answer for back in range(4) for answer in tap(shop, back, 0, 12, {Level.GOOD: 9, Level.BAD: 1})])
    shop.save(tap(shop, 0, 1, 15, {Level.BAD: 2}))
    found = shop.report().shop
    assert found is not None
    assert found.forecast is not None
    assert found.forecast.hours["2-15"].bad.estimate is None
    assert found.drivers == ()


def test_a_book_with_a_fault_is_told_and_no_page_is_made(shop: Shop, printed: Text) -> None:
    shop.save([])
    result = CliRunner().invoke(kiosk, ["report", "--site", str(shop.folder.parent / "site.toml")])
    assert result.exit_code != 0
    with pytest.raises(Exception, match=r"book.toml, line 1: beleif: is not a known key"):
        printed("beleif = 3\n")
