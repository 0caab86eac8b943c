"""`kiosk decrypt`: the database and its backups plain again."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.commands.common import FILE, Settings, with_settings
from kiosk.commands.encrypt_ import move, refuse_left
from kiosk.errors import BadInputError
from kiosk.keys import KeyFile, read_key


@click.command("decrypt", epilog="Example: kiosk decrypt")
@click.option("--key-file", type=FILE, help="The key; without it, that of the site file.")
@with_settings
def command(settings: Settings, key_file: Path | None) -> None:
    """Make the database and its backups plain again. Stop the kiosk first; then take the key out of the site file."""
    site = settings.site()
    key = KeyFile(key_file.absolute()) if key_file else site.key
    if key is None:
        raise BadInputError("no key: expected --key-file FILE, or [encryption] in the site file")
    read_key(key)
    left = move(site, key, None, "plain")
    if site.key is not None:
        click.echo("now take [encryption] and its line out of the site file, before the kiosk is started")
    refuse_left(left)
