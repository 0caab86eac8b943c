"""The kiosk deletes what is over its time while it runs, and nothing when its clock goes wild."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.model import Answer, Contacted, QuestionId, Retention
from kiosk.site import load_site
from kiosk.store import open_reader
from kiosk.store.privacy.erasure import erasure_of_visit, keep_erasures
from tests.unit.builders import SURVEY, answer, rated
from ui.writer import Writer

TODAY = datetime.now().astimezone()
ADDRESS = Contacted("kim@example.com", "You may write to me.", 1)


def save(data: Path, answers: list[Answer], days: int = 90) -> None:
    """A kiosk's start, these answers, and its end."""
    writer = Writer(replace(load_site(None, data), retention=Retention(contacts_days=days)), SURVEY)
    writer.open()
    for each in answers:
        writer.save(each)
    writer.close()


def contacts(data: Path) -> int:
    with open_reader(data) as reader:
        return int(reader.database.execute("SELECT count(*) FROM contacts").fetchone()[0])


def left(days: int, visit: str = "v1") -> Answer:
    return answer(ADDRESS, QuestionId("contact"), visit, at=TODAY - timedelta(days=days))


def test_what_is_over_its_time_goes_at_the_next_start(
    qapp: QGuiApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    save(tmp_path, [rated(1, "v0", TODAY), left(20)])
    assert contacts(tmp_path) == 1
    with caplog.at_level(logging.INFO):
        save(tmp_path, [], days=10)
    assert contacts(tmp_path) == 0
    assert "1 contacts and 0 comments have reached the end of their time" in caplog.text


def test_a_clock_that_jumps_deletes_nothing_and_says_so(
    qapp: QGuiApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    save(tmp_path, [rated(1, "v0", TODAY), left(0)])
    with caplog.at_level(logging.INFO):
        save(tmp_path, [rated(1, "v2", TODAY.replace(year=TODAY.year + 10, day=1))])
    assert contacts(tmp_path) == 1
    assert "nothing is deleted until three days agree" in caplog.text


def test_an_erasure_that_was_interrupted_goes_on_at_the_start(qapp: QGuiApplication, tmp_path: Path) -> None:
    save(tmp_path, [left(0), left(0, "v2")])
    keep_erasures(tmp_path, [erasure_of_visit("v1", TODAY)])
    save(tmp_path, [])
    assert contacts(tmp_path) == 1
