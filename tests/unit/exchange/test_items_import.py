"""Surveys on service quality, imported: items in several forms, statements, and what matters most."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import BadInputError
from kiosk.exchange import Importer, export_csv, export_lines
from kiosk.exchange.workbook_out import export_xlsx
from kiosk.items import IMPORTANCE, OFFER, Statement
from kiosk.model import Answer, Language, Level, Offered, Picked, QuestionId, Rated, Scored, VisitId
from kiosk.site import load_site
from kiosk.store import Recorder, open_reader, open_store, read_records
from kiosk.store.turns import Number, read_asked_visits
from kiosk.survey import load_survey
from tests.unit.exchange.conftest import NOW
from tests.unit.exchange.panel import MAPPING, PERCEIVED, ROW, question


@pytest.fixture
def take(importer, tmp_path):
    def run(*rows, text=MAPPING):
        mapping, file = tmp_path / "mapping.toml", tmp_path / "rows.csv"
        mapping.write_text(text, encoding="utf-8")
        file.write_text("".join(",".join(row) + "\n" for row in (ROW, *((ROW | each).values() for each in rows))),
                        encoding="utf-8")  # fmt: skip
        return importer.mapped(file, mapping, None)

    return run


def kept(site):
    with open_reader(site.data) as reader:
        return list(read_records(reader, date.min, date.max))


def asked(site):
    with open_reader(site.data) as reader:
        return read_asked_visits(reader, date.min, date.max)


def test_a_row_becomes_a_visit_that_was_asked_everything(take, site):
    imported = take({})
    assert (imported.taken, imported.new, imported.refused, imported.notes) == (1, 1, (), ())
    (visit,) = asked(site)
    assert (visit.day, visit.place, visit.level, visit.chances) == (date(2026, 10, 1), "north", Level.GOOD, None)
    assert visit.numbers == {
        PERCEIVED: Number(4.0, "1..5"),
        question("perceived", "access", "parking"): Number(3.0, "1..5"),
        question("desired", "reliability", "on_time"): Number(5.0, "1..5"),
        question("desired", "access", "parking"): Number(5.0, "1..5"),
        question("difference", "reliability", "on_time"): Number(-1.0, "-2..2"),
        Statement.VALUE: Number(6.0, "item7"),
        Statement.SATISFACTION: Number(5.0, "item7"),
        Statement.RETURN: Number(7.0, "item7"),
        Statement.RECOMMEND: Number(9.0, "nps"),
        Statement.PROMISE: Number(1.0, "yes_no"),
        Statement.OTHERS: Number(4.0, "expected"),
    }
    assert visit.picked == {IMPORTANCE: "reliability"}


def test_a_survey_without_faces_is_taken(take, site):
    text = MAPPING[: MAPPING.index("[rating]")] + MAPPING[MAPPING.index("[dimensions]") :]
    assert take({}, text=text).new == 1
    (visit,) = asked(site)
    assert (visit.level, visit.numbers[PERCEIVED]) == (None, Number(4.0, "1..5"))


def test_every_form_can_be_brought(take, site):
    forms = "".join(f'\n[[items]]\nform = "{form}"\nmin = 1\nmax = 5\ncolumns = {{ on_time = "{column}" }}\n'
                    for form, column in zip(("adequate", "believed", "target", "audit"), ("P2", "E2", "D1", "stars"),
                                            strict=True))  # fmt: skip
    lean = MAPPING[: MAPPING.index("[rating]")] + """
