from __future__ import annotations

import time as clocks
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.hours import ALWAYS, DAY, OpeningHours, Span

BERLIN, NEW_YORK, SEOUL, SANTIAGO = (
    ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Seoul", "America/Santiago")
)
ST_JOHNS = ZoneInfo("America/St_Johns")
NINE_TO_NINE = (Span(9 * 60, 21 * 60),)
LATE = (Span(18 * 60, 26 * 60),)
MONDAY = date(2026, 11, 16)


def shop(*week, zone=SEOUL, special=None):
    """Hours of Monday to Sunday; one for all where only one is given."""
    return OpeningHours(week * 7 if len(week) == 1 else week, special or {}, zone)


def at(text, zone=SEOUL, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@pytest.mark.parametrize(("text", "is_open"), [
    ("2026-11-16T08:59:59", False),
    ("2026-11-16T09:00:00", True),
    ("2026-11-16T20:59:59", True),
    ("2026-11-16T21:00:00", False),
    ("2026-11-22T12:00:00", False),
])  # fmt: skip
def test_open_from_the_first_minute_to_the_last(text, is_open):
    assert shop(*[NINE_TO_NINE] * 6, ()).open_at(at(text)) is is_open


def test_without_hours_the_shop_is_always_open():
    assert OpeningHours().open_at(at("2026-11-16T03:00"))
    assert OpeningHours().next_change(at("2026-11-16T03:00")) is None


def test_a_shop_that_never_opens_never_changes():
    assert not shop(()).open_at(at("2026-11-16T12:00"))
    assert shop(()).next_change(at("2026-11-16T12:00")) is None


def test_a_holiday_is_closed_and_its_eve_stays_open_past_midnight():
    holiday = MONDAY + timedelta(days=1)
    bar = shop(LATE, special={holiday: ()})
    assert bar.open_at(at("2026-11-17T01:59"))
    assert not bar.open_at(at("2026-11-17T20:00"))
    assert not bar.open_at(at("2026-11-18T01:00"))
    assert bar.next_change(at("2026-11-17T03:00")) == at("2026-11-18T18:00")


def test_a_special_day_has_hours_of_its_own():
    eve = shop(NINE_TO_NINE, special={date(2026, 12, 24): (Span(9 * 60, 14 * 60),)})
    assert eve.next_change(at("2026-12-24T10:00")) == at("2026-12-24T14:00")


def test_open_round_the_clock_changes_only_at_a_holiday():
    kiosk = shop((Span(0, DAY),), special={date(2027, 1, 1): ()})
    assert kiosk.next_change(at("2026-11-16T12:00")) == at("2027-01-01T00:00")
    assert kiosk.next_change(at("2027-01-01T12:00")) == at("2027-01-02T00:00")
    assert kiosk.next_change(at("2027-01-02T12:00")) is None


def test_a_shop_that_opens_once_a_week_opens_next_week():
    assert shop(NINE_TO_NINE, *[()] * 6).next_change(at("2026-11-16T21:00")) == at("2026-11-23T09:00")
    assert shop((Span(540, DAY),), *[(Span(0, DAY),)] * 6).next_change(at("2026-11-16T09:00")) == at("2026-11-23T00:00")


def test_an_hour_that_the_clocks_leave_out_opens_nothing():
    half_past = OpeningHours(((),) * 7, {date(2026, 3, 29): (Span(150, 195), Span(540, 600))}, BERLIN)
    assert half_past.next_change(at("2026-03-28T12:00", BERLIN)) == at("2026-03-29T09:00", BERLIN)


def test_hours_that_touch_are_one():
    assert shop((Span(0, 12 * 60), Span(12 * 60, DAY))).next_change(at("2026-11-16T05:00")) is None


NIGHTS = [
    # Clocks go back, 03:00 to 02:00 in Berlin and 02:00 to 01:00 in New York: closed once, at the first time.
    (BERLIN, "2026-10-25T02:30", 0, True, LATE_TO_HALF := (Span(18 * 60, 26 * 60 + 45),)),
    (BERLIN, "2026-10-25T02:30", 1, False, LATE_TO_HALF),
    (NEW_YORK, "2026-11-01T01:15", 0, True, (Span(18 * 60, 25 * 60 + 30),)),
    (NEW_YORK, "2026-11-01T01:15", 1, False, (Span(18 * 60, 25 * 60 + 30),)),
    # They go forward, 02:00 to 03:00: 02:45 never comes, and the evening is no shorter for it.
    (BERLIN, "2026-03-29T03:44", 0, True, LATE_TO_HALF),
    (BERLIN, "2026-03-29T03:45", 0, False, LATE_TO_HALF),
    # The hours of that day itself are what the wall clock says.
    (BERLIN, "2026-03-29T09:00", 0, True, NINE_TO_NINE),
    (BERLIN, "2026-03-29T08:59", 0, False, NINE_TO_NINE),
    (BERLIN, "2026-10-25T20:59", 0, True, NINE_TO_NINE),
    # A minute after midnight the clocks went back to the evening before.
    (ST_JOHNS, "2006-10-28T23:30", 1, True, (Span(0, 60 * 2),)),
    (ST_JOHNS, "2006-10-28T23:30", 0, False, (Span(0, 60 * 2),)),
    # Midnight itself is left out in Santiago.
    (SANTIAGO, "2026-09-06T01:00", 0, True, (Span(0, 60 * 2),)),
]


@pytest.mark.parametrize(("zone", "text", "fold", "is_open", "hours"), NIGHTS)
def test_nights_when_the_clocks_change(zone, text, fold, is_open, hours):
    assert shop(hours, zone=zone).open_at(at(text, zone, fold)) is is_open


def test_a_moment_of_another_zone_is_that_moment_here():
    assert shop(NINE_TO_NINE).open_at(datetime(2026, 11, 16, 0, tzinfo=UTC))
    assert not shop(NINE_TO_NINE).open_at(datetime(2026, 11, 15, 23, 59, tzinfo=UTC))


def test_the_machines_zone_is_the_shops_where_none_is_given(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    clocks.tzset()
    try:
        bar = shop(LATE_TO_HALF, zone=None)
        assert [bar.open_at(at("2026-10-25T02:30", BERLIN, fold)) for fold in (0, 1)] == [True, False]
        assert bar.next_change(at("2026-10-25T02:00", BERLIN)).isoformat() == "2026-10-25T02:45:00+02:00"
    finally:
        monkeypatch.undo()
        clocks.tzset()


@pytest.mark.parametrize(("begins", "ends"), [(-1, 5), (1440, 1500), (60, 60), (60, 59), (60, 60 + 1441)])
def test_a_span_lies_within_a_day_and_a_night(begins, ends):
    with pytest.raises(ValueError, match="no span"):
        Span(begins, ends)


spans = st.builds(
    lambda begins, length: Span(begins, begins + length), st.integers(0, DAY - 1), st.integers(1, DAY)
)
days = st.lists(spans, max_size=3).map(tuple)
weeks = st.one_of(st.just(ALWAYS), st.tuples(*[days] * 7))
zones = st.sampled_from([BERLIN, NEW_YORK, SEOUL, SANTIAGO])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
specials = st.dictionaries(st.dates(date(2026, 1, 1), date(2027, 12, 31)), days, max_size=4)
shops = st.builds(OpeningHours, weeks, specials, zones)


@given(shops, moments)
def test_the_next_change_is_one_and_nothing_changes_before_it(hours, moment):
    now, change = hours.open_at(moment), hours.next_change(moment)
    if change is None:
        later = [moment + timedelta(hours=7 * n) for n in range(60)]
    else:
        assert change > moment
        assert hours.open_at(change) is not now
        assert hours.open_at(change - timedelta(microseconds=1)) is now
        later = [moment + (change - moment) * n / 60 for n in range(60)]
    assert {hours.open_at(each) for each in later} <= {now}


@given(weeks, moments)
def test_where_the_clocks_never_change_the_wall_clock_says_it_all(week, moment):
    local = moment.astimezone(SEOUL)
    minute = local.hour * 60 + local.minute
    today, yesterday = week[local.weekday()], week[local.weekday() - 1]
    expected = any(span.begins <= minute < span.ends for span in today) or any(
        minute < span.ends - DAY for span in yesterday
    )
    assert OpeningHours(week, {}, SEOUL).open_at(moment) is expected


@given(st.sampled_from([BERLIN, NEW_YORK, SANTIAGO]), st.dates(date(2026, 1, 1), date(2027, 12, 31)), spans)
def test_however_the_clocks_change_a_day_opens_once_and_closes_once(zone, day, span):
    hours = OpeningHours(((),) * 7, {day: (span,)}, zone)
    opens = hours.next_change(datetime.combine(day - timedelta(days=2), time(), zone))
    if opens is None:  # the hour that is left out, and nothing else
        assert span.ends - span.begins <= 60
        return
    closes = hours.next_change(opens)
    assert hours.open_at(opens)
    assert abs((closes - opens).total_seconds() / 60 - (span.ends - span.begins)) <= 60
    assert hours.next_change(closes) is None
