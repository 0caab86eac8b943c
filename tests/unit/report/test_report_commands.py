from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.commands.measures_ import command as measures_command
from kiosk.commands.report_ import command as report_command
from kiosk.commands.report_ import parse_week
from kiosk.errors import BadInputError, KnownError
from kiosk.model import Week
from kiosk.report.data import to_json
from kiosk.words import reporting
from tests.unit.report.conftest import Shop


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    path = tmp_path / "site.toml"
    path.write_text('store = "Maple Street"\nplace = "checkout"\ntarget = 80\n', encoding="utf-8")
    return path


def run(command: object, *arguments: str | Path) -> str:
    result = CliRunner().invoke(command, [str(each) for each in arguments], catch_exceptions=False)  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    return result.output


def test_the_page_is_written_where_it_says(busy: Shop, site_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "page.pdf"
    out.parent.mkdir()
    printed = run(report_command, "--site", site_file, "--data", busy.folder, "--week", "2026-W46", "--out", out)
    assert printed == f"{out}\n"
    assert out.read_bytes().startswith(b"%PDF")
    assert [path.name for path in out.parent.iterdir()] == ["page.pdf"]


def test_by_default_it_lies_among_the_reports(shop: Shop, site_file: Path) -> None:
    shop.save([])
    printed = run(
        report_command, "--site", site_file, "--data", shop.folder, "--week", "2026-W46", "--lang", "ko", "--paper",
        "letter",
    )  # fmt: skip
    assert printed.strip() == str(shop.folder / "reports" / "moment-2026-W46-ko-letter.pdf")
    assert Path(printed.strip()).exists()


def test_json_is_the_data_of_the_page(busy: Shop, site_file: Path) -> None:
    printed = run(report_command, "--site", site_file, "--data", busy.folder, "--week", "2026-W46", "--json")
    assert printed.endswith("}\n")
    assert json.loads(printed) | {"until": None} == json.loads(to_json(busy.report()))


@pytest.mark.parametrize("text", ["2026-47", "2026-W54", "46", "2026-W00", "0001-W01", "9999-W52", ""])
def test_a_wrong_week_is_told(shop: Shop, text: str) -> None:
    with pytest.raises(BadInputError, match="expected an ISO week such as 2026-W47"):
        run(report_command, "--data", shop.folder, "--week", text)


def test_weeks_are_iso_weeks() -> None:
    assert parse_week("2026-W53") == Week(2026, 53)


def test_an_unknown_language_is_told(shop: Shop) -> None:
    with pytest.raises(BadInputError, match="expected one of en, ko, zh_CN, zh_TW"):
        run(report_command, "--data", shop.folder, "--lang", "xx")


def test_the_languages_of_the_help_are_those_there_are() -> None:
    assert f"language: {', '.join(reporting())}" in " ".join(run(report_command, "--help").split())


def test_open_hands_the_page_to_the_desktop(
    shop: Shop, site_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.save([])
    opener = tmp_path / "xdg-open"
    opener.write_text('#!/bin/sh\necho "$1" > "$0.opened"\ntest ! -e "$0.broken"\n', encoding="utf-8")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    arguments = ("--site", site_file, "--data", shop.folder, "--week", "2026-W46", "--open")
    page = run(report_command, *arguments)
    assert (tmp_path / "xdg-open.opened").read_text(encoding="utf-8") == page
    (tmp_path / "xdg-open.broken").touch()
    with pytest.raises(KnownError, match="could not open"):
        run(report_command, *arguments)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(KnownError, match="xdg-open is not there"):
        run(report_command, *arguments)


def test_measures_are_listed_with_n_and_interval(busy: Shop) -> None:
    arguments = ("--data", busy.folder, "--from", "2026-11-09", "--to", "2026-11-15")
    happy = busy.report().happy
    found = json.loads(run(measures_command, *arguments, "--json"))
    first = found["measures"][0]
    assert (found["from"], found["to"]) == ("2026-11-09", "2026-11-15")
    assert (first["name"], first["value"], first["low"], first["n"]) == ("happy", happy.share, happy.low, happy.n)
    table = run(measures_command, *arguments).splitlines()
    assert table[0] == "2026-11-09 to 2026-11-15"
    assert table[2].split()[0] == "happy"
    assert table[2].endswith(str(happy.n))
    assert len({len(line) for line in table[1:]}) == 1


def test_measures_take_the_week_of_a_single_date(busy: Shop) -> None:
    for given in (("--to", "2026-11-15"), ("--from", "2026-11-09")):
        assert "2026-11-09 to 2026-11-15" in run(measures_command, "--data", busy.folder, *given)
    assert run(measures_command, "--data", busy.folder).startswith("2026-")


@pytest.mark.parametrize(("given", "told"), [
    (("--from", "9.11.2026"), "expected a date such as 2026-11-09"),
    (("--from", "0001-01-01"), "expected a date such as"),
    (("--to", "9999-12-31"), "expected a date such as"),
    (("--to", "2026-W46-1"), "expected a date such as"),
    (("--from", "2026-11-15", "--to", "2026-11-09"), "expected the earlier day first"),
])  # fmt: skip
def test_wrong_dates_are_told(busy: Shop, given: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        run(measures_command, "--data", busy.folder, *given)


def test_measures_reach_as_far_as_dates_go(busy: Shop) -> None:
    assert run(measures_command, "--data", busy.folder, "--from", "1900-01-01", "--to", "2999-12-31")


@pytest.mark.parametrize("command", [report_command, measures_command])
def test_help_has_an_example(command: object) -> None:
    assert "Example: kiosk" in run(command, "--help")
