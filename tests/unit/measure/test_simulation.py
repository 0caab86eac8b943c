"""A small part of the simulation study (docs/simulation.md), so that what breaks the estimates is seen at once."""

from __future__ import annotations

import pytest

from tests.bench.simulation import grid, groups, shares


@pytest.mark.parametrize("cell", [grid.Cell(0.5, 0.05, "face", 100), grid.Cell(0.9, 0.0, "none", 200)])
def test_intervals_hold_the_truth_about_as_often_as_said(cell):
    for row in groups.study(cell, runs=300):
        assert 0.90 < row.coverage <= 0.99, row
        assert abs(row.bias) < 0.3 * row.deviation, row


def test_without_post_stratification_the_refusals_would_show(monkeypatch):
    cell = grid.Cell(0.5, 0.0, "face", 400)
    monkeypatch.setattr(groups, "STRATA", None)
    bent = {row.figure: row for row in groups.study(cell, runs=200)}
    assert bent["mean"].bias > 0.3 * bent["mean"].deviation


def test_wilsons_coverage_is_what_its_formula_says():
    row = shares.study(0.02, 30)
    assert row.exact == pytest.approx(row.formula)
    assert row.exact == pytest.approx(0.978, abs=5e-4)
    assert not row.outside
