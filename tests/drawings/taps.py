"""Scenes of what was tapped: levels, changes, hours, reasons."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from kiosk.measure import (
    Estimate,
    belief_gap,
    ces,
    csat,
    drivers,
    happiness_index,
    hot_spots,
    laney_chart,
    net_promoter_score,
    proportion,
    share_change,
    wilson,
)
from kiosk.model import Level
from kiosk.report.telling import Kind
from tests.drawings.canvas import LINE, WIDTH, Canvas, Row, rows
from tests.drawings.scenes import Scene, hundred, say
from tests.drawings.simulated import answers, counted, hits


def levels() -> Scene:
    """Four faces and the share happy."""
    random = Random(1)
    counts = [sum(draw < edge for draw in (random.random() for _ in range(312))) for edge in (0.07, 0.09, 0.48, 0.36)]
    total = sum(counts)
    happy = wilson(counts[2] + counts[3], total)
    shares = [proportion((count, total), "") for count in counts]
    figures = [hundred(level.word, share) for level, share in zip(Level, shares, strict=True)]
    whole = Estimate(happy.n, happy.estimate, happy.low, happy.high, "")
    picture = rows([hundred("happy: good + excellent", whole), *reversed(figures)], (0, 1), ticks=(0, 0.5, 1))
    return Scene("levels", picture, (say(happy), say(happiness_index(dict(zip(Level, counts, strict=True))))))


def change() -> Scene:
    """Three weeks against the one before each."""
    random = Random(2)
    weeks = [hits(random, n, share) for n, share in ((790, 0.72), (812, 0.79), (640, 0.79), (70, 0.74))]
    changes = [share_change(now, before, dispersion=1.4) for before, now in pairwise(weeks)]
    figures = [
        Row(f"week {number}: n = {each.now.n}", Estimate(each.now.n, each.estimate, each.low, each.high, ""),
            f"{100 * (each.estimate or 0):+.1f} points".replace("-", "−"), hollow=each.low <= 0 <= each.high)
        for number, each in enumerate(changes, start=2)
    ]  # fmt: skip
    picture = rows(figures, (-0.2, 0.2), ticks=(-0.2, 0, 0.2), mark=0, under="difference of shares")
    return Scene("change", picture, tuple(say(each) for each in changes))


def scores() -> Scene:
    """CSAT, CES and NPS of the same simulated answers' sizes."""
    random = Random(3)
    satisfied = csat(counted(answers(random, 140, 3.9, 1.0, range(1, 6))))
    effort = ces(counted(answers(random, 140, 5.6, 1.3)))
    tens = answers(random, 140, 8.2, 2.0, range(11))
    score = net_promoter_score(
        promoters=sum(each >= 9 for each in tens), passives=sum(7 <= each <= 8 for each in tens),
        detractors=sum(each <= 6 for each in tens),
    )  # fmt: skip
    nps = Estimate(score.n, score.estimate, score.low, score.high, "")
    picture = rows(
        [hundred("CSAT (4 and 5 of 5)", satisfied), hundred("CES (5, 6, 7 of 7)", effort.easy),
         Row("NPS (9–10 less 0–6)", nps, f"{100 * (nps.estimate or 0):+.0f} (n = {nps.n})")],
        (-0.2, 1), ticks=(0, 0.5, 1), mark=0,
    )  # fmt: skip
    return Scene("scores", picture, (say(satisfied, Kind.SHARE, name="CSAT"), say(effort, name="CES"), say(score)))


