"""docs/surveys.md: every example can be used as it stands, and every list in it is the program's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from kiosk.assets import ASSETS
from kiosk.checking import faults_in
from kiosk.contact import CONTACT_LENGTH_MAX
from kiosk.icons import icons
from kiosk.model import COMMENT_LENGTH_MAX, Retention
from kiosk.questions import ChoiceQuestion, ContactQuestion, Scale, Survey
from kiosk.site import load_site
from kiosk.store import scale_rule
from kiosk.survey import load_survey
from kiosk.survey.file import AnyQuestion, load_touchpoints

DOCS = ASSETS.parent / "docs"
PAGE = (DOCS / "surveys.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
WHOLE = [block for block in BLOCKS if block.startswith("id = ")]
PARTS = [block for block in BLOCKS if block.startswith("[[question]]")]
SCHEDULE = [block for block in BLOCKS if "[[schedule]]" in block]
BEGINNING = """
id = "example"
version = 1
languages = ["en"]
title = { en = "Example" }

[[question]]
id = "experience"
type = "faces"
prompt = { en = "How was it today?" }

"""
TABLES = get_args(get_args(AnyQuestion)[0])
TYPES = {kind for table in TABLES for kind in get_args(table.model_fields["type"].annotation)}


def survey_of(text: str, folder: Path) -> Survey:
    path = folder / "survey.toml"
    path.write_text(text, encoding="utf-8")
    assert faults_in(path) == []
    return load_survey(path)


def test_each_example_is_a_survey_a_part_of_one_or_a_schedule() -> None:
    assert len(BLOCKS) == len(WHOLE) + len(PARTS) + len(SCHEDULE)
    assert (len(WHOLE), len(SCHEDULE)) == (2, 1)


def test_the_smallest_survey_is_one(tmp_path: Path) -> None:
    survey = survey_of(WHOLE[0], tmp_path)
    assert survey.headline.scale is Scale.FACES
    assert survey.languages == ("en", "ko")


@pytest.mark.parametrize("part", PARTS)
def test_each_part_fits_behind_a_rating(part: str, tmp_path: Path) -> None:
    assert len(survey_of(BEGINNING + part, tmp_path).questions) == 1 + part.count("[[question]]")


def test_every_type_of_question_has_an_example() -> None:
    assert {*Scale} < TYPES
    shown = {kind for block in BLOCKS for kind in re.findall(r'^type = "(\w+)"', block, re.MULTILINE)}
    assert shown == TYPES


@pytest.mark.parametrize("scale", Scale)
def test_the_levels_of_a_scale_are_as_told(scale: Scale) -> None:
    rule = scale_rule(scale.value, "kiosk")
    assert rule is not None
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{scale.value}` |")]
    assert row.split("|")[-2].strip() == rule.removeprefix(f"{scale.value}: ")


def test_one_may_come_back_to_those_who_missed_a_size(tmp_path: Path) -> None:
    (part,) = [block for block in PARTS if 'id = "missing"' in block]
    *_, missing = survey_of(BEGINNING + part, tmp_path).questions
    assert isinstance(missing, ChoiceQuestion)
    assert [each.question for each in missing.show_if] == ["experience", "topics"]


def test_a_contact_is_asked_for_with_a_consent(tmp_path: Path) -> None:
    (part,) = [block for block in PARTS if 'type = "contact"' in block]
    contact = survey_of(BEGINNING + part, tmp_path).questions[-1]
    assert isinstance(contact, ContactQuestion)
    assert f"after {Retention().contacts_days} days" in PAGE


def test_the_schedule_is_read(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(SCHEDULE[0], encoding="utf-8")
    (entry,) = load_site(site).schedule
    assert entry.survey == tmp_path / "weekend.toml"


def test_the_faults_are_told_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "weekend.toml"
    path.write_text(WHOLE[1], encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert [fault.replace(str(path), path.name) for fault in faults_in(path)] == shown.splitlines()


def test_touchpoints_and_pictures_are_those_there_are() -> None:
    (told,) = re.findall(r"^The touchpoints are (.*?);", PAGE, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(\w+)`", told)) == set(load_touchpoints())
    (told,) = re.findall(r"^Pictures: (.*?)They", PAGE, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(\w+)`", told)) <= icons().keys()
    assert {touchpoint.icon for touchpoint in load_touchpoints().values()} <= set(re.findall(r"`(\w+)`", told))


@pytest.mark.parametrize(("old", "new", "told"), [
    ("prompt = ", f'prompt = {{ en = "{"x" * 301}" }} #', "300 characters"),
    ('id = "comment"', f'id = "{"x" * 41}"', "a name of small letters"),
    ("[[question]]", '[[question]]\nid = "twice"\ntype = "comment"\nprompt = { en = "?" }\n' * 7 + "[[question]]",
     "at most 8"),
])  # fmt: skip
def test_the_limits_are_as_told(old: str, new: str, told: str, tmp_path: Path) -> None:
    (comment,) = [block for block in PARTS if block.count("[[question]]") == 1 and 'type = "comment"' in block]
    path = tmp_path / "survey.toml"
    path.write_text(BEGINNING + comment.replace(old, new, 1), encoding="utf-8")
    assert any(told in fault for fault in faults_in(path))


def test_the_lengths_of_what_shoppers_write_are_as_told() -> None:
    assert f"| a comment | {COMMENT_LENGTH_MAX:,} characters |" in PAGE
    assert f"| a contact | {CONTACT_LENGTH_MAX} characters |" in PAGE
