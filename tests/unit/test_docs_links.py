"""Every link between our pages leads somewhere, and ARCHITECTURE names only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.assets import ASSETS

ROOT = ASSETS.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("assets/**/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """A page's headings, as links spell them."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    found = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_a_link_that_leads_nowhere_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Here\n[a](#here) [b](#there) [c](nowhere.md) [d](page.md#here)\n", encoding="utf-8")
    assert broken(page) == ["#there", "nowhere.md"]


def test_the_architecture_names_only_files_that_are_there() -> None:
    text = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:kiosk|ui|assets|packaging|tests|docs)/[\w./]*\w/?)`", text))
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def modules(package: str) -> set[str]:
    """The files and packages of a package, by name; but for what only marks it as one."""
    return {
        path.name.removesuffix(".py")
        for path in (ROOT / package).iterdir()
        if (path.suffix == ".py" and not path.name.startswith("__")) or (path / "__init__.py").exists()
    }


@pytest.mark.parametrize("package", ["kiosk", "kiosk/survey", "kiosk/flow", "kiosk/store", "ui", "ui/speech"])
def test_the_architecture_names_every_module(package: str) -> None:
    tree = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[1]
    assert {name for name in modules(package) if not re.search(rf"\b{name}\b", tree)} == set()
