"""Where gaps come from: GAPS 1–5 of each dimension, and of their mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from statistics import fmean

from kiosk.items import Form
from kiosk.measure import FEWEST_SHOWN
from kiosk.measure.estimate import Estimate
from kiosk.measure.gaps_model import GapsModel, Side, gaps
from kiosk.report.quality.data import OVERALL, Overall, QualityDimension
from kiosk.report.quality.figures import Figures

BOOK_SCALE = (1.0, 7.0)


@dataclass(frozen=True, slots=True)
class Sources:
    """GAPS 1–5 out of shoppers' answers, what the manager's book says by dimension, and imported forms."""

    figures: Figures
    expectations: Mapping[str, float] = field(default_factory=dict)
    standards: Mapping[str, float] = field(default_factory=dict)

    def gaps_model(
        self, dimensions: Mapping[str, QualityDimension], overall: Overall | None, promise_kept: Estimate | None
    ) -> dict[str, GapsModel]:
        """By dimension and, under "overall", of their mean; nothing where nothing but gap 5 is known."""
        models = {name: self._of(name, each) for name, each in dimensions.items()}
        if overall is not None:
            models[OVERALL] = self._of_all(overall, dimensions, promise_kept)
        return models if any(map(_tells_more, models.values())) else {}

    def _of(self, name: str, dimension: QualityDimension) -> GapsModel:
        return gaps(
            desired=dimension.desired if dimension.desired.estimate is not None else None,
            believed=self._set(Form.BELIEVED, name, dimension),
            target=self._set(Form.TARGET, name, dimension),
            audit=self._audit(name, dimension),
            perceived=dimension.perceived,
            promise_kept=None,
            service=dimension.gap,
            scale=f"{dimension.low:g} to {dimension.high:g}",
        )

    def _of_all(
        self, overall: Overall, dimensions: Mapping[str, QualityDimension], promise_kept: Estimate | None
    ) -> GapsModel:
        among = {name: dimensions[name] for name in overall.dimensions}
        return gaps(
            desired=self._mean(Form.DESIRED, {name: each.desired for name, each in among.items()}, overall),
            believed=self._mean(
                Form.BELIEVED, {name: self._set(Form.BELIEVED, name, each) for name, each in among.items()}, overall
            ),
            target=self._mean(
                Form.TARGET, {name: self._set(Form.TARGET, name, each) for name, each in among.items()}, overall
            ),
            audit=self._mean(Form.AUDIT, {name: self._audit(name, each) for name, each in among.items()}, overall),
            perceived=overall.perceived,
            promise_kept=promise_kept,
            service=overall.gap,
            scale=f"{overall.low:g} to {overall.high:g}",
        )

    def _mean(self, form: Form, sides: Mapping[str, Side], overall: Overall) -> Side:
        """Of all dimensions alike; None unless each has one of the same kind."""
        numbers = [side for side in sides.values() if isinstance(side, float)]
        if len(numbers) == len(sides):
            return fmean(numbers)
        known = [side for side in sides.values() if isinstance(side, Estimate) and side.estimate is not None]
        if len(known) < len(sides):
            return None
        parts = [(1 / len(sides), self.figures.questions(form, name), ()) for name in sides]
        mean = self.figures.sample.combined(parts, "", ends=(overall.low, overall.high))
        return replace(mean, n=sum(side.n for side in known))

    def _set(self, form: Form, name: str, dimension: QualityDimension) -> Side:
        """What the book says, else what was imported: of a few, who set it, as a plain number."""
        book = self.expectations if form is Form.BELIEVED else self.standards
        if name in book and (dimension.low, dimension.high) == BOOK_SCALE:
            return float(book[name])
        questions = self.figures.questions(form, name)
        values = [answer.value for question in questions for answer in self.figures.answers.drawn[question]]
        if len(values) < FEWEST_SHOWN:
            return fmean(values) if values else None
        return self.figures.sample.mean(questions, "", ends=(dimension.low, dimension.high))

    def _audit(self, name: str, dimension: QualityDimension) -> Side:
        """What staff said; nothing of fewer than five, who could be told apart."""
        questions = self.figures.questions(Form.AUDIT, name)
        if not questions:
            return None
        audit = self.figures.sample.mean(questions, "", ends=(dimension.low, dimension.high))
        return None if audit.estimate is None else audit


def _tells_more(model: GapsModel) -> bool:
    return any(
        gap.estimate is not None for gap in (model.knowledge, model.standards, model.delivery, model.communication)
    )
