from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from kiosk.assets import SURVEYS
from kiosk.errors import BadInputError
from kiosk.hours import OpeningHours, Span
from kiosk.model import Scheduled
from kiosk.site import load_site
from kiosk.survey.shelf import Shelf

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY, SATURDAY, SUNDAY_NIGHT = (
    datetime(2026, 11, day, hour, tzinfo=SEOUL) for day, hour in ((16, 12), (21, 12), (22, 1))
)
WEEKEND = OpeningHours((*[()] * 5, (Span(540, 1560),), ()), {}, SEOUL)
"""Saturday 9:00 to 2:00."""


@pytest.fixture
def main(tmp_path):
    return shutil.copy(SURVEYS / "checkout.toml", tmp_path / "main.toml")


@pytest.fixture
def weekend(tmp_path):
    path = shutil.copy(SURVEYS / "checkout.toml", tmp_path / "weekend.toml")
    change(path, 'id = "checkout"', 'id = "weekend"')
    return path


@pytest.fixture
def site(main, weekend):
    return replace(load_site(None), survey=main, schedule=(Scheduled(weekend, WEEKEND),))


ticks = count(1)


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new, 1))


def write(path, text):
    """In place, and never within the tick of the file system's clock that the last change fell into."""
    path.write_text(text, encoding="utf-8")
    tick = 10**18 + next(ticks)
    os.utime(path, ns=(tick, tick))


def test_each_hour_has_its_survey(site):
    shelf = Shelf(site)
    assert [shelf.current(now).id for now in (MONDAY, SATURDAY, SUNDAY_NIGHT)] == ["checkout", "weekend", "weekend"]
    assert shelf.faults() == []


def test_of_two_surveys_for_one_hour_the_first_is_asked(site, main):
    both = replace(site, schedule=(Scheduled(main, WEEKEND), *site.schedule))
    assert Shelf(both).current(SATURDAY).id == "checkout"


def test_while_nothing_changes_it_is_the_same_survey(site, main):
    shelf = Shelf(site)
    first = shelf.current(MONDAY)
    assert shelf.current(MONDAY) is first
    write(main, main.read_text(encoding="utf-8"))
    assert shelf.current(MONDAY) is first


@pytest.mark.parametrize("replaced", [False, True])
def test_a_good_file_is_taken_at_the_next_call(site, main, tmp_path, replaced):
    shelf = Shelf(site)
    if replaced:
        write(tmp_path / "new", main.read_text(encoding="utf-8").replace("version = 1", "version = 2", 1))
        (tmp_path / "new").replace(main)
    else:
        change(main, "version = 1", "version = 2")
    assert shelf.current(MONDAY).version == 2


def test_a_broken_file_never_replaces_the_one_in_use_and_is_told_once(site, main):
    shelf = Shelf(site)
    good = shelf.current(MONDAY)
    write(main, "version = ")
    assert shelf.current(MONDAY) is good
    assert ["not valid TOML" in fault for fault in shelf.faults()] == [True]
    assert shelf.current(MONDAY) is good
    assert shelf.faults() == []
    write(main, "version = 0")
    assert shelf.current(MONDAY) is good
    assert f"{main}, line 1: version: must be greater than or equal to 1" in shelf.faults()


def test_a_file_that_is_mended_is_taken(site, main):
    shelf = Shelf(site)
    text = main.read_text(encoding="utf-8")
    write(main, text[: len(text) // 2])
    shelf.current(MONDAY)
    assert shelf.faults()
    write(main, text.replace("version = 1", "version = 2", 1))
    assert shelf.current(MONDAY).version == 2
    assert shelf.faults() == []


def test_a_file_that_is_taken_away_stays_in_use_until_it_comes_back(site, main):
    shelf = Shelf(site)
    good, text = shelf.current(MONDAY), main.read_text(encoding="utf-8")
    main.unlink()
    assert shelf.current(MONDAY) is good
    assert shelf.faults() == [f"{main}: no such file"]
    write(main, text.replace("version = 1", "version = 2", 1))
    assert shelf.current(MONDAY).version == 2


def test_a_fault_is_told_long_before_the_hour_of_its_survey(site, weekend):
    shelf = Shelf(site)
    write(weekend, "")
    shelf.current(MONDAY)
    assert shelf.faults()
    assert shelf.current(SATURDAY).id == "weekend"


@pytest.mark.parametrize("text", [None, "version = 0"])
def test_a_scheduled_survey_that_was_never_good_leaves_its_hours_to_the_stores_own(site, weekend, text):
    good = weekend.read_text(encoding="utf-8")
    weekend.unlink()
    if text:
        write(weekend, text)
    shelf = Shelf(site)
    assert shelf.faults()
    assert shelf.current(SATURDAY).id == "checkout"
    write(weekend, good)
    assert shelf.current(SATURDAY).id == "weekend"


@pytest.mark.parametrize("text", [None, "version = 0"])
def test_without_a_survey_of_its_own_a_store_cannot_begin(site, main, text):
    main.unlink()
    if text:
        write(main, text)
    with pytest.raises(BadInputError, match=r"main\.toml"):
        Shelf(site)


@pytest.mark.parametrize(("old", "new"), [
    ('id = "experience"', 'id = "feeling"'),
    ('type = "faces"', 'type = "faces5"'),
])  # fmt: skip
def test_what_was_answered_may_go_only_with_a_new_version(site, main, old, new):
    shelf = Shelf(site)
    good = shelf.current(MONDAY)
    change(main, old, new)
    assert shelf.current(MONDAY) is good
    (fault,) = shelf.faults()
    assert ": version: a question or an answer of version 1 is gone, expected a higher version" in fault
    change(main, "version = 1", "version = 2")
    assert shelf.current(MONDAY).version == 2


def test_words_may_be_mended_under_the_same_version(site, main):
    shelf = Shelf(site)
    text = shelf.current(MONDAY).title["en"]
    change(main, f'"{text}"', '"Mended"')
    assert shelf.current(MONDAY).title["en"] == "Mended"
    assert shelf.faults() == []
