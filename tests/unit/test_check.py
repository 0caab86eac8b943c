from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from kiosk.assets import ASSETS, SURVEYS
from kiosk.checking import faults_in
from kiosk.cli import kiosk
from kiosk.errors import BadInputError

MAPPING = ASSETS.parent / "tests" / "data" / "skytrax_lounge_en.toml"


@pytest.fixture
def folder(tmp_path):
    shutil.copy(SURVEYS / "checkout.toml", tmp_path)
    (tmp_path / "site.toml").write_text('store = "Corner"\nsurvey = "checkout.toml"\n', encoding="utf-8")
    return tmp_path


def check(*arguments):
    return CliRunner().invoke(kiosk, ["check", *map(str, arguments)])


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_good_files_of_every_kind_have_no_fault(folder):
    files = (folder / "site.toml", folder / "checkout.toml", MAPPING)
    result = check(*files)
    assert result.exit_code == 0
    assert result.output.splitlines() == [f"{path}: no fault" for path in files]


@pytest.mark.parametrize(("name", "old", "new", "told"), [
    ("site.toml", "store", "shop", "site.toml, line 1: shop: is not a known key"),
    ("checkout.toml", "version = 1", "version = 0", "checkout.toml, line 3: version: must be greater"),
    ("checkout.toml", '"queue"', '"parking"', "'parking' is no touchpoint"),
    ("mapping.toml", "source = ", "origin = ", "mapping.toml: source: is missing"),
])  # fmt: skip
def test_each_kind_is_told_apart_by_what_it_says(folder, name, old, new, told):
    shutil.copy(MAPPING, folder / "mapping.toml")
    change(folder / name, old, new)
    assert any(told in fault for fault in faults_in(folder / name))


def test_the_faults_of_all_files_are_told_at_once(folder):
    change(folder / "site.toml", "store", "shop")
    change(folder / "checkout.toml", "version = 1", "version = 0")
    result = check(folder / "site.toml", folder / "checkout.toml", folder / "nowhere.toml")
    assert isinstance(result.exception, BadInputError)
    told = str(result.exception)
    assert all(part in told for part in ("shop: is not", "version: must", "nowhere.toml: no such file"))


def test_a_site_file_answers_for_its_survey(folder):
    change(folder / "checkout.toml", "version = 1", "version = 0")
    assert any("checkout.toml, line 3: version" in fault for fault in faults_in(folder / "site.toml"))


def test_a_fault_of_the_site_does_not_hide_those_of_its_survey(folder):
    change(folder / "site.toml", 'store = "Corner"', "target = 0")
    change(folder / "checkout.toml", "version = 1", "version = 0")
    told = faults_in(folder / "site.toml")
    assert [fault.split(": ")[1] for fault in told] == ["target", "version"]


PARKING = '[item.parking]\ndimension = "tangibles"\nlabel = { en = "Parking", ko = "주차장" }\n'


def with_items(folder, items=PARKING, more=""):
    (folder / "my-items.toml").write_text(items, encoding="utf-8")
    site = f'survey = "checkout.toml"\n{more}[items]\nfile = "my-items.toml"\n'
    (folder / "site.toml").write_text(site, encoding="utf-8")
    return folder / "site.toml"


def test_a_site_file_answers_for_its_items(folder):
    told = faults_in(with_items(folder, PARKING.replace("tangibles", "comfort"), "target = 0\n"))
    assert [fault.split(": ")[1] for fault in told] == ["target", "item.parking.dimension"]


def test_items_that_are_not_there_are_told_with_their_line(folder):
    site = with_items(folder)
    (folder / "my-items.toml").unlink()
    assert faults_in(site) == [f"{site}, line 3: items.file: {folder}/my-items.toml: no such file"]


@pytest.mark.parametrize(("more", "lacking"), [
    ('languages = ["ko", "en"]\n', None),
    ('languages = ["ko", "de", "en"]\n', "'de'"),
    ("", "'zh_TW', 'zh_CN', 'ja', 'es', 'fr', 'de', 'vi', 'th', 'ar'"),
])  # fmt: skip
def test_items_need_every_language_offered(folder, more, lacking):
    site = with_items(folder, more=more)
    told = f"{folder}/my-items.toml, line 3: item.parking.label: has no text in {lacking}, expected one in every"
    assert faults_in(site) == ([f"{told} language offered"] if lacking else [])


def test_items_can_be_looked_at_by_themselves(folder):
    with_items(folder, PARKING.replace('ko = "주차장"', 'xx = "?"'))
    (fault,) = faults_in(folder / "my-items.toml")
    assert fault.startswith(f"{folder}/my-items.toml, line 3: item.parking.label: 'xx' is no language of ours")


@pytest.mark.parametrize("first", ['store = "Corner"', "target = 0"])
def test_a_site_that_names_a_survey_that_is_not_there_is_told_with_its_line(folder, first):
    (folder / "site.toml").write_text(f'{first}\nsurvey = "nowhere.toml"\n', encoding="utf-8")
    told = faults_in(folder / "site.toml")
    assert told[-1] == f"{folder}/site.toml, line 2: survey: {folder}/nowhere.toml: no such file"
    assert len(told) == (2 if "target" in first else 1)


@pytest.mark.parametrize(("site", "line", "lacking"), [
    ('survey = "checkout.toml"\nlanguage = "ko"', "line 1: survey", "'ko'"),
    ('survey = "checkout.toml"\nlanguages = ["en", "ko"]', "line 1: survey", "'ko'"),
])  # fmt: skip
def test_a_survey_must_speak_every_language_offered(folder, site, line, lacking):
    change(folder / "checkout.toml", '"ko", ', "")
    (folder / "site.toml").write_text(site, encoding="utf-8")
    (fault,) = faults_in(folder / "site.toml")
    told = f"{folder}/site.toml, {line}: {folder}/checkout.toml has no {lacking}, expected a survey in every language"
    assert fault.startswith(told)


