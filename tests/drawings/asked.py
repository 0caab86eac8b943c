"""Scenes of what is asked in turns: quality, its zone, its gaps, and how sure they are."""

from __future__ import annotations

from random import Random

from kiosk.measure import Estimate, proportion
from kiosk.measure.alpha import classic
from kiosk.measure.gaps_model import gaps
from kiosk.measure.importance import shares
from kiosk.measure.relationship import Answered, Step, relationship
from kiosk.measure.rotated import response, weeks_until
from kiosk.measure.sample_mean import independent_difference, sample_mean
from kiosk.measure.servqual import published
from kiosk.measure.tolerance import Place, zone
from kiosk.report.telling import Kind
from tests.drawings.canvas import LEFT, LINE, RIGHT, WIDTH, Canvas, Row, rows
from tests.drawings.scenes import Scene, hundred, say, scaled
from tests.drawings.simulated import answers, hits

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
MEANS = dict(zip(DIMENSIONS, ((5.9, 5.6, 4.4), (5.2, 6.2, 4.9), (4.6, 6.0, 5.0), (6.0, 6.1, 4.8), (5.3, 5.4, 4.2)),
                 strict=True))  # fmt: skip
"""What the simulated shoppers are drawn around: perceived, desired, adequate."""


def _mean(random: Random, mean: float, n: int = 210, spread: float = 1.2) -> Estimate:
    return sample_mean(answers(random, n, mean, spread), "")


def _three(random: Random) -> dict[str, tuple[Estimate, Estimate, Estimate]]:
    return {
        name: (_mean(random, means[0]), _mean(random, means[1]), _mean(random, means[2]))
        for name, means in MEANS.items()
    }


def dimensions() -> Scene:
    """Perceived against desired, of different people."""
    told = {name: independent_difference(each[0], each[1], "") for name, each in _three(Random(11)).items()}
    figures = [scaled(name, gap, hollow=_open(gap), signed=True) for name, gap in told.items()]
    picture = rows(figures, (-2, 1), ticks=(-2, -1, 0, 1), mark=0, under="perceived − desired")
    said = tuple(say(told[name], Kind.DESIRED, name=name.title()) for name in ("responsiveness", "empathy"))
    return Scene("dimensions", picture, said)


def performance() -> Scene:
    """Perceptions alone, each alike and by importance."""
    told = {name: each[0] for name, each in _three(Random(11)).items()}
    figures = [scaled(name, mean) for name, mean in told.items()]
    picture = rows(figures, (1, 7), ticks=range(1, 8))
    return Scene("performance", picture, (say(told["responsiveness"], Kind.MEAN, name="Responsiveness", ends=(1, 7)),))


def importance() -> Scene:
    """What matters most."""
    random = Random(12)
    drawn = [random.choices(DIMENSIONS, (10, 38, 27, 15, 10))[0] for _ in range(180)]
    told = shares({name: drawn.count(name) for name in DIMENSIONS})
    figures = [hundred(name, share) for name, share in told.items()]
    picture = rows(figures, (0, 0.6), ticks=(0, 0.2, 0.4, 0.6))
    return Scene("importance", picture, (say(told["reliability"], Kind.SHARE, name="Reliability"),))


def compared() -> Scene:
    """Against what was expected, and against other shops."""
    random = Random(13)
    expected = sample_mean(answers(random, 160, 3.3, 0.9, range(1, 6)), "")
    others = sample_mean(answers(random, 140, 3.05, 0.9, range(1, 6)), "")
    picture = rows(
        [scaled("against what was expected", expected), scaled("against other shops", others, hollow=True)],
        (1, 5), ticks=range(1, 6), mark=3, under="5: much better",
    )  # fmt: skip
    return Scene("compared", picture, (say(expected, Kind.EXPECTED), say(others, Kind.OTHERS)))


def zones() -> Scene:
    """Bars from the least accepted to the desired, and where the service stands."""
    told, said = _three(Random(14)), []
    canvas = Canvas(LINE * 5 + 44)

    def at(value: float) -> float:
        return LEFT + (RIGHT - LEFT) * (value - 1) / 6

    for number, (name, (perceived, desired, adequate)) in enumerate(told.items()):
        adequacy, superiority = (independent_difference(perceived, each, "") for each in (adequate, desired))
        found = zone(perceived, adequate, desired, adequacy, superiority)
        y = LINE * number + 20
        least, most = adequate.estimate or 0.0, desired.estimate or 0.0
        canvas.box(at(least), y - 7, at(most) - at(least), 14, fill="#ddd", frame=1)
        canvas.line(at(perceived.low or 0.0), y, at(perceived.high or 0.0), y, width=2)
        canvas.dot(at(perceived.estimate or 0.0), y, hollow=found.place is Place.NOT_SURE)
        canvas.text(4, y + 4, name)
        canvas.text(RIGHT + 14, y + 4, found.place.value.replace("_", " "))
        said.append(say(found, name=name.title()))
    bottom = LINE * 5 + 10
    canvas.line(LEFT, bottom, RIGHT, bottom)
    for tick in range(1, 8):
        canvas.text(at(tick), bottom + 18, str(tick), anchor="middle")
    return Scene("zones", canvas, (said[1], said[2], said[3]))


