from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from kiosk.assets import SURVEYS
from kiosk.cli import kiosk
from kiosk.demo import Plan, simulate
from kiosk.errors import BadInputError, KnownError
from kiosk.items import IMPORTANCE, OFFER, Cell, Form
from kiosk.model import Chose, Origin, Picked, Rated, Rotation, Scored, Week, Wrote
from kiosk.store import Reading, Recorder, count_records, open_reader, open_store
from kiosk.store.turns import read_allocation, read_asked_visits
from kiosk.survey import load_survey
from kiosk.survey.items import load_bank
from kiosk.survey.sampler import Sampler, allocate
from tests.unit.builders import SURVEY, rated

PLAN = Plan(weeks=1, visits_per_day=40, seed=3, until=date(2026, 11, 16))


def demo(data, *arguments):
    return CliRunner().invoke(
        kiosk, ["demo", "--data", str(data), "--weeks", "1", "--visits-per-day", "3", *arguments],
        catch_exceptions=False,
    )  # fmt: skip


def everything(data):
    with open_reader(data) as reader:
        return count_records(reader, date.min, date.max), Reading(reader).sources()


def test_a_fresh_folder_is_filled_and_may_be_filled_again(tmp_path):
    for seed in ("1", "2"):
        assert demo(tmp_path, "--seed", seed, "--until", "2026-11-16").exit_code == 0
    assert everything(tmp_path)[1] == {"demo"}


@pytest.mark.parametrize("source", ["kiosk", "import:reviews"])
def test_a_shops_own_answers_are_never_mixed_with_simulated_ones(tmp_path, source):
    with open_store(tmp_path) as store:
        Recorder(store, Origin("k1", "checkout", source), SURVEY).save(rated(3))
    before = everything(tmp_path)
    with pytest.raises(KnownError, match=rf"holds answers of {source}; expected a folder for simulated ones"):
        demo(tmp_path, "--shoppers")
    assert everything(tmp_path) == before


@pytest.fixture
def short(tmp_path):
    """A valid survey of two questions: the faces and the one named."""
    def write(kind):
        head, *questions = (SURVEYS / "checkout.toml").read_text(encoding="utf-8").split("[[question]]")
        kept = [text for text in questions if 'type = "faces"' in text or f'type = "{kind}"' in text]
        path = tmp_path / "short.toml"
        path.write_text("[[question]]".join([head, *kept]), encoding="utf-8")
        return load_survey(path)

    return write


@pytest.mark.parametrize(("kind", "value"), [("reasons", Chose), ("comment", Wrote)])
def test_a_survey_may_leave_a_question_out(short, kind, value):
    survey = short(kind)
    answers = [answer for day in simulate(PLAN, survey) for answer in day]
    assert {type(answer.value) for answer in answers if answer.question == survey.questions[1].id} == {value}
    assert {type(answer.value) for answer in answers if answer.question == survey.questions[0].id} == {Rated}


def test_the_same_plan_gives_the_same_answers():
    assert list(simulate(PLAN, SURVEY)) == list(simulate(PLAN, SURVEY))


BANK = load_bank()
SAMPLER = Sampler(BANK, allocate({}, BANK.questions), Rotation(share=0.25), "kiosk-1")
BUSY = Plan(weeks=4, visits_per_day=200, seed=3, until=date(2026, 11, 16))


def by_visit(plan, survey, samplers=None):
    found = {}
    for day in simulate(plan, survey, samplers):
        for answer in day:
            found.setdefault(answer.visit, []).append(answer)
    return found


@pytest.fixture(scope="module")
def asked():
    """A busy month of the checkout with a quarter of the visits asked in turn."""
    return by_visit(BUSY, load_survey(SURVEYS / "checkout.toml"), lambda _: SAMPLER)


def offers_of(visits):
    return {visit: answers for visit, answers in visits.items() if any(each.question == OFFER for each in answers)}


def test_whoever_is_not_asked_in_turn_answers_as_ever(asked):
    plain = by_visit(BUSY, load_survey(SURVEYS / "checkout.toml"))
    offered = offers_of(asked)
    assert asked.keys() == plain.keys()
    assert len(offered) / len(plain) == pytest.approx(0.25, abs=0.03)
    assert {visit: asked[visit] for visit in asked.keys() - offered} == {
        visit: plain[visit] for visit in plain.keys() - offered
    }


