from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from kiosk.assets import SURVEYS
from kiosk.cli import kiosk
from kiosk.demo import Plan, simulate
from kiosk.errors import BadInputError, KnownError
from kiosk.model import Chose, Origin, Rated, Wrote
from kiosk.store import Reading, Recorder, count_records, open_reader, open_store
from kiosk.survey import load_survey
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


@pytest.mark.parametrize("day", ["0001-01-03", "9999-12-31", "2026-W47-1", "yesterday"])
def test_a_day_out_of_reach_is_told(tmp_path, day):
    with pytest.raises(BadInputError, match=f"--until {day}: expected a date such as 2026-11-09"):
        demo(tmp_path, "--until", day)
