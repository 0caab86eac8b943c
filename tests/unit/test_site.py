from __future__ import annotations

import re
import textwrap
from datetime import date
from pathlib import Path

import pytest

from kiosk import site as sites
from kiosk.assets import ASSETS, SURVEYS
from kiosk.comfort import Comfort, Look
from kiosk.errors import BadInputError
from kiosk.hours import OpeningHours, Span
from kiosk.model import Origin, Paper, Retention, Rotation, Verdict
from kiosk.site import SiteTable, find_site, load_site


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
    ('# where\nlanguage = "xx"', "line 2: language: 'xx' is no language of ours, expected one of "),
    ('report_language = "xx"', "line 1: report_language: 'xx' is no language of ours"),
    ('report_language = "fr"',
     "line 1: report_language: there is no weekly page in 'fr', expected one of en, ko, zh_CN, zh_TW"),
    ("languages = []", "line 1: languages: must have at least 1 in it, not 0"),
    ('languages = ["en", "xx"]', "line 1: languages.2: 'xx' is no language of ours"),
    ('languages = ["en", "ko", "en"]', "line 1: languages: a language stands twice, expected each once"),
    ('languages = ["en", "ko"]\nlanguage = "fr"',
     "line 2: language: 'fr' is none of the languages offered, expected one of en, ko"),
    ('logo = "https://shop.example/logo.png"',
     "line 1: logo: must be a file on this machine, such as \"logo.svg\", not 'https://shop.example/logo.png'"),
    ('logo = ""', "line 1: logo: must not be empty"),
    ("sounds = 1", "line 1: sounds: must be true or false"),
    ('[hours]\nmon = "09:00-18:00"', "line 1: hours.tue: is missing"),
    ('hours = "09:00-21:00"', "line 1: hours: must be a table of keys"),
    ('[[schedule]]\nsurvey = "a.toml"\ndays = ["mon", "samstag"]',
     "line 3: schedule.1.days.2: must be 'mon', 'tue'"),
    ('[[schedule]]\nsurvey = "a.toml"\ndays = []', "line 3: schedule.1.days: must have at least 1 in it"),
    ('[[schedule]]\nsurvey = "a.toml"\n[[schedule]]\nsurvey = "b.toml"\nfrom = "9:00"',
     "line 5: schedule.2.from: must be a time such as \"09:30\", up to \"24:00\", not '9:00'"),
    ('[[schedule]]\nsurvey = "a.toml"\nfrom = "09:00"\nto = "09:00"',
     "line 1: schedule.1: 09:00 to 09:00 is no time at all, expected 00:00 to 24:00 for the whole day"),
    ('[[schedule]]\ndays = ["mon"]', "line 1: schedule.1.survey: is missing"),
    ('[[said_did]]\nsaid = { en = "a" }\ndid = { en = "b" }\nverdict = "great"',
     "line 4: said_did.1.verdict: must be 'better', 'no_change', 'worse' or 'too_early'"),
    ('language = "ko"\n[[said_did]]\nsaid = { ko = "a" }\ndid = { en = "b" }\nverdict = "worse"',
     "line 4: said_did.1.did: has no text in 'ko', expected one in every language offered"),
    ('[[said_did]]\nsaid = { xx = "a", en = "a" }\ndid = { en = "b" }\nverdict = "worse"',
     "line 2: said_did.1.said.xx: 'xx' is no language of ours"),
    (f'[[said_did]]\nsaid = {{ en = "{"x" * 141}" }}\ndid = {{ en = "b" }}\nverdict = "worse"',
     "line 2: said_did.1.said.en: must have at most 140 characters"),
    ("[comfort]\ntext_size = 4", "line 2: comfort.text_size: must be less than 4"),
    ('[comfort]\ntheme = "pink"', "line 2: comfort.theme: must be 'default', 'dark', 'contrast_light'"),
    ('[speech]\noutput = "loud"', "line 2: speech.output: must be 'any' or 'headphones'"),
    ("[backup]", "line 1: backup.second: is missing"),
    ('[backup]\nsecond = "smb://server/share"', "line 2: backup.second: must be a folder on this machine"),
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


WEEK = "\n".join(f'{day} = "09:00-21:00"' for day in ("mon", "tue", "wed", "thu", "fri", "sat"))