@pytest.fixture
def scheduled(folder):
    """A site file that names three surveys in six places."""
    for name in ("weekend", "night"):
        shutil.copy(SURVEYS / "checkout.toml", folder / f"{name}.toml")
        change(folder / f"{name}.toml", 'id = "checkout"', f'id = "{name}"')
    (folder / "site.toml").write_text("""\
store = "Corner"
survey = "checkout.toml"
logo = "logo.svg"
[[schedule]]
survey = "weekend.toml"
days = ["sat", "sun"]
[[schedule]]
survey = "night.toml"
from = "22:00"
[[schedule]]
survey = "weekend.toml"
days = ["fri"]
""", encoding="utf-8")
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    return folder


def test_a_site_file_answers_for_all_its_surveys_and_its_logo_at_once(scheduled):
    assert faults_in(scheduled / "site.toml") == []
    change(scheduled / "site.toml", 'store = "Corner"', "target = 0")
    change(scheduled / "checkout.toml", "version = 1", "version = 0")
    change(scheduled / "night.toml", "version = 1", "version = -1")
    (scheduled / "weekend.toml").unlink()
    (scheduled / "logo.svg").write_text("<html/>", encoding="utf-8")
    told = [fault.removeprefix(f"{scheduled}/") for fault in faults_in(scheduled / "site.toml")]
    assert told == [
        "site.toml, line 1: target: must be greater than or equal to 1",
        "checkout.toml, line 3: version: must be greater than or equal to 1",
        f"site.toml, line 5: schedule.1.survey: {scheduled}/weekend.toml: no such file",
        "night.toml, line 3: version: must be greater than or equal to 1",
        f"site.toml, line 3: logo: {scheduled}/logo.svg: is no picture in PNG, SVG or JPEG",
    ]


def test_a_logo_in_the_net_is_told_of_once(scheduled):
    change(scheduled / "site.toml", "logo.svg", "https://shop.example/logo.svg")
    (fault,) = faults_in(scheduled / "site.toml")
    assert "line 3: logo: must be a file on this machine" in fault


def test_two_surveys_under_one_name_are_a_fault(scheduled):
    change(scheduled / "night.toml", 'id = "night"', 'id = "checkout"')
    assert faults_in(scheduled / "site.toml") == []
    change(scheduled / "night.toml", 'en = "Checkout"', 'en = "Night"')
    (fault,) = faults_in(scheduled / "site.toml")
    assert fault == (
        f"{scheduled}/site.toml, line 8: schedule.2.survey: {scheduled}/night.toml is another survey with the id and "
        f"the version of {scheduled}/checkout.toml, expected an id of its own"
    )


@pytest.mark.parametrize(("lines", "told"), [
    ('[encryption]\nkey_file = "key"', "line 2: encryption.key_file: {folder}/key: no such file, expected the key"),
    ('[backup]\nsecond = "data/backups"', "line 2: backup.second: lies in the data folder, expected a folder on"),
])  # fmt: skip
def test_what_does_not_protect_is_a_fault(folder, lines, told):
    (folder / "site.toml").write_text(f'data_dir = "data" # \n{lines}\n', encoding="utf-8")
    (fault,) = faults_in(folder / "site.toml")
    assert told.format(folder=folder).replace("line 2", "line 3") in fault


def test_without_a_file_the_site_in_use_is_checked(folder):
    result = check("--site", folder / "site.toml")
    assert result.output == f"{folder / 'site.toml'}: no fault\n"
    change(folder / "site.toml", "store", "shop")
    assert isinstance(check("--site", folder / "site.toml").exception, BadInputError)


def test_without_any_site_file_the_survey_that_comes_along_is_checked(monkeypatch, tmp_path):
    monkeypatch.setattr("kiosk.site.SYSTEM_FILE", tmp_path / "none.toml")
    monkeypatch.setattr("kiosk.site.USER_FILE", tmp_path / "none.toml")
    assert check().output == f"{SURVEYS / 'checkout.toml'}: no fault\n"


@pytest.mark.parametrize(("promise", "kept", "told"), [
    ("We keep it for 30 days.", 90, 1), ("We keep it for 90 days.", 90, 0), ("30일 동안 보관합니다.", 31, 1),
    ("我們保留 30 天。", 31, 1), ("我们保留30天。", 30, 0), ("11月22日", 90, 0), ("Call 3 daytime numbers", 90, 0),
    ("30 Tage", 60, 1), ("30 jours", 60, 1), ("30 días", 60, 1), ("30 ngày", 60, 1), ("30 วัน", 60, 1),
    ("30 يوما", 60, 1), ("30日間", 60, 1),
])  # fmt: skip
def test_a_survey_must_not_promise_less_time_than_addresses_are_kept(tmp_path, promise, kept, told):
    shutil.copy(SURVEYS / "returns.toml", tmp_path)
    change(tmp_path / "returns.toml", "This store may contact me about this answer, and for nothing else.", promise)
    (tmp_path / "site.toml").write_text(
        f'survey = "returns.toml"\n[retention]\ncontacts_days = {kept}\n', encoding="utf-8"
    )
    faults = faults_in(tmp_path / "site.toml")
    assert len(faults) == told
    assert all("site.toml, line 3: retention.contacts_days" in fault for fault in faults)
    assert all("promises 30 days" in fault for fault in faults)
