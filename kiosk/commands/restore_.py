"""`kiosk restore`: a backup in the place of the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from kiosk.commands.common import FILE, Settings, with_settings
from kiosk.commands.progress import with_seconds
from kiosk.errors import BadInputError, StorageError
from kiosk.model import Site


@click.command("restore", epilog="Example: kiosk restore /var/lib/kiosk/backups/daily-2026-11-22.db")
@click.argument("file", required=False, type=FILE)
@click.option("--newest", is_flag=True, help="The good backup with the newest answers, here or in the second place.")
@click.option("--another-kiosk", is_flag=True, help="Even if FILE is a backup of another kiosk.")
@with_settings
def command(settings: Settings, file: Path | None, *, newest: bool, another_kiosk: bool) -> None:
    """Put the backup FILE in the place of the database. Stop the kiosk first.

    FILE is checked before anything is touched, brought up to date, and what was erased since is erased in it again. The
    database that was here is kept beside the new one.
    """
    from kiosk.store.backup.inspecting import moment
    from kiosk.store.backup.restoring import restore

    if (file is None) != newest:
        raise BadInputError("expected either FILE or --newest")
    site = settings.site()
    kiosk_id = None if another_kiosk else site.kiosk_id
    with with_seconds("restoring"):
        done = restore(site.data, file or _newest(site), datetime.now().astimezone(), site.key, kiosk_id)
    click.echo(f"restored from {done.backup.path}: {done.now.answers} answers, up to {moment(done.now.newest)}")
    click.echo(done.gap)
    for told in done.now.contradictions:
        click.echo(f"It contradicts itself, as the backup did: {told}")
    if done.erased:
        click.echo(f"Of {done.erased} visits in it all was erased again, as it had been since.")


def _newest(site: Site) -> Path:
    from kiosk.store.backup.keeping import newest_good

    found = newest_good(site.data, site.key, site.second_backups)
    if found is None:
        raise StorageError(f"{site.data}: no backup is good, here or in the second place; `kiosk verify` tells why")
    return found.path