@pytest.mark.parametrize(("text", "told"), [
    ('sun = "9-21"',
     'line 8: hours.sun: must be hours such as "09:00-21:00" or "09:00-12:00,13:00-18:00", or "closed", not \'9-21\''),
    ('sun = "09:00-25:00"', "line 8: hours.sun: must be hours such as"),
    ('sun = "09:00-09:00"', "line 8: hours.sun: 09:00 to 09:00 is no time at all"),
    ('sun = "24:00-09:00"', "line 8: hours.sun: 24:00 to 09:00 is no time at all"),
    ('sun = "13:00-18:00, 09:00-13:30"', "line 8: hours.sun: the hours overlap"),
    ('sun = "20:00-02:00,23:00-24:00"', "line 8: hours.sun: the hours overlap"),
    ("sun = 9", "line 8: hours.sun: must be text in quotes"),
    ('sun = "closed"\nholidays = ["2026-12-25"]',
     "line 9: hours.holidays.1: must be a date without quotes, such as 2026-12-25, not '2026-12-25'"),
    ('sun = "closed"\nholidays = [2026-12-25T10:00:00]', "line 9: hours.holidays.1: must be a date without quotes"),
    ('sun = "closed"\n[hours.special]\nchristmas = "closed"',
     "line 10: hours.special.christmas: must be a date such as 2026-12-24, not 'christmas'"),
    ('sun = "closed"\n[hours.special]\n20261224 = "closed"', "line 10: hours.special.20261224: must be a date"),
    ('sun = "closed"\n[hours.special]\n2026-12-24 = "open"', "line 10: hours.special.2026-12-24: must be hours"),
])  # fmt: skip
def test_a_fault_of_the_hours_is_told_with_its_day(site_file, text, told):
    with pytest.raises(BadInputError) as caught:
        load_site(site_file(f"[hours]\n{WEEK}\n{text}"))
    assert f"site.toml, {told}" in str(caught.value)


def test_the_shops_day_is_taken_as_it_says(site_file):
    path = site_file(f"""
        languages = ["ko", "en"]
        logo = "logo.svg"
        sounds = true
        [hours]
        {WEEK}
        sun = "12:00-18:00, 10:00-12:00"
        holidays = [2026-12-25]
        special.2026-12-24 = "20:00-01:30"
        special.2026-12-26 = "closed"
        [[schedule]]
        survey = "weekend.toml"
        days = ["sat", "sun"]
        from = "10:00"
        [[schedule]]
        survey = "night.toml"
        from = "22:00"
        to = "02:00"
        [[said_did]]
        said = {{ en = "The queue is long", ko = "줄이 길어요" }}
        did = {{ en = "A third till", ko = "계산대 추가" }}
        verdict = "no_change"
        [comfort]
        text_size = 1
        theme = "dark"
        more_time = true
        [speech]
        output = "headphones"
        """)
    site = load_site(path)
    assert (site.language, site.languages, site.sounds, site.headphones_only) == ("ko", ("ko", "en"), True, True)
    assert site.logo == path.parent / "logo.svg"
    assert site.hours.week[6] == (Span(600, 720), Span(720, 1080))
    assert site.hours.special == {
        date(2026, 12, 24): (Span(1200, 1530),), date(2026, 12, 25): (), date(2026, 12, 26): ()
    }  # fmt: skip
    weekend, night = site.schedule
    assert (weekend.survey, night.survey) == (path.parent / "weekend.toml", path.parent / "night.toml")
    assert weekend.when.week == (*[()] * 5, (Span(600, 1440),), (Span(600, 1440),))
    assert night.when.week == ((Span(1320, 1560),),) * 7
    assert site.said_did[0].did["ko"] == "계산대 추가"
    assert site.said_did[0].verdict is Verdict.NO_CHANGE
    assert site.comfort == Comfort(text_size=1, look=Look.DARK, more_time=True)


def test_a_site_that_says_nothing_of_the_shops_day_changes_nothing():
    site = load_site(None)
    assert (site.languages, site.logo, site.sounds, site.schedule, site.said_did) == ((), None, False, (), ())
    assert site.hours == OpeningHours()
    assert site.comfort == Comfort()
    assert not site.headphones_only


