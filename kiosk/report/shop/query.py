"""A window of the database and the manager's book, as what the shop's pages show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.book import Book, read_book
from kiosk.measure import Tally
from kiosk.measure.belief import BeliefHistory, belief_history
from kiosk.measure.effect import baseline_weeks
from kiosk.measure.forecast import Forecast, Slot
from kiosk.measure.places import BetweenPlaces, between_places
from kiosk.measure.pulse import pulse
from kiosk.measure.silent import complaints_behind
from kiosk.measure.word_of_mouth import word_of_mouth
from kiosk.model import ChoiceId, Level, Site, Text, Week
from kiosk.report.data import CellState, HeatMap, Places
from kiosk.report.quality.data import Quality
from kiosk.report.shop.actions import action_figures, told_actions
from kiosk.report.shop.coming import closed_hours, coming_week
from kiosk.report.shop.data import ActionFigures, RecoveryFigures, Shop, TagTable
from kiosk.report.shop.figures import load_figures, money_figures, recovery_figures, silence, standard_scores
from kiosk.report.shop.named import Named, coaching, driver_figures, tag_tables
from kiosk.store import HourCount, Reading
from kiosk.store.named import read_naming, read_pulse
from kiosk.store.operations import Operations, read_operations
from kiosk.survey.items import load_bank
from kiosk.survey.tags import tag_sets

FEWEST_WEEKS = 4
"""So many weeks of ratings before anything is said that needs neither a book nor figures of the shop's own."""
PULSE_WEEKS = 13
FEWEST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Window:
    """What the report has read already: comparable weeks, oldest first, their ratings, and how much days differ.

    What its places and heat map hide is hidden here too. until is the day on which a week that still runs is read.
    """

    week: Week
    weeks: Sequence[Week]
    hours: Sequence[HourCount]
    factor: float
    labels: Mapping[ChoiceId, Text]
    quality: Quality | None
    places: Places
    heat: HeatMap
    until: date | None

    @property
    def today(self) -> date:
        """The day after the last that is told of."""
        return self.until or self.week.sunday + timedelta(days=1)

    def levels(self, week: Week) -> Counter[Level]:
        """A week's ratings by face."""
        return sum((Counter({count.level: count.n}) for count in self.hours if Week.of(count.day) == week), Counter())

    @property
    def rated(self) -> list[HourCount]:
        """The ratings of comparable weeks."""
        weeks = frozenset(self.weeks)
        return [count for count in self.hours if Week.of(count.day) in weeks]


def read_shop(reading: Reading, site: Site, window: Window) -> Shop | None:
    """All there is to say; None where there is nothing. Raises BadInputError for a book with faults."""
    shop = _shop(reading, site, window, read_book(site.book))
    anything = (
        shop.belief, shop.silence, shop.complaints, shop.word_of_mouth, shop.money, shop.load, shop.actions,
        shop.recovery, shop.scores, shop.drivers, shop.tags, shop.pulse, shop.forecast, shop.between,
    )  # fmt: skip
    return shop if any(anything) else None


def _shop(reading: Reading, site: Site, window: Window, book: Book) -> Shop:
    week, factor = window.week, window.factor
    first, last = week.back(11).monday, week.sunday
    rated = window.rated
    weeks = len({Week.of(count.day) for count in rated})
    grown = weeks >= FEWEST_WEEKS
    operations = read_operations(reading, first, last)
    levels = window.levels(week)
    tapped, transactions = _tapped(reading, operations, week)
    silent = silence(tapped, transactions, factor) if transactions else None
    recovery = _recovery(book, first, window.today)
    named = _named(reading, first, last) if grown else None
    tags = _tags(site, book, named, window) if named else {}
    return Shop(
        first=first,
        last=last,
        weeks=weeks,
        belief=_belief(book, window),
        silence=silent,
        complaints=complaints_behind(book.complaints[week], transactions, assumptions=book.assumptions)
        if week in book.complaints and transactions else None,
        word_of_mouth=word_of_mouth(
            levels[Level.GOOD] + levels[Level.EXCELLENT], levels[Level.BAD], ratings=levels.total(),
            figures=book.word_of_mouth, assumptions=book.assumptions,
        ) if site.book and levels.total() else None,
        money=money_figures(book, silent, (tapped[Level.BAD], tapped.total()), _solved(recovery), factor)
        if silent and silent.majority.assumed.estimate is not None else None,
        load=load_figures(operations, rated, factor),
        actions=_actions(reading, book, window),
        recovery=recovery,
        scores=standard_scores(reading.scores(week.monday, last), reading.asked(), factor),
        drivers=driver_figures(named, factor) if named else (),
        labels=window.labels,
        tags=tags,
        coaching=coaching(tags),
        pulse=pulse(read_pulse(reading, week.back(PULSE_WEEKS - 1).monday, last)),
        forecast=_forecast(site, window, rated) if grown else None,
        between=_between(reading, window),
        assumptions=book.assumptions,
        heard_by=book.word_of_mouth,
    )  # fmt: skip


