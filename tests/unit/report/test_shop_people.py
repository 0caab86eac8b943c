"""Failures made good, staff and their places: from a book, comments and imports to the shop's pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.model import Level, Origin
from kiosk.store import Recorder, open_store
from tests.unit.report.conftest import Shop
from tests.unit.report.printing import CASE, pages_after_the_first, run, tap, week_of_taps

Text = Callable[..., str]


@pytest.fixture
def printed(shop: Shop, tmp_path: Path) -> Text:
    """The pages of the week after the first, as `kiosk report` prints them with this book."""
    return partial(pages_after_the_first, shop, tmp_path)


def test_failures_that_were_made_good(shop: Shop, printed: Text) -> None:
    week_of_taps(shop, {Level.GOOD: 20})
    cases = [CASE.format(day=day, minute=10 + day) for day in range(2, 8)]
    verdicts = ['verdict = "solved"\n'] * 4 + ['verdict = "not_solved"\n', ""]
    text = printed("".join(map(str.__add__, cases, verdicts)))
    assert "6 cases, 2 open, 4 solved by the customer’s own word. That is 67 (" in text
    assert "Half of them within 15 (12–17) minutes; given at all in 100 (" in text
    assert "If one bad service takes 12 good ones to mend, these cases take 72 (document 002)." in text
    assert "the same as one of the 28 days before: 5." in text
    assert "Charged twice open · failed again · the same again" in text


def test_few_cases_are_counted_and_no_share_is_told(shop: Shop, printed: Text) -> None:
    week_of_taps(shop, {Level.GOOD: 20})
    text = printed(CASE.format(day=2, minute=10) + 'verdict = "solved"\n')
    assert "1 case, 0 open, 1 solved by the customer’s own word. Apology Too few" in text


def test_the_shop_s_own_figure_comes_with_its_own_source(shop: Shop, printed: Text) -> None:
    week_of_taps(shop, {Level.GOOD: 20})
    own = '[assumptions]\ngood_for_one_bad = { value = 5, source = "our club cards" }\n'
    text = printed(own + CASE.format(day=2, minute=10))
    assert "If one bad service takes 5 good ones to mend, these cases take 5 (our club cards)." in text


def test_kind_words_about_staff_are_for_the_staff_room(shop: Shop, printed: Text) -> None:
    at = datetime(2026, 11, 9, 12, tzinfo=UTC)
    shop.save([answer for back in range(1, 4) for answer in tap(shop, back, 0, 12, {Level.GOOD: 6})])
    shop.save(shop.visit(at, Level.EXCELLENT, ["staff"], "The man at the till made my day."))
    shop.save(shop.visit(at + timedelta(minutes=5), Level.BAD, ["staff"], "Nobody helped me."))
    shop.save(tap(shop, 0, 1, 12, {Level.GOOD: 6}))
    text = printed()
    assert "kind words about staff, and what is worth practising 9 Mon 12:00 The man at the till made my day." in text
    assert text.count("Nobody helped me.") == 1


def test_what_staff_say_comes_from_a_survey_of_theirs(shop: Shop, printed: Text, tmp_path: Path) -> None:
    week_of_taps(shop, {Level.GOOD: 20})
    (tmp_path / "staff.csv").write_text("day,q1,q2\n" + "2026-11-10,5,2\n" * 3 + "2026-11-10,4,3\n2026-11-11,1,5\n")
    (tmp_path / "staff.toml").write_text("""
        source = "staff"
        language = "en"
        [date]
        column = "day"
        formats = ["%Y-%m-%d"]
        [dimensions]
        purpose = "pulse"
        able = "pulse"
        [[items]]
        form = "audit"
        min = 1
        max = 5
        columns = { purpose = "q1", able = "q2" }
        """)
    run("import", tmp_path / "staff.csv", "--mapping", tmp_path / "staff.toml", "--data", shop.folder)
    text = printed()
    assert "What staff say" in text
    assert "We are able to give it 20 (" in text
    assert "I know what our service is for 80 (" in text
    assert text.index("I know what our service is for") < text.index("We are able to give it")
    assert shop.report().ratings == 20


def test_places_of_a_chain_are_told_how_far_apart_they_lie(shop: Shop, printed: Text) -> None:
    with open_store(shop.folder) as store:
        for number, bad in enumerate((1, 2, 14)):
            taps = [each for day in range(7) for each in tap(shop, 0, day, 12, {Level.GOOD: 20 - bad, Level.BAD: bad})]
            Recorder(store, Origin(f"k{number}", f"place {number}"), shop.survey).save_all(taps)
    text = printed()
    assert "Consistency between places" in text
    assert "The places differ by about " in text
    assert "more than chance explains (n = 3 places). On average of the places 7" in text
    assert "3 places, 420 ratings" in text
