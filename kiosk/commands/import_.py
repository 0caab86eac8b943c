"""kiosk import: answers out of a file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import FILE, Settings, day_option, with_settings
from kiosk.commands.progress import with_bar
from kiosk.errors import BadInputError

if TYPE_CHECKING:
    from kiosk.exchange import Imported


@click.command("import", epilog="Example: kiosk import reviews.csv --mapping reviews.toml --date 2026-10-01")
@click.argument("file", type=FILE)
@click.option("--mapping", type=FILE, help="What the columns mean (TOML).")
@day_option("--date", "day", said="The day of all rows, where the file has none.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON.")
@with_settings
def command(settings: Settings, file: Path, mapping: Path | None, day: date | None, as_json: bool) -> None:
    """Take the rows of a file: a CSV with --mapping, else one that `kiosk export` wrote, of any format.

    Valid rows go in together, every other row is named with its reason, and the same rows a second time add nothing.
    """
    from kiosk.exchange import Importer

    begun = monotonic()
    importer = Importer(settings.site(), datetime.now().astimezone(), with_bar)
    if mapping is not None:
        imported = importer.mapped(file, mapping, day)
    elif day is None:
        imported = importer.own(file)
    else:
        raise BadInputError("--date: expected together with --mapping, an export of ours brings its own dates")
    seconds = monotonic() - begun
    click.echo(_as_json(imported, seconds) if as_json else _told(imported, seconds))
    if imported.refused and not imported.taken:
        raise BadInputError(f"{file}: none of its {len(imported.refused)} rows could be taken")


def _as_json(imported: Imported, seconds: float) -> str:
    return json.dumps(asdict(imported) | {"seconds": round(seconds, 2)}, ensure_ascii=False, indent=2)


def _told(imported: Imported, seconds: float) -> str:
    before = imported.taken - imported.new
    lines = [f"{imported.file}: {imported.taken} rows taken, {len(imported.refused)} refused, in {seconds:.2f} s"]
    if before:
        lines.append(f"  {imported.new} of them new, {before} were here already")
    lines += [f"  scale {words}" for words in imported.scales.values()]
    lines += [f"  {note}" for note in imported.notes]
    lines += [f"  refused, {refusal}" for refusal in imported.refused]
    return "\n".join(lines)
