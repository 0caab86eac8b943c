"""kiosk report: the weekly PDF, or the numbers on it."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime
from pathlib import Path
from shutil import which

import click

from kiosk.commands.common import FILE, YEARS, Settings, with_settings
from kiosk.errors import BadInputError, KnownError
from kiosk.model import Language, Paper, Week
from kiosk.words import reporting

WEEK = re.compile(r"(\d{4})-W(\d{2})")


@click.command("report", epilog="Example: kiosk report --week 2026-W47 --lang ko --paper letter")
@click.option("--week", "week_text", metavar="2026-W47", help="An ISO week [default: yesterday's week, so on Monday "
              "the finished one; else the last with answers].")  # fmt: skip
@click.option("--lang", help=f"The page's language: {', '.join(reporting())} [default: the site's report_language].")
@click.option("--paper", type=click.Choice([paper.value for paper in Paper]), help="[default: the site's paper]")
@click.option("--out", type=FILE, help="[default: reports/ in the data folder]")
@click.option("--json", "as_json", is_flag=True, help="Print the very numbers on the page instead.")
@click.option("--open", "open_it", is_flag=True, help="Open the page when it is written.")
@with_settings
def command(
    settings: Settings, week_text: str | None, lang: str | None, paper: str | None, out: Path | None, as_json: bool,
    open_it: bool,
) -> None:  # fmt: skip
    """Write the weekly PDF and print its path."""
    from kiosk.commands.places import Own, require_place
    from kiosk.report.data import to_json
    from kiosk.report.weekly import read_weekly, write_weekly

    site = settings.site()
    language = site.report_language if lang is None else parse_language(lang)
    week = None if week_text is None else parse_week(week_text)
    if out and not as_json:
        require_place(settings, site, out, Own.REPORTS)
    data = read_weekly(site, week, datetime.now().astimezone().date())
    if as_json:
        click.echo(to_json(data))
        return
    path = write_weekly(site, data, language, site.paper if paper is None else Paper(paper), out)
    click.echo(path)
    if open_it:
        open_file(path)


def parse_week(text: str) -> Week:
    """2026-W47 as a week. Raises BadInputError."""
    found = WEEK.fullmatch(text)
    try:
        if found and int(found[1]) in YEARS:
            return Week.of(Week(int(found[1]), int(found[2])).monday)
    except ValueError:
        pass
    raise BadInputError(f"--week {text}: expected an ISO week such as 2026-W47")


def parse_language(text: str) -> Language:
    """A language of ours. Raises BadInputError."""
    if text not in reporting():
        raise BadInputError(f"--lang {text}: expected one of {', '.join(reporting())}")
    return Language(text)


def open_file(path: Path) -> None:
    """Hands a file to the desktop. Raises KnownError where there is none."""
    opener = which("xdg-open")
    if opener is None:
        raise KnownError(f"{path}: is written but cannot be opened: xdg-open is not there (package xdg-utils)")
    if subprocess.run([opener, str(path)], check=False).returncode != 0:  # noqa: S603 - a path of our own
        raise KnownError(f"{path}: is written but xdg-open could not open it")
