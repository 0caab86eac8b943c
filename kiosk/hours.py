"""When a shop is open: weekdays, holidays and special days in local time, right on nights when the clocks change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from math import inf

DAY = 24 * 60
ONE_DAY = timedelta(days=1)
ALWAYS_FROM_HERE = timedelta(days=9)
"""What has not changed for a week and the two days that it can hang over changes no more."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one time of the day until another, in minutes since midnight by the wall clock.

    ends is later than begins and at most a day later: beyond 1440 it reaches into the next day.
    """

    begins: int
    ends: int

    def __post_init__(self) -> None:
        if not (0 <= self.begins < DAY and self.begins < self.ends <= self.begins + DAY):
            raise ValueError(f"no span of a day: {self.begins} to {self.ends} minutes")


Spans = tuple[Span, ...]
WHOLE_DAY = (Span(0, DAY),)
ALWAYS = (WHOLE_DAY,) * 7


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """week: the spans of Monday to Sunday; none on a day means closed. As it comes: always open.

    A span belongs to the day that it begins on: a holiday closes the night that follows it, and not the hours after
    midnight that the evening before still had.
    """

    week: tuple[Spans, ...] = ALWAYS
    special: Mapping[date, Spans] = field(default_factory=dict)
    """Days with hours of their own; a holiday has none."""
    zone: tzinfo | None = None
    """The shop's time zone; None is the machine's."""

    def open_at(self, at: datetime) -> bool:
        """Whether the shop is open at an aware moment.

        A wall clock's time that comes twice when the clocks go back counts the first time; one that is left out when
        they go forward stands for the moment as many minutes after the change.
        """
        today, now = self._day(at), at.timestamp()
        return any(begins <= now < ends for begins, ends in self._on(today - ONE_DAY, today, today + ONE_DAY))

    def next_change(self, at: datetime) -> datetime | None:
        """The next moment of opening or closing, in the shop's zone; None where it stays as it is for ever."""
        now = at.timestamp()
        for begins, ends in self._joined(self._day(at)):
            if now < begins:
                return self._moment(begins)
            if now < ends:
                return self._moment(ends) if ends < inf else None
        return None

    def _day(self, at: datetime) -> date:
        return datetime.fromtimestamp(at.timestamp(), self.zone).date()

    def _moment(self, seconds: float) -> datetime:
        # Of a fixed offset: two moments of one zone that changes its clocks are not told apart by Python's own rules.
        local = datetime.fromtimestamp(seconds, self.zone).astimezone(self.zone)
        return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))

    def _on(self, *days: date) -> Iterator[tuple[float, float]]:
        """Each span of these days, in seconds since the epoch.

        One that clocks going forward swallow may end before it begins, and so holds no moment.
        """
        for day in days:
            for span in self.special.get(day, self.week[day.weekday()]):
                yield self._seconds(day, span.begins), self._seconds(day, span.ends)

    def _seconds(self, day: date, minutes: int) -> float:
        midnight = datetime.combine(day, time())
        return (midnight + timedelta(minutes=minutes)).replace(tzinfo=self.zone).timestamp()

    def _joined(self, today: date) -> Iterator[tuple[float, float]]:
        """Spans from yesterday on, those that touch made one; the last one never ends where nothing ends it."""
        last = max(self.special, default=today)
        days = (max(last, today) + ALWAYS_FROM_HERE - today).days
        begins = ends = -inf
        for ahead in range(-1, days):
            for following in sorted(self._on(today + timedelta(days=ahead))):
                if following[0] > ends:
                    if ends > begins:
                        yield begins, ends
                    begins = following[0]
                ends = max(ends, following[1])
        if ends > begins:
            yield begins, ends if ends < self._seconds(today + timedelta(days=days), 0) else inf
