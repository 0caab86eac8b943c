"""`kiosk verify`: whether the database and its backups are whole."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import FILE, Settings, with_settings
from kiosk.commands.progress import with_bar
from kiosk.errors import StorageError
from kiosk.model import Site

if TYPE_CHECKING:
    from kiosk.store.backup.inspecting import Condition


@click.command("verify", epilog="Example: kiosk verify /media/usb/shop.db")
@click.argument("files", nargs=-1, type=FILE)
@with_settings
@click.option("--json", "as_json", is_flag=True, help="What was found as JSON.")
def command(settings: Settings, files: tuple[Path, ...], *, as_json: bool) -> None:
    """Read FILES whole: pages, indexes, rows that belong together, schema, what is stored twice, and counts.

    Without FILES: the database, every database in backups/ and in the second place. Exits with 1 where one is bad.
    """
    from kiosk.store.backup.inspecting import inspect

    site = settings.site()
    paths, closed = (files, []) if files else _all_of(site)
    found = [*(inspect(path, site.key) for path in with_bar(paths, len(paths), "reading")), *closed]
    sound = not any(each.faults or each.contradictions or each.miscounted for each in found)
    if as_json:
        click.echo(json.dumps({"sound": sound, "files": list(map(_entry, found))}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(map(_told, found)))
    sys.exit(0 if sound else 1)


def _all_of(site: Site) -> tuple[Sequence[Path], list[Condition]]:
    """All files to be read, and a folder's own fault where it cannot be looked into."""
    from kiosk.store import has_database
    from kiosk.store.backup.inspecting import Condition
    from kiosk.store.backup.naming import FOLDER, our_backups
    from kiosk.store.backup.strangers import strangers
    from kiosk.store.connection import FILE_NAME

    found, closed = [site.data / FILE_NAME] if has_database(site.data) else [], []
    for folder in (site.data / FOLDER, *((site.second_backups,) if site.second_backups else ())):
        try:
            found += [*our_backups(folder), *strangers(folder)]
        except StorageError as error:
            closed.append(Condition(folder, (str(error).removeprefix(f"{folder}: "),)))
    if not found and not closed:
        raise StorageError(f"{site.data}: neither a database nor a backup is there; expected one to verify")
    return found, closed


def _told(found: Condition) -> str:
    from kiosk.store.backup.inspecting import moment

    if found.faults:
        return "\n".join(f"bad   {found.path}: {fault}" for fault in found.faults)
    if found.contradictions:
        return "\n".join(f"bad   {found.path}: {told}" for told in (*found.contradictions, *found.miscounted))
    if found.miscounted:
        wrong = "; ".join(found.miscounted)
        return f"bad   {found.path}: {wrong}. Every answer is there: a backup of it that is restored is counted anew"
    notes = (", of an older version" if found.older else "") + (", not encrypted" if found.bare else "")
    return f"good  {found.path}: {found.answers} answers, the newest of {moment(found.newest)}{notes}"


def _entry(found: Condition) -> dict[str, object]:
    newest = found.newest.isoformat() if found.newest else None
    return {
        "file": str(found.path), "faults": [*found.faults, *found.contradictions, *found.miscounted],
        "answers": found.answers, "newest": newest, "older": found.older, "not_encrypted": found.bare,
    }  # fmt: skip
