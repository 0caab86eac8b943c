"""From taps that were saved, through `kiosk report`, to the figures on the quality pages."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from kiosk.commands.import_ import command as import_command
from kiosk.commands.report_ import command as report_command
from kiosk.items import IMPORTANCE, Statement
from kiosk.model import Level
from tests.unit.exchange.paired import write
from tests.unit.report.asked import asked_visits, on, spread, visit
from tests.unit.report.conftest import WEEK, Shop

ON_TIME = "reliability.on_time"
KIND = "empathy.attention"
INTERVAL = r"\(([+−]?\d+(?:\.\d+)?)(?:–| – )([+−]?\d+(?:\.\d+)?)\)"


def run(command: object, *arguments: str | Path) -> str:
    result = CliRunner().invoke(command, [str(each) for each in arguments], catch_exceptions=False)  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    return result.output


def page(shop: Shop, tmp_path: Path, *, language: str = "en", site: str = "") -> str:
    """The report's whole text, each line as it stands on paper."""
    file, out = tmp_path / "site.toml", tmp_path / "page.pdf"
    file.write_text(f'store = "Maple Street"\nplace = "checkout"\n{site}', encoding="utf-8")
    run(report_command, "--site", file, "--data", shop.folder, "--week", WEEK, "--lang", language, "--out", out)
    done = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", out, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def row(text: str, label: str, after: str = "") -> str:
    """The first line that begins with a label; after: the title of the part that it stands in."""
    lines = text[text.index(after) :].splitlines()
    return next(line.strip() for line in lines if line.strip().startswith(label))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def half(low: float, high: float, count: int = 20) -> list[float | str | None]:
    """Two numbers in turn: their mean is in the middle between them."""
    return [low, high] * (count // 2)


def two_dimensions(shop: Shop) -> None:
    """Reliability 4.5 of 6.5 that are wished for, empathy 6.5 of 6.5; three of four say that reliability matters."""
    spread(shop, f"perceived.{ON_TIME}", half(4, 5))
    spread(shop, f"perceived.{KIND}", half(6, 7))
    spread(shop, f"desired.{ON_TIME}", [6, 6, 7, 7] * 5)
    spread(shop, f"desired.{KIND}", [6, 7, 7, 6] * 5)
    spread(shop, IMPORTANCE, ["reliability"] * 15 + ["empathy"] * 5)


def test_how_it_was_leads_weighted_and_not(shop: Shop, tmp_path: Path) -> None:
    two_dimensions(shop)
    text = page(shop, tmp_path)
    assert "How shoppers found the service, from 1 to 7" in text
    assert re.search(r"(?m)^\s*5\.5\b", text)
    assert re.search(r"95% interval 5\.\d–5\.\d · 40 answers · mean of 2 dimensions", text)
    assert re.search(rf"By what matters most to shoppers: 5\.0 {INTERVAL}", text)
    assert "Begin with Reliability: it is lowest, and more than chance explains." in text


def test_a_lowest_that_may_be_chance_is_told_as_such(shop: Shop, tmp_path: Path) -> None:
    spread(shop, f"perceived.{ON_TIME}", half(4, 6))
    spread(shop, f"perceived.{KIND}", half(3, 7, 24))
    text = page(shop, tmp_path)
    assert "Begin with" not in text
    assert "came out lowest, but chance could explain that" in text
    assert "too few have said yet what does" in text


def test_gaps_of_items_dimensions_and_all_weighted_beside_unweighted(shop: Shop, tmp_path: Path) -> None:
    two_dimensions(shop)
    text = page(shop, tmp_path)
    part = "Dimension by dimension"
    assert row(text, "Reliability", part).split()[1] == "−2.00"
    assert row(text, "Empathy", part).split()[1] == "0.00"
    assert row(text, "All, each alike", part).split()[-1] == "−1.00"
    assert row(text, "All, by what matters most", part).split()[-1] == "−1.50"
    assert re.search(r"−2\.\d\d – −1\.\d\d · n 20 / 20", text)
    assert "The widest gap, more than chance explains, is at Reliability" in flat(text)
    item = row(text, "Ready when promised", "Items, the lowest first")
    assert re.search(rf"4\.50 {INTERVAL}\s+20\s+−2\.00 {INTERVAL}\s+20$", item)


def test_the_non_difference_score_has_a_scale_of_its_own(shop: Shop, tmp_path: Path) -> None:
    spread(shop, f"difference.{ON_TIME}", half(2, 3))
    text = page(shop, tmp_path)
    assert row(text, "Reliability", "Dimension by dimension").split()[1] == "2.50"
    assert "against expectations (1 worse, 5 better)" in flat(text)
    assert re.search(r"2\.\d\d–2\.\d\d · n 20", text)


ZONES = {
    "reliability.on_time": (half(3, 4), half(5, 6), half(6, 7), "below"),
    "empathy.attention": (half(5, 6), half(3, 4), [7.0] * 20, "within"),
    "tangibles.clean": ([7.0] * 20, half(3, 4), half(4, 5), "above"),
    "assurance.polite": (half(4, 6), half(4, 6), half(6, 7), "not sure yet"),
}


def test_each_dimension_stands_below_within_or_above_its_zone_as_far_as_intervals_tell(
    shop: Shop, tmp_path: Path
) -> None:
    for item, (perceived, adequate, desired, _) in ZONES.items():
        for form, numbers in (("perceived", perceived), ("adequate", adequate), ("desired", desired)):
            spread(shop, f"{form}.{item}", numbers)
    text = page(shop, tmp_path)
    names = {"reliability": "Reliability", "empathy": "Empathy", "tangibles": "Tangibles", "assurance": "Assurance"}
    for item, (*_, place) in ZONES.items():
        assert row(text, names[item.split(".")[0]], "What is accepted").endswith(place)
    said = flat(text)
    assert "Below what is just acceptable: Reliability. Mend this first." in said
    assert "Above what is wished for: Tangibles." in said
    assert "Accepted, but less than is wished for: Empathy." in said
    assert "do not tell yet: Assurance." in said
    assert row(text, "Reliability", "Dimension by dimension").split()[1:3] == ["−3.00", "−2.00"]


def test_a_reversed_zone_is_told_and_counted(shop: Shop, tmp_path: Path) -> None:
    for form, numbers in (("perceived", half(5, 6)), ("adequate", half(6, 7)), ("desired", half(4, 5))):
        spread(shop, f"{form}.{ON_TIME}", numbers)
    said = flat(page(shop, tmp_path))
    assert "Just acceptable came out above wished for: Reliability. Such a zone says nothing." in said
    assert "So it did in 1 item." in said
    assert "reversed" in said


def test_what_matters_most_is_a_share_with_its_interval(shop: Shop, tmp_path: Path) -> None:
    two_dimensions(shop)
    text = page(shop, tmp_path)
    part = text[text.index("Dimension by dimension") :]
    assert row(part, "Reliability").split()[-1] == "75"
    assert row(part, "Empathy").split()[-1] == "25"
    assert row(part, "Tangibles").split()[-1] == "0"
    assert re.search(r"\d\d–\d\d · n 20", part)
    said = "Reliability was named most often as what matters most, but chance could explain that it leads."
    assert said in flat(text)


def test_the_chain_from_quality_to_loyalty(shop: Shop, tmp_path: Path) -> None:
    spread(shop, f"perceived.{ON_TIME}", half(5, 6))
    spread(shop, Statement.VALUE, half(3, 4))
    spread(shop, Statement.SATISFACTION, half(6, 7), level=Level.EXCELLENT)
    spread(shop, Statement.SATISFACTION, half(2, 3, 10), level=Level.BAD)
    spread(shop, Statement.RETURN, half(4, 6))
    spread(shop, Statement.RECOMMEND, [10.0] * 12 + [8.0] * 4 + [2.0] * 4)
    text = page(shop, tmp_path)
    part = text[text.index("From quality to loyalty") :]
    assert re.search(r"(?m)^\s*75\s+42\s+\d+\s+67\s+80$", part)
    assert re.search(r"happy 92 \(\d+–\d+\) · n 20", part)
    assert re.search(r"unhappy 25 \(\d+–\d+\) · n 10", part)
    assert re.search(r"NPS \+40 \(", part)


def test_a_small_group_of_faces_cannot_be_worked_out_from_the_chain(shop: Shop) -> None:
    spread(shop, Statement.VALUE, half(4, 5))
    spread(shop, Statement.VALUE, half(6, 7, 10), level=Level.BAD)
    spread(shop, Statement.VALUE, [1.0] * 3, level=Level.NEUTRAL)
    quality = shop.report().quality
    assert quality is not None
    value = quality.chain["value"]
    assert (value.everyone.n, value.happy.n, value.unhappy.n) == (33, 20, 10)
    assert value.happy.estimate is not None
    assert value.unhappy.estimate is None
    assert value.difference.estimate is None


@pytest.mark.parametrize(("numbers", "said"), [
    (half(4, 5), "Better than other shops, and more than chance explains"),
    (half(1, 2), "Worse than other shops, and more than chance explains"),
    (half(2, 4), "Neither better nor worse than other shops beyond chance"),
])  # fmt: skip
def test_against_others(shop: Shop, tmp_path: Path, numbers: list[float | str | None], said: str) -> None:
    spread(shop, Statement.OTHERS, numbers)
    text = page(shop, tmp_path)
    assert said in flat(text)
    known = [each for each in numbers if isinstance(each, float | int)]
    assert re.search(rf"{sum(known) / 20:.2f} {INTERVAL}\s+n 20$", row(text, "Against other shops like this"))


def test_gaps_one_to_five_come_from_the_book_and_the_taps(shop: Shop, tmp_path: Path) -> None:
    two_dimensions(shop)
    spread(shop, Statement.PROMISE, [1.0] * 15 + [0.0] * 5)
    (tmp_path / "book.toml").write_text(
        "[expectations]\nreliability = 5.5\nempathy = 6.5\n[standards]\nreliability = 5\nempathy = 6.5\n",
        encoding="utf-8",
    )
    text = page(shop, tmp_path, site='book = "book.toml"\n')
    part = "Where the gaps come from"
    assert re.search(rf"−0\.50 {INTERVAL}\s+40\s+Reliability −1\.00 {INTERVAL}$", row(text, "1 Knowing", part))
    assert re.search(r"−0\.25\s+Reliability −0\.50$", row(text, "2 Standards", part))
    assert "3 Delivery" not in text
    assert re.search(r"25 \(\d+–\d+\)\s+20", row(text, "4 Promises", part))
    assert re.search(rf"−1\.00 {INTERVAL}\s+40\s+Reliability −2\.00 {INTERVAL}$", row(text, "5 Service", part))
    assert row(text, "/ 40", part).strip() == "/ 40"


def test_what_staff_and_manager_said_may_be_imported(shop: Shop, tmp_path: Path) -> None:
    """The manager believes 4 and aims at 5 of 5; six of the staff find 4 done; shoppers wish for 4.5 and get 3.5."""
    forms = {"perceived": "p", "desired": "e", "believed": "b", "target": "t", "audit": "a"}
    items = "".join(
        f'[[items]]\nform = "{form}"\nmin = 1\nmax = 5\ncolumns = {{ meals = "{letter}" }}\n'
        for form, letter in forms.items()
    )
    head = 'source = "s"\nlanguage = "en"\ndate = { column = "day", formats = ["%Y-%m-%d"] }\n'
    rows = [f"2026-11-{1 + n % 14:02},{3 + n % 2},{4 + n // 2 % 2},,," for n in range(40)]
    rows += ["2026-11-09,,,4,5,", *(f"2026-11-{9 + n:02},,,,,{3 + n % 3}" for n in range(6))]
    (tmp_path / "s.toml").write_text(f'{head}[dimensions]\nmeals = "food"\n{items}', encoding="utf-8")
    (tmp_path / "s.csv").write_text("\n".join(["day,p,e,b,t,a", *rows, ""]), encoding="utf-8")
    run(import_command, tmp_path / "s.csv", "--mapping", tmp_path / "s.toml", "--data", shop.folder)
    text = page(shop, tmp_path)
    part = "Where the gaps come from"
    assert re.search(rf"−0\.50 {INTERVAL}\s+40", row(text, "1 Knowing", part))
    assert re.search(r"\+1\.00$", row(text, "2 Standards", part))
    assert re.search(rf"−1\.00 {INTERVAL}\s+6\s", row(text, "3 Delivery", part))
    assert re.search(rf"−1\.00 {INTERVAL}\s+40\s", row(text, "5 Service", part))


def test_alpha_is_told_only_where_pairs_are_many(shop: Shop, tmp_path: Path) -> None:
    questions = ["perceived.assurance.polite", "perceived.assurance.trust"]
    pairs = [(number % 7 + 1.0, (number + number % 3) % 7 + 1.0) for number in range(120)]
    shop.save([
        answer for number, pair in enumerate(pairs)
        for answer in visit(shop, on(number % 91), Level.GOOD, dict(zip(questions, pair, strict=True)))
    ])  # fmt: skip
    spread(shop, f"perceived.{ON_TIME}", half(4, 5))
    text = page(shop, tmp_path)
    assert re.search(rf"0\.\d\d {INTERVAL}$", row(text, "alpha, Assurance"))
    assert "alpha, Reliability" not in text
    assert "Alpha says how far" in text


def test_alpha_that_nobody_can_tell_is_not_estimable(shop: Shop, tmp_path: Path) -> None:
    two_dimensions(shop)
    assert "is not estimable yet: too few answered two of its items" in flat(page(shop, tmp_path))


def test_the_five_weakest_items_lead_the_list(shop: Shop, tmp_path: Path) -> None:
    items = ["polite", "trust", "knowledge", "safe"]
    for number, item in enumerate(items):
        spread(shop, f"perceived.assurance.{item}", half(6 - number, 7 - number))
    spread(shop, "perceived.reliability.on_time", half(1, 2))
    spread(shop, "perceived.reliability.first_time", half(6, 7))
    spread(shop, "perceived.tangibles.unheard", [1.0] * 4)
    data = shop.report()
    assert data.quality is not None
    assert data.quality.weakest == (
        "reliability.on_time", "assurance.safe", "assurance.knowledge", "assurance.trust", "assurance.polite",
    )  # fmt: skip
    text = page(shop, tmp_path)
    part = text[text.index("Items, the lowest first") :]
    assert part.index("Ready when promised") < part.index("Polite staff")
    assert "The five lowest are in bold" in part
    assert "unheard" not in text


def test_a_small_item_cannot_be_worked_out_from_its_dimension(shop: Shop, tmp_path: Path) -> None:
    spread(shop, "perceived.reliability.on_time", half(4, 5))
    spread(shop, "perceived.reliability.first_time", half(6, 7, 30))
    spread(shop, "perceived.reliability.records", [1.0] * 3)
    quality = shop.report().quality
    assert quality is not None
    shown = [name for name, item in quality.items.items() if item.perceived.estimate is not None]
    assert shown == ["reliability.first_time"]
    assert "2 items have too few answers to show." in flat(page(shop, tmp_path))


def test_three_shoppers_with_two_small_items_are_still_three(shop: Shop) -> None:
    """Six answers between them, but of three people: a subtraction would tell what these think."""
    both = {"perceived.reliability.on_time": 1.0, "perceived.reliability.records": 2.0}
    shop.save([answer for day in range(3) for answer in visit(shop, on(day), Level.BAD, both)])
    spread(shop, "perceived.reliability.bills", half(4, 5, 8))
    spread(shop, "perceived.reliability.first_time", half(6, 7, 30))
    quality = shop.report().quality
    assert quality is not None
    shown = [name for name, item in quality.items.items() if item.perceived.estimate is not None]
    assert shown == ["reliability.first_time"]


def test_response_is_told_by_form_and_refusal_is_not_random(shop: Shop, tmp_path: Path) -> None:
    spread(shop, f"perceived.{ON_TIME}", [*half(4, 5), *[None] * 10])
    spread(shop, f"desired.{ON_TIME}", half(6, 7))
    spread(shop, IMPORTANCE, ["empathy"] * 6 + [None] * 2)
    text = page(shop, tmp_path)
    assert row(text, "asked", "How sure this is").split()[1:] == ["30", "20", "8"]
    answered = re.findall(rf"(\d+) {INTERVAL}", row(text, "answered", "How sure this is"))
    assert [share for share, _, _ in answered] == ["67", "100", "75"]
    assert row(text, "skipped", "How sure this is").split()[1:] == ["10", "0", "2"]
    assert "Refusal is not random" in text


def test_when_a_gap_will_be_known_well(shop: Shop, tmp_path: Path) -> None:
    """Sixty answers a side in three weeks are not enough, where shoppers differ as much as this."""
    random = Random(3)
    for form, low in (("perceived", 1), ("desired", 3)):
        shop.save([
            answer for number in range(60)
            for answer in visit(shop, on(number % 20), Level.GOOD, {f"{form}.{ON_TIME}": low + random.randrange(5)})
        ])  # fmt: skip
    quality = shop.report().quality
    assert quality is not None
    exact = quality.dimensions["reliability"].exact
    assert exact.state == "expected"
    assert exact.day is not None
    assert 0 < (exact.day - WEEK.sunday).days <= 70
    assert re.search(r"Gaps known to ±0\.25: by \w+, \w+ \d+ for Reliability\.", flat(page(shop, tmp_path)))


def test_caveats_stand_there_once(shop: Shop, tmp_path: Path) -> None:
    shop.save(asked_visits(shop, 800))
    said = flat(page(shop, tmp_path))
    for caveat in (
        "asked after the visit", "never how many shoppers are below", "of those who answered, and", "drawn by lot",
    ):  # fmt: skip
        assert said.count(caveat) == 1
    assert "% of shoppers" not in said


def test_answers_count_by_their_chance_and_by_face(shop: Shop, tmp_path: Path) -> None:
    """Half of all ratings are bad, but most of those who answered are happy: each half counts as one."""
    question = f"perceived.{ON_TIME}"
    shop.save([
        answer for number in range(20)
        for answer in visit(shop, on(number), Level.GOOD, {question: 6.0})
        + visit(shop, on(number), Level.BAD, {question: 2.0 if number < 10 else None})
    ])  # fmt: skip
    assert row(page(shop, tmp_path), "Reliability", "What is accepted").split()[1] == "4.00"


def test_a_widest_gap_that_may_be_chance_is_told_as_such(shop: Shop, tmp_path: Path) -> None:
    """Both are surely below 0; the wider one has so wide an interval that the other may be as low."""
    spread(shop, "perceived.reliability.on_time", half(3, 4))
    spread(shop, "perceived.empathy.attention", half(3, 5))
    spread(shop, "desired.reliability.on_time", [6.0] * 20)
    spread(shop, "desired.empathy.attention", [6.0] * 20)
    text = flat(page(shop, tmp_path))
    assert "Surely below: Reliability, Empathy. Which of the gaps is widest, chance leaves open." in text
    assert "widest gap, more" not in text


def test_a_narrow_gap_is_surely_below_beside_a_wider_one_that_is_not(shop: Shop, tmp_path: Path) -> None:
    spread(shop, "perceived.reliability.on_time", [1.0, 7.0, 7.0, 7.0, 7.0])
    spread(shop, "perceived.empathy.attention", [6.0] * 15 + [5.0] * 25)
    spread(shop, "desired.reliability.on_time", [7.0] * 20)
    spread(shop, "desired.empathy.attention", [6.0] * 20)
    text = flat(page(shop, tmp_path))
    assert "Surely below: Empathy." in text
    assert "No dimension is surely below" not in text


def test_what_is_named_most_by_far_is_more_than_chance(shop: Shop, tmp_path: Path) -> None:
    two_dimensions(shop)
    spread(shop, IMPORTANCE, ["reliability"] * 40)
    said = flat(page(shop, tmp_path))
    assert "Reliability was named most often as what matters most, and more than chance explains." in said


def test_what_staff_think_is_no_visit_of_a_shopper(shop: Shop, tmp_path: Path) -> None:
    """A shop that has asked nobody but its staff has no page on what shoppers found."""
    (tmp_path / "s.csv").write_text("day,q\n" + "2026-11-10,5\n" * 6, encoding="utf-8")
    (tmp_path / "s.toml").write_text(
        'source = "s"\nlanguage = "en"\ndate = { column = "day", formats = ["%Y-%m-%d"] }\n[dimensions]\n'
        'able = "pulse"\n[[items]]\nform = "audit"\nmin = 1\nmax = 5\ncolumns = { able = "q" }\n', encoding="utf-8",
    )  # fmt: skip
    run(import_command, tmp_path / "s.csv", "--mapping", tmp_path / "s.toml", "--data", shop.folder)
    assert shop.report().quality is None
    two_dimensions(shop)
    found = shop.report().quality
    assert found is not None
    assert found.imported == 0


def test_a_page_of_dashes_is_not_printed(shop: Shop, tmp_path: Path) -> None:
    spread(shop, "perceived.reliability.on_time", [4.0, 5.0])
    (tmp_path / "book.toml").write_text("[expectations]\nreliability = 5\n[standards]\nreliability = 4\n")
    assert shop.report().quality is not None
    assert "Service quality" not in page(shop, tmp_path, site='book = "book.toml"\n')


def test_nothing_is_said_where_nobody_was_asked(shop: Shop, tmp_path: Path) -> None:
    shop.save(shop.visit(on(0), Level.GOOD))
    assert shop.report().quality is None
    assert "Service quality" not in page(shop, tmp_path)


def test_what_is_asked_in_turns_is_no_aspect(shop: Shop) -> None:
    two_dimensions(shop)
    spread(shop, Statement.PROMISE, [1.0] * 9)
    data = shop.report()
    assert data.scores == ()
    assert data.questions == ()


SURVEY = """
source = "survey"
language = "en"
date = { column = "day", formats = ["%Y-%m-%d"] }
[dimensions]
meals = "food"
beds = "room"
[[items]]
form = "perceived"
min = 1
max = 5
columns = { meals = "p1", beds = "p2" }
[[items]]
form = "desired"
min = 1
max = 5
columns = { meals = "e1", beds = "e2" }
"""


def imported(shop: Shop, tmp_path: Path, rows: Iterable[str]) -> None:
    table, mapping = tmp_path / "survey.csv", tmp_path / "survey.toml"
    table.write_text("\n".join(["day,p1,p2,e1,e2", *rows, ""]), encoding="utf-8")
    mapping.write_text(SURVEY, encoding="utf-8")
    run(import_command, table, "--mapping", mapping, "--data", shop.folder)


def test_an_imported_survey_brings_its_own_dimensions_and_scale(shop: Shop, tmp_path: Path) -> None:
    imported(shop, tmp_path, [f"2026-11-{1 + n % 14:02},{3 + n % 2},{4},{4 + n % 2},{5}" for n in range(60)])
    text = page(shop, tmp_path)
    assert "How shoppers found the service, from 1 to 5" in text
    assert re.search(rf"3\.50 {INTERVAL}\s+60", row(text, "food", "What is accepted"))
    assert row(text, "food", "Dimension by dimension").split()[1] == "−1.00"
    assert re.search(rf"4\.00 {INTERVAL}\s+60", row(text, "beds", "Items, the lowest first"))
    assert "60 visits were imported and count as they came." in flat(text)
    assert "drawn by lot" not in text
    assert "asked" not in [line.split()[0] for line in text.splitlines() if line.strip()]


def test_pairs_of_the_same_shoppers_give_a_narrower_gap(shop: Shop, tmp_path: Path) -> None:
    imported(shop, tmp_path, [f"2026-11-{1 + n % 14:02},{1 + n % 4},{4},{2 + n % 4},{5}" for n in range(60)])
    quality = shop.report().quality
    assert quality is not None
    food = quality.dimensions["food"]
    width = (food.gap.high or 0) - (food.gap.low or 0)
    assert width < ((food.perceived.high or 0) - (food.perceived.low or 0)) / 2


def test_dimensions_of_others_are_no_rows_of_ours(shop: Shop, tmp_path: Path) -> None:
    more = SURVEY + '[importance]\ncolumn = "most"\n'
    table, mapping = tmp_path / "survey.csv", tmp_path / "survey.toml"
    most = ["room", "food", "food", "food"]
    rows = [f"2026-11-{1 + n % 14:02},{3 + n % 2},{4},{4 + n % 2},{5},{most[n % 4]}" for n in range(60)]
    table.write_text("\n".join(["day,p1,p2,e1,e2,most", *rows, ""]), encoding="utf-8")
    mapping.write_text(more, encoding="utf-8")
    run(import_command, table, "--mapping", mapping, "--data", shop.folder)
    text = page(shop, tmp_path)
    assert row(text, "food", "Dimension by dimension").split()[-1] == "75"
    assert row(text, "room", "Dimension by dimension").split()[-1] == "25"
    assert "Tangibles" not in text
    assert re.search(rf"By what matters most to shoppers: 3\.[56] {INTERVAL}", text)


def test_of_two_scales_the_one_with_most_answers_counts(shop: Shop, tmp_path: Path) -> None:
    imported(shop, tmp_path, [f"2026-11-{1 + n % 14:02},{3},{4},{4},{5}" for n in range(10)])
    spread(shop, "perceived.food.meals", half(5, 6, 40))
    text = page(shop, tmp_path)
    assert re.search(rf"5\.50 {INTERVAL}\s+40", row(text, "food", "What is accepted"))
    assert "food: 20 answers on other scales are left out." in flat(text)


def test_a_published_survey_gives_its_published_gaps_on_paper(shop: Shop, tmp_path: Path) -> None:
    rows, mapping = write(tmp_path)
    run(import_command, rows, "--mapping", mapping, "--data", shop.folder, "--date", "2026-11-12")
    text = page(shop, tmp_path)
    part = "Dimension by dimension"
    published = {"Tangibles": "−0.25", "Reliability": "−0.13", "Responsiveness": "−0.13", "Assurance": "−0.18",
                 "Empathy": "−0.16"}  # fmt: skip
    assert {name: row(text, name, part).split()[1] for name in published} == published
    assert row(text, "All, each alike", part).split()[-1] == "−0.17"
    assert "n 386 / 386" in text
    assert re.search(r"4\.19 \(4\.\d\d–4\.\d\d\)\s+386", row(text, "Tangibles", "What is accepted"))
    assert re.search(rf"alpha, Empathy\s+(−?[01]\.\d\d {INTERVAL}\s*){{2}}", text)
    assert "386 visits were imported and count as they came." in flat(text)


def test_json_has_the_very_figures(shop: Shop, tmp_path: Path) -> None:
    two_dimensions(shop)
    found = json.loads(run(report_command, "--data", shop.folder, "--week", WEEK, "--json"))["quality"]
    assert found["dimensions"]["reliability"]["gap"]["estimate"] == pytest.approx(-2)
    assert found["overall"]["gap_weighted"]["estimate"] == pytest.approx(-1.5)
