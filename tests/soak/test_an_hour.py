"""A short piece of the day that `make soak` lives through."""

from __future__ import annotations

from pathlib import Path

from tests.soak.day import live


def test_an_hour_of_visits_opens_no_window_and_makes_qt_say_nothing(tmp_path: Path, qapp: object) -> None:
    said: list[str] = []
    (hour,) = live(1, tmp_path, said, visits_per_hour=12)
    assert hour.visits >= 10
    assert hour.windows == 1
    assert said == []
