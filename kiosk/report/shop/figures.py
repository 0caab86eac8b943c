"""What is known of the shop becomes figures: who was silent, what it may cost, load, recovery, and scores by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kiosk.book import Book, BookCase
from kiosk.measure import FEWEST_SHOWN, Tally, net_promoter_score
from kiosk.measure.assumptions import Assumptions
from kiosk.measure.ces import ces
from kiosk.measure.csat import csat
from kiosk.measure.estimate import Estimate
from kiosk.measure.nps import NetPromoterScore
from kiosk.measure.operations import HourLoad, LoadAgainstBad, load_against_bad, response_rate
from kiosk.measure.recovery import Step, summary
from kiosk.measure.revenue import at_risk, recovered_case
from kiosk.measure.silent import silent_majority
from kiosk.model import Level
from kiosk.questions import Scale
from kiosk.report.own_questions import every_prompt
from kiosk.report.shop.data import CaseFigures, MoneyFigures, RecoveryFigures, Silence, StandardScore
from kiosk.store import HourCount, ScoreSummary
from kiosk.store.asked import AskedSurvey
from kiosk.store.operations import Operations

STANDARD = (Scale.CSAT, Scale.CES, Scale.NPS)


def silence(levels: Mapping[Level, int], transactions: int, factor: float) -> Silence:
    """Who did not tap, of so many transactions; levels: ratings of the same days and places."""
    ratings = sum(levels.values())
    majority = silent_majority((levels.get(Level.BAD, 0), ratings), transactions, dispersion=factor)
    return Silence(response_rate(ratings, transactions), majority)


def money_figures(book: Book, silent: Silence, tapped: Tally, solved: int, factor: float) -> MoneyFigures | None:
    """tapped: (bad, ratings) of the transactions' own days and places; solved: cases that customers closed."""
    money = book.money
    if money is None:
        return None
    own = {"basket": money.basket, "visits_a_year": money.visits_a_year}
    risk = at_risk(tapped, silent.majority.transactions, dispersion=factor, assumptions=book.assumptions, **own)
    recovered = recovered_case(solved, assumptions=book.assumptions, **own)
    return MoneyFigures(money.basket, money.visits_a_year, money.currency, risk, solved, recovered)


def load_figures(operations: Iterable[Operations], rated: Iterable[HourCount], factor: float) -> LoadAgainstBad | None:
    """Hours of all places together; None where no hour has transactions, tills and ratings."""
    told: dict[tuple[date, int], list[Operations]] = defaultdict(list)
    for each in operations:
        told[each.day, each.hour].append(each)
    tallies: dict[tuple[date, int], Tally] = defaultdict(lambda: (0, 0))
    for count in rated:
        if count.hour is not None:
            bad, n = tallies[count.day, count.hour]
            tallies[count.day, count.hour] = bad + (count.n if count.level is Level.BAD else 0), n + count.n
    loads = [
        HourLoad(*when, sum(transactions), sum(tills), *tallies[when])
        for when, places in told.items()
        if when in tallies
        and len(transactions := [each.transactions for each in places if each.transactions is not None]) == len(places)
        and len(tills := [each.tills for each in places if each.tills is not None]) == len(places)
    ]
    found = load_against_bad(loads, dispersion=factor)
    return found if found.hours else None


def recovery_figures(cases: Sequence[BookCase], assumptions: Assumptions) -> RecoveryFigures:
    """All of them together, and one by one those that are open or failed again, the oldest first."""
    found = summary([each.case for each in cases], assumptions=assumptions)
    told = [
        CaseFigures(
            each.case.opened, each.reason, tuple(step.value for step in Step if step in each.case.steps),
            each.case.closed, each.case.id in found.failed_again, each.case.id in found.same_again,
        )
        for each in cases
    ]  # fmt: skip
    return RecoveryFigures(
        found, tuple(each for each in told if not each.closed or each.failed_again or each.same_again)
    )


def standard_scores(
    summaries: Iterable[ScoreSummary], asked: Mapping[str, AskedSurvey], factor: float
) -> dict[str, StandardScore]:
    """By survey and question, those of our surveys that are on CSAT's, CES's or NPS's scale."""
    found = {}
    for each in summaries:
        if each.survey is None or each.scale not in STANDARD:
            continue
        counts = {int(number): n for number, n in each.counts.items()}
        known = asked[each.survey].questions.get(each.question) if each.survey in asked else None
        found[f"{each.survey}.{each.question}"] = StandardScore(
            every_prompt(known.prompt) if known else {},
            csat(counts, dispersion=factor) if each.scale == Scale.CSAT else None,
            ces(counts, dispersion=factor) if each.scale == Scale.CES else None,
            _nps(counts, factor) if each.scale == Scale.NPS else None,
        )
    return found


def _nps(counts: Mapping[int, int], factor: float) -> Estimate:
    promoters = sum(n for number, n in counts.items() if number >= 9)
    detractors = sum(n for number, n in counts.items() if number <= 6)
    n = sum(counts.values())
    nps = net_promoter_score(
        promoters=promoters, passives=n - promoters - detractors, detractors=detractors, dispersion=factor
    )
    if nps.estimate is None or n < FEWEST_SHOWN:
        return Estimate(n, None, None, None, NetPromoterScore.definition)
    return Estimate(n, nps.estimate, nps.low, nps.high, NetPromoterScore.definition)
