"""kiosk export: the answers as a file for a spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kiosk.commands.common import FILE, Settings, day_option, refuse_turned_round, with_settings
from kiosk.commands.progress import with_bar


@click.command("export")
@click.option("--format", "form", type=click.Choice(["csv"]), required=True, help="The kind of file.")
@day_option("--from", "first", said="The first day; without it, from the beginning.")
@day_option("--to", "last", said="The last day; without it, to the end.")
@click.option("--out", type=FILE, help="Where to; else exports/ in the data folder.")
@with_settings
def command(
    settings: Settings,
    form: str,
    first: date | None,
    last: date | None,
    out: Path | None,
) -> None:
    """Write the answers, one row each, and a codebook that explains the columns.

    `kiosk import FILE` reads it back without loss.

    Example: kiosk export --format csv --from 2026-10-01 --to 2026-10-31 --out october.csv
    """
    from kiosk.exchange import export_csv
    from kiosk.store import open_reader

    begin, end = first or date.min, last or date.max
    refuse_turned_round(begin, end)
    data = settings.site().data
    period = "".join(f"-{day}" for day in (first, last) if day)
    target = out or data / "exports" / f"answers{period}.{form}"
    with open_reader(data) as reader:
        exported = export_csv(reader, begin, end, target, with_bar)
    click.echo(f"{exported.answers}: {exported.rows} answers of {exported.visits} visits")
    click.echo(f"{exported.codebook}: what the columns mean")
