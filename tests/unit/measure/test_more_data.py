"""More of the same never widens an interval, whatever is measured."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.measure import (
    Estimate,
    HourLoad,
    Look,
    at_risk,
    belief_gap,
    between_places,
    by_tag,
    csat,
    drivers,
    effect,
    load_against_bad,
    response_rate,
    silent_majority,
)

MONDAY = date(2026, 3, 30)
TIMES = st.integers(2, 12)
TALLY = st.builds(lambda bad, fine: (bad, bad + fine), st.integers(0, 90), st.integers(0, 90))
ENOUGH = TALLY.filter(lambda tally: tally[1] >= 5)
HOURS = st.lists(
    st.builds(
        lambda day, transactions, bad, fine: HourLoad(
            MONDAY + timedelta(days=day), 9, transactions, 2.0, bad, bad + fine
        ),
        *(st.integers(0, 9), st.integers(1, 60), st.integers(0, 9), st.integers(0, 20)),
    ),
    max_size=25,
)


def more(tally, times):
    return tally[0] * times, tally[1] * times


def width(estimate: Estimate) -> float:
    return estimate.high - estimate.low


def never_wider(many: Estimate, few: Estimate) -> None:
    assume(None not in (many.low, few.low, many.high, few.high))
    assert width(many) <= width(few) * (1 + 1e-9) + 1e-12


@given(ENOUGH, TIMES)
def test_shares_of_all_kinds(bad, times):
    few, many = bad, more(bad, times)
    never_wider(belief_gap(0.5, many).gap, belief_gap(0.5, few).gap)
    never_wider(response_rate(*many).rate, response_rate(*few).rate)
    never_wider(csat({5: many[0], 1: many[1] - many[0]}), csat({5: few[0], 1: few[1] - few[0]}))
    figures = {"basket": 20.0, "visits_a_year": 25.0}
    never_wider(at_risk(many, 5000, **figures).a_year, at_risk(few, 5000, **figures).a_year)
    covers = {"this": {"a"}}
    few_named, many_named = ({"a": hits, "b": n - hits} for hits, n in (few, many))
    never_wider(by_tag(many_named, {}, covers)["this"].named, by_tag(few_named, {}, covers)["this"].named)


@given(ENOUGH, TIMES)
def test_the_silent_majority(bad, times):
    many, few = silent_majority(more(bad, times), 5000), silent_majority(bad, 5000)
    never_wider(many.bounds, few.bounds)
    never_wider(many.assumed, few.assumed)


@given(ENOUGH, ENOUGH, TIMES)
def test_drivers(inside, outside, times):
    everyone = inside[0] + outside[0], inside[1] + outside[1]
    (few,) = drivers({"queue": inside}, everyone)
    (many,) = drivers({"queue": more(inside, times)}, more(everyone, times))
    assume(0 not in (inside[0], inside[1] - inside[0], outside[0], outside[1] - outside[0]))
    never_wider(many.odds_ratio, few.odds_ratio)


@given(st.lists(ENOUGH, min_size=4, max_size=4), TIMES)
def test_an_actions_effect(tallies, times):
    """Of even days; where days differ, more taps a day show that they do."""

    def seen(factor):
        cells = [more(tally, factor) for tally in tallies]
        affected, unaffected = (
            {MONDAY + timedelta(days=day): before if day < 0 else after for day in range(-28, 28)}
            for before, after in (cells[:2], cells[2:])
        )
        return effect(affected, unaffected, began=MONDAY, trigger=None, look=Look.SECOND)

    few, many = seen(1), seen(times)
    never_wider(many.difference, few.difference)
    assert many.could_not_have_seen <= few.could_not_have_seen + 1e-9


@given(HOURS, TIMES)
def test_load(hours, times):
    few = load_against_bad(hours)
    many = load_against_bad(
        [HourLoad(each.day, each.hour, each.transactions, 2.0, *more((each.bad, each.n), times)) for each in hours]
    )
    assume(few.busy.estimate)
    assume(few.other.estimate)
    never_wider(many.ratio, few.ratio)
    never_wider(many.trend, few.trend)


@given(st.dictionaries(st.integers(0, 9).map(str), ENOUGH, max_size=6), TIMES)
def test_each_places_share(shares, times):
    few, many = between_places(shares), between_places({place: more(tally, times) for place, tally in shares.items()})
    for place, share in few.places.items():
        never_wider(many.places[place], share)
