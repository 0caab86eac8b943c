"""Answers of thirteen weeks, out of the database, as what the quality pages show."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from kiosk.book import read_book
from kiosk.measure.importance import weights
from kiosk.measure.rotated import response, stratum
from kiosk.model import Level, Site, Week
from kiosk.report.quality.answers import sort_answers
from kiosk.report.quality.data import WEEKS, Quality
from kiosk.report.quality.figures import Figures, weakest
from kiosk.report.quality.sources import Sources
from kiosk.report.quality.whole_figures import chain, net_promoters, samples_of, statements
from kiosk.store import Reading
from kiosk.store.turns import read_asked_visits
from kiosk.survey.items import load_bank

IMPORTANCE = "Share of shoppers to whom this dimension matters most, 0 to 1."


def read_quality(reading: Reading, site: Site, week: Week, until: date | None = None) -> Quality | None:
    """The window's figures; None where nobody was asked anything in their turn. until: today, of a week that runs."""
    first, last = week.back(WEEKS - 1).monday, until or week.sunday
    answers = sort_answers(read_asked_visits(reading, first, last))
    if not answers.asked and not answers.imported:
        return None
    samples = samples_of(answers, _ratings(reading, first, last) if answers.asked else None)
    figures = Figures(answers, samples.everyone, last)
    importance = samples.everyone.shares(answers.choices, IMPORTANCE)
    bank, book = load_bank(site.rotation.own, site.languages), read_book(site.book)
    items = figures.items({(item.dimension, item.id): item.label for item in bank.items})
    dimensions = figures.dimensions(items.values())
    overall = figures.overall(dimensions, weights(importance))
    whole = statements(answers, samples.everyone)
    promise = whole["promise"].figure if "promise" in whole else None
    return Quality(
        first, last, answers.asked + answers.imported, answers.imported, overall,
        dimensions, items, weakest(items, dimensions), importance,
        whole, net_promoters(answers, samples.everyone), chain(answers, samples, overall),
        Sources(figures, book.expectations, book.standards).gaps_model(dimensions, overall, promise),
        response(answers.offered, answers.answered),
    )  # fmt: skip


def _ratings(reading: Reading, first: date, last: date) -> dict[Level, Counter[str]]:
    """Ratings that count, by level and stratum; those without an hour belong to none."""
    counts: dict[Level, Counter[str]] = defaultdict(Counter)
    for each in reading.hours(first, last):
        if layer := stratum(each.level, each.hour):
            counts[each.level][layer] += each.n
    return counts