[dimensions]
on_time = "reliability"
""" + forms
    assert take({"D1": "2"}, text=lean).new == 1
    (visit,) = asked(site)
    assert {name.split(".")[0]: number.value for name, number in visit.numbers.items()} == {
        "adequate": 3, "believed": 5, "target": 2, "audit": 4,
    }  # fmt: skip


def test_words_stand_for_numbers_and_some_for_no_answer(take, site):
    imported = take({"P1": "fully agree", "P2": "no idea", "true": "no"})
    (visit,) = asked(site)
    assert visit.numbers[PERCEIVED].value == 5
    assert question("perceived", "access", "parking") not in visit.numbers
    assert visit.numbers[Statement.PROMISE].value == 0
    assert imported.notes == ("1 items or statements not rated: left out, their rows stay",)


def test_empty_cells_are_no_answers(take, site):
    imported = take({"P1": "", "E1": " ", "worth": "", "most": ""})
    assert (imported.taken, imported.notes) == (1, ())
    (visit,) = asked(site)
    assert len(visit.numbers) == 8
    assert visit.picked == {}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"P1": "6"}, "P1 is '6'; expected a whole number from 1 to 5 (scale 1..5)"),
        ({"P1": "4.5"}, "P1 is '4.5'; expected a whole number from 1 to 5"),
        ({"D1": "3"}, "D1 is '3'; expected a whole number from -2 to 2 (scale -2..2)"),
        ({"E2": "agree"}, "E2 is 'agree'; expected a whole number"),
        ({"worth": "8"}, "worth is '8'; expected a whole number from 1 to 7 (scale item7)"),
        ({"true": "perhaps"}, "true is 'perhaps'; expected a whole number from 0 to 1 (scale yes_no)"),
        ({"most": "price"}, "most is 'price'; expected one dimension, such as tangibles, reliability, responsiveness, "
                            "assurance, empathy, access"),
    ],
)  # fmt: skip
def test_a_bad_cell_refuses_its_row_and_the_others_stay(take, site, cells, reason):
    imported = take(cells, {})
    assert imported.taken == 1
    (refusal,) = imported.refused
    assert str(refusal).startswith(f"line 2: {reason}")
    assert len(asked(site)) == 1


def test_what_matters_most_may_be_told_in_other_words(take, site):
    take({"most": "the car park"})
    assert asked(site)[0].picked == {IMPORTANCE: "access"}


def test_the_same_file_twice_adds_nothing(take, site):
    rows = {}, {}, {"P1": "2"}
    assert take(*rows).new == 3
    before = kept(site)
    assert (take(*rows).taken, take(*rows).new) == (3, 0)
    assert kept(site) == before


def test_a_corrected_dimension_makes_no_second_answer(take, site):
    take({})
    before = kept(site)
    changed = MAPPING.replace('on_time = "reliability"', 'on_time = "responsiveness"')
    with pytest.raises(BadInputError, match=r"mapping.toml: dimensions.on_time: is 'responsiveness', the same rows are "
                                            r"stored with 'reliability'; expected the same dimension"):
        take({}, {"P1": "1"}, text=changed)
    assert kept(site) == before
    assert take({"P1": "1"}, text=changed).new == 1


def test_a_missing_column_is_named_with_its_key(take):
    with pytest.raises(BadInputError, match=r"no column 'P9' \(mapping key items perceived on_time\), no column 'X' "
                                            r"\(mapping key statements recommend\); it has"):
        take({}, text=MAPPING.replace('"P1"', '"P9"').replace('"tell"', '"X"'))
    with pytest.raises(BadInputError, match=r"no column 'first' \(mapping key importance\)"):
        take({}, text=MAPPING.replace('"most"', '"first"'))


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_exports_bring_everything_back(take, site, tmp_path, form):
    take({}, {"P1": "", "most": "the car park"})
    offered = Offered(((PERCEIVED, 0.0123), (QuestionId(Statement.VALUE.value), 1.0)))
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        for name, value in (("experience", Rated(Level.BAD)), (OFFER, offered), (PERCEIVED, Scored(6.0, "item7")),
                            (IMPORTANCE, Picked(("empathy",)))):
            recorder.save(Answer(VisitId("v1"), QuestionId(name), 0, Language("en"), NOW, value))
    with open_reader(site.data) as reader:
        export = {"csv": export_csv, "xlsx": export_xlsx, "jsonl": export_lines}[form]
        out = export(reader, date.min, date.max, tmp_path / f"out.{form}").answers
    fresh = load_site(None, tmp_path / "fresh")
    imported = Importer(fresh, NOW).own(out)
    assert imported.refused == ()
    assert kept(fresh) == kept(site)
    assert asked(fresh) == asked(site)
    assert len(asked(fresh)) == 3
    assert Importer(fresh, NOW).own(out).new == 0


@pytest.mark.parametrize(
    ("chances", "scale"),
    [({PERCEIVED: 0}, "offer"), ({PERCEIVED: 1.5}, "offer"), ({PERCEIVED: True}, "offer"), ({PERCEIVED: "1"}, "offer"),
     ({"a;b": 0.5}, "offer"), ({}, "offer"), ([PERCEIVED], "offer"), ({PERCEIVED: 0.5}, "options"),
     ({PERCEIVED: 0.5}, None), ({PERCEIVED: 0.5}, "nps")],
)  # fmt: skip
def test_an_offer_that_cannot_be_is_refused(site, tmp_path, chances, scale):
    with open_store(site.data) as store:
        recorder = Recorder(store, site.origin, load_survey(site.survey))
        for name, value in (("experience", Rated(Level.BAD)), (OFFER, Offered(((PERCEIVED, 0.5),)))):
            recorder.save(Answer(VisitId("v1"), QuestionId(name), 0, Language("en"), NOW, value))
    with open_reader(site.data) as reader:
        out = export_lines(reader, date.min, date.max, tmp_path / "out.jsonl").answers
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        if row.get("question") == OFFER:
            row |= {"choices": chances, "scale": scale}
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    fresh = load_site(None, tmp_path / "fresh")
    (refusal,) = Importer(fresh, NOW).own(out).refused
    assert "chances by id" in str(refusal) or "expected a level, a number with its scale, or choices" in str(refusal)
    assert [record.question for record in kept(fresh)] == ["experience"]


CELLS = st.sampled_from(["", " ", "0", "1", "5", "6", "9", "-2", "4.5", "1e3", "fully agree", "yes", "empathy", "٣"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(list(ROW)[2:], CELLS)), min_size=1, max_size=4))
def test_any_cells_are_taken_or_refused(take, rows):
    imported = take(*rows)
    assert imported.taken + len(imported.refused) == len(rows)
    assert take(*rows).new == 0
