"""A week's drawing: from the weeks before it alone, and settled once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.items import IMPORTANCE, OFFER, Cell, Form, Statement
from kiosk.model import Answer, ChoiceId, Language, Offered, Origin, Picked, QuestionId, Rotation, Scored, VisitId, Week
from kiosk.site import load_site
from kiosk.store import Recorder, open_store
from kiosk.store.evidence import freeze, read_evidence
from kiosk.store.turns import read_allocation
from kiosk.survey import load_survey
from kiosk.survey.items import load_bank
from kiosk.survey.sampler import Evidence, allocate

BANK = load_bank()
ASKING = Rotation(share=0.25)
WEEK = Week(2026, 47)
KIND = Cell(Form.PERCEIVED, "empathy", "listening").question


@pytest.fixture
def site(tmp_path):
    return load_site(None, tmp_path)


@pytest.fixture
def store(site):
    with open_store(site.data) as opened:
        yield opened


@pytest.fixture
def answered(store, site):
    recorder = Recorder(store, Origin("k", "door"), load_survey(site.survey))
    visits = iter(range(10_000))

    def save(question, *values, days_before=7, offered=True):
        at = datetime.combine(WEEK.monday, datetime.min.time(), UTC).replace(hour=12) - timedelta(days=days_before)
        for value in values:
            visit = VisitId(f"v{next(visits)}")
            offer = [(OFFER, Offered(((question, 0.1),)))] if offered else []
            for name, each in [*offer, (question, value)]:
                recorder.save(Answer(visit, QuestionId(name), 0, Language("en"), at, each))

    return save


def seven(*numbers):
    return [Scored(float(number), "item7") for number in numbers]


def test_without_answers_every_figure_has_its_even_part(store):
    assert freeze(store, BANK, ASKING, WEEK) == pytest.approx(allocate({}, BANK.questions))


def test_evidence_is_the_number_of_answers_and_their_spread_as_a_part_of_the_scale(store, answered):
    answered(KIND, *seven(1, 4, 7))
    answered(Statement.RECOMMEND.value, Scored(0.0, "nps"), Scored(10.0, "nps"))
    answered(Statement.PROMISE.value, Scored(1.0, "yes_no"))
    found = read_evidence(store, WEEK)
    assert found[KIND] == Evidence(3, pytest.approx(0.5))
    assert found[QuestionId("quality.recommend")] == Evidence(2, pytest.approx(0.5**0.5))
    assert found[QuestionId("quality.promise")] == Evidence(1, None)


def test_what_matters_most_spreads_like_its_most_uncertain_share(store, answered):
    answered(IMPORTANCE, *[Picked((ChoiceId("empathy"),))] * 3, Picked((ChoiceId("reliability"),)))
    assert read_evidence(store, WEEK) == {IMPORTANCE: Evidence(4, pytest.approx((0.75 * 0.25) ** 0.5))}


@pytest.mark.parametrize(("days_before", "n"), [(0, 0), (-3, 0), (1, 2), (91, 2), (92, 0)])
def test_only_the_thirteen_weeks_before_count(store, answered, days_before, n):
    answered(KIND, *seven(2, 6), days_before=days_before)
    assert read_evidence(store, WEEK).get(KIND, Evidence(0, None)).n == n


def test_what_was_not_drawn_here_tells_nothing(store, answered):
    answered(KIND, *seven(2, 6), offered=False)
    assert read_evidence(store, WEEK) == {}


def test_an_answer_within_the_week_changes_nothing_in_it(store, answered):
    answered(KIND, *seven(1, 7))
    before = freeze(store, BANK, ASKING, WEEK)
    answered(KIND, *seven(*[4] * 50), days_before=8)
    assert freeze(store, BANK, ASKING, WEEK) == before == read_allocation(store, WEEK)
    assert freeze(store, BANK, ASKING, Week(2026, 48))[KIND] < before[KIND]


def test_where_nothing_is_drawn_nothing_is_settled(store):
    assert freeze(store, BANK, Rotation(), WEEK) == {}
    assert read_allocation(store, WEEK) == {}
