"""How sure the quality figures are: response by form, alpha, when more will be known, and caveats, each told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from kiosk.items import SHOPPERS_FORMS
from kiosk.measure.estimate import Estimate
from kiosk.report.flow import Block
from kiosk.report.quality.data import Exact, Exactness
from kiosk.report.quality.grid import Figure, Grid, sentence, title
from kiosk.report.quality.told import WITHHELD, Told
from kiosk.report.rows import Rows

FORMS: Final = (*(form.value for form in SHOPPERS_FORMS), "importance", "statements")

AFTER: Final = 14.0
"""Room before what follows."""


def sure_blocks(told: Told, rows: Rows) -> list[Block]:
    """One table by form: asked, answered, and how far the items of each dimension go together."""
    quality = told.quality
    alphas = {name: each.alpha for name, each in quality.dimensions.items() if len(each.alpha)}
    forms = [form for form in FORMS
             if form in quality.response or any(form in alpha for alpha in alphas.values())]  # fmt: skip
    if not forms:
        return []
    grid = Grid.even(rows, 0.2, max(4, len(forms)))
    section = told.say("sure")
    blocks = [title(rows, section), grid.head([told.say(f"form_{form}") for form in forms])]
    if quality.response:
        shares = [quality.response.get(form) for form in forms]
        offered = [Figure(told.number(share.n) if share else "") for share in shares]
        blocks.append(grid.row(told.say("offered"), offered, keep=True, section=section))
        answered = [Figure(told.share(share) if share else "") for share in shares]
        blocks.append(grid.row(told.say("response"), answered, keep=True, section=section))
        skipped = [Figure(_skipped(told, share) if share else "") for share in shares]
        blocks.append(grid.row(told.say("skipped"), skipped, section=section))
    for name, alpha in alphas.items():
        if any(figure.estimate is not None for figure in alpha.values()):
            label = told.say("alpha", dimension=told.dimension(name))
            figures = [Figure(told.alpha(alpha[form]) if form in alpha else "") for form in forms]
            blocks.append(grid.row(label, figures, section=section))
    texts = [told.say("refusal")] if quality.response else []
    texts += [told.say("alpha_text" if _estimable(alphas) else "alpha_none")] if alphas else []
    texts += _exact(told)
    return [*blocks, sentence(rows, told.text(texts), soft=True)]


def caveat_blocks(told: Told, rows: Rows) -> list[Block]:
    """What to bear in mind, once for both pages."""
    quality = told.quality
    texts = [told.say("caveats")]
    if quality.visits > quality.imported:
        texts.append(told.say("drawn"))
    if quality.imported:
        texts.append(told.count("imported", quality.imported))
    texts += [
        told.count("left_out", each.left_out, dimension=told.dimension(name))
        for name, each in quality.dimensions.items()
        if each.left_out
    ]
    return [sentence(rows, told.text(texts), soft=True, after=AFTER)]


def _skipped(told: Told, share: Estimate) -> str:
    return WITHHELD if share.estimate is None else told.number(round(share.n * (1 - share.estimate)))


def _estimable(alphas: Mapping[str, Mapping[str, Estimate]]) -> bool:
    return any(figure.estimate is not None for alpha in alphas.values() for figure in alpha.values())


def _exact(told: Told) -> list[str]:
    """When gaps are known to a quarter of a point, as far as that can be told; those of one answer together."""
    by_answer: dict[Exact, list[str]] = defaultdict(list)
    for name, each in told.quality.dimensions.items():
        if each.exact.state is not Exactness.UNKNOWN:
            by_answer[each.exact].append(name)
    parts = []
    for exact, names in by_answer.items():
        day = told.sentences.wording.dated(exact.day) if exact.day else ""
        parts.append(told.say(f"exact_{exact.state}", dimensions=told.dimensions(names), day=day))
    return [told.say("exact", when=told.say("and_for").join(parts))] if parts else []
