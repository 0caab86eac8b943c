"""One page for a shop with several places: what differs is said, what chance explains is not, few stay hidden."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.measure import FEWEST_SHOWN, Verdict, share_change
from kiosk.model import Language, Level, Origin, Paper
from kiosk.report.data import Comparison, Places, to_json
from kiosk.report.definitions import definitions
from kiosk.report.findings import look_first
from kiosk.report.measures import read_measures
from kiosk.report.pdf import render
from kiosk.report.places import place_figures
from kiosk.report.sentences import Sentences
from kiosk.report.wording import Wording
from kiosk.store import PlaceCount, Recorder, open_reader, open_store
from kiosk.words import load_words, reporting
from tests.unit.report.conftest import WEEK, Shop
from tests.unit.report.imported import save_imported
from tests.unit.report.reading import pages_by_pypdf, squeezed

MONDAY = datetime(2026, 11, 9, 10, tzinfo=UTC)


def counts(places: dict[str, tuple[int, int]]) -> list[PlaceCount]:
    """From unhappy and happy ratings by place."""
    return [
        PlaceCount(place, level, n)
        for place, pair in places.items()
        for level, n in zip((Level.BAD, Level.GOOD), pair, strict=True)
        if n
    ]


def found(places: dict[str, tuple[int, int]], factor: float = 1.0, *, same_scale: bool = True) -> Places:
    return place_figures(counts(places), factor, same_scale=same_scale)


def rate(shop: Shop, place: str, bad: int, good: int, at: datetime = MONDAY) -> None:
    with open_store(shop.folder) as store:
        levels = [Level.BAD] * bad + [Level.GOOD] * good
        answers = [answer for level in levels for answer in shop.visit(at, level)]
        Recorder(store, Origin(f"kiosk-{place}", place), shop.survey).save_all(answers)


def sentences(shop: Shop, language: str = "en") -> Sentences:
    words = load_words(Language(language))
    return Sentences(shop.report(), words, Wording(words))


def test_of_two_places_each_is_compared_with_the_other_at_95_percent() -> None:
    places = found({"deli": (30, 70), "till": (10, 90)})
    shown = [(each.place, each.happy.hits, each.happy.n) for each in places.shown]
    assert shown == [("deli", 70, 100), ("till", 90, 100)]
    assert places.confidence == 0.95
    deli, till = (each.against_others for each in places.shown)
    expected = share_change((70, 100), (90, 100))
    assert (deli.estimate, deli.low, deli.high) == (expected.estimate, expected.low, expected.high)
    assert (deli.verdict, till.verdict) == (Verdict.WORSE, Verdict.BETTER)


def test_each_of_several_is_compared_with_all_others_together_and_more_surely() -> None:
    places = found({"a": (20, 80), "b": (20, 80), "c": (45, 55), "d": (20, 80)}, 1.5)
    assert places.confidence == pytest.approx(0.9875)
    expected = share_change((55, 100), (240, 300), dispersion=1.5, confidence=places.confidence)
    worst = places.shown[0]
    assert worst.place == "c"
    assert (worst.against_others.low, worst.against_others.high) == (expected.low, expected.high)
    assert [each.against_others.verdict for each in places.shown] == [Verdict.WORSE, *[Verdict.NO_CHANGE_SEEN] * 3]


def test_chance_alone_names_a_place_in_at_most_one_week_of_twenty() -> None:
    random = Random(11)
    named = 0
    for _ in range(400):
        happy = {f"p{n}": sum(random.random() < 0.8 for _ in range(60)) for n in range(8)}
        places = found({place: (60 - hits, hits) for place, hits in happy.items()})
        named += any(each.against_others.verdict is not Verdict.NO_CHANGE_SEEN for each in places.shown)
    assert named <= 400 * 0.05 + 2 * (400 * 0.05 * 0.95) ** 0.5


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=8))
def test_nobody_below_five_is_shown_or_can_be_worked_out(by_place: dict[str, tuple[int, int]]) -> None:
    sizes = {place: sum(pair) for place, pair in by_place.items() if sum(pair)}
    places = found(by_place)
    assert all(each.happy.n >= FEWEST_SHOWN for each in places.shown)
    left = sum(sizes.values()) - sum(each.happy.n for each in places.shown)
    if len(sizes) < 2:
        assert (places.shown, places.hidden) == ((), 0)
        return
    assert (places.hidden_ratings, places.hidden) == (left, len(sizes) - len(places.shown))
    assert places.hidden != 1
    assert left == 0 or left >= FEWEST_SHOWN or not places.shown


def test_places_on_different_scales_are_shown_and_not_compared() -> None:
    places = found({"deli": (30, 70), "till": (10, 90)}, same_scale=False)
    assert [each.against_others.comparison for each in places.shown] == [Comparison.OTHER_SCALES] * 2
    assert [each.happy.share for each in places.shown] == [0.7, 0.9]


def test_one_place_is_the_head_of_the_page_and_has_no_table(shop: Shop) -> None:
    rate(shop, "deli", 10, 40)
    data = shop.report()
    assert (data.place, data.places.shown) == ("deli", ())
    first, *rest = pages_by_pypdf(render(data, Language("en"), Paper.A4))
    assert "Maple Street · deli" in first
    assert not any("By place" in page for page in rest)


def test_with_several_places_the_head_is_the_shop_and_page_two_tells_them_apart(shop: Shop) -> None:
    rate(shop, "deli", 40, 60)
    rate(shop, "till", 10, 90)
    data = shop.report()
    assert data.place == ""
    first, second, *_ = pages_by_pypdf(render(data, Language("en"), Paper.A4))
    assert "deli: of 100 who tapped there," in first
    assert "By place" in second
    assert "worse" in second
    assert "better" in second
    assert "Maple Street · " not in first
    shown = json.loads(to_json(data))["places"]["shown"]
    verdicts = [(each["place"], each["against_others"]["verdict"]) for each in shown]
    assert verdicts == [("deli", "worse"), ("till", "better")]


def test_page_one_says_nothing_where_chance_explains_the_difference(shop: Shop) -> None:
    rate(shop, "deli", 12, 88)
    rate(shop, "till", 10, 90)
    assert look_first(sentences(shop)) == []


def test_page_one_names_a_better_place_where_none_is_worse(shop: Shop) -> None:
    for place in "abcde":
        rate(shop, place, 12, 28)
    rate(shop, "till", 0, 40)
    said = look_first(sentences(shop))
    assert len(said) == 1
    assert said[0].startswith("till: of 100 who tapped there, ")
    assert "more were happy" in said[0]


def test_other_weeks_of_another_place_make_the_page_the_shop_s(shop: Shop) -> None:
    rate(shop, "deli", 5, 20)
    rate(shop, "till", 5, 20, MONDAY - timedelta(weeks=3))
    data = shop.report()
    assert (data.place, data.places.shown) == ("", ())


def test_a_place_of_imported_scores_is_not_compared_with_a_place_of_taps(shop: Shop) -> None:
    rate(shop, "till", 10, 40)
    save_imported(shop, {WEEK: ("1_5", 40)})
    shown = shop.report().places.shown
    assert [(each.place, each.against_others.comparison) for each in shown] == [
        ("checkout", Comparison.OTHER_SCALES), ("till", Comparison.OTHER_SCALES),
    ]  # fmt: skip
    pages = pages_by_pypdf(render(shop.report(), Language("en"), Paper.A4))
    assert "they were rated on different scales" in pages[1]


def test_measures_have_a_row_for_each_place(shop: Shop) -> None:
    rate(shop, "deli", 40, 60)
    rate(shop, "till", 10, 90)
    with open_reader(shop.folder) as reader:
        named = {measure.name: measure for measure in read_measures(reader, shop.site, WEEK.monday, WEEK.sunday)}
    assert (named["happy.place.deli"].value, named["happy.place.deli"].n) == (0.6, 100)
    assert named["happy.place.till"].value == 0.9


@pytest.mark.parametrize("language", reporting())
def test_every_language_tells_places_however_long_their_names(shop: Shop, language: str) -> None:
    long = "Returns desk and customer service on the second floor, beside the lifts, ask for help " * 2
    for number, name in enumerate((long, "退貨服務台", "till")):
        rate(shop, name, 4 + 40 * (number == 0), 60)
    rate(shop, "garage", 1, 2)
    rate(shop, "kitchen", 1, 2)
    said = sentences(shop, language)
    pages = pages_by_pypdf(render(said.data, Language(language), Paper.LETTER))
    text = squeezed(pages[1])
    for key in ("places", "places_difference", "place_worse", "place_better"):
        assert squeezed(said.words.say(key)) in text
    assert squeezed(said.count("places_hidden", 2, ratings="6")) in text
    assert said.words.say("method_places") in [term for term, _ in definitions(said)]
