"""kiosk ops: what the shop itself counts, beside what its shoppers say."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import FILE, Settings, with_settings
from kiosk.commands.progress import with_bar
from kiosk.errors import BadInputError

if TYPE_CHECKING:
    from kiosk.exchange.operations import ImportedHours


@click.group("ops", epilog="Example: kiosk ops import tills.csv --mapping tills.toml")
def command() -> None:
    """Transactions, open tills and staff by the hour: what stands beside the ratings on the report."""


@command.command("import", epilog="Example: kiosk ops import tills.csv --mapping tills.toml")
@click.argument("file", type=FILE)
@click.option("--mapping", type=FILE, required=True, help="What the columns mean (TOML).")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
@with_settings
def import_hours(settings: Settings, file: Path, mapping: Path, as_json: bool) -> None:
    """Take the hours of a CSV file. Valid rows go in together, every other row is named with its reason.

    The same file twice adds nothing; of an hour that is there already, the figures imported last stand.
    """
    from kiosk.exchange.operations import import_operations

    begun = monotonic()
    imported = import_operations(settings.site(), file, mapping, datetime.now().astimezone(), with_bar)
    seconds = monotonic() - begun
    click.echo(_as_json(imported, seconds) if as_json else _told(imported, seconds))
    if imported.refused and not imported.taken:
        raise BadInputError(f"{file}: none of its {len(imported.refused)} rows could be taken")


def _as_json(imported: ImportedHours, seconds: float) -> str:
    return json.dumps(asdict(imported) | {"seconds": round(seconds, 2)}, ensure_ascii=False, indent=2)


def _told(imported: ImportedHours, seconds: float) -> str:
    refused = len(imported.refused)
    lines = [f"{imported.file}: {imported.rows} rows taken, {refused} refused, in {seconds:.2f} s"]
    before = imported.taken - imported.new - imported.replaced
    parts = [(imported.new, "new"), (imported.replaced, "in the place of other figures"), (before, "were here already")]
    told = ", ".join(f"{n} {what}" for n, what in parts if n)
    if imported.taken:
        lines.append(f"  hours: {told}")
    if imported.lost:
        lines.append(f"  {imported.lost} hours had a figure that this file does not tell: it is gone")
    if imported.unrated:
        places = ", ".join(map(repr, imported.unrated))
        lines.append(f"  nobody has rated at {places}: expected the places' names as the kiosks have them")
    lines += [f"  refused, {refusal}" for refusal in imported.refused]
    return "\n".join(lines)
