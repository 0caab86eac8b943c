"""Estimates on the service's quality as a manager reads them: every one with its interval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

from kiosk.items import DIMENSIONS
from kiosk.measure.estimate import Estimate
from kiosk.report.quality.data import Quality, QualityItem
from kiosk.report.sentences import Sentences
from kiosk.report.wording import ROUNDING

WITHHELD = "–"
FULL_WIDTH_ENDS = ("。", "！", "？", "）")
"""After these no blank is written."""


@dataclass(frozen=True, slots=True)
class Told:
    """Numbers and names of the quality pages in one language."""

    sentences: Sentences
    quality: Quality

    def say(self, key: str, **values: object) -> str:
        """A sentence of these pages."""
        return self.sentences.words.say(f"quality_{key}", **values)

    def count(self, key: str, n: int, **values: object) -> str:
        """A sentence of these pages about n things."""
        return self.sentences.count(f"quality_{key}", n, **values)

    def text(self, sentences: Iterable[str]) -> str:
        """Sentences one after the other."""
        text = ""
        for sentence in sentences:
            text += sentence if not text or text.endswith(FULL_WIDTH_ENDS) else f" {sentence}"
        return text

    def number(self, n: int) -> str:
        """A count."""
        return self.sentences.wording.number(n)

    def dimension(self, name: str) -> str:
        """One of the five by its word, any other by its id."""
        return self.say(name) if name in DIMENSIONS else name

    def dimensions(self, names: Iterable[str]) -> str:
        """Several in a row."""
        return self.sentences.words.say("and_then").join(map(self.dimension, names))

    def both_sides(self, names: Iterable[str]) -> str:
        """How many answers a mean of gaps is made of: on how it was, and on what is wished for."""
        each = [self.quality.dimensions[name] for name in names]
        perceived, desired = sum(one.perceived.n for one in each), sum(one.desired.n for one in each)
        return f"{self.number(perceived)} / {self.number(desired)}"

    def item(self, item: QualityItem) -> str:
        """What an item is about; its id where it is not ours."""
        return self.sentences.asked(item.label, item.item)

    def point(self, value: float) -> str:
        """An end of a scale."""
        return f"{value:g}".replace("-", "−")

    def mean(self, figure: Estimate, digits: int = 2) -> str:
        """A mean with its interval; a dash where it is withheld."""
        if figure.estimate is None:
            return WITHHELD
        interval = self.sentences.wording.decimals(figure.low, figure.high, digits)
        value = self.sentences.wording.decimal(figure.estimate, digits)
        return f"{value} ({interval})" if interval else value

    def alpha(self, figure: Estimate) -> str:
        """Cronbach's alpha, which may be below 0, with its interval."""
        if figure.estimate is None:
            return self.say("not_estimable")
        if figure.low is None or figure.high is None or figure.low >= 0:
            return self.mean(figure)
        return self.difference(figure).replace("+", "")

    def share(self, figure: Estimate) -> str:
        """A share in hundredths with its interval; a dash where it is withheld."""
        if figure.estimate is None:
            return WITHHELD
        wording = self.sentences.wording
        interval = wording.hundreds(figure.low, figure.high)
        value = wording.hundred(figure.estimate)
        return f"{value} ({interval})" if interval else value

    def signed(self, figure: Estimate) -> str:
        """A difference with its sign; a dash where it is withheld."""
        return WITHHELD if figure.estimate is None else self._signed(floor(figure.estimate * 100 + 0.5 + ROUNDING))

    def signed_interval(self, figure: Estimate) -> str:
        """The interval of a difference; empty where there is none."""
        if figure.low is None or figure.high is None:
            return ""
        low, high = floor(figure.low * 100 + ROUNDING), ceil(figure.high * 100 - ROUNDING)
        return f"{self._signed(low)} – {self._signed(high)}"

    def difference(self, figure: Estimate) -> str:
        """A difference with its interval."""
        interval = self.signed_interval(figure)
        return f"{self.signed(figure)} ({interval})" if interval else self.signed(figure)

    def nps(self, figure: Estimate) -> str:
        """A Net Promoter Score from -100 to 100 with its interval."""
        if figure.estimate is None or figure.low is None or figure.high is None:
            return WITHHELD
        return self.sentences.wording.signed(figure.estimate, figure.low, figure.high)

    def surely_below(self, figure: Estimate, other: float | None) -> bool:
        """Whether the interval lies below a number or another's lower limit, as both are printed."""
        if figure.high is None or other is None:
            return False
        return ceil(figure.high * 100 - ROUNDING) < floor(other * 100 + ROUNDING)

    def surely_above(self, figure: Estimate, other: float) -> bool:
        """Whether the interval lies above a number, as it is printed."""
        return figure.low is not None and floor(figure.low * 100 + ROUNDING) > ceil(other * 100 - ROUNDING)

    def _signed(self, hundredths: int) -> str:
        sign = "−" if hundredths < 0 else "+" if hundredths else ""
        return sign + self.sentences.wording.decimal(abs(hundredths) / 100, 2)
