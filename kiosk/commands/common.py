"""What every command shares: where the settings and the data are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from kiosk.model import Site
from kiosk.site import find_site, load_site

Function = TypeVar("Function", bound=Callable[..., Any])


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

    @click.option("--site", type=click.Path(path_type=Path), envvar="KIOSK_SITE", help="The store's site.toml.")
    @click.option("--data", type=click.Path(path_type=Path), envvar="KIOSK_DATA", help="The data folder.")
    @wraps(function)
    def command(*args: Any, site: Path | None, data: Path | None, **options: Any) -> Any:
        return function(Settings(site, data), *args, **options)

    return command
