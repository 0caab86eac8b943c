"""The numbers of a sentence: rounded so that none claims more than was computed."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from kiosk.measure.share import FEWEST_SHOWN
from kiosk.report.wording import ROUNDING, Wording
from kiosk.words import Words


@dataclass(frozen=True, slots=True)
class Saying:
    """One language's sentences about measures; their keys begin with tell_."""

    words: Words
    wording: Wording

    def say(self, key: str, *, n: int | str, **values: object) -> str:
        """A sentence with its n, which none is without."""
        told = self.wording.number(n) if isinstance(n, int) else n
        return self.words.say(f"tell_{key}", n=told, **values)

    def unknown(self, n: int) -> str:
        """Of something without a figure."""
        return self.say("too_few" if n < FEWEST_SHOWN else "unknown", n=n)

    def phrase(self, key: str, **values: object) -> str:
        """A part of a sentence."""
        return self.words.say(f"tell_{key}", **values)

    def points(self, size: float, *, up: bool = False) -> str:
        """A difference of 0 or more, in hundredths; never 0: what rounds to it is less than one. up: rounded up."""
        whole = ceil(size - ROUNDING) if up else floor(size + 0.5 + ROUNDING)
        if up:
            whole = max(1, whole)
        if whole == 0:
            return self.phrase("points_under")
        return self.words.count("tell_points", whole, number=self.wording.number(whole))

    def scale_points(self, size: float, *, up: bool = False) -> str:
        """The same in points of a scale, to two decimals."""
        steps = ceil(size * 100 - ROUNDING) if up else floor(size * 100 + 0.5 + ROUNDING)
        if up:
            steps = max(1, steps)
        key = "scale_points" if steps else "scale_under"
        return self.phrase(key, number=self.wording.decimal(max(1, steps) / 100, 2))

    def of_hundred(self, value: float) -> str:
        """0 to 100 in whole ones: 0 and 100 are for none and all."""
        whole = floor(value + 0.5 + ROUNDING)
        if whole == 0 < value:
            return self.phrase("under_one")
        return self.phrase("over_99") if value < 100 <= whole else str(whole)

    def interval(self, low: float | None, high: float | None, digits: int = 0) -> str:
        """The 95 % interval, or that there is none."""
        if low is None or high is None:
            return self.phrase("no_interval")
        return self.phrase("interval", interval=self.range(low, high, digits))

    def range(self, low: float, high: float, digits: int = 0) -> str:
        """Two limits, outwards."""
        scale = 10**digits
        lower, upper = floor(low * scale + ROUNDING) / scale, ceil(high * scale - ROUNDING) / scale
        between = "–" if lower >= 0 else " – "
        return f"{self.number(lower, digits)}{between}{self.number(upper, digits)}"

    def number(self, value: float, digits: int = 0) -> str:
        """A number as the language writes it, with the proper minus."""
        rounded = floor(abs(value) * 10**digits + 0.5 + ROUNDING) / 10**digits
        told = self.wording.decimal(rounded, digits) if digits else self.wording.number(int(rounded))
        return f"−{told}" if value < 0 and rounded else told