def trend() -> Scene:
    """Twelve weeks of which the last is out of the band."""
    random = Random(4)
    weeks = [hits(random, 180 + 20 * (n % 3), 0.74) for n in range(11)] + [hits(random, 190, 0.55)]
    chart = laney_chart(weeks)
    canvas = Canvas(170)
    step = (WIDTH - 80) / 11

    def at(number: int, share: float) -> tuple[float, float]:
        return 40 + step * number, 150 - (share - 0.5) / 0.5 * 140

    for number, point in enumerate(chart.points):
        (x, top), (_, foot) = at(number, point.high), at(number, point.low)
        canvas.box(x - step / 2, top, step, foot - top, fill="#ddd", frame=0)
    centre = chart.centre or 0.0
    canvas.line(*at(0, centre), *at(11, centre), grey=True, dashed=True)
    shares = [point.share or 0.0 for point in chart.points]
    for number in range(11):
        canvas.line(*at(number, shares[number]), *at(number + 1, shares[number + 1]), width=1.5)
    for number, share in enumerate(shares):
        canvas.dot(*at(number, share), hollow=number < 11)
    for share in (0.5, 0.75, 1.0):
        canvas.text(2, at(0, share)[1] + 4, f"{100 * share:.0f}")
    canvas.text(WIDTH - 4, at(11, shares[11])[1] + 20, "this week", anchor="end")
    return Scene("trend", canvas, (say(chart.points[-1]),))


def hours() -> Scene:
    """Weekdays by hours with one framed cell."""
    random = Random(5)
    cells = {
        (day, hour): hits(random, random.randint(14, 40), 0.30 if (day, hour) == (5, 17) else 0.07)
        for day in range(1, 7) for hour in range(9, 20)
    }  # fmt: skip
    found = hot_spots(cells)
    worst = min(found, key=lambda spot: spot.p_value)
    canvas = Canvas(LINE * 6 + 34)
    wide = (WIDTH - 70) / 11
    for spot in sorted(found, key=lambda spot: spot.framed):
        day, hour = spot.cell
        x, y = 60 + wide * (hour - 9), LINE * (day - 1) + 6
        grey = 255 - round(min(1.0, spot.bad / spot.n / 0.4) * 130)
        canvas.box(x + 1, y + 1, wide - 2, LINE - 2, fill=f"#{grey:02x}{grey:02x}{grey:02x}", frame=0)
        if spot.framed:
            canvas.box(x + 1, y + 1, wide - 2, LINE - 2, fill="none", frame=3)
        canvas.text(x + wide / 2, y + 19, f"{100 * spot.bad / spot.n:.0f}", anchor="middle")
    for day, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat")):
        canvas.text(4, LINE * day + 25, name)
    for hour in range(9, 20, 2):
        canvas.text(60 + wide * (hour - 8.5), LINE * 6 + 24, f"{hour}:00", anchor="middle")
    return Scene("hours", canvas, (say(worst, name="Friday 17:00"),))


def reasons() -> Scene:
    """Odds ratios of touchpoints."""
    random = Random(6)
    odds = {"queue": 0.34, "staff": 0.10, "stock": 0.22, "cleanliness": 0.13, "prices": 0.15}
    named = {touchpoint: hits(random, 60 + 15 * len(touchpoint), share) for touchpoint, share in odds.items()}
    bad, n = (sum(tally[part] for tally in named.values()) for part in (0, 1))
    found = drivers(named, (bad, n))
    figures = [
        Row(f"{each.touchpoint}: {each.named} named it", each.odds_ratio,
            f"{each.odds_ratio.estimate or 0:.1f} times the odds", hollow=not each.told)
        for each in found
    ]  # fmt: skip
    picture = rows(figures, (0, 6), ticks=(0, 1, 2, 4, 6), mark=1)
    first, second = found[0], found[2]
    said = say(first, name=first.touchpoint.title()), say(second, name=second.touchpoint.title())
    return Scene("reasons", picture, said)


def belief() -> Scene:
    """A guess and the truth."""
    told = belief_gap(0.80, hits(Random(7), 290, 0.31))
    guess = Estimate(0, told.guess, None, None, "")
    picture = rows(
        [Row("the manager's guess", guess, f"{100 * told.guess:.0f} of 100", hollow=True),
         hundred("tapped excellent", told.truth)],
        (0, 1), ticks=(0, 0.5, 1),
    )  # fmt: skip
    return Scene("belief", picture, (say(told),))


SCENES = (levels, change, scores, trend, hours, reasons, belief)
