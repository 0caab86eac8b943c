"""docs/tags.md: its table is the files', and its example can be used as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.assets import ASSETS
from kiosk.book import load_book
from kiosk.checking import faults_in
from kiosk.survey.tags import tag_sets

PAGE = (ASSETS.parent / "docs" / "tags.md").read_text(encoding="utf-8")
OWN, BOOK = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_sets_are_those_of_the_files() -> None:
    rows = [re.findall(r"`([a-z_]+)`", line) for line in PAGE.splitlines() if line.startswith("| `")]
    assert rows == [[name, *tag_set.covers] for name, tag_set in tag_sets().items()]


def test_the_example_can_be_used(tmp_path: Path) -> None:
    tags, book = tmp_path / "tags.toml", tmp_path / "book.toml"
    tags.write_text(OWN, encoding="utf-8")
    book.write_text(BOOK, encoding="utf-8")
    assert (faults_in(tags), faults_in(book)) == ([], [])
    assert list(tag_sets(load_book(book).tags)["tags"].covers) == ["inside", "outside"]


def test_a_book_tells_of_its_tags_files(tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    book.write_text(BOOK, encoding="utf-8")
    assert faults_in(book) == [f"{tmp_path / 'tags.toml'}: no such file"]
    (tmp_path / "tags.toml").write_text(OWN.replace('"queue"', '"cue"'), encoding="utf-8")
    (fault,) = faults_in(book)
    assert "tags.toml, line 5: tag.inside.touchpoints: 'cue' is no touchpoint" in fault
    book.write_text('tags = ["https://example.org/tags.toml"]\n', encoding="utf-8")
    (fault,) = faults_in(book)
    assert "must be a file such as" in fault
