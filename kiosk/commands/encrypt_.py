"""`kiosk encrypt`: the database, and the backups made so far, under a key."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from kiosk.commands.common import FILE, Settings, with_settings
from kiosk.errors import BadInputError, StorageError
from kiosk.files import is_there
from kiosk.keys import Credential, Key, KeyFile, key_path, read_key, refuse_beside
from kiosk.model import Site


@click.command("encrypt", epilog="Example: kiosk encrypt --new-key /etc/kiosk/key")
@click.option("--key-file", type=FILE, help="A key that is there already; without it, that of the site file.")
@click.option("--new-key", type=FILE, help="Make a new key, and write it to this file.")
@with_settings
def command(settings: Settings, key_file: Path | None, new_key: Path | None) -> None:
    """Encrypt the database and its backups. Stop the kiosk first; then name the key in the site file.

    A database that is encrypted already is moved from the site file's key to this one.
    """
    from kiosk.commands.places import require_folder
    from kiosk.store.encryption.moving import make_key

    site = settings.site()
    key = _key(site, key_file, new_key)
    refuse_beside(key, site.data)
    if new_key:
        require_folder(new_key, "--new-key")

    def prepare() -> None:
        if new_key:
            make_key(new_key.absolute(), site.data)
            told = "a new key; keep a copy of it, not on this machine: without it no answer can be read"
            click.echo(f"{new_key}: {told}")
        read_key(key)

    left = move(site, site.key, key, "encrypted", prepare)
    click.echo(_next_step(site.key, key))
    click.echo(
        "reports, exports, mapping and log files are plain as before; what was deleted, the old database too, may stay "
        "readable on the disk until it is written over: see “Encryption” in docs/manual-it.md"
    )
    refuse_left(left)


def _next_step(named: Key | None, used: Key) -> str:
    """What is to be done with the site file, which names one key or none, after another was used."""
    match named, used:
        case Credential(), KeyFile():
            return f"{named} must hold this key before the kiosk is started"
        case None, KeyFile():
            told = "now put this at the end of the site file, before the kiosk is started"
            return f"{told}:\n\n[encryption]\n{_line(used)}\n"
        case KeyFile(path=old), KeyFile(path=new) if old.resolve() != new.resolve():
            told = "now change the line in the site file to this, before the kiosk is started"
            return f"{told}:\n\n{_line(used)}\n"
        case _:
            return "the site file names this key: the kiosk can be started"


def _line(key: KeyFile) -> str:
    return f"key_file = {json.dumps(str(key.path), ensure_ascii=False)}"


def _key(site: Site, key_file: Path | None, new_key: Path | None) -> Key:
    if key_file and new_key:
        raise BadInputError("expected --key-file or --new-key, not both")
    named = new_key or key_file
    key = KeyFile(named.absolute()) if named else site.key
    if key is None:
        raise BadInputError("no key: expected --new-key FILE, --key-file FILE, or [encryption] in the site file")
    return key


def move(
    site: Site, old: Key | None, new: Key | None, done: str, prepare: Callable[[], None] = lambda: None
) -> list[str]:
    """Moves the data folder's databases and says what became of each; why some were left, a sentence each.

    prepare is called once nothing is known to stand against it: a new key is not made for a move that is refused.
    """
    from kiosk.commands.progress import with_bar
    from kiosk.lock import exclusive
    from kiosk.store import has_database
    from kiosk.store.encryption.moving import move_folder, require_opened

    if not has_database(site.data):
        prepare()
        click.echo(f"{site.data}: no database yet; the first start makes it {done} if the site file says so")
        return []
    left = []
    with exclusive(site.data):
        require_opened(site.data, old, new if new and is_there(key_path(new)) else None)
        prepare()
        for moved in move_folder(site.data, old, new, with_bar, site.second_backups):
            if moved.fault:
                left.append(moved.fault)
            else:
                click.echo(f"{moved.path}: {'was already ' if moved.already else ''}{done}")
    return left


def refuse_left(left: list[str]) -> None:
    """Raises StorageError where files were left."""
    if left:
        told = "1 file stays as it was:" if len(left) == 1 else f"{len(left)} files stay as they were:"
        raise StorageError("\n".join([told, *left]))
