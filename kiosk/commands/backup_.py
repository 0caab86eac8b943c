"""`kiosk backup`: a checked copy of the database, while the kiosk runs."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from kiosk.commands.common import FILE, Settings, with_settings
from kiosk.commands.progress import with_seconds
from kiosk.errors import BadInputError
from kiosk.ledger import note_begun
from kiosk.model import Site


@click.command("backup", epilog="Example: kiosk backup --out /media/usb/shop.db")
@click.option("--out", type=FILE, help="A file of this name, and no other [default: the day's in backups/].")
@click.option("--scheduled", is_flag=True, help="Only what the day still lacks, and quietly: the kiosk calls this.")
@with_settings
def command(settings: Settings, *, out: Path | None, scheduled: bool) -> None:
    """Copy the database to backups/ and to the second place, check the copy, and delete backups that are too many.

    The database is checked first; one that is damaged is not copied.
    """
    if out and scheduled:
        raise BadInputError("expected --out or --scheduled, not both")
    site = settings.site()
    if out:
        _write(settings, site, out)
        return
    if scheduled:
        # The kernel gives such a process the processor, and the disk, when nobody else wants them.
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    _keep(site, anew=not scheduled)


def _write(settings: Settings, site: Site, out: Path) -> None:
    from kiosk.commands.places import Own, require_place
    from kiosk.store import has_database
    from kiosk.store.backup.keeping import write_backup

    require_place(settings, site, out, Own.BACKUPS)
    if has_database(site.data):
        note_begun(site.data, out)
    with with_seconds("backing up"):
        write_backup(site.data, out, site.key)
    click.echo(out)


def _keep(site: Site, *, anew: bool) -> None:
    from kiosk.store import has_database
    from kiosk.store.backup.keeping import back_up, carry

    if not anew and not has_database(site.data):
        return  # nobody has tapped yet
    today = datetime.now().astimezone().date()
    with with_seconds("backing up"):
        made = back_up(site.data, today, site.key, anew=anew)
    click.echo("".join(f"{path}\n" for path in made), nl=False)
    if site.second_backups:
        with with_seconds("copying to the second place"):
            made = carry(site.data, site.second_backups, today, anew=anew)
        click.echo("".join(f"{path}\n" for path in made), nl=False)