def _belief(book: Book, window: Window) -> BeliefHistory | None:
    shown = frozenset(window.week.back(back) for back in range(12))
    guesses = {week: guess for week, guess in book.beliefs.items() if week in shown}
    if not guesses:
        return None
    told = {week: window.levels(week) for week in guesses if week in window.weeks}
    return belief_history(
        guesses, {week: (levels[Level.EXCELLENT], levels.total()) for week, levels in told.items()},
        dispersion=window.factor,
    )  # fmt: skip


def _tapped(reading: Reading, operations: Iterable[Operations], week: Week) -> tuple[Counter[Level], int]:
    """The transactions of a week, and the ratings of the days and places of which they are known."""
    transactions: Counter[tuple[date, str]] = Counter()
    for each in operations:
        if each.transactions is not None and Week.of(each.day) == week:
            transactions[each.day, each.place] += each.transactions
    levels: Counter[Level] = Counter()
    for day in {day for day, _ in transactions}:
        for count in reading.places(day, day):
            if (day, count.place) in transactions:
                levels[count.level] += count.n
    return levels, transactions.total()


def _solved(recovery: RecoveryFigures | None) -> int:
    return recovery.summary.cases - recovery.summary.open if recovery else 0


def _recovery(book: Book, first: date, today: date) -> RecoveryFigures | None:
    """Cases opened in the window, or not yet closed."""
    told = [
        each for each in book.cases
        if each.case.opened.date() < today and (each.case.opened.date() >= first or not each.case.closed)
    ]  # fmt: skip
    return recovery_figures(told, book.assumptions) if told else None


def _named(reading: Reading, first: date, last: date) -> Named:
    """Of all twelve weeks: a touchpoint is a touchpoint on whichever scale the face was."""
    by_touchpoint: dict[ChoiceId, Counter[Level]] = defaultdict(Counter)
    for row in reading.reasons(first, last):
        by_touchpoint[row.choice][row.level] += row.n
    return Named(by_touchpoint, Counter(read_naming(reading, first, last)))


def _actions(reading: Reading, book: Book, window: Window) -> tuple[ActionFigures, ...]:
    told = told_actions(book.actions, window.today)
    if not told:
        return ()
    first = min(min(baseline_weeks(each.started, each.triggered_by)).monday for each in told)
    hours = reading.hours(first, window.today - timedelta(days=1))
    return tuple(action_figures(each, hours, window.today) for each in told)


def _tags(site: Site, book: Book, named: Named, window: Window) -> dict[str, TagTable]:
    """By our tag sets and the shop's own, which may hold items of the shop's own."""
    sets = tag_sets(book.tags, load_bank(site.rotation.own, site.languages))
    return tag_tables(named, window.quality, sets, window.factor)


def _forecast(site: Site, window: Window, rated: Sequence[HourCount]) -> Forecast | None:
    """A week that still runs says nothing about whole weeks."""
    weeks = [week for week in window.weeks if window.until is None or week != window.week]
    slots: dict[Week, dict[Slot, Tally]] = {week: {} for week in weeks}
    for count in rated:
        week = Week.of(count.day)
        if count.hour is not None and week in slots:
            slot = count.day.isoweekday(), count.hour
            bad, n = slots[week].get(slot, (0, 0))
            slots[week][slot] = bad + (count.n if count.level is Level.BAD else 0), n + count.n
    hidden = {(cell.weekday, cell.hour) for cell in window.heat.cells if cell.state is CellState.HIDDEN}
    return coming_week(list(slots.values()), closed_hours(site.hours, window.week.back(-1)), hidden)


def _between(reading: Reading, window: Window) -> BetweenPlaces | None:
    """Of the places that are shown, as another's share could be worked out; of two, their difference says it all."""
    shown = {figure.place for figure in window.places.shown}
    shares: dict[str, Tally] = {}
    for count in reading.places(window.week.monday, window.week.sunday) if len(shown) >= FEWEST_PLACES else ():
        if count.place in shown:
            happy, n = shares.get(count.place, (0, 0))
            shares[count.place] = happy + (count.n if count.level.happy else 0), n + count.n
    return between_places(shares, dispersion=window.factor) if shares else None
