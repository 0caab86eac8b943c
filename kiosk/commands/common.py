"""What every command shares: where the settings and the data are, and how files and days are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from kiosk.errors import BadInputError
from kiosk.model import Site
from kiosk.site import find_site, load_site

Function = TypeVar("Function", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, readable=False)
"""Whether it can be read is found out by reading it, and then told in our own words."""
YEARS = range(1900, 3000)
"""Far enough from both ends of the calendar for the weeks that are counted back and on from a day."""


def day_option(*names: str, said: str) -> Callable[[Function], Function]:
    """An option that takes an ISO date; said is its help."""
    return click.option(*names, metavar="DATE", callback=_day, help=said)


def _day(_: click.Context, option: click.Parameter, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.isoformat() != text or day.year not in YEARS:
        raise BadInputError(f"{option.opts[0]} {text}: expected a date such as 2026-11-09")
    return day


@dataclass(frozen=True, slots=True)
class Settings:
    """The site file that was asked for, read when first needed."""

    site_file: Path | None
    data: Path | None

    def site(self) -> Site:
        """The store's settings. Raises BadInputError that lists every fault."""
        return load_site(find_site(self.site_file), self.data)


def with_settings(function: Function) -> Callable[..., Any]:
    """Adds --site and --data; the command gets them as its first argument, a Settings."""

    @click.option("--site", type=FILE, envvar="KIOSK_SITE", help="The store's site.toml.")
    @click.option("--data", type=FILE, envvar="KIOSK_DATA", help="The data folder.")
    @wraps(function)
    def command(*args: Any, site: Path | None, data: Path | None, **options: Any) -> Any:
        return function(Settings(site, data), *args, **options)

    return command


def refuse_turned_round(first: date, last: date) -> None:
    """Raises BadInputError where a period ends before it begins."""
    if first > last:
        raise BadInputError(f"--from {first} is after --to {last}: expected the earlier day first")
