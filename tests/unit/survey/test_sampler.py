"""The drawing: its chances are exactly those that are kept, and the same visit always draws the same."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.items import DIMENSIONS, IMPORTANCE, Cell, Form, ItemsQuestion, Statement
from kiosk.model import Language, QuestionId, Rotation, VisitId
from kiosk.questions import ChoiceQuestion, Scale
from kiosk.survey.items import load_bank
from kiosk.survey.sampler import FLOOR, ITEMS, Evidence, Sampler, allocate

BANK = load_bank()
CELLS = BANK.questions
EVEN = allocate({}, CELLS)
UNEVEN = allocate({cell: Evidence(3 * n, 0.1 + n / 400) for n, cell in enumerate(CELLS)}, CELLS)
EN = Language("en")
VISITS = [VisitId(f"visit {n}") for n in range(40_000)]


def sampler(chances=EVEN, share=0.25, two=0.5, seed="kiosk-1"):
    return Sampler(BANK, chances, Rotation(share, two), seed)


def asked(plan):
    return tuple(question for question, _ in plan.offered.chances)


def scheme(chances, share, two):
    """The rules once more, step by step and in exact numbers: everything that can be asked, with its chance."""
    total = sum(map(Fraction, chances.values()))
    items = {question: Fraction(chance) for question, chance in chances.items() if Cell.of(question)}
    compared = sum(chance for question, chance in items.items() if question.startswith("difference."))
    # Half of all pairs are one item in two forms; those asked as a difference take no part in it.
    meets = sum(items.values()) / 2 / (sum(items.values()) - compared)
    outcomes: Counter[frozenset[str]] = Counter()
    for question, chance in chances.items():
        first = Fraction(share) * Fraction(chance) / total
        cell = Cell.of(question)
        if cell is None:
            outcomes[frozenset({question})] += first
            continue
        outcomes[frozenset({question})] += first * (1 - Fraction(two))
        alike = [item.id for item in BANK.items_of(cell.dimension) if item.id != cell.item]
        other_forms = {
            Form.PERCEIVED: (Form.DESIRED, Form.ADEQUATE), Form.DESIRED: (Form.PERCEIVED,),
            Form.ADEQUATE: (Form.PERCEIVED,), Form.DIFFERENCE: (),
        }[cell.form]  # fmt: skip
        pairs = first * Fraction(two)
        same_item = pairs * meets if other_forms else Fraction(0)
        for form in other_forms:
            second = Cell(form, cell.dimension, cell.item).question
            outcomes[frozenset({question, second})] += same_item / len(other_forms)
        for item in alike:
            second = Cell(cell.form, cell.dimension, item).question
            outcomes[frozenset({question, second})] += (pairs - same_item) / len(alike)
    return outcomes


@pytest.mark.parametrize("chances", [EVEN, UNEVEN], ids=["even", "uneven"])
@pytest.mark.parametrize(("share", "two"), [(0.25, 0.5), (1.0, 1.0), (0.02, 0.0), (0.6, 0.3)])
def test_the_chance_of_a_question_is_the_sum_over_all_that_can_happen(chances, share, two):
    outcomes = scheme(chances, share, two)
    assert sum(outcomes.values()) == pytest.approx(share)
    exact = {cell: float(sum(chance for group, chance in outcomes.items() if cell in group)) for cell in chances}
    assert sampler(chances, share, two).inclusion == pytest.approx(exact, rel=1e-12)


def test_what_is_drawn_comes_as_often_as_its_chance_says():
    """40,000 visits: each group of questions within five standard errors of its chance, and the share too."""
    share = 0.6
    draws = sampler(UNEVEN, share)
    plans = [plan for visit in VISITS if (plan := draws.plan(visit))]
    assert len(plans) / len(VISITS) == pytest.approx(share, abs=5 * (share * (1 - share) / len(VISITS)) ** 0.5)
    seen = Counter(frozenset(asked(plan)) for plan in plans)
    outcomes = scheme(UNEVEN, share, 0.5)
    assert seen.keys() <= outcomes.keys()
    for group, chance in outcomes.items():
        allowed = 5 * (float(chance) * len(VISITS)) ** 0.5 + 1
        assert abs(seen[group] - float(chance) * len(VISITS)) <= allowed, group


def test_weighting_by_what_is_kept_gives_every_cell_its_visits():
    """1/chance over the visits asked a question adds up to all visits, whatever its chance (Horvitz–Thompson)."""
    weights: Counter[str] = Counter()
    draws = sampler(UNEVEN, 1.0)
    for visit in VISITS:
        if plan := draws.plan(visit):
            for question, chance in plan.offered.chances:
                weights[question] += 1 / chance
    assert min(weights[cell] for cell in CELLS) > 0.7 * len(VISITS)
    assert sum(weights.values()) / len(CELLS) == pytest.approx(len(VISITS), rel=0.01)


def test_the_same_visit_always_draws_the_same_and_another_kiosk_something_else():
    drawn = [*map(sampler().plan, VISITS[:400])]
    assert [*map(sampler().plan, reversed(VISITS[:400]))] == drawn[::-1]
    assert [*map(sampler(seed="kiosk-2").plan, VISITS[:400])] != drawn


@given(st.text(max_size=30), st.floats(0.001, 1), st.floats(0, 1))
@settings(max_examples=60)
def test_an_offer_tells_the_chances_of_its_own_questions(visit, share, two):
    draws = sampler(UNEVEN, share, two)
    if plan := draws.plan(VisitId(visit)):
        assert plan.offered.chances == tuple((question, draws.inclusion[question]) for question in asked(plan))
        assert all(0 < chance <= share * (1 + 1e-12) for _, chance in plan.offered.chances)
        rows = plan.question.rows if isinstance(plan.question, ItemsQuestion) else ()
        assert [row.question for row in rows] == [each for each in asked(plan) if each != IMPORTANCE]


def test_nobody_is_asked_where_the_share_is_nought_or_nothing_is_to_be_drawn():
    assert not any(map(sampler(share=0.0).plan, VISITS[:1000]))
    assert not any(map(sampler({}, share=1.0).plan, VISITS[:1000]))


def test_everybody_is_asked_where_the_share_is_one():
    assert all(map(sampler(share=1.0).plan, VISITS[:2000]))


def test_without_two_all_stand_alone_and_with_two_no_item_does():
    alone = [plan for plan in map(sampler(share=1.0, two=0.0).plan, VISITS[:2000]) if plan]
    assert {len(asked(plan)) for plan in alone} == {1}
    paired = [plan for plan in map(sampler(share=1.0, two=1.0).plan, VISITS[:2000]) if plan]
    assert {len(asked(plan)) for plan in paired if Cell.of(asked(plan)[0])} == {2}
    assert {len(asked(plan)) for plan in paired if not Cell.of(asked(plan)[0])} == {1}


def plans_of(kind):
    draws = sampler(share=1.0)
    return [plan for visit in VISITS[:4000] if (plan := draws.plan(visit)) and kind([*map(Cell.of, asked(plan))])]


def test_an_item_stands_under_its_forms_line():
    found = plans_of(lambda cells: len(cells) == 1 and cells[0])
    assert found
    for plan in found:
        (question,) = asked(plan)
        cell = Cell.of(question)
        assert isinstance(plan.question, ItemsQuestion)
        assert plan.question.id == ITEMS
        assert plan.question.prompt == BANK.forms[cell.form].line
        (row,) = plan.question.rows
        assert row.label == BANK.find(cell.item).label
        assert row.scale is (Scale.EXPECTED if cell.form is Form.DIFFERENCE else Scale.ITEM7)
        assert (row.low, row.high) == (BANK.forms[cell.form].low, BANK.forms[cell.form].high)


def test_two_items_of_one_dimension_stand_under_one_line():
    found = plans_of(lambda cells: len(cells) == 2 and cells[0].form == cells[1].form)
    assert found
    for plan in found:
        first, second = map(Cell.of, asked(plan))
        assert first.dimension == second.dimension
        assert first.item != second.item
        assert plan.question.prompt == BANK.forms[first.form].line
        assert [row.label for row in plan.question.rows] == [BANK.find(each.item).label for each in (first, second)]


def test_one_item_in_two_forms_stands_under_its_phrase_how_it_was_first():
    found = plans_of(lambda cells: len(cells) == 2 and cells[0].form != cells[1].form)
    assert found
    for plan in found:
        first, second = map(Cell.of, asked(plan))
        assert (first.dimension, first.item) == (second.dimension, second.item)
        assert first.form is Form.PERCEIVED
        assert second.form in {Form.DESIRED, Form.ADEQUATE}
        assert plan.question.prompt == BANK.find(first.item).label
        assert [row.label for row in plan.question.rows] == [BANK.forms[each.form].line for each in (first, second)]


def test_half_of_two_items_are_one_item_in_two_forms():
    pairs = plans_of(lambda cells: len(cells) == 2)
    same = [plan for plan in pairs if len({Cell.of(each).item for each in asked(plan)}) == 1]
    assert len(same) / len(pairs) == pytest.approx(0.5, abs=5 * (0.25 / len(pairs)) ** 0.5)


@pytest.mark.parametrize("lonely", [1, 3, 4])
def test_half_of_two_items_are_one_item_in_two_forms_where_dimensions_have_one_item(lonely):
    """Such an item has none to stand beside: its pairs are all of two forms, and as a difference it stands alone."""
    left_out = {item.id for dimension in DIMENSIONS[:lonely] for item in BANK.items_of(dimension)[1:]}
    chances = {question: chance for question, chance in UNEVEN.items()
               if not (cell := Cell.of(question)) or cell.item not in left_out}  # fmt: skip
    draws = sampler(chances, share=1.0, two=1.0)
    pairs = [asked(plan) for visit in VISITS[:8000] if (plan := draws.plan(visit)) and len(asked(plan)) == 2]
    same = [pair for pair in pairs if len({Cell.of(each).item for each in pair}) == 1]
    assert len(same) / len(pairs) == pytest.approx(0.5, abs=5 * (0.25 / len(pairs)) ** 0.5)


def test_a_statement_is_one_row_under_its_own_line():
    found = plans_of(lambda cells: cells == [None])
    statements = [plan for plan in found if asked(plan) != (IMPORTANCE,)]
    assert {asked(plan)[0] for plan in statements} == {each.value for each in Statement}
    for plan in statements:
        said = BANK.statements[Statement(asked(plan)[0])]
        assert plan.question.prompt == said.line
        (row,) = plan.question.rows
        assert (row.label, row.scale, row.low, row.high) == (said.line, said.scale, said.low, said.high)


def test_what_matters_most_is_one_choice_of_five_in_an_order_of_the_visits_own():
    even = dict.fromkeys([IMPORTANCE], 1.0)
    draws = sampler(even, share=1.0)
    firsts: Counter[str] = Counter()
    for visit in VISITS[:2000]:
        plan = draws.plan(visit)
        assert plan
        question = plan.question
        assert isinstance(question, ChoiceQuestion)
        assert (question.id, question.multiple, question.touchpoints) == (IMPORTANCE, False, False)
        offered = question.offered(None)
        assert sorted(choice.id for choice in offered) == sorted(DIMENSIONS)
        firsts[offered[0].id] += 1
    assert all(abs(count - 400) < 5 * (2000 * 0.2 * 0.8) ** 0.5 for count in firsts.values())
    assert len(firsts) == 5


def test_a_question_that_the_bank_or_the_drawing_lacks_is_left_out_and_the_chances_stay_exact():
    known = {cell: chance for cell, chance in EVEN.items() if "perceived" not in cell}
    draws = sampler({**known, QuestionId("perceived.empathy.gone"): 0.5}, share=0.5)
    assert draws.inclusion.keys() == known.keys()
    assert all(
        not any("perceived" in each for each in asked(plan)) for visit in VISITS[:3000] if (plan := draws.plan(visit))
    )
    alone = [cell for cell in known if not Cell.of(cell)]
    expected = {cell: 0.5 * known[cell] / sum(known.values()) for cell in alone}
    assert {cell: draws.inclusion[cell] for cell in alone} == pytest.approx(expected)


@given(st.dictionaries(st.sampled_from(CELLS), st.builds(
    Evidence, st.integers(0, 100_000), st.one_of(st.none(), st.floats(0, 0.5)))))  # fmt: skip
@settings(max_examples=60)
def test_chances_add_up_to_one_and_none_is_below_the_floor(evidence):
    chances = allocate(evidence, CELLS)
    assert sum(chances.values()) == pytest.approx(1)
    assert min(chances.values()) >= FLOOR / len(CELLS)


def test_the_wider_interval_is_asked_first():
    first, *others = [cell for cell in CELLS if cell.startswith("perceived.empathy.")]
    chances = allocate({cell: Evidence(50, 0.2) for cell in others} | {first: Evidence(10, 0.2)}, CELLS)
    assert all(chances[first] > chances[other] for other in others)
    statements = [QuestionId(each.value) for each in Statement]
    by_n = [allocate({statements[0]: Evidence(n, 0.2)}, CELLS)[statements[0]] for n in (2, 10, 50, 400)]
    assert all(fewer > more for fewer, more in pairwise(by_n))
    narrow, wide = (allocate({statements[0]: Evidence(50, spread)}, CELLS)[statements[0]] for spread in (0.1, 0.3))
    assert wide > narrow


def test_every_figure_is_asked_as_much_as_any_other_where_nothing_is_known():
    """20 dimensions in a form, what matters most and six statements, but for the floor that goes by cell."""
    beyond = {cell: chance - FLOOR / len(CELLS) for cell, chance in EVEN.items()}
    assert beyond[IMPORTANCE] == pytest.approx((1 - FLOOR) / 27)
    empathy = [cell for cell in CELLS if cell.startswith("desired.empathy.")]
    assert sum(beyond[cell] for cell in empathy) == pytest.approx((1 - FLOOR) / 27)


def test_one_answer_has_no_spread_and_tells_nothing():
    cell = CELLS[0]
    assert allocate({cell: Evidence(1, None)}, CELLS) == EVEN


def test_weeks_of_drawing_bring_the_figures_to_one_width():
    """Where the answers of one dimension spread twice as much, it is asked more and its interval nears theirs."""
    spread = {cell: 0.3 if ".reliability." in cell else 0.15 for cell in CELLS}
    counts = dict.fromkeys(CELLS, 0.0)
    for _ in range(60):
        chances = allocate({cell: Evidence(int(n), spread[cell]) for cell, n in counts.items() if n >= 2}, CELLS)
        counts = {cell: counts[cell] + 300 * chances[cell] for cell in CELLS}
    groups = {
        name: sum(n for cell, n in counts.items() if cell.startswith(f"perceived.{name}.")) for name in DIMENSIONS
    }
    widths = {name: (0.3 if name == "reliability" else 0.15) / n**0.5 for name, n in groups.items()}
    assert groups["reliability"] > 1.2 * groups["empathy"]
    assert widths["reliability"] < 1.85 * widths["empathy"]
