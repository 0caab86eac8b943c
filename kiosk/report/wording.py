"""Numbers and dates as a language writes them."""

from __future__ import annotations

from datetime import date, datetime, time
from math import ceil, floor

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, get_day_names
from babel.numbers import format_currency, format_decimal

from kiosk.model import Week
from kiosk.words import Words

ROUNDING = 1e-9
"""So that .8 times 100 does not become 81 when it is rounded up."""


class Wording:
    """Formats of one language. Shares are fractions of 1 and are written as whole hundredths.

    Limits are rounded outwards: what is printed never claims more than what was computed. Times are on the 24-hour
    clock (babel would print "PM 2:05" for Korean).
    """

    def __init__(self, words: Words) -> None:
        self._locale = Locale.parse(words.locale)

    def number(self, n: int) -> str:
        """A count, with its thousands set apart."""
        return format_decimal(n, locale=self._locale)

    def decimal(self, value: float, digits: int = 1) -> str:
        """A number with a fixed count of decimals."""
        return format_decimal(value, f"#,##0.{'0' * digits}", locale=self._locale)

    def hundred(self, share: float) -> str:
        """So many of 100."""
        return str(floor(share * 100 + 0.5 + ROUNDING))

    def hundreds(self, low: float | None, high: float | None) -> str:
        """An interval of a share; empty where there is none."""
        if low is None or high is None:
            return ""
        return f"{floor(low * 100 + ROUNDING)}–{ceil(high * 100 - ROUNDING)}"

    def decimals(self, low: float | None, high: float | None, digits: int = 1) -> str:
        """An interval with a fixed count of decimals; empty where there is none."""
        if low is None or high is None:
            return ""
        scale = 10**digits
        lower, upper = floor(low * scale + ROUNDING) / scale, ceil(high * scale - ROUNDING) / scale
        return f"{self.decimal(lower, digits)}–{self.decimal(upper, digits)}"

    def money(self, amount: float, currency: str) -> str:
        """A price as it is written."""
        return format_currency(amount, currency, locale=self._locale)

    def rough_money(self, amount: float, currency: str, *, up: bool | None = None) -> str:
        """An amount in no more than three digits, rounded up, down or, by itself, to the nearest."""
        step = 10 ** max(0, len(str(int(amount))) - 3)
        steps = amount / step
        whole = floor(steps + 0.5) if up is None else ceil(steps - ROUNDING) if up else floor(steps + ROUNDING)
        return format_currency(whole * step, currency, "¤#,##0", locale=self._locale, currency_digits=False)

    def signed(self, value: float, low: float, high: float) -> str:
        """A number from -1 to 1 in whole hundredths with its sign, and its interval."""
        lower, upper = _sign(floor(low * 100 + ROUNDING)), _sign(ceil(high * 100 - ROUNDING))
        return f"{_sign(floor(value * 100 + 0.5 + ROUNDING))} ({lower} – {upper})"

    def whole(self, share: float) -> str:
        """A difference of 0 or more in whole hundredths, rounded up."""
        return str(ceil(share * 100 - ROUNDING))

    def points(self, share: float, *, up: bool) -> str:
        """A difference of 0 or more in hundredths to one decimal, or to as many as it needs not to read 0."""
        for digits in (1, 2, 3, 4):
            scale = 10**digits
            steps = share * 100 * scale
            value = (ceil(steps - ROUNDING) if up else floor(steps + ROUNDING)) / scale
            if value or share <= 0:
                return self.decimal(value, digits)
        return self.decimal(share * 100, 5)

    def days(self, first: date, last: date) -> str:
        """A period of days with its year."""
        return str(format_interval(first, last, "yMMMd", locale=self._locale)).replace("\u2009", " ")

    def week_days(self, week: Week) -> str:
        """Monday to Sunday of a week."""
        return self.days(week.monday, week.sunday)

    def weekday(self, number: int) -> str:
        """The short name of a weekday, 1 for Monday."""
        return str(get_day_names("abbreviated", "stand-alone", locale=self._locale)[number - 1])

    def dated(self, day: date) -> str:
        """A day with its month and weekday."""
        return str(format_skeleton("MMMEd", day, locale=self._locale))

    def hours(self, first: int, last: int) -> str:
        """From the beginning of the first hour to the end of the last."""
        return f"{self.hour(first)}–{self.hour((last + 1) % 24)}"

    def hour(self, hour: int) -> str:
        """The hour that begins then."""
        return str(format_skeleton("Hm", datetime.combine(date.min, time(hour)), locale=self._locale))

    def day_and_hour(self, day: date, hour: int | None) -> str:
        """A day of the week's seven, with the hour where it is known (babel's zh_TW would lack the 日)."""
        if self._locale.script == "Hant":
            named = str(format_date(day, "d日 E", locale=self._locale))
        else:
            named = str(format_skeleton("Ed", day, locale=self._locale))
        return named if hour is None else f"{named} {self.hour(hour)}"


def _sign(n: int) -> str:
    return f"{n:+d}".replace("-", "−") if n else "0"
