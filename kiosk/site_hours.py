"""The hours in a site file: when the shop is open, and which survey is asked when."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from kiosk.hours import DAY, OpeningHours, Span, Spans
from kiosk.tomlfile import Table, shaped

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]|24:00"


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _span(begins: str, ends: str) -> Span:
    """Between two times; one that ends before it begins ends on the next day. Raises ValueError where both are one."""
    first, last = _minutes(begins), _minutes(ends)
    if first in {last, DAY}:
        raise ValueError(f"{begins} to {ends} is no time at all, expected 00:00 to 24:00 for the whole day")
    return Span(first, last if last > first else last + DAY)


def _spans(text: str) -> Spans:
    if text == "closed":
        return ()
    pairs = [pair.strip() for pair in text.split(",")]
    if not all(re.fullmatch(rf"(?:{CLOCK})-(?:{CLOCK})", pair) for pair in pairs):
        raise ValueError(f'must be hours such as "09:00-21:00" or "09:00-12:00,13:00-18:00", or "closed", not {text!r}')
    spans = sorted(_span(*pair.split("-")) for pair in pairs)
    if any(later.begins < earlier.ends for earlier, later in pairwise(spans)):
        raise ValueError(f"the hours overlap, expected one span to end before the next begins, not {text!r}")
    return tuple(spans)


def _readable(text: str) -> str:
    _spans(text)
    return text


def _day(value: object) -> object:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"must be a date without quotes, such as 2026-12-25, not {str(value)!r}")  # noqa: TRY004
    return value


def _named_day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.isoformat() != text:
        raise ValueError(f"must be a date such as 2026-12-24, not {text!r}")
    return text


Day = Annotated[date, BeforeValidator(_day)]
Hours = Annotated[str, AfterValidator(_readable)]
Clock = Annotated[str, shaped(CLOCK, 'a time such as "09:30", up to "24:00"')]


class HoursTable(Table):
    """[hours]: every day of the week, and the days that are different."""

    mon: Hours
    tue: Hours
    wed: Hours
    thu: Hours
    fri: Hours
    sat: Hours
    sun: Hours
    holidays: list[Day] = Field(default_factory=list)
    special: dict[Annotated[str, AfterValidator(_named_day)], Hours] = Field(default_factory=dict)


class ScheduleTable(Table):
    """[[schedule]]: a survey for some hours of some days."""

    survey: str = Field(min_length=1)
    days: list[Weekday] = Field(default=list(WEEKDAYS), min_length=1)
    begins: Clock = Field(default="00:00", alias="from")
    ends: Clock = Field(default="24:00", alias="to")

    @model_validator(mode="after")
    def _lasts(self) -> ScheduleTable:
        _span(self.begins, self.ends)
        return self


def opening_hours(table: HoursTable | None) -> OpeningHours:
    """When the shop is open; always, where the file does not say. Hours of a day's own go before a holiday."""
    if table is None:
        return OpeningHours()
    week = tuple(_spans(getattr(table, day)) for day in WEEKDAYS)
    closed: dict[date, Spans] = dict.fromkeys(table.holidays, ())
    return OpeningHours(week, closed | {date.fromisoformat(day): _spans(text) for day, text in table.special.items()})


def scheduled_hours(table: ScheduleTable) -> OpeningHours:
    """When a survey is asked; hours that go past midnight belong to the day they begin on."""
    span = (_span(table.begins, table.ends),)
    return OpeningHours(tuple(span if day in table.days else () for day in WEEKDAYS))
