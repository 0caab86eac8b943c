from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.items import OFFER, Statement
from kiosk.measure.estimate import Estimate
from kiosk.model import Answer, Language, Level, Offered
from kiosk.report.measures import named, read_measures
from kiosk.report.pdf import render
from kiosk.store import open_reader
from tests.unit.report.conftest import WEEK, Shop
from tests.unit.report.reading import squeezed, text_by_poppler

MONDAY = datetime(2026, 11, 9, 10, tzinfo=UTC)


def offered(visit: list[Answer]) -> list[Answer]:
    """The same visit, asked something else in place of its reasons."""
    first = visit[0]
    offer = Offered(((Statement.VALUE.value, 0.25),))
    return [*visit, Answer(first.visit, OFFER, 0, Language("en"), first.at, offer)]


def test_who_was_asked_an_item_instead_is_not_among_those_who_could_name_a_reason(shop: Shop) -> None:
    asked = [shop.visit(MONDAY, Level.BAD, ("queue",)) for _ in range(6)]
    not_asked = [offered(shop.visit(MONDAY, Level.BAD)) for _ in range(4)]
    shop.save([answer for visit in asked + not_asked for answer in visit])
    data = shop.report()
    assert (data.unhappy.hits, data.unhappy.n) == (10, 10)
    (queue,) = data.unhappy_reasons
    assert (queue.figure.hits, queue.figure.n) == (6, 6)
    page = squeezed(text_by_poppler(render(data, Language("en"), shop.site.paper)))
    assert squeezed("% of the 6 asked for reasons, with 95% interval") in page
    assert squeezed("Those asked about service quality instead are not among them.") in page


def test_where_fewer_than_five_were_asked_for_reasons_the_page_says_too_few(shop: Shop) -> None:
    shop.save([answer for _ in range(4) for answer in shop.visit(MONDAY, Level.BAD, ("queue",))])
    shop.save([answer for _ in range(4) for answer in offered(shop.visit(MONDAY, Level.BAD))])
    data = shop.report()
    assert data.unhappy_reasons == ()
    assert squeezed("Too few ratings for shares.") in squeezed(
        text_by_poppler(render(data, Language("en"), shop.site.paper))
    )


def test_every_measure_says_what_it_is(busy: Shop) -> None:
    with open_reader(busy.folder) as reader:
        measures = read_measures(reader, busy.site, WEEK.monday, WEEK.sunday)
    assert len(measures) > 20
    assert all(measure.definition.endswith(".") for measure in measures)
    assert len({measure.name for measure in measures}) == len(measures)


@dataclass(frozen=True)
class _Part:
    gap: Estimate
    by_item: Mapping[str, Estimate]
    note: str


def test_estimates_are_found_wherever_they_are_in_a_figure() -> None:
    gap = Estimate(12, -0.5, -0.75, -0.25, "A gap.")
    few = Estimate(3, None, None, None, "Another.")
    found = list(named({"whole": (_Part(gap, {"kind": few}, "said"),)}, "quality"))
    assert [(each.name, each.value, each.n, each.definition) for each in found] == [
        ("quality.whole.1.gap", -0.5, 12, "A gap."),
        ("quality.whole.1.by_item.kind", None, 3, "Another."),
    ]


def test_measures_hold_what_the_pages_of_quality_and_shop_show(busy: Shop) -> None:
    with open_reader(busy.folder) as reader:
        found = {measure.name: measure for measure in read_measures(reader, busy.site, WEEK.monday, WEEK.sunday)}
    page = busy.report()
    assert page.shop is not None
    assert page.shop.drivers
    for driver in page.shop.drivers:
        listed = found[f"shop.drivers.{driver.touchpoint}.odds_ratio"]
        assert (listed.value, listed.n) == (driver.odds_ratio.estimate, driver.odds_ratio.n)
    assert (found["happy.change"].low, found["happy.change"].high) == (page.change.low, page.change.high)
