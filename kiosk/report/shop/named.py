"""What shoppers named, sorted: what goes with unhappy taps, and tag sets with the items under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.measure import FEWEST_SHOWN
from kiosk.measure.drivers import Driver, drivers
from kiosk.measure.estimate import Estimate
from kiosk.measure.tags import TagFigure, by_tag
from kiosk.model import ChoiceId, Level
from kiosk.report.quality.data import Quality
from kiosk.report.shop.data import TagRow, TagTable
from kiosk.survey.tags import TagSet

STAFF = ("staff_abilities", "training")
"""The tag sets that are about what staff can do."""
ITEM_ENDS = (1.0, 7.0)


@dataclass(frozen=True, slots=True)
class Named:
    """Visits that named each touchpoint, and visits that named any, by face."""

    by_touchpoint: Mapping[ChoiceId, Counter[Level]]
    anything: Counter[Level]

    def of(self, *levels: Level) -> dict[str, int]:
        """How often each touchpoint was named after these faces, 0 too."""
        return {choice: sum(counts[level] for level in levels) for choice, counts in self.by_touchpoint.items()}


def driver_figures(named: Named, factor: float) -> tuple[Driver, ...]:
    """All touchpoints, the strongest first."""
    tallies = {str(choice): (counts[Level.BAD], counts.total()) for choice, counts in named.by_touchpoint.items()}
    return drivers(tallies, (named.anything[Level.BAD], named.anything.total()), dispersion=factor)


def tag_tables(
    named: Named, quality: Quality | None, sets: Mapping[str, TagSet], factor: float
) -> dict[str, TagTable]:
    """Every tag set that there is a figure for; of its tags those that have one."""
    items = _items(quality)
    unhappy, happy = named.of(Level.BAD), named.of(*(level for level in Level if level.happy))
    tables = {}
    for name, tag_set in sets.items():
        bad, good = (by_tag(reasons, items, tag_set.covers, dispersion=factor) for reasons in (unhappy, happy))
        rows = {tag.id: TagRow(tag.name, bad[tag.id], good[tag.id]) for tag in tag_set.tags}
        told = {tag: row for tag, row in rows.items() if _tells(row.unhappy) or _tells(row.happy)}
        if told:
            tables[name] = TagTable(tag_set.name, told)
    return tables


def coaching(tables: Mapping[str, TagTable]) -> tuple[tuple[str, str], ...]:
    """(set, tag) of those about staff that have a mean, the lowest first."""
    means = [
        (mean, name, tag)
        for name in STAFF if name in tables
        for tag, row in tables[name].tags.items() if (mean := row.unhappy.mean.estimate) is not None
    ]  # fmt: skip
    return tuple((name, tag) for _, name, tag in sorted(means))


def _items(quality: Quality | None) -> dict[str, Estimate]:
    """Perceived means on our own scale; imported items on another are left out."""
    if quality is None:
        return {}
    ours = {name for name, each in quality.dimensions.items() if (each.low, each.high) == ITEM_ENDS}
    return {
        name: item.perceived for name, item in quality.items.items()
        if item.dimension in ours and item.perceived.n >= FEWEST_SHOWN
    }  # fmt: skip


def _tells(figure: TagFigure) -> bool:
    return bool(figure.named.estimate) or figure.mean.estimate is not None
