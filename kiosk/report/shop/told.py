"""The shop's figures as a manager reads them: every one with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from kiosk.measure.assumptions import Assumed
from kiosk.measure.estimate import Estimate
from kiosk.model import ChoiceId, Level, Text
from kiosk.report.data import Touchpoint
from kiosk.report.sentences import Sentences
from kiosk.report.shop.data import Shop
from kiosk.report.wording import ROUNDING

WITHHELD = "–"


@dataclass(frozen=True, slots=True)
class Told:
    """Numbers and names of the shop's pages in one language."""

    sentences: Sentences
    shop: Shop

    def say(self, key: str, **values: object) -> str:
        """A sentence of these pages."""
        return self.sentences.words.say(f"shop_{key}", **values)

    def joined(self, *sentences: str) -> str:
        """One after the other, as the language sets them."""
        return " ".join(filter(None, sentences)).replace("。 ", "。")

    def number(self, n: int) -> str:
        """A count."""
        return self.sentences.wording.number(n)

    def text(self, texts: Text) -> str:
        """A name in the page's language, else in English, else in its first."""
        return self.sentences.asked(texts, "")

    def touchpoint(self, choice: str) -> str:
        """A touchpoint as shoppers read it."""
        known = ChoiceId(choice)
        return self.sentences.label(Touchpoint(known, self.shop.labels.get(known, {})))

    @property
    def bad_taps(self) -> int:
        """How many of the report's week were bad."""
        return sum(each.figure.hits or 0 for each in self.sentences.data.levels if each.level is Level.BAD)

    def share(self, figure: Estimate) -> str:
        """A share of 100 with its interval; a dash where it is withheld."""
        if figure.estimate is None:
            return WITHHELD
        wording = self.sentences.wording
        return f"{wording.hundred(figure.estimate)} ({wording.hundreds(figure.low, figure.high)})"

    def points(self, figure: Estimate) -> str:
        """A share that is told in points of 100."""
        return WITHHELD if figure.estimate is None else str(floor(figure.estimate + 0.5))

    def decimal(self, figure: Estimate, digits: int = 1) -> str:
        """A number with its interval, as far as it has one; a dash where it is withheld."""
        if figure.estimate is None:
            return WITHHELD
        wording = self.sentences.wording
        interval = wording.decimals(figure.low, figure.high, digits)
        if not interval and figure.low is not None:
            interval = f"{wording.decimal(figure.low, digits)}–"
        return wording.decimal(figure.estimate, digits) + (f" ({interval})" if interval else "")

    def count(self, figure: Estimate) -> str:
        """How many, with its interval; a dash where it is withheld."""
        if figure.estimate is None:
            return WITHHELD
        interval = self.between(figure)
        return self.middle(figure) + (f" ({interval})" if interval else "")

    def middle(self, figure: Estimate) -> str:
        """How many, without its interval; a dash where it is withheld."""
        return WITHHELD if figure.estimate is None else self.number(floor(figure.estimate + 0.5))

    def between(self, figure: Estimate) -> str:
        """From how many to how many; empty where that is not known."""
        if figure.low is None or figure.high is None:
            return ""
        return f"{self.number(floor(figure.low + ROUNDING))}–{self.number(ceil(figure.high - ROUNDING))}"

    def rough_money(self, figure: Estimate, currency: str) -> str:
        """An amount with its interval; a dash where it is withheld."""
        if figure.estimate is None:
            return WITHHELD
        wording = self.sentences.wording
        told = wording.rough_money(figure.estimate, currency)
        if figure.low is None or figure.high is None:
            return told
        low = wording.rough_money(figure.low, currency, up=False)
        return f"{told} ({low} – {wording.rough_money(figure.high, currency, up=True)})"

    def nps(self, figure: Estimate) -> str:
        """A Net Promoter Score from -100 to 100 with its interval."""
        if figure.estimate is None or figure.low is None or figure.high is None:
            return WITHHELD
        return self.sentences.wording.signed(figure.estimate, figure.low, figure.high)

    def source(self, *assumed: Assumed) -> str:
        """Where these stand: the documents' numbers, or what the store says of its own."""
        own = dict.fromkeys(each.source for each in assumed if each.own)
        documents = sorted({document for each in assumed for document in each.documents})
        names = self.sentences.words.say("and_then").join(documents)
        return ", ".join([*([self.say("document", documents=names)] if documents else []), *own])

    def assumption(self, name: str) -> str:
        """An assumption in the page's language, with its value and where it stands."""
        assumed: Assumed = getattr(self.shop.assumptions, name)
        value = self.percent(assumed.value) if assumed.share else f"{assumed.value:g}"
        return self.say(f"assumed_{name}", value=value, source=self.source(assumed))

    def percent(self, value: float) -> str:
        """An assumed share, as it was put."""
        return f"{value * 100:g}"
