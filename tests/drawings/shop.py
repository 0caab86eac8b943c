"""Scenes of the shop: who did not tap, what it costs, what was done, what comes next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from kiosk.measure import (
    Case,
    Estimate,
    HourLoad,
    Look,
    Step,
    at_risk,
    between_places,
    by_tag,
    complaints_behind,
    effect,
    forecast,
    load_against_bad,
    pulse,
    recovered_case,
    recovery_summary,
    response_rate,
    silent_majority,
    word_of_mouth,
)
from kiosk.report.telling import Kind
from tests.drawings.canvas import Row, boxes, rows
from tests.drawings.scenes import Scene, hundred, say
from tests.drawings.simulated import answers, counted, hits

MONDAY = date(2026, 9, 7)


def silent() -> Scene:
    """Bounds of the unhappy."""
    bad, n = hits(Random(21), 310, 0.08)
    told, behind = silent_majority((bad, n), 1240), complaints_behind(3, 1240)
    bounds, assumed = told.bounds, told.assumed
    picture = rows(
        [Row("certain bounds", bounds, f"{bounds.low:.0f}–{bounds.high:.0f} of 1,240"),
         Row("half to twice as often", assumed, f"about {assumed.estimate:.0f}", hollow=True),
         Row("behind 3 complaints (4 %)", behind.unhappy, f"about {behind.unhappy.estimate:.0f}", hollow=True)],
        (0, 1240), ticks=(0, 620, 1240), under="customers",
    )  # fmt: skip
    return Scene("silent", picture, (say(told), say(behind)))


def mouth() -> Scene:
    """Two documents' figures."""
    random = Random(22)
    bad, n = hits(random, 310, 0.08)
    told = word_of_mouth(round(0.8 * n), bad, ratings=n)
    figures = [Row(name, each, f"{each.low:,.0f}–{each.high:,.0f} people")
               for name, each in (("of a good visit", told.good), ("of a bad visit", told.bad))]  # fmt: skip
    return Scene("mouth", rows(figures, (0, 2000), ticks=(0, 1000, 2000)), (say(told),))


def money() -> Scene:
    """Revenue at risk, and what a solved case keeps."""
    told = at_risk(hits(Random(23), 310, 0.08), 1240, basket=23.5, visits_a_year=26)
    kept = recovered_case(4, basket=23.5, visits_a_year=26)
    year = told.a_year
    picture = rows([Row("a year, at risk", year, f"{year.estimate:,.0f}"),
                    Row("four cases solved", kept, f"{kept.estimate:,.0f}", hollow=True)],
                   (0, 120000), ticks=(0, 60000, 120000), under="in your currency")  # fmt: skip
    return Scene("money", picture, (say(told), say(kept, Kind.MONEY, name="Kept by four solved cases")))


def load() -> Scene:
    """Busy hours against others, and the response rate."""
    random = Random(24)
    hours = []
    for day in range(24):
        for hour in range(9, 20):
            transactions = random.randint(20, 60) + (45 if hour in (12, 17, 18) else 0)
            tills = 3.0 if hour in (12, 17, 18) else 2.0
            bad, n = hits(random, random.randint(2, 6), 0.05 + 0.004 * max(0.0, transactions / tills - 15))
            hours.append(HourLoad(MONDAY + timedelta(days=day), hour, transactions, tills, bad, n))
    told = load_against_bad(hours)
    rate = response_rate(sum(hour.n for hour in hours), sum(hour.transactions for hour in hours))
    picture = rows([hundred("bad, busiest third", told.busy), hundred("bad, other hours", told.other),
                    hundred("rated at all", rate.rate)], (0, 0.25), ticks=(0, 0.1, 0.2))  # fmt: skip
    return Scene("load", picture, (say(told), say(rate)))


def helped() -> Scene:
    """Before and after, in hours that an action touches and others."""
    random = Random(25)
    days = [MONDAY + timedelta(days=day) for day in range(63)]
    began = MONDAY + timedelta(days=35)
    affected = {day: hits(random, 16, 0.78 if day >= began else 0.60) for day in days}
    unaffected = {day: hits(random, 34, 0.77 if day >= began else 0.76) for day in days}
    told = effect(affected, unaffected, began=began, trigger=None, look=Look.SECOND)
    weak = {day: (hit + (day.day % 3 == 0), n) for day, (hit, n) in unaffected.items()}
    second = effect(weak, unaffected, began=began, trigger=None, look=Look.FIRST)
    four = [
        Row(name, Estimate(each.n, each.estimate, each.low, each.high, ""), f"{each.estimate or 0:.0f} of 100", hollow)
        for name, each, hollow in (
            ("17–19 h, before", told.affected_before, True), ("17–19 h, after", told.affected_after, False),
            ("other hours, before", told.unaffected_before, True), ("other hours, after", told.unaffected_after, False),
        )
    ]  # fmt: skip
    said = say(told, name="A third till from 17 to 19 h"), say(second, name="New signs")
    return Scene("helped", rows(four, (40, 100), ticks=(40, 60, 80, 100)), said)