def model() -> Scene:
    """The five gaps on the way from a wish to what comes of it."""
    random = Random(15)
    desired, perceived = _mean(random, 6.1), _mean(random, 5.2)
    audit, promise = _mean(random, 5.4, 12), proportion(hits(random, 150, 0.88), "")
    told = gaps(desired=desired, believed=5.5, target=6.0, audit=audit, perceived=perceived, promise_kept=promise)
    figures = [
        scaled("1 knowledge", told.knowledge, hollow=_open(told.knowledge), signed=True),
        scaled("2 standards", told.standards, hollow=True, signed=True),
        scaled("3 delivery", told.delivery, hollow=_open(told.delivery), signed=True),
        scaled("5 perceived service", told.service, hollow=_open(told.service), signed=True),
    ]
    picture = rows(figures, (-2, 1), ticks=(-2, -1, 0, 1), mark=0, under="in points of 1 to 7")
    said = (
        say(told.knowledge, Kind.KNOWLEDGE, name="Knowledge"), say(told.standards, Kind.STANDARDS, name="Standards"),
        say(told.delivery, Kind.DELIVERY, name="Delivery"),
        say(told.communication, Kind.SHARE, name="A promise not kept"),
        say(told.service, Kind.DESIRED, name="Service"),
    )  # fmt: skip
    return Scene("model", picture, said)


def chain() -> Scene:
    """Quality, value, satisfaction, return, recommend: happy and unhappy shoppers."""
    random = Random(16)
    ends = {step: (0, 10) if step is Step.RECOMMEND else (1, 7) for step in Step}
    answered = {}
    for step, (low, high) in ends.items():
        half = (high - low) / 6
        happy, unhappy = (
            sample_mean(answers(random, n, low + at * half, 1.1 * half, range(low, high + 1)), "")
            for n, at in ((160, 4.8), (44, 2.2))
        )
        answered[step] = Answered(happy, happy, unhappy, low, high)
    told = relationship(answered)
    figures = [
        Row(f"{step}, {who}", each, f"{each.estimate or 0:.0f} of 100 (n = {each.n})", hollow=who == "unhappy")
        for step in told for who, each in (("happy", told[step].happy), ("unhappy", told[step].unhappy))
    ]  # fmt: skip
    picture = rows(figures, (0, 100), ticks=(0, 50, 100))
    return Scene("chain", picture, (say(told[Step.RETURN], name="Would come again"),))


def agreement() -> Scene:
    """Alpha of complete data; and not estimable."""
    random = Random(17)
    rows_of_items = []
    for _ in range(386):
        shopper = random.gauss(5.2, 0.9)
        rows_of_items.append([round(random.gauss(shopper, 0.9)) for _ in range(4)])
    told = classic(rows_of_items)
    nothing = Estimate(64, None, None, None, "")
    figures = [Row("imported, 386 shoppers", told, f"{told.estimate or 0:.2f}"),
               Row("in turns, 64 pairs", nothing, "not estimable")]  # fmt: skip
    picture = rows(figures, (0, 1), ticks=(0, 0.5, 1))
    return Scene("agreement", picture, (say(told, Kind.ALPHA), say(nothing, Kind.ALPHA)))


def turns() -> Scene:
    """How an interval narrows with the weeks, and who answered."""
    random = Random(18)
    canvas = Canvas(170)

    def at(week: float, half: float) -> tuple[float, float]:
        return 60 + (WIDTH - 90) * week / 13, 140 - half * 130

    canvas.line(*at(0, 0), *at(13, 0))
    canvas.line(*at(0, 0.25), *at(13, 0.25), grey=True, dashed=True)
    canvas.text(4, at(0, 0.25)[1] + 4, "± 0.25")
    wanted = answers(random, 390, 6.0, 1.2)
    got = answers(random, 390, 4.6, 1.2)
    gap = Estimate(0, None, None, None, "")
    for week in range(1, 14):
        n = 30 * week
        gap = independent_difference(sample_mean(got[:n], ""), sample_mean(wanted[:n], ""), "")
        half = ((gap.high or 0.0) - (gap.low or 0.0)) / 2
        canvas.line(*at(week, 0), *at(week, half), width=10, grey=True)
        canvas.text(at(week, 0)[0], 158, str(week), anchor="middle")
        if week == 4:
            more = weeks_until(gap, 4) or 0.0
            canvas.text(WIDTH - 4, 16, f"after week 4: {more:.0f} more weeks expected", anchor="end")
    answered = response({"perceived": 410}, {"perceived": 268})["perceived"]
    return Scene("turns", canvas, (say(answered, Kind.SHARE, name="Answered, of those who were asked how it was"),))


def imported() -> Scene:
    """The gaps of a published survey, from its own table of means and t (PMC6131925); one t there is a misprint."""
    table = {"tangibles": (4.19, 4.44, -9.14), "reliability": (4.36, 4.49, -4.93),
             "responsiveness": (4.35, 4.48, -4.87), "assurance": (4.32, 4.50, None),
             "empathy": (4.40, 4.56, -5.65)}  # fmt: skip
    told = {name: published(got, wanted, n=386, t=t) for name, (got, wanted, t) in table.items()}
    figures = [scaled(name, gap, hollow=_open(gap), signed=True) for name, gap in told.items()]
    picture = rows(figures, (-0.4, 0.1), ticks=(-0.4, -0.2, 0), mark=0, under="perceived − expected")
    said = tuple(say(told[name], Kind.DESIRED, name=name.title()) for name in ("tangibles", "assurance"))
    return Scene("imported", picture, said)


def _open(gap: Estimate) -> bool:
    return gap.low is None or gap.high is None or gap.low <= 0 <= gap.high


SCENES = (dimensions, performance, importance, compared, zones, model, chain, agreement, turns, imported)
