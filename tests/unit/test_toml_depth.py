"""A settings file nested beyond all sense is a fault that is told, and no crash."""

from __future__ import annotations

import pytest

from kiosk.checking import faults_in


@pytest.mark.parametrize("name", ["site.toml", "book.toml", "tags.toml"])
def test_a_file_too_deep_is_told_in_a_sentence(tmp_path, name):
    (tmp_path / name).write_text("a = " + "[" * 3000 + "]" * 3000, encoding="utf-8")
    (fault,) = faults_in(tmp_path / name)
    assert fault == f"{tmp_path / name}: lists or tables lie too deep in one another; expected a few levels"


def test_too_many_entries_are_told_without_a_number_that_nobody_counted(tmp_path):
    items = "".join(f'[item.i{n}]\ndimension = "tangibles"\nlabel = {{ en = "Parking" }}\n' for n in range(41))
    (tmp_path / "items.toml").write_text(items, encoding="utf-8")
    assert any(fault.endswith("item: must have at most 40 in it") for fault in faults_in(tmp_path / "items.toml"))
