"""`kiosk check`: every fault of site, survey, items, mapping and book files."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.commands.common import FILE, Settings, with_settings
from kiosk.errors import BadInputError


@click.command("check", epilog="Example: kiosk check site.toml surveys/checkout.toml")
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
@with_settings
def command(settings: Settings, files: tuple[Path, ...]) -> None:
    """Look for faults in site, survey, items, mapping and book files, all at once.

    A site file answers for its surveys, items, book and logo too. Without a FILE: the site file that is in use.
    """
    from kiosk.checking import faults_in
    from kiosk.site import find_site

    in_use = find_site(settings.site_file)
    checked = files or ((in_use,) if in_use else (settings.site().survey,))
    found = [fault for path in checked for fault in faults_in(path)]
    if found:
        raise BadInputError("\n".join(found))
    click.echo("\n".join(f"{path}: no fault" for path in checked))
