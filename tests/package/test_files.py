"""What the package brings beside the program: it stays true to the program without anybody thinking of it."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kiosk.cli import VERBS, kiosk
from kiosk.site import load_site

ROOT = Path(__file__).parents[2]
DEBIAN = ROOT / "packaging" / "debian"
MANUAL_PAGE = (DEBIAN / "kiosk.1").read_text(encoding="utf-8").replace(r"\-", "-")
SITE = DEBIAN / "site.toml"


def verb(name: str) -> click.Command:
    command = kiosk.get_command(click.Context(kiosk), name)
    assert command is not None
    return command


@pytest.mark.parametrize("name", VERBS)
def test_the_manual_page_has_every_verb_and_its_options(name: str) -> None:
    entry = re.search(rf"^\.BR? {name}( .*)?$", MANUAL_PAGE, re.MULTILINE)
    assert entry, f"kiosk(1) says nothing of {name}"
    shared = {"--site", "--data", "--help"}
    options = {name for option in verb(name).params for name in option.opts if name.startswith("--")} - shared
    assert {option for option in options if option not in entry[0]} == set()


def test_the_manual_page_has_what_all_verbs_share() -> None:
    for option in ("--site", "--data", "--help", "--version"):
        assert option in MANUAL_PAGE


def test_the_site_file_is_valid_and_keeps_the_answers_in_var() -> None:
    assert load_site(SITE).data == Path("/var/lib/kiosk")


def test_a_new_shop_asks_one_visit_in_four_in_turn() -> None:
    assert load_site(SITE).rotation.share == 0.25


def test_what_the_site_file_suggests_is_valid(tmp_path: Path) -> None:
    lines = SITE.read_text(encoding="utf-8").splitlines()
    suggested = [re.sub(r"^# (?=[a-z_]+ = |\[)", "", line) for line in lines]
    text = "\n".join(suggested).replace("/usr/share/moment", str(ROOT / "assets"))
    (tmp_path / "site.toml").write_text(text, encoding="utf-8")
    site = load_site(tmp_path / "site.toml")
    assert site.store == "Corner shop"
    assert site.survey.exists()


def test_the_unit_runs_the_kiosk_in_its_own_session_for_ever() -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DEBIAN / "moment.service", encoding="utf-8")
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert unit["Service"]["Restart"] == "always"
    assert unit["Service"]["ExecStart"] == "/usr/lib/moment/session"
    session = (DEBIAN / "session").read_text(encoding="utf-8")
    assert "exec xinit /usr/bin/kiosk run -- " in session
    assert "-config moment.conf" in session
    assert (DEBIAN / "moment.conf").exists()


@pytest.mark.parametrize("script", ["postinst", "prerm", "postrm", "session"])
def test_a_script_of_the_package_is_sound_shell(script: str) -> None:
    assert subprocess.run(["sh", "-n", str(DEBIAN / script)], check=False).returncode == 0


def test_every_locked_dependency_gives_its_licence(tmp_path: Path) -> None:
    script = ROOT / "packaging" / "bundle" / "licences.py"
    subprocess.run([sys.executable, str(script), str(ROOT / "requirements.txt"), str(tmp_path)], check=True)
    # Qt's wheels bring no text: Debian has the LGPL, and debian/copyright points to it.
    for package in ("click", "pydantic", "reportlab", "sqlcipher3", "sqlite-utils"):
        assert any((tmp_path / package).iterdir()), package
