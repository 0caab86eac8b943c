"""docs/schema.md names all that is in the database, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.store import open_store

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"
SHADOWS = {f"comments_fts_{part}" for part in ("config", "data", "docsize", "idx")}
ROW = re.compile(r"^\| `(\w+)` \|(?: (TEXT|INTEGER|REAL|) ?\|)? .+ \|$")


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("schema")) as store:
        yield store.database


def sections() -> dict[str, list[tuple[str, str]]]:
    """Columns and their types by table or view, as the page has them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part in re.split(r"^### ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, *lines = part.split("\n## ")[0].splitlines()
        found[name.strip()] = [(row[1], row[2] or "") for line in lines if (row := ROW.match(line))]
    return found


def test_every_table_and_view_has_its_columns_with_their_types(database):
    kinds = dict(database.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')").fetchall())
    told = sections()
    assert told.keys() == kinds.keys() - SHADOWS
    for name, columns in told.items():
        kept = [(row[1], row[2]) for row in database.execute(f"PRAGMA table_info({name})").fetchall()]
        if kinds[name] == "view":  # what type a worked-out column has differs from one SQLite to the next
            assert [column for column, _ in columns] == [column for column, _ in kept]
        else:
            assert columns == kept


def test_every_index_and_trigger_is_named(database):
    page = PAGE.read_text(encoding="utf-8")
    names = {
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger')")
        if not name.startswith("sqlite_autoindex")
    }  # fmt: skip
    told = set(re.findall(r"`(\w+)`", page))
    assert names <= told
    alike = re.compile(r"idx_\w+|\w+_by_day|(rating|number)_(un)?counted_by_\w+|visit_(before|after)_\w+|comment_\w+")
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {name for name in told if alike.fullmatch(name)} - tables == names


def test_the_queries_on_the_page_run(database):
    blocks = re.findall(r"^    (SELECT(?:.|\n    )+?;)", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(blocks) >= 4
    for sql in blocks:
        database.execute(sql).fetchall()
