"""docs/measures.md names functions, tests and places that are there, and shows what our functions really make."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from kiosk.assets import ASSETS
from kiosk.cli import VERBS
from kiosk.model import Language
from kiosk.words import load_words
from tests.drawings.every import FOLDER, files, scenes

ROOT = ASSETS.parent
TEXT = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
TABLES, EXPLAINED = TEXT.split("# Each measure on half a page")
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = [row for row in ROW.findall(TABLES) if row[1] not in ("function", "---")]
FUNCTION = re.compile(r"`(kiosk[\w.]+)`")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
COMMAND = re.compile(r"`kiosk (\w+)")
HEADING = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
MEASURES = (
    # Facts
    "80 % believe", "96 % never complain", "5 or 6 hear of it", "5 × profit", "81 % vanish", "12 : 1",
    "50,000 moments of truth",
    # Systems
    "Experience level", "Touchpoints", "SERVQUAL", "Importance", "SERVPERF", "Non-difference score",
    "Zone of tolerance", "GAPS model", "Relationship model", "Against others", "Grönroos", "Service-perception factors",
    "Eight value and cost factors", "Telecom factors", "Staff's four abilities; five training points",
    "Service strategy and shared values", "Internal customers", "Recovery in five steps", "Complaint hot spots",
    "Operations beside complaints", "PDCA", "Open, two-way platform", "Customer notebook",
    "Consistency between branches",
    # Formulas
    "Wilson", "NPS", "Happiness index", "CSAT", "CES", "One verdict", "Trend", "Many comparisons", "Drivers",
    "An action's effect", "Silent majority", "Of those who tapped", "published table", "Alpha", "in turns",
    "allocation", "Weeks until", "Fewer than five", "A sentence",
)  # fmt: skip
"""The rows of the three documents and of the formulas, as the page calls them."""
DECLINED = ("VIP", "rewards", "double S", "slogans", "Knowledge tests")
SVG_BYTES_AT_MOST = 2_000_000


def flat(text: str) -> str:
    return " ".join(text.split())


@cache
def in_file(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def found(name: str) -> object:
    """A function, class or method by its dotted name."""
    parts = name.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            thing: object = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            thing = getattr(thing, part)
        return thing
    raise LookupError(name)


def test_every_measure_has_its_row() -> None:
    firsts = [row[0] for row in ROWS]
    assert [name for name in MEASURES if not any(name in first for first in firsts)] == []
    assert len(ROWS) == len(MEASURES) + 1  # the group gaps


@pytest.mark.parametrize("row", ROWS, ids=lambda row: flat(row[0])[:40])
def test_a_row_names_what_is_there(row: tuple[str, str, str, str]) -> None:
    what, functions, held, _ = row
    names = FUNCTION.findall(functions)
    assert names
    assert all(callable(found(name)) for name in names)
    tests = TEST.findall(held)
    assert tests
    assert [name for path, name in tests if name not in in_file(path)] == []
    assert all(name.startswith("test_") for _, name in tests)
    assert "](#" in what


@pytest.mark.parametrize("row", ROWS, ids=lambda row: flat(row[0])[:40])
def test_a_row_names_a_heading_of_the_page_a_command_or_a_screen(row: tuple[str, str, str, str]) -> None:
    seen = row[3]
    report = [
        sentence if isinstance(sentence, str) else sentence["other"]
        for sentence in load_words(Language("en")).report.values()
    ]
    headings = HEADING.findall(seen)
    assert [each for each in headings if not any(text.startswith(each) for text in report)] == []
    assert [verb for verb in COMMAND.findall(seen) if verb not in VERBS] == []
    assert headings or COMMAND.findall(seen) or "screen" in seen or "sentences below" in seen


def test_what_is_declined_has_its_line_in_the_manual() -> None:
    manual = (ROOT / "docs" / "manual-manager.md").read_text(encoding="utf-8").split("## Declined")[1]
    assert [what for what in DECLINED if what.lower() not in TABLES.split("## Declined")[1].lower()] == []
    assert [what for what in DECLINED if what.lower() not in manual.lower()] == []


@pytest.mark.parametrize("section", SECTION.split(EXPLAINED)[1:][1::2], ids=SECTION.findall(EXPLAINED))
def test_a_measure_is_explained_in_four_steps_and_a_picture(section: str) -> None:
    assert re.search(r"!\[.+\]\(measures/\w+\.svg\)", section)
    steps = ("**It answers**", "**How to read it.**", "**It cannot say**", "**What to do.**")
    places = [section.find(step) for step in steps]
    assert places == sorted(places)
    assert min(places) > 0


def test_every_row_leads_to_an_explanation() -> None:
    anchors = {re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-") for name in SECTION.findall(EXPLAINED)}
    assert [link for row in ROWS for link in re.findall(r"\]\(#([^)]+)\)", row[0]) if link not in anchors] == []


def test_the_sentences_are_those_of_the_results() -> None:
    page = flat(EXPLAINED)
    assert [said for scene in scenes() for said in scene.said if f'"{said}"' not in page] == []


def test_every_quoted_result_is_one_of_ours() -> None:
    ours = {said for scene in scenes() for said in scene.said}
    told = [quote for quote in re.findall(r'"([^"]+)"', flat(EXPLAINED)) if "n = " in quote]
    assert len(told) > 30
    assert [quote for quote in told if quote not in ours] == []


def test_the_pictures_are_what_is_drawn() -> None:
    drawn = files(FOLDER)
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in drawn}
    assert [path.name for path, text in drawn.items() if path.read_text(encoding="utf-8") != text] == []
    assert sum(map(len, drawn.values())) < SVG_BYTES_AT_MOST
    shown = set(re.findall(r"measures/(\w+)\.svg", EXPLAINED))
    assert shown == {Path(path).stem for path in drawn}


def test_pictures_are_black_white_and_grey() -> None:
    colours = {colour for text in files(FOLDER).values() for colour in re.findall(r"#([0-9a-f]+)\"", text)}
    parts = {colour: {colour[at : at + len(colour) // 3] for at in range(0, len(colour), len(colour) // 3)}
             for colour in colours}  # fmt: skip
    assert len(colours) > 5
    assert [colour for colour, each in parts.items() if len(each) > 1] == []
