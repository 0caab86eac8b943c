"""Fewer than five shoppers stay hidden in `kiosk measures --json`, also where each of them answered many items."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli import kiosk

ITEMS = ("promises", "problems", "first_time", "on_time", "bills")
MAPPING = """
source = "paper"
language = "en"
[date]
column = "day"
formats = ["%Y-%m-%d"]
[rating]
column = "face"
[[scale]]
name = "1-4"
min = 1
max = 4
levels = { bad = [1, 1], neutral = [2, 2], good = [3, 3], excellent = [4, 4] }
[dimensions]
""" + "".join(f'{item} = "reliability"\n' for item in ITEMS)  # fmt: skip
ASKED = '[[items]]\nform = "perceived"\nmin = 1\nmax = 7\n[items.columns]\n' + "".join(
    f'{item} = "{item}"\n' for item in ITEMS
)


def measured(folder: Path, faces: list[int]) -> dict[str, float | None]:
    """Each shopper with a face answers all five items; every measure's value by its name."""
    rows = [f"2026-11-{9 + n % 7:02},{face},{n % 7 + 1},3,4,5,{face}" for n, face in enumerate(faces)]
    (folder / "paper.csv").write_text("\n".join([f"day,face,{','.join(ITEMS)}", *rows]), encoding="utf-8")
    (folder / "paper.toml").write_text(MAPPING + ASKED, encoding="utf-8")
    run("import", folder / "paper.csv", "--mapping", folder / "paper.toml", "--data", folder)
    told = run("measures", "--from", "2026-11-09", "--to", "2026-11-15", "--json", "--data", folder)
    return {each["name"]: each["value"] for each in json.loads(told)["measures"]}


def run(*arguments: object) -> str:
    done = CliRunner().invoke(kiosk, [*map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(("shoppers", "shown"), [(1, False), (4, False), (5, True)])
def test_a_dimension_is_of_five_shoppers_at_least(tmp_path, shoppers, shown):
    found = measured(tmp_path, [4] * shoppers)
    assert (found["quality.dimensions.reliability.perceived"] is not None) == shown


@pytest.mark.parametrize(("unhappy", "shown"), [(4, False), (5, True)])
def test_a_few_unhappy_shoppers_cannot_be_worked_out_from_the_happy_ones(tmp_path, unhappy, shown):
    found = measured(tmp_path, [4] * 20 + [1] * unhappy)
    assert found["quality.chain.quality.everyone"] is not None
    for face in ("happy", "unhappy"):
        assert (found[f"quality.chain.quality.{face}"] is not None) == shown
