"""Figures from questions that are asked in turns: each shopper answers one or two of many.

What happens to the answers of a figure:

* Each counts 1 / chance (Hájek): what is asked rarely counts as if it were asked of all.
* Post-stratification: the answers of each stratum count as that stratum does among all ratings of the window, so that
  refusals that go with the face or the part of the day do not bend the figure. Thin strata are put together
  (`strata.collapsed`). Answers of an unknown stratum keep the part that they have among the answers, by number.
* The standard error comes from resampled days: from what the figure would change by without each of them (linearised,
  so that a stratum which a replicate did not draw is no trouble; `Pool.deviations`). All figures of a Sample share the
  days drawn. The interval of a gap, or of any sum, puts together those of its means by their correlation in the
  replicates: what both sides have in common, through the day or a shopper who answered both, is in it
  (`resampled.joint_arm`). Answers on fewer than ten days, such as an imported survey's, are resampled by visit instead:
  such an interval knows nothing of how days differ.
* The interval is a score interval, so that it leans to where answers are rare (`resampled.Resampled`); of yes and no it
  is Wilson's. It is clipped to the ends of the scale.
* The standard error is at least z / n points (z = 1.96), as where four of the answers were one point off: where all
  agree, the interval reaches about 3.84 / n points, again as Wilson's; that of a gap reaches at least as far as one of
  its sides. Scales are taken to count in points of 1.

The numbers of days, visits and answers in this are effective ones, (Σw)² / Σw².
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from math import fsum
from typing import Final

from kiosk.measure.alpha import ROUNDING, pairwise
from kiosk.measure.bootstrap import resampled
from kiosk.measure.estimate import Estimate
from kiosk.measure.pool import Cluster, Drawn, Name, Pool, by_day, by_visit, checked
from kiosk.measure.proportion import proportion
from kiosk.measure.resampled import Resampled, joint_arm
from kiosk.measure.rotated_alpha import clusters, jackknifed, paired
from kiosk.measure.share import FEWEST_SHOWN, two_sided_z
from kiosk.measure.strata import PARTS, stratum

__all__ = ["PARTS", "Drawn", "Sample", "response", "stratum", "weeks_until"]

FEWEST_DAYS: Final = 10
MOST_CLUSTERS: Final = 400
"""More visits than these are dealt out to as many groups, by their ids in order."""

Ends = tuple[float, float]
"""The lowest and the highest value that a figure can take."""


class Sample:
    """The answers of a window, by question. The same answers, in whatever order, and seed give the same figures."""

    def __init__(
        self,
        answers: Mapping[str, Sequence[Drawn]],
        strata: Mapping[str, float] | None = None,
        *,
        replicates: int = 999,
        seed: int = 1,
    ) -> None:
        """strata: each stratum's share of the ratings of the window (or their number); None: no post-stratification.

        Raises ValueError on a chance that is none, a value that is no number, or a negative share.
        """
        if strata and min(strata.values()) < 0:
            raise ValueError(f"shares of strata are never below 0: {dict(strata)}")
        self._strata = {name: share for name, share in (strata or {}).items() if share > 0}
        self._answers = {question: checked(drawn) for question, drawn in answers.items()}
        self._clusters: dict[Cluster, set[Name]] = {}
        self._pools: dict[frozenset[str], Pool] = {}
        self._known: dict[tuple[Pool, Cluster], Resampled] = {}
        self._replicates, self._seed = replicates, seed

    def mean(self, questions: Iterable[str], definition: str, *, ends: Ends) -> Estimate:
        """The mean over the answers to all of these questions; None below five answers, or five visits."""
        return self.combined([(1.0, tuple(questions), ())], definition, ends=ends)

    def gap(self, perceived: Iterable[str], reference: Iterable[str], definition: str, *, ends: Ends) -> Estimate:
        """Mean of perceived less mean of reference; n is the smaller of the two. ends are those of the gap: (-6, 6)."""
        terms = [(1.0, self._pool(perceived)), (-1.0, self._pool(reference))]
        return self._estimate(terms, definition, ends)

    def combined(
        self, parts: Sequence[tuple[float, Sequence[str], Sequence[str]]], definition: str, *, ends: Ends
    ) -> Estimate:
        """The sum of weight · (mean of the first questions - mean of the second); () as second: the mean alone.

        n is the smallest of all; below five, or with fewer than five visits on a side, there is no estimate.
        """
        terms = [(weight, self._pool(first)) for weight, first, _ in parts]
        terms += [(-weight, self._pool(second)) for weight, _, second in parts if second]
        return self._estimate(terms, definition, ends)

    def shares(self, choices: Mapping[str, Sequence[Drawn]], definition: str) -> dict[str, Estimate]:
        """For each choice its share of all answers; they sum to 1. n is that of all choices together."""
        everybody = [(choice, answer) for choice, drawn in choices.items() for answer in drawn]
        shares = {}
        for choice in choices:
            marked = checked(replace(answer, value=float(chosen == choice)) for chosen, answer in everybody)
            shares[choice] = self._estimate([(1.0, Pool(marked, self._strata))], definition, (0.0, 1.0))
        return shares

    def alpha(self, questions: Sequence[str], definition: str) -> Estimate:
        """Cronbach's alpha of one dimension and form, from visits that answered two of its questions each.

        n is the number of such pairs. estimate is None ("not estimable") where any two of the questions were answered
        together by fewer than 100 visits; questions answered alike by all are 1 without an interval. What is resampled
        is each day's part in alpha (jackknife); chances and strata play no role.
        """
        pairs = paired({question: self._answers.get(question, []) for question in questions})
        answers = {pair: [(first.value, second.value) for first, second in own] for pair, own in pairs.items()}
        n = sum(map(len, answers.values()))
        estimate = pairwise(answers) if answers else None
        cluster = by_day if clusters(pairs, by_day) >= FEWEST_DAYS else by_visit
        deviations = None if estimate is None else jackknifed(pairs, cluster)
        if estimate is None or deviations is None:
            return Estimate(n, None, None, None, definition)
        if estimate >= 1 - ROUNDING:
            return Estimate(n, 1.0, None, None, definition)
        values = self._dealt(deviations, cluster)
        totals = resampled(values, replicates=self._replicates, seed=self._seed)
        known = Resampled.of(values, totals, clusters(pairs, cluster) - 1)
        return Estimate(n, estimate, estimate - known.below, min(1.0, estimate + known.above), definition)

    def _pool(self, questions: Iterable[str]) -> Pool:
        asked = frozenset(questions)
        if asked not in self._pools:
            drawn = chain(*(self._answers.get(question, ()) for question in sorted(asked)))
            self._pools[asked] = Pool(list(drawn), self._strata)
        return self._pools[asked]

    def _estimate(self, terms: Sequence[tuple[float, Pool]], definition: str, ends: Ends) -> Estimate:
        n = min((pool.n for _, pool in terms), default=0)
        # One visit that answered five items is still one shopper.
        if min([n, *(pool.visits for _, pool in terms)]) < FEWEST_SHOWN:
            return Estimate(n, None, None, None, definition)
        cluster: Cluster = by_day if min(pool.clusters(by_day) for _, pool in terms) >= FEWEST_DAYS else by_visit
        known = [(weight, self._resampled(pool, cluster)) for weight, pool in terms]
        estimate = fsum(weight * pool.mean for weight, pool in terms)
        low, high = estimate - joint_arm(known, below=True), estimate + joint_arm(known, below=False)
        estimate, low, high = (min(max(figure, ends[0]), ends[1]) for figure in (estimate, low, high))
        return Estimate(n, estimate, low, high, definition)

    def _resampled(self, pool: Pool, cluster: Cluster) -> Resampled:
        """Once for each pool."""
        if (pool, cluster) not in self._known:
            values = self._dealt(pool.deviations(cluster), cluster)
            totals = resampled(values, replicates=self._replicates, seed=self._seed)
            least_error = two_sided_z(0.95) / pool.size
            self._known[pool, cluster] = Resampled.of(values, totals, pool.clusters(cluster) - 1, least_error)
        return self._known[pool, cluster]

    def _dealt(self, deviations: Mapping[Name, float], cluster: Cluster) -> list[float]:
        """What each of all days or visits deviates by, or each of as many groups of them as there may be."""
        if cluster not in self._clusters:
            self._clusters[cluster] = set(map(cluster, chain(*self._answers.values())))
        names = sorted(self._clusters[cluster] | deviations.keys())
        groups = min(len(names), MOST_CLUSTERS)
        return [fsum(deviations.get(name, 0.0) for name in names[first::groups]) for first in range(groups)]


def weeks_until(estimate: Estimate, weeks_so_far: float, aim: float = 0.25) -> float | None:
    """How many more weeks like those so far until half the interval's width is aim, as it shrinks with √n.

    0 where it is that narrow already; None where there is no interval or no time has passed.
    """
    if aim <= 0:
        raise ValueError(f"an interval never gets as narrow as {aim}")
    if estimate.low is None or estimate.high is None or weeks_so_far <= 0:
        return None
    return max(0.0, weeks_so_far * (((estimate.high - estimate.low) / 2 / aim) ** 2 - 1))


def response(offered: Mapping[str, int], answered: Mapping[str, int]) -> dict[str, Estimate]:
    """For each form the share of its offers that were answered, with Wilson's interval; None below five offers."""
    told = "Share of the offers of {form} questions that were answered, 0 to 1."
    return {form: proportion((answered.get(form, 0), n), told.format(form=form)) for form, n in offered.items()}
