"""Figures as sentences for a busy manager: never more than the interval says, always of those who tapped."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import assert_never

from kiosk.measure import FEWEST_SHOWN, Rule, Verdict
from kiosk.model import Language, Level, Text
from kiosk.report.data import Comparison, Reason, ReportComment, ReportData, ScaleUse, Touchpoint, TrendWeek, WeekState
from kiosk.report.estimates import MeanFigure, ShareFigure
from kiosk.report.own_data import Option
from kiosk.report.wording import ROUNDING, Wording
from kiosk.words import Words

FALLBACK = Language("en")
PATTERNS = {
    Rule.TWO_OF_THREE: "two_of_three", Rule.FOUR_OF_FIVE: "four_of_five", Rule.EIGHT_ON_ONE_SIDE: "eight_on_one_side",
}  # fmt: skip
"""In the words' keys; what lies beyond the limits is told of the band."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """A report's sentences in one language."""

    data: ReportData
    words: Words
    wording: Wording

    def title(self) -> str:
        """The document's title."""
        return f"{self.shop()} · {self.week()}"

    def shop(self) -> str:
        """The store, and the place where there is one only."""
        return " · ".join(filter(None, (self.data.store, self.data.place)))

    def week(self) -> str:
        """The week and its days; of one that still runs, until when."""
        week, until = self.data.week, self.data.until
        days = self.wording.week_days(week)
        if until is None:
            return self.words.say("week", number=week.number, days=days)
        return self.words.say("week_so_far", number=week.number, days=days, day=self.wording.dated(until))

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
        """What the headline rests on; empty where there is nothing to say."""
        data = self.data
        if data.ratings == 0:
            earlier = any(week.state is WeekState.SHOWN for week in data.trend.weeks)
            return self.words.say("nobody_detail") if earlier else ""
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
                whole = self.wording.whole
                return self.words.say(
                    "between", who=self.who(), fewer=whole(-low), more=whole(high),
                    reach=whole(change.could_not_have_seen or 0.0),
                )  # fmt: skip
            case never:
                assert_never(never)

    def lead(self) -> str:
        """Beside the big number: what it counts, or why there is none; empty where nobody rated."""
        if self.data.ratings == 0:
            return ""
        if self.data.happy.share is None:
            return self.words.say("no_figure")
        return self.words.say("of_100", who=self.who())

    def foot(self) -> str:
        """At the foot of every page: what happy means, and of whom."""
        return self.words.say("foot", who=self.who())

    def interval_and_count(self) -> str:
        """Under the big number: its interval and n; empty where nobody rated."""
        happy = self.data.happy
        if happy.n == 0:
            return ""
        if happy.share is None:
            return self.count("taps", happy.n)
        return self.count("interval_of", happy.n, interval=self.wording.hundreds(happy.low, happy.high))

    def comparable_last_week(self) -> ShareFigure | None:
        """Last week's share, where it may stand beside this week's."""
        before = self.data.happy_last_week
        other_scales = self.data.change.comparison is Comparison.OTHER_SCALES
        return None if other_scales or before.share is None else before

    def last_week(self) -> str:
        """The week before, with its interval; empty where it is on other scales, or where nobody rated this week."""
        before = self.comparable_last_week()
        if before is not None and before.share is not None:
            interval = self.wording.hundreds(before.low, before.high)
            return self.words.say("last_week_share", share=self.wording.hundred(before.share), interval=interval)
        too_few = self.data.change.comparison is Comparison.TOO_FEW and self.data.ratings > 0
        return self.words.say("last_week_few") if too_few else ""

    def target(self) -> str | None:
        """Whether the target is reached, as far as the printed interval lets one say; None without target or figure."""
        target, happy = self.data.target, self.data.happy
        if target is None or happy.low is None or happy.high is None:
            return None
        if floor(happy.low * 100 + ROUNDING) >= target:
            return self.words.say("target_reached", target=target)
        if ceil(happy.high * 100 - ROUNDING) < target:
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
        elif patterns := weeks[-1].patterns:
            rule, above = patterns[0]
            notes.append(self.words.say(f"trend_{PATTERNS[rule]}_{'above' if above else 'below'}"))
        for key, state in (("trend_few", WeekState.TOO_FEW), ("trend_scales", WeekState.OTHER_SCALES)):
            if left_out := sum(week.state is state for week in weeks):
                notes.append(self.count(key, left_out))
        if self.data.target is not None:
            notes.append(self.words.say("trend_target", target=self.data.target))
        return notes

    def named(self, comment: ReportComment) -> str:
        """The touchpoints that a comment's shopper named, in a line; empty where there are none."""
        return " · ".join(self.label(touchpoint) for touchpoint in comment.reasons)

    def label(self, choice: Reason | Touchpoint | Option) -> str:
        """The touchpoint or option as shoppers read it; its id where the survey is not known."""
        return self.asked(choice.label, choice.choice)

    def asked(self, text: Text, name: str) -> str:
        """A survey's text in the page's language, else in English, else in its first; its id where it is not known."""
        return text.get(self.words.language) or text.get(FALLBACK) or next(iter(text.values()), name)

    def share(self, figure: ShareFigure) -> str:
        """A share of 100 with its interval; a dash where it is withheld."""
        if figure.share is None:
            return "–"
        return f"{self.wording.hundred(figure.share)} ({self.wording.hundreds(figure.low, figure.high)})"

    def counted_share(self, figure: ShareFigure) -> str:
        """A share of 100 with its interval after its count; a dash where it is withheld."""
        return "–" if figure.hits is None else f"{self.wording.number(figure.hits)} · {self.share(figure)}"

    def mean(self, figure: MeanFigure) -> str:
        """A mean with its interval; a dash where it is withheld. One up to 1 is on a scale where tenths are coarse."""
        if figure.mean is None:
            return "–"
        digits = 2 if figure.mean <= 1 else 1
        interval = self.wording.decimals(figure.low, figure.high, digits)
        return self.wording.decimal(figure.mean, digits) + (f" ({interval})" if interval else "")

    def comment_count(self, page: int) -> str:
        """How many comments follow, and from which page on."""
        n = len(self.data.comments)
        return self.count("comment_count", n, page=page) if n else self.words.say("no_comments")

    def mark(self, comment: ReportComment) -> str:
        """Why a comment is not quoted on page one: its visit looks like play, or its words say nothing; else empty."""
        if comment.suspect is not None:
            return self.words.say("comment_play")
        return self.words.say(f"comment_{comment.flag}") if comment.flag else ""

    def notes(self) -> list[str]:
        """Who waits for an answer, what is left out, what was not tapped, and which scales the figures mix."""
        data, notes = self.data, []
        if data.waiting:
            notes.append(self.count("waiting", data.waiting))
        if data.left_out:
            rules = self.words.say("and_then").join(
                self.words.say(f"rule_{entry.rule}", number=self.wording.number(entry.n)) for entry in data.left_out
            )
            notes.append(self.count("left_out", sum(entry.n for entry in data.left_out), rules=rules))
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
