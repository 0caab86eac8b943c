"""A survey whose means are published ones, imported by the command: its gaps are the published gaps."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stdout
from datetime import date

import pytest

from kiosk.cli import main
from kiosk.measure.alpha import classic
from kiosk.measure.servqual import item_gap, servperf, servqual
from kiosk.store import open_reader
from kiosk.store.turns import read_asked_visits
from tests.unit.exchange.paired import FORMS, ITEMS, PUBLISHED, N, write
from tests.unit.exchange.panel import question

DAY = date(2026, 10, 1)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The survey with the published means, taken in by the command."""
    folder = tmp_path_factory.mktemp("published")
    rows, mapping = write(folder)
    arguments = ["import", str(rows), "--mapping", str(mapping), "--date", "2026-10-01", "--json"]
    told = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told):
        patch.setattr(sys, "argv", ["kiosk", *arguments, "--data", str(folder / "data")])
        with pytest.raises(SystemExit) as end:
            main()
    assert end.value.code == 0
    assert json.loads(told.getvalue())["new"] == N
    with open_reader(folder / "data") as reader:
        return read_asked_visits(reader, DAY, DAY)


def columns_of(visits, form):
    return {
        item: [visit.numbers[question(form, name, item)].value for visit in visits]
        for name, items in ITEMS.items()
        for item in items
    }


def test_a_published_survey_gives_its_published_gaps(published):
    perceived, expected = columns_of(published, "perceived"), columns_of(published, "desired")
    scores = servqual(ITEMS, perceived, expected)
    assert {name: round(gap.estimate, 2) for name, gap in scores.dimensions.items()} == {
        "tangibles": -0.25, "reliability": -0.13, "responsiveness": -0.13, "assurance": -0.18, "empathy": -0.16,
    }  # fmt: skip
    assert {gap.n for gap in scores.dimensions.values()} == {N}
    assert all(gap.low < gap.estimate < gap.high < 0 for gap in scores.dimensions.values())
    for side, columns in enumerate((expected, perceived)):
        found = servperf(ITEMS, columns).dimensions
        assert {name: round(mean.estimate, 2) for name, mean in found.items()} == {
            name: means[side] for name, means in PUBLISHED.items()
        }
    assert round(scores.overall.estimate, 2) == -0.17
    weighted = servqual(ITEMS, perceived, expected, {name: float(name == "tangibles") for name in ITEMS}).weighted
    assert weighted.estimate == pytest.approx(scores.dimensions["tangibles"].estimate)


def test_complete_data_has_a_classic_alpha_and_paired_intervals(published):
    columns = columns_of(published, "perceived")
    alpha = classic(list(zip(*(columns[item] for item in ITEMS["empathy"]), strict=True)))
    assert alpha.n == N
    assert alpha.low < alpha.estimate < alpha.high
    expected = columns_of(published, "desired")
    assert item_gap(columns["empathy_1"], expected["empathy_1"]).n == N


def test_the_survey_of_these_tests_has_both_forms_of_every_item(published):
    assert len(published) == N
    assert {len(visit.numbers) for visit in published} == {len(FORMS) * sum(map(len, ITEMS.values()))}
