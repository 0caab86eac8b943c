"""Sorted answers become estimates: items, their dimensions, and the mean of them all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from kiosk.items import DIMENSIONS, SHOPPERS_FORMS, Form
from kiosk.measure.alpha import classic
from kiosk.measure.estimate import Estimate
from kiosk.measure.rotated import Drawn, Sample, weeks_until
from kiosk.measure.tolerance import zone
from kiosk.model import Text
from kiosk.report.hiding import hidden_groups
from kiosk.report.quality.answers import Answers, Ends
from kiosk.report.quality.data import WEEKS, Exact, Exactness, Overall, QualityDimension, QualityItem

WEAKEST = 5
AIM = 0.25
"""A gap is known well enough once its interval is as narrow as this, to both sides."""
COMPARED = "compared with what was expected (non-difference score)"
NO_GAP = "Mean gap of the dimensions, perceived minus desired: not of all of them known."
NO_DIFFERENCE = f"Mean of the dimensions, {COMPARED}: not of all of them known."
Labels = Mapping[tuple[str, str], Text]
"""What an item is about, by dimension and item."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Estimates out of sorted answers; last is the window's last day."""

    answers: Answers
    sample: Sample
    last: date

    def items(self, labels: Labels) -> dict[str, QualityItem]:
        """Every item of every form that a zone is made of, by dimension and item; too small ones are hidden."""
        forms = (Form.PERCEIVED, Form.DESIRED, Form.ADEQUATE)
        cells = self.answers.cells(*forms)
        hidden = self._hidden_items(forms)
        found = {}
        for dimension, item in sorted({(cell.dimension, cell.item) for cell in cells}):
            low, high = self._ends(dimension)
            means = {
                form: self._mean([question], f"{dimension}, {item}, {form}", (low, high), hide=question in hidden)
                for form in forms
                for question in (f"{form}.{dimension}.{item}",)
            }
            what = f"Gap of {dimension}, {item}: perceived minus desired, in points of a scale of {low:g} to {high:g}."
            seen = all(means[form].estimate is not None for form in (Form.PERCEIVED, Form.DESIRED))
            perceived, desired = ([f"{form}.{dimension}.{item}"] for form in (Form.PERCEIVED, Form.DESIRED))
            gap = self.sample.gap(perceived, desired, what, ends=apart((low, high))) if seen else nothing(0, what)
            found[f"{dimension}.{item}"] = QualityItem(
                dimension, item, labels.get((dimension, item), {}), means[Form.PERCEIVED], means[Form.DESIRED],
                means[Form.ADEQUATE], gap,
            )  # fmt: skip
        return found

    def dimensions(self, items: Iterable[QualityItem]) -> dict[str, QualityDimension]:
        """Every dimension with an answer in a form for shoppers: the five in their order, then others by name."""
        found = {cell.dimension for cell in self.answers.cells(*SHOPPERS_FORMS)}
        ordered = [name for name in DIMENSIONS if name in found] + sorted(found - set(DIMENSIONS))
        inverted = Counter(
            item.dimension for item in items
            if item.adequate.estimate is not None and item.desired.estimate is not None
            and item.adequate.estimate > item.desired.estimate
        )  # fmt: skip
        return {name: self._dimension(name, inverted[name]) for name in ordered}

    def overall(self, dimensions: Mapping[str, QualityDimension], weights: Mapping[str, float]) -> Overall | None:
        """The mean of the dimensions on the scale that most of them are on; None where there is none yet."""
        known = {name: each for name, each in dimensions.items() if each.perceived.estimate is not None}
        scales = Counter((each.low, each.high) for each in known.values())
        if not scales:
            return None
        low, high = max(scales, key=lambda ends: (scales[ends], ends))
        names = [name for name, each in known.items() if (each.low, each.high) == (low, high)]
        even = dict.fromkeys(names, 1 / len(names))
        total = sum(weights.get(name, 0.0) for name in names)
        weighted = {name: weights[name] / total for name in names} if total and weights.keys() >= set(names) else None
        gaps = all(dimensions[name].gap.estimate is not None for name in names)
        differences = all(dimensions[name].difference.estimate is not None for name in names)
        return Overall(
            low, high, tuple(names),
            self._combined(even, (low, high), dimensions),
            self._combined(weighted, (low, high), dimensions) if weighted else None,
            self._combined(even, (low, high), dimensions, gap=True) if gaps else nothing(0, NO_GAP),
            self._combined(weighted, (low, high), dimensions, gap=True) if weighted and gaps else None,
            self._differences(even, dimensions) if differences else nothing(0, NO_DIFFERENCE),
        )  # fmt: skip

    def _dimension(self, name: str, inverted: int) -> QualityDimension:
        ends = self._ends(name)
        scale = f"in points of a scale of {ends[0]:g} to {ends[1]:g}."
        perceived, desired, adequate = (
            self._mean(self.questions(form, name), f"{name}, {form}", ends)
            for form in (Form.PERCEIVED, Form.DESIRED, Form.ADEQUATE)
        )
        gap = self._gap(name, Form.DESIRED, f"Gap of {name}: perceived minus desired, {scale}")
        adequacy = self._gap(name, Form.ADEQUATE, f"Adequacy of {name}: perceived minus least acceptable, {scale}")
        other = self.answers.scales.get(f"{Form.DIFFERENCE}.{name}", (1.0, 5.0))
        difference = self._mean(self.questions(Form.DIFFERENCE, name), f"{name}, {COMPARED}", other)
        return QualityDimension(
            *ends, self.answers.left_out.get(name, 0) + self.answers.left_out.get(f"{Form.DIFFERENCE}.{name}", 0),
            perceived, desired, adequate, gap, adequacy, difference, *other,
            zone(perceived, adequate, desired, adequacy, gap), inverted,
            {form.value: self._alpha(name, form) for form in SHOPPERS_FORMS if self.questions(form, name)},
            self._exact(name, gap),
        )  # fmt: skip

    def _gap(self, dimension: str, reference: Form, what: str) -> Estimate:
        perceived, others = self.questions(Form.PERCEIVED, dimension), self.questions(reference, dimension)
        if not perceived or not others:
            return nothing(0, what)
        return self.sample.gap(perceived, others, what, ends=apart(self._ends(dimension)))

    def _mean(self, questions: list[str], what: str, ends: Ends, *, hide: bool = False) -> Estimate:
        definition = f"Mean of {what}, on a scale of {ends[0]:g} to {ends[1]:g}."
        if hide or not questions:
            return nothing(sum(len(self.answers.drawn.get(question, ())) for question in questions), definition)
        return self.sample.mean(questions, definition, ends=ends)

    def _combined(
        self, weights: Mapping[str, float], ends: Ends, dimensions: Mapping[str, QualityDimension], *, gap: bool = False
    ) -> Estimate:
        parts = [
            (weight, self.questions(Form.PERCEIVED, name), self.questions(Form.DESIRED, name) if gap else [])
            for name, weight in weights.items()
        ]
        how = "each alike" if len(set(weights.values())) == 1 else "weighted by importance"
        what = "gaps (perceived minus desired)" if gap else "perceived quality (SERVPERF)"
        scale = f"{'in points of' if gap else 'on'} a scale of {ends[0]:g} to {ends[1]:g}"
        definition = f"Mean of {len(parts)} dimensions, {how}: {what}, {scale}."
        n = sum((dimensions[name].gap if gap else dimensions[name].perceived).n for name in weights)
        return replace(self.sample.combined(parts, definition, ends=apart(ends) if gap else ends), n=n)

    def _differences(self, weights: Mapping[str, float], dimensions: Mapping[str, QualityDimension]) -> Estimate:
        first = dimensions[next(iter(weights))]
        ends = (first.difference_low, first.difference_high)
        what = f"Mean of {len(weights)} dimensions: {COMPARED}, on a scale of {ends[0]:g} to {ends[1]:g}."
        if any((dimensions[name].difference_low, dimensions[name].difference_high) != ends for name in weights):
            return nothing(0, what)
        parts = [(weight, self.questions(Form.DIFFERENCE, name), ()) for name, weight in weights.items()]
        n = sum(dimensions[name].difference.n for name in weights)
        return replace(self.sample.combined(parts, what, ends=ends), n=n)

    def _alpha(self, dimension: str, form: Form) -> Estimate:
        """Cronbach's alpha: the classic one of an imported whole form, else from the pairs that there are."""
        questions = self.questions(form, dimension)
        what = f"Cronbach's alpha of {dimension}, {form}, at most 1."
        rows: dict[str, dict[str, float]] = defaultdict(dict)
        for question in questions:
            for answer in self.answers.drawn[question]:
                rows[answer.visit][question] = answer.value
        whole = [[row[question] for question in questions] for row in rows.values() if len(row) == len(questions)]
        by_lot = any(drawn(answer) for question in questions for answer in self.answers.drawn[question])
        if len(questions) > 1 and 2 * len(whole) > len(rows) and not by_lot:
            return classic(whole)
        return self.sample.alpha(questions, what)

    def _exact(self, dimension: str, gap: Estimate) -> Exact:
        """Judged at the rate of the weeks so far; imported answers come at none."""
        if gap.low is None or gap.high is None:
            return Exact(Exactness.UNKNOWN)
        if gap.high - gap.low <= 2 * AIM:
            return Exact(Exactness.REACHED)
        questions = self.questions(Form.PERCEIVED, dimension) + self.questions(Form.DESIRED, dimension)
        days = [answer.day for question in questions for answer in self.answers.drawn[question] if drawn(answer)]
        if not days:
            return Exact(Exactness.UNKNOWN)
        so_far = (self.last.toordinal() - min(days) + 1) / 7
        more = weeks_until(gap, so_far, AIM)
        if more is None:
            return Exact(Exactness.UNKNOWN)
        if so_far + more > WEEKS:
            return Exact(Exactness.TOO_SLOW)
        return Exact(Exactness.EXPECTED, self.last + timedelta(days=ceil(more * 7)))

    def _hidden_items(self, forms: Iterable[Form]) -> set[str]:
        """Items that are too few, and those that would give them away beside their dimension's mean."""
        cells = self.answers.cells(*forms)
        shoppers: dict[str, set[str]] = {
            cell.question: {each.visit for each in self.answers.drawn[cell.question]} for cell in cells
        }  # fmt: skip
        counts = {question: len(visits) for question, visits in shoppers.items()}
        lines: dict[tuple[Form, str], set[str]] = defaultdict(set)
        for cell in cells:
            lines[cell.form, cell.dimension].add(cell.question)
        return hidden_groups(
            counts, list(lines.values()), together=lambda items: len(set().union(*(shoppers[item] for item in items)))
        )

    def questions(self, form: Form, dimension: str) -> list[str]:
        """The items of a dimension that were answered in a form."""
        prefix = f"{form}.{dimension}."
        return sorted(question for question in self.answers.drawn if question.startswith(prefix))

    def _ends(self, dimension: str) -> Ends:
        return self.answers.scales.get(dimension, (1.0, 7.0))


def weakest(items: Mapping[str, QualityItem], dimensions: Mapping[str, QualityDimension]) -> tuple[str, ...]:
    """The five items with the lowest perceived means, by where these are on their own scales."""

    def place(name: str) -> tuple[float, str]:
        item = items[name]
        low, high = dimensions[item.dimension].low, dimensions[item.dimension].high
        return ((item.perceived.estimate or 0.0) - low) / (high - low), name

    known = [name for name, item in items.items() if item.perceived.estimate is not None]
    return tuple(sorted(known, key=place)[:WEAKEST])


def apart(ends: Ends) -> Ends:
    """How far two answers on a scale can be apart."""
    return ends[0] - ends[1], ends[1] - ends[0]


def nothing(n: int, definition: str) -> Estimate:
    """A figure of which nothing can be said."""
    return Estimate(n, None, None, None, definition)


def drawn(answer: Drawn) -> bool:
    """Whether it was drawn on a kiosk, not imported."""
    return answer.chance < 1