def test_the_page_is_english_where_the_stores_language_has_none(site_file):
    assert load_site(site_file('language = "fr"')).report_language == "en"


def test_the_first_language_offered_is_the_stores(site_file):
    assert load_site(site_file('languages = ["zh_TW", "en"]')).language == "zh_TW"
    assert load_site(site_file('languages = ["zh_TW", "en"]\nlanguage = "en"')).language == "en"


def test_of_what_was_said_only_the_stores_language_is_asked_where_none_are_listed(site_file):
    line = '[[said_did]]\nsaid = { en = "a" }\ndid = { en = "b", fr = "c" }\nverdict = "better"'
    assert load_site(site_file(line)).said_did[0].did == {"en": "b", "fr": "c"}


def test_every_choice_of_comfort_and_verdict_is_known_to_the_file(site_file):
    for look in Look:
        assert load_site(site_file(f'[comfort]\ntheme = "{look}"')).comfort.look is look
    for verdict in Verdict:
        line = f'[[said_did]]\nsaid.en = "a"\ndid.en = "b"\nverdict = "{verdict}"'
        assert load_site(site_file(line)).said_did[0].verdict is verdict


@pytest.mark.parametrize("name", ["_till", "-1", ".x", "a" * 40])
def test_a_kiosks_name_may_start_with_any_of_its_signs(site_file, name):
    assert load_site(site_file(f'kiosk_id = "{name}"')).kiosk_id == name


def test_addresses_and_comments_are_kept_for_as_long_as_it_says(site_file):
    assert load_site(None).retention == Retention(contacts_days=90, comments_days=730)
    site = load_site(site_file("[retention]\ncontacts_days = 30\ncomments_days = 365"))
    assert site.retention == Retention(30, 365)
    assert load_site(site_file("[retention]\ncontacts_days = 30")).retention == Retention(30, 730)


@pytest.mark.parametrize("line", ["contacts_days = 0", "contacts_days = 366", "comments_days = 29", "ratings_days = 1"])
def test_no_time_is_endless_and_ratings_have_none(site_file, line):
    with pytest.raises(BadInputError, match=line.split()[0]):
        load_site(site_file(f"[retention]\n{line}"))


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


def test_the_manuals_examples_are_good_site_files(site_file):
    manual = (ASSETS.parent / "docs" / "manual-it.md").read_text(encoding="utf-8")
    section = manual.partition("## Settings: site.toml")[2].partition("\n## ")[0]
    site = load_site(site_file(textwrap.dedent("\n".join(re.findall(r"^    .*$", section, re.MULTILINE)))))
    assert site.store == "Corner shop"
    assert site.hours.special
    assert site.schedule
    assert site.said_did
    assert {f"`{key}`" in section or f"[{key}]" in section for key in SiteTable.model_fields} == {True}


def test_nobody_is_asked_in_turn_unless_the_site_says_so(site_file):
    assert load_site(None).rotation == Rotation(share=0.0, two=0.5, own=None)
    path = site_file('[items]\nshare = 0.25\ntwo = 1\nfile = "my-items.toml"')
    assert load_site(path).rotation == Rotation(0.25, 1.0, path.parent / "my-items.toml")


@pytest.mark.parametrize(("line", "told"), [
    ("share = 1.5", "share: must be less than or equal to 1"),
    ("share = -0.1", "share: must be greater than or equal to 0"),
    ("share = nan", "share: must be"),
    ('share = "0.25"', "share: must be a number, such as 1.5, without quotes"),
    ("two = 2", "two: must be less than or equal to 1"),
    ('file = "https://example.org/items.toml"', "file: must be a file on this machine"),
    ("shares = 0.25", "shares: is not a known key"),
])  # fmt: skip
def test_a_share_that_is_none_is_told(site_file, line, told):
    with pytest.raises(BadInputError, match=rf"site.toml, line 2: items\.{told}"):
        load_site(site_file(f"[items]\n{line}"))


def test_backups_are_carried_to_a_folder_of_the_kiosks_own(site_file):
    assert load_site(None).second_backups is None
    path = site_file('kiosk_id = "corner-1"\n[backup]\nsecond = "stick"')
    assert load_site(path).second_backups == path.parent / "stick" / "corner-1"