def steps() -> Scene:
    """Five steps, and the customer's own word."""
    random = Random(26)
    opened = datetime(2026, 9, 7, 9, 0)  # noqa: DTZ001 - a shop's own clock
    cases = []
    for number in range(14):
        at = opened + timedelta(hours=17 * number)
        done = {step: at + timedelta(hours=random.uniform(1, 30) * (place + 1) / 2) for place, step in enumerate(Step)}
        cases.append(Case(str(number), at, done, ((at + timedelta(days=9), random.random() < 0.7),)))
    told = recovery_summary(cases)
    names = dict(zip(Step, ("apology", "urgent fix", "empathy", "atone", "follow-up"), strict=True))
    five = [(name, f"{told.steps[step].hours.estimate or 0:.0f} h") for step, name in names.items()]
    picture = boxes([*five, ("fixed?", "customer")])
    return Scene("steps", picture, (say(told), say(told.time_to_apology, Kind.HOURS, name="An apology")))


def cycle() -> Scene:
    """You said, we did, and whether it helped."""
    picture = boxes(
        [("plan", "shoppers said:", "the queue is slow"), ("do", "a third till", "from 17 to 19 h"),
         ("check", "up 13 points,", "beyond chance"), ("act", "keep, change", "or drop; told", "on the kiosk")],
    )  # fmt: skip
    return Scene("cycle", picture, ())


def coming() -> Scene:
    """Next week by hour."""
    random = Random(27)
    weeks = [
        {(5, hour): hits(random, max(0, round(random.gauss(6 + 9 * (hour in (12, 17, 18)), 2.5))), 0.12)
         for hour in range(10, 20)}
        for _ in range(12)
    ]  # fmt: skip
    told = forecast(weeks)
    figures = [
        Row(f"Friday {slot.hour}:00", slot.ratings, f"{slot.ratings.low:.0f}–{slot.ratings.high:.0f} ratings, "
            f"{slot.bad.low:.0f}–{slot.bad.high:.0f} bad")
        for slot in told.hours.values()
    ]  # fmt: skip
    picture = rows(figures, (0, 30), ticks=(0, 10, 20, 30))
    return Scene("coming", picture, (say(told.hours["5-17"], name="Friday 17:00"),))


def places() -> Scene:
    """The places of a chain."""
    random = Random(28)
    truth = {"Market Square": 0.84, "Station": 0.68, "Harbour": 0.77, "North Gate": 0.79}
    told = between_places({name: hits(random, 240, share) for name, share in truth.items()})
    mean = told.mean.estimate or 0.0
    figures = [hundred(name, share) for name, share in told.places.items()]
    return Scene("places", rows(figures, (0.5, 1), ticks=(0.5, 0.75, 1), mark=mean), (say(told),))


def tags() -> Scene:
    """Named reasons by Grönroos's two qualities."""
    random = Random(29)
    reasons = {"queue": 71, "stock": 38, "prices": 30, "staff": 52, "cleanliness": 19}
    reasons = {name: max(1, round(random.gauss(count, 4))) for name, count in reasons.items()}
    sides = {"what (technical)": ("stock", "prices"), "how (functional)": ("queue", "staff", "cleanliness")}
    told = by_tag(reasons, {}, sides)
    figures = [hundred(tag, figure.named) for tag, figure in told.items()]
    picture = rows(figures, (0, 1), ticks=(0, 0.5, 1), under="of named reasons")
    return Scene("tags", picture, (say(told["how (functional)"], name="How it is done"),))


def staff() -> Scene:
    """What staff agree with."""
    random = Random(30)
    told = pulse({name: counted(answers(random, 18, mean, 0.9, range(1, 6))) for name, mean in
                  (("I know what we stand for", 4.2), ("I may decide at the till", 3.1))})  # fmt: skip
    figures = [hundred(name, each.agree) for name, each in told.items()]
    said = tuple(say(each, name=name) for name, each in told.items())
    return Scene("staff", rows(figures, (0, 1), ticks=(0, 0.5, 1)), said)


SCENES = (silent, mouth, money, load, helped, steps, cycle, coming, places, tags, staff)