def test_the_offer_is_the_samplers_and_takes_the_place_of_the_reasons(asked):
    for visit, answers in offers_of(asked).items():
        drawn = SAMPLER.plan(visit)
        values = {answer.question: answer.value for answer in answers}
        assert drawn
        assert values[OFFER] == drawn.offered
        assert not any(isinstance(value, Chose) for value in values.values())
        in_turn = {question for question, value in values.items() if Cell.of(question) or "quality" in question}
        assert in_turn - {OFFER} <= {question for question, _ in drawn.offered.chances}
        assert [answer.at for answer in answers] == sorted(answer.at for answer in answers)


def test_answers_are_points_of_their_scales_and_dimensions_of_ours(asked):
    scales = {"item7": range(1, 8), "expected": range(1, 6), "nps": range(11), "yes_no": range(2)}
    for answers in offers_of(asked).values():
        for each in answers:
            if isinstance(each.value, Scored):
                assert each.value.number in scales[each.value.scale]
            elif each.question == IMPORTANCE:
                assert isinstance(each.value, Picked)
                assert set(each.value.choices) < set(BANK.dimensions)


def mean_of(visits, form, dimension):
    found = [
        answer.value.number for answers in visits.values() for answer in answers
        if (cell := Cell.of(answer.question)) and (cell.form, cell.dimension) == (form, dimension)
    ]  # fmt: skip
    return sum(found) / len(found)


def test_there_is_something_to_be_found(asked):
    perceived = {name: mean_of(asked, Form.PERCEIVED, name) for name in BANK.dimensions}
    assert min(perceived, key=perceived.__getitem__) == "reliability"
    assert max(perceived, key=perceived.__getitem__) == "empathy"
    desired = {name: mean_of(asked, Form.DESIRED, name) for name in BANK.dimensions}
    assert desired["reliability"] - perceived["reliability"] > desired["empathy"] - perceived["empathy"] + 0.8


def test_the_unhappy_leave_it_out_more_often(asked):
    answered: dict[bool, list[bool]] = {True: [], False: []}
    for answers in offers_of(asked).values():
        happy = next(answer.value.level.happy for answer in answers if isinstance(answer.value, Rated))
        answered[happy].append(any(Cell.of(answer.question) for answer in answers))
    happy, unhappy = (sum(answered[key]) / len(answered[key]) for key in (True, False))
    assert happy > unhappy + 0.05


def test_a_survey_without_reasons_asks_nothing_in_turn(short):
    found = by_visit(PLAN, short("comment"), lambda _: SAMPLER)
    assert offers_of(found) == {}


def test_the_command_asks_in_turn_by_chances_that_it_settles_week_by_week(tmp_path):
    demo(tmp_path, "--until", "2026-11-16", "--visits-per-day", "40", "--weeks", "2")
    with open_reader(tmp_path) as reader:
        visits = read_asked_visits(reader, date(2026, 11, 2), date(2026, 11, 15))
        weeks = [read_allocation(reader, week) for week in (Week(2026, 45), Week(2026, 46))]
    assert len(visits) == pytest.approx(0.25 * 2 * 7 * 40, rel=0.3)
    assert weeks[0] == pytest.approx(allocate({}, BANK.questions))
    assert set(weeks[1]) == set(weeks[0])
    assert weeks[1] != weeks[0]
    share = Rotation(share=0.25)
    for visit in visits:
        inclusion = Sampler(BANK, weeks[visit.day >= date(2026, 11, 9)], share, "").inclusion
        assert visit.chances == pytest.approx({question: inclusion[question] for question in visit.chances}, rel=1e-6)
        assert {*visit.numbers, *visit.picked} <= set(visit.chances)


@pytest.mark.parametrize("day", ["0001-01-03", "9999-12-31", "2026-W47-1", "yesterday"])
def test_a_day_out_of_reach_is_told(tmp_path, day):
    with pytest.raises(BadInputError, match=f"--until {day}: expected a date such as 2026-11-09"):
        demo(tmp_path, "--until", day)
