"""kiosk merge: other kiosks' data into this one's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import FILE, Settings, with_settings
from kiosk.commands.progress import with_bar
from kiosk.errors import StorageError

if TYPE_CHECKING:
    from kiosk.erasing import Place
    from kiosk.model import Site
    from kiosk.store import Store
    from kiosk.store.merging.merge import Merged

SHOWN = 3
"""Visits with rows that differ."""


@click.command("merge", epilog="Example: kiosk merge --data /var/lib/shop /media/stick/kiosk-2 /media/stick/kiosk-3.db")
@click.argument("sources", nargs=-1, required=True, type=FILE, metavar="SOURCE...")
@click.option("--source-key", type=FILE, help="The key of encrypted sources [default: this kiosk's own].")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
@with_settings
def command(settings: Settings, sources: tuple[Path, ...], source_key: Path | None, as_json: bool) -> None:
    """Take in what other kiosks of the shop have: one database, and one report, for all.

    SOURCE is a kiosk's data folder, a backup or an export; it is never changed. Nothing is taken twice, each visit
    keeps its place, and what was erased on one side goes on both. Where one source is damaged or of a newer version,
    nothing is merged.
    """
    from kiosk.erasing import Outcome, remember_days
    from kiosk.exchange.sources import prepared
    from kiosk.keys import KeyFile
    from kiosk.lock import exclusive
    from kiosk.store import open_store
    from kiosk.store.merging.merge import merge
    from kiosk.store.privacy.retention import keep_promises

    site = settings.site()
    key = KeyFile(source_key.absolute()) if source_key else None
    now = datetime.now().astimezone()
    found = []
    with (
        exclusive(site.data),
        prepared(site, sources, key, with_bar) as ready,
        open_store(site.data, site.key) as store,
    ):
        for source in ready:
            found.append(merge(store, site.data, source, with_bar, partial(remember_days, site.data)))
            if not as_json:
                click.echo("\n".join(_told(found[-1])))
        # Another kiosk may keep addresses and comments longer than this one's shop promises.
        keep_promises(store, site.retention, now.date())
        places = _erase_elsewhere(site, store, now)
    if as_json:
        click.echo(json.dumps({"merged": [asdict(each) for each in found]}, ensure_ascii=False, indent=2))
    else:
        click.echo("".join(f"{place.outcome}: {_place(place)}\n" for place in places), nl=False)
    if left := [_place(place) for place in places if place.outcome is Outcome.FAILED]:
        raise StorageError(f"merged, but what was erased there may still stand in {'; '.join(left)}: merge again")


def _erase_elsewhere(site: Site, store: Store, now: datetime) -> list[Place]:
    """Takes what a merge has erased out of backups, pages and exports made here before; where it came to."""
    from kiosk.erasing import Eraser, Outcome
    from kiosk.store.privacy.erasing import UNFINISHED
    from kiosk.store.privacy.erasure import Kind, read_erasures

    known = [each for each in read_erasures(site.data, store.database) if each.kind is not Kind.CONTACT]
    if not known or not (site.data / UNFINISHED).exists():
        return []
    # The database's own part is done, and was told with the source.
    return [place for place in Eraser(site, store, known[0], "", now).run() if place.outcome is not Outcome.NOTED]


def _place(place: Place) -> str:
    return f"{place.path}{f': {place.told}' if place.told else ''}"


def _told(merged: Merged) -> Iterator[str]:
    yield f"{merged.source}:"
    for origin in merged.origins:
        yield f"  {origin.kiosk_id} ({origin.place}): {origin.new:,} visits new, {origin.here:,} already here"
    if not merged.origins:
        yield "  no visits"
    if merged.erased:
        yield f"  {merged.erased:,} visits were erased there, and now here too"
    if merged.left_out:
        yield f"  {merged.left_out:,} visits are left out: they were erased on request"
    if merged.differing:
        yield _differing(merged)
    for kiosk in merged.alike:
        yield (
            f"  {kiosk}: both sides have visits of a kiosk of this name. If they are two kiosks, only the place tells "
            "their visits apart from now on; nothing is lost. Give each a kiosk_id of its own in its site.toml"
        )


def _differing(merged: Merged) -> str:
    visits = list(dict.fromkeys(each.visit for each in merged.differing))
    named = ", ".join(visits[:SHOWN]) + (", …" if len(visits) > SHOWN else "")
    theirs = sum(each.theirs for each in merged.differing)
    return (
        f"  {len(merged.differing):,} rows differ between the two, in the visits {named}; the one that is smaller as "
        f"text is kept: {theirs:,} times the source's, else the one that was here (--json has them all)"
    )
