from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import site as sites
from kiosk.assets import SURVEYS
from kiosk.errors import BadInputError
from kiosk.model import Origin, Paper
from kiosk.site import find_site, load_site


@pytest.fixture
def site_file(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "site.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_without_a_file_there_is_a_sensible_site():
    site = load_site(None)
    assert (site.language, site.report_language, site.paper, site.target) == ("en", "en", Paper.A4, None)
    assert site.survey == SURVEYS / "checkout.toml"


def test_a_site_file_is_taken_as_it_says(site_file):
    site = load_site(site_file("""
        store = "Corner shop"
        place = "exit"
        kiosk_id = "till-2"
        data_dir = "data"
        survey = "mine.toml"
        language = "ko"
        paper = "letter"
        accent = "#A0522d"
        target = 80
        [screen]
        width_mm = 344.2
        height_mm = 193.6
        """))
    base = site_file("").parent
    assert site.origin == Origin("till-2", "exit")
    assert (site.data, site.survey) == (base / "data", base / "mine.toml")
    assert (site.language, site.report_language) == ("ko", "ko")
    assert (site.paper, site.target, site.screen_mm) == (Paper.LETTER, 80, (344.2, 193.6))


def test_the_manager_may_read_another_language(site_file):
    site = load_site(site_file('language = "ko"\nreport_language = "zh_TW"'))
    assert (site.language, site.report_language) == ("ko", "zh_TW")


def test_the_command_lines_folder_wins(site_file, tmp_path):
    assert load_site(site_file('data_dir = "data"'), tmp_path / "other").data == tmp_path / "other"


@pytest.mark.parametrize(("text", "told"), [
    ('stor = "x"', "line 1: stor: is not a known key"),
    ('# where\nlanguage = "xx"', "line 2: language: 'xx' is no language of ours, expected one of en, ko, zh_CN, zh_TW"),
    ('report_language = "fr"', "line 1: report_language: 'fr' is no language of ours"),
    ('paper = "a5"', "line 1: paper: must be 'a4' or 'letter'"),
    ('accent = "teal"', "line 1: accent: must be a colour such as \"#1f7a70\", not 'teal'"),
    ("target = 101", "line 1: target: must be less than or equal to 100"),
    ('kiosk_id = "../x"', "line 1: kiosk_id: must be up to 40 letters, digits, dots, dashes or underscores, such as "
     "\"corner-1\", not '../x'"),
    ("data_dir = 3", "line 1: data_dir: must be text in quotes"),
    ('data_dir = ""', "line 1: data_dir: must not be empty"),
    ("survey = true", "line 1: survey: must be text in quotes"),
    ('store = "  "', "line 1: store: must not be empty"),
    ('place = " "', "line 1: place: must not be empty"),
    (f'store = "{"x" * 61}"', "line 1: store: must have at most 60 characters"),
    ("target = true", "line 1: target: must be a whole number, such as 5, without quotes"),
    ('target = "80"', "line 1: target: must be a whole number"),
    ("target = 80.5", "line 1: target: must be a whole number"),
    ("screen = 15", "line 1: screen: must be a table of keys"),
    ('[screen]\nwidth_mm = "344"\nheight_mm = 1', "line 2: screen.width_mm: must be a number, such as 1.5"),
    ("[screen]\nwidth_mm = true\nheight_mm = 1", "line 2: screen.width_mm: must be a number"),
    ("[screen]\nwidth_mm = 300", "line 1: screen.height_mm: is missing"),
    ("[screen]\nwidth_mm = 1\nheight_mm = 100", "line 2: screen.width_mm: must be greater than 50"),
])  # fmt: skip
def test_a_fault_is_told_with_line_key_and_what_was_expected(site_file, text, told):
    with pytest.raises(BadInputError) as caught:
        load_site(site_file(text))
    assert f"site.toml, {told}" in str(caught.value)


@pytest.mark.parametrize("name", ["_till", "-1", ".x", "a" * 40])
def test_a_kiosks_name_may_start_with_any_of_its_signs(site_file, name):
    assert load_site(site_file(f'kiosk_id = "{name}"')).kiosk_id == name


def test_whole_millimetres_are_numbers_too(site_file):
    assert load_site(site_file("[screen]\nwidth_mm = 344\nheight_mm = 194")).screen_mm == (344, 194)


def test_faults_are_told_in_the_order_of_the_file(site_file):
    with pytest.raises(BadInputError) as caught:
        load_site(site_file('[screen]\nwidth_mm = 1\n[other]\na = 1\n[more]'))
    assert [line.split(": ")[0].split()[-1] for line in str(caught.value).splitlines()] == ["1", "2", "3", "5"]


def test_every_fault_is_told_at_once(site_file):
    with pytest.raises(BadInputError) as caught:
        load_site(site_file('language = "xx"\nreport_language = "yy"\ntarget = 0\nnew = 1'))
    assert [line.split(": ")[1] for line in str(caught.value).splitlines()] == [
        "language", "report_language", "target", "new"
    ]  # fmt: skip


def test_the_site_file_is_looked_for_where_it_was_given_then_the_machines_then_the_users(tmp_path, monkeypatch):
    machine, user = tmp_path / "etc.toml", tmp_path / "user.toml"
    monkeypatch.setattr(sites, "SYSTEM_FILE", machine)
    monkeypatch.setattr(sites, "USER_FILE", user)
    assert find_site(None) is None
    user.touch()
    assert find_site(None) == user
    machine.touch()
    assert find_site(None) == machine
    assert find_site(tmp_path / "given.toml") == tmp_path / "given.toml"
