"""docs/items.md: its tables are the bank's own, and its example can be used as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.assets import ASSETS
from kiosk.checking import faults_in
from kiosk.items import IMPORTANCE
from kiosk.model import Language
from kiosk.site import load_site
from kiosk.survey.items import FORM_SCALES, load_bank
from kiosk.survey.sampler import FLOOR

PAGE = (ASSETS.parent / "docs" / "items.md").read_text(encoding="utf-8")
OWN, SITE = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
BANK = load_bank()
EN = Language("en")


def table(heading: str) -> list[list[str]]:
    """The rows under a table's first column heading, without the marks of code."""
    lines = PAGE.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {heading} |")) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
    return rows


def test_the_items_are_those_of_the_file() -> None:
    by_dimension = [item for name in BANK.dimensions for item in BANK.items_of(name)]
    assert table("dimension | item") == [
        [item.dimension, item.id, item.label[EN], item.tags[0]] for item in by_dimension
    ]  # fmt: skip


def test_the_forms_are_those_of_the_file() -> None:
    assert table("form") == [
        [form.value, lead.line[EN], FORM_SCALES[form].value] for form, lead in BANK.forms.items()
    ]  # fmt: skip


def test_the_statements_are_those_of_the_file() -> None:
    assert table("question") == [
        [each.value, said.line[EN], said.scale.value, f"{said.low[EN]} … {said.high[EN]}"]
        for each, said in BANK.statements.items()
    ]  # fmt: skip


def test_what_matters_most_is_asked_as_told() -> None:
    assert f'`{IMPORTANCE}`, "{BANK.importance[EN]}"' in PAGE
    assert table("dimension | to shoppers") == [[name, each.label[EN]] for name, each in BANK.dimensions.items()]


def test_the_drawing_is_as_told() -> None:
    assert f": {len(BANK.questions)} cells." in PAGE
    assert f"{FLOOR:g} of the chances are the same" in " ".join(PAGE.split())


def test_the_example_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "my-items.toml").write_text(OWN, encoding="utf-8")
    assert faults_in(tmp_path / "my-items.toml") == []
    path = tmp_path / "site.toml"
    path.write_text(f'languages = ["en", "ko"]\n{SITE}', encoding="utf-8")
    assert faults_in(path) == []
    bank = load_bank(load_site(path).rotation.own)
    assert len(bank.items) == len(BANK.items) + 1
    bills, ours = bank.find("bills"), BANK.find("bills")
    assert bills
    assert ours
    assert bills.label != ours.label
