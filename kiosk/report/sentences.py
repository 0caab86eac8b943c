"""Figures as sentences for a busy manager: never more than the interval says, always of those who tapped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from kiosk.measure import FEWEST_SHOWN, Verdict
from kiosk.model import Language, Level
from kiosk.report.data import (
    CellState,
    Comparison,
    HeatCell,
    MeanFigure,
    Reason,
    ReportComment,
    ReportData,
    ScaleUse,
    ShareFigure,
    Touchpoint,
    TrendWeek,
    WeekState,
)
from kiosk.report.wording import Wording
from kiosk.words import Words

FALLBACK = Language("en")


@dataclass(frozen=True, slots=True)
class Sentences:
    """A report's sentences in one language."""

    data: ReportData
    words: Words
    wording: Wording

    def title(self) -> str:
        """The document's title."""
        data = self.data
        return self.words.say("title", store=data.store, place=data.place, week=self.week())

    def week(self) -> str:
        """The week and its days."""
        week = self.data.week
        return self.words.say("week", number=week.number, days=self.wording.week_days(week))

    def who(self) -> str:
        """Those whom the figures are about: who tapped, or who rated elsewhere where all ratings were imported."""
        return self.words.say("rated" if self.data.ratings and self.data.imported == self.data.ratings else "tapped")

    def headline(self) -> str:
        """The verdict in words."""
        data = self.data
        if data.ratings == 0:
            return self.words.say("nobody")
        if data.ratings < FEWEST_SHOWN:
            return self.words.say("too_few")
        match data.change.comparison:
            case Comparison.TOO_FEW:
                return self.words.say("too_few_before")
            case Comparison.OTHER_SCALES:
                return self.words.say("other_scales")
            case Comparison.MADE:
                return self.words.say(_verdict_key(data.change.verdict))
            case never:
                assert_never(never)

    def detail(self) -> str:
        """What the headline rests on."""
        data = self.data
        if data.ratings == 0:
            return self.words.say("nobody_detail")
        if data.ratings < FEWEST_SHOWN:
            return self.count("too_few_detail", data.ratings)
        match data.change.comparison:
            case Comparison.TOO_FEW:
                return self.count("too_few_before_detail", data.happy_last_week.n)
            case Comparison.OTHER_SCALES:
                return self.words.say("other_scales_detail")
            case Comparison.MADE:
                return self._difference()
            case never:
                assert_never(never)

    def _difference(self) -> str:
        change, points = self.data.change, self.wording.points
        low, high = change.low or 0.0, change.high or 0.0
        match change.verdict:
            case Verdict.BETTER:
                return self.words.say(
                    "more_happy", who=self.who(), low=points(low, up=False), high=points(high, up=True)
                )
            case Verdict.WORSE:
                return self.words.say(
                    "fewer_happy", who=self.who(), low=points(-high, up=False), high=points(-low, up=True)
                )
            case Verdict.NO_CHANGE_SEEN | Verdict.TOO_FEW:
                return self.words.say(
                    "between", who=self.who(), fewer=points(-low, up=True), more=points(high, up=True),
                    reach=points(change.could_not_have_seen or 0.0, up=True),
                )  # fmt: skip
            case never:
                assert_never(never)

    def lead(self) -> str:
        """Beside the big number: what it counts, or why there is none."""
        if self.data.happy.share is None:
            return self.words.say("no_figure")
        return self.words.say("of_100", who=self.who())

    def foot(self) -> str:
        """At the foot of every page: what happy means, and of whom."""
        return self.words.say("foot", who=self.who())

    def interval_and_count(self) -> str:
        """Under the big number: its interval and n."""
        happy = self.data.happy
        if happy.share is None:
            return self.count("taps", happy.n)
        return self.count("interval_of", happy.n, interval=self.wording.hundreds(happy.low, happy.high))

    def last_week(self) -> str:
        """The week before, with its interval."""
        before = self.data.happy_last_week
        if before.share is None:
            return self.words.say("last_week_few")
        interval = self.wording.hundreds(before.low, before.high)
        return self.words.say("last_week_share", share=self.wording.hundred(before.share), interval=interval)

    def target(self) -> str | None:
        """Whether the target is reached, as far as chance lets one say; None without target or figure."""
        target, happy = self.data.target, self.data.happy
        if target is None or happy.low is None or happy.high is None:
            return None
        if happy.low >= target / 100:
            return self.words.say("target_reached", target=target)
        if happy.high < target / 100:
            return self.words.say("target_missed", target=target)
        return self.words.say("target_open", target=target)

    def index(self) -> str | None:
        """The happiness index with its interval."""
        figure = self.data.index
        if figure.mean is None or figure.low is None or figure.high is None:
            return None
        interval = self.wording.hundreds(figure.low / 100, figure.high / 100)
        return self.words.say("index", value=f"{self.wording.hundred(figure.mean / 100)} ({interval})")

    def trend_notes(self) -> list[str]:
        """What the trend shows and what it leaves out."""
        weeks = self.data.trend.weeks
        if not any(week.state is WeekState.SHOWN for week in weeks):
            return [self.words.say("trend_empty")]
        notes = []
        if side := _beyond_band(weeks[-1]):
            notes.append(self.words.say(side))
        for key, state in (("trend_few", WeekState.TOO_FEW), ("trend_scales", WeekState.OTHER_SCALES)):
            if left_out := sum(week.state is state for week in weeks):
                notes.append(self.count(key, left_out))
        return notes

    def heat_notes(self) -> list[str]:
        """What the heat map shows and what it leaves out."""
        heat = self.data.heat_map
        notes = []
        framed = [cell for cell in heat.cells if cell.framed]
        if not any(cell.state is CellState.SHOWN for cell in heat.cells):
            notes.append(self.words.say("heat_empty"))
        elif framed:
            notes += [self._worst(framed), self.words.say("heat_framed")]
        else:
            notes.append(self.words.say("heat_calm"))
        if any(cell.state is CellState.HIDDEN for cell in heat.cells):
            notes.append(self.words.say("heat_hidden"))
        if heat.without_hour:
            notes.append(self.count("heat_without_hour", heat.without_hour))
        return notes

    def _worst(self, framed: list[HeatCell]) -> str:
        worst = max(framed, key=lambda cell: (cell.ratio_low or 0.0, -cell.weekday, -cell.hour))
        when = f"{self.wording.weekday(worst.weekday)} {self.wording.hour(worst.hour)}"
        bad, n = self.wording.number(worst.bad or 0), self.wording.number(worst.n or 0)
        if worst.ratio is None or worst.ratio_low is None or worst.ratio_high is None:
            return self.words.say("heat_worst_open", when=when, bad=bad, n=n)
        low, high = self.wording.decimals(worst.ratio_low, worst.ratio_high).split("–")
        ratio = self.wording.decimal(worst.ratio)
        return self.words.say("heat_worst", when=when, bad=bad, n=n, ratio=ratio, low=low, high=high)

    def reasons_note(self, reasons: tuple[Reason, ...], asked: int | None) -> str:
        """What the shares of reasons are of, or why there are none. asked: how many tapped such a face."""
        if asked is None or asked < FEWEST_SHOWN:
            return self.words.say("reasons_few")
        if not reasons:
            return self.words.say("reasons_unnamed")
        return self.count("reasons_of", asked, who=self.who())

    def named(self, comment: ReportComment) -> str:
        """The touchpoints that a comment's shopper named, in a line; empty where there are none."""
        return " · ".join(self.label(touchpoint) for touchpoint in comment.reasons)

    def label(self, reason: Reason | Touchpoint) -> str:
        """The touchpoint as shoppers read it; its id where the survey is not known."""
        return reason.label.get(self.words.language) or reason.label.get(FALLBACK) or reason.choice

    def share(self, figure: ShareFigure) -> str:
        """A share of 100 with its interval; a dash where it is withheld."""
        if figure.share is None:
            return "–"
        return f"{self.wording.hundred(figure.share)} ({self.wording.hundreds(figure.low, figure.high)})"

    def mean(self, figure: MeanFigure) -> str:
        """A mean with its interval; a dash where it is withheld."""
        if figure.mean is None:
            return "–"
        interval = self.wording.decimals(figure.low, figure.high)
        return self.wording.decimal(figure.mean) + (f" ({interval})" if interval else "")

    def bottom_notes(self) -> list[str]:
        """What else belongs on page one: how many comments, and what was not tapped."""
        data = self.data
        notes = [self.count("comment_count", len(data.comments)) if data.comments else self.words.say("no_comments")]
        if data.imported:
            notes.append(self.count("imported", data.imported, total=self.wording.number(data.ratings)))
        if len({use.scale for use in data.scales}) > 1:
            named = ", ".join(f"{self.scale_name(use)} ({self.wording.number(use.n)})" for use in data.scales)
            notes.append(self.words.say("mixed_scales", scales=named))
        return notes

    def scale_name(self, use: ScaleUse) -> str:
        """The name of a scale; the faces have one of their own."""
        return use.scale or self.words.say("scale_faces_name")

    def level_title(self, level: Level | None) -> str:
        """A group of comments."""
        return self.words.say("without_face") if level is None else self.words.levels[level]

    def scale_rule(self, use: ScaleUse) -> str:
        """How many ratings came on a scale, and how they became levels."""
        if use.scale is None:
            return self.count("scale_faces", use.n)
        return self.count("scale_imported", use.n, mapping=use.mapping or self.words.say("scale_unknown"))

    def definitions(self) -> list[tuple[str, str]]:
        """Terms and what they mean, for the small print."""
        say = self.words.say
        return [
            (say("method_happy"), say("method_happy_text")),
            (say("method_interval"), say("method_interval_text")),
            (say("method_days"), self._days()),
            (say("method_change"), say("method_change_text")),
            *((say(f"method_{key}"), say(f"method_{key}_text"))
              for key in ("index", "trend", "heat", "hidden", "reasons", "signs")),
        ]  # fmt: skip

    def _days(self) -> str:
        dispersion = self.data.dispersion
        factor = self.wording.decimal(dispersion.factor, 2)
        key = "method_days_text" if dispersion.estimated else "method_days_assumed_text"
        if dispersion.factor == 1:
            key = "method_days_even_text"
        return self.words.say(key, factor=factor, degrees=dispersion.degrees_of_freedom)

    def count(self, key: str, n: int, **values: object) -> str:
        """A sentence about n things, the number written in the language's way."""
        return self.words.count(key, n, number=self.wording.number(n), **values)


def _verdict_key(verdict: Verdict) -> str:
    match verdict:
        case Verdict.BETTER:
            return "better"
        case Verdict.WORSE:
            return "worse"
        case Verdict.NO_CHANGE_SEEN:
            return "no_change"
        case Verdict.TOO_FEW:
            return "too_few"
        case never:
            assert_never(never)


def _beyond_band(week: TrendWeek) -> str | None:
    if week.share is None or week.band_low is None or week.band_high is None:
        return None
    if week.share > week.band_high:
        return "trend_above"
    return "trend_below" if week.share < week.band_low else None
