"""Named reasons and item scores sorted by a tag set: Grönroos's what and how, value and cost factors, and others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from statistics import fmean

from kiosk.measure.estimate import Estimate
from kiosk.measure.proportion import proportion

NAMED = "The share of all named reasons that carry this tag, 0 to 1."
MEAN = "The mean of the items under this tag, each counting alike, on the items' own scale."


@dataclass(frozen=True, slots=True)
class TagFigure:
    """named: share (0 to 1) of all named reasons that carry the tag, n = all named.

    mean: of the items under the tag, each counting alike, on the items' own scale, n = answers; None without items.
    Something may carry two tags: shares need not add to 1.
    """

    named: Estimate
    mean: Estimate


def by_tag(
    reasons: Mapping[str, int],
    items: Mapping[str, Estimate],
    covers: Mapping[str, Collection[str]],
    *,
    dispersion: float = 1.0,
) -> dict[str, TagFigure]:
    """One figure for each tag of `covers`, in its order.

    reasons: how often each touchpoint that was offered was named, 0 too; a tag that has none of them has no share.
    items: means by "dimension.item" (or by dimension alone), all on one scale. covers: for each tag the touchpoints,
    dimensions and "dimension.item"s that carry it, as kiosk.survey.tags.TagSet.covers gives it. An item that some tag
    names itself does not follow its dimension. A touchpoint that no tag covers still counts in n.
    """
    if any(count < 0 for count in reasons.values()):
        raise ValueError(f"counts of reasons are never below 0: {reasons}")
    by_themselves = {item for covered in covers.values() for item in covered}
    named = sum(reasons.values())
    return {
        tag: TagFigure(
            _named([reasons[name] for name in set(covered) if name in reasons], named, dispersion),
            _mean([mean for item, mean in items.items() if _carries(item, covered, by_themselves)]),
        )
        for tag, covered in covers.items()
    }


def _named(counts: Sequence[int], named: int, dispersion: float) -> Estimate:
    if not counts:
        return Estimate(named, None, None, None, NAMED)
    return proportion((sum(counts), named), NAMED, dispersion=dispersion)


def _carries(item: str, covered: Collection[str], by_themselves: Collection[str]) -> bool:
    return item in covered or (item not in by_themselves and item.partition(".")[0] in covered)


def _mean(items: Iterable[Estimate]) -> Estimate:
    """Square-and-add of the items' arms: their answers are other shoppers' or nearly so."""
    known = [
        (each.n, each.estimate, each.low, each.high)
        for each in items
        if each.estimate is not None and each.low is not None and each.high is not None
    ]
    n = sum(answers for answers, *_ in known)
    if not known:
        return Estimate(n, None, None, None, MEAN)
    mean = fmean(estimate for _, estimate, _, _ in known)
    below = hypot(*(estimate - low for _, estimate, low, _ in known)) / len(known)
    above = hypot(*(high - estimate for _, estimate, _, high in known)) / len(known)
    return Estimate(n, mean, mean - below, mean + above, MEAN)
